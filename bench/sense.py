"""
Finds claims that are shown without the negation or denial of their sentence.

    python bench/sense.py DIR ... [--limit N]

DIR contains articles as ``.txt`` files. Each sentence with a claim is parsed anew, alone and as a
whole, and its negations are found in that parse, without what the extractor found. A negation that
governs the cue of a claim must be in the text shown. Prints the claims that miss one, how many have
one, and exits with 1 where any misses it.
"""

import argparse
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from texts import article

from rag.attribution.extractor import extract
from rag.attribution.frame_parser import STRAIGHT
from rag.models import spacy_pipeline
from rag.schema.articles import Article, Span
from rag.schema.claims import Claim
from rag.text import quotations

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

NEGATIVE = frozenset(
    "barely cannot hardly neither never no nobody none nor not nothing scarcely seldom".split()
)
DENYING = frozenset(
    "avoid decline deny disavow dismiss dispute fail rebut refrain refuse refute reject "
    "repudiate".split()
)
# Steps from a cue to the word that negates it; a relative or adverbial clause is another matter,
# and what lies further up than REACH steps.
REACH = 6
STEPS = frozenset(("xcomp", "ccomp", "acl", "pcomp", "prep", "dobj", "attr", "acomp", "auxpass"))


def main() -> int:
    """Extract, parse again, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", type=Path, nargs="+", metavar="DIR")
    parser.add_argument("--limit", type=int, help="only this many articles of each folder")
    options = parser.parse_args()
    files = [
        file
        for folder in options.folders
        for file in sorted(folder.rglob("*.txt"))[: options.limit]
    ]
    articles = [article(file.name, article_text(file)) for file in files]
    claims = negated = missed = 0
    for one, extraction in zip(articles, extract(articles), strict=True):
        for claim in extraction.claims:
            claims += 1
            governing = list(negations(one, claim))
            negated += bool(governing)
            for span in governing:
                if not is_shown(claim, span):
                    missed += 1
                    word = one.text[span.start : span.end]
                    sentence = one.text[claim.evidence.start : claim.evidence.end]
                    print(f"{one.id}: “{word}” is not in “{claim.text}”: {sentence}\n")
    print(f"{len(articles)} articles, {claims} claims, {negated} negated, {missed} words missed")
    return 1 if missed else 0


def article_text(file: Path) -> str:
    """The text of an article as the product reads it."""
    with file.open(encoding="utf-8", newline="") as opened:
        return opened.read()


def negations(source: Article, claim: Claim) -> Iterator[Span]:
    """The negations and denials that govern the cue of a claim, in a parse of its sentence."""
    if not claim.cue or not claim.evidence.start <= claim.cue[0].start < claim.evidence.end:
        return
    base, text = claim.evidence.start, source.text[claim.evidence.start : claim.evidence.end]
    doc = _parsed(text.translate(STRAIGHT))
    at = claim.cue[0].start - base
    cue = next((token for token in doc if token.idx <= at < token.idx + len(token)), None)
    if cue is None:
        return
    reached = [cue]
    while len(reached) < REACH and _reaches_head(reached[-1]):
        reached.append(reached[-1].head)
    quoted = [q.span for q in quotations.pair(source.text, claim.evidence)]
    for word in reached:
        found = [t for t in word.children if t.i < cue.i and _negates(t)]
        found += [word] if word.lemma_.lower() in DENYING else []
        for token in found:
            span = Span(base + token.idx, base + token.idx + len(token))
            if not any(q.start <= span.start < q.end for q in quoted):
                yield span


def is_shown(claim: Claim, word: Span) -> bool:
    """Whether a word is part of the text shown for a claim."""
    return any(span.start <= word.start and word.end <= span.end for span in claim.shown)


@lru_cache(maxsize=8)  # the claims of one sentence follow one another
def _parsed(text: str) -> "Doc":
    return spacy_pipeline.parse(text)


def _reaches_head(token: "Token") -> bool:
    infinitive = any(t.dep_ == "aux" and t.lower_ == "to" for t in token.children)
    if token.dep_ == "acl" and token.tag_ == "VBD":  # a finite verb is none: a wrong parse
        return False
    own = any(t.dep_ in ("aux", "nsubj") for t in token.children)
    shares = token.dep_ == "conj" and token.tag_ == "VB" and not own  # "did not confirm or DENY"
    return token.head.i < token.i and (token.dep_ in STEPS or infinitive or shares)


def _negates(token: "Token") -> bool:
    """Whether a word below a verb negates it: "not", "never", "NO official said"."""
    if token.nbor().lower_ in ("only", "just", "merely", "simply"):  # "not only said"
        return False
    if token.dep_ == "intj":  # "No, he said that ..."
        return False
    determiners = [t for t in token.children if t.i < token.i and t.dep_ in ("det", "neg")]
    subject = token.dep_ in ("nsubj", "nsubjpass") and any(
        t.lower_ in NEGATIVE for t in determiners
    )
    return subject or token.lower_ in NEGATIVE or token.dep_ == "neg"


if __name__ == "__main__":
    sys.exit(main())

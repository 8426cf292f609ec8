"""
How well the check of drafts tells what articles print from what they do not.

    python bench/drafts.py --index INDEX --others INDEX [--number 60] [--seed 1] [--misses]

Sentences are made from claims of the articles of --index: half quote or report one with its words
and speaker, a quarter has one word or the speaker changed, a quarter gives words from the articles
of --others, another corpus, to a speaker of this one. Printed are the share of the first that are
found, and of each kind of the others that are flagged. Claims are drawn by --seed.
"""

import argparse
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rag.corpus import Corpus
from rag.drafts import draft_check
from rag.drafts.draft_report import CheckedStatement, Verdict
from rag.lexicon.function_words import STOPWORDS
from rag.schema.claims import Claim, Kind
from rag.settings import Settings

SHORTEST, LONGEST = 6, 40  # words of a claim
SURE = 0.7
FORMS = {
    Kind.DIRECT: (
        "“{words},” {speaker} said.",
        "{speaker} said: “{words}.”",
        "“{words},” said {speaker} at the time.",
        "“{words}”, according to {speaker}.",
    ),
    Kind.INDIRECT: (
        "{speaker} said that {words}.",
        "{speaker} said {words}.",
        "According to {speaker}, {words}.",
    ),
}
KINDS = ("right", "word", "speaker", "invented")


@dataclass(frozen=True, slots=True)
class Made:
    """A sentence of a draft and what was done to it: one of KINDS."""

    kind: str
    sentence: str


def usable(corpus: Corpus) -> list[Claim]:
    """Claims of one named person in direct or indirect speech, without anything left out."""
    return [
        claim
        for claim in corpus.claims()
        if claim.kind in FORMS
        and claim.confidence >= SURE
        and claim.speaker
        and len(claim.speakers) == 1
        and len(claim.speaker.split()) > 1
        and len(claim.content) == 1
        and not claim.negated
        and SHORTEST <= len(claim.text.split()) <= LONGEST
        and "\n" not in claim.text
    ]


def worded(claim: Claim, words: str, speaker: str, chance: random.Random) -> str:
    """A sentence that gives words to a speaker as a writer would."""
    bare = words.strip("\"“”‘’' ,.;:").removeprefix("that ")
    return chance.choice(FORMS[claim.kind]).format(words=bare, speaker=speaker)


def with_other_word(claim: Claim, pool: Sequence[Claim], chance: random.Random) -> str:
    """The words of a claim with one of them, no function word, replaced by that of another."""
    words = claim.text.split()
    places = [n for n, word in enumerate(words) if word.isalpha() and word.lower() not in STOPWORDS]
    at = chance.choice(places or [0])
    others = [word for one in pool for word in one.text.split()]
    fitting = [
        word
        for word in others
        if word.isalpha()
        and word.lower() not in STOPWORDS
        and word.lower() != words[at].lower()
        and word[0].isupper() == words[at][0].isupper()
    ]
    words[at] = chance.choice(fitting)
    return " ".join(words)


def made(own: Sequence[Claim], others: Sequence[Claim], number: int, seed: int) -> Iterator[Made]:
    """Sentences in random order."""
    chance = random.Random(seed)
    drawn = chance.sample(list(own), min(len(own), number * 3 // 4))
    invented = chance.sample(list(others), min(len(others), number // 4))
    for n, claim in enumerate(drawn):
        speaker = str(claim.speaker)
        if n < number // 2:
            yield Made("right", worded(claim, claim.text, speaker, chance))
        elif n % 2:
            words = with_other_word(claim, own, chance)
            yield Made("word", worded(claim, words, speaker, chance))
        else:
            surname = speaker.rsplit(maxsplit=1)[-1]
            strangers = [one for one in own if not str(one.speaker).endswith(surname)]
            other = str(chance.choice(strangers).speaker)
            yield Made("speaker", worded(claim, claim.text, other, chance))
    for claim in invented:
        speaker = str(chance.choice(list(own)).speaker)
        yield Made("invented", worded(claim, claim.text, speaker, chance))


def opened(index: Path) -> Corpus:
    """The corpus of an index."""
    return Corpus.open(Settings(articles=Path(), index=index))


def main() -> None:
    """Make a draft, check it, print the shares."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--index", type=Path, required=True)
    parser.add_argument("--others", type=Path, required=True)
    parser.add_argument("--number", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    corpus = opened(options.index)
    sentences = list(
        made(usable(corpus), usable(opened(options.others)), options.number, options.seed)
    )
    text = "\n\n".join(one.sentence for one in sentences)
    report = draft_check.check(corpus, text)
    by_sentence: list[list[CheckedStatement]] = [[] for _ in sentences]
    starts = [0]
    for one in sentences:
        starts.append(starts[-1] + len(one.sentence) + 2)
    for checked in report.checked:
        at = checked.statement.pieces[0].start
        by_sentence[sum(start <= at for start in starts[1:])].append(checked)
    for kind in KINDS:
        right = 0
        of = [n for n, one in enumerate(sentences) if one.kind == kind]
        for n in of:
            found = bool(by_sentence[n]) and all(
                one.verdict is Verdict.FOUND for one in by_sentence[n]
            )
            good = found == (kind == "right")
            right += good
            if options.misses and not good:
                verdicts = [one.verdict.value for one in by_sentence[n]]
                print(f"  {kind}: {sentences[n].sentence} {verdicts}")
        verb = "found" if kind == "right" else "flagged"
        print(f"{kind:9} {verb} {right} of {len(of)}")


if __name__ == "__main__":
    main()

"""Parts of a source beyond its noun phrase: relative clause, chain and antecedent."""

from typing import TYPE_CHECKING

from rag.attribution.content import ParsedParagraph
from rag.attribution.dependencies import DISTANCES, RELATIVES, SUBJECTS, noun_phrase, own_subject
from rag.schema.articles import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

RELATIVE_TAGS = ("WDT", "WP", "WRB")


def relative_pronoun(contents: ParsedParagraph, cue: "Token", source: Span | None) -> Span | None:
    """The "who" or "which" that represents the source as subject of its cue."""
    word = own_subject(cue, contents.quoted)
    if word is None or source is None or word.lower_ not in RELATIVES:
        return None
    span = contents.chars(word.i, word.i)
    return span if span.start >= source.end else None


def relative_clause(
    contents: ParsedParagraph,
    subject: "Token | None",
    cue: "Token",
    source: Span | None,
    content: tuple[Span, ...],
) -> Span | None:
    """The clause between a source and its cue: ``X, who heads Y, said``."""
    if subject is None or source is None or subject.pos_ == "PRON":
        return None
    first, last = noun_phrase(subject)[1] + 1, subject.right_edge.i
    if first <= cue.i <= last:
        return None
    clauses = {t.dep_ for t in subject.subtree if first <= t.i <= last}
    if last < first or not clauses & {"relcl", "acl"}:
        return None
    if contents.doc[last].text == "," or contents.doc[last].is_punct:
        last -= 1
    if last + 1 < len(contents.doc) and contents.doc[last + 1].text in (",", "-", "–", "—"):
        last += 1
    while first < last and contents.doc[first].is_space:
        first += 1
    span = contents.chars(first, last)
    taken = any(s.start < span.end and span.start < s.end for s in content)
    return None if taken or span.start < source.end else span


def restricts(contents: ParsedParagraph, source: Span | None, clause: Span | None) -> bool:
    """Whether a clause says which one is meant: no comma is before it."""
    if source is None or clause is None:
        return False
    return (
        "," not in contents.doc.text[source.end - contents.base : clause.start - contents.base + 1]
    )


def chain(contents: ParsedParagraph, cue: "Token", source: Span | None) -> tuple[Span, ...]:
    """Reporter and original source: ``X quoted Y as saying``, ``X reported, citing Y``."""
    if source is None:
        return ()
    if cue.head.lower_ == "as" and cue.head.dep_ == "prep":
        reporter = own_subject(cue.head.head, contents.quoted)
        if reporter is not None and reporter.dep_ == "nsubj":
            return (contents.chars(*noun_phrase(reporter)), source)
    for verb in contents.doc[cue.i + 1 : cue.i + DISTANCES.citing_after_cue]:
        if verb.lower_ == "citing" and contents.quoted[verb.i] is None:
            cited = next((t for t in verb.children if t.dep_ == "dobj"), None)
            if cited is not None:
                return (source, contents.chars(*noun_phrase(cited)))
    return ()


def left_out(contents: ParsedParagraph, cue: "Token", clause: "Token | None") -> Span | None:
    """
    The noun that the content of a cue leaves out: ``a DAM that he said was unsafe``.

    The noun stands before the relative clause, and its pronoun, where there is one, belongs to what
    was said.
    """
    subject = own_subject(cue, contents.quoted)
    if clause is None or clause.i < cue.i or cue.dep_ != "relcl" or subject is None:
        return None
    noun = cue.head
    relatives = [t for t in contents.doc[noun.i + 1 : cue.i] if t.tag_ in RELATIVE_TAGS]
    said = {t.i for t in clause.subtree}
    if subject.lower_ in RELATIVES or any(t.i not in said for t in relatives):
        return None
    return contents.chars(*noun_phrase(noun)) if contents.quoted[noun.i] is None else None


def antecedent(contents: ParsedParagraph, pronoun: "Token | None") -> Span | None:
    """The nearest subject before a pronoun, in the paragraph: a name, for "they" also a plural."""
    if pronoun is None or pronoun.pos_ != "PRON":
        return None
    subjects = [
        token
        for token in contents.doc[: pronoun.i]
        if token.dep_ in SUBJECTS
        and contents.quoted[token.i] is None
        and (token.pos_ == "PROPN" or (token.tag_ == "NNS" and pronoun.lower_ == "they"))
    ]
    return contents.chars(*noun_phrase(subjects[-1])) if subjects else None

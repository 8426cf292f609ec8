"""
Finds where the copies of one text print other words, with the exact span in each copy.

Case, quotation marks, dashes and commas are house style and make no difference; words, numbers,
ellipses and question marks do. The articles do not show which copy is right.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from rag.reprints.alignment import LIMITS
from rag.schema.answers import Citation, Difference
from rag.schema.articles import Article, Span
from rag.schema.claims import Claim
from rag.text.english import listed
from rag.text.tokens import PRINT_TOKEN, normalised_words, numbers_and_negations

THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")
GAP = 1  # equal words between two changes that are read as one: "in Oslo on Monday"


def of_citation(citation: Citation, articles: Mapping[str, Article]) -> tuple[Difference, ...]:
    """Differences of the copies of a quotation from it, in the order of the copies."""
    ours = articles[citation.article]
    return tuple(
        found
        for copy in citation.also_in
        for found in between(ours, citation.span, articles[copy.article], copy.span)
    )


def of_claim(claim: Claim, articles: Mapping[str, Article]) -> tuple[Difference, ...]:
    """Differences of a claim's copies from its sentences, in the order of the copies."""
    ours = articles[claim.article]
    return tuple(
        found
        for copy in claim.places
        for found in between(ours, claim.evidence, articles[copy.article], copy.evidence)
    )


def between(ours: Article, here: Span, theirs: Article, there: Span) -> Iterator[Difference]:
    """
    Differences of ``there`` in one article from ``here`` in another, in the order of ``here``.

    Both sides of a difference have a word: a word that one side lacks is shown with the word
    beside it. Words that the other copy prints just outside its span make no difference.
    """
    own, other = _tokens(ours.text, here), _tokens(theirs.text, there)
    if not own or not other:
        return
    keys, their_keys = [token.key for token in own], [token.key for token in other]
    for a, b, c, d in _changes(keys, their_keys):
        if c == d and _continues(theirs.text, there, keys[a:b], head=a == 0, tail=b == len(own)):
            continue
        if a == b and _continues(
            ours.text, here, their_keys[c:d], head=c == 0, tail=d == len(other)
        ):
            continue
        one_sided = a == b or c == d  # shown with the word before it, at the start the word after
        first = int(one_sided and a > 0 and c > 0)
        last = int(one_sided and not first)
        left = Span(own[a - first].span.start, own[b - 1 + last].span.end)
        right = Span(other[c - first].span.start, other[d - 1 + last].span.end)
        yield Difference(
            article=theirs.id,
            outlet=theirs.outlet,
            here=left,
            there=right,
            ours=ours.text[left.start : left.end],
            theirs=theirs.text[right.start : right.end],
        )


def _changes(one: Sequence[str], other: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Bounds a, b, c, d of the runs ``one[a:b]`` and ``other[c:d]`` that differ, in order."""
    from rapidfuzz.distance import Levenshtein

    runs: list[list[int]] = []
    for step in Levenshtein.opcodes(one, other):
        if step.tag == "equal":
            continue
        if runs and step.src_start - runs[-1][1] <= GAP:
            runs[-1][1], runs[-1][3] = step.src_end, step.dest_end
        else:
            runs.append([step.src_start, step.src_end, step.dest_start, step.dest_end])
    for a, b, c, d in runs:
        if "".join(one[a:b]) != "".join(other[c:d]):  # "cease-fire", "per cent", "U.S."
            yield a, b, c, d


class _Token(NamedTuple):
    """A word or mark; tokens with equal keys make no difference."""

    key: str
    span: Span


def _tokens(text: str, span: Span) -> list[_Token]:
    """The words and marks at ``span`` that are compared."""
    return [
        _Token(_key(match), Span(match.start(), match.end()))
        for match in PRINT_TOKEN.finditer(text, span.start, span.end)
    ]


def _key(match: re.Match[str]) -> str:
    """The form in which a word or mark is compared."""
    if match["ellipsis"]:
        return "…"
    if match["percent"]:
        return "percent"
    return THOUSANDS.sub("", match[0].casefold().replace("’", "'"))


def _continues(text: str, span: Span, keys: Sequence[str], *, head: bool, tail: bool) -> bool:
    """Whether the tokens missing at an end of ``span`` follow just outside of it."""
    if tail:
        after = PRINT_TOKEN.finditer(text, span.end, min(len(text), span.end + LIMITS.around))
        if [_key(match) for match in islice(after, len(keys))] == list(keys):
            return True
    if head and span.start:
        before = _tokens(text, Span(max(0, span.start - LIMITS.around), span.start))
        return [token.key for token in before[-len(keys) :]] == list(keys)
    return False


# --- wording --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DifferenceGroup:
    """One difference in words: the ``copies`` by name, their words and those of the quotation."""

    copies: tuple[tuple[str, Difference], ...]
    theirs: str
    ours: str


def grouped_differences(
    found: Sequence[Difference], outlet: str | None
) -> tuple[DifferenceGroup, ...]:
    """
    Differences from a copy by ``outlet``; equal ones of several copies are one group.

    Changed numbers and negations come first, the others keep their order. A copy is named by its
    outlet, or by its article where the outlet is unknown or the same.
    """
    same: dict[tuple[Span, str], list[Difference]] = {}
    for difference in found:
        words = " ".join(difference.theirs.split())
        same.setdefault((difference.here, words.casefold()), []).append(difference)
    return tuple(
        DifferenceGroup(
            copies=tuple((_copy_name(one, outlet), one) for one in group),
            theirs=_clipped(group[0].theirs),
            ours=_clipped(group[0].ours),
        )
        for group in sorted(same.values(), key=lambda group: not _changes_meaning(group[0]))
    )


def in_words(found: Sequence[Difference], outlet: str | None, article: str) -> str:
    """The differences as sentences; beyond the limit of named ones they are counted."""
    every = grouped_differences(found, outlet)
    lines = [
        f"{listed([name for name, _ in one.copies])} "
        f"{'prints' if len(one.copies) == 1 else 'print'} “{one.theirs}” where "
        f"{outlet or article} has “{one.ours}”."
        for one in every[: LIMITS.named_differences]
    ]
    if len(every) > LIMITS.named_differences:
        more = len(every) - LIMITS.named_differences
        lines.append(f"{more} more difference{'s' if more > 1 else ''}.")
    return " ".join(lines)


def _changes_meaning(difference: Difference) -> bool:
    """Whether the numbers or negations differ."""
    ours, theirs = (
        numbers_and_negations(normalised_words(side))
        for side in (difference.ours, difference.theirs)
    )
    return ours != theirs


def _copy_name(difference: Difference, outlet: str | None) -> str:
    same = difference.outlet is None or difference.outlet == outlet
    return difference.article if same else str(difference.outlet)


def _clipped(words: str) -> str:
    line = " ".join(words.split())
    half = LIMITS.shown_characters // 2
    return (
        line
        if len(line) <= LIMITS.shown_characters
        else f"{line[:half].rstrip()} … {line[-half:].lstrip()}"
    )

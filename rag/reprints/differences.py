"""
Where the copies of one text print other words, with the exact place in each.

Case, quotation marks, dashes and commas are house style and no difference; words, numbers,
ellipses and question marks are. Nothing is judged: which copy is right, the articles cannot tell.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from rag.schema.answers import Citation, Difference
from rag.schema.articles import Article, Span
from rag.schema.claims import Claim
from rag.text.english import listed
from rag.text.tokens import PRINT_TOKEN, normalised_words, numbers_and_negations

THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")
BETWEEN = 1  # equal words between two changes that are read as one: "in Oslo on Monday"
AROUND = 2000  # characters around a place in which words are looked for that one side cut off
SHOWN = 90  # characters of one side in a sentence for a reader; the article has the rest
NAMED = 3  # differences that a reader is told before the others are counted


def of_citation(citation: Citation, articles: Mapping[str, Article]) -> tuple[Difference, ...]:
    """Where the copies of a quotation differ from it, in the order of the copies."""
    ours = articles[citation.article]
    return tuple(
        found
        for copy in citation.also_in
        for found in between(ours, citation.span, articles[copy.article], copy.span)
    )


def of_claim(claim: Claim, articles: Mapping[str, Article]) -> tuple[Difference, ...]:
    """Where the sentences of a claim's copies differ from its own, in the order of the copies."""
    ours = articles[claim.article]
    return tuple(
        found
        for copy in claim.places
        for found in between(ours, claim.evidence, articles[copy.article], copy.evidence)
    )


def between(ours: Article, here: Span, theirs: Article, there: Span) -> Iterator[Difference]:
    """
    Where ``there`` in one article differs from ``here`` in another, in the order of ``here``.

    Both sides of a difference hold a word: what stands in one alone is shown with the word beside
    it. Words that the other copy prints just outside its place are not lost, and no difference.
    """
    mine, other = _tokens(ours.text, here), _tokens(theirs.text, there)
    if not mine or not other:
        return
    keys, other_keys = [key for key, _ in mine], [key for key, _ in other]
    for a, b, c, d in _changes(keys, other_keys):
        if c == d and _goes_on(theirs.text, there, keys[a:b], head=a == 0, tail=b == len(mine)):
            continue
        if a == b and _goes_on(ours.text, here, other_keys[c:d], head=c == 0, tail=d == len(other)):
            continue
        first, last = int((a == b or c == d) and a > 0 and c > 0), 0
        if (a == b or c == d) and not first:
            last = 1
        left = Span(mine[a - first][1].start, mine[b - 1 + last][1].end)
        right = Span(other[c - first][1].start, other[d - 1 + last][1].end)
        yield Difference(
            article=theirs.id,
            outlet=theirs.outlet,
            here=left,
            there=right,
            ours=ours.text[left.start : left.end],
            theirs=theirs.text[right.start : right.end],
        )


def _changes(one: Sequence[str], other: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Runs ``one[a:b]`` and ``other[c:d]`` that differ, in as few words as can be read."""
    from rapidfuzz.distance import Levenshtein

    runs: list[list[int]] = []
    for step in Levenshtein.opcodes(one, other):
        if step.tag == "equal":
            continue
        if runs and step.src_start - runs[-1][1] <= BETWEEN:
            runs[-1][1], runs[-1][3] = step.src_end, step.dest_end
        else:
            runs.append([step.src_start, step.src_end, step.dest_start, step.dest_end])
    for a, b, c, d in runs:
        if "".join(one[a:b]) != "".join(other[c:d]):  # "cease-fire", "per cent", "U.S."
            yield a, b, c, d


def _tokens(text: str, span: Span) -> list[tuple[str, Span]]:
    """The words and marks at ``span`` that are compared, each with its key."""
    return [
        (_key(match), Span(match.start(), match.end()))
        for match in PRINT_TOKEN.finditer(text, span.start, span.end)
    ]


def _key(match: re.Match[str]) -> str:
    """What is equal where two words or marks are no difference."""
    if match["ellipsis"]:
        return "…"
    if match["percent"]:
        return "percent"
    return THOUSANDS.sub("", match[0].casefold().replace("’", "'"))


def _goes_on(text: str, span: Span, keys: Sequence[str], *, head: bool, tail: bool) -> bool:
    """Whether words missing at an end of ``span`` stand just outside of it."""
    if tail:
        after = PRINT_TOKEN.finditer(text, span.end, min(len(text), span.end + AROUND))
        if [_key(match) for match in islice(after, len(keys))] == list(keys):
            return True
    if head and span.start:
        before = _tokens(text, Span(max(0, span.start - AROUND), span.start))
        return [key for key, _ in before[-len(keys) :]] == list(keys)
    return False


# --- for a reader ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DifferenceGroup:
    """One difference as a reader is told it: ``copies`` by name, what they print and what we do."""

    copies: tuple[tuple[str, Difference], ...]
    theirs: str
    ours: str


def grouped_differences(
    found: Sequence[Difference], outlet: str | None
) -> tuple[DifferenceGroup, ...]:
    """
    The differences from a copy by ``outlet``, those of several copies at one place together.

    Where numbers or denials differ, that comes first; the rest as it stands. A copy is named by
    its outlet, or by its article where that is unknown or the same.
    """
    same: dict[tuple[Span, str], list[Difference]] = {}
    for difference in found:
        words = " ".join(difference.theirs.split())
        same.setdefault((difference.here, words.casefold()), []).append(difference)
    return tuple(
        DifferenceGroup(
            copies=tuple((_name(one, outlet), one) for one in some),
            theirs=_clipped(some[0].theirs),
            ours=_clipped(some[0].ours),
        )
        for some in sorted(same.values(), key=lambda some: not _weighs(some[0]))
    )


def in_words(found: Sequence[Difference], outlet: str | None, article: str) -> str:
    """The differences as sentences; after the first NAMED the others are counted."""
    every = grouped_differences(found, outlet)
    lines = [
        f"{listed([name for name, _ in one.copies])} "
        f"{'prints' if len(one.copies) == 1 else 'print'} “{one.theirs}” where "
        f"{outlet or article} has “{one.ours}”."
        for one in every[:NAMED]
    ]
    if len(every) > NAMED:
        more = len(every) - NAMED
        lines.append(f"{more} more difference{'s' if more > 1 else ''}.")
    return " ".join(lines)


def _weighs(difference: Difference) -> bool:
    """Whether a difference makes the copies say something else for certain."""
    ours, theirs = (
        numbers_and_negations(normalised_words(side))
        for side in (difference.ours, difference.theirs)
    )
    return ours != theirs


def _name(difference: Difference, outlet: str | None) -> str:
    same = difference.outlet is None or difference.outlet == outlet
    return difference.article if same else str(difference.outlet)


def _clipped(words: str) -> str:
    line = " ".join(words.split())
    half = SHOWN // 2
    return line if len(line) <= SHOWN else f"{line[:half].rstrip()} … {line[-half:].lstrip()}"

"""Two prints of one dispatch side by side, sentence by sentence, with what differs marked. Pure."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from typing import Final

from rag.reprints import differences
from rag.reprints.alignment import same_words
from rag.schema.articles import Article, Span
from rag.text.sentences import sentences
from rag.ui.html.escape import Link, count, esc, outlet_from, time_tag

Pair = tuple[Span | None, Span | None]

ALIKE: Final = 0.5  # share of words from which two sentences at one place are compared


def pairs(ours: Article, theirs: Article) -> tuple[Pair, ...]:
    """The sentences of both stories in the order of ``ours``; None where one has no counterpart."""
    left, right = _sentences(ours), _sentences(theirs)
    words = [
        [article.text[span.start : span.end] for span in spans]
        for article, spans in ((ours, left), (theirs, right))
    ]
    numbers, others = same_words(words)
    place = {number: at for at, number in enumerate(others)}
    shared = set(numbers) & set(others)
    # What only the other has follows the sentence that it follows there.
    after: dict[int | None, list[Span]] = {}
    last: int | None = None
    for number, span in zip(others, right, strict=True):
        if number in shared:
            last = number
        else:
            after.setdefault(last, []).append(span)
    made: list[Pair] = [(None, span) for span in after.get(None, ())]
    for number, span in zip(numbers, left, strict=True):
        made.append((span, right[place[number]] if number in shared else None))
        if number in shared:
            made += [(None, other) for other in after.get(number, ())]
    return tuple(_met(made, ours.text, theirs.text))


def _met(made: Sequence[Pair], ours: str, theirs: str) -> Iterator[Pair]:
    """Between two rows of both prints, sentences most of whose words are the same are one row."""
    for whole, run in groupby(made, key=lambda pair: None not in pair):
        some = list(run)
        if whole:
            yield from some
            continue
        left = [here for here, _ in some if here is not None]
        right = [there for _, there in some if there is not None]
        for here in left:
            fits = (n for n, other in enumerate(right) if _alike(ours, here, theirs, other))
            like = next(fits, None)
            if like is None:
                yield (here, None)
                continue
            yield from ((None, other) for other in right[:like])
            yield (here, right[like])
            right = right[like + 1 :]
        yield from ((None, other) for other in right)


def _alike(ours: str, here: Span, theirs: str, there: Span) -> bool:
    left = ours[here.start : here.end].casefold().split()
    right = theirs[there.start : there.end].casefold().split()
    return SequenceMatcher(None, left, right, autojunk=False).ratio() >= ALIKE


def table(ours: Article, theirs: Article, link: Link) -> str:
    """Both prints as a table of two columns, the sentences that differ told apart."""
    made = pairs(ours, theirs)
    rows, changed, alone = [], 0, 0
    for here, there in made:
        found = tuple(differences.between(ours, here, theirs, there)) if here and there else ()
        changed += bool(found)
        alone += here is None or there is None
        mine = [one.here for one in found]
        other = [one.there for one in found]
        kind = "differs" if found else "alone" if here is None or there is None else "same"
        rows.append(
            f'<tr class="or-{kind}"><td>{_cell(ours, here, mine, link)}</td>'
            f"<td>{_cell(theirs, there, other, link)}</td></tr>"
        )
    same = len(made) - changed - alone
    counts = ((same, "the same"), (changed, "with other words"), (alone, "in one print only"))
    told = ", ".join(f"{number} {words}" for number, words in counts if number)
    told = f"Of {count(len(made), 'sentence')}, {told}. Which is right, the articles cannot tell."
    return (
        f'<section class="or or-beside"><p class="or-quiet">{told}</p><table>'
        f"<thead><tr>{_head(ours)}{_head(theirs)}</tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table></section>"
    )


def _sentences(article: Article) -> list[Span]:
    return [span for part in article.story for span in sentences(article.text, part)]


def _head(article: Article) -> str:
    day = time_tag(article.published)
    return (
        f'<th scope="col">{outlet_from(article.outlet or article.id, article.origin)}, {day}</th>'
    )


def _cell(article: Article, span: Span | None, marked: Sequence[Span], link: Link) -> str:
    if span is None:
        return '<span class="or-quiet">not in this print</span>'
    href = esc(link(article.id, span))
    words = "".join(_words(article.text, span, marked))
    return f'<bdi>{words}</bdi> <a class="or-there" href="{href}">Read</a>'


def _words(text: str, span: Span, marked: Sequence[Span]) -> Iterator[str]:
    at = span.start
    for mark in sorted(marked):
        start, end = max(at, mark.start), min(span.end, mark.end)
        if start < end:
            yield f"{esc(text[at:start])}<mark>{esc(text[start:end])}</mark>"
            at = end
    yield esc(text[at : span.end])

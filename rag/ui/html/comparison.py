"""Two prints of one dispatch side by side, sentence by sentence, with what differs marked. Pure."""

from collections.abc import Iterator, Sequence

from rag.reprints import differences
from rag.reprints.side_by_side import sentence_pairs
from rag.schema.articles import Article, Span
from rag.text.english import count
from rag.ui.html.escape import esc, outlet_from, time_tag
from rag.ui.state.address import Link


def table(ours: Article, theirs: Article, link: Link) -> str:
    """Both prints as a table of two columns, the sentences that differ told apart."""
    made = sentence_pairs(ours, theirs)
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

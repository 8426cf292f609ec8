"""The import report as HTML: its sum, and each file with what became of it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from markupsafe import Markup

from rag.schema.articles import Article, DateBasis, FactBasis, title_of
from rag.schema.reports import FileOutcome, ImportReport, ReadingNote, Skipped
from rag.text.english import count
from rag.ui.markup.templates import render_macro
from rag.ui.markup.wording import BASIS, FACT_BASIS
from rag.ui.reader_locale import day
from rag.ui.state.address import Link
from rag.ui.state.import_rows import ImportRow, has_certain_day

TEMPLATE: Final = "import_list.html"
OUTCOMES: Final[Mapping[FileOutcome, str]] = {
    FileOutcome.READ: "Read",
    FileOutcome.PARTLY: "Read in part",
    FileOutcome.FAULT: "Not read",
    FileOutcome.SKIPPED: "Not read",
}
LISTED: Final = 5  # reasons, and articles of one remark, that are listed; more are counted
MOST: Final = 200  # articles of one file that are listed


def total(report: ImportReport) -> str:
    """The numbers of files and articles in a sentence."""
    read = len(report.files) - report.unread
    return (
        f"{count(len(report.files), 'file')}: {read:,} read, giving "
        f"{count(report.articles, 'article')}; {report.unread:,} not read."
    )


def unread(report: ImportReport) -> str:
    """How many files were not read; "" where all were."""
    were = "was" if report.unread == 1 else "were"
    return f"{count(report.unread, 'file')} {were} not read." if report.unread else ""


def to_mend(articles: Sequence[Article]) -> str:
    """How many articles lack an outlet or a certain day, and where to add them; "" for none."""
    undated = sum(not article.published for article in articles)
    inferred = sum(bool(article.published) and not has_certain_day(article) for article in articles)
    nameless = sum(not article.outlet for article in articles)
    lacks = [
        f"{count(number, 'article')} {words}"
        for number, words in (
            (undated, "without a date"),
            (inferred, "with an inferred date"),
            (nameless, "without an outlet"),
        )
        if number
    ]
    if not lacks:
        return ""
    return f"{', '.join(lacks)}. Add what you know to articles.csv, then update the index."


def others(report: ImportReport) -> list[str]:
    """Faults and guesses about lists and folders, a line each."""
    lines = [f"{item.file}: {item.reason}" for item in report.others]
    return lines + [f"{note.file}: {note.words}" for note in report.notes]


def files(rows: Iterable[ImportRow], articles: Mapping[str, Article], link: Link) -> Markup:
    """The rows; each article is a link to the reader, with how outlet and day are known."""
    return render_macro(TEMPLATE, "files", rows=[_row(row, articles, link) for row in rows])


def _row(row: ImportRow, articles: Mapping[str, Article], link: Link) -> Mapping[str, object]:
    file = row.file
    same = dict(file.same_text)
    shown = [_article(article, same, articles, link) for article in row.articles[:MOST]]
    return {
        "name": file.name,
        "outcome": OUTCOMES[file.outcome],
        "mend": file.outcome in (FileOutcome.FAULT, FileOutcome.PARTLY),
        "reasons": _reasons(file.name, file.refused),
        "more_reasons": max(0, len(file.refused) - LISTED),
        "articles": shown,
        "number": len(file.articles),
        "more": max(0, len(row.articles) - MOST),
        "gone": len(file.articles) - len(row.articles),
        "remarks": _remarks(file.remarks, of_one=len(file.articles) == 1),
    }


def _reasons(name: str, refused: Sequence[Skipped]) -> list[tuple[str, str]]:
    """Each part that was not read, "" for the file itself, and why."""
    return [("" if r.file == name else r.file, _bare(r.reason)) for r in refused[:LISTED]]


def _remarks(notes: Iterable[ReadingNote], *, of_one: bool) -> list[tuple[str, str]]:
    """Each remark, and the articles that it is about where the file has several."""
    about: dict[str, list[str]] = {}
    for note in notes:
        about.setdefault(_bare(note.words), []).append(note.file)
    remarks = []
    for words, names in about.items():
        more = f" and {len(names) - LISTED:,} more" if len(names) > LISTED else ""
        remarks.append((words, "" if of_one else ", ".join(names[:LISTED]) + more))
    return remarks


def _bare(sentence: str) -> str:
    """A sentence without the full stop, which the template adds."""
    return sentence.removesuffix(".")


def _basis(article: Article) -> str:
    """How the day is known; of a listed one that it is listed, and what the list says beside."""
    if article.published is None:
        return BASIS[DateBasis.UNKNOWN]
    if article.evidence.published.basis is not FactBasis.LIST:
        return BASIS[article.date_basis]
    if article.date_basis in (DateBasis.STATED, DateBasis.INFERRED):
        return f"{BASIS[article.date_basis]}, {FACT_BASIS[FactBasis.LIST]}"
    return FACT_BASIS[FactBasis.LIST]


def _article(
    article: Article, same: Mapping[str, str], articles: Mapping[str, Article], link: Link
) -> Mapping[str, object]:
    twin = articles.get(same.get(article.id, ""))
    date = article.published
    return {
        "href": link(article.id, None),
        "title": title_of(article),
        "outlet": article.outlet,
        "outlet_basis": FACT_BASIS[article.evidence.outlet.basis],
        "iso": date.isoformat() if date else "",
        "day": day(date) if date else "",
        "basis": _basis(article),
        "twin": (link(twin.id, None), twin.id) if twin else None,
    }

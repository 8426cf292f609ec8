"""The import report as HTML."""

import html
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from html_tools import article, link, plain

from rag.schema.articles import Article, ArticleEvidence, DateBasis, FactBasis, FactEvidence
from rag.schema.reports import ImportedFile, ImportReport, ReadingNote, Skipped
from rag.ui.markup import notices
from rag.ui.markup.reports import import_list
from rag.ui.state.import_rows import import_rows

EVIL = "<b>&"


def report(*files: ImportedFile) -> ImportReport:
    return ImportReport(made=datetime(2026, 1, 1, tzinfo=UTC), corpus="c", files=files)


def drawn(file: ImportedFile, *articles: Article) -> str:
    known = {one.id: one for one in articles}
    page = import_list.files(import_rows(report(file), known), known, link)
    assert EVIL not in page
    return " ".join(plain(str(page)).split())


def read(name: str, *articles: str) -> ImportedFile:
    return ImportedFile(name=name, articles=articles or (name,))


def unread(name: str) -> ImportedFile:
    return ImportedFile(name=name, refused=(Skipped(name, "broken", fault=True),))


@pytest.mark.parametrize(
    ("files", "words", "missing"),
    [
        ((read("a"),), "1 file: 1 read, giving 1 article; 0 not read.", ""),
        (
            (read("a"), read("b", "b#1", "b#2"), unread("c")),
            "3 files: 2 read, giving 3 articles; 1 not read.",
            "1 file was not read.",
        ),
        (
            (unread("a"), unread("b")),
            "2 files: 0 read, giving 0 articles; 2 not read.",
            "2 files were not read.",
        ),
    ],
)
def test_sum_names_files_and_articles(
    files: tuple[ImportedFile, ...], words: str, missing: str
) -> None:
    assert import_list.total(report(*files)) == words
    assert import_list.unread(report(*files)) == missing


def test_row_of_one_article_has_its_facts_and_how_they_are_known() -> None:
    known = article(
        "a.txt",
        "x",
        title=EVIL,
        outlet="Post",
        published=date(2024, 3, 5),
        date_basis=DateBasis.STATED,
        evidence=ArticleEvidence(outlet=FactEvidence(FactBasis.METADATA)),
    )
    words = drawn(read("a.txt"), known)
    assert words == (
        "a.txt Read <b>& Post (from the page or file) · 5 March 2024 (date printed in the article)"
    )
    listed = replace(
        known,
        evidence=ArticleEvidence(
            outlet=FactEvidence(FactBasis.LIST), published=FactEvidence(FactBasis.LIST)
        ),
    )
    assert drawn(read("a.txt"), listed).endswith(
        "Post (from articles.csv) · 5 March 2024 (date printed in the article, from articles.csv)"
    )
    plain_list = replace(listed, date_basis=DateBasis.METADATA)
    assert drawn(read("a.txt"), plain_list).endswith("5 March 2024 (from articles.csv)")
    unknown = article("a.txt", "x", title="T")
    assert "T Outlet unknown · Date unknown" in drawn(read("a.txt"), unknown)


def test_row_of_several_articles_lists_them_with_what_was_not_read() -> None:
    articles = [article(f"a.zip#{n}", "x", title=f"Title {n}") for n in (1, 2)]
    file = replace(
        read("a.zip", "a.zip#1", "a.zip#2", "a.zip#gone"),
        refused=tuple(Skipped(f"a.zip#{n}", f"fault {n}.", fault=True) for n in range(3, 10)),
        remarks=(
            ReadingNote("a.zip#1", "read as Windows-1252"),
            ReadingNote("a.zip#2", "read as Windows-1252"),
        ),
        same_text=(("a.zip#2", "a.zip#1"),),
    )
    words = drawn(file, *articles)
    assert words.startswith("a.zip Read in part a.zip#3: fault 3. a.zip#4: fault 4.")
    assert "2 more parts were not read; the CSV lists them." in words
    assert "3 articles Title 1 " in words
    assert "Title 2 Outlet unknown · Date unknown The same text as a.zip#1." in words
    assert "1 article of it is not in the index that is shown." in words
    assert words.endswith("Read as Windows-1252: a.zip#1, a.zip#2.")


def test_long_file_lists_only_its_first_articles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_list, "MOST", 2)
    articles = [article(f"a.zip#{n}", "x", title=f"Title {n}") for n in range(5)]
    words = drawn(read("a.zip", *(one.id for one in articles)), *articles)
    assert "5 articles" in words
    assert "Title 1" in words
    assert "Title 2" not in words
    assert "3 more are in the list of all sources and in the CSV." in words


def test_articles_to_mend_are_counted() -> None:
    known = article("a", "x", outlet="P", published=date(2024, 1, 1), date_basis=DateBasis.STATED)
    assert import_list.to_mend([known]) == ""
    inferred = replace(known, date_basis=DateBasis.INFERRED)
    bare = article("b", "x")
    assert import_list.to_mend([known, inferred, bare, bare]) == (
        "2 articles without a date, 1 article with an inferred date, 2 articles without an "
        "outlet. Add what you know to articles.csv, then update the index."
    )


def test_faults_of_lists_are_shown_apart() -> None:
    assert import_list.others(report()) == []
    faulty = replace(report(), others=(Skipped("articles.csv", f"line 2: {EVIL}", fault=True),))
    lines = str(notices.notices(import_list.others(faulty)))
    assert EVIL not in lines
    assert f"articles.csv: line 2: {EVIL}" in html.unescape(lines)

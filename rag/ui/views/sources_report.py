"""The import report: what became of every file of the folder of articles."""

from collections.abc import Callable
from typing import Final

import streamlit as st

from rag.corpus import Corpus
from rag.export.import_csv import import_csv
from rag.schema.reports import ImportReport
from rag.schema.scope import Scope
from rag.ui import reader_locale
from rag.ui.layout import add_files, page_header, search_bar
from rag.ui.markup import article_pages, notices
from rag.ui.markup.reports import import_list
from rag.ui.state import address, import_rows, navigation, resources

PAGE: Final = 50  # files at a time
LABELS: Final = {"all": "All", "unread": "Not read", "remarks": "With remarks"}
NO_REPORT: Final = "Run onrecord index once to make the report."
OLDER: Final = "This report is older than the index. Run onrecord index to renew it."


def wanted() -> bool:
    """Whether the address asks for the report."""
    return st.query_params.get("view") == address.SOURCES_VIEWS[1]


def way(scope: Scope) -> None:
    """The link from the list of articles to the report, and how many files were not read."""
    report = resources.import_report()
    words = import_list.unread(report) if report else ""
    st.html(notices.less_certain(words, "Import report", _address(scope)))


def show(corpus: Corpus, scope: Scope) -> None:
    """The sum, the files, those that were not read first, and a place to add some."""
    report = resources.import_report()
    st.html(article_pages.back(navigation.link("sources", scope), "All sources"))
    head = st.container()
    add_files.offer()
    group, words = "", ""
    if report is None:
        st.html(notices.quiet(NO_REPORT))
    else:
        group, words = _files(corpus, report, scope)
    with head:
        page_header.title(
            "Import report",
            import_list.total(report) if report else "",
            _address(scope, files=group, find=words, corpus=corpus.fingerprint),
            "sources",
        )


def _files(corpus: Corpus, report: ImportReport, scope: Scope) -> tuple[str, str]:
    """The files that match; returns the choice and the words, "" for the defaults."""
    articles = corpus.tables.articles
    if report.corpus != corpus.fingerprint:
        st.html(notices.quiet(OLDER))
    if others := import_list.others(report):
        st.html(notices.notices(others))
    if mend := import_list.to_mend(corpus.articles()):
        st.html(notices.quiet(mend))
    if problems := address.page_problems(st.query_params.get("page")):
        st.html(notices.notices(problems))
    words, group = search_bar.search_and_choice(
        "Search names of files", "Name of a file or title", "files", LABELS
    )
    every = import_rows.import_rows(report, articles)
    rows = import_rows.choose(every, group, words)
    pages = -(-len(rows) // PAGE)
    at = st.pagination(pages, key="page", bind="query-params") if pages > 1 else 1
    if rows:
        shown = rows[(at - 1) * PAGE : at * PAGE]
        st.html(import_list.files(shown, articles, navigation.to_reader(scope)))
    else:
        st.html(notices.quiet("No file matches."))
    st.download_button(
        "Download the report as CSV",
        _csv(corpus, report),
        file_name=f"import-report-{report.made:%Y-%m-%d}.csv",
        mime="text/csv",
        type="tertiary",
        icon=":material/download:",
        on_click="ignore",
    )
    made = f"{reader_locale.day(report.made.date())}, {report.made:%H:%M} UTC"
    st.html(notices.quiet(f"Made on {made}."))
    return group if group != address.CHOICES["files"][0] else "", words


def _csv(corpus: Corpus, report: ImportReport) -> Callable[[], bytes]:
    """Makes the file on demand."""

    def write() -> bytes:
        return "".join(import_csv(report, corpus.tables.articles)).encode("utf-8-sig")

    return write


def _address(scope: Scope, **rest: str) -> str:
    return navigation.link("sources", scope, view=address.SOURCES_VIEWS[1], **rest)

"""The page with the import report."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from page_tools import open_page, shown, use

from rag.schema.reports import ImportedFile, ReadingNote, Skipped
from rag.settings import Settings
from rag.storage.kept import import_report
from rag.ui.state import resources


@pytest.fixture
def several(seeds: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """The report of the seeds, with sixty files that were not read and one with a remark."""
    report = import_report.read(seeds.index)
    assert report is not None
    unread = tuple(
        ImportedFile(name=f"scan-{n:02}.pdf", refused=(Skipped(f"scan-{n:02}.pdf", "broken"),))
        for n in range(60)
    )
    first, *rest = report.files
    remark = replace(first, remarks=(ReadingNote(first.articles[0], "read as Windows-1252"),))
    made = replace(report, files=(remark, *rest, *unread))
    monkeypatch.setattr(resources, "import_report", lambda: made)


def test_report_of_the_seeds_names_each_file_with_its_article(seeds: Settings) -> None:
    at = open_page("sources", view="report")
    text = " ".join(shown(at).split())
    assert "Import report" in text
    assert "5 files: 5 read, giving 5 articles; 0 not read." in text
    for path in seeds.articles.glob("*.txt"):
        assert path.name in text
    assert "AVİM (from articles.csv) · 18 January 2019" in text
    assert "wasn't understood" not in text
    (download,) = at.get("download_button")
    assert download.proto.label == "Download the report as CSV"


def test_list_leads_to_the_report_and_counts_what_was_not_read(
    seeds: Settings, several: None
) -> None:
    at = open_page("sources")
    assert "60 files were not read. Import report" in " ".join(shown(at).split())
    assert any("./sources?view=report" in one.value for one in at.html)


def test_files_are_chosen_by_group_and_name_and_paged(seeds: Settings, several: None) -> None:
    at = open_page("sources", view="report")
    assert "scan-49.pdf" in shown(at)
    assert "scan-50.pdf" not in shown(at)
    second = shown(open_page("sources", view="report", page="2"))
    assert "scan-49.pdf" not in second
    assert "scan-59.pdf" in second
    remarks = shown(open_page("sources", view="report", files="remarks"))
    assert "Read as Windows-1252" in remarks
    assert "scan-" not in remarks
    found = shown(open_page("sources", view="report", files="unread", find="scan-5 PDF"))
    assert "scan-51.pdf" in found
    assert "scan-49.pdf" not in found
    assert "No file matches." in shown(open_page("sources", view="report", find="zebra"))


@pytest.mark.parametrize(
    ("page", "params", "notice"),
    [
        ("sources", {"view": "positions"}, "view=positions"),
        ("sources", {"view": "report", "files": "most"}, "files=most"),
        ("sources", {"view": "report", "page": "x"}, "page=x"),
        ("timeline", {"view": "report"}, "view=report"),
        ("sources", {"view": "list"}, ""),
    ],
)
def test_value_of_another_page_is_reported_and_ignored(
    seeds: Settings, page: str, params: dict[str, str | list[str]], notice: str
) -> None:
    at = open_page(page, **params)
    assert (f"wasn't understood ({notice})" in shown(at)) is bool(notice)
    if not notice:
        assert "wasn't understood" not in shown(at)


@pytest.mark.parametrize("content", [None, "{", '{"version": 0}'])
def test_index_without_a_report_says_how_to_make_it(
    seed_index: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str | None
) -> None:
    index = tmp_path / "index"
    index.mkdir()
    for path in seed_index.index.iterdir():
        if path.name != import_report.NAME:
            (index / path.name).symlink_to(path)
    if content is not None:
        (index / import_report.NAME).write_text(content)
    use(monkeypatch, replace(seed_index, index=index))
    text = shown(open_page("sources", view="report"))
    assert "Run onrecord index once to make the report." in text
    assert "Import report" in shown(open_page("sources"))


def test_report_of_another_state_says_so(seeds: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    report = import_report.read(seeds.index)
    assert report is not None
    old = replace(report, corpus="0")
    monkeypatch.setattr(resources, "import_report", lambda: old)
    assert "older than the index" in shown(open_page("sources", view="report"))
    assert json.loads((seeds.index / import_report.NAME).read_text())["corpus"] == report.corpus

"""The import report of a folder that was read, and that it is kept with the index."""

import csv
import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

from article_files import BROKEN, article_files, write_files
from double import Double

from rag.export.contract_json import report_json
from rag.export.import_csv import import_csv
from rag.indexing import build
from rag.indexing.import_summary import import_report
from rag.ingest.folder import read_articles
from rag.schema.reports import FileOutcome, ImportedFile, ImportReport
from rag.settings import Settings
from rag.storage.kept import import_report as kept_report
from rag.ui.markup.reports import import_list

STORY = "The ferry to Bergen sailed on Monday, the harbour master said, as it had before.\n"
OTHER = "The museum of Lyon opened its doors again on Sunday, its director Jean Dupré said.\n"


def report_of(folder: Path) -> ImportReport:
    reading = read_articles(folder)
    return import_report(reading, reading.skipped, "corpus", datetime(2026, 1, 1, tzinfo=UTC))


def by_name(report: ImportReport) -> dict[str, ImportedFile]:
    return {file.name: file for file in report.files}


def archive(**files: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as made:
        for name, text in files.items():
            made.writestr(name.replace("_", "."), text)
    return content.getvalue()


def test_each_file_has_its_articles_refusals_and_remarks(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    (tmp_path / "b.txt").write_bytes(OTHER.encode("cp1252"))
    (tmp_path / "c.zip").write_bytes(archive(one_txt=OTHER, two_pdf="%PDF broken"))
    (tmp_path / "d.pdf").write_bytes(b"%PDF-1.7 broken")
    (tmp_path / "e.xyz").write_text("?")
    (tmp_path / ".hidden.txt").write_text(STORY)
    (tmp_path / ".git").mkdir()
    (tmp_path / "articles.csv").write_text("file,outlet\nnone.txt,Gazette\n")
    report = report_of(tmp_path)
    files = by_name(report)
    assert list(files) == sorted(files)
    assert {name: file.outcome for name, file in files.items()} == {
        ".hidden.txt": FileOutcome.SKIPPED,
        "a.txt": FileOutcome.READ,
        "b.txt": FileOutcome.READ,
        "c.zip": FileOutcome.PARTLY,
        "d.pdf": FileOutcome.FAULT,
        "e.xyz": FileOutcome.SKIPPED,
    }
    (remark,) = files["b.txt"].remarks
    assert remark.words.startswith("read as ")
    assert files["c.zip"].articles == ("c.zip#one.txt",)
    assert [refusal.file for refusal in files["c.zip"].refused] == ["c.zip#two.pdf"]
    assert (report.articles, report.unread) == (3, 3)
    assert sorted(item.file for item in report.others) == [".git/", "articles.csv"]


def test_same_story_is_found_in_other_lines_and_files(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"Ferry sails\n\n{STORY}")
    (tmp_path / "b.txt").write_text(f"Another heading\n\n{STORY.replace(', ', f',{chr(10)}')}")
    (tmp_path / "c.txt").write_text(OTHER)
    files = by_name(report_of(tmp_path))
    assert [file.same_text for file in files.values()] == [(), (("b.txt", "a.txt"),), ()]


def test_fault_of_a_fact_is_a_remark_on_an_article_that_was_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"Ferry sails\n\n12 May 1897\n\n{STORY}")
    report = report_of(tmp_path)
    (file,) = report.files
    assert file.outcome is FileOutcome.READ
    assert any("1897" in remark.words for remark in file.remarks)
    assert report.others == ()


def test_update_keeps_the_report_also_where_no_article_has_changed(
    settings: Settings, double: Double
) -> None:
    began = datetime.now(UTC).replace(microsecond=0)
    first = build.update(settings, double)
    kept = kept_report.read(settings.index)
    assert kept is not None
    assert (kept.corpus, len(kept.files), kept.unread) == (first.corpus, 3, 0)
    (settings.articles / "table.xyz").write_text("?")
    again = build.update(settings, double)
    assert again.generation == first.generation
    kept = kept_report.read(settings.index)
    assert kept is not None
    assert [file.name for file in kept.files if not file.articles] == ["table.xyz"]
    assert (again.files_seen, again.files_read) == (len(kept.files), len(kept.files) - kept.unread)
    assert began <= kept.made <= datetime.now(UTC)


def test_sums_of_a_folder_of_everything_add_up_in_each_form(
    settings: Settings, double: Double
) -> None:
    """What the command prints as JSON, the kept report, the sentence of the page, and the CSV."""
    folder = settings.articles
    write_files(folder / "formats", article_files())
    write_files(folder / "broken", {name: content() for name, (content, _) in BROKEN.items()})
    (folder / ".hidden.txt").write_text(STORY)
    (folder / ".git").mkdir()
    (folder / ".git" / "HEAD").write_text("x")
    (folder / "table.xyz").write_text("?")
    (folder / "README").write_text("About this folder.")
    (folder / "copy.txt").write_bytes((folder / "harbour.txt").read_bytes())
    (folder / "link.txt").symlink_to(folder / "nothing")
    (folder / b"\xff.txt".decode("utf-8", "surrogateescape")).write_text(STORY)
    (folder / "articles.csv").write_text("file,outlet\nnone.txt,Gazette\nharbour.txt,Post\n")
    on_disk = [
        path
        for path in folder.rglob("*")
        if not path.is_dir() and ".git" not in path.parts and path.name != "articles.csv"
    ]
    counts = report_json(build.update(settings, double))
    report = kept_report.read(settings.index)
    assert report is not None
    files = counts["files"]
    assert files["seen"] == len(on_disk) == len(report.files)
    assert files["seen"] == files["read"] + files["skipped"]
    assert files["skipped"] == report.unread
    assert counts["read"] == report.articles == sum(len(file.articles) for file in report.files)
    assert import_list.total(report) == (
        f"{files['seen']} files: {files['read']} read, giving {counts['read']} articles; "
        f"{files['skipped']} not read."
    )
    for file in report.files:
        assert file.articles or file.refused, f"{file.name} has no reason"
    assert by_name(report)["harbour.txt"].same_text == (("harbour.txt", "copy.txt"),)
    of_files = [refusal for file in report.files for refusal in file.refused]
    assert len(counts["skipped"]) == len(of_files) + len(report.others)

    articles = {article.id: article for article in read_articles(folder).articles}
    rows = list(csv.DictReader(io.StringIO("".join(import_csv(report, articles)), newline="")))
    assert {row["file"] for row in rows} == {file.name for file in report.files}
    assert sum(bool(row["article"]) for row in rows) == counts["read"]
    assert sum(bool(row["reason"]) for row in rows) == len(of_files)
    assert {row["file"] for row in rows if row["outcome"] in ("fault", "skipped")} == {
        file.name for file in report.files if not file.articles
    }

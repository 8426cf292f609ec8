"""Files with several articles: their names, their rows in the list, what is read again."""

import json
from datetime import date
from pathlib import Path

import pytest
from document_tools import zipped

from rag.ingest.folder import FolderContents, read_articles
from rag.ingest.formats import extraction
from rag.ingest.formats.part_cache import PartCache
from rag.schema.articles import Article

TODAY = date(2026, 1, 1)
PROSE = "The minister said on Monday that the talks with the other side would go on until autumn."
WARC_RECORD = (
    "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://g.example/a//b\r\n"
    "WARC-Date: 2021-05-03T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
    "Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{}\r\n\r\n"
)
PAGE = f"<html><body><article><h1>Talks go on</h1>{f'<p>{PROSE}</p>' * 4}</article></body></html>"


def read(folder: Path, cache: PartCache | None = None) -> FolderContents:
    return read_articles(folder, today=TODAY, cache=cache)


def lines(folder: Path, name: str, *texts: str) -> None:
    objects = (json.dumps({"text": text}) + "\n" for text in texts)
    (folder / name).write_text("".join(objects), encoding="utf-8")


def test_json_articles_without_ids_are_named_after_their_file(tmp_path: Path) -> None:
    """Else the second file would lose its articles to the first."""
    line = json.dumps({"text": PROSE}) + "\n"
    (tmp_path / "a.jsonl").write_text(line * 2, encoding="utf-8")
    (tmp_path / "b.json").write_text(f"[{line}]", encoding="utf-8")
    (tmp_path / "c.zip").write_bytes(zipped({"d.jsonl": line}))
    reading = read(tmp_path)
    names = ["a.jsonl#1", "a.jsonl#2", "b.json#1", "c.zip#d.jsonl#1"]
    assert [article.id for article in reading.articles] == names
    assert reading.skipped == ()


def test_refused_json_articles_name_their_file(tmp_path: Path) -> None:
    good = json.dumps({"id": "x", "text": PROSE})
    (tmp_path / "a.jsonl").write_text(good, encoding="utf-8")
    (tmp_path / "b.jsonl").write_text(good, encoding="utf-8")
    (tmp_path / "c.jsonl").write_text('{"id": "y", "text": ""}\n[]\n', encoding="utf-8")
    reading = read(tmp_path)
    assert [article.id for article in reading.articles] == ["x"]
    assert [item.file for item in reading.skipped] == ["b.jsonl#x", "c.jsonl#2", "c.jsonl#y"]
    twice = "a.jsonl has an article with the id x too; give one of them another id"
    assert reading.skipped[0].reason == twice
    assert (len(reading.files), reading.files_read) == (3, 1)


def test_list_names_articles_of_a_file(tmp_path: Path) -> None:
    lines(tmp_path, "a.jsonl", PROSE, PROSE)
    answer = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{PAGE}"
    (tmp_path / "w.warc").write_text(WARC_RECORD.format(len(answer), answer), newline="")
    listed = "file,outlet\na.jsonl#2,Gazette\nw.warc#https://g.example/a//b,Herald\n"
    (tmp_path / "articles.csv").write_text(listed, encoding="utf-8")
    reading = read(tmp_path)
    assert reading.skipped == ()
    outlets = {article.id: article.outlet for article in reading.articles}
    assert outlets == {
        "a.jsonl#1": None,
        "a.jsonl#2": "Gazette",
        "w.warc#https://g.example/a//b": "Herald",
    }


def test_list_with_an_article_that_the_file_lacks_is_a_fault(tmp_path: Path) -> None:
    lines(tmp_path, "a.jsonl", PROSE)
    listed = "file,outlet\na.jsonl#7,Gazette\nb.jsonl#1,Gazette\n"
    (tmp_path / "articles.csv").write_text(listed, encoding="utf-8")
    found = [item.reason for item in read(tmp_path).skipped if item.fault]
    assert len(found) == 2
    assert any("line 2, column file" in reason and "a.jsonl#7" in reason for reason in found)
    assert any("line 3, column file" in reason and "b.jsonl#1" in reason for reason in found)


def test_unchanged_file_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    lines(articles, "a.jsonl", PROSE)
    lines(articles, "b.jsonl", PROSE)
    first = read(articles, PartCache(tmp_path / "parts", "1", writing=True))
    monkeypatch.setattr(extraction, "COMMAND", ("false",))  # whoever reads now, dies
    cache = PartCache(tmp_path / "parts", "1", writing=True)
    assert read(articles, cache) == first
    lines(articles, "b.jsonl", f"{PROSE} It rained.")
    again = read(articles, PartCache(tmp_path / "parts", "1", writing=False))
    assert [(item.file, item.reason) for item in again.skipped] == [("b.jsonl", extraction.DIED)]
    assert [article.id for article in again.articles] == ["a.jsonl#1"]


def test_kind_of_a_block_counts_as_a_change(tmp_path: Path) -> None:
    """The text stays the same, but what is story does not."""
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    office = "http://x/relationships/officeDocument"
    links = (
        f'<Relationships><Relationship Type="{office}" Target="word/document.xml"/></Relationships>'
    )
    made: list[Article] = []
    for style in ("", '<w:pPr><w:pStyle w:val="Heading2"/></w:pPr>'):
        body = "".join(
            f"<w:p>{kind}<w:r><w:t>{text}</w:t></w:r></w:p>"
            for kind, text in (("", PROSE), (style, "It rained."), ("", "It stopped."))
        )
        document = f'<w:document xmlns:w="{word}"><w:body>{body}</w:body></w:document>'
        members = {"_rels/.rels": links, "word/document.xml": document}
        (tmp_path / "a.docx").write_bytes(zipped(members))
        made += read(tmp_path).articles
    assert made[0].text == made[1].text
    assert made[0].story != made[1].story
    assert made[0].fingerprint != made[1].fingerprint

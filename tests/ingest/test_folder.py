"""Reading a folder of articles: accepted files, reported faults, errors."""

import errno
import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rag.errors import ArticleError
from rag.ingest.folder import FolderContents, files_to_read, read_articles
from rag.schema.articles import Article, ArticleEvidence, DateBasis, FactBasis

SEEDS = Path(__file__).parents[2] / "seeds"
TODAY = date(2026, 1, 1)
PROSE = "The minister said on Monday that the talks with the other side would go on until autumn.\n"
HEADER = "file,title,outlet,author,url,published,date_basis,origin,origin_published,note\n"


def folder(path: Path, listed: str | None = None, **files: str | bytes) -> Path:
    """Articles named by keyword (``a`` is ``a.txt``) and a list beside them."""
    for name, content in files.items():
        data = content.encode() if isinstance(content, str) else content
        (path / f"{name}.txt").write_bytes(data)
    if listed is not None:
        (path / "articles.csv").write_text(listed, encoding="utf-8", newline="")
    return path


def read(path: Path) -> FolderContents:
    return read_articles(path, today=TODAY)


def only(path: Path) -> Article:
    (article,) = read(path).articles
    return article


def faults(path: Path) -> list[str]:
    found = [item for item in read(path).skipped if item.fault]
    for item in found:
        assert "\n" not in item.reason
    return [f"{item.file} {item.reason}" for item in found]


def test_seeds_are_read_with_their_facts() -> None:
    reading = read(SEEDS)
    assert reading.skipped == ()
    assert [
        (
            a.id[:3],
            a.outlet,
            str(a.published),
            a.date_basis.value,
            a.origin,
            str(a.origin_published),
        )
        for a in reading.articles
    ] == [
        ("000", "AVİM", "2019-01-18", "stated", "Sputnik", "2019-01-17"),
        ("001", "SOTT.net", "2019-01-17", "metadata", "Sputnik", "None"),
        ("002", "Dinar Evaluation", "2024-08-15", "stated", "Mil, Baghdad", "None"),
        ("003", "Rudaw", "2020-08-24", "metadata", None, "None"),
        ("004", "Al Mayadeen English", "2021-07-24", "inferred", None, "None"),
    ]
    assert reading.articles[3].title is None
    assert reading.articles[3].origin is None
    assert all(article.note for article in reading.articles)
    assert all(article.story for article in reading.articles)


def test_text_is_the_decoded_file(tmp_path: Path) -> None:
    content = "\ufeffZoë said:\r\n\r\n“Yes.”\rThe minister did not say more than that.\n"
    folder(tmp_path, a=content)
    with (tmp_path / "a.txt").open(encoding="utf-8", newline="") as file:
        assert only(tmp_path).text == file.read() == content
    assert only(tmp_path).story[0].start == 1


def test_sub_folders_links_and_upper_case_suffixes_are_read(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text(PROSE)
    articles = tmp_path / "articles"
    (articles / "b" / "c").mkdir(parents=True)
    (articles / "b" / "c" / "x.TXT").write_text(PROSE)
    (articles / "y.md").write_text(PROSE)
    (articles / "z.txt").symlink_to(outside)
    assert [article.id for article in read(articles).articles] == ["b/c/x.TXT", "y.md", "z.txt"]


def test_link_to_a_folder_is_reported_and_not_followed(tmp_path: Path) -> None:
    folder(tmp_path, a=PROSE)
    (tmp_path / "loop").symlink_to(tmp_path)
    (item,) = read(tmp_path).skipped
    assert (item.file, item.fault) == ("loop/", False)


def test_other_files_are_reported_with_the_reason(tmp_path: Path) -> None:
    folder(tmp_path, HEADER, a=PROSE)
    for name in (
        "README.md",
        ".hidden.txt",
        "photo.jpg",
    ):
        (tmp_path / name).write_text("x")
    (tmp_path / "speakers.csv").write_text("speaker,name\n")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "b.txt").write_text(PROSE)
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "articles.csv").write_text(HEADER)
    reading = read(tmp_path)
    assert [article.id for article in reading.articles] == ["a.txt"]
    reasons = {item.file: item.reason for item in reading.skipped}
    assert set(reasons) == {
        "README.md", ".hidden.txt", "photo.jpg", ".git/", "sub/articles.csv",
    }  # fmt: skip
    assert not any(item.fault for item in reading.skipped)
    assert "hidden" in reasons[".hidden.txt"]
    assert "not a kind" in reasons["photo.jpg"]


def test_listed_readme_is_an_article(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text(PROSE)
    assert only(folder(tmp_path, "file\nREADME.md\n")).id == "README.md"


def test_facts_are_read_from_the_list(tmp_path: Path) -> None:
    row = 'a.txt,"Talks, again",Gazette,Ann Lee,https://x.org/a,2020-08-24T23:30:00+03:00,,AP,2020-08-23,"Two\nlines"\n'
    article = only(folder(tmp_path, "\ufeff" + HEADER + row, a=PROSE))
    assert article.title == "Talks, again"
    assert (article.outlet, article.author, article.url) == (
        "Gazette",
        "Ann Lee",
        "https://x.org/a",
    )
    assert (article.published, article.date_basis) == (date(2020, 8, 24), DateBasis.METADATA)
    assert (article.origin, article.origin_published) == ("AP", date(2020, 8, 23))
    assert article.note == "Two\nlines"


def test_columns_may_be_missing_extra_and_in_any_order(tmp_path: Path) -> None:
    listed = "Outlet,mood, File \nGazette,good,./a.txt\n\n,,\n"
    assert only(folder(tmp_path, listed, a=PROSE)).outlet == "Gazette"
    assert faults(tmp_path) == []


def test_names_match_however_accents_are_composed(tmp_path: Path) -> None:
    (tmp_path / "Zoe\u0308.txt").write_text(PROSE)
    listed = "file,outlet\nZo\u00eb.txt,Gazette\n"
    assert only(folder(tmp_path, listed)).outlet == "Gazette"
    assert faults(tmp_path) == []


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        pytest.param(
            "b.txt,,,,,,,,,", ["line 2, column file", "b.txt", "Add the file"], id="missing"
        ),
        pytest.param("../a.txt,,,,,,,,,", ["line 2, column file", "../a.txt"], id="outside"),
        pytest.param("/etc/passwd,,,,,,,,,", ["line 2, column file"], id="absolute"),
        pytest.param(",Title,,,,,,,,", ["line 2, column file", "found nothing"], id="no file"),
        pytest.param(
            "a.txt,,,,,18.01.2019,,,,", ["column published", "18.01.2019"], id="no ISO date"
        ),
        pytest.param(
            "a.txt,,,,,2019-02-30,,,,", ["column published", "2019-02-30"], id="no such day"
        ),
        pytest.param("a.txt,,,,,2026-01-02,,,,", ["column published", "2026-01-02"], id="future"),
        pytest.param("a.txt,,,,,1899-12-31,,,,", ["column published", "1899-12-31"], id="too old"),
        pytest.param("a.txt,,,,,,,AP,soon,", ["column origin_published", "soon"], id="origin date"),
        pytest.param(
            "a.txt,,,,,2019-01-18,guessed,,,", ["column date_basis", "guessed"], id="basis"
        ),
        pytest.param("a.txt,,,,javascript:alert(1),,,,,", ["column url", "http"], id="address"),
        pytest.param(
            "a.txt,Talks, again,,,,,,,,", ["line 2", "11", "quotation marks"], id="commas"
        ),
    ],
)
def test_wrong_row_is_one_fault_and_others_are_read(
    tmp_path: Path, row: str, expected: list[str]
) -> None:
    folder(tmp_path, HEADER + row + "\n", a=PROSE)
    (fault,) = faults(tmp_path)
    assert fault.startswith("articles.csv line 2")
    for words in expected:
        assert words in fault
    article = only(tmp_path)
    if "published" in fault:
        assert article.published is None
        assert article.date_basis is DateBasis.UNKNOWN


def test_file_listed_twice_takes_its_first_row(tmp_path: Path) -> None:
    folder(tmp_path, "file,outlet\na.txt,First\n./a.txt,Second\n", a=PROSE)
    (fault,) = faults(tmp_path)
    assert "line 3, column file" in fault
    assert "line 2" in fault
    assert only(tmp_path).outlet == "First"


def test_faults_number_lines_like_an_editor(tmp_path: Path) -> None:
    folder(tmp_path, 'file,note\na.txt,"one\ntwo\nthree"\nb.txt,\n', a=PROSE)
    (fault,) = faults(tmp_path)
    assert "line 5, column file" in fault


def test_date_of_today_is_accepted(tmp_path: Path) -> None:
    assert only(folder(tmp_path, f"file,published\na.txt,{TODAY}\n", a=PROSE)).published == TODAY


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(b"caf\0 talks", "NUL", id="NUL"),
        pytest.param(b"\xff\xfetalk\0", "not a text", id="half a character of UTF-16"),
        pytest.param(b"", "empty", id="empty"),
        pytest.param(b"\xef\xbb\xbf \r\n\t", "empty", id="blank"),
    ],
)
def test_undecodable_file_is_a_fault_and_others_are_read(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    folder(tmp_path, a=PROSE, b=content)
    (fault,) = faults(tmp_path)
    assert fault.startswith("b.txt ")
    assert reason in fault
    assert only(tmp_path).id == "a.txt"


@pytest.mark.parametrize(
    ("encoding", "remarks"),
    [
        ("utf-8", ()),
        ("utf-8-sig", ()),
        ("utf-16", ()),
        ("utf-16-le", ("read as UTF-16",)),
        ("cp1252", ("read as Windows-1252",)),
    ],
)
def test_text_in_any_encoding_is_read_and_a_guess_is_told(
    tmp_path: Path, encoding: str, remarks: tuple[str, ...]
) -> None:
    prose = f"{PROSE} The café’s owner said so."
    (tmp_path / "a.txt").write_bytes(prose.encode(encoding))
    article = only(tmp_path)
    assert article.text.lstrip("\ufeff") == prose
    assert article.remarks == remarks
    assert [(note.file, note.words) for note in read(tmp_path).notes] == [
        ("a.txt", remark) for remark in remarks
    ]
    assert faults(tmp_path) == []


def test_article_in_another_language_is_noted_and_read(tmp_path: Path) -> None:
    french = "Le ministre a déclaré lundi que les pourparlers dureraient jusqu’à l’automne."
    folder(tmp_path, a=french, b=PROSE)
    reading = read(tmp_path)
    assert [article.language for article in reading.articles] == ["fr", "en"]
    (note,) = reading.notes
    assert note.file == "a.txt"
    assert "language “fr”" in note.words
    assert (reading.skipped, len(reading.files), reading.files_read) == ((), 2, 2)


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_list_of_any_spreadsheet_is_read(tmp_path: Path, mark: str) -> None:
    folder(tmp_path, a=PROSE)
    listed = "file,outlet,note\na.txt,Höfer Bote,x\n".replace(",", mark)
    (tmp_path / "articles.csv").write_bytes(listed.encode("cp1252"))
    assert only(tmp_path).outlet == "Höfer Bote"
    (note,) = read(tmp_path).notes
    assert note.file == "articles.csv"
    assert "Windows-1252" in note.words


def test_broken_link_is_a_fault(tmp_path: Path) -> None:
    folder(tmp_path, a=PROSE)
    (tmp_path / "b.txt").symlink_to(tmp_path / "gone.txt")
    (fault,) = faults(tmp_path)
    assert fault.startswith("b.txt cannot be read")


def test_unreadable_file_is_a_fault(tmp_path: Path) -> None:
    folder(tmp_path, a=PROSE, b=PROSE)
    loop = tmp_path / "c.txt"
    loop.symlink_to(loop)  # unreadable for root too, who ignores permissions
    (tmp_path / "b.txt").chmod(0)
    unreadable = {fault.split()[0] for fault in faults(tmp_path)}
    assert unreadable == (
        {"c.txt"} if os.access(tmp_path / "b.txt", os.R_OK) else {"b.txt", "c.txt"}
    )


def test_undecodable_file_name_is_a_fault(tmp_path: Path) -> None:
    folder(tmp_path, a=PROSE)
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_text(PROSE, encoding="utf-8")
    (fault,) = faults(tmp_path)
    assert fault.endswith("its name is not UTF-8. Rename the file")
    assert only(tmp_path).id == "a.txt"


def test_sub_folder_that_cannot_be_read_is_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder(tmp_path, a=PROSE)
    (tmp_path / "2019" / "closed").mkdir(parents=True)
    real = os.scandir

    def closed(path: str) -> Any:  # tests may run as root, who ignores permissions
        if Path(path).name == "closed":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
        return real(path)

    monkeypatch.setattr(os, "scandir", closed)
    (fault,) = faults(tmp_path)
    assert (
        fault == "2019/closed/ the folder cannot be read: Permission denied. Check its permissions"
    )


def test_special_file_is_a_fault(tmp_path: Path) -> None:
    folder(tmp_path, a=PROSE)
    os.mkfifo(tmp_path / "b.txt")
    (fault,) = faults(tmp_path)
    assert "not a regular file" in fault


@pytest.mark.parametrize(
    ("listed", "words"),
    [
        pytest.param(b"file,title\na.txt,caf\0\xe9\n", ["UTF-8"], id="no text"),
        pytest.param(
            b"name,title\na.txt,x\n", ["line 1", "`file`", "name, title"], id="no file column"
        ),
        pytest.param(b"", ["`file`", "empty"], id="empty"),
        pytest.param(b'file,title\na.txt,"x\n', ["line 2", "not CSV"], id="open quotation"),
        pytest.param(b"file,title,title\na.txt,x,y\n", ["`title`", "2"], id="column twice"),
    ],
)
def test_list_that_cannot_be_read_is_an_error(
    tmp_path: Path, listed: bytes, words: list[str]
) -> None:
    folder(tmp_path, a=PROSE)
    (tmp_path / "articles.csv").write_bytes(listed)
    with pytest.raises(ArticleError, match=r"articles\.csv") as error:
        read(tmp_path)
    assert "\n" not in str(error.value)
    for word in words:
        assert word in str(error.value)


def test_folder_without_articles_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match="found none"):
        read(tmp_path)
    with pytest.raises(ArticleError, match=r"found none\. b\.txt: the file is empty"):
        read(folder(tmp_path, b=""))
    with pytest.raises(ArticleError, match="found nothing"):
        read(tmp_path / "missing")
    with pytest.raises(ArticleError, match="found a file"):
        read(tmp_path / "b.txt")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"# Talks go on\n\nBy Jane Doe\n\n18.01.2019\n\n{PROSE}", {
            "title": "Talks go on", "author": "Jane Doe", "published": date(2019, 1, 18)}),
        (f"Talks Go On, Minister Says\n\nPublished: Thursday, August 15, 2024\n\n{PROSE}", {
            "title": "Talks Go On, Minister Says", "published": date(2024, 8, 15)}),
        (f"# Talks\n\nANI | Updated: Aug 24, 2020 10:12 IST\n\n{PROSE}", {
            "origin": "ANI", "published": date(2020, 8, 24)}),
        (f"# Talks\n\nPublished 24 Aug 2020, updated 25 Aug 2020\n\n{PROSE}", {
            "published": date(2020, 8, 24)}),
        (f"---\ntitle: 'Talks: day 2'\nauthor: Ann Lee\ndate: 2020-08-24\n---\n\n{PROSE}", {
            "title": "Talks: day 2", "author": "Ann Lee", "published": date(2020, 8, 24)}),
        (f"BAGHDAD (Sputnik) - {PROSE}", {"origin": "Sputnik", "title": None}),
        (f"WASHINGTON (Reuters) - {PROSE}", {"origin": "Reuters"}),
        (f"Shafaq News/ {PROSE}", {"origin": "Shafaq News"}),
        (f"# Talks\n\nBaghdad – INA\n\n{PROSE}", {"origin": "INA"}),
        (f"NEW YORK (AP) — {PROSE}", {"origin": "AP"}),
        (f"# Talks\n\nSputnik (17 January 2019)\n\n{PROSE}", {
            "origin": "Sputnik", "origin_published": date(2019, 1, 17),
            "published": date(2019, 1, 17), "date_basis": DateBasis.INFERRED}),
        (f"{PROSE}\nSource: Xinhua", {"origin": "Xinhua"}),
        ("A spokesman for the ministry told Sputnik on Thursday that the talks go on for now.", {
            "origin": "Sputnik"}),
        (f"{PROSE}\n© 2024 Gazette Media. All rights reserved.", {"outlet": "Gazette Media"}),
        (f"{PROSE}\nCopyright 2016 The Gazette", {"outlet": "The Gazette"}),
    ],
)  # fmt: skip
def test_empty_cells_are_filled_from_the_article(
    tmp_path: Path, text: str, expected: dict[str, object]
) -> None:
    article = only(folder(tmp_path, a=text))
    assert {name: getattr(article, name) for name in expected} == expected
    basis = DateBasis.STATED if article.published else DateBasis.UNKNOWN
    assert article.date_basis is expected.get("date_basis", basis)


@pytest.mark.parametrize(
    "text",
    [
        f"© New York Times\nA caption of the photograph\n{PROSE}",
        f"# Talks\n\n03/04/2019\n\n{PROSE}",
        f"18.01.2019\n19.01.2019\n{PROSE}",
        f"{PROSE}\nIt was 18.01.2019 when they met.",
        "A spokesman told the Gazette on Thursday that the talks would go on for now.",
        f"{PROSE}\nHe told Reuters on Monday that they had ended.",
        f"{PROSE}\nSource: the ministry",
    ],
)
def test_uncertain_facts_stay_unknown(tmp_path: Path, text: str) -> None:
    article = only(folder(tmp_path, a=text))
    assert (article.outlet, article.published, article.origin) == (None, None, None)
    assert article.date_basis is DateBasis.UNKNOWN


def test_list_overrides_the_article(tmp_path: Path) -> None:
    text = f"# Talks go on\n\nBy Jane Doe\n\n18.01.2019\n\nBAGHDAD (AP) - {PROSE}"
    row = "a.txt,Other,Gazette,Ann Lee,,2020-08-24,inferred,Reuters,,\n"
    article = only(folder(tmp_path, HEADER + row, a=text))
    assert (article.title, article.author, article.origin) == ("Other", "Ann Lee", "Reuters")
    assert (article.published, article.date_basis) == (date(2020, 8, 24), DateBasis.INFERRED)
    assert article.origin_published is None


def test_wrong_date_is_not_replaced_by_another(tmp_path: Path) -> None:
    folder(tmp_path, HEADER + "a.txt,,,,,2019-02-30,,,,\n", a=f"18.01.2019\n\n{PROSE}")
    assert only(tmp_path).published is None


def test_fingerprint_follows_text_and_facts(tmp_path: Path) -> None:
    prints = {only(folder(tmp_path, a=PROSE)).fingerprint}
    prints.add(only(folder(tmp_path, a=PROSE + " ")).fingerprint)
    for column, value in {
        "title": "x", "outlet": "x", "author": "x", "url": "http://x", "published": "2020-01-01",
        "origin": "x", "origin_published": "2020-01-01", "note": "x",
    }.items():  # fmt: skip
        prints.add(only(folder(tmp_path, f"file,{column}\na.txt,{value}\n")).fingerprint)
    prints.add(
        only(folder(tmp_path, "file,published,date_basis\na.txt,2020-01-01,stated\n")).fingerprint
    )
    assert len(prints) == 11
    assert all(len(fingerprint) == 64 for fingerprint in prints)


def test_reading_is_deterministic(tmp_path: Path) -> None:
    folder(tmp_path, HEADER + "gone.txt,,,,,,,,,\n", a=PROSE, b=PROSE, c="")
    assert read(tmp_path) == read(tmp_path)


@pytest.mark.parametrize(
    ("listed", "basis", "words"),
    [
        ("", FactBasis.ARTICLE, "© 2019 The Herald"),
        ("The Herald", FactBasis.ARTICLE, "© 2019 The Herald"),
        ("Rudaw", FactBasis.LIST, None),
    ],
    ids=["read from the article", "list agrees", "list differs"],
)
def test_evidence_of_the_outlet_is_kept(
    tmp_path: Path, listed: str, basis: FactBasis, words: str | None
) -> None:
    folder(tmp_path, f"file,outlet\na.txt,{listed}\n", a=f"{PROSE}\n© 2019 The Herald\n")
    article = only(tmp_path)
    evidence = article.evidence.outlet
    assert evidence.basis is basis
    span = evidence.span
    assert (article.text[span.start : span.end] if span else None) == words


def test_evidence_of_an_unknown_fact_is_unknown(tmp_path: Path) -> None:
    assert only(folder(tmp_path, a=PROSE)).evidence == ArticleEvidence()


def test_evidence_of_a_date_names_file_list_or_article(tmp_path: Path) -> None:
    folder(tmp_path, "file,published\na.txt,2020-01-01\n", a=PROSE, b=f"18.01.2019\n\n{PROSE}")
    filed = json.dumps({"id": "c", "published": "2021-05-03", "text": PROSE})
    (tmp_path / "c.json").write_text(filed, encoding="utf-8")
    bases = [article.evidence.published.basis for article in read(tmp_path).articles]
    assert bases == [FactBasis.LIST, FactBasis.ARTICLE, FactBasis.METADATA]


def test_files_to_read_are_those_that_are_read(tmp_path: Path) -> None:
    for name in ("b.txt", "sub/a.md", ".hidden.txt", "README.md", "data.xyz"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("The minister said on Monday that the talks would go on.\n")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nothing")
    files, faults = files_to_read(tmp_path)
    read = read_articles(tmp_path)
    assert [path.relative_to(tmp_path).as_posix() for path in files] == [
        file.name for file in read.files if file.articles
    ]
    assert [(fault.file, fault.fault) for fault in faults] == [("gone.txt", True)]
    with pytest.raises(ArticleError, match="expected a folder of articles, found nothing"):
        files_to_read(tmp_path / "none")

"""Articles in JSON: lines, lists, objects, and what is wrong with them."""

import io
import json
from typing import Any

import pytest

from rag.ingest.formats.exports import json_lines
from rag.ingest.formats.parts import BlockKind, Part, Refused, from_json, to_json


def read(content: bytes | str, name: str = "articles.jsonl") -> list[Part | Refused]:
    data = content.encode() if isinstance(content, str) else content
    return list(json_lines.parts(io.BytesIO(data), name))


def lines(*objects: dict[str, Any]) -> str:
    return "\n".join(json.dumps(one) for one in objects) + "\n"


def only(content: bytes | str) -> Part:
    (part,) = read(content)
    assert isinstance(part, Part), part
    return part


def facts(part: Part) -> dict[str, str]:
    return {name: fact.value for name, fact in part.known.items()}


def test_columns_of_the_article_list_are_read() -> None:
    part = only(
        lines(
            {
                "id": "a-1",
                "text": "One “line”.\nAnother.\n\nA second paragraph.",
                "title": "Port closes",
                "outlet": "Gazette",
                "author": "Jane Roe",
                "url": "https://gazette.example/1",
                "published": "2021-05-03T23:30:00+03:00",
                "origin": "Reuters",
                "note": "scanned by hand",
            }
        )
    )
    assert part.key == "a-1"
    assert part.text == "Port closes\n\nOne “line”.\nAnother.\n\nA second paragraph."
    assert [block.kind for block in part.blocks] == ["title", "paragraph", "paragraph"]
    assert facts(part) == {
        "title": "Port closes",
        "outlet": "Gazette",
        "author": "Jane Roe",
        "url": "https://gazette.example/1",
        "published": "2021-05-03T23:30:00+03:00",
        "origin": "Reuters",
    }
    assert part.known["published"].evidence == "JSON published"
    assert part.notes == ("scanned by hand",)


def test_news_please_is_read() -> None:
    part = only(
        lines(
            {
                "authors": ["Jane Roe", "John Doe"],
                "date_download": "2022-01-01 00:00:00",
                "date_modify": "2021-05-04 08:00:00",
                "date_publish": "2021-05-03 10:00:00",
                "language": "en",
                "maintext": "The port is closed.",
                "source_domain": "gazette.example",
                "title": "Port closes",
                "url": "https://gazette.example/1",
            }
        )
    )
    assert facts(part) == {
        "title": "Port closes",
        "outlet": "gazette.example",
        "author": "Jane Roe, John Doe",
        "url": "https://gazette.example/1",
        "published": "2021-05-03 10:00:00",
        "updated": "2021-05-04 08:00:00",
        "language": "en",
    }
    assert part.key == "#1"


def test_ninjs_is_read() -> None:
    ninjs = {
        "uri": "urn:x:1",
        "headline": "Port closes",
        "byline": "By Jane Roe",
        "versioncreated": "2021-05-04T08:00:00Z",
        "firstcreated": "2021-05-03T10:00:00Z",
        "source": "AP",
        "body_xhtml": "<div><p>The port<br/>is &amp; stays closed.</p><ul><li>One</li></ul></div>",
    }
    part = only(json.dumps(ninjs, indent=2))
    assert part.text == "Port closes\n\nBy Jane Roe\n\nThe port\nis & stays closed.\n\nOne"
    assert [block.kind for block in part.blocks] == ["title", "byline", "paragraph", "item"]
    known = facts(part)
    assert (known["published"], known["updated"]) == (
        "2021-05-03T10:00:00Z",
        "2021-05-04T08:00:00Z",
    )
    assert (known["author"], known["outlet"]) == ("Jane Roe", "AP")
    assert "url" not in known
    assert part.key == "urn:x:1"


def test_ninjs_version_2_gives_one_of_its_bodies() -> None:
    part = only(
        json.dumps(
            {
                "uri": "urn:x:2",
                "headlines": [{"role": "main", "value": "Port closes"}],
                "by": "Jane Roe",
                "copyrightholder": "The News Agency",
                "bodies": [
                    {"contenttype": "text/plain", "value": "It is closed. So be it."},
                    {"contenttype": "text/html", "value": "<p>It is closed.</p><p>So be it.</p>"},
                ],
            }
        )
    )
    assert part.text == "Port closes\n\nJane Roe\n\nIt is closed.\n\nSo be it."
    known = facts(part)
    assert (known["author"], known["outlet"]) == ("Jane Roe", "The News Agency")


@pytest.mark.parametrize("order", [1, -1])
def test_text_with_markup_comes_before_the_plain_one(order: int) -> None:
    fields = [("body_text", "One. Two."), ("body_xhtml", "<p>One.</p><p>Two.</p>")][::order]
    assert only(json.dumps(dict(fields))).text == "One.\n\nTwo."


def test_versions_of_a_text_without_a_text_are_none() -> None:
    (refused,) = read(json.dumps({"": [{"a": 1}], "bodies": [{"value": ""}]}))
    assert isinstance(refused, Refused)


@pytest.mark.parametrize("status", ["canceled", "withheld"])
def test_withdrawn_articles_are_refused(status: str) -> None:
    (item,) = read(lines({"id": "k", "text": "Wrong.", "pubstatus": status}))
    assert item == Refused("line 1: withdrawn by its agency (pubstatus)", "k")


@pytest.mark.parametrize(
    "content",
    [
        lines({"id": "a", "text": "One."}, {"id": "b", "text": "Two."}),
        json.dumps([{"id": "a", "text": "One."}, {"id": "b", "text": "Two."}]),
        json.dumps([{"id": "a", "text": "One."}, {"id": "b", "text": "Two."}], indent=1),
        json.dumps(
            {"n": 2, "articles": [{"id": "a", "text": "One."}, {"id": "b", "text": "Two."}]}
        ),
        '{"id": "a",\n "text": "One."}\n{"id": "b",\n "text": "Two."}',
        "\ufeff" + lines({"id": "a", "text": "One."}, {"id": "b", "text": "Two."}),
        lines({"id": "a", "text": "One."}, {"id": "b", "text": "Two."}).replace("\n", "\r\n\r\n"),
        lines({"id": "a", "text": "One."}, {"id": "b", "text": "Two."}).encode("utf-16"),
    ],
    ids=["lines", "list", "indented", "wrapped", "objects", "bom", "crlf", "utf-16"],
)
def test_forms_of_a_file_give_the_same(content: str | bytes) -> None:
    items = read(content)
    assert [(item.key, isinstance(item, Part) and item.text) for item in items] == [
        ("a", "One."),
        ("b", "Two."),
    ]


def test_a_broken_line_is_refused_and_the_others_are_given() -> None:
    good = json.dumps({"text": "Fine."})
    items = read(f'{good}\n{{"text": "cut\n[1]\n"words"\n\n{good}\n')
    assert [item.key for item in items] == ["#1", "#2", "#3", "#4", "#5"]
    assert isinstance(items[0], Part)
    assert isinstance(items[4], Part)
    broken, a_list, a_text = items[1:4]
    assert isinstance(broken, Refused)
    assert broken.reason.startswith("line 2, column 10: no JSON (")
    assert a_list == Refused("line 3: expected an object, found a list", "#3")
    assert a_text == Refused("line 4: expected an object, found a text", "#4")


def test_a_broken_first_line_is_refused_by_its_line() -> None:
    items = read('{"text": "cut\n{"text": "Fine."}\n')
    assert [type(item) for item in items] == [Refused, Part]


def test_the_second_of_two_ids_is_refused() -> None:
    items = read(lines({"id": 7, "text": "One."}, {"id": "7", "text": "Two."}))
    assert isinstance(items[0], Part)
    assert isinstance(items[1], Refused)
    assert "line 2: the id 7 appears twice" in items[1].reason
    assert items[1].key != items[0].key


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (
            {"id": "x", "headline": "Only that"},
            "line 1: no field holds a text (found: id, headline)",
        ),
        ({"id": "x", "text": "  \n "}, "line 1: no field holds a text (found: id, text)"),
        ({"id": "x", "text": None}, "line 1: no field holds a text (found: id, text)"),
        ({"id": "x", "text": "\0"}, "line 1: no text"),
    ],
    ids=["missing", "blank", "null", "nul"],
)
def test_an_article_without_text_is_refused(value: dict[str, Any], reason: str) -> None:
    assert read(lines(value)) == [Refused(reason, "x")]


@pytest.mark.parametrize(
    ("stated", "published"),
    [
        ("2021-05-03", "2021-05-03"),
        ("20210503", "2021-05-03T00:00:00"),
        ("Mon, 03 May 2021 23:30:00 +0300", "2021-05-03T23:30:00+03:00"),
        ("3 May 2021", "2021-05-03"),
        ("2021-05-03 10:00 EST", "2021-05-03"),
        ("2021-02-30", None),
        ("03/04/2021", None),
        (1620036000, None),
        ("soon", None),
    ],
)
def test_dates_are_read_or_said_to_be_unread(stated: object, published: str | None) -> None:
    part = only(lines({"text": "One.", "published": stated}))
    assert facts(part).get("published") == published
    assert bool(part.notes) is (published is None)


def test_a_modification_is_no_publication() -> None:
    part = only(
        lines({"text": "One.", "date_modified": "2021-05-03", "date_download": "2022-01-01"})
    )
    assert facts(part) == {"updated": "2021-05-03"}


def test_a_title_that_begins_the_text_is_there_once() -> None:
    part = only(lines({"title": "Port closes", "text": "Port closes\n\nIt is closed."}))
    assert part.text == "Port closes\n\nIt is closed."
    assert part.blocks[0].kind is BlockKind.TITLE


def test_a_cut_text_is_said_to_be_one() -> None:
    part = only(lines({"content": "The port… [+1234 chars]"}))
    assert part.notes == ("only the beginning of the article is in the file",)


def test_windows_1252_is_said_to_be_guessed() -> None:
    part = only('{"text": "“We regret it,” said Uwe Läng."}'.encode("cp1252"))
    assert part.text == "“We regret it,” said Uwe Läng."
    assert part.notes == ("read as Windows-1252",)


def test_half_a_surrogate_pair_can_be_passed_on() -> None:
    part = only('{"id": "\\ud800", "text": "a\\ud83d b", "title": "\\udc00"}')
    assert part.text == "\ufffd\n\na\ufffd b"
    assert from_json(json.loads(to_json(part))) == part


@pytest.mark.parametrize(
    "content",
    [
        "",
        "  \n\n",
        "[]",
        "no JSON at all",
        '{"text": ' + "[" * 200_000,
        "[" * 200_000,
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        '{"text": ' + "9" * 10_000 + "}",
    ],
    ids=["empty", "blank", "empty-list", "words", "deep-object", "deep-list", "picture", "number"],
)
def test_what_is_no_article_is_refused(content: str | bytes) -> None:
    items = read(content)
    assert items
    assert all(isinstance(item, Refused) and item.reason for item in items)


def test_a_list_that_is_cut_off_gives_what_is_whole() -> None:
    items = read('[{"text": "One."}, {"text": "Tw')
    assert [type(item) for item in items] == [Part, Refused]
    assert [type(item) for item in read('[{"text": "One."}, ')] == [Part, Refused]


def test_a_line_that_is_too_long_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    class Small:
        record_bytes = 100
        file_bytes = 1000
        archive_bytes = 1000

    monkeypatch.setattr(json_lines, "LIMITS", Small)
    fine = {"text": "Fine."}
    items = read(lines(fine, {"text": "long " * 100}, fine))
    assert [type(item) for item in items] == [Part, Refused, Part]
    assert isinstance(items[1], Refused)
    assert "larger than 100 bytes" in items[1].reason
    (*_, last) = read(lines(*[fine] * 100))
    assert isinstance(last, Refused)
    assert "larger than 1,000 bytes" in last.reason

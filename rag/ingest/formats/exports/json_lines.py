"""
Reads articles from JSON: one object a line (.jsonl, .ndjson), a list of objects, or one object.

The names of fields are those of ``articles.csv``, news-please, ninjs and their relatives, see
``JSON_FIELDS``.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, Final

from rag.ingest.encodings import decoded
from rag.ingest.formats.format_limits import LIMITS
from rag.ingest.formats.parts import COUNTED, BlockKind, Part, PartBuilder, Refused
from rag.ingest.formats.source_text import (
    add_body,
    content_within,
    iso_date,
    markup_blocks,
    markup_tree,
    paragraphs,
    storable,
    too_large,
)
from rag.lexicon.page_words import JSON_FIELDS

_UNICODE: Final = (b"\xff\xfe", b"\xfe\xff", b"\0")  # how files begin that are no UTF-8
_SPACE = re.compile(r"[\s,\ufeff]*")
_TAG = re.compile(r"<(?:p|br|div)[ />]", re.IGNORECASE)
_CUT = re.compile(r"\[\+\d+ chars\]\s*$")  # as NewsAPI cuts its texts
_BY = re.compile(r"by\s+", re.IGNORECASE)
_WITHDRAWN = ("canceled", "withheld")  # ninjs pubstatus
_KEY = 200  # characters of an id

# An object of the file, or why there is none, and its place in the file for messages.
_Found = tuple[str, object]


def parts(content: BinaryIO, name: str) -> Iterator[Part | Refused]:
    """The articles of a file of JSON; those that cannot be read are refused by line or number."""
    seen: set[str] = set()
    number = 0
    for where, value in _values(content):
        if isinstance(value, Refused) and not value.key:
            yield value
            return
        number += 1
        item = _item(value, where, number)
        if item.key in seen:
            reason = f"{where}: the id {item.key} appears twice, the first counts; rename it"
            yield Refused(reason, f"{item.key} ({number})")
        else:
            seen.add(item.key)
            yield item
    if not number:
        yield Refused("no article in it: the file is empty or its list is")


def _values(content: BinaryIO) -> Iterator[_Found]:
    """The values of a file in order, each with its place; a `Refused` for what is no JSON."""
    start = content.read(4)
    content.seek(0)
    if start.startswith(_UNICODE) or b"\0" in start:
        yield from _whole(content)
        return
    first, second = _first_lines(content)
    content.seek(0)
    many = (first.startswith(b"{") and _is_json(first)) or (
        second.startswith(b"{") and not first.startswith(b"[")
    )
    yield from _lines(content) if many else _whole(content)


def _first_lines(content: BinaryIO) -> tuple[bytes, bytes]:
    """The first two lines that are not blank."""
    found: list[bytes] = []
    while len(found) < 2 and (line := content.readline(LIMITS.record_bytes)):
        if cleaned := line.removeprefix(b"\xef\xbb\xbf").strip():
            found.append(cleaned)
    return (*found, b"", b"")[0], (*found, b"", b"")[1]


def _is_json(line: bytes) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _lines(content: BinaryIO) -> Iterator[_Found]:
    """One object a line, read as a stream."""
    number = taken = items = 0
    while line := content.readline(LIMITS.record_bytes + 1):
        number += 1
        taken += len(line)
        where = f"line {number}"
        if taken > LIMITS.archive_bytes:
            yield where, Refused(too_large(LIMITS.archive_bytes))
            return
        if len(line) > LIMITS.record_bytes:
            while line and not line.endswith(b"\n"):
                line = content.readline(LIMITS.record_bytes)
                taken += len(line)
            items += 1
            yield where, Refused(f"{where}: {too_large(LIMITS.record_bytes)}", _counted(items))
        elif line.removeprefix(b"\xef\xbb\xbf").strip():
            items += 1
            for value in _listed(_line(line.rstrip(b"\r\n"), where, _counted(items))):
                yield where, value


def _line(line: bytes, where: str, key: str) -> object:
    try:
        text, guess = decoded(line)
        value = json.loads(text)
    except json.JSONDecodeError as error:
        return Refused(f"{where}, column {error.colno}: no JSON ({error.msg}); repair it", key)
    except ValueError as error:
        return Refused(f"{where}: {error}", key)
    except RecursionError:
        return Refused(f"{where}: nested too deeply", key)
    return _noted(value, guess)


def _noted(value: object, guess: str | None) -> object:
    """The value with what was guessed of its encoding among its notes."""
    if guess and isinstance(value, dict):
        value["note"] = [guess, *_strings(value.get("note"))]
    return value


def _whole(content: BinaryIO) -> Iterator[_Found]:
    """A list of objects, or objects one after the other, of a file that is read at once."""
    data = content_within(content, LIMITS.file_bytes)
    if data is None:
        yield "", Refused(f"{too_large()}, or write one object on each line")
        return
    try:
        text, guess = decoded(data)
    except ValueError as error:
        yield "", Refused(str(error))
        return
    at = _after_space(text, 0)
    bracket = text[at : at + 1] == "["
    at = _after_space(text, at + 1) if bracket else at
    decoder, number = json.JSONDecoder(), 0
    while at < len(text) and not (bracket and text[at] == "]"):
        number += 1
        where = f"article {number}"
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            yield where, _broken(error, text, number)
            return
        for inner in _listed(value):
            yield where, _noted(inner, guess)
        at = _after_space(text, at)
    if bracket and at >= len(text):
        yield "end", Refused("the list is not closed: the file is cut off", "end")
    elif bracket and _after_space(text, at + 1) < len(text):
        yield "end", Refused("there is more after the list, which is not read", "end")


def _after_space(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _broken(error: ValueError | RecursionError, text: str, number: int) -> Refused:
    """Why the rest of a file is not read."""
    key = "" if number == 1 else _counted(number)
    if isinstance(error, json.JSONDecodeError):
        where = f"line {error.lineno}, column {error.colno}"
        return Refused(f"{where}: no JSON ({error.msg}); the rest is not read, repair it", key)
    return Refused("nested too deeply, or a number is too long; the rest is not read", key)


def _listed(value: object) -> list[object]:
    """The articles of an object that only wraps a list of them, else the value itself."""
    if isinstance(value, dict) and not _field(value, "text"):
        lists = [v for v in value.values() if isinstance(v, list) and v]
        if len(lists) == 1 and all(isinstance(one, dict) for one in lists[0]):
            return list(lists[0])
    return [value]


def _counted(number: int) -> str:
    """The key of an article without an id."""
    return f"{COUNTED}{number}"


def _item(value: object, where: str, number: int) -> Part | Refused:
    """The article that a decoded value is."""
    if isinstance(value, Refused):
        return value
    if not isinstance(value, dict):
        return Refused(f"{where}: expected an object, found {_kind_of(value)}", _counted(number))
    key = " ".join(_first(value, "id").split())
    if not key or len(key) > _KEY:
        key = _counted(number)
    fields = _named(value)
    if fields.get("pubstatus") in _WITHDRAWN:
        return Refused(f"{where}: withdrawn by its agency (pubstatus)", key)
    blocks = _text_blocks(value)
    if not blocks:
        names = ", ".join(str(name) for name in list(value)[:8])
        return Refused(storable(f"{where}: no field holds a text (found: {names})"), key)
    builder = PartBuilder()
    _add_facts(builder, value)
    byline = _first_of(fields.get("byline")) or _first_of(fields.get("by"))
    if byline:
        blocks.insert(0, (byline, BlockKind.BYLINE))
    add_body(builder, _first(value, "title"), f"JSON {_field(value, 'title')}", blocks)
    if _CUT.search(blocks[-1][0]):
        builder.notes.append("only the beginning of the article is in the file")
    return Refused(f"{where}: no text", key) if builder.empty else builder.part(key)


def _add_facts(builder: PartBuilder, value: Mapping[str, Any]) -> None:
    for fact in ("outlet", "origin"):
        builder.fact(fact, _first(value, fact), f"JSON {_field(value, fact)}")
    names = [_BY.sub("", one, count=1) if _BY.match(one) else one for one in _all(value, "author")]
    builder.fact("author", ", ".join(names), f"JSON {_field(value, 'author')}")
    url = _first(value, "url")
    if url.startswith(("http://", "https://")):
        builder.fact("url", url, f"JSON {_field(value, 'url')}")
    for fact in ("published", "updated"):
        stated = _first(value, fact)
        if stated and (day := iso_date(stated)):
            builder.fact(fact, day, f"JSON {_field(value, fact)}")
        elif stated and fact == "published":
            builder.notes.append(f"date not read: {' '.join(stated.split())[:40]}")
    language = _first(value, "language").strip().lower()[:2]
    if language.isalpha() and len(language) == 2:
        builder.fact("language", language, f"JSON {_field(value, 'language')}")
    builder.notes.extend(" ".join(one.split()) for one in _all(value, "note"))


def _text_blocks(value: Mapping[str, Any]) -> list[tuple[str, BlockKind]]:
    found = _named(value).get(_normal(_field(value, "text") or ""))
    # Strings of a list are paragraphs; objects of a list are versions of the same text.
    versions = isinstance(found, list) and any(isinstance(one, dict) for one in found)
    texts = _strings(found)
    if versions:  # that with markup has the paragraphs
        texts = [one for one in texts if _TAG.search(one)][:1] or texts[:1]
    text = "\n\n".join(texts)
    if _TAG.search(text):
        tree = markup_tree(text.encode("utf-8"))
        return [] if tree is None else list(markup_blocks(tree))
    return [(one, BlockKind.PARAGRAPH) for one in paragraphs(text) if one.strip()]


# --- fields -------------------------------------------------------------------------------------


def _normal(name: str) -> str:
    return name.lower().replace("_", "").replace("-", "").replace(" ", "") or name


def _named(value: Mapping[str, Any]) -> dict[str, Any]:
    """Field in small letters without "_" → its value; the first of two such names counts."""
    fields: dict[str, Any] = {}
    for name, one in value.items():
        fields.setdefault(_normal(name), one)
    return fields


def _field(value: Mapping[str, Any], fact: str) -> str | None:
    """The name, as the file writes it, of the field that holds a fact."""
    for wanted in JSON_FIELDS[fact]:
        for name, one in value.items():
            if _normal(name) == _normal(wanted) and any(s.strip() for s in _strings(one)):
                return name
    return None


def _all(value: Mapping[str, Any], fact: str) -> list[str]:
    name = _field(value, fact)
    return _strings(_named(value)[_normal(name)]) if name is not None else []


def _first(value: Mapping[str, Any], fact: str) -> str:
    return next(iter(_all(value, fact)), "")


def _first_of(value: object) -> str:
    return next(iter(_strings(value)), "")


def _strings(value: object) -> list[str]:
    """The texts of a value: a text, a number, objects with a value or name, or a list of them."""
    found = []
    for one in value if isinstance(value, list) else [value]:
        text = (one.get("value") or one.get("name")) if isinstance(one, dict) else one
        if isinstance(text, str) and text.strip():
            found.append(storable(text))
        elif isinstance(text, int) and not isinstance(text, bool):
            found.append(str(text))
    return found


def _kind_of(value: object) -> str:
    return {list: "a list", str: "a text", type(None): "null"}.get(type(value), "another value")

"""
Claims → the text of other programs' formats: CSV, JSON Lines, JSON-LD, TimelineJS.

Each format comes piece by piece, so that a hundred thousand claims are not held twice. None rates
a claim: the product says who said it, not whether it is so.
"""

import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from html import escape, unescape
from itertools import chain
from pathlib import Path
from urllib.parse import quote

from rag.errors import StorageError
from rag.export.contract_json import Json, claim_json, dumps
from rag.reprints import differences
from rag.schema.articles import Article, Claim, Kind

Format = Callable[[Sequence[Claim], Mapping[str, Article]], Iterator[str]]

# --- CSV -----------------------------------------------------------------------------------------

# A spreadsheet runs a cell that begins so (OWASP, "CSV injection"; the wide forms are those of East
# Asian keyboards). White space before it is dropped by some.
_RUN = re.compile("[\\s\ufeff\u200b-\u200f\u2060]*[=+\\-@＝＋－＠]|[\t\n]")
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LINE_END = re.compile("\r\n?|[\x85\u2028\u2029]")

CLAIM_COLUMNS = (
    "id",
    "said_on",
    "said_on_basis",
    "speaker",
    "role",
    "organisation",
    "actor",
    "kind",
    "text",
    "outlet",
    "published",
    "date_basis",
    "article",
    "also_in",
    "dispatch",
    "mention",
    "confidence",
    "said_on_inferred",
    "title",
    "url",
)


def claims_csv(claims: Sequence[Claim], articles: Mapping[str, Article]) -> Iterator[str]:
    """Claims as CSV with a header."""

    def row(claim: Claim) -> list[object]:
        article = articles[claim.article]
        cells = claim_json(claim, article) | {"title": article.title, "url": article.url}
        cells["also_in"] = "; ".join(place.outlet or place.article for place in claim.places)
        cells["said_on_inferred"] = "yes" if claim.said_on_inferred else "no"
        return [cells[column] for column in CLAIM_COLUMNS]

    return table_csv(CLAIM_COLUMNS, map(row, claims))


class _Line:
    """What ``csv.writer`` writes to: it keeps the last line."""

    text = ""

    def write(self, text: str) -> None:
        self.text = text


def table_csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    r"""
    Rows as CSV (RFC 4180), record by record, that every spreadsheet and program reads alike.

    A cell that a spreadsheet would run begins with an apostrophe. Line ends within a cell are
    ``\n``; what no program reads in a text (NUL, lone surrogates) is U+FFFD.
    """
    line = _Line()
    writer = csv.writer(line)
    for row in chain([columns], rows):
        writer.writerow(["" if cell is None else _harmless(cell) for cell in row])
        yield line.text


def _harmless(cell: object) -> object:
    if not isinstance(cell, str):
        return cell
    clean = _LINE_END.sub("\n", _UNREADABLE.sub("\ufffd", cell))
    return "'" + clean if _RUN.match(clean) else clean


# --- JSON Lines ----------------------------------------------------------------------------------


def claims_jsonl(claims: Sequence[Claim], articles: Mapping[str, Article]) -> Iterator[str]:
    """Claims in the shape of the contract, one a line."""
    for claim in claims:
        drift = differences.of_claim(claim, articles)
        yield dumps(claim_json(claim, articles[claim.article], drift)) + "\n"


_SURROGATE = re.compile("[\ud800-\udfff]")


def _document(head: Json, key: str, entries: Iterable[Json]) -> Iterator[str]:
    """A JSON object on one line whose last value is a long list; lone surrogates are replaced."""
    yield dumps(head)[:-1] + f', "{key}": ['
    separator = ""
    for entry in entries:
        line = json.dumps(entry, ensure_ascii=False)
        yield separator + _SURROGATE.sub("\ufffd", line)
        separator = ", "
    yield "]}\n"


# --- JSON-LD -------------------------------------------------------------------------------------

# The terms are those of schema.org; written out, so that no reader has to fetch its context.
CONTEXT: Json = {
    "@vocab": "https://schema.org/",
    "url": {"@type": "@id"},
    "dateCreated": {"@type": "Date"},
    "datePublished": {"@type": "Date"},
}
_URN = "urn:onrecord:"


def claims_jsonld(claims: Sequence[Claim], articles: Mapping[str, Article]) -> Iterator[str]:
    """
    Claims of schema.org, with the articles that carry them; direct speech is a Quotation as well.

    A claim without a known speaker has no author, one whose day is unknown no date. Nothing is
    rated.
    """
    return _document(
        {"@context": CONTEXT}, "@graph", (_linked(claim, articles) for claim in claims)
    )


def _linked(claim: Claim, articles: Mapping[str, Article]) -> Json:
    """One claim as a node."""
    copies = [claim.article, *(place.article for place in claim.places)]
    carriers = [_news(articles[name]) for name in dict.fromkeys(copies) if name in articles]
    said = str(claim.said_on) if claim.said_on else None
    entry: Json = {
        "@type": "Claim",
        "@id": f"{_URN}claim:{claim.id}",
        "text": claim.text,
        "dateCreated": said,
        "datePublished": said,
        "author": _speaker(claim),
        "appearance": carriers[0] if len(carriers) == 1 else carriers,
    }
    if claim.kind is Kind.DIRECT:
        entry["@type"] = ["Claim", "Quotation"]
        entry["spokenByCharacter"] = entry["author"]
        entry["isPartOf"] = {"@id": carriers[0]["@id"]}
    return _known(entry)


def _speaker(claim: Claim) -> Json | None:
    """A person where the claim gives an office, else somebody, or some body, with a name."""
    if not claim.speaker:
        return None
    node: Json = {"@type": "Thing", "@id": f"_:speaker-{claim.id}", "name": claim.speaker}
    if claim.speaker == claim.organisation:
        return node | {"@type": "Organization"}
    if claim.role:
        node |= {"@type": "Person", "jobTitle": claim.role}
    if claim.organisation:
        node["affiliation"] = {"@type": "Organization", "name": claim.organisation}
    return node


def _news(article: Article) -> Json:
    """An article as a node; all claims of one article name the same."""
    origin = None
    if article.origin:
        agency = {"@type": "Organization", "name": article.origin}
        sent = str(article.origin_published) if article.origin_published else None
        origin = _known({"@type": "NewsArticle", "publisher": agency, "datePublished": sent})
    outlet = {"@type": "Organization", "name": article.outlet} if article.outlet else None
    return _known(
        {
            "@type": "NewsArticle",
            "@id": f"{_URN}article:{quote(article.id, safe='', errors='replace')}",
            "identifier": article.id,
            "headline": article.title,
            "url": _address(article.url),
            "datePublished": str(article.published) if article.published else None,
            "publisher": outlet,
            "isBasedOn": origin,
        }
    )


def _address(url: str | None) -> str | None:
    """An address without the characters that none may hold, so that no reader stumbles."""
    return quote(url, safe="%/:=&?~#+!$,;'@()*[]", errors="replace") if url else None


def _known(node: Json) -> Json:
    return {key: value for key, value in node.items() if value is not None}


# --- TimelineJS ----------------------------------------------------------------------------------


def claims_timelinejs(claims: Sequence[Claim], articles: Mapping[str, Article]) -> Iterator[str]:
    """
    Claims that have a day as a document of TimelineJS3.

    Format: https://timeline.knightlab.com/docs/json-format.html. Its texts are HTML, hence escaped,
    and addresses in them are not made into links. The title says how many claims have no day.
    """
    dated = [claim for claim in claims if claim.said_on is not None]
    missing = len(claims) - len(dated)
    shown = f"{len(dated)} claims by the day on which they were made."
    if missing:
        shown += f" {missing} more have no known day and are not shown."
    title = {"text": {"headline": "On record", "text": f"<p>{shown}</p>"}, "autolink": False}
    return _document(
        {"title": title, "scale": "human"},
        "events",
        (_event(claim, articles[claim.article]) for claim in dated),
    )


def _event(claim: Claim, article: Article) -> Json:
    day = claim.said_on
    assert day is not None
    outlet = article.outlet or claim.article
    carried = dict.fromkeys([outlet, *(place.outlet or place.article for place in claim.places)])
    office = ", ".join(part for part in (claim.role, claim.organisation) if part)
    lines = [claim.text, office, ", ".join(carried), f"Date: {claim.said_on_basis}"]
    event: Json = {
        "unique_id": claim.id,
        "start_date": {"year": day.year, "month": day.month, "day": day.day},
        "text": {
            "headline": escape(claim.speaker or claim.mention or "Unnamed source"),
            "text": "".join(f"<p>{escape(line)}</p>" for line in lines if line),
        },
        "group": _label(outlet),
        "autolink": False,
    }
    if claim.said_on_inferred:
        event["display_date"] = f"{day.day} {day:%B %Y} (inferred)"
    return event


def _label(text: str) -> str:
    """
    A text that says the same as HTML and as plain text.

    TimelineJS takes the markup out of its labels, resolves what is escaped in them, and writes the
    result as HTML, so that an escaped tag would become a tag.
    """
    while (plain := unescape(text)) != text:
        text = plain
    return text.translate(_ANGLES)


_ANGLES = str.maketrans("<>", "‹›")

FORMATS: dict[str, Format] = {
    "csv": claims_csv,
    "jsonl": claims_jsonl,
    "jsonld": claims_jsonld,
    "timelinejs": claims_timelinejs,
}


def save(path: Path, pieces: Iterable[str], name: str) -> None:
    """
    Write a format to a file that is whole or not there; a link leads to the file, a device stays.

    CSV begins with a byte order mark, without which Excel takes UTF-8 for another encoding; what
    goes through a pipe has none. Raises StorageError where the file cannot be written.
    """
    encoding = "utf-8-sig" if name == "csv" else "utf-8"
    try:
        if path.exists() and not path.is_file():  # /dev/stdout, a named pipe; a folder cannot be
            with path.open("w", encoding=encoding, newline="") as file:
                file.writelines(pieces)
            return
        whole = path.resolve()
        part = whole.with_name(whole.name + ".part")
        try:
            with part.open("w", encoding=encoding, newline="") as file:
                file.writelines(pieces)
            part.replace(whole)
        except BaseException:
            with suppress(OSError):
                part.unlink()
            raise
    except OSError as error:
        raise StorageError(
            f"{path}: cannot be written: {error.strerror or error}. "
            "Name another file with --output FILE"
        ) from error

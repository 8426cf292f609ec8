"""Words of the interface for values of records, and dates in sentences written out."""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from rag.schema.articles import DateBasis, FactBasis
from rag.schema.claims import Kind
from rag.schema.scope import KIND_WORDS
from rag.ui.reader_locale import day

NAME = "On Record"  # of the product

_ISO = re.compile(r"\b(\d{4}-\d\d-\d\d)\b")

BASIS = {
    DateBasis.STATED: "date printed in the article",
    DateBasis.METADATA: "date from the page or file",
    DateBasis.INFERRED: "date inferred from the text",
    DateBasis.UNKNOWN: "date unknown",
}

FACT_BASIS = {
    FactBasis.LIST: "from articles.csv",
    FactBasis.ARTICLE: "printed in the article",
    FactBasis.METADATA: "from the page or file",
    FactBasis.UNKNOWN: "not stated",
}

KINDS: Mapping[str, str] = KIND_WORDS
REPORTED: Mapping[str, str] = {
    Kind.DIRECT: "Quoted by",
    Kind.MIXED: "Partly quoted by",
    Kind.INDIRECT: "Paraphrased by",
    Kind.ATTITUDE: "Position reported by",
}


def split_dates(text: str) -> Iterator[str | date]:
    """The parts of ``text``: its ISO dates as dates, what is between them as it is."""
    for at, part in enumerate(_ISO.split(text)):
        yield _date(part) if at % 2 else part


def written_out(text: str) -> str:
    """``text`` with its ISO dates written out as the reader's locale does."""
    return "".join(day(part) if isinstance(part, date) else part for part in split_dates(text))


def _date(iso: str) -> date | str:
    try:
        return date.fromisoformat(iso)
    except ValueError:  # the 31st of February
        return iso

"""
The formats that claims can be exported in: CSV, JSON Lines, JSON-LD, TimelineJS.

Each format is streamed, so that a hundred thousand claims are not in memory twice. None rates a
claim: the product shows who said it, not whether it is true.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from rag.errors import StorageError
from rag.export.claims_csv import claims_csv
from rag.export.contract_json import claim_json, dumps
from rag.export.json_ld import claims_jsonld
from rag.export.timelinejs import claims_timelinejs
from rag.reprints import differences
from rag.schema.articles import Article
from rag.schema.claims import Claim
from rag.text.article_corrections import NO_CORRECTIONS, ArticleCorrections

Corrections = Mapping[str, ArticleCorrections]


class Format(Protocol):
    """Claims, the articles and their correction notices by id → the pieces of a file."""

    def __call__(
        self,
        claims: Sequence[Claim],
        articles: Mapping[str, Article],
        corrections: Corrections = NO_CORRECTIONS,
    ) -> Iterator[str]:
        """Yield the pieces in order."""


def claims_jsonl(
    claims: Sequence[Claim],
    articles: Mapping[str, Article],
    corrections: Corrections = NO_CORRECTIONS,
) -> Iterator[str]:
    """Claims as JSON objects, one a line."""
    for claim in claims:
        drift = differences.of_claim(claim, articles)
        yield dumps(claim_json(claim, articles[claim.article], drift, corrections)) + "\n"


FORMATS: dict[str, Format] = {
    "csv": claims_csv,
    "jsonl": claims_jsonl,
    "jsonld": claims_jsonld,
    "timelinejs": claims_timelinejs,
}


def save(path: Path, pieces: Iterable[str], name: str) -> None:
    """
    Write a format to a file, completely or not at all; links are followed, pipes are written into.

    A CSV file begins with a byte order mark, without which Excel mistakes UTF-8 for another
    encoding. Raises StorageError where the file cannot be written.
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

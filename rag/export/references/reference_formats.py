"""The formats of references, by the names that the command line takes."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from rag.export.references.bibtex import bibtex
from rag.export.references.csl_json import csl_json
from rag.export.references.reference import Reference, reference
from rag.export.references.ris import ris
from rag.schema.articles import Article


@dataclass(frozen=True, slots=True)
class ReferenceFormat:
    """A format: its name for readers, the end of its file name, its media type, its writer."""

    label: str
    suffix: str
    media_type: str
    write: Callable[[Sequence[Reference]], str]

    def of_articles(self, articles: Iterable[Article]) -> str:
        """Articles in this format."""
        return self.write([reference(article) for article in articles])


REFERENCE_FORMATS: Final = {
    "ris": ReferenceFormat("RIS", "ris", "application/x-research-info-systems", ris),
    "bibtex": ReferenceFormat("BibTeX", "bib", "application/x-bibtex", bibtex),
    "csl": ReferenceFormat(
        "CSL-JSON", "csl.json", "application/vnd.citationstyles.csl+json", csl_json
    ),
}

"""Documents of lists, drafts and status fit their types."""

from pydantic import TypeAdapter

from rag.api.record_queries import PageQuery
from rag.api.record_service import RecordService
from rag.corpus import Corpus
from rag.export.documents.reply_documents import (
    DraftDocument,
    FiltersDocument,
    FoundListDocument,
    StatusDocument,
)
from rag.schema.scope import EVERYTHING


def test_replies_fit_their_types(corpus: Corpus) -> None:
    service = RecordService(corpus, "http://record.example/")
    draft = "“Washington does not have many bases in Iraq,” Khafaji said. It rained in Oslo."
    for kind, one in (
        (DraftDocument, service.check_draft(draft, EVERYTHING)),
        (FiltersDocument, service.filters()),
        (FoundListDocument, service.search("bases", EVERYTHING, PageQuery())),
        (StatusDocument, service.status()),
    ):
        check: TypeAdapter[object] = TypeAdapter(kind)
        assert check.validate_python(one, strict=True) == one

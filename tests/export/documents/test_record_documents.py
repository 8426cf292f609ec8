"""Documents of claims, articles and speakers fit their types."""

from pydantic import TypeAdapter

from rag.api.record_queries import ClaimQuery, PageQuery
from rag.api.record_service import RecordService
from rag.corpus import Corpus
from rag.export.documents.record_documents import (
    ArticleDocument,
    ClaimDocument,
    SpeakerProfileDocument,
    SpeakerSummaryDocument,
)
from rag.schema.scope import EVERYTHING


def test_records_fit_their_types(corpus: Corpus) -> None:
    service, page = RecordService(corpus, "http://record.example/"), PageQuery(1000)
    for kind, found in (
        (ClaimDocument, service.claims(ClaimQuery(), page)["claims"]),
        (ArticleDocument, service.articles(EVERYTHING, page)["articles"]),
        (SpeakerSummaryDocument, service.speakers(EVERYTHING, page)["speakers"]),
        (SpeakerProfileDocument, [service.speaker("Tahsin Khafaji", EVERYTHING)]),
    ):
        check: TypeAdapter[object] = TypeAdapter(kind)
        assert found
        for one in found:
            assert check.validate_python(one, strict=True) == one

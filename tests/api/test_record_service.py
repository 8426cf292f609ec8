"""Records as documents: with and without the address of a dashboard."""

from pathlib import Path

import pytest
from asking import BASES, RUDAW

from rag.api.record_queries import ClaimQuery, PageQuery, PlaceQuery, QuestionQuery
from rag.api.record_service import RecordService
from rag.corpus import Corpus
from rag.errors import UnknownRecordError
from rag.schema.articles import Span
from rag.schema.scope import Scope

BASE = "http://record.example/"
PAGE = PageQuery()


def test_documents_have_addresses_only_with_a_dashboard(corpus: Corpus) -> None:
    bare, linked = RecordService(corpus), RecordService(corpus, BASE)
    question = QuestionQuery(question=BASES, scope=Scope(outlets=("Rudaw",)))
    assert "address" not in bare.ask(question)
    assert linked.ask(question)["address"] == (
        f"{BASE}?q=what+did+Iraq+say+about+US+bases%3F&outlet=Rudaw"
    )
    assert "address" not in bare.claims(ClaimQuery(), PAGE)["claims"][0]
    assert linked.claims(ClaimQuery(), PAGE)["claims"][0]["address"].startswith(BASE)
    assert "address" not in bare.article(PlaceQuery(article=RUDAW))
    assert "address" not in bare.articles(Scope(), PAGE)["articles"][0]
    assert "address" not in bare.speaker("Tahsin Khafaji", Scope())
    place = linked.speaker("Tahsin Khafaji", Scope())["offices"][0]["place"]
    assert f"start={place['start']}&end={place['end']}" in place["address"]


def test_answer_may_be_kept_elsewhere(corpus: Corpus) -> None:
    kept = corpus.ask(BASES)
    service = RecordService(corpus, answer=lambda query: kept)
    assert service.ask(QuestionQuery(question="another"))["question"] == BASES


def test_claims_of_reprints_are_one(corpus: Corpus) -> None:
    service = RecordService(corpus)
    listed = service.claims(ClaimQuery(), PageQuery(1000))
    assert listed["total"] == len(corpus.claims()) < len(corpus.copies())
    copied = next(claim for claim in listed["claims"] if claim["places"])
    other = copied["places"][0]["claim"]
    assert service.claim(other)["article"] == copied["places"][0]["article"]
    with pytest.raises(UnknownRecordError):
        service.claim("x")


def test_part_of_an_article_beyond_its_end_is_none(corpus: Corpus) -> None:
    service = RecordService(corpus)
    found = service.article(PlaceQuery(article=RUDAW, span=Span(0, 10**6)))
    assert found["quote"] is None
    assert found["claims"] == []
    assert found["notice"] == "This article has no such place; nothing is marked."


def test_state_changes_with_the_corpus(corpus: Corpus) -> None:
    assert RecordService(corpus).state == f"{corpus.fingerprint}-{corpus.engine}"


def test_service_does_not_write(corpus: Corpus) -> None:
    folder = Path(corpus.settings.index)
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}
    service = RecordService(corpus, BASE)
    service.ask(QuestionQuery(question=BASES))
    service.check_draft("“Washington does not have any bases in Iraq.”", Scope())
    after = {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}
    assert after == before

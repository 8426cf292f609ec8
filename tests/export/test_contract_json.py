"""JSON of answers, claims, articles and reports: the keys of the contract, for any text."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from asking import BASES, RUDAW
from record_tools import changed, make_citation, make_claim

from rag.corpus import Corpus
from rag.export import contract_json
from rag.schema.answers import Answer, PassageCopy
from rag.schema.articles import Article, Dispatch, Span
from rag.schema.claims import Claim, ClaimCopy, Kind
from rag.schema.reports import IndexReport, Skipped
from rag.schema.scope import Scope

NONE = type(None)
TEXT = "".join(chr(n) for n in range(32, 127)) * 3

# The contract, key by key.
ANSWER: dict[str, tuple[type, ...]] = {
    "id": (str, NONE), "question": (str,), "scope": (dict,), "declined": (bool,),
    "reason": (str, NONE), "answer": (str,), "seconds": (float, int), "statements": (list,),
    "citations": (list,), "independent_sources": (int,), "articles": (int,), "writer": (str, NONE),
    "written": (dict, NONE), "corpus": (str,), "engine": (str,),
}  # fmt: skip
CITATION: dict[str, tuple[type, ...]] = {
    "n": (int,), "article": (str,), "start": (int,), "end": (int,), "quote": (str,),
    "title": (str, NONE), "outlet": (str, NONE), "url": (str, NONE), "published": (str, NONE),
    "date_basis": (str,), "origin": (str, NONE), "speaker": (str, NONE), "role": (str, NONE),
    "organisation": (str, NONE), "said_on": (str, NONE), "said_on_basis": (str, NONE),
    "dispatch": (str,), "also_in": (list,),
}  # fmt: skip
CLAIM: dict[str, tuple[type, ...]] = {
    "id": (str,), "article": (str,), "outlet": (str, NONE), "published": (str, NONE),
    "date_basis": (str,), "said_on": (str, NONE), "said_on_basis": (str,), "speaker": (str, NONE),
    "mention": (str, NONE), "role": (str, NONE), "organisation": (str, NONE), "actor": (str, NONE),
    "kind": (str,), "confidence": (float,), "places": (list,), "text": (str,), "dispatch": (str,),
    "source": (list,), "cue": (list,), "content": (list,),
}  # fmt: skip


def assert_shape(found: dict[str, Any], shape: dict[str, tuple[type, ...]]) -> None:
    assert shape.keys() <= found.keys()
    for key, types in shape.items():
        assert isinstance(found[key], types), f"{key}: {found[key]!r}"


def assert_spans(spans: list[list[int]]) -> None:
    for start, end in spans:
        assert 0 <= start < end


@pytest.fixture
def articles(corpus: Corpus) -> dict[str, Article]:
    return {article.id: article for article in corpus.articles()}


def article(**fields: Any) -> Article:
    return replace(
        Article(id="a.txt", text=TEXT, fingerprint="f", outlet="Gazette", dispatch="d"), **fields
    )


def claim(**fields: Any) -> Claim:
    made = make_claim(
        "c1", "a.txt", Kind.DIRECT, (), (), (Span(0, 5),), Span(0, 5), TEXT[:5], 0.5, dispatch="d"
    )
    return changed(made, **fields)


# --- the contract -------------------------------------------------------------------------------


@pytest.mark.parametrize("question", [BASES, "What is the price of copper in Chile?"])
def test_answer_json_has_the_keys_of_the_contract(corpus: Corpus, question: str) -> None:
    answer = corpus.ask(question, Scope(after=date(2019, 1, 1)), id="q1")
    found = json.loads(contract_json.dumps(contract_json.answer_json(answer)))
    assert_shape(found, ANSWER)
    assert found["id"] == "q1"
    assert found["scope"] == {"after": "2019-01-01"}
    assert found["corpus"] == corpus.fingerprint
    for statement in found["statements"]:
        assert_shape(statement, {"text": (str,), "citations": (list,)})
    for citation in found["citations"]:
        assert_shape(citation, CITATION)
        assert citation["end"] - citation["start"] == len(citation["quote"])
        text = corpus.tables.articles[citation["article"]].text
        assert text[: citation["start"]].endswith(citation["prefix"])
        assert text[citation["end"] :].startswith(citation["suffix"])
        assert len(citation["prefix"]) == min(citation["start"], 32)
        for copied in citation["also_in"]:
            assert copied.keys() == {"article", "outlet", "start", "end"}
    if found["declined"]:
        assert found["reason"]
        assert found["statements"] == []
    else:
        assert found["reason"] is None


def test_claim_json_has_the_keys_of_the_contract(
    corpus: Corpus, articles: dict[str, Article]
) -> None:
    claims = corpus.claims()
    assert any(claim.places for claim in claims)
    for some in claims:
        found = json.loads(
            contract_json.dumps(contract_json.claim_json(some, articles[some.article]))
        )
        assert_shape(found, CLAIM)
        for key in ("source", "cue", "content"):
            assert_spans(found[key])
        assert found["kind"] in {kind.value for kind in Kind}
        assert 0 <= found["confidence"] <= 1
        for key in ("published", "said_on"):
            assert found[key] is None or date.fromisoformat(found[key])
        for place in found["places"]:
            assert {"article", "outlet", "source", "cue", "content"} <= place.keys()


def test_claim_json_of_the_handover_of_bases(corpus: Corpus, articles: dict[str, Article]) -> None:
    (some,) = [c for c in corpus.claims() if "committed to handing back" in c.text]
    found = contract_json.claim_json(some, articles[RUDAW])
    assert found["content"] == [[453, 579]]
    assert found["source"] == [[580, 587]]
    assert found["cue"] == [[588, 592]]
    assert (found["speaker"], found["mention"], found["kind"]) == (
        "Tahsin Khafaji",
        "Khafaji",
        "direct",
    )
    assert (found["outlet"], found["date_basis"]) == ("Rudaw", "metadata")


def test_report_json_has_the_counts_of_an_update(corpus: Corpus) -> None:
    del corpus
    report = IndexReport(
        read=5,
        new=1,
        changed=2,
        unchanged=2,
        removed=1,
        skipped=(Skipped("x.doc", "not read"),),
        without_date=1,
        passages=10,
        claims=11,
        dispatches=4,
        seconds=1.23456,
        generation="gen-1",
        corpus="abc",
    )
    found = contract_json.report_json(report)
    counts = {"read": 5, "new": 1, "changed": 2, "unchanged": 2, "removed": 1, "without_date": 1}
    assert {key: found[key] for key in counts} == counts
    assert found["skipped"] == [{"file": "x.doc", "reason": "not read", "fault": False}]
    assert (found["passages"], found["claims"], found["dispatches"]) == (10, 11, 4)
    assert found["seconds"] == 1.235


def test_article_json_names_its_reprints() -> None:
    found = contract_json.article_json(article(), Dispatch("d", ("b.txt", "a.txt")))
    assert found["reprints"] == ["b.txt"]
    assert "text" not in found
    assert found["date_basis"] == "unknown"


# --- text that no file can hold -----------------------------------------------------------------


def test_dumps_escapes_lone_surrogates() -> None:
    line = contract_json.dumps({"text": "a\ud800b"})
    assert json.loads(line) == {"text": "a\ud800b"}
    line.encode("utf-8")
    assert "\n" not in contract_json.dumps({"text": "a\nb\u2028c"})
    assert contract_json.dumps({"é": "ü"}) == '{"é": "ü"}'


def test_answer_text_marks_every_citation() -> None:
    citation = make_citation(
        1, "a.txt", Span(0, 5), TEXT[:5], also_in=(PassageCopy("b.txt", None, Span(1, 6)),)
    )
    answer = Answer(
        question="q", scope=Scope(), declined=True, reason="Nothing.", lead_parts=(),
        citations=(citation,),
    )  # fmt: skip
    assert contract_json.answer_text(answer).splitlines()[0] == "Nothing."
    assert f"[1] a.txt: {TEXT[:5]}" in contract_json.answer_text(answer)
    bare = replace(answer, citations=())
    assert contract_json.answer_text(bare) == "Nothing."


def test_places_are_written_with_their_spans() -> None:
    place = ClaimCopy(
        article="b.txt",
        outlet="B",
        claim="c2",
        evidence=Span(3, 9),
        source=(),
        cue=(Span(3, 4),),
        content=(Span(5, 9),),
    )
    found = contract_json.claim_json(claim(places=(place,)), article())
    assert found["places"] == [
        {
            "article": "b.txt", "outlet": "B", "claim": "c2", "source": [], "cue": [[3, 4]],
            "content": [[5, 9]], "evidence": [3, 9], "opposite": False,
        }
    ]  # fmt: skip

"""The HTTP API: the same records as the command line, described, limited to what it knows."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache, partial
from typing import Any

import pytest
from api_tools import HOST, api, application, got
from asking import AVIM, BASES, RUDAW
from command_tools import Run
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from rag.api.http_routes import NOTICE, PREFIX
from rag.api.record_queries import QuestionQuery
from rag.api.record_service import RecordService, composed
from rag.corpus import Corpus
from rag.errors import ScopeError
from rag.export import formats
from rag.export.contract_json import answer_json
from rag.schema.claims import Kind
from rag.schema.scope import Scope, scope_json

COPPER = "What is the price of copper in Chile?"
QUESTIONS = (
    BASES, COPPER, "What did Khafaji say?", "Who spoke about advisers?", "And Syria?", "Why?",
    "How many troops are in Iraq?", "According to Rudaw, what did Khafaji say?", "in 2020?",
    "When was Daesh defeated?", "¿Qué dijo Irak?", "Did Iraq deny that there are US bases?",
)  # fmt: skip


# A query made of a parameter read wrongly is another one, and has another answer.
kept = cache(composed)


@pytest.fixture(scope="module")
def client(corpus: Corpus) -> Iterator[TestClient]:
    def service(base: str) -> RecordService:
        return RecordService(corpus, base, partial(kept, corpus))

    with api(application(corpus, service=service)) as one:
        yield one


def bare(document: dict[str, Any]) -> dict[str, Any]:
    """An answer without what the API adds, and what differs from run to run."""
    dropped = ("seconds", "notices", "address")
    found = {name: value for name, value in document.items() if name not in dropped}
    added = ("address", "mention", "negated", "passed_on_by")
    found["citations"] = [
        {name: value for name, value in citation.items() if name not in added}
        for citation in found["citations"]
    ]
    return found


def test_question_is_answered_with_addresses(client: TestClient, corpus: Corpus) -> None:
    answer = got(client, "ask", q=BASES)
    assert not answer["declined"]
    assert answer["citations"][0]["article"] == AVIM
    for citation in answer["citations"]:
        text = corpus.tables.articles[citation["article"]].text
        assert text[citation["start"] : citation["end"]] == citation["quote"]
        assert citation["address"].startswith(f"{HOST}/sources?article={citation['article']}")
    assert answer["address"] == f"{HOST}/?q=what+did+Iraq+say+about+US+bases%3F"


def test_address_of_an_answer_opens_the_same_answer(client: TestClient) -> None:
    assert "narrow=off" in got(client, "ask", q=BASES, narrow="off")["address"]
    for params in ({"asked": "2020-08-25"}, {"article": RUDAW}, {"outlet": "Rudav"}):
        assert "address" not in got(client, "ask", q=BASES, **params)


def test_many_unknown_values_are_named_as_far_as_there_is_room(client: TestClient) -> None:
    given = {"outlet": [f"Outlet {n}" for n in range(60)] * 1}
    sent = client.get(f"{PREFIX}/claims", params={**given, "format": "csv"})
    assert len(sent.headers[NOTICE]) <= 2000
    assert len(got(client, "claims", **given)["notices"]) == 5
    assert client.get(f"{PREFIX}/claims", params={"outlet": ["x"] * 101}).status_code == 422


def test_decline_is_a_normal_answer(client: TestClient) -> None:
    answer = got(client, "ask", q=COPPER)
    assert answer["declined"] is True
    assert answer["reason"]
    assert answer["statements"] == []


days = st.dates(date(2018, 12, 1), date(2024, 12, 31))


@st.composite
def scopes(draw: st.DrawFn) -> Scope:
    outlets = st.sampled_from(["AVİM", "Rudaw", "SOTT.net", "Nowhere Post"])
    speakers = st.sampled_from(["Tahsin Khafaji", "Donald Trump", "Iraqi Foreign Ministry", "X"])
    after = draw(st.none() | days)
    before = draw(st.none() | days.map(lambda day: day))
    if after and before and after > before:
        before = after + timedelta(days=30)
    return Scope(
        outlets=tuple(draw(st.lists(outlets, max_size=2, unique=True))),
        speakers=tuple(draw(st.lists(speakers, max_size=2, unique=True))),
        articles=tuple(draw(st.lists(st.sampled_from([AVIM, RUDAW]), max_size=1))),
        kinds=tuple(draw(st.lists(st.sampled_from(list(Kind)), max_size=2, unique=True))),
        after=after,
        before=before,
    )


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(question=st.sampled_from(QUESTIONS), scope=scopes(), narrow=st.booleans())
def test_answers_are_those_of_the_corpus(
    client: TestClient, corpus: Corpus, question: str, scope: Scope, narrow: bool
) -> None:
    params = {**scope_json(scope), "q": question, "narrow": "on" if narrow else "off"}
    query = QuestionQuery(question=question, scope=scope, narrow=narrow)
    expected = json.loads(json.dumps(answer_json(kept(corpus, query))))
    assert bare(got(client, "ask", **params)) == bare(expected)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(scope=scopes(), limit=st.integers(1, 60), name=st.sampled_from(sorted(formats.FORMATS)))
def test_claims_are_those_of_the_corpus_page_by_page(
    client: TestClient, corpus: Corpus, scope: Scope, limit: int, name: str
) -> None:
    claims = corpus.claims(scope)
    params: dict[str, Any] = {**scope_json(scope)}
    found: list[str] = []
    cursor = None
    while True:
        at: dict[str, str] = {"cursor": cursor} if cursor else {}
        page = got(client, "claims", **params, **at, limit=limit)
        assert page["total"] == len(claims)
        found += [claim["id"] for claim in page["claims"]]
        cursor = page["cursor"]
        if cursor is None:
            break
    assert found == [claim.id for claim in claims]
    tables = corpus.tables
    whole = "".join(formats.FORMATS[name](claims, tables.articles, tables.corrections))
    sent = client.get(f"{PREFIX}/claims", params={**params, "format": name})
    assert sent.content.decode() == whole


@pytest.mark.usefixtures("model_loaded")
@pytest.mark.parametrize(
    ("arguments", "path", "params"),
    [
        (("claims", "--format", "csv", "--outlet", "Rudaw"), "claims", {"outlet": "Rudaw"}),
        (("speakers", "--format", "csv"), "speakers", {}),
        (("articles", "--format", "csv"), "articles", {}),
    ],
)
def test_files_are_those_of_the_command_line(
    client: TestClient, run: Run, arguments: tuple[str, ...], path: str, params: dict[str, str]
) -> None:
    sent = client.get(f"{PREFIX}/{path}", params={**params, "format": "csv"})
    assert sent.headers["content-type"] == "text/csv; charset=utf-8"
    assert sent.content.decode() == run(*arguments).out


def test_topic_gives_the_nearest_claims_first(client: TestClient, corpus: Corpus) -> None:
    page = got(client, "claims", q="US bases", limit=3)
    assert page["total"] < len(corpus.claims())
    assert page["claims"][0]["id"] == corpus.about("US bases").claims[0]
    firm = got(client, "claims", sure="firm", limit=1000)
    numbers = corpus.claim_table.within(firm=True)
    assert firm["total"] == len(numbers)
    assert got(client, "claims", find="taji", limit=1)["total"] > 0


def test_claim_has_its_sentences_and_their_address(client: TestClient, corpus: Corpus) -> None:
    listed = got(client, "claims", limit=1)["claims"][0]
    claim = got(client, "claim", claim=listed["id"])
    assert claim == listed
    start, end = claim["evidence"]
    assert corpus.tables.articles[claim["article"]].text[start:end] == claim["quote"]
    assert f"start={start}&end={end}" in claim["address"]


def test_article_is_read_at_a_place(client: TestClient, corpus: Corpus) -> None:
    text = corpus.tables.articles[RUDAW].text
    whole = got(client, "article", article=RUDAW)
    assert (whole["quote"], whole["length"]) == (text, len(text))
    assert len(whole["claims"]) == len(corpus.tables.claims_of(RUDAW))
    place = got(client, "article", article=RUDAW, start=580, end=587)
    assert place["quote"] == text[580:587]
    assert all(c["evidence"][0] < 587 and c["evidence"][1] > 580 for c in place["claims"])
    moved = got(client, "article", article=RUDAW, start=0, end=7, quote=text[580:620])
    assert (moved["start"], moved["end"]) == (580, 620)
    assert "edited" in moved["notice"]
    gone = got(client, "article", article=RUDAW, start=0, end=7, quote="No such words there")
    assert gone["quote"] is None
    assert gone["notice"]


def test_speaker_has_places_that_cut(client: TestClient, corpus: Corpus) -> None:
    found = got(client, "speaker", speaker="Tahsin Khafaji")
    assert found["offices"]
    for office in found["offices"]:
        place = office["place"]
        text = corpus.tables.articles[place["article"]].text
        assert text[place["start"] : place["end"]] == place["quote"]
    assert found["first"]["said_on"] <= found["last"]["said_on"]
    alone = got(client, "speaker", speaker="Tahsin Khafaji", outlet="Rudaw", after="2020-01-01")
    assert alone["claims"] < found["claims"]


def test_search_gives_places_that_cut(client: TestClient, corpus: Corpus) -> None:
    found = got(client, "search", q="“does not have any bases” OR Khafaji")
    assert found["total"] == len(found["articles"]) == 3
    for one in found["articles"]:
        text = corpus.tables.articles[one["article"]].text
        for place in [*one["places"], *one["snippets"]]:
            assert text[place["start"] : place["end"]] == place["quote"]
    assert "bracket" in got(client, "search", q="(Sputnik")["read_as"]


def test_draft_is_checked(client: TestClient) -> None:
    draft = "“Washington does not have any bases in Iraq,” Antony Blinken said."
    sent = client.post(f"{PREFIX}/check-draft", json={"text": draft})
    assert sent.status_code == 200
    (statement,) = sent.json()["statements"]
    assert statement["verdict"] == "other speaker"
    assert statement["places"][0]["address"].startswith(HOST)
    assert sent.headers["cache-control"] == "no-store"
    long = client.post(f"{PREFIX}/check-draft", json={"text": "x" * 60_001})
    assert long.status_code == 422
    unknown = client.post(f"{PREFIX}/check-draft?outlet=Rudav", json={"text": draft})
    assert unknown.json()["notices"]


def test_references_of_an_answer(client: TestClient) -> None:
    sent = client.get(f"{PREFIX}/ask", params={"q": BASES, "format": "ris"})
    assert sent.headers["content-type"] == "application/x-research-info-systems"
    assert "TY  - NEWS" in sent.text
    assert client.get(f"{PREFIX}/ask", params={"q": COPPER, "format": "csl"}).json() == []


def test_values_that_the_corpus_lacks_are_named(client: TestClient) -> None:
    page = got(client, "claims", outlet="Rudav")
    assert page["claims"] == []
    (notice,) = page["notices"]
    assert notice.startswith("outlet 'Rudav' is not in this corpus; it has Rudaw, AVİM")
    assert got(client, "ask", q=BASES, outlet="Rudav")["notices"] == page["notices"]
    sent = client.get(f"{PREFIX}/claims", params={"outlet": "Rudav", "format": "csv"})
    assert sent.headers[NOTICE].startswith("outlet 'Rudav' is not in this corpus")


def test_document_is_sent_again_only_when_the_corpus_has_changed(
    client: TestClient, corpus: Corpus
) -> None:
    for path, params in (("ask", {"q": BASES}), ("claims", {}), ("filters", {}), ("articles", {})):
        first = client.get(f"{PREFIX}/{path}", params=params)
        tag = first.headers["etag"]
        assert corpus.fingerprint in tag
        again = client.get(
            f"{PREFIX}/{path}", params=params, headers={"If-None-Match": f'"x", {tag}'}
        )
        assert (again.status_code, again.content) == (304, b"")


def test_refusals_are_problem_documents(client: TestClient) -> None:
    for path, status, words in (
        ("nothing", 404, "There is nothing at /api/v1/nothing"),
        ("claims?outlets=x", 422, "outlets: there is no such parameter"),
        ("claims?after=soon", 422, "after: expected a date as YYYY-MM-DD, found 'soon'"),
        ("claims?after=2020-01-02&before=2020-01-01", 400, "swap after and before"),
        ("claims?limit=0", 422, "limit: "),
        ("claims?cursor=x", 400, "begin again without a cursor"),
        ("claims?kind=shout", 422, "kind.0: "),
        ("ask", 422, "q: it is needed"),
        ("ask?q=%3F", 400, "Type a question"),
        ("article?article=x", 404, "article 'x' is not in this corpus; it has "),
        (f"article?article={RUDAW}&start=3", 400, "both start and end"),
        (f"article?article={RUDAW}&start=3&end=2", 400, "end must be greater"),
        ("claim?claim=x", 404, "claim 'x' is not in this corpus"),
        ("speaker?speaker=Tahsin+Kafaji", 404, "it has Tahsin Khafaji"),
        ("search?q=%E2%80%94", 400, "a search needs a word"),
    ):
        sent = client.get(f"{PREFIX}/{path}")
        found = sent.json()
        assert sent.headers["content-type"] == "application/problem+json", path
        assert (sent.status_code, found["status"]) == (status, status), path
        assert words in found["detail"], found
        assert found["title"]
        assert found["type"] == "about:blank"
    assert client.post(f"{PREFIX}/ask").status_code == 405


def test_questions_wait_for_the_model_but_lists_do_not(corpus: Corpus) -> None:
    app = application(corpus, ready=lambda: (None, "The language model is loading."))
    with api(app) as client:
        refused = client.get(f"{PREFIX}/ask", params={"q": BASES})
        assert (refused.status_code, refused.headers["retry-after"]) == (503, "10")
        assert refused.json()["detail"] == "The language model is loading."
        assert got(client, "claims")["total"] > 0
        assert got(client, "status") == {
            "ready": False, "reason": "The language model is loading.", "corpus": None,
            "engine": corpus.engine, "articles": 0, "dispatches": 0, "claims": 0, "writer": None,
        }  # fmt: skip


def test_prose_of_the_writer_is_streamed(corpus: Corpus) -> None:
    class Writing(RecordService):
        def writing(self, query: Any) -> Any:
            if not any(map(str.isalnum, query.question)):
                raise ScopeError("a question needs a word")
            first = self.ask(query)
            yield first
            yield {**first, "writer": "made"}

    app = application(corpus, service=lambda base: Writing(corpus, base))
    with api(app) as client:
        sent = client.get(f"{PREFIX}/ask", params={"q": BASES, "stream": "true"})
        lines = [json.loads(line) for line in sent.text.splitlines()]
        assert [line["writer"] for line in lines] == [None, "made"]
        assert sent.headers["content-type"] == "application/jsonl"
        assert got(client, "ask", q=BASES, write="true")["writer"] == "made"
        refused = client.get(f"{PREFIX}/ask", params={"q": "?", "stream": "true"})
        assert refused.status_code == 400


def test_follow_up_and_day(client: TestClient, corpus: Corpus) -> None:
    assert got(client, "ask", q="And Syria?", follows=BASES)["question"] == BASES.replace(
        "Iraq", "Syria"
    )
    day = date(2020, 8, 25)
    question = "What did Khafaji say this week?"
    expected = replace(corpus.ask(question, today=day), id="7")
    assert bare(got(client, "ask", q=question, asked=day, id="7")) == bare(
        json.loads(json.dumps(answer_json(expected)))
    )

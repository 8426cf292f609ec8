"""The client: the same records from a dashboard elsewhere, and what goes wrong on the way."""

import json
from collections.abc import Iterator

import pytest
from api_tools import application, listening
from asking import BASES, RUDAW
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse
from starlette.routing import Route

from onrecord import (
    ClaimQuery,
    Client,
    PageQuery,
    PlaceQuery,
    QuestionQuery,
    Scope,
    Settings,
    Span,
)
from rag.api import api_client
from rag.api.record_service import RecordService
from rag.corpus import Corpus
from rag.errors import ScopeError, ServerError, UnknownRecordError

SCOPE = Scope(outlets=("Rudaw",))


@pytest.fixture(scope="module")
def url(corpus: Corpus) -> Iterator[str]:
    with listening(application(corpus)) as address:
        yield address


@pytest.fixture
def client(url: str) -> Iterator[Client]:
    with Client(url) as one:
        yield one


def same(one: object, other: object) -> bool:
    """Whether two documents agree but for the time that an answer took."""

    def plain(value: object) -> object:
        if isinstance(value, dict):
            return {k: plain(v) for k, v in value.items() if k != "seconds"}
        return [plain(each) for each in value] if isinstance(value, list) else value

    return plain(one) == plain(json.loads(json.dumps(other)))


def test_client_gets_what_the_service_has(client: Client, url: str, corpus: Corpus) -> None:
    here = RecordService(corpus, f"{url}/")
    question = QuestionQuery(question=BASES, scope=SCOPE, narrow=False, id="1")
    assert same(client.status(), here.status())
    assert same(client.filters(), here.filters())
    assert same(client.ask(question), here.ask(question))
    assert same(client.ask(BASES), here.ask(QuestionQuery(question=BASES)))
    assert same([*client.writing(question)], [*here.writing(question)])
    assert client.references(question, "ris") == here.references(question, "ris")
    claims, page = ClaimQuery(scope=SCOPE, about="bases", firm=True), PageQuery(2)
    assert same(client.claims(claims, page), here.claims(claims, page))
    assert "".join(client.claims_file(claims, "csv")) == "".join(here.claims_file(claims, "csv"))
    assert same(client.speakers(SCOPE, page), here.speakers(SCOPE, page))
    assert "".join(client.speakers_file(SCOPE, "csv")) == "".join(here.speakers_file(SCOPE, "csv"))
    assert same(client.speaker("Tahsin Khafaji", SCOPE), here.speaker("Tahsin Khafaji", SCOPE))
    assert same(client.articles(SCOPE, page), here.articles(SCOPE, page))
    assert "".join(client.articles_file(SCOPE, "jsonl")) == "".join(
        here.articles_file(SCOPE, "jsonl")
    )
    place = PlaceQuery(article=RUDAW, span=Span(580, 587))
    assert same(client.article(place), here.article(place))
    assert same(client.search("bases", SCOPE, page), here.search("bases", SCOPE, page))
    assert same(client.check_draft("“No bases.”", SCOPE), here.check_draft("“No bases.”", SCOPE))


def test_refusals_are_errors_in_the_words_of_the_server(client: Client) -> None:
    with pytest.raises(ScopeError, match="Type a question"):
        client.ask("?")
    with pytest.raises(UnknownRecordError, match="speaker 'Nobody' is not in this corpus"):
        client.speaker("Nobody")
    with pytest.raises(ScopeError, match="begin again"):
        client.claims(page=PageQuery(cursor="x"))


def test_token_is_sent(corpus: Corpus) -> None:
    with listening(application(corpus, Settings(api_token="s3cret"))) as url:
        with Client(url, "s3cret") as client:
            assert client.status()["ready"]
        with Client(url) as client, pytest.raises(ServerError, match="ONRECORD_API_TOKEN"):
            client.status()


def test_token_with_a_control_character_is_not_repeated() -> None:
    with pytest.raises(ServerError, match="control character") as error:
        Client("http://127.0.0.1:9", "s3cret\nx")
    assert "s3cret" not in str(error.value)


def test_lines_end_at_line_feeds_alone() -> None:
    pieces = [b'{"a": "x\xe2\x80\xa8y"}\n{"b"', b": 1}\n\n", b'{"c": 2}']
    assert list(api_client._lines(iter(pieces))) == [
        b'{"a": "x\xe2\x80\xa8y"}', b'{"b": 1}', b'{"c": 2}',
    ]  # fmt: skip


@pytest.mark.parametrize("url", ["http://", "ftp://host", "http://[::1", "http://host:port"])
def test_what_is_no_address_is_said(url: str) -> None:
    with pytest.raises(ServerError, match="expected an address such as http://host:8501"):
        Client(url)


def test_server_that_is_not_there_or_is_another_is_said() -> None:
    with Client("127.0.0.1:9") as client, pytest.raises(ServerError, match="cannot be reached"):
        client.status()
    other = Starlette(routes=[Route("/{path:path}", lambda _: HTMLResponse("<p>Hello"))])
    with (
        listening(other) as url,
        Client(url) as client,
        pytest.raises(ServerError, match="expected the API of a dashboard, found something else"),
    ):
        client.status()
    with listening(other) as url, Client(url) as client, pytest.raises(ServerError):
        list(client.claims_file(ClaimQuery(), "csv"))
    with listening(other) as url, Client(url) as client, pytest.raises(ServerError):
        list(client.writing(BASES))
    shapes: tuple[object, ...] = ({}, [], {"other": 1})
    for shape in shapes:
        json_server = Starlette(routes=[Route("/{path:path}", lambda _, s=shape: JSONResponse(s))])
        with listening(json_server) as url, Client(url) as client, pytest.raises(ServerError):
            client.ask(BASES)
    silent = Starlette(routes=[Route("/{path:path}", lambda _: PlainTextResponse(""))])
    with (
        listening(silent) as url,
        Client(url) as client,
        pytest.raises(ServerError, match="found nothing"),
    ):
        list(client.writing(BASES))
    with (
        listening(Starlette()) as url,
        Client(url) as client,
        pytest.raises(ServerError, match="expected the API of a dashboard, found status 404"),
    ):
        client.status()

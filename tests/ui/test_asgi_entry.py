"""The ASGI entry: headers of every response, and readiness."""

import asyncio
import json
from typing import Any
from xml.etree import ElementTree

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from streamlit import config

from rag.api.http_routes import NOTICE
from rag.export.feed_formats import ATOM
from rag.settings import Settings
from rag.ui import asgi_entry as app
from rag.ui.state import resources


@pytest.mark.parametrize(
    ("host", "sockets"),
    [
        (b"localhost:8501", " ws://localhost:8501 wss://localhost:8501"),
        (b"[::1]:8501", " ws://[::1]:8501 wss://[::1]:8501"),
        (b"evil.example; script-src *", ""),
        (b"", ""),
    ],
)
def test_policy_names_only_a_well_formed_host(host: bytes, sockets: str) -> None:
    assert app._sockets({"type": "http", "headers": [(b"host", host)]}) == sockets


@pytest.mark.parametrize(
    ("readiness", "status", "body"),
    [
        (("abc", ""), 200, {"ready": True, "corpus": "abc"}),
        ((None, "no index"), 503, {"ready": False, "reason": "no index"}),
    ],
)
def test_readyz_answers_503_with_the_reason_until_ready(
    monkeypatch: pytest.MonkeyPatch,
    readiness: tuple[str | None, str],
    status: int,
    body: dict[str, Any],
) -> None:
    monkeypatch.setattr(resources, "readiness", lambda: readiness)
    response = app.readyz(None)  # type: ignore[arg-type]  # the request is not read
    assert response.status_code == status
    assert json.loads(bytes(response.body)) == body


@pytest.mark.parametrize(
    ("setting", "path", "status"),
    [
        ("", "/_stcore/upload_file/session/file", 403),
        ("", "/record/_stcore/upload_file/session/file", 403),
        ("no", "/_stcore/upload_file/session/file", 403),
        ("yes", "/_stcore/upload_file/session/file", 200),
        ("", "/_stcore/health", 200),
    ],
)
def test_upload_is_refused_unless_readers_may_add_articles(
    monkeypatch: pytest.MonkeyPatch, setting: str, path: str, status: int
) -> None:
    monkeypatch.setenv("ONRECORD_UPDATE", setting)
    sent: list[dict[str, Any]] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    scope = {"type": "http", "method": "PUT", "path": path, "headers": []}
    asyncio.run(app.Uploads(PlainTextResponse("taken"))(scope, receive, send))
    assert sent[0]["status"] == status


def asked(path: str, query: bytes = b"", *headers: tuple[bytes, bytes]) -> Request:
    return Request(
        {
            "type": "http", "method": "GET", "scheme": "http", "server": ("host", 8501),
            "path": path, "query_string": query, "headers": list(headers), "root_path": "",
        }
    )  # fmt: skip


@pytest.fixture
def ready(seeds: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """The model of the dashboard counts as loaded."""
    monkeypatch.setattr(resources, "readiness", lambda: (resources.corpus().fingerprint, ""))


@pytest.mark.usefixtures("ready")
@pytest.mark.parametrize("prefix", ["", "/record"])
def test_feed_is_that_of_its_address(prefix: str) -> None:
    response = app.feed(asked(f"{prefix}/feed.atom", b"outlet=Rudaw"))
    assert response.status_code == 200
    assert response.media_type == "application/atom+xml; charset=utf-8"
    root = ElementTree.fromstring(bytes(response.body))
    assert root.findtext(f"{{{ATOM}}}id") == f"http://host:8501{prefix}/feed.atom?outlet=Rudaw"
    as_json = app.feed(asked(f"{prefix}/feed.json", b"outlet=Rudaw"))
    made = json.loads(bytes(as_json.body))
    assert len(made["items"]) == len(root.findall(f"{{{ATOM}}}entry")) > 0
    assert made["home_page_url"] == f"http://host:8501{prefix}/timeline?outlet=Rudaw"


@pytest.mark.usefixtures("ready")
def test_feed_is_sent_again_only_when_articles_have_changed() -> None:
    first = app.feed(asked("/feed.atom"))
    tag = first.headers["etag"]
    again = app.feed(asked("/feed.atom", b"", (b"if-none-match", tag.encode())))
    assert (again.status_code, bytes(again.body)) == (304, b"")


def test_feed_answers_503_until_questions_can_be_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "readiness", lambda: (None, "no index"))
    response = app.feed(asked("/feed.atom"))
    assert (response.status_code, bytes(response.body)) == (503, b"no index\n")


@pytest.mark.usefixtures("ready")
def test_view_is_sent_as_json_and_csv() -> None:
    as_json = received(app.data(asked("/timeline.json", b"outlet=Rudaw&sure=all")))
    found = json.loads(as_json)
    assert found["total"] == len(found["claims"]) > 0
    address = "http://host:8501/sources?article="
    assert found["claims"][0]["address"].startswith(address)
    as_csv = received(app.data(asked("/timeline.csv", b"outlet=Rudaw&sure=all")))
    assert as_csv.startswith("\ufeffid,said_on")
    assert as_csv.count("\r\n") >= found["total"]
    unusable = app.data(asked("/timeline.csv", b"outlet=Nope"))
    assert "Nope" in unusable.headers[NOTICE]
    one = json.loads(received(app.data(asked("/record/answer.json", b"q=What+did+Khafaji+say"))))
    assert one["address"].startswith("http://host:8501/record/?q=")


@pytest.mark.usefixtures("ready")
def test_view_that_cannot_be_made_is_a_problem_document() -> None:
    response = app.data(asked("/answer.json", b"q=%3F"))
    assert (response.status_code, response.media_type) == (400, "application/problem+json")


@pytest.mark.parametrize(
    ("allowed", "host", "path", "status"),
    [
        ([], "record.example", "/api/v1/claims", 200),
        (["localhost"], "localhost:8501", "/api/v1/claims", 200),
        (["localhost"], "record.example", "/api/v1/claims", 403),
        (["localhost"], "record.example", "/desk.json", 403),
        (["localhost"], "record.example", "/_stcore/health", 200),
        (["*.example"], "record.example", "/", 200),
    ],
)
def test_other_hosts_are_refused(
    monkeypatch: pytest.MonkeyPatch, allowed: list[str], host: str, path: str, status: int
) -> None:
    monkeypatch.setattr(config, "get_option", lambda name: allowed)
    sent: list[dict[str, Any]] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    scope = {"type": "http", "method": "GET", "path": path, "headers": [(b"host", host.encode())]}
    asyncio.run(app.Hosts(PlainTextResponse("served"))(scope, receive, send))
    assert sent[0]["status"] == status


def received(response: Any) -> str:
    """The body of a response, streamed or not."""

    async def read() -> bytes:
        return b"".join([part.encode() async for part in response.body_iterator])

    return (bytes(response.body) if hasattr(response, "body") else asyncio.run(read())).decode()

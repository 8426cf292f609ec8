"""The ASGI entry: headers of every response, and readiness."""

import asyncio
import json
from typing import Any

import pytest
from starlette.responses import PlainTextResponse

import app
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

"""The ASGI entry: headers of every response, and readiness."""

import json
from typing import Any

import pytest

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

"""Limits of requests: token, rate, size; and faults of ours."""

import contextlib
import logging
import socket
import time
from typing import Any

import pytest
from api_tools import ELSEWHERE, api, application, listening
from starlette.applications import Starlette

from rag.api.api_client import Client
from rag.api.http_routes import PREFIX
from rag.api.request_guard import LARGEST_BODY, RequestGuard, rate_of
from rag.corpus import Corpus
from rag.settings import Settings


def test_token_is_needed_where_one_is_set(corpus: Corpus) -> None:
    with api(application(corpus, Settings(api_token="s3cret"))) as client:
        for headers in ({}, {"Authorization": "Bearer other"}, {"Authorization": "s3cret"}):
            refused = client.get(f"{PREFIX}/status", headers=headers)
            assert refused.status_code == 401
            assert refused.headers["www-authenticate"] == "Bearer"
            assert "s3cret" not in refused.text
        given = {"Authorization": "Bearer s3cret"}
        assert client.get(f"{PREFIX}/status", headers=given).status_code == 200
        assert client.get(f"{PREFIX}/openapi.json").status_code == 200


def test_token_may_have_any_letters(corpus: Corpus) -> None:
    with api(application(corpus, Settings(api_token="sëcret ☂"))) as client:
        given = {b"Authorization": "Bearer sëcret ☂".encode()}
        assert client.get(f"{PREFIX}/status", headers=given).status_code == 200


def test_wrong_tokens_count_as_requests(corpus: Corpus) -> None:
    with api(application(corpus, Settings(api_token="s", api_rate="2/minute"))) as client:
        assert [client.get(f"{PREFIX}/status").status_code for _ in range(3)] == [401, 401, 429]


def test_windows_that_are_over_are_forgotten() -> None:
    guard = RequestGuard(Starlette(), lambda: Settings(api_rate="1/second"))
    rate = rate_of(Settings(api_rate="1/second"), "")
    assert rate is not None
    for n in range(50):
        guard._limiter.hit(rate, f"192.0.2.{n}")
    time.sleep(1.2)
    guard._limiter.hit(rate, "198.51.100.1")
    time.sleep(0.3)
    assert len(guard._limiter.storage.storage) < 50  # type: ignore[attr-defined]


def test_client_that_leaves_in_a_large_body_stops_nobody(corpus: Corpus) -> None:
    """The reply is not read and the connection breaks off: others are still answered."""
    with listening(application(corpus)) as url:
        host, port = url.removeprefix("http://").split(":")
        for _ in range(3):
            with socket.create_connection((host, int(port))) as leaving:
                head = f"GET {PREFIX}/claims?format=csv HTTP/1.1\r\nHost: {host}\r\n"
                leaving.sendall(f"{head}Transfer-Encoding: chunked\r\n\r\n".encode())
                piece = b"20000\r\n" + b"x" * 0x20000 + b"\r\n"
                with contextlib.suppress(OSError):
                    for _ in range(12):
                        leaving.sendall(piece)
        with Client(url, wait=10) as client:
            assert client.status()["ready"]


def test_rate_of_an_address_is_limited(corpus: Corpus) -> None:
    app = application(corpus, Settings(api_rate="3/minute"))
    with api(app) as client, api(app, ELSEWHERE) as other:
        statuses = [client.get(f"{PREFIX}/status").status_code for _ in range(5)]
        assert statuses == [200, 200, 200, 429, 429]
        refused = client.get(f"{PREFIX}/status")
        assert 1 <= int(refused.headers["retry-after"]) <= 60
        assert "3 per 1 minute" in refused.json()["detail"]
        assert other.get(f"{PREFIX}/status").status_code == 200


@pytest.mark.parametrize(
    ("rate", "address", "amount"),
    [
        ("", "127.0.0.1", None),
        ("", "::1", None),
        ("", "192.0.2.7", 600),
        ("", "", 600),
        ("5/second", "127.0.0.1", 5),
        ("often", "127.0.0.1", 600),
        ("0/minute", "192.0.2.7", 600),
    ],
)
def test_this_machine_is_limited_only_where_a_rate_is_set(
    rate: str, address: str, amount: int | None
) -> None:
    found = rate_of(Settings(api_rate=rate), address)
    assert (found and found.amount) == amount


def test_large_bodies_are_refused(corpus: Corpus) -> None:
    def piecemeal() -> Any:
        for _ in range(12):
            yield b"x" * (LARGEST_BODY // 10)

    with api(application(corpus)) as client:
        for content in (b"x" * (LARGEST_BODY + 1), piecemeal()):
            refused = client.post(
                f"{PREFIX}/check-draft",
                content=content,
                headers={"Content-Type": "application/json"},
            )
            assert refused.status_code == 413
            assert refused.headers["content-type"] == "application/problem+json"
        broken = client.post(
            f"{PREFIX}/check-draft", content=b"{", headers={"Content-Type": "application/json"}
        )
        assert broken.status_code == 422


def test_fault_of_ours_has_a_reference_and_no_traceback(
    corpus: Corpus, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(base: str) -> Any:
        raise ZeroDivisionError("inner words")

    with api(application(corpus, service=broken)) as client, caplog.at_level(logging.ERROR):
        sent = client.get(f"{PREFIX}/claims")
    assert sent.status_code == 500
    assert "inner words" not in sent.text
    reference = sent.json()["detail"].split()[-1].rstrip(".")
    assert reference in caplog.text
    assert "inner words" in caplog.text

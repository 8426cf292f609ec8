"""The HTTP API on a corpus of the tests: in process, and listening."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

from rag.api import http_application
from rag.api.http_routes import PREFIX
from rag.api.record_service import RecordService
from rag.corpus import Corpus
from rag.settings import Settings

HOST = "http://record.example"
LOOPBACK = ("127.0.0.1", 50000)
ELSEWHERE = ("192.0.2.7", 50000)


def application(
    corpus: Corpus,
    settings: Settings | None = None,
    service: Callable[[str], RecordService] | None = None,
    ready: Callable[[], tuple[str | None, str]] | None = None,
) -> Starlette:
    """The API where the dashboard has it."""
    mounted = http_application.application(
        lambda: settings or Settings(),
        service or (lambda base: RecordService(corpus, base)),
        ready or (lambda: (corpus.fingerprint, "")),
    )
    return Starlette(routes=[Mount(PREFIX, mounted)])


def api(app: Starlette, client: tuple[str, int] = LOOPBACK) -> TestClient:
    """Sends requests in process; faults of ours are responses."""
    return TestClient(app, base_url=HOST, client=client, raise_server_exceptions=False)


def got(client: TestClient, path: str, **params: Any) -> Any:
    """The document at a path; the status must be 200."""
    response = client.get(f"{PREFIX}/{path}", params=params)
    assert response.status_code == 200, response.text
    return response.json()


@contextmanager
def listening(app: Starlette) -> Iterator[str]:
    """Serve an application at an address of this machine."""
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()

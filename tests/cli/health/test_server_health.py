"""Vectors in Chroma, and the server of the writer."""

import json
import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import llm_server
import pytest
from chroma_server import chroma_server
from index_tools import entry, publish

from rag.cli.health import server_health
from rag.cli.health.health_line import HealthCheck, HealthState, checked
from rag.cli.health.server_health import vectors, writer
from rag.models.llm import Patience
from rag.settings import Settings
from rag.storage.chroma import ChromaConnection
from rag.storage.generation import open_generation

CLOSED = "http://127.0.0.1:{}"


@dataclass
class Listing:
    """A server that answers every GET in one way; ``asked`` are the paths, with their headers."""

    url: str
    asked: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)


@contextmanager
def listing(status: int, body: object = None, **headers: str) -> Iterator[Listing]:
    made = Listing("")

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Nothing on stderr."""

        def do_GET(self) -> None:
            made.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
            content = json.dumps(body).encode()
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)


def looked(settings: Settings) -> HealthCheck:
    found = checked("vectors", vectors, settings)
    assert found is not None
    return found


def written(settings: Settings) -> HealthCheck:
    found = checked("writer", writer, settings)
    assert found is not None
    return found


# --- vectors ------------------------------------------------------------------------------------


def test_embedded_vectors_are_whole_or_missing(settings: Settings) -> None:
    assert vectors(settings) is None  # without an index
    folder = settings.index / publish(settings, entry("a.txt")) / "chroma"
    found = looked(settings)
    assert (found.state, found.values["sound"]) == (HealthState.OK, True)
    (folder / "chroma.sqlite3").unlink()
    found = looked(settings)
    assert (found.state, found.values["sound"]) == (HealthState.PROBLEM, False)
    assert found.words.endswith("Write them again: onrecord index")


@pytest.mark.parametrize("indexed", [False, True])
def test_a_server_that_does_not_answer_is_named(settings: Settings, indexed: bool) -> None:
    if indexed:
        publish(settings, entry("a.txt"))
    port = llm_server.unused_port()
    found = looked(replace(settings, chroma_url=CLOSED.format(port)))
    assert found.state is HealthState.PROBLEM
    assert f"the Chroma server at 127.0.0.1:{port} does not answer: Connection refused" in (
        found.words
    )
    assert found.words.endswith("correct ONRECORD_CHROMA_URL")
    assert found.values["reachable"] is False


@pytest.mark.parametrize("url", ["nonsense", "ftp://127.0.0.1:1", "http://:80", "http://x:port"])
def test_a_malformed_address_names_the_setting(settings: Settings, url: str) -> None:
    found = looked(replace(settings, chroma_url=url))
    assert found.state is HealthState.PROBLEM
    assert found.words.startswith("ONRECORD_CHROMA_URL: expected http://host:port")


def test_another_server_is_no_chroma_server(settings: Settings) -> None:
    with listing(404) as server:
        found = looked(replace(settings, chroma_url=server.url))
    assert found.state is HealthState.PROBLEM
    assert "status 404 where 200 was expected" in found.words
    assert [path for path, _ in server.asked] == [server_health.HEARTBEAT]


def test_a_silent_server_is_not_waited_for(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rag.models.llm.PATIENCE", Patience(connect=0.1))
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        url = CLOSED.format(silent.getsockname()[1])
        assert "timed out" in looked(replace(settings, chroma_url=url)).words


def test_vectors_that_lie_elsewhere_are_noted(settings: Settings) -> None:
    publish(settings, entry("a.txt"))
    with listing(200, {"nanosecond heartbeat": 1}) as server:
        found = looked(replace(settings, chroma_url=server.url))
        assert found.state is HealthState.NOTE
        assert found.words.endswith("will be written to it by: onrecord index")
        assert len(server.asked) == 1


def test_a_server_has_all_passages_or_not(settings: Settings, tmp_path: Path) -> None:
    with chroma_server(tmp_path / "server") as url:
        served = replace(settings, chroma_url=url)
        assert looked(served).state is HealthState.OK  # without an index
        publish(served, entry("a.txt"))
        found = looked(served)
        assert (found.state, found.values["found"]) == (HealthState.OK, 3)
        # The settings no longer name the server: it is not asked.
        left = looked(settings)
        assert left.state is HealthState.NOTE
        assert left.words.endswith("will be written into the index by: onrecord index")
        generation = open_generation(served)
        connection = ChromaConnection(generation.place)
        connection.delete(generation.place.name)
        connection.close()
        generation.close()
        found = looked(served)
        assert (found.state, found.values["found"]) == (HealthState.PROBLEM, 0)
        assert "has 0 of 3 passages" in found.words


# --- the writer ---------------------------------------------------------------------------------


def test_without_a_model_there_is_no_writer() -> None:
    found = written(Settings())
    assert (found.state, found.words) == (HealthState.OK, "none")
    found = written(Settings(llm_url="http://127.0.0.1:1"))
    assert found.state is HealthState.NOTE


@pytest.mark.parametrize(
    ("body", "state"),
    [
        ({"data": [{"id": "small"}]}, HealthState.OK),
        ({"data": [{"id": "small:latest"}]}, HealthState.OK),
        ({"data": [{"id": "large"}]}, HealthState.NOTE),
        ({"models": []}, HealthState.OK),
        ("nonsense", HealthState.OK),
    ],
)
def test_a_writer_that_answers_is_asked_for_its_models(body: object, state: HealthState) -> None:
    with listing(200, body) as server:
        found = written(Settings(llm="small", llm_url=f"{server.url}/v1", llm_key="secret"))
    assert found.state is state
    ((path, headers),) = server.asked
    assert path == "/v1/models"
    assert headers["authorization"] == "Bearer secret"
    assert "user-agent" not in headers
    assert "secret" not in found.words


def test_a_server_of_completions_alone_answers() -> None:
    with llm_server.serve() as server:
        found = written(Settings(llm="small", llm_url=server.url))
        assert (found.state, server.requests) == (HealthState.OK, [])


@pytest.mark.parametrize(
    ("status", "step"),
    [(401, "ONRECORD_LLM_KEY"), (403, "ONRECORD_LLM_KEY"), (503, "ONRECORD_LLM_URL")],
)
def test_a_writer_that_refuses_is_a_problem(status: int, step: str) -> None:
    with listing(status) as server:
        found = written(Settings(llm="small", llm_url=server.url))
    assert found.state is HealthState.PROBLEM
    assert f"answered {status}" in found.words
    assert found.words.endswith(step)


def test_no_redirect_is_followed() -> None:
    with listing(200) as other, listing(302, Location=f"{other.url}/v1/models") as server:
        found = written(Settings(llm="small", llm_url=server.url))
        assert other.asked == []
    assert found.state is HealthState.PROBLEM
    assert "answered 302" in found.words


def test_a_writer_that_does_not_answer_is_named() -> None:
    port = llm_server.unused_port()
    found = written(Settings(llm="small", llm_url=CLOSED.format(port)))
    assert found.state is HealthState.PROBLEM
    assert f"small at 127.0.0.1:{port} does not answer: Connection refused" in found.words
    assert found.words.endswith("leave ONRECORD_LLM empty")


@pytest.mark.parametrize("url", ["", "nonsense", "ftp://x"])
def test_an_unusable_address_of_the_writer_names_the_setting(url: str) -> None:
    found = written(Settings(llm="small", llm_url=url))
    assert found.state is HealthState.PROBLEM
    assert "ONRECORD_LLM_URL" in found.words


@pytest.mark.parametrize("key", ["line\nbreak", "schlüßel€"])
def test_a_key_that_no_header_takes_is_not_shown(key: str) -> None:
    with listing(200) as server:
        found = written(Settings(llm="small", llm_url=server.url, llm_key=key))
    assert found.state is HealthState.PROBLEM
    assert key not in found.words


def test_a_missing_client_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server_health, "CLIENT", "no-such-package")
    found = written(Settings(llm="small", llm_url="http://127.0.0.1:1"))
    assert found.state is HealthState.PROBLEM
    assert found.words.endswith("pip install -c constraints.txt no-such-package")

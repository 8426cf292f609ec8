"""The client of the language model: requests sent, and failures as one line."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from llm_server import MODEL, Server, serve, unused_port

from rag.errors import WriterError
from rag.models import llm
from rag.models.llm import Patience
from rag.settings import Settings

QUICK = Patience(connect=1, silence=0.4, total=1)
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module", autouse=True)
def loaded() -> None:
    """Importing the client takes seconds, which are none of the server's."""
    llm.load()


@pytest.fixture
def server() -> Iterator[Server]:
    with serve() as running:
        yield running


def settings(url: str, key: str = "") -> Settings:
    return Settings(llm=MODEL, llm_url=url, llm_key=key)


def reply(url: str, patience: Patience = QUICK, key: str = "") -> str:
    return "".join(llm.stream(settings(url, key), "rules", "prompt", patience))


def test_stream_yields_pieces_as_they_arrive(server: Server) -> None:
    server.says("one ", "two ", "three", pause=0.3)
    begun = time.monotonic()
    pieces = []
    at = []
    for piece in llm.stream(settings(server.url), "the rules", "the prompt"):
        pieces.append(piece)
        at.append(time.monotonic() - begun)
    assert pieces == ["one ", "two ", "three"]
    assert at[-1] - at[0] >= 0.4
    (request,) = server.requests
    assert (request["model"], request["stream"], request["temperature"]) == (MODEL, True, 0.0)
    assert [m["role"] for m in request["messages"]] == ["system", "user"]
    assert "the rules" in str(request["messages"][0])
    assert server.prompt() == "the prompt"


def test_requests_carry_only_the_key_of_the_settings(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-another-program")
    monkeypatch.setenv("OPENAI_ORG_ID", "org-secret")
    monkeypatch.setenv("OPENAI_PROJECT_ID", "project-secret")
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "X-Secret: of-another-program")
    monkeypatch.setenv("OPENAI_API_BASE", "http://192.0.2.1/v1")
    monkeypatch.setenv("HTTP_PROXY", "http://192.0.2.1:3128")
    server.says("hello")
    assert reply(server.url) == "hello"
    assert "authorization" not in server.headers[0]
    assert reply(server.url, key="sk-mine") == "hello"
    assert server.headers[1]["authorization"] == "Bearer sk-mine"
    for headers in server.headers:
        assert not any("secret" in value or "another" in value for value in headers.values())
        assert not any(name.startswith(("x-", "openai", "user-agent")) for name in headers)


def test_client_connects_to_no_other_address(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    called: list[tuple[str, int]] = []
    connect = socket.socket.connect

    def watched(self: socket.socket, target: tuple[str, int]) -> None:
        called.append(target)
        connect(self, target)

    monkeypatch.setattr(socket.socket, "connect", watched)
    server.says("hello")
    reply(server.url)
    assert {f"http://{host}:{port}/v1" for host, port in called} == {server.url}


def test_redirect_is_not_followed(server: Server) -> None:
    with serve() as other:
        other.says("from elsewhere")
        server.says(status=307, body=f"{other.url}/chat/completions")
        with pytest.raises(WriterError, match="answered 307"):
            reply(server.url)
        assert other.requests == []


@pytest.mark.parametrize("path", ["", "/"])
def test_bare_host_gets_the_path_of_the_protocol(server: Server, path: str) -> None:
    server.says("hello")
    assert reply(server.url.removesuffix("/v1") + path) == "hello"


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("", "ONRECORD_LLM_URL names no server"),
        ("localhost:11434", "expected http://host:port/v1"),
        ("ftp://localhost/v1", "expected http://host:port/v1"),
        ("http://", "expected http://host:port/v1"),
        ("http://localhost:99999/v1", "expected http://host:port/v1"),
        ("http://[::1/v1", "expected http://host:port/v1"),
    ],
)
def test_malformed_address_is_reported_before_any_request(url: str, message: str) -> None:
    with pytest.raises(WriterError, match=message):
        reply(url)


def test_missing_client_package_is_reported(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "llama_index.llms.openai_like", None)
    with pytest.raises(WriterError, match=r"pip install .*llama-index-llms-openai-like"):
        reply(server.url)
    assert server.requests == []


def test_absent_server_is_reported_without_retries(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_sleep(seconds: float) -> None:
        pytest.fail(f"waits {seconds} s before another attempt")

    monkeypatch.setattr(time, "sleep", no_sleep)
    with pytest.raises(WriterError, match=r"127\.0\.0\.1:\d+ cannot be reached"):
        reply(f"http://127.0.0.1:{unused_port()}/v1")


@pytest.mark.parametrize(
    ("script", "message"),
    [
        ({"status": 500, "body": '{"error": {"message": "boom\\nwith\\u001b[31m lines"}}'}, "500"),
        ({"status": 401, "body": '{"error": {"message": "no: sk-mine"}}'}, "401"),
        ({"status": 404, "body": '{"error": {"message": "model not found"}}'}, "model not found"),
        ({"status": 429, "body": "busy", "content": "text/plain"}, "429"),
        ({"status": 503, "body": "<html>" + "x" * 9999, "content": "text/html"}, "503"),
        ({"before": 30}, "too slow"),
        ({"pieces": ["a "], "pause": 30}, "too slow"),
        ({"pieces": ["a "] * 999, "pause": 0.05}, "too slow"),
        ({"ending": "comments"}, "too slow"),
        ({"pieces": ["a "], "ending": "error"}, "out of memory"),
        ({"pieces": ["a "], "ending": "garbage"}, "failed"),
        ({"pieces": ["a" * 1000] * 9999}, "broke off|too slow"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_failure_becomes_one_line_naming_the_server(
    server: Server, script: dict[str, object], message: str
) -> None:
    server.says(*script.pop("pieces", ()), **script)  # type: ignore[misc]  # as in the table
    with pytest.raises(WriterError, match=message) as caught:
        reply(server.url, key="sk-mine")
    assert len(server.requests) == 1  # without retries
    line = str(caught.value)
    assert server.url.split("/")[2] in line
    assert len(line) < 300
    assert line.isprintable()
    assert "sk-mine" not in line


def test_password_in_the_address_is_not_shown() -> None:
    with pytest.raises(WriterError) as caught:
        reply(f"http://user:hunter2@127.0.0.1:{unused_port()}/v1?token=hunter3")
    assert "hunter" not in str(caught.value)


@pytest.mark.parametrize(
    ("body", "content"),
    [
        ("<html>hello</html>", "text/html"),
        ('{"choices": [{"message": {"content": "not streamed"}}]}', "application/json"),
    ],
)
def test_malformed_reply_yields_no_words(server: Server, body: str, content: str) -> None:
    server.says(body=body, content=content)
    assert reply(server.url) == ""


def test_closing_the_stream_ends_the_request(server: Server) -> None:
    server.says(*["word "] * 500, pause=0.01)
    pieces = llm.stream(settings(server.url), "rules", "prompt")
    assert next(pieces) == "word "
    pieces.close()  # type: ignore[attr-defined]  # a generator, typed as an iterator
    assert list(pieces) == []


def test_client_is_imported_on_first_use() -> None:
    program = (
        "import rag.models.llm, rag.corpus, sys\n"
        "print({'openai', 'llama_index', 'httpx'} & set(sys.modules))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert ran.stdout.strip() == "set()"

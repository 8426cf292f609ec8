"""A small real server that speaks the OpenAI protocol on 127.0.0.1, its replies given by tests."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

MODEL = "test-model"


@dataclass(kw_only=True)
class Script:
    """
    What the server does with a request for a completion.

    ``pieces`` are streamed one after the other, ``pause`` seconds apart, the first after
    ``before``; a ``status`` other than 200 is answered with ``body`` instead. ``ending`` is what
    comes after the pieces: "done", "break" (the connection is cut), "error" (an error as an
    event), "garbage" (an event that is no JSON), "comments" (keep-alive comments without end).
    """

    pieces: Sequence[str] = ()
    before: float = 0.0
    pause: float = 0.0
    status: int = 200
    body: str = ""
    content: str = "application/json"
    ending: str = "done"


@dataclass(kw_only=True)
class Server:
    """A running server; ``requests`` are the bodies it got, ``headers`` those of each."""

    url: str
    script: Callable[[dict[str, Any]], Script]
    requests: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)

    def says(self, *pieces: str, **rest: Any) -> "Server":
        """Answer every request with these pieces."""
        self.script = lambda _: Script(pieces=pieces, **rest)
        return self

    def prompt(self) -> str:
        """What the last user message of the last request said."""
        messages = self.requests[-1]["messages"]
        said = [m["content"] for m in messages if m["role"] == "user"][-1]
        return "".join(part["text"] for part in said) if isinstance(said, list) else said


@contextmanager
def serve() -> Iterator[Server]:
    """Run a server on a free port; its replies come from the script set on it."""
    running = Server(url="", script=lambda _: Script())

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None:
            """Nothing on stderr."""

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            request = json.loads(body)
            running.requests.append(request)
            running.headers.append({k.lower(): v for k, v in self.headers.items()})
            self.close_connection = True
            script = running.script(request)
            if self.path != "/v1/chat/completions":
                script = Script(status=404, body='{"error": {"message": "no such path"}}')
            try:
                self._answer(script)
            except (BrokenPipeError, ConnectionResetError):
                return  # the client has closed the connection

        def _answer(self, script: Script) -> None:
            if running.stop.wait(script.before):
                return
            if script.status != 200 or script.body:
                data = script.body.encode()
                self.send_response(script.status)
                self.send_header("Content-Type", script.content)
                self.send_header("Content-Length", str(len(data)))
                if 300 <= script.status < 400:
                    self.send_header("Location", script.body)
                self.end_headers()
                self.wfile.write(data)
                return
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Connection", "close")
            self.end_headers()
            self._event({"role": "assistant", "content": ""})
            for piece in script.pieces:
                self._event({"content": piece})
                if running.stop.wait(script.pause):
                    return
            self._end(script.ending)

        def _end(self, ending: str) -> None:
            if ending == "break":
                self.connection.shutdown(socket.SHUT_RDWR)
            elif ending == "error":
                self._raw('data: {"error": {"message": "out of memory"}}\n\n')
            elif ending == "garbage":
                self._raw("data: {not json\n\n")
            elif ending == "comments":
                while not running.stop.wait(0.05):
                    self._raw(": still here\n\n")
            else:
                self._event({}, "stop")
                self._raw("data: [DONE]\n\n")

        def _event(self, delta: dict[str, str], reason: str | None = None) -> None:
            choice = {"index": 0, "delta": delta, "finish_reason": reason}
            event = {
                "id": "1", "object": "chat.completion.chunk", "created": int(time.time()),
                "model": MODEL, "choices": [choice],
            }  # fmt: skip
            self._raw(f"data: {json.dumps(event)}\n\n")

        def _raw(self, text: str) -> None:
            self.wfile.write(text.encode())
            self.wfile.flush()

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    http.daemon_threads = True
    running.url = f"http://127.0.0.1:{http.server_address[1]}/v1"
    thread = threading.Thread(target=http.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield running
    finally:
        running.stop.set()
        http.shutdown()
        http.server_close()
        thread.join(10)


def unused_port() -> int:
    """A port of this machine without a listener."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port

"""Fetching addresses: redirects, kinds, bounds, and no private network."""

import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from rag.errors import ArticleError
from rag.indexing import fetching
from rag.indexing.fetching import fetch

PAGE = b"<html><body><p>The ferry will sail.</p></body></html>"


class Pages(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path == "/moved":
            self.answer(302, Location="/page.html")
        elif path == "/round":
            self.answer(302, Location="/round")
        elif path == "/inside":
            self.answer(302, Location="http://10.0.0.7/secret")
        elif path == "/file":
            self.answer(302, Location="file:///etc/passwd")
        elif path == "/picture":
            self.answer(200, b"x", **{"Content-Type": "image/png"})
        elif path == "/big":
            self.answer(200, b"x" * 5000, **{"Content-Type": "text/html"})
        elif path in ("/page.html", "/a b/ü"):
            self.answer(200, PAGE, **{"Content-Type": "text/html; charset=utf-8"})
        else:
            self.answer(404)

    def answer(self, status: int, content: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize("path", ["/page.html", "/moved", "/page.html?a=b c", "/a b/ü"])
def test_page_is_fetched_as_it_is(site: str, path: str) -> None:
    if path == "/a b/ü":
        with pytest.raises(ArticleError, match="404"):  # the path arrives quoted
            fetch(site + path, private=True)
        return
    found = fetch(site + path, private=True)
    assert (found.content, found.suffix) == (PAGE, ".html")
    assert found.address.startswith(f"{site}/page.html")


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/gone", "the server answered 404"),
        ("/round", "more than 5 redirects"),
        ("/picture", "image/png"),
        ("/big", "more than 1,000 bytes"),
        ("/file", "begins with http"),
    ],
)
def test_what_cannot_be_fetched_says_why(
    site: str, monkeypatch: pytest.MonkeyPatch, path: str, reason: str
) -> None:
    monkeypatch.setattr(fetching, "MOST", 1_000)
    with pytest.raises(ArticleError, match=reason) as error:
        fetch(site + path, private=True)
    assert str(error.value).startswith(site + path)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/x",
        "http://localhost/x",
        "http://10.1.2.3/",
        "http://169.254.169.254/latest/meta-data",
        "http://[::1]/",
        "http://[fe80::1]/",
        "http://0.0.0.0/",
    ],
)
def test_private_networks_are_refused(address: str) -> None:
    with pytest.raises(ArticleError, match="private network"):
        fetch(address)


def test_redirect_into_a_private_network_is_refused(
    site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first host counts as public; the one that it leads to is checked again."""
    port = int(site.rpartition(":")[2])

    def answered(host: str, at: int, *_: Any, **__: Any) -> list[Any]:
        public = "93.184.216.34" if host == "news.example" else host
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (public, at))]

    def connected(place: tuple[str, int], *_: Any) -> socket.socket:
        assert place[0] == "93.184.216.34"
        return real(("127.0.0.1", port))

    real = socket.create_connection
    monkeypatch.setattr(socket, "getaddrinfo", answered)
    monkeypatch.setattr(socket, "create_connection", connected)
    with pytest.raises(ArticleError, match=r"10\.0\.0\.7 is in a private network"):
        fetch("http://news.example/inside")


@pytest.mark.parametrize("address", ["ftp://a.example/x", "http:///x", "http://me@a.example/"])
def test_other_addresses_are_refused(address: str) -> None:
    with pytest.raises(ArticleError, match="cannot be fetched"):
        fetch(address)

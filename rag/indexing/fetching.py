"""
Fetches an address for ``onrecord add``: bounded in size and time, never from a private network.

The name of a host is resolved once, and the connection goes to the very address that was checked,
so that a second answer of the name server cannot lead elsewhere. Every redirect is checked again.
"""

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from time import monotonic
from typing import Final
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from rag import __version__
from rag.errors import ArticleError
from rag.ingest.formats.format_limits import LIMITS

REDIRECTS: Final = 5
SECONDS: Final = 30.0  # for an address, redirects included
MOST: Final = LIMITS.file_bytes
PIECE: Final = 65_536
PORTS: Final = {"http": 80, "https": 443}
REDIRECTED: Final = (301, 302, 303, 307, 308)
# What a server says of its content → the suffix by which it is read.
SUFFIXES: Final[Mapping[str, str]] = {
    "application/atom+xml": ".atom",
    "application/json": ".json",
    "application/pdf": ".pdf",
    "application/rss+xml": ".rss",
    "application/warc": ".warc",
    "application/xhtml+xml": ".xhtml",
    "application/xml": ".xml",
    "application/zip": ".zip",
    "text/html": ".html",
    "text/plain": ".txt",
    "text/xml": ".xml",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A page as it came: its last address, its bytes, and the suffix of its kind."""

    address: str
    content: bytes
    suffix: str


def fetch(address: str, *, private: bool = False) -> Fetched:
    """
    The content of an http or https address.

    With ``private``, hosts of a private network or this machine are allowed. Raises ArticleError
    with the address and the reason.
    """
    until = monotonic() + SECONDS
    here = address
    for _ in range(REDIRECTS + 1):
        try:
            found = _get(here, private, until)
        except (OSError, http.client.HTTPException, ValueError) as error:
            words = " ".join(str(error).split()) or type(error).__name__
            raise ArticleError(f"{address}: cannot be fetched: {words}") from error
        if isinstance(found, Fetched):
            return found
        here = urljoin(here, found)
    raise ArticleError(f"{address}: more than {REDIRECTS} redirects")


def _get(address: str, private: bool, until: float) -> Fetched | str:
    """The content, or where it moved to."""
    parts = urlsplit(address)
    if parts.scheme not in PORTS or not parts.hostname:
        raise ValueError("expected an address that begins with http:// or https://")
    if parts.username is not None:
        raise ValueError("an address with a user's name is not fetched")
    connection = _Connection(parts, _checked(parts, private), until)
    with closing(connection):
        path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
        query = f"?{quote(parts.query, safe='/%:@!$&()*+,;=~-._?')}" if parts.query else ""
        connection.request(
            "GET",
            path + query,
            headers={"User-Agent": f"onrecord/{__version__}", "Accept-Encoding": "identity"},
        )
        with closing(connection.getresponse()) as answer:
            return _read(answer, address, until)


def _read(answer: http.client.HTTPResponse, address: str, until: float) -> Fetched | str:
    if answer.status in REDIRECTED and (where := answer.getheader("Location")):
        return where
    if answer.status != http.client.OK:
        raise ValueError(f"the server answered {answer.status} {answer.reason}")
    kind = (answer.getheader("Content-Type") or "").partition(";")[0].strip().lower()
    if kind not in SUFFIXES:
        raise ValueError(f"it is {kind or 'of an unknown kind'}, which is not read")
    return Fetched(address=address, content=_body(answer, until), suffix=SUFFIXES[kind])


def _body(answer: http.client.HTTPResponse, until: float) -> bytes:
    pieces: list[bytes] = []
    length = 0
    while piece := answer.read(PIECE):
        pieces.append(piece)
        length += len(piece)
        if length > MOST:
            raise ValueError(f"more than {MOST:,} bytes")
        if monotonic() > until:
            raise TimeoutError(f"not done in {SECONDS:.0f} seconds")
    return b"".join(pieces)


def _checked(parts: SplitResult, private: bool) -> tuple[str, int]:
    """The IP address and port of a host; raises ValueError for one of a private network."""
    port = parts.port or PORTS[parts.scheme]
    assert parts.hostname is not None
    found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    for *_, place in found:
        host = str(place[0])
        if private or ipaddress.ip_address(host.partition("%")[0]).is_global:
            return host, port
    raise ValueError(f"{parts.hostname} is in a private network; if you mean it, add --private")


class _Connection(http.client.HTTPConnection):
    """A connection to an address that was checked, under the name of its host."""

    def __init__(self, parts: SplitResult, place: tuple[str, int], until: float) -> None:
        assert parts.hostname is not None
        super().__init__(parts.hostname, place[1], timeout=max(1.0, until - monotonic()))
        self._place = place
        self._secure = parts.scheme == "https"

    def connect(self) -> None:
        """Connect to the checked address."""
        self.sock = socket.create_connection(self._place, self.timeout)
        if self._secure:
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(self.sock, server_hostname=self.host)

"""What answers a command: the index here, or with --server a dashboard elsewhere."""

import argparse
import os
import socket
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TypeVar

from rag.errors import ScopeError, ServerError
from rag.settings import Settings

if TYPE_CHECKING:
    from rag.api.record_queries import PageQuery
    from rag.api.record_source import RecordSource
    from rag.export.documents.reply_documents import ListDocument

_Page = TypeVar("_Page", bound="ListDocument")


def record_source(options: argparse.Namespace, settings: Settings) -> "RecordSource":
    """
    What answers; raises RagError where there is no index, or the address is none.

    ``options`` has ``server``, and ``articles`` and ``index``, which do not go with it.
    """
    from rag.api.api_client import Client
    from rag.api.record_service import RecordService
    from rag.corpus import Corpus

    if not options.server:
        return RecordService(Corpus.open(settings))
    if options.articles or options.index:
        raise ScopeError("--server asks a dashboard elsewhere: leave out --articles and --index")
    return Client(options.server, os.environ.get("ONRECORD_API_TOKEN") or None)


def listening_socket(host: str, port: int) -> socket.socket:
    """A socket that listens at an address of this machine. Raises ServerError where none can."""
    try:
        family, kind, *_, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        found = socket.socket(family, kind)
        try:
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            found.bind(address)
        except BaseException:
            found.close()
            raise
    except OSError as error:
        raise ServerError(
            f"{host}:{port}: cannot listen there ({error.strerror or error}); choose another "
            "--host or --port"
        ) from error
    return found


def pages(fetch: "Callable[[PageQuery], _Page]") -> Iterator[_Page]:
    """All pages of a list, one after the other."""
    from rag.api.record_queries import LARGEST_LIMIT, PageQuery

    cursor: str | None = None
    while True:
        page = fetch(PageQuery(LARGEST_LIMIT, cursor))
        yield page
        cursor = page["cursor"]
        if cursor is None:
            return

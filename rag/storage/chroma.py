"""
Connections to Chroma, embedded or as a server; the only module that imports chromadb.

Closes what Chroma leaves open, and turns its exceptions into StorageError. Chroma is imported with
the first connection.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from shutil import disk_usage
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

from rag.errors import RagError, StorageError

if TYPE_CHECKING:
    import httpx
    from chromadb import Collection
    from chromadb.api.client import Client
    from chromadb.config import Settings as ChromaSettings

FOLDER = "chroma"
COLLECTION = "passages"

# How many candidates HNSW follows. At Chroma's default of 100 it finds 0.81 of the true ten nearest
# of 100,000 random vectors, at 400 0.97; texts lie in clusters, where both find all.
EF_SEARCH = 400
TIMEOUT = 60.0  # seconds for one answer of a server; writing a batch takes a few
ROOM = 1 << 20  # bytes; Chroma's files grow in steps of less

_opening = threading.Lock()  # Chroma counts the users of a folder without one


@dataclass(frozen=True, slots=True)
class CollectionLocation:
    """Where a collection lies: in the folder of a generation, or on a server where one is named."""

    folder: Path
    url: str = ""
    name: str = COLLECTION

    def __str__(self) -> str:
        # The index, not the folder: a draft is gone by the time the message is read.
        return f"the Chroma server {self.url}" if self.url else str(self.folder.parents[1])


class ChromaConnection:
    """An open Chroma; use it inside `wall`, which turns its exceptions into StorageError."""

    def __init__(self, place: CollectionLocation) -> None:
        from chromadb.api.shared_system_client import SharedSystemClient

        self._place = place
        self._known = SharedSystemClient._identifier_to_system
        with _opening:
            before = set(self._known)
            try:
                self._client = _server(place.url) if place.url else _embedded(place.folder)
            except BaseException:
                # Chroma keeps what it failed to start, and would hand it out for this folder.
                for system in set(self._known) - before:
                    del self._known[system]
                raise
            self._systems = set(self._known) - before
        for session in self._sessions():
            session.timeout = TIMEOUT

    def collection(self, *, create: bool) -> "Collection":
        """The collection of the place as it is, or new and empty."""
        name = self._place.name
        if not create:
            return self._client.get_collection(name, embedding_function=None)
        if name in self.names():
            self.delete(name)
        return self._client.create_collection(
            name,
            configuration={"hnsw": {"space": "cosine", "ef_search": EF_SEARCH}},
            embedding_function=None,
        )

    def names(self) -> list[str]:
        """The names of all collections."""
        return [collection.name for collection in self._client.list_collections()]

    def delete(self, name: str) -> None:
        """Delete a collection."""
        self._client.delete_collection(name)

    def close(self) -> None:
        """Close files, threads and sockets; a folder is closed with its last connection."""
        with suppress(Exception), _opening:  # nothing is lost by a failure to close
            sessions = self._sessions()
            self._client.close()
            for session in sessions:
                session.close()
            if self._place.url:
                for system in self._systems:
                    self._known.pop(system, None)

    def _sessions(self) -> "list[httpx.Client]":
        """The HTTP sessions with a server; Chroma gives them no timeout and leaves them open."""
        from chromadb.api import ServerAPI

        systems = [self._known[name] for name in self._systems if name in self._known]
        servers = [system.instance(ServerAPI) for system in systems]  # type: ignore[type-abstract]  # Chroma looks the concrete class up by its abstract one
        return [server._session for server in servers if hasattr(server, "_session")]


def _settings() -> "ChromaSettings":
    from chromadb.config import Settings

    # Without _env_file Chroma would take settings from a file .env in the folder we are run in.
    return Settings(_env_file=None, anonymized_telemetry=False)  # type: ignore[call-arg]  # pydantic's own argument, which its types do not know


def _embedded(folder: Path) -> "Client":
    import chromadb

    return cast("Client", chromadb.PersistentClient(str(folder), settings=_settings()))


def _server(url: str) -> "Client":
    import chromadb

    address = urlsplit(url)
    if address.scheme not in ("http", "https") or not address.hostname:
        raise StorageError(
            f"ONRECORD_CHROMA_URL: expected http://host:port, found {url!r}. Correct it, or leave "
            "it empty for the embedded Chroma"
        )
    secure = address.scheme == "https"
    port = address.port or (443 if secure else 80)
    client = chromadb.HttpClient(address.hostname, port, ssl=secure, settings=_settings())
    return cast("Client", client)


@contextmanager
def wall(place: CollectionLocation) -> Iterator[None]:
    """Turn exceptions of Chroma, and panics of its Rust core, into a StorageError."""
    try:
        yield
    except RagError:
        raise
    except BaseException as error:
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        reason = str(error).strip().partition("\n")[0].rstrip(".") or type(error).__name__
        advice = "start the server" if place.url else "check the disk"
        # Chroma's own words for a full disk may be "Failed to apply logs".
        if not place.url and disk_usage(place.folder.parents[1]).free < ROOM:
            reason, advice = "no space is left on the disk", "free some"
        raise StorageError(
            f"{place}: Chroma failed: {reason}; {advice} and run again: onrecord index"
        ) from error

"""
Checks of the servers that the settings name: of vectors, and of the optional writer.

A server is asked for what it lists, no more, and has a few seconds for it. The request goes to the
address of the settings alone: no redirect is followed.
"""

import http.client
import json
import time
import urllib.error
import urllib.request
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from importlib import metadata
from typing import Final
from urllib.parse import urlsplit

from rag.cli.health.health_line import (
    HealthCheck,
    HealthState,
    folder_size,
    generation_in_force,
    size_in_words,
)
from rag.errors import RagError, StorageError
from rag.models import llm
from rag.settings import Settings
from rag.storage.chroma import ChromaConnection, CollectionLocation, wall
from rag.storage.generation import Generation
from rag.text.english import count

HEARTBEAT: Final = "/api/v2/heartbeat"  # of Chroma
CLIENT: Final = "llama-index-llms-openai-like"
MOST: Final = 1 << 20  # bytes of an answer
PIECE: Final = 65_536
LISTED: Final = 10  # models that are named
LOCAL: Final = ("localhost", "127.0.0.1", "::1")  # a proxy of the environment does not apply
REFUSED: Final = (401, 403)
ABSENT: Final = (404, 405, 501)  # a server without a list of models


@dataclass(frozen=True, slots=True)
class Answered:
    """What a server said: the status of HTTP, or 0 and the ``cause`` why there is none."""

    status: int
    body: bytes = b""
    cause: str = ""


# --- vectors ------------------------------------------------------------------------------------


def vectors(settings: Settings) -> HealthCheck | None:
    """The copy of the vectors in Chroma, embedded or on a server."""
    with ExitStack() as stack:
        try:
            generation = stack.enter_context(generation_in_force(settings))
        except RagError:  # the check of the index says why
            return _server(settings, None) if settings.chroma_url else None
        if settings.chroma_url:
            return _server(settings, generation)
        return _embedded(settings, generation)


def _embedded(settings: Settings, generation: Generation) -> HealthCheck:
    folder = generation.place.folder
    size = folder_size(folder)
    sound = generation.sound(settings)
    values = {"server": None, "sound": sound, "bytes": size}
    if generation.place.url:
        words = f"on the Chroma server at {llm.host(generation.place.url)}, which the settings no "
        words += "longer name; will be written into the index by: onrecord index"
        return HealthCheck("vectors", HealthState.NOTE, words, values)
    if not sound:
        words = f"{folder}: files of Chroma are missing or too short, so that questions take "
        words += "longer. Write them again: onrecord index"
        return HealthCheck("vectors", HealthState.PROBLEM, words, values)
    words = f"embedded Chroma, whole; {size_in_words(size)}"
    return HealthCheck("vectors", HealthState.OK, words, values)


def _server(settings: Settings, generation: Generation | None) -> HealthCheck:
    url = settings.chroma_url
    base = _origin(url)
    if base is None:
        raise StorageError(
            "ONRECORD_CHROMA_URL: expected http://host:port, found something else. Correct it, or "
            "leave it empty for the embedded Chroma"
        )
    where = f"the Chroma server at {llm.host(base)}"
    answered = _ask(base + HEARTBEAT)
    values: dict[str, object] = {"server": llm.host(base), "reachable": answered.status == 200}
    if answered.status != 200:
        cause = answered.cause or f"status {answered.status} where 200 was expected"
        words = f"{where} does not answer: {cause}. Start it, or correct ONRECORD_CHROMA_URL"
        return HealthCheck("vectors", HealthState.PROBLEM, words, values)
    if generation is None:
        return HealthCheck("vectors", HealthState.OK, f"{where} answers", values)
    if generation.place.url != url:
        words = f"{where} answers; the vectors lie elsewhere, will be written to it by: "
        return HealthCheck("vectors", HealthState.NOTE, f"{words}onrecord index", values)
    expected = generation.counts()["passages"]
    found = _stored(generation.place)
    values |= {"expected": expected, "found": found}
    if found != expected:
        words = f"{where} has {found} of {count(expected, 'passage')}. Write them again: run "
        words += "onrecord index without ONRECORD_CHROMA_URL, then with it"
        return HealthCheck("vectors", HealthState.PROBLEM, words, values)
    words = f"{where} answers and has {count(expected, 'passage')}"
    return HealthCheck("vectors", HealthState.OK, words, values)


def _stored(place: CollectionLocation) -> int:
    """The number of passages in a collection, 0 where the server has none. Raises StorageError."""
    with wall(place):
        connection = ChromaConnection(place)
        try:
            if place.name not in connection.names():
                return 0
            return connection.collection(create=False).count()
        finally:
            connection.close()


# --- the writer ---------------------------------------------------------------------------------


def writer(settings: Settings) -> HealthCheck:
    """The language model, where one is set. Raises WriterError for an unusable address."""
    if not settings.llm:
        words, state = "none", HealthState.OK
        if settings.llm_url:
            words = "none: ONRECORD_LLM_URL names a server, but ONRECORD_LLM no model"
            state = HealthState.NOTE
        return HealthCheck("writer", state, words, {"model": None})
    base = llm.address(settings)
    where = f"{settings.llm} at {llm.host(base)}"
    values: dict[str, object] = {"model": settings.llm, "server": llm.host(base)}
    try:
        metadata.version(CLIENT)
    except metadata.PackageNotFoundError:
        words = f"the package {CLIENT} is not installed. Install it: pip install -c "
        words += f"constraints.txt {CLIENT}"
        return HealthCheck("writer", HealthState.PROBLEM, words, values)
    parts = urlsplit(base)
    answered = _ask(f"{_origin(base)}{parts.path}/models", settings.llm_key)
    values["reachable"] = bool(answered.status)
    if not answered.status:
        words = f"{where} does not answer: {answered.cause}. Start it, correct ONRECORD_LLM_URL, "
        words += "or leave ONRECORD_LLM empty"
        return HealthCheck("writer", HealthState.PROBLEM, words, values)
    if answered.status in REFUSED:
        words = f"{where} answered {answered.status}. Correct ONRECORD_LLM_KEY"
        return HealthCheck("writer", HealthState.PROBLEM, words, values)
    if answered.status not in (200, *ABSENT):
        words = f"{where} answered {answered.status}. Mend it, or correct ONRECORD_LLM_URL"
        return HealthCheck("writer", HealthState.PROBLEM, words, values)
    known = sorted(_models(answered.body))
    if known and settings.llm not in (*known, *(name.partition(":")[0] for name in known)):
        words = f"{where} answers, but lists other models: {', '.join(known[:LISTED])}"
        return HealthCheck("writer", HealthState.NOTE, words, values | {"models": known})
    return HealthCheck("writer", HealthState.OK, f"{where} answers", values)


def _models(body: bytes) -> frozenset[str]:
    """The names of the models that a server lists; none where it lists them in another way."""
    with suppress(ValueError, KeyError, TypeError, RecursionError):
        return frozenset(str(entry["id"]) for entry in json.loads(body)["data"])
    return frozenset()


# --- requests -----------------------------------------------------------------------------------


def _origin(url: str) -> str | None:
    """Scheme, host and port of an address, without a password in it; None where it is none."""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a malformed port or IPv6 address
        return None
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}" if usable else None


def _ask(url: str, key: str = "") -> Answered:
    """What a server answers to GET within the patience for a connection."""
    proxies: dict[str, str] | None = {} if urlsplit(url).hostname in LOCAL else None
    opener = urllib.request.build_opener(urllib.request.ProxyHandler(proxies), _Staying)
    opener.addheaders = [("Authorization", f"Bearer {key}")] if key else []
    patience = llm.PATIENCE.connect
    until = time.monotonic() + patience
    try:
        with opener.open(url, timeout=patience) as response:
            body = bytearray()
            while piece := response.read1(PIECE):
                body += piece
                if len(body) > MOST or time.monotonic() > until:
                    break
            return Answered(response.status, bytes(body))
    except urllib.error.HTTPError as error:
        error.close()
        return Answered(error.code)
    except urllib.error.URLError as error:
        return Answered(0, cause=_cause(error.reason))
    except (OSError, http.client.HTTPException) as error:
        return Answered(0, cause=_cause(error))
    except ValueError:  # its message may hold the key
        return Answered(0, cause="the address or the key holds characters that it may not")


def _cause(error: object) -> str:
    words = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return " ".join(words.split()) or type(error).__name__


class _Staying(urllib.request.HTTPRedirectHandler):
    """Follows no redirect; its status is the answer."""

    def redirect_request(self, *_: object) -> None:
        return None

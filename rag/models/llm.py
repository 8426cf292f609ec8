"""
Client of an OpenAI-compatible server: a prompt in, a streamed reply out.

Requests go only to the address that the settings name: no default server, no key from another
program's environment, no redirect. Every failure is a WriterError of one line.
"""

import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from rag.errors import WriterError
from rag.settings import Settings

if TYPE_CHECKING:
    import httpx

NO_KEY = "none"  # without a key, the client would use OPENAI_API_KEY of the environment
MOST_TOKENS = 1_024  # of a reply: five sentences take 200, reasoning models need the rest
MOST_BYTES = 4 << 20  # of a reply; each token takes about 250 bytes
REASON = 160  # characters of a server's error message that are repeated
# The client adds headers from the environment and about its machine; only these reach the server.
HEADERS = frozenset(
    "accept accept-encoding connection content-length content-type host transfer-encoding".split()
)


@dataclass(frozen=True, slots=True)
class Patience:
    """
    Seconds that a server may take.

    ``silence``: until the first word, and between two words; a small model on two cores needs about
    40 to read a page of evidence. ``total``: for the whole reply.
    """

    connect: float = 5.0
    silence: float = 60.0
    total: float = 180.0


PATIENCE = Patience()


def stream(
    settings: Settings,
    rules: str,
    prompt: str,
    patience: Patience = PATIENCE,
    example: tuple[str, str] | None = None,
) -> Iterator[str]:
    """
    Yield the pieces of the reply as they arrive; closing the iterator ends the request.

    ``example`` is another prompt with the reply that is wanted, which the model sees first.

    Raises WriterError for a missing or malformed address, and a server that is absent, fails or is
    too slow.
    """
    base = address(settings)
    load()
    until = time.monotonic() + patience.total
    with (
        _wall(settings, base, patience),
        closing(_client(settings, base, patience, until)) as client,
    ):
        from llama_index.core.callbacks import CallbackManager
        from llama_index.core.llms import ChatMessage, MessageRole
        from llama_index.llms.openai_like import OpenAILike

        model = OpenAILike(
            model=settings.llm,
            api_base=base,
            api_key=settings.llm_key or NO_KEY,
            is_chat_model=True,
            temperature=0.0,  # deterministic as far as the server allows
            max_tokens=MOST_TOKENS,
            max_retries=0,  # the composed answer is shown already
            timeout=patience.silence,
            http_client=client,  # type: ignore[call-arg]  # a field of the parent that mypy misses
            callback_manager=CallbackManager([]),
        )
        messages = [
            ChatMessage(role=MessageRole.SYSTEM, content=rules),
            *(
                ChatMessage(role=role, content=words)
                for role, words in zip(
                    (MessageRole.USER, MessageRole.ASSISTANT), example or (), strict=False
                )
            ),
            ChatMessage(role=MessageRole.USER, content=prompt),
        ]
        with closing(model.stream_chat(messages)) as pieces:
            yield from (piece.delta for piece in pieces if piece.delta)


def load() -> None:
    """
    Import the client ahead of use, because it takes seconds.

    Raises WriterError where it is not installed.
    """
    try:
        from llama_index.llms.openai_like import OpenAILike
    except ImportError as error:
        raise WriterError(
            "the writer needs the package llama-index-llms-openai-like, which is not installed. "
            "Install it: pip install -c constraints.txt llama-index-llms-openai-like"
        ) from error
    del OpenAILike


def address(settings: Settings) -> str:
    """
    The base address of the server; "/v1" is added where the settings name only a host.

    Raises WriterError where it is missing or malformed.
    """
    if not settings.llm_url:
        raise WriterError(
            f"ONRECORD_LLM names the model {settings.llm}, but ONRECORD_LLM_URL names no server. "
            "Set it, for instance to http://127.0.0.1:11434/v1"
        )
    try:
        parts = urlsplit(settings.llm_url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a malformed port or IPv6 address
        usable = False
    if not usable:
        raise WriterError(
            "ONRECORD_LLM_URL: expected http://host:port/v1, found something else. Correct it, or "
            "leave ONRECORD_LLM empty"
        )
    return settings.llm_url.rstrip("/") + ("/v1" if parts.path in ("", "/") else "")


def host(base: str) -> str:
    """Host and port of an address, without a password or token in it."""
    parts = urlsplit(base)
    return f"{parts.hostname}:{parts.port}" if parts.port else str(parts.hostname)


def _client(settings: Settings, base: str, patience: Patience, until: float) -> "httpx.Client":
    """A client without redirects that also stops replies arriving byte by byte in time."""
    import httpx

    class Bounded(httpx.SyncByteStream):
        def __init__(self, inner: httpx.SyncByteStream) -> None:
            self.inner = inner

        def __iter__(self) -> Iterator[bytes]:
            size = 0
            for part in self.inner:
                size += len(part)
                if time.monotonic() > until:
                    raise httpx.ReadTimeout("not done in time")
                if size > MOST_BYTES:
                    raise httpx.ReadError("reply too long")
                yield part

        def close(self) -> None:
            self.inner.close()

    def clean(request: httpx.Request) -> None:
        for name in [name for name in request.headers if name.lower() not in HEADERS]:
            del request.headers[name]
        if settings.llm_key:
            request.headers["Authorization"] = f"Bearer {settings.llm_key}"
        request.extensions["timeout"] = waiting.as_dict()  # OpenAILike takes one number for all

    def bound(response: httpx.Response) -> None:
        assert isinstance(response.stream, httpx.SyncByteStream)
        response.stream = Bounded(response.stream)

    waiting = httpx.Timeout(patience.silence, connect=patience.connect)
    # A proxy of the environment does not apply to this machine.
    local = urlsplit(base).hostname in ("localhost", "127.0.0.1", "::1")
    return httpx.Client(
        timeout=waiting,
        follow_redirects=False,
        trust_env=not local,
        event_hooks={"request": [clean], "response": [bound]},
    )


@contextmanager
def _wall(settings: Settings, base: str, patience: Patience) -> Iterator[None]:
    """Turn all exceptions of the client into WriterErrors."""
    try:
        yield
    except WriterError:
        raise
    except Exception as error:  # the client raises many types for malformed replies
        import httpx
        import openai

        where = f"the writer's server at {host(base)}"
        if isinstance(error, openai.APITimeoutError | httpx.TimeoutException):
            problem = (
                f"{where} was too slow: nothing for {patience.silence:g} s, or not done after "
                f"{patience.total:g} s"
            )
        elif isinstance(error, openai.APIStatusError):
            problem = f"{where} answered {error.status_code}{_words(error, settings)}"
        elif isinstance(error, openai.APIConnectionError):
            problem = f"{where} cannot be reached"
        elif isinstance(error, httpx.TransportError):
            problem = f"{where} broke off"
        else:
            problem = f"{where} failed{_words(error, settings)}"
        raise WriterError(problem) from error


def _words(error: Exception, settings: Settings) -> str:
    """The server's error message as one short line without the key."""
    body = getattr(error, "body", None)
    said = body.get("message") if isinstance(body, dict) else None
    said = said if isinstance(said, str) else str(error)
    if settings.llm_key:
        said = said.replace(settings.llm_key, "…")
    line = " ".join("".join(c if c.isprintable() else " " for c in said).split())
    return f": {line[:REASON].rstrip('. ')}" if line else ""

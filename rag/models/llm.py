"""
A prompt → the streamed reply of an OpenAI-compatible server: the only file that knows its client.

Nothing is sent but to the address that the settings name: no default server, no key from another
program's environment, no redirect. Whatever goes wrong is a WriterError of one line.
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

NO_KEY = "none"  # the client insists on one; where it gets none, it looks for OPENAI_API_KEY
MOST_TOKENS = 1_024  # of a reply: five sentences take 200, a model that reasons aloud the rest
MOST_BYTES = 4 << 20  # of a reply on the wire; each token takes about 250
REASON = 160  # characters of a server's own words that a message repeats
# The client adds what it finds in the environment (an organisation, a project, other headers) and
# tells the machine it runs on; only these reach the server.
HEADERS = frozenset(
    "accept accept-encoding connection content-length content-type host transfer-encoding".split()
)


@dataclass(frozen=True, slots=True)
class Patience:
    """
    Seconds that a server may take.

    ``silence`` until its first word and between two: a small model on two cores reads a page of
    evidence in about 40. ``total`` for the whole reply.
    """

    connect: float = 5.0
    silence: float = 60.0
    total: float = 180.0


PATIENCE = Patience()


def stream(
    settings: Settings, rules: str, prompt: str, patience: Patience = PATIENCE
) -> Iterator[str]:
    """
    The pieces of the reply as they come; closing the iterator ends the request.

    Raises WriterError: no or a wrong address, no server, an error of it, or one that is too slow.
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
            temperature=0.0,  # the likeliest words: an answer is no place for surprises
            max_tokens=MOST_TOKENS,
            max_retries=0,  # the composed answer stands; a reader need not wait for a second try
            timeout=patience.silence,
            http_client=client,  # type: ignore[call-arg]  # a field of the parent that mypy misses
            callback_manager=CallbackManager([]),
        )
        messages = [
            ChatMessage(role=MessageRole.SYSTEM, content=rules),
            ChatMessage(role=MessageRole.USER, content=prompt),
        ]
        with closing(model.stream_chat(messages)) as pieces:
            yield from (piece.delta for piece in pieces if piece.delta)


def load() -> None:
    """
    Import the client, which takes seconds, so that no reader waits for it.

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
    The base address that requests go to; "/v1" is added where only a host is named.

    Raises WriterError where it is missing or none.
    """
    if not settings.llm_url:
        raise WriterError(
            f"ONRECORD_LLM names the model {settings.llm}, but ONRECORD_LLM_URL names no server. "
            "Set it, for instance to http://127.0.0.1:11434/v1"
        )
    try:
        parts = urlsplit(settings.llm_url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port or an IPv6 address that is none
        usable = False
    if not usable:
        raise WriterError(
            "ONRECORD_LLM_URL: expected http://host:port/v1, found something else. Mend it, or "
            "leave ONRECORD_LLM empty"
        )
    return settings.llm_url.rstrip("/") + ("/v1" if parts.path in ("", "/") else "")


def host(base: str) -> str:
    """Host and port of an address, without what else it may hold (a password, a token)."""
    parts = urlsplit(base)
    return f"{parts.hostname}:{parts.port}" if parts.port else str(parts.hostname)


def _client(settings: Settings, base: str, patience: Patience, until: float) -> "httpx.Client":
    """A client that goes nowhere else, and gives up in time also where single bytes drip in."""
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
                    raise httpx.ReadError("no end of it")
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
    # A proxy named in the environment is for other machines than this one.
    local = urlsplit(base).hostname in ("localhost", "127.0.0.1", "::1")
    return httpx.Client(
        timeout=waiting,
        follow_redirects=False,
        trust_env=not local,
        event_hooks={"request": [clean], "response": [bound]},
    )


@contextmanager
def _wall(settings: Settings, base: str, patience: Patience) -> Iterator[None]:
    """Turn whatever the client raises into a WriterError."""
    try:
        yield
    except WriterError:
        raise
    except Exception as error:  # a server may send anything, and each makes it raise another thing
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
    """What the server said of it, in one short line without the key."""
    body = getattr(error, "body", None)
    said = body.get("message") if isinstance(body, dict) else None
    said = said if isinstance(said, str) else str(error)
    if settings.llm_key:
        said = said.replace(settings.llm_key, "…")
    line = " ".join("".join(c if c.isprintable() else " " for c in said).split())
    return f": {line[:REASON].rstrip('. ')}" if line else ""

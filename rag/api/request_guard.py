"""
Limits of requests: a token where one is set, a rate for each address, a size of bodies.

Plain ASGI around the routes, so that every refusal, and every fault of ours, is a problem document.
"""

import hmac
import ipaddress
import logging
import math
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus
from typing import Final

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rag.api.problems import problem
from rag.settings import Settings

RATE: Final = "600/minute"  # for other machines, unless the settings say otherwise
LARGEST_BODY: Final = 1_048_576  # bytes
OPEN: Final = "/openapi.json"  # the description needs no token

FAULT: Final = "onrecord.fault"  # key of the ServerFault in the scope of a request

log = logging.getLogger(__name__)


@dataclass(slots=True)
class ServerFault:
    """
    A fault of ours, if a request meets one; ``sent``: the routes have answered with it.

    The log has it under ``reference``.
    """

    reference: str
    sent: bool = False

    def response(self) -> Response:
        """The response to the request."""
        self.sent = True
        return problem(
            HTTPStatus.INTERNAL_SERVER_ERROR,
            f"This is a fault of the server; its log has it under {self.reference}.",
        )


class RequestGuard:
    """
    Refuses requests that may not or cannot be served; passes the others to ``app``.

    With ``open_to_readers``, no token is asked for: the pages show the same.
    """

    def __init__(
        self,
        app: ASGIApp,
        settings: Callable[[], Settings],
        *,
        open_to_readers: bool = False,
    ) -> None:
        self._app = app
        self._settings = settings
        self._open = open_to_readers
        self._limiter = FixedWindowRateLimiter(MemoryStorage())  # forgets windows that are over

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        refusal = self._refusal(request)
        if refusal is not None:
            await refusal(scope, receive, send)
            return
        started, body, fault = False, _CountedBody(receive), ServerFault(secrets.token_hex(4))
        scope[FAULT] = fault

        async def watched_send(message: Message) -> None:
            nonlocal started
            if not body.too_large:  # the routes take it for a malformed one
                started = started or message["type"] == "http.response.start"
                await send(message)

        try:
            await self._app(scope, body.receive, watched_send)
            if body.too_large and not started:
                await _too_large()(scope, receive, send)
        except ClientDisconnect:
            return
        except Exception:
            log.exception("request %s: %s", fault.reference, request.url.path)
            if not started:
                await fault.response()(scope, receive, send)
            elif not fault.sent:  # in the middle of a file: the connection breaks off
                raise

    def _refusal(self, request: Request) -> Response | None:
        """The response to a request that is not served; None for others."""
        settings = self._settings()
        address = request.client.host if request.client else ""
        rate = rate_of(settings, address)
        if rate is not None and not self._limiter.hit(rate, address):  # wrong tokens count, too
            over = self._limiter.get_window_stats(rate, address).reset_time
            return problem(
                HTTPStatus.TOO_MANY_REQUESTS,
                f"More than {rate} from one address: send the request again later.",
                headers={"Retry-After": str(max(1, math.ceil(over - time.time())))},
            )
        if settings.api_token and not self._open and not request.url.path.endswith(OPEN):
            given = request.headers.get("authorization", "").encode("latin-1")
            wanted = f"Bearer {settings.api_token}".encode()
            if not hmac.compare_digest(given, wanted):
                return problem(
                    HTTPStatus.UNAUTHORIZED,
                    "This server asks for a token: send the header Authorization: Bearer TOKEN.",
                    headers={"WWW-Authenticate": "Bearer"},
                )
        length = request.headers.get("content-length", "0")
        if length.isascii() and length.isdigit() and int(length) > LARGEST_BODY:
            return _too_large()
        return None


def rate_of(settings: Settings, address: str) -> RateLimitItem | None:
    """The rate of an address, None for none; a setting that is no rate counts as the default."""
    if settings.api_rate:
        return _parsed(settings.api_rate) or parse(RATE)
    return None if _is_this_machine(address) else parse(RATE)


def unusable_rate(settings: Settings) -> str | None:
    """The setting for the rate, if it is none."""
    given = settings.api_rate
    return given if given and _parsed(given) is None else None


@lru_cache(maxsize=8)
def _parsed(given: str) -> RateLimitItem | None:
    try:
        found = parse(given)
    except ValueError:
        return None
    return found if found.amount > 0 else None


def _is_this_machine(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def _too_large() -> Response:
    return problem(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        f"A body may have {LARGEST_BODY:,} bytes: send a shorter one.",
    )


class _CountedBody:
    """A body as it arrives; it ends where it is too large."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._size = 0

    @property
    def too_large(self) -> bool:
        """Whether more bytes came than are read."""
        return self._size > LARGEST_BODY

    async def receive(self) -> Message:
        """The next message."""
        message = await self._receive()
        self._size += len(message.get("body", b""))
        if self.too_large and message["type"] == "http.request":
            return {"type": "http.request", "body": b"", "more_body": False}
        return message

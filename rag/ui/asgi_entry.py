"""
What the dashboard serves beside its pages, and around them.

Headers of every response, `/readyz` for monitoring, feeds, views as data, and the HTTP API. A
thread opens the index and loads the model while pages are served.
"""

import contextlib
import logging
import re
from collections.abc import AsyncIterator
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, Final

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route, request_response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.web.server.starlette.starlette_websocket import is_host_allowed

from rag.api import http_application, http_routes, problems
from rag.api.record_service import RecordService
from rag.api.request_guard import RequestGuard, unusable_rate
from rag.errors import RagError
from rag.export.contract_json import dumps, json_document
from rag.export.feed_formats import atom, json_feed
from rag.ui.browser import prefetch
from rag.ui.state import answer_cache, feed_view, index_update, page_data, resources

log = logging.getLogger(__name__)

# Streamlit's own page has inline scripts and styles, and loads components from blobs. Nothing may
# come from, or go to, another host.
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' blob:; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self'{sockets}; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; "
    "form-action 'self'; frame-ancestors 'self'{sites}"
)
# X-Frame-Options is left out on purpose: it allows only "DENY" and "SAMEORIGIN", so it would
# contradict frame-ancestors as soon as ONRECORD_EMBED names the sites that may embed a view
# (?embed=true). Every browser that Streamlit supports obeys frame-ancestors.
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",  # an address holds the question, which sources need not learn
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


class Headers:
    """
    Add the headers to every HTTP response; websockets pass unchanged.

    Plain ASGI, since Starlette's BaseHTTPMiddleware buffers responses.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        sites = "".join(f" {site}" for site in resources.settings().embedding_sites)
        policy = POLICY.format(sockets=_sockets(scope), sites=sites)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = policy
                for name, value in HEADERS.items():
                    headers[name] = value
                link = prefetch.header(scope["path"])
                if link and headers.get("content-type", "").startswith("text/html"):
                    headers["Link"] = link
            await send(message)

        await self.app(scope, receive, send_with_headers)


class Hosts:
    """
    Refuse requests under another host name than the operator allows.

    Streamlit itself refuses only its websocket: through DNS rebinding, a page elsewhere could read
    the API, views as data and feeds. ``/_stcore/health`` says nothing but that the process lives.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        http = scope["type"] == "http" and not scope["path"].endswith("/_stcore/health")
        if http and not is_host_allowed(_host(scope)):
            words = "This host is not among server.allowedHosts.\n"
            await PlainTextResponse(words, status_code=403)(scope, receive, send)
            return
        await self.app(scope, receive, send)


class Uploads:
    """
    Refuse uploads where readers may not add articles.

    Streamlit itself takes one from any open session, also where no page has a field for it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        upload = scope["type"] == "http" and "/_stcore/upload_file/" in scope["path"]
        if upload and not index_update.allowed(resources.settings()):
            refusal = PlainTextResponse("This dashboard takes no files.\n", status_code=403)
            await refusal(scope, receive, send)
            return
        await self.app(scope, receive, send)


def _host(scope: Scope) -> str:
    """The host that a request names, "" for none."""
    headers: dict[bytes, bytes] = dict(scope["headers"])
    return headers.get(b"host", b"").decode("latin-1")


def _sockets(scope: Scope) -> str:
    """The websocket address of this host, which older Safari does not include in 'self'."""
    host = _host(scope)
    if not re.fullmatch(r"[A-Za-z0-9.\-]+(:\d+)?|\[[0-9A-Fa-f:]+\](:\d+)?", host):
        return ""
    return f" ws://{host} wss://{host}"


def readyz(_: Request) -> JSONResponse:
    """200 once questions can be answered; before that 503 and the reason."""
    fingerprint, reason = resources.readiness()
    if fingerprint is None:
        return JSONResponse({"ready": False, "reason": reason}, status_code=503)
    return JSONResponse({"ready": True, "corpus": fingerprint})


def data(request: Request) -> Response:
    """The view of the address as JSON or CSV."""
    page, ending = request.url.path.rsplit("/", 1)[-1].rsplit(".", 1)
    params = {key: request.query_params.getlist(key) for key in request.query_params}
    base = str(request.url.replace(path=_above(request), query=""))
    try:
        found = page_data.page_data(page, params, base)
    except RagError as error:
        return problems.of_error(error)
    if ending == page_data.CSV:
        pieces = http_routes.chunks(chain(["\ufeff"], found.csv()))  # Excel needs the mark
        headers = http_routes.notice_header(found.notices)
        return StreamingResponse(pieces, media_type="text/csv; charset=utf-8", headers=headers)
    if not found.key:
        return Response(dumps(found.head), media_type=http_routes.JSON)
    lines = json_document({**found.head}, found.key, ({**one} for one in found.entries()))
    return StreamingResponse(http_routes.chunks(lines), media_type=http_routes.JSON)


def _service(base: str) -> RecordService:
    """The records of the current corpus, with answers shared with the pages."""
    corpus = resources.corpus()
    return RecordService(corpus, base, partial(answer_cache.asked, corpus))


def routes() -> list[BaseRoute]:
    """The routes beside the pages."""
    api = http_application.application(resources.settings, _service, resources.readiness)
    endings = (page_data.JSON, page_data.CSV)
    views = RequestGuard(request_response(data), resources.settings, open_to_readers=True)
    return [
        Route("/readyz", readyz),
        Route("/feed.atom", feed),
        Route("/feed.json", feed),
        *(Route(f"/{page}.{end}", views) for page in page_data.PAGES for end in endings),
        Mount(http_routes.PREFIX, api),
    ]


MIDDLEWARE: Final = (Middleware(Headers), Middleware(Hosts), Middleware(Uploads))
MAIN: Final = Path(__file__).resolve().parent / "main.py"


def feed(request: Request) -> Response:
    """The feed of the question or filters in the address, as Atom or JSON."""
    name = request.url.path.rsplit("/", 1)[-1]
    fingerprint, reason = resources.readiness()
    if fingerprint is None:
        return PlainTextResponse(f"{reason}\n", status_code=503, headers={"Retry-After": "10"})
    tag = f'"{fingerprint}"'
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers={"ETag": tag})
    params = {key: request.query_params.getlist(key) for key in request.query_params}
    made = feed_view.feed(params, str(request.url.replace(path=_above(request), query="")), name)
    kind = "application/atom+xml" if name == "feed.atom" else "application/feed+json"
    text = atom(made) if name == "feed.atom" else json_feed(made)
    return Response(text, media_type=f"{kind}; charset=utf-8", headers={"ETag": tag})


def _above(request: Request) -> str:
    return request.url.path.rsplit("/", 1)[0] + "/"


@contextlib.asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[dict[str, Any] | None]:
    """Start loading when the server starts, in the background."""
    for given in resources.settings().unusable_sites:
        log.warning(
            "ONRECORD_EMBED: expected a site such as https://news.example, found %r; it is ignored",
            given,
        )
    for given in resources.settings().unusable_api_sites:
        log.warning(
            "ONRECORD_API_CORS: expected a site such as https://news.example, found %r; it is "
            "ignored",
            given,
        )
    if rate := unusable_rate(resources.settings()):
        log.warning("ONRECORD_API_RATE: expected a rate such as 60/minute, found %r", rate)
    resources.warm_up()
    yield None

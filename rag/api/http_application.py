"""
The HTTP API as an ASGI application, for the process that serves the pages.

It is mounted at `rag.api.http_routes.PREFIX`.
"""

from collections.abc import Callable
from typing import Any, Final

from fastapi import FastAPI, Security
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from fastapi.security import HTTPBearer
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp

import rag
from rag.api import problems
from rag.api.http_routes import JSON, NOTICE, PREFIX, router
from rag.api.record_service import RecordService
from rag.api.request_guard import FAULT, RequestGuard, ServerFault
from rag.errors import RagError
from rag.export.documents.reply_documents import ProblemDocument
from rag.settings import Settings

DESCRIPTION: Final = (
    "Who said what, when, and who only reprinted it. `text[start:end]` of an article is the "
    "quotation, always: quote it exactly, and name speaker, outlet, day and address. Where an "
    "answer is declined, the articles do not answer the question; `reason` says why."
)
READ: Final = ["Authorization", "Content-Type", "If-None-Match"]


def application(
    settings: Callable[[], Settings],
    service: Callable[[str], RecordService],
    ready: Callable[[], tuple[str | None, str]],
) -> ASGIApp:
    """
    The API, with its limits.

    ``service`` opens the current corpus, or raises RagError; it is given the address of the
    dashboard. ``ready`` gives the corpus's fingerprint once questions can be answered, else None
    and the reason. Sites that may read answers in a browser are those of the settings at the start.
    """
    api = _api()
    api.state.service = service
    api.state.ready = ready
    guarded = RequestGuard(api, settings)
    sites = settings().api_sites
    if not sites:
        return guarded
    return CORSMiddleware(
        guarded,
        allow_origins=sites,
        allow_methods=["GET", "POST"],
        allow_headers=READ,
        expose_headers=["ETag", "Retry-After", NOTICE],
    )


def _api() -> FastAPI:
    api = FastAPI(
        title="On Record",
        version=rag.__version__,
        description=DESCRIPTION,
        docs_url=None,  # its page loads scripts from another host
        redoc_url=None,
        dependencies=[Security(HTTPBearer(auto_error=False, description="ONRECORD_API_TOKEN"))],
        responses={"default": {"model": ProblemDocument, "description": "Why it is refused"}},
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
    )
    api.include_router(router)
    _refusals(api)
    api.openapi = lambda: _description(api)  # type: ignore[method-assign]  # as FastAPI documents it
    return api


def _refusals(api: FastAPI) -> None:
    """Problem documents for whatever is refused."""

    @api.exception_handler(RagError)
    def explained(_: Request, error: RagError) -> Response:
        return problems.of_error(error)

    @api.exception_handler(Exception)
    def fault(request: Request, _: Exception) -> Response:
        found: ServerFault = request.scope[FAULT]  # its guard notes it in the log
        return found.response()

    @api.exception_handler(RequestValidationError)
    def malformed(_: Request, error: RequestValidationError) -> Response:
        return problems.of_parameters(error.errors())

    @api.exception_handler(HTTPException)
    def refused(request: Request, error: HTTPException) -> Response:
        detail = str(error.detail)
        if error.status_code == 404:
            detail = f"There is nothing at {request.url.path}; {PREFIX}/openapi.json lists all."
        return problems.problem(error.status_code, detail, headers=error.headers)


def _description(api: FastAPI) -> dict[str, Any]:
    """The OpenAPI document; refusals have the media type that they are sent with."""
    if api.openapi_schema is None:
        made = get_openapi(
            title=api.title,
            version=api.version,
            description=api.description,
            routes=api.routes,
            license_info=api.license_info,
            servers=[{"url": PREFIX}],
        )
        for path in made["paths"].values():
            for operation in path.values():
                refusal = operation["responses"]["default"]
                refusal["content"] = {problems.MEDIA_TYPE: refusal["content"][JSON]}
                operation["responses"].pop("422", None)
        for name in ("HTTPValidationError", "ValidationError"):
            made["components"]["schemas"].pop(name, None)
        api.openapi_schema = made
    return api.openapi_schema

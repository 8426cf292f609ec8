"""Refusals as problem details (RFC 9457), for every error that a program can meet."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, Final

from starlette.responses import Response

from rag.errors import (
    ArticleError,
    BusyIndexError,
    MissingIndexError,
    MissingModelError,
    RagError,
    ScopeError,
    StaleIndexError,
    StorageError,
    UnknownRecordError,
)
from rag.export.contract_json import dumps
from rag.export.documents.reply_documents import ProblemDocument, ProblemErrorDocument

MEDIA_TYPE: Final = "application/problem+json"
STATUS: Final[Mapping[type[RagError], HTTPStatus]] = {
    ScopeError: HTTPStatus.BAD_REQUEST,
    ArticleError: HTTPStatus.BAD_REQUEST,
    UnknownRecordError: HTTPStatus.NOT_FOUND,
    MissingIndexError: HTTPStatus.SERVICE_UNAVAILABLE,
    StaleIndexError: HTTPStatus.SERVICE_UNAVAILABLE,
    BusyIndexError: HTTPStatus.SERVICE_UNAVAILABLE,
    StorageError: HTTPStatus.SERVICE_UNAVAILABLE,
    MissingModelError: HTTPStatus.SERVICE_UNAVAILABLE,
}
LATER: Final = "10"  # seconds after which a request that could not be served may be sent again


def problem(
    status: int,
    detail: str,
    errors: Sequence[ProblemErrorDocument] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The response that refuses a request; ``detail`` is one sentence with the next step."""
    document: ProblemDocument = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": int(status),
        "detail": detail,
    }
    if errors:
        document["errors"] = list(errors)
    sent = {"Cache-Control": "no-store", **(headers or {})}
    return Response(dumps(document), int(status), sent, media_type=MEDIA_TYPE)


def of_error(error: RagError) -> Response:
    """The response for an error of the product."""
    status = STATUS.get(type(error), HTTPStatus.SERVICE_UNAVAILABLE)
    later = {"Retry-After": LATER} if status == HTTPStatus.SERVICE_UNAVAILABLE else None
    return problem(status, str(error), headers=later)


def of_parameters(errors: Sequence[Mapping[str, Any]]) -> Response:
    """The response for parameters that are malformed, as pydantic describes them."""
    named: list[ProblemErrorDocument] = [
        {
            "parameter": ".".join(str(part) for part in error["loc"][1:]) or "body",
            "detail": _words(error),
        }
        for error in errors
    ]
    detail = "; ".join(f"{one['parameter']}: {one['detail']}" for one in named)
    return problem(HTTPStatus.UNPROCESSABLE_ENTITY, detail, named)


def _words(error: Mapping[str, Any]) -> str:
    """What is wrong with a parameter; its value is repeated as far as a line has room."""
    match error["type"]:
        case "extra_forbidden":
            return "there is no such parameter; /api/v1/openapi.json lists all"
        case "missing":
            return "it is needed"
    message = str(error["msg"]).removeprefix("Value error, ")
    given = error.get("input")
    shown = f"{given!r:.60}"
    said = shown in message or not isinstance(given, str | int)
    return message if said else f"{message}, found {shown}"

"""The routes of the HTTP API: every list and answer of the product for other programs."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import chain
from typing import Annotated, Final, cast

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

import rag
from rag.api import http_parameters as wanted
from rag.api.record_queries import QuestionQuery
from rag.api.record_service import RecordService
from rag.errors import MissingIndexError
from rag.export.contract_json import dumps
from rag.export.documents.answer_documents import AnswerDocument
from rag.export.documents.record_documents import (
    ArticleTextDocument,
    ClaimDocument,
    SpeakerProfileDocument,
)
from rag.export.documents.reply_documents import (
    ArticleListDocument,
    ClaimListDocument,
    DraftDocument,
    FiltersDocument,
    FoundListDocument,
    SpeakerListDocument,
    StatusDocument,
)
from rag.export.references.reference_formats import REFERENCE_FORMATS
from rag.schema.scope import Scope

PREFIX: Final = "/api/v1"
MEDIA_TYPES: Final = {
    "csv": "text/csv; charset=utf-8",
    "jsonl": "application/jsonl",
    "jsonld": "application/ld+json",
    "timelinejs": "application/json",
}
CHUNK: Final = 65_536  # characters of a file that are sent at once
NOTICE: Final = "OnRecord-Notice"  # header of a file, which has no place for notices
LONGEST_NOTICE: Final = 2000  # characters; proxies refuse longer headers
JSON: Final = "application/json"

router = APIRouter()


@router.get("/status", response_model=StatusDocument, tags=["corpus"])
def status(request: Request, given: Annotated[wanted.NoParameters, Query()]) -> Response:
    """Whether questions can be answered, and of what corpus."""
    return _json(_status(request), {"Cache-Control": "no-store"})


@router.get("/filters", response_model=FiltersDocument, tags=["corpus"])
def filters(request: Request, given: Annotated[wanted.NoParameters, Query()]) -> Response:
    """The outlets, speakers, articles and kinds by which the corpus can be scoped."""
    found = service_of(request)
    return _sent(request, found, found.filters)


@router.get("/ask", response_model=AnswerDocument, tags=["answers"])
def ask(request: Request, given: Annotated[wanted.QuestionParameters, Query()]) -> Response:
    """
    The answer to a question, with its citations, or the reason why there is none.

    With `format`, the articles that it cites for a reference manager.
    """
    query = given.query
    _ready(request)
    found = service_of(request)
    if given.stream:
        lines = _lines(query, found)
        first = next(lines)  # raises what is wrong with the question before anything is sent
        return StreamingResponse(chain([first], lines), media_type=MEDIA_TYPES["jsonl"])
    if given.format != "json":
        kind = REFERENCE_FORMATS[given.format].media_type
        return _file([found.references(query, given.format)], kind, found, query.scope)
    if given.write:
        *_, last = found.writing(query)
        return _json(last)
    day = query.asked or date.today()
    return _sent(request, found, lambda: found.ask(query), day)


@router.get("/claims", response_model=ClaimListDocument, tags=["claims"])
def claims(request: Request, given: Annotated[wanted.ClaimParameters, Query()]) -> Response:
    """The claims in time order, or the nearest to a topic first; copies in reprints are one."""
    found, query = service_of(request), given.query
    if query.about.strip():
        _ready(request)
    if given.format != "json":
        pieces = found.claims_file(query, given.format)
        return _file(pieces, MEDIA_TYPES[given.format], found, query.scope)
    day = date.today() if query.about.strip() else None  # a topic may say "this week"
    return _sent(request, found, lambda: found.claims(query, given.page), day)


@router.get("/claim", response_model=ClaimDocument, tags=["claims"])
def claim(request: Request, given: Annotated[wanted.OneClaimParameters, Query()]) -> Response:
    """One claim by its id, whichever copy it is."""
    found = service_of(request)
    return _sent(request, found, lambda: found.claim(given.claim))


@router.get("/speakers", response_model=SpeakerListDocument, tags=["speakers"])
def speakers(request: Request, given: Annotated[wanted.SpeakerListParameters, Query()]) -> Response:
    """The speakers, those with most claims first."""
    found, scope = service_of(request), given.scope
    if given.format != "json":
        pieces = found.speakers_file(scope, given.format, similar=given.similar)
        return _file(pieces, MEDIA_TYPES[given.format], found, scope)
    return _sent(request, found, lambda: found.speakers(scope, given.page))


@router.get("/speaker", response_model=SpeakerProfileDocument, tags=["speakers"])
def speaker(request: Request, given: Annotated[wanted.OneSpeakerParameters, Query()]) -> Response:
    """One speaker: offices, spellings, outlets, first and latest statement."""
    found, scope = service_of(request), given.scope
    return _sent(
        request, found, lambda: found.speaker(given.speaker, scope, firm=given.sure == "firm")
    )


@router.get("/articles", response_model=ArticleListDocument, tags=["articles"])
def articles(request: Request, given: Annotated[wanted.TableParameters, Query()]) -> Response:
    """The articles by id, with dispatch, dates and how each is known."""
    found, scope = service_of(request), given.scope
    if given.format != "json":
        pieces = found.articles_file(scope, given.format)
        return _file(pieces, MEDIA_TYPES[given.format], found, scope)
    return _sent(request, found, lambda: found.articles(scope, given.page))


@router.get("/article", response_model=ArticleTextDocument, tags=["articles"])
def article(request: Request, given: Annotated[wanted.PlaceParameters, Query()]) -> Response:
    """One article with its text, or the words at a place of it, and the claims there."""
    found, query = service_of(request), given.query
    return _sent(request, found, lambda: found.article(query))


@router.get("/search", response_model=FoundListDocument, tags=["articles"])
def search(request: Request, given: Annotated[wanted.SearchParameters, Query()]) -> Response:
    """The articles that hold some words, best match first, with the places."""
    found, scope = service_of(request), given.scope
    return _sent(request, found, lambda: found.search(given.q, scope, given.page))


@router.post("/check-draft", response_model=DraftDocument, tags=["drafts"])
def check_draft(
    request: Request, body: wanted.DraftBody, given: Annotated[wanted.ScopeParameters, Query()]
) -> Response:
    """What the articles have of each statement of a draft. The text is not kept."""
    _ready(request)
    found, scope = service_of(request), given.scope
    return _json(found.check_draft(body.text, scope), {"Cache-Control": "no-store"})


def base_of(request: Request) -> str:
    """The address of the dashboard that serves a request of the API, with a slash at its end."""
    path = request.url.path.rsplit(f"{PREFIX}/", 1)[0]
    return str(request.url.replace(path=f"{path}/", query="", fragment=""))


def service_of(request: Request) -> RecordService:
    """What answers a request, on the current corpus. Raises RagError."""
    service = cast("Callable[[str], RecordService]", request.app.state.service)
    return service(base_of(request))


def _ready(request: Request) -> None:
    """Raise MissingIndexError until questions can be answered."""
    fingerprint, reason = request.app.state.ready()
    if fingerprint is None:
        raise MissingIndexError(reason)


def _status(request: Request) -> StatusDocument:
    fingerprint, reason = request.app.state.ready()
    if fingerprint is not None:
        return service_of(request).status()
    return {
        "ready": False,
        "reason": reason,
        "corpus": None,
        "engine": rag.__version__,
        "articles": 0,
        "dispatches": 0,
        "claims": 0,
        "writer": None,
    }


def _lines(query: QuestionQuery, found: RecordService) -> Iterator[str]:
    """The answer with the prose of the language model as it grows, a document a line."""
    for one in found.writing(query):
        yield dumps(one) + "\n"


def _sent(
    request: Request, found: RecordService, make: Callable[[], object], day: date | None = None
) -> Response:
    """
    The document, or 304 where the sender has it: it changes with the corpus and the version.

    ``day`` is the present day where the document depends on it.
    """
    tag = f'W/"{found.state}{f"-{day}" if day else ""}"'
    headers = {"ETag": tag, "Cache-Control": "no-cache", "Vary": "Authorization"}
    known = {one.strip() for one in request.headers.get("if-none-match", "").split(",")}
    if tag in known:
        return Response(status_code=304, headers=headers)
    return _json(make(), headers)


def _json(document: object, headers: dict[str, str] | None = None) -> Response:
    return Response(dumps(document), headers=headers, media_type=JSON)


def _file(pieces: Iterable[str], kind: str, found: RecordService, scope: Scope) -> Response:
    """A file, sent in chunks; values that the corpus lacks are named in a header."""
    headers = notice_header(found.notices(scope))
    return StreamingResponse(chunks(pieces), media_type=kind, headers=headers)


def notice_header(notices: Iterable[str]) -> dict[str, str]:
    """The header with the notices of a file, if there are any; a header holds ASCII alone."""
    line = "; ".join(notices).encode("ascii", "backslashreplace").decode("ascii")
    words = " ".join(line.split())
    return {NOTICE: words[:LONGEST_NOTICE]} if words else {}


def chunks(pieces: Iterable[str]) -> Iterator[str]:
    """The pieces joined: each chunk costs a change of threads."""
    held: list[str] = []
    size = 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size >= CHUNK:
            yield "".join(held)
            held, size = [], 0
    yield "".join(held)

"""
Asks a dashboard elsewhere, over its HTTP API, with the documents that it sends as types.

    from onrecord import Client

    with Client("http://127.0.0.1:8501") as record:
        answer = record.ask("what did Iraq say about US bases?")
"""

import weakref
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from http import HTTPStatus
from json import JSONDecodeError, loads
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Self, cast

from rag.api.record_queries import ClaimQuery, PageQuery, PlaceQuery, QuestionQuery
from rag.errors import RagError, ScopeError, ServerError, UnknownRecordError
from rag.export.documents.answer_documents import AnswerDocument
from rag.export.documents.record_documents import ArticleTextDocument, SpeakerProfileDocument
from rag.export.documents.reply_documents import (
    ArticleListDocument,
    ClaimListDocument,
    DraftDocument,
    FiltersDocument,
    FoundListDocument,
    SpeakerListDocument,
    StatusDocument,
)
from rag.schema.scope import EVERYTHING, FILTERS, Scope

if TYPE_CHECKING:
    import httpx

FIRST_PAGE: Final = PageQuery()
WAIT: Final = 60.0  # seconds for an answer
WRITER_WAIT: Final = 240.0  # for the next sentence of a language model
PATH: Final = "api/v1/"
REFUSED: Final = 400  # status from which a response is a refusal

Pairs = list[tuple[str, str | int | float | bool | None]]


class Client:
    """
    The HTTP API of a dashboard, at its address; ``token`` is its ONRECORD_API_TOKEN.

    Methods raise ScopeError for a request that cannot be understood, UnknownRecordError for a name
    that the corpus lacks, and ServerError where the server does not answer as expected.
    """

    def __init__(self, url: str, token: str | None = None, wait: float = WAIT) -> None:
        import httpx

        address = url if "://" in url else f"http://{url}"
        self.url = address.rstrip("/") + "/"
        try:
            base = httpx.URL(self.url + PATH)
        except httpx.InvalidURL as error:
            raise ServerError(f"{url}: expected an address such as http://host:8501") from error
        if base.scheme not in ("http", "https") or not base.host:
            raise ServerError(f"{url}: expected an address such as http://host:8501")
        if token and not token.isprintable():
            raise ServerError("ONRECORD_API_TOKEN has a control character: set it again")
        headers = {b"Authorization": f"Bearer {token}".encode()} if token else {}
        # trust_env: proxies and credentials of the environment are for other programs
        self._http = httpx.Client(base_url=base, headers=headers, timeout=wait, trust_env=False)
        weakref.finalize(self, self._http.close)  # a command that ends leaves no connection open

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def status(self) -> StatusDocument:
        """Whether questions can be answered, and of what corpus."""
        return cast("StatusDocument", self._get("status", []))

    def filters(self) -> FiltersDocument:
        """The values by which the corpus can be scoped."""
        return cast("FiltersDocument", self._get("filters", []))

    def ask(self, query: QuestionQuery | str) -> AnswerDocument:
        """The answer composed from the articles; ``declined`` where they do not answer."""
        return cast("AnswerDocument", self._get("ask", _question(query)))

    def writing(self, query: QuestionQuery | str) -> Iterator[AnswerDocument]:
        """The answer, then with what the language model has written so far; the last is final."""
        some = False
        pairs: Pairs = [*_question(query), ("stream", "true")]
        with self._stream("ask", pairs, wait=WRITER_WAIT) as response:
            for line in _lines(response.iter_bytes()):
                some = True
                yield cast("AnswerDocument", self._read(line))
        if not some:
            raise ServerError(f"{self.url}: expected an answer, found nothing; check the address")

    def references(self, query: QuestionQuery | str, name: str) -> str:
        """The articles that the answer cites, as "ris", "bibtex" or "csl"."""
        return "".join(self._file("ask", [*_question(query), ("format", name)]))

    def claims(
        self, query: ClaimQuery | None = None, page: PageQuery = FIRST_PAGE
    ) -> ClaimListDocument:
        """A page of claims; ``cursor`` asks for the next one."""
        pairs = [*_claims(query or ClaimQuery()), *_page(page)]
        return cast("ClaimListDocument", self._get("claims", pairs))

    def claims_file(self, query: ClaimQuery, name: str) -> Iterator[str]:
        """All of the claims as "csv", "jsonl", "jsonld" or "timelinejs", in pieces."""
        return self._file("claims", [*_claims(query), ("format", name)])

    def speakers(
        self, scope: Scope = EVERYTHING, page: PageQuery = FIRST_PAGE
    ) -> SpeakerListDocument:
        """A page of the speakers in scope, those with most claims first."""
        return cast("SpeakerListDocument", self._get("speakers", [*_scope(scope), *_page(page)]))

    def speakers_file(self, scope: Scope, name: str, *, similar: bool = False) -> Iterator[str]:
        """The speakers as "csv" or "jsonl"; ``similar``: those that may be the same as another."""
        pairs = [*_scope(scope), ("format", name), ("similar", "true" if similar else "false")]
        return self._file("speakers", pairs)

    def speaker(
        self, name: str, scope: Scope = EVERYTHING, *, firm: bool = False
    ) -> SpeakerProfileDocument:
        """What the articles in scope print of a speaker; ``firm``: less certain claims left out."""
        others = replace(scope, speakers=())  # the speaker is that of the profile
        pairs = [("speaker", name), *_scope(others), ("sure", "firm" if firm else "all")]
        found = self._get("speaker", pairs)
        return cast("SpeakerProfileDocument", found)

    def articles(
        self, scope: Scope = EVERYTHING, page: PageQuery = FIRST_PAGE
    ) -> ArticleListDocument:
        """A page of the articles in scope, by id."""
        return cast("ArticleListDocument", self._get("articles", [*_scope(scope), *_page(page)]))

    def articles_file(self, scope: Scope, name: str) -> Iterator[str]:
        """The articles in scope as "csv" or "jsonl"."""
        return self._file("articles", [*_scope(scope), ("format", name)])

    def article(self, query: PlaceQuery) -> ArticleTextDocument:
        """An article with its text, or the part of it at a place."""
        pairs: Pairs = [("article", query.article)]
        if query.span:
            pairs += [("start", query.span.start), ("end", query.span.end)]
        if quote := query.quote:
            pairs += [("quote", quote.exact), ("prefix", quote.prefix), ("suffix", quote.suffix)]
        return cast("ArticleTextDocument", self._get("article", pairs))

    def search(
        self, words: str, scope: Scope = EVERYTHING, page: PageQuery = FIRST_PAGE
    ) -> FoundListDocument:
        """A page of the articles that hold the words, best match first."""
        pairs = [("q", words), *_scope(scope), *_page(page)]
        return cast("FoundListDocument", self._get("search", pairs))

    def check_draft(self, text: str, scope: Scope = EVERYTHING) -> DraftDocument:
        """What the articles in scope have of the statements of a draft."""
        with self._stream("check-draft", _scope(scope), {"text": text}) as response:
            return cast("DraftDocument", self._read(response.read()))

    # --- requests ---------------------------------------------------------------------------------

    def _get(self, path: str, pairs: Sequence[tuple[str, Any]]) -> object:
        with self._stream(path, pairs) as response:
            return self._read(response.read())

    def _file(self, path: str, pairs: Sequence[tuple[str, Any]]) -> Iterator[str]:
        with self._stream(path, pairs) as response:
            if "html" in response.headers.get("content-type", "html"):
                raise self._other()
            yield from response.iter_text()

    @contextmanager
    def _stream(
        self,
        path: str,
        pairs: Sequence[tuple[str, Any]],
        body: Mapping[str, str] | None = None,
        wait: float | None = None,
    ) -> "Iterator[httpx.Response]":
        """The response to a request, once it is known not to be a refusal."""
        import httpx

        method = "GET" if body is None else "POST"
        try:
            request = self._http.build_request(
                method, path, params=list(pairs), json=body, timeout=wait or self._http.timeout
            )
            response = self._http.send(request, stream=True)
            with closing(response):
                if response.status_code != HTTPStatus.OK:
                    raise self._refusal(response)
                yield response
        except httpx.TimeoutException as error:
            raise ServerError(f"{self.url}: no answer in time; try again later") from error
        except httpx.HTTPError as error:
            raise ServerError(
                f"{self.url}: cannot be reached ({error}); start the dashboard there, or leave out "
                "--server"
            ) from error

    def _refusal(self, response: "httpx.Response") -> RagError:
        """The error that a refusal says, in the words of the server."""
        status = response.status_code
        try:
            found = loads(response.read())
            detail = str(found["detail"])
        except (JSONDecodeError, UnicodeDecodeError, KeyError, TypeError):
            return ServerError(
                f"{self.url}: expected the API of a dashboard, found status {status}; check the "
                "address"
            )
        match status:
            case HTTPStatus.BAD_REQUEST | HTTPStatus.UNPROCESSABLE_ENTITY:
                return ScopeError(detail)
            case HTTPStatus.NOT_FOUND:
                return UnknownRecordError(detail)
            case HTTPStatus.UNAUTHORIZED:
                return ServerError(f"{self.url}: {detail} The token is ONRECORD_API_TOKEN")
        return ServerError(f"{self.url}: {detail}")

    def _read(self, text: str | bytes) -> object:
        try:
            found = loads(text)
        except (JSONDecodeError, UnicodeDecodeError) as error:
            raise self._other() from error
        if not isinstance(found, dict) or "corpus" not in found:  # every document has this key
            raise self._other()
        return found

    def _other(self) -> ServerError:
        return ServerError(
            f"{self.url}: expected the API of a dashboard, found something else; check the address"
        )


def _lines(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The lines of a stream, which only line feeds end: JSON may hold other separators."""
    held = b""
    for piece in pieces:
        *whole, held = (held + piece).split(b"\n")
        yield from filter(None, whole)
    if held:
        yield held


def _question(query: QuestionQuery | str) -> Pairs:
    if isinstance(query, str):
        query = QuestionQuery(question=query)
    pairs: Pairs = [("q", query.question), *_scope(query.scope)]
    pairs += [("follows", query.follows)] if query.follows else []
    pairs += [("asked", query.asked.isoformat())] if query.asked else []
    pairs += [] if query.narrow else [("narrow", "off")]
    pairs += [("id", query.id)] if query.id is not None else []
    return pairs


def _claims(query: ClaimQuery) -> Pairs:
    pairs = _scope(query.scope)
    pairs += [("q", query.about)] if query.about else []
    pairs += [("find", query.find)] if query.find else []
    pairs += [("sure", "firm")] if query.firm else []
    return pairs


def _page(page: PageQuery) -> Pairs:
    pairs: Pairs = [("limit", page.limit)]
    return [*pairs, ("cursor", page.cursor)] if page.cursor is not None else pairs


def _scope(scope: Scope) -> Pairs:
    return [(spec.key, text) for spec in FILTERS for text in spec.texts(getattr(scope, spec.field))]

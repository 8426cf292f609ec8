"""
What a program can ask of a corpus.

`rag.api.record_service.RecordService` answers from an opened corpus, and
`rag.api.api_client.Client` from a dashboard elsewhere.
"""

from collections.abc import Iterator
from typing import Final, Protocol

from rag.api.record_queries import ClaimQuery, PageQuery, PlaceQuery, QuestionQuery
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
from rag.schema.scope import Scope

LIST_FORMATS: Final = ("csv", "jsonl")  # of speakers and articles


class RecordSource(Protocol):
    """What a program can ask of a corpus, here or elsewhere. Methods raise RagError."""

    def status(self) -> StatusDocument:
        """Whether questions can be answered, and of what corpus."""

    def filters(self) -> FiltersDocument:
        """The values by which the corpus can be scoped."""

    def ask(self, query: QuestionQuery) -> AnswerDocument:
        """The answer composed from the articles."""

    def writing(self, query: QuestionQuery) -> Iterator[AnswerDocument]:
        """The answer, then with what the language model has written so far; the last is final."""

    def references(self, query: QuestionQuery, name: str) -> str:
        """The articles that the answer cites, in a format of a reference manager."""

    def claims(self, query: ClaimQuery, page: PageQuery) -> ClaimListDocument:
        """A page of claims."""

    def claims_file(self, query: ClaimQuery, name: str) -> Iterator[str]:
        """All of the claims as the pieces of a file in one of `rag.export.formats.FORMATS`."""

    def speakers(self, scope: Scope, page: PageQuery) -> SpeakerListDocument:
        """A page of the speakers in scope, those with most claims first."""

    def speakers_file(self, scope: Scope, name: str, *, similar: bool = False) -> Iterator[str]:
        """The speakers as CSV or JSON Lines; ``similar``: those that may be the same as another."""

    def speaker(self, name: str, scope: Scope, *, firm: bool = False) -> SpeakerProfileDocument:
        """What the articles in scope print of a speaker; ``firm``: less certain claims left out."""

    def articles(self, scope: Scope, page: PageQuery) -> ArticleListDocument:
        """A page of the articles in scope, by id."""

    def articles_file(self, scope: Scope, name: str) -> Iterator[str]:
        """The articles in scope as CSV or JSON Lines."""

    def article(self, query: PlaceQuery) -> ArticleTextDocument:
        """An article with its text, or the part of it at a place."""

    def search(self, words: str, scope: Scope, page: PageQuery) -> FoundListDocument:
        """A page of the articles that hold the words, best match first."""

    def check_draft(self, text: str, scope: Scope) -> DraftDocument:
        """What the articles in scope have of the statements of a draft."""

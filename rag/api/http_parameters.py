"""
The parameters of requests, by the names that addresses of the dashboard have.

Unknown parameters are refused: a misspelt filter would otherwise be left out without a word.
"""

from datetime import date
from typing import Annotated, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from rag.api.record_queries import (
    DEFAULT_LIMIT,
    LARGEST_LIMIT,
    ClaimQuery,
    PageQuery,
    PlaceQuery,
    QuestionQuery,
    place_of,
    scope_of,
)
from rag.drafts.draft_report import MOST_CHARACTERS
from rag.schema.claims import Kind
from rag.schema.scope import DAY_FILTERS, Scope
from rag.text.text_quote import TextQuote

LONGEST_QUESTION: Final = 2000  # characters
LONGEST_VALUE: Final = 4000  # of another parameter
MOST_VALUES: Final = 100  # of one filter

Name = Annotated[str, Field(max_length=LONGEST_VALUE)]
Names = Annotated[list[Name], Field(max_length=MOST_VALUES)]
Question = Annotated[str, Field(min_length=1, max_length=LONGEST_QUESTION)]
Day = Annotated[date, BeforeValidator(DAY_FILTERS[0].parse)]
Place = Annotated[int, Field(ge=0, le=10**9)]


class FilterParameters(BaseModel):
    """The filters but for that of speakers; values of one are alternatives, filters combine."""

    model_config = ConfigDict(extra="forbid")

    outlet: Names = Field(default=[], description="Who published the copy. May repeat.")
    article: Names = Field(default=[], description="Ids of articles. May repeat.")
    kind: list[Kind] = Field(default=[], description="How it was said. May repeat.")
    after: Day | None = Field(default=None, description="First day, YYYY-MM-DD.")
    before: Day | None = Field(default=None, description="Last day, YYYY-MM-DD.")

    @property
    def scope(self) -> Scope:
        """The scope; raises ScopeError for days that contradict each other."""
        return scope_of({name: getattr(self, name) for name in FilterParameters.model_fields})


class ScopeParameters(FilterParameters):
    """All filters."""

    speaker: Names = Field(default=[], description="Who is quoted. May repeat.")

    @property
    def scope(self) -> Scope:
        """The scope; raises ScopeError for days that contradict each other."""
        return scope_of({name: getattr(self, name) for name in ScopeParameters.model_fields})


class ListParameters(ScopeParameters):
    """A page of a list."""

    limit: int = Field(default=DEFAULT_LIMIT, ge=1, le=LARGEST_LIMIT, description="Entries.")
    cursor: Name | None = Field(default=None, description="Of the page before.")

    @property
    def page(self) -> PageQuery:
        """The page."""
        return PageQuery(self.limit, self.cursor)


class QuestionParameters(ScopeParameters):
    """A question."""

    q: Question = Field(description="The question.")
    follows: Question | None = Field(default=None, description='The one before "And in 2020?".')
    asked: Day | None = Field(default=None, description='The day from which "this week" counts.')
    narrow: bool = Field(
        default=True, description="Whether restrictions in the question narrow the scope."
    )
    id: Name | None = Field(default=None, description="Comes back in the answer.")
    write: bool = Field(default=False, description="Wait for the language model, if one is set.")
    stream: bool = Field(
        default=False,
        description="JSON Lines: the answer at once, then with each sentence of the language "
        "model; the last line is final.",
    )
    format: Literal["json", "ris", "bibtex", "csl"] = "json"

    @property
    def query(self) -> QuestionQuery:
        """The question."""
        return QuestionQuery(
            question=self.q,
            scope=self.scope,
            follows=self.follows,
            asked=self.asked,
            narrow=self.narrow,
            id=self.id,
        )


class ClaimParameters(ListParameters):
    """A list of claims."""

    q: Annotated[str, Field(max_length=LONGEST_QUESTION)] = Field(
        default="", description="A topic: claims about it, the nearest first."
    )
    find: Name = Field(default="", description="Letters in words, speaker, outlet or title.")
    sure: Literal["firm", "all"] = Field(
        default="all", description='"firm" leaves out the less certain ones, as the timeline does.'
    )
    format: Literal["json", "csv", "jsonl", "jsonld", "timelinejs"] = Field(
        default="json", description="All but json give every claim at once, without pages."
    )

    @property
    def query(self) -> ClaimQuery:
        """The claims."""
        return ClaimQuery(scope=self.scope, about=self.q, find=self.find, firm=self.sure == "firm")


class TableParameters(ListParameters):
    """A list of articles."""

    format: Literal["json", "csv", "jsonl"] = Field(
        default="json", description="All but json give every entry at once, without pages."
    )


class SpeakerListParameters(TableParameters):
    """A list of speakers."""

    similar: bool = Field(
        default=False, description="Of csv and jsonl: only those that may be the same as another."
    )


class SearchParameters(ListParameters):
    """A search for words."""

    q: Question = Field(
        description='All words must occur. Also: "side by side", OR, NOT, brackets, begin*, title:.'
    )


class NoParameters(BaseModel):
    """A request without parameters."""

    model_config = ConfigDict(extra="forbid")


class OneClaimParameters(NoParameters):
    """A claim."""

    claim: Name = Field(description="Its id.")


class OneSpeakerParameters(FilterParameters):
    """A speaker, and filters for its claims."""

    speaker: Name = Field(description="The name, as the list of speakers has it.")
    sure: Literal["firm", "all"] = Field(
        default="all", description='"firm" leaves out less certain claims, as the page does.'
    )


class PlaceParameters(NoParameters):
    """An article, or a place in it, as the addresses of the dashboard name it."""

    article: Name = Field(description="Its id.")
    start: Place | None = Field(default=None, description="First character of the place.")
    end: Place | None = Field(default=None, description="The character after the place.")
    quote: Name | None = Field(default=None, description="The words, found after an edit as well.")
    prefix: Name = Field(default="", description="What stands before the words.")
    suffix: Name = Field(default="", description="What stands after the words.")

    @property
    def query(self) -> PlaceQuery:
        """The place; raises ScopeError where it is none."""
        quote = TextQuote(self.quote, self.prefix, self.suffix) if self.quote else None
        return place_of(self.article, self.start, self.end, quote)


class DraftBody(BaseModel):
    """A draft."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(
        min_length=1,
        max_length=MOST_CHARACTERS,
        description="Plain text.",
    )

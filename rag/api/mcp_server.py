"""
The MCP server: an assistant asks, and gets exact quotations with addresses.

Every tool only reads. Made with the official SDK of the Model Context Protocol.
"""

from collections.abc import Callable
from datetime import date
from functools import partial
from inspect import getdoc
from typing import Annotated, Final, TypeVar

import anyio.to_thread
from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import ToolAnnotations
from pydantic import Field

import rag
from rag.api import mcp_results as results
from rag.api.http_parameters import LONGEST_QUESTION
from rag.api.mcp_results import (
    ArticleResult,
    AskResult,
    ClaimsResult,
    DraftResult,
    SpeakerResult,
)
from rag.api.record_queries import (
    LARGEST_LIMIT,
    ClaimQuery,
    PageQuery,
    QuestionQuery,
    place_of,
    scope_of,
)
from rag.api.record_source import RecordSource
from rag.drafts.draft_report import MOST_CHARACTERS
from rag.errors import RagError
from rag.export.documents.answer_documents import AnswerDocument
from rag.export.documents.reply_documents import ClaimListDocument
from rag.schema.scope import EVERYTHING

READS: Final = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)
INSTRUCTIONS: Final = (
    "On Record holds news articles and who said what in them, when and in which outlet. Use `ask` "
    "for a question and `search_claims` for a list. " + results.CITE
)
FEW: Final = 20  # claims of a result, unless more are asked for

Outlets = Annotated[list[str] | None, Field(description="Only these outlets.")]
Speakers = Annotated[list[str] | None, Field(description="Only these speakers, by full name.")]
After = Annotated[date | None, Field(description="First day, YYYY-MM-DD.")]
Before = Annotated[date | None, Field(description="Last day, YYYY-MM-DD.")]

_Result = TypeVar("_Result")


def mcp_server(source: RecordSource) -> MCPServer[None]:
    """The server, answering from ``source``, whose documents should have addresses."""
    server: MCPServer[None] = MCPServer(
        "onrecord",
        title="On Record",
        version=rag.__version__,
        instructions=INSTRUCTIONS,
        log_level="WARNING",
    )

    async def ask(
        question: Annotated[str, Field(min_length=1, max_length=LONGEST_QUESTION)],
        outlet: Outlets = None,
        speaker: Speakers = None,
        after: After = None,
        before: Before = None,
    ) -> AskResult:
        """
        Answer a question from the articles, in exact quotations, or say why they do not answer.

        For example "What did Iraq say about US bases?", "How has X's position on Y changed?".
        """
        filters = {"outlet": outlet, "speaker": speaker, "after": after, "before": before}

        def answered() -> AnswerDocument:
            return source.ask(QuestionQuery(question=question, scope=scope_of(filters)))

        return results.ask_result(await _run(answered))

    async def search_claims(  # noqa: PLR0917  the SDK calls it by keyword
        about: Annotated[
            str, Field(max_length=LONGEST_QUESTION, description="A topic; empty for all.")
        ] = "",
        outlet: Outlets = None,
        speaker: Speakers = None,
        after: After = None,
        before: Before = None,
        less_certain: Annotated[
            bool, Field(description="With claims whose words or speaker are less certain.")
        ] = False,
        limit: Annotated[int, Field(ge=1, le=LARGEST_LIMIT)] = FEW,
        cursor: Annotated[str | None, Field(description="Of the result before.")] = None,
    ) -> ClaimsResult:
        """List what was said: about a topic the nearest first, else in time order."""
        filters = {"outlet": outlet, "speaker": speaker, "after": after, "before": before}

        def listed() -> ClaimListDocument:
            query = ClaimQuery(scope=scope_of(filters), about=about, firm=not less_certain)
            return source.claims(query, PageQuery(limit, cursor))

        return results.claims_result(await _run(listed))

    async def speaker(
        name: Annotated[str, Field(description="The full name, as a quotation has it.")],
    ) -> SpeakerResult:
        """Say who a speaker is, as articles print it, with the first and latest statement."""
        return results.speaker_result(await _run(partial(source.speaker, name, EVERYTHING)))

    async def article_at(
        article: Annotated[str, Field(description="The id, as a quotation has it.")],
        start: Annotated[int | None, Field(ge=0, description="First character.")] = None,
        end: Annotated[int | None, Field(ge=1, description="The character after.")] = None,
    ) -> ArticleResult:
        """Read an article, or the words between two characters of it, with the claims there."""
        return results.article_result(
            await _run(lambda: source.article(place_of(article, start, end)))
        )

    async def check_draft(
        text: Annotated[str, Field(min_length=1, max_length=MOST_CHARACTERS)],
        outlet: Outlets = None,
        after: After = None,
        before: Before = None,
    ) -> DraftResult:
        """Check each statement of a draft: on record, of which speaker, in which words."""
        filters = {"outlet": outlet, "after": after, "before": before}
        return results.draft_result(await _run(lambda: source.check_draft(text, scope_of(filters))))

    for tool, title in (
        (ask, "Ask the record"),
        (search_claims, "List statements"),
        (speaker, "Look up a speaker"),
        (article_at, "Read an article"),
        (check_draft, "Check a draft"),
    ):
        server.add_tool(
            tool, title=title, description=getdoc(tool), annotations=READS, structured_output=True
        )
    return server


async def _run(make: Callable[[], _Result]) -> _Result:
    """Answer in a thread, so that the server goes on listening; errors reach the assistant."""
    try:
        return await anyio.to_thread.run_sync(make)
    except RagError as error:
        raise ToolError(str(error)) from error

"""The MCP server, asked by the SDK's own client."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from asking import AVIM, BASES, RUDAW
from mcp.client.client import Client

from rag.api.mcp_server import mcp_server
from rag.api.record_service import RecordService
from rag.corpus import Corpus

BASE = "http://record.example/"
TOOLS = {"ask", "search_claims", "speaker", "article_at", "check_draft"}
DRAFT = "“Washington does not have any bases in Iraq,” Antony Blinken said. It rained in Oslo."


def called(corpus: Corpus, tool: str, **arguments: Any) -> Any:
    """The structured result of a tool, in process; an error is a string."""

    async def call() -> Any:
        async with Client(mcp_server(RecordService(corpus, BASE))) as client:
            result = await client.call_tool(tool, arguments)
            words: Any = result.content[0]
            return words.text if result.is_error else result.structured_content

    return asyncio.run(call())


def quotations(value: Any) -> Iterator[dict[str, Any]]:
    """Every quotation in a result, at any depth."""
    if isinstance(value, dict):
        if "quote" in value:
            yield value
        for one in value.values():
            yield from quotations(one)
    elif isinstance(value, list):
        for one in value:
            yield from quotations(one)


def test_tools_only_read_and_say_what_they_return(corpus: Corpus) -> None:
    async def listed() -> Any:
        async with Client(mcp_server(RecordService(corpus, BASE))) as client:
            return (await client.list_tools()).tools

    tools = asyncio.run(listed())
    assert {tool.name for tool in tools} == TOOLS
    for tool in tools:
        assert tool.annotations.read_only_hint is True
        assert tool.output_schema
        assert tool.description == tool.description.strip()


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("ask", {"question": BASES}),
        ("ask", {"question": "What is the price of copper in Chile?"}),
        ("ask", {"question": "What did Khafaji say?", "outlet": ["Rudaw"], "after": "2020-01-01"}),
        ("search_claims", {"limit": 100}),
        ("search_claims", {"about": "advisers", "speaker": ["Tahsin Khafaji"]}),
        ("speaker", {"name": "Tahsin Khafaji"}),
        ("article_at", {"article": RUDAW}),
        ("article_at", {"article": RUDAW, "start": 580, "end": 700}),
        ("check_draft", {"text": DRAFT}),
    ],
)
def test_every_quotation_cuts_exactly_and_has_its_address(
    corpus: Corpus, tool: str, arguments: dict[str, Any]
) -> None:
    result = called(corpus, tool, **arguments)
    found = list(quotations(result))
    assert found
    for one in found:
        text = corpus.tables.articles[one["article"]].text
        assert text[one["start"] : one["end"]] == one["quote"]
        assert one["address"].startswith(f"{BASE}sources?article=")
    assert result["instruction"]


def test_answer_names_speaker_outlet_and_day(corpus: Corpus) -> None:
    result = called(corpus, "ask", question=BASES)
    assert not result["declined"]
    first = result["quotations"][0]
    assert (first["speaker"], first["outlet"], first["said_on"], first["article"]) == (
        "Tahsin Khafaji", "AVİM", "2019-01-17", AVIM,
    )  # fmt: skip
    assert "letter by letter" in result["instruction"]
    assert first["also_in"] == ["SOTT.net"]


def test_decline_is_said_with_its_reason(corpus: Corpus) -> None:
    result = called(corpus, "ask", question="What is the price of copper in Chile?")
    assert result["declined"]
    assert result["reason"]
    assert result["lead"] == ""
    assert "do not answer" in result["instruction"]


@pytest.mark.parametrize(
    ("tool", "arguments", "words"),
    [
        ("speaker", {"name": "Nobody"}, "'Nobody' is not in this corpus; it has "),
        ("article_at", {"article": "x"}, "'x' is not in this corpus; it has "),
        ("article_at", {"article": RUDAW, "start": 5}, "both start and end"),
        ("article_at", {"article": RUDAW, "start": 5, "end": 5}, "end must be greater"),
        ("ask", {"question": "?"}, "Type a question"),
        ("ask", {"question": BASES, "after": "2021-01-01", "before": "2020-01-01"}, "swap"),
        ("search_claims", {"cursor": "x"}, "begin again"),
    ],
)
def test_errors_reach_the_assistant_in_words(
    corpus: Corpus, tool: str, arguments: dict[str, Any], words: str
) -> None:
    error = called(corpus, tool, **arguments)
    assert isinstance(error, str)
    assert words in error
    assert "Traceback" not in error


def test_pages_of_claims_follow_each_other(corpus: Corpus) -> None:
    first = called(corpus, "search_claims", limit=3)
    second = called(corpus, "search_claims", limit=3, cursor=first["cursor"])
    places = [(q["article"], q["start"], q["quote"]) for q in quotations([first, second])]
    assert len(places) == 6
    assert first["total"] == len(corpus.claims())

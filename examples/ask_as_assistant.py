"""
Ask over the Model Context Protocol, as an assistant does.

    python examples/ask_as_assistant.py index "what did Iraq say about US bases?"
"""

import asyncio
import sys

from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters


async def ask(index: str, question: str) -> None:
    """Start `onrecord mcp` on an index, call its tool `ask`, and print what an assistant gets."""
    command = StdioServerParameters(
        command=sys.executable, args=["-m", "rag", "mcp", "--index", index]
    )
    async with Client(command) as client:
        result = await client.call_tool("ask", {"question": question})
        answer = result.structured_content or {}
    print(answer["reason"] if answer["declined"] else answer["lead"])
    for quotation in answer["quotations"]:
        who = quotation["speaker"] or quotation["mention"] or quotation["outlet"]
        print(f"{who}, {quotation['said_on'] or quotation['published']}: {quotation['quote']}")
        print(quotation["address"])


def main(index: str, question: str) -> None:
    """Ask, and wait for the answer."""
    asyncio.run(ask(index, question))


if __name__ == "__main__":
    main(*sys.argv[1:])

"""
Give a llama-index program a tool that answers from the record, in cited quotations.

    python examples/llama_index_tool.py index "what did Iraq say about US bases?"
"""

import sys
from pathlib import Path

from llama_index.core.tools import QueryEngineTool, RetrieverTool, ToolMetadata

from onrecord import Corpus, Settings


def tools(corpus: Corpus) -> list[QueryEngineTool | RetrieverTool]:
    """The tools of an agent: one answers, or declines; one finds evidence for its own words."""
    answer = ToolMetadata(
        name="on_record",
        description="Answers who said what, when and in which outlet, in exact quotations with "
        "[1] marks, or says why the articles do not answer. Quote its words letter by letter.",
    )
    evidence = ToolMetadata(
        name="on_record_evidence",
        description="The sentences of the articles nearest to a question, with speaker and day.",
    )
    return [
        QueryEngineTool(query_engine=corpus.as_query_engine(), metadata=answer),
        RetrieverTool(retriever=corpus.as_retriever(limit=5), metadata=evidence),
    ]


def main(index: str, question: str) -> None:
    """Call the first tool as an agent would."""
    corpus = Corpus.open(Settings(index=Path(index)))
    answer, _ = tools(corpus)
    output = answer.call(question)
    print(output.content)
    for source in output.raw_output.source_nodes:
        metadata = source.node.metadata
        print(f"[{metadata['n']}] {metadata['article']} {metadata['start']}-{metadata['end']}")


if __name__ == "__main__":
    main(*sys.argv[1:])

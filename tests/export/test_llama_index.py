"""A corpus inside real llama-index programs, offline."""

import asyncio
import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from asking import AVIM, BASES, RUDAW, SOTT
from llama_index.core.base.base_query_engine import BaseQueryEngine
from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.base.base_selector import BaseSelector, SelectorResult, SingleSelection
from llama_index.core.callbacks import CallbackManager, CBEventType, LlamaDebugHandler
from llama_index.core.indices.prompt_helper import PromptHelper
from llama_index.core.instrumentation.event_handlers import BaseEventHandler
from llama_index.core.llms import MockLLM
from llama_index.core.prompts.mixin import PromptDictType
from llama_index.core.query_engine import RetrieverQueryEngine, RouterQueryEngine
from llama_index.core.response_synthesizers import ResponseMode, get_response_synthesizer
from llama_index.core.retrievers import QueryFusionRetriever
from llama_index.core.schema import MetadataMode, NodeWithScore, QueryBundle, TextNode
from llama_index.core.tools import QueryEngineTool, ToolMetadata
from llama_index_instrumentation import get_dispatcher
from llm_server import MODEL, serve

from rag.corpus import Corpus
from rag.schema.scope import Scope
from rag.settings import Settings

COPPER = "What is the price of copper in Chile?"
HELPER = PromptHelper(tokenizer=str.split)  # the default one would fetch a vocabulary


def text_node(found: NodeWithScore) -> TextNode:
    assert isinstance(found.node, TextNode)
    return found.node


def assert_real(corpus: Corpus, found: NodeWithScore) -> None:
    """A node is cut from its article by its own offsets."""
    node = text_node(found)
    article = corpus.article(node.metadata["article"])
    assert article is not None
    start, end = node.metadata["start"], node.metadata["end"]
    assert article.text[start:end] == node.text == node.get_content(MetadataMode.NONE)
    assert (node.start_char_idx, node.end_char_idx) == (start, end)
    assert node.metadata["outlet"] == article.outlet
    assert node.metadata["published"] == str(article.published)
    assert node.metadata["date_basis"] == article.date_basis.value
    assert node.metadata["dispatch"] == article.dispatch
    assert node.ref_doc_id == article.id
    assert found.score is not None


# --- the retriever ------------------------------------------------------------------------------


def test_retriever_nodes_have_speaker_day_and_place(corpus: Corpus) -> None:
    made = corpus.as_retriever(limit=5)
    assert isinstance(made, BaseRetriever)
    found = made.retrieve(BASES)
    assert len(found) == 5
    for one in found:
        assert_real(corpus, one)
    scores = [one.score or 0.0 for one in found]
    assert scores == sorted(scores, reverse=True)
    (khafaji,) = [one.node for one in found if one.node.metadata["article"] == AVIM][:1]
    assert khafaji.metadata["speaker"] == "Tahsin Khafaji"
    assert khafaji.metadata["role"] == "spokesman"
    assert khafaji.metadata["said_on"] == "2019-01-17"
    assert khafaji.metadata["origin"] == "Sputnik"
    assert khafaji.metadata["also_in"] == "SOTT.net"
    assert SOTT not in {one.node.metadata["article"] for one in found}


def test_model_sees_speaker_and_day_but_no_bookkeeping(corpus: Corpus) -> None:
    (first, *_) = corpus.as_retriever(cited=True).retrieve(BASES)
    read = first.node.get_content(MetadataMode.LLM)
    assert "speaker: Tahsin Khafaji" in read
    assert "said_on: 2019-01-17" in read
    assert "start:" not in read
    assert "dispatch:" not in read


def test_metadata_is_flat(corpus: Corpus) -> None:
    found = corpus.as_retriever(limit=20).retrieve(BASES)
    assert len(found) == 20
    for one in found:
        json.dumps(one.node.metadata)
        assert all(isinstance(v, str | int | float) for v in one.node.metadata.values())


def test_node_ids_depend_on_article_place_and_words_alone(corpus: Corpus) -> None:
    """So they are the same in every process and on every machine."""
    nodes = [text_node(one) for one in corpus.as_retriever().retrieve(BASES)]
    for node in nodes:
        place = [str(node.metadata[key]) for key in ("article", "start", "end")]
        content = "\0".join([*place, node.text]).encode()
        assert node.node_id == hashlib.sha256(content).hexdigest()[:24]
    assert len({node.node_id for node in nodes}) == len(nodes)


def test_async_calls_and_bundles_retrieve_the_same(corpus: Corpus) -> None:
    made = corpus.as_retriever()
    plain = [one.node.node_id for one in made.retrieve(BASES)]
    bundle = [one.node.node_id for one in made.retrieve(QueryBundle(BASES))]
    later = [one.node.node_id for one in asyncio.run(made.aretrieve(BASES))]
    assert plain == bundle == later


def test_retriever_respects_scope_and_limit(corpus: Corpus) -> None:
    found = corpus.as_retriever(Scope(outlets=("Rudaw",)), limit=3).retrieve(BASES)
    assert len(found) == 3
    assert {one.node.metadata["article"] for one in found} == {RUDAW}


def test_cited_retriever_returns_citations_in_order_and_none_when_declined(
    corpus: Corpus,
) -> None:
    made = corpus.as_retriever(cited=True)
    cited = [(c.article, c.span.start, c.span.end) for c in corpus.ask(BASES).citations]
    found = [one.node.metadata for one in made.retrieve(BASES)]
    assert [(m["article"], m["start"], m["end"]) for m in found] == cited
    assert made.retrieve(COPPER) == []
    assert corpus.as_retriever().retrieve(COPPER) != []


@pytest.mark.parametrize("query", ["", "  ", "?!", "\x00"])
def test_query_without_a_word_retrieves_nothing(query: str, corpus: Corpus) -> None:
    assert corpus.as_retriever().retrieve(query) == []


def test_callbacks_and_instrumentation_receive_events(corpus: Corpus) -> None:
    seen: list[str] = []

    class Handler(BaseEventHandler):
        def handle(self, event: Any, **_: Any) -> None:
            seen.append(event.class_name())

    handler = Handler()
    dispatcher = get_dispatcher()
    dispatcher.add_event_handler(handler)
    try:
        debug = LlamaDebugHandler(print_trace_on_end=False)
        manager = CallbackManager([debug])
        corpus.as_retriever(callback_manager=manager).retrieve(BASES)
        corpus.as_query_engine(callback_manager=manager).query(BASES)
    finally:
        dispatcher.event_handlers.remove(handler)
    assert len(debug.get_event_pairs(CBEventType.RETRIEVE)) == 1
    assert [n for n in seen if "Retrieval" in n] == ["RetrievalStartEvent", "RetrievalEndEvent"]
    assert {"QueryStartEvent", "QueryEndEvent"} <= set(seen)


# --- the query engine ---------------------------------------------------------------------------


def test_query_engine_returns_the_composed_answer_with_its_sources(corpus: Corpus) -> None:
    made = corpus.as_query_engine()
    assert isinstance(made, BaseQueryEngine)
    answer = corpus.ask(BASES)
    for response in (made.query(BASES), asyncio.run(made.aquery(QueryBundle(BASES)))):
        assert str(response).startswith(answer.lead)
        assert "[1]" in str(response)
        assert len(response.source_nodes) == len(answer.citations)
        for one, citation in zip(response.source_nodes, answer.citations, strict=True):
            assert_real(corpus, one)
            assert text_node(one).text == citation.quote
            assert one.node.metadata["n"] == citation.n
            assert one.node.metadata["speaker"] == citation.speaker
        assert response.metadata is not None
        assert response.metadata["declined"] is False
        assert response.metadata["writer"] is None
        assert response.metadata["corpus"] == corpus.fingerprint
        assert response.metadata["independent_sources"] == answer.independent_sources
    assert [n.node.node_id for n in made.retrieve(QueryBundle(BASES))] == [
        n.node.node_id for n in made.query(BASES).source_nodes
    ]


def test_declined_question_has_a_reason_and_no_sources(corpus: Corpus) -> None:
    response = corpus.as_query_engine().query(COPPER)
    assert response.metadata is not None
    assert response.metadata["declined"] is True
    assert str(response) == response.metadata["reason"]
    assert response.source_nodes == []


def test_query_engine_writes_with_the_language_model_on_request(corpus: Corpus) -> None:
    with serve() as server:
        server.says("Khafaji said Washington does not have any bases in Iraq [1].")
        settings = replace(corpus.settings, llm=MODEL, llm_url=server.url)
        other = Corpus(settings, corpus._generation, corpus._embedder, corpus._reader)
        silent = other.as_query_engine().query(BASES)
        assert server.requests == []
        response = other.as_query_engine(write=True).query(BASES)
    assert silent.metadata is not None
    assert response.metadata is not None
    assert silent.metadata["writer"] is None
    assert response.metadata["writer"] == MODEL
    assert f"Written by {MODEL} from the passages above" in str(response)


def test_example_of_the_manual_runs(
    seed_index: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    page = Path(__file__).parents[2] / "docs" / "extend.md"
    programs = re.findall(r"^```python\n(.*?)^```", page.read_text(), re.DOTALL | re.MULTILINE)
    (program,) = (one for one in programs if "as_retriever" in one)
    (tmp_path / "index").symlink_to(seed_index.index)
    monkeypatch.chdir(tmp_path)
    exec(program, {})  # what a reader would paste
    printed = capsys.readouterr().out
    assert "Tahsin Khafaji" in printed
    assert "[1]" in printed


# --- inside a program ---------------------------------------------------------------------------


class Second(BaseSelector):
    """Always chooses the second engine."""

    def _get_prompts(self) -> PromptDictType:
        return {}

    def _update_prompts(self, prompts_dict: PromptDictType) -> None:
        """There are none."""

    def _select(self, choices: Sequence[ToolMetadata], query: QueryBundle) -> SelectorResult:
        return SelectorResult(selections=[SingleSelection(index=1, reason="the second")])

    async def _aselect(self, choices: Sequence[ToolMetadata], query: QueryBundle) -> SelectorResult:
        return self._select(choices, query)


def test_nodes_reach_the_model_of_a_retriever_query_engine(corpus: Corpus) -> None:
    engine = RetrieverQueryEngine(
        corpus.as_retriever(limit=2),
        get_response_synthesizer(
            llm=MockLLM(max_tokens=None), prompt_helper=HELPER, response_mode=ResponseMode.COMPACT
        ),
    )
    response = engine.query(BASES)
    for one in response.source_nodes:
        assert_real(corpus, one)
        assert text_node(one).text[:40] in str(response)
    assert "speaker: Tahsin Khafaji" in str(response)


def test_retriever_works_inside_a_fusion_retriever(corpus: Corpus) -> None:
    fusion = QueryFusionRetriever(
        [corpus.as_retriever(), corpus.as_retriever(cited=True)],
        llm=MockLLM(max_tokens=None),
        num_queries=1,
        similarity_top_k=4,
        use_async=True,
    )
    found = fusion.retrieve(BASES)
    assert len(found) == 4
    cited = {one.node.node_id for one in corpus.as_retriever(cited=True).retrieve(BASES)}
    assert cited & {one.node.node_id for one in found}, "the same node is known as the same"
    assert len({one.node.node_id for one in found}) == 4
    for one in found:
        assert_real(corpus, one)


def test_query_engine_works_behind_a_router(corpus: Corpus) -> None:
    tools = [
        QueryEngineTool.from_defaults(
            corpus.as_query_engine(scope), name=name, description=f"what was said, {name}"
        )
        for scope, name in ((Scope(outlets=("SOTT.net",)), "sott"), (Scope(), "all"))
    ]
    router = RouterQueryEngine(Second(), tools, llm=MockLLM(max_tokens=None))
    response = router.query(BASES)
    assert "Washington does not have any bases" in str(response)
    assert {one.node.metadata["article"] for one in response.source_nodes} >= {AVIM, RUDAW}

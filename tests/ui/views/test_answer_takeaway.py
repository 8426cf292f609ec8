"""What a reader takes along of an answer: the items that the page gives its menus."""

import json
import re
from typing import Any

import pytest
from html_tools import plain
from page_tools import load_model, markup_of, open_page
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest

from rag.corpus import Corpus
from rag.export.contract_json import answer_json

pytestmark = pytest.mark.usefixtures("seeds")  # the dashboard shows what `corpus` holds

QUESTION = "what did Iraq say about US bases?"


def taken(at: AppTest) -> dict[str, Any]:
    """The data of the menus."""
    every = [
        json.loads(element.proto.json or "{}")
        for element in at.get("bidi_component")
        if element.proto.component_name == "onrecord_copy"
    ]
    (found,) = (data for data in every if "menus" in data)
    return dict(found)


def items(at: AppTest, menu: str) -> dict[str, dict[str, str]]:
    """The items of a menu by label."""
    (found,) = (one for one in taken(at)["menus"] if one["label"] == menu)
    return {item["label"]: item for item in found["items"]}


def test_each_quotation_has_a_button_and_three_exact_forms(corpus: Corpus) -> None:
    load_model()
    at = open_page("", q=QUESTION)
    answer = corpus.ask(QUESTION)
    quotations = taken(at)["quotations"]
    assert list(quotations) == [str(citation.n) for citation in answer.citations]
    assert set(re.findall(r'data-copy="(\d+)"', markup_of(at))) == set(quotations)
    for citation in answer.citations:
        article = corpus.article(citation.article)
        assert article is not None
        quote = article.text[citation.span.start : citation.span.end]
        text, formatted, marked = quotations[str(citation.n)]
        assert text["text"].startswith(f"{quote}\n\n")
        assert formatted["text"] == text["text"]
        (quoted,) = re.findall(r"<blockquote[^>]*>(.*?)</blockquote>", formatted["html"], re.DOTALL)
        assert plain(quoted) == quote
        assert "\n> " in marked["text"]
        for form in (text["text"], formatted["html"], marked["text"]):
            assert f"start={citation.span.start}" in form
            assert (citation.outlet or "") in form
            assert (citation.url or "") in form


def test_answer_is_copied_in_each_form_and_as_a_link() -> None:
    load_model()
    copies = items(open_page("", q=QUESTION, outlet="Rudaw"), "Copy answer")
    assert list(copies) == ["Plain text", "Formatted text", "Markdown", "Link"]
    assert "outlet=Rudaw" in copies["Link"]["text"]
    for item in copies.values():
        assert copies["Link"]["text"].split("&")[0] in item["text"]
        assert item["done"] == "Copied"


def test_answer_is_saved_as_page_json_and_references(corpus: Corpus) -> None:
    load_model()
    files = items(open_page("", q=QUESTION), "Download")
    answer = corpus.ask(QUESTION)
    assert [item["file"] for item in files.values()] == [
        f"on-record-what-did-iraq-say-about-us-bases.{suffix}"
        for suffix in ("html", "ris", "bib", "csl.json", "json")
    ]
    assert files["Web page"]["text"].startswith("<!doctype html>")
    told = json.loads(files["JSON"]["text"])
    assert {**told, "seconds": 0} == {**answer_json(answer), "seconds": 0}
    cited = {citation.article for citation in answer.citations}
    assert len(json.loads(files["Sources as CSL-JSON"]["text"])) == len(cited)


def test_decline_has_no_sources_to_cite() -> None:
    load_model()
    files = items(open_page("", q="What did the mayor say about zebra crossings?"), "Download")
    assert list(files) == ["Web page", "JSON"]


def test_embedded_answer_copies_addresses_of_the_whole_dashboard(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    load_model()
    monkeypatch.setattr(ContextProxy, "is_embedded", True)
    at = open_page("", q=QUESTION)
    assert "embed=true" in markup_of(at)
    assert "embed=" not in json.dumps(taken(at))


def test_article_is_cited_as_a_file_of_each_format() -> None:
    files = items(open_page("sources", article="003_65f59ed5da4b3415.txt"), "Cite")
    assert list(files) == ["RIS", "BibTeX", "CSL-JSON"]
    assert all("https://rudaw.net/" in item["text"] for item in files.values())
    assert files["RIS"]["file"].endswith(".ris")


def test_embedded_article_has_no_menu(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ContextProxy, "is_embedded", True)
    at = open_page("sources", article="003_65f59ed5da4b3415.txt")
    assert not any(e.proto.component_name == "onrecord_copy" for e in at.get("bidi_component"))


def test_chosen_claim_of_a_timeline_has_three_exact_forms(corpus: Corpus) -> None:
    claim = corpus.claims()[0]
    article = corpus.article(claim.article)
    assert article is not None
    at = open_page("timeline", claim=claim.id)
    assert 'data-copy="1"' in markup_of(at)
    quote = article.text[claim.evidence.start : claim.evidence.end]
    (forms,) = taken(at)["quotations"].values()
    assert [form["label"] for form in forms] == ["Plain text", "Formatted text", "Markdown"]
    assert forms[0]["text"].startswith(f"{quote}\n\n")

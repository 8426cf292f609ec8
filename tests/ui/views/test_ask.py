"""The question page: answers, declines, suggestions, waiting for the model."""

import html
import re
from unittest.mock import Mock
from urllib.parse import parse_qs, urlsplit

import pytest
from page_tools import load_model, markup_of, open_page, shown

from rag.corpus import Corpus
from rag.retrieval.searcher import Searcher
from rag.schema.scope import EVERYTHING
from rag.settings import Settings
from rag.ui.markup import answer_cards, evidence
from rag.ui.state import resources, suggestions

pytestmark = pytest.mark.usefixtures("seeds")  # the dashboard shows what `corpus` holds


def test_answer_names_speaker_day_and_outlet_and_links_each_citation(corpus: Corpus) -> None:
    load_model()
    at = open_page("", q="what did Iraq say about US bases?")
    text = shown(at)
    for word in ("Tahsin Khafaji", "17 January 2019", "AVİM", "Sputnik", "SOTT.net", "[1]"):
        assert word in text
    (page,) = (
        one.value for one in at.html if "or-answer" in one.value and "<style" not in one.value
    )
    links = [
        parse_qs(urlsplit(html.unescape(one)).query)
        for one in re.findall(r'href="(\./sources[^"]+)"', page)
    ]
    assert links
    for link in links:
        article = corpus.article(link["article"][0])
        assert article is not None
        assert article.text[int(link["start"][0]) : int(link["end"][0])].strip()


def test_decline_gives_its_reason_and_labels_passages(
    seeds: Settings,
) -> None:
    load_model()
    text = shown(open_page("", q="What did the mayor say about zebra crossings?"))
    assert "Not on record" in text
    assert "They don't answer the question." in text


@pytest.mark.parametrize("question", ["", "   ", "\n\t"])
def test_page_without_question_suggests_some(corpus: Corpus, question: str) -> None:
    at = open_page("", q=question)
    speakers = {claim.speaker for claim in corpus.claims() if claim.speaker}
    texts = {article.id: article.text for article in corpus.articles()}
    made = suggestions.questions(corpus.claim_table, EVERYTHING, texts)
    assert 1 <= len(made) <= suggestions.MOST
    for one in made:
        assert one in shown(at)
        assert any(speaker in one for speaker in speakers)


def test_page_waits_for_the_model_and_then_answers(
    seeds: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_model()
    loaded = resources.model_ready
    monkeypatch.setattr(resources, "model_ready", lambda: False)
    at = open_page("", q="US bases")
    assert "Search is warming up" in shown(at)
    assert "[1]" not in shown(at)
    monkeypatch.setattr(resources, "model_ready", loaded)
    at.run()
    assert "Search is warming up" not in shown(at)
    assert "[1]" in shown(at)


def test_page_without_llm_does_not_mention_one(seeds: Settings) -> None:
    load_model()
    at = open_page("", q="what did Iraq say about US bases?")
    assert "or-prose" not in markup_of(at)


def test_further_quotations_have_a_heading_and_outlet_colours(
    corpus: Corpus,
) -> None:
    load_model()
    shown = markup_of(open_page(q="what did Iraq say about US bases?"))
    found = answer_cards.ALSO in shown
    assert found is (shown.count('<ol class="or-cards">') > 1)
    where = shown.count('<p class="or-where">')
    assert shown.count('class="or-dot"') == where > 1


def test_decline_marks_no_words_and_offers_all_articles(
    corpus: Corpus,
) -> None:
    load_model()
    shown = markup_of(open_page(q="who won the football world cup?", outlet=["Rudaw"]))
    answer = shown[shown.index("or-declined") : shown.index("Questions these articles")]
    assert answer.index("Search all articles instead") < answer.index("Nearest passages")
    quotations = re.findall(r"<blockquote.*?<details", answer, re.DOTALL)
    assert quotations
    assert not any("<mark>" in one for one in quotations)


def test_ranked_passages_are_shown_without_another_search(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_model()
    text = "what did Iraq say about US bases?"
    expected = corpus.ask(text).ranked[: evidence.SHOWN]
    at = open_page("", q=text)
    assert "or-ranked" not in markup_of(at)
    search = Mock(return_value=())
    monkeypatch.setattr(Searcher, "search", search)
    at.session_state["why"] = True
    at.run()
    panel = markup_of(at)
    assert "or-ranked" in panel
    search.assert_not_called()
    assert re.findall(r">score (\d\.\d\d)", panel) == [f"{one.probability:.2f}" for one in expected]


def test_follow_up_stands_in_the_box_as_a_whole_question() -> None:
    load_model()
    at = open_page("", q="What did Iraq say about US bases in 2019?")
    at.text_input(key="q").set_value("And in 2020?").run()
    assert at.text_input(key="q").value == "What did Iraq say about US bases in 2020?"
    assert "in 2020" in at.query_params["q"]

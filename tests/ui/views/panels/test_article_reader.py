"""An article as a page and beside an answer: its place among the citations, the ways on."""

import html
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from page_tools import load_model, markup_of, open_page, shown

from rag.corpus import Corpus
from rag.export import quoted_place
from rag.schema.answers import Citation
from rag.schema.articles import title_of

pytestmark = pytest.mark.usefixtures("seeds")  # the dashboard shows what `corpus` holds

QUESTION = "what did Iraq say about US bases?"


def place(corpus: Corpus, citation: Citation) -> dict[str, str]:
    article = corpus.article(citation.article)
    assert article is not None
    found = quoted_place.place_parameters(article.text, citation.span)
    return {"article": citation.article, **{name: str(value) for name, value in found.items()}}


def bar(page: str) -> str:
    found = re.search(r'<nav class="or or-steps".*?</nav>', page, re.DOTALL)
    assert found
    return found[0]


def addresses(markup: str) -> list[tuple[str, dict[str, list[str]]]]:
    found = [urlsplit(html.unescape(one)) for one in re.findall(r'href="(.*?)"', markup)]
    return [(one.path, parse_qs(one.query)) for one in found]


@pytest.mark.parametrize("page", ["", "sources"])
def test_bar_names_the_article_and_links_to_the_neighbours_and_the_answer(
    corpus: Corpus, page: str
) -> None:
    load_model()
    citations = corpus.ask(QUESTION).citations
    at = open_page(page, q=QUESTION, **place(corpus, citations[1]))
    line = bar(markup_of(at))
    assert f">Citation </span>2 of {len(citations)}</b>" in line
    article = corpus.article(citations[1].article)
    assert article is not None
    for words in (article.outlet or "", title_of(article)):
        assert f"<bdi>{html.escape(words, quote=False)}</bdi>" in line
    before, after, close = addresses(line)
    assert before[1]["start"] == [str(citations[0].span.start)]
    assert after[1]["start"] == [str(citations[2].span.start)]
    assert close == ("./", {"q": [QUESTION]})


def test_article_is_beside_its_answer_whose_citation_is_marked(corpus: Corpus) -> None:
    load_model()
    citation = corpus.ask(QUESTION).citations[1]
    page = markup_of(open_page("", q=QUESTION, **place(corpus, citation)))
    assert page.index("or-answer") < page.index('id="cited"')
    assert re.findall(r'aria-current="true" aria-label="Citation (\d+)', page) == ["2"]
    assert "All sources" not in page
    without = markup_of(open_page("", q=QUESTION))
    assert "aria-current" not in without
    assert "or-steps" not in without


def test_shared_address_of_an_answer_holds_the_article_beside_it(corpus: Corpus) -> None:
    load_model()
    wanted = place(corpus, corpus.ask(QUESTION).citations[1])
    at = open_page("", q=QUESTION, **wanted)
    asked = parse_qs(urlsplit(at.code[0].value).query)
    assert {name: asked[name][0] for name in wanted} == wanted
    assert asked["q"] == [QUESTION]


def test_new_question_closes_the_article(corpus: Corpus) -> None:
    load_model()
    at = open_page("", q=QUESTION, **place(corpus, corpus.ask(QUESTION).citations[0]))
    assert "or-steps" in markup_of(at)
    at.text_input(key="q").set_value("what did Khazali say?").run()
    assert "or-steps" not in markup_of(at)
    assert set(at.query_params) == {"q"}


def test_unknown_article_is_reported_and_the_answer_stays() -> None:
    load_model()
    at = open_page("", q=QUESTION, article="nope.txt", start="1", end="2")
    assert "“nope.txt” isn't here" in shown(at)
    assert "or-answer" in markup_of(at)
    assert "or-steps" not in markup_of(at)


def test_bar_of_a_place_without_an_answer_counts_the_claims(corpus: Corpus) -> None:
    claim = corpus.claims()[0]
    spans = sorted({one.evidence for one in corpus.claims() if one.article == claim.article})
    at = open_page(
        "sources", article=claim.article,
        start=str(spans[0].start), end=str(spans[0].end),
    )  # fmt: skip
    line = bar(markup_of(at))
    assert f">Claim </span>1 of {len(spans)}</b>" in line
    assert "or-close" not in line
    whole = bar(markup_of(open_page("sources", article=claim.article)))
    assert "Claims of this article" in whole
    assert addresses(whole)[0][1]["start"] == [str(spans[0].start)]

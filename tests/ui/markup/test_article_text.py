"""Tests of the text of an article as HTML."""

import html
import re
from collections.abc import Iterator

import pytest
from html_tools import article, plain

from rag.corpus import Corpus
from rag.schema.articles import Article, Gap, Span
from rag.schema.scope import Scope
from rag.settings import Settings
from rag.ui.markup import article_text


@pytest.fixture
def corpus(seed_index: Settings) -> Iterator[Corpus]:
    opened = Corpus.open(seed_index)
    yield opened
    opened.close()


def test_body_marks_exactly_the_cited_words(corpus: Corpus) -> None:
    """Over every claim of the seeds: the marked words are text[start:end], but for white space."""
    for claim in corpus.claims():
        article = corpus.article(claim.article)
        assert article is not None
        page = article_text.body(article, claim.evidence)
        marks = re.findall(r"<mark[^>]*>(.*?)</mark>", page)
        plain = re.sub(r"<[^>]+>", "", " ".join(marks))
        wanted = article.text[claim.evidence.start : claim.evidence.end]
        assert html.unescape(plain).split() == wanted.split()
        assert page.count('id="cited"') == 1


# Added beside the text: reasons why a part is not in the story, speakers.
BESIDE = r'<summary>.*?</summary>|<p class="or-why">.*?</p>|<div class="or-voices">.*?</div>'


def test_body_shows_every_character_of_an_article(corpus: Corpus) -> None:
    for one in corpus.articles():
        said = [
            article_text.UnderlinedClaim(claim.content, "label", "name", "./timeline")
            for claim in corpus.claims(Scope(articles=(one.id,)))
        ]
        page = article_text.body(one, None, said)
        assert page.count("or-said") >= len(said)
        plain = re.sub(BESIDE + r"|<[^>]+>", "", page)
        assert "".join(html.unescape(plain).split()) == "".join(one.text.split())


def test_body_underlines_the_exact_words_of_claims_and_names_their_speakers() -> None:
    text = "One said A and B. Two <i>denied</i> C."
    said = [
        article_text.UnderlinedClaim((Span(9, 10),), "Ann, quoted", "Ann", "./timeline?claim=1"),
        article_text.UnderlinedClaim((Span(15, 16),), "Ann, quoted", "Ann", "./timeline?claim=2"),
        article_text.UnderlinedClaim((Span(18, 38),), "Bo <b>", "Bo <b>", "./timeline?claim=3"),
    ]
    page = article_text.body(article("a.txt", text), None, said)
    marked = re.findall(r'<span class="or-said" title="([^"]+)">(.*?)</span>', page)
    assert marked == [
        ("Ann, quoted", "A"),
        ("Ann, quoted", "B"),
        ("Bo &lt;b&gt;", "Two &lt;i&gt;denied&lt;/i&gt; C."),
    ]
    beside_it = re.findall(r'<div class="or-voices">(.*?)</div>', page)
    assert [plain(one) for one in beside_it] == ["Ann 2 claimsBo <b>"]
    assert "<b>" not in page
    assert "<i>" not in page


def test_body_labels_nested_claims_by_the_innermost() -> None:
    outer = article_text.UnderlinedClaim((Span(0, 9),), "outer", "O", "./")
    inner = article_text.UnderlinedClaim((Span(2, 5),), "inner", "I", "./")
    page = article_text.body(article("a.txt", "abcdefghi"), None, [outer, inner])
    assert re.findall(r'title="(\w+)">(\w+)<', page) == [
        ("outer", "ab"), ("inner", "cde"), ("outer", "fghi"),
    ]  # fmt: skip


@pytest.mark.parametrize(("times", "folded"), [(1, False), (40, True)])
def test_body_dims_parts_outside_the_story_with_a_reason_and_folds_long_ones(
    times: int, folded: bool
) -> None:
    share = "Share this! " * times
    text = f"Story one.\n{share}\nStory two."
    end = 11 + len(share)
    article = Article(
        id="a.txt",
        text=text,
        fingerprint="f",
        story=(Span(0, 10), Span(end + 1, len(text))),
        gaps=(Gap(Span(11, end), "share <b>"),),
    )
    shown = article_text.body(article, Span(0, 5))
    assert 'class="or-gap"' in shown
    assert "share &lt;b&gt;</" in shown
    assert ("<details" in shown) is folded
    cited = article_text.body(article, Span(12, 15))
    assert "<mark" in cited
    assert not folded or '<details class="or-gap" open>' in cited


def test_around_adds_neighbours_if_a_quotation_fills_its_paragraph() -> None:
    text = "Before it.\n“All of it.”\nAfter it."
    parts = (Span(0, 10), Span(11, 23), Span(24, 33))
    one = Article(id="a.txt", text=text, fingerprint="f", story=parts)
    page = article_text.around(one, parts[1])
    assert re.findall(r"<mark>(.*?)</mark>", page) == ["“All of it.”"]
    assert plain(page) == text.replace("\n", "")
    long = article("a.txt", "x" * 5000 + "“cited”" + "y" * 5000)
    page = article_text.around(long, Span(5000, 5007))
    assert "<mark>“cited”</mark>" in page
    assert len(page) < 3000


def test_preformatted_text_gets_no_extra_white_space() -> None:
    """Paragraphs and quotations show white space, so that none may come from a template."""
    text = "  One  two\tthree.\r\n\r\n Four\u00a0five.  "
    claim = article_text.UnderlinedClaim((Span(7, 10),), "label", "name", "./")
    one = article("a.txt", text)
    page = article_text.body(one, Span(4, 12), [claim])
    paragraphs = [plain(part) for part in re.findall(r"<p dir=.*?</p>", page, re.DOTALL)]
    assert paragraphs == text[2:].split("\r\n\r\n ")
    assert plain(article_text.around(one, Span(4, 12))) == text

"""What answers, articles and lists look like before a browser draws them."""

import html
import re
from datetime import date
from typing import Any

import pytest
from markdown_it import MarkdownIt
from record_tools import make_citation, make_claim

from rag.corpus import Corpus
from rag.schema.answers import Answer, Citation, Statement
from rag.schema.articles import Article, DateBasis, Dispatch, Gap, Span
from rag.schema.claims import Kind, Speaker
from rag.schema.scope import Scope
from rag.settings import Settings
from rag.ui.html import (
    answer_cards,
    article_facts,
    article_text,
    comparison,
    markdown,
    notices,
)
from rag.ui.state import address, answer_cache, library

NASTY = "*x* _y_ [z](http://evil.example) ![p](http://evil.example/p.png) <b>b</b> `c` $m$ # h"


def article(name: str, text: str, **known: object) -> Article:
    return Article(name, text, "f", story=(Span(0, len(text)),), **known)  # type: ignore[arg-type]  # fields by name


def link(name: str, span: Span | None) -> str:
    return f"./sources?article={name}" + (f"&start={span.start}" if span else "")


def plain(page: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", page))


def citation(n: int, quote: str, **known: Any) -> Citation:
    given: dict[str, Any] = {
        "n": n, "article": "a.txt", "span": Span(0, len(quote)), "quote": quote, "title": None,
        "outlet": "Gazette", "url": None, "published": date(2024, 3, 5),
        "date_basis": DateBasis.STATED, "origin": None, "origin_published": None,
        "speaker": "Kari Lund", "role": None, "organisation": None, "said_on": date(2024, 3, 4),
        "dispatch": "d", "claim": "c",
    }  # fmt: skip
    return make_citation(**{**given, **known})


def answer(*citations: Citation, question: str = "what?") -> Answer:
    statements = tuple(Statement("s", (one.n,)) for one in citations)
    return Answer(
        question, Scope(), False, None, "Lead.", statements, citations, 1, 1, "corpus", "1", 0.1
    )  # fmt: skip


# --- the reader ---------------------------------------------------------------------------------


def test_every_claim_is_underlined_in_its_exact_words_and_names_its_speaker() -> None:
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


def test_of_nested_claims_the_inner_one_names_its_words() -> None:
    outer = article_text.UnderlinedClaim((Span(0, 9),), "outer", "O", "./")
    inner = article_text.UnderlinedClaim((Span(2, 5),), "inner", "I", "./")
    page = article_text.body(article("a.txt", "abcdefghi"), None, [outer, inner])
    assert re.findall(r'title="(\w+)">(\w+)<', page) == [
        ("outer", "ab"), ("inner", "cde"), ("outer", "fghi"),
    ]  # fmt: skip


def test_a_quotation_that_fills_its_paragraph_is_shown_with_its_neighbours() -> None:
    text = "Before it.\n“All of it.”\nAfter it."
    parts = (Span(0, 10), Span(11, 23), Span(24, 33))
    one = Article("a.txt", text, "f", story=parts)
    page = article_text.around(one, parts[1])
    assert re.findall(r"<mark>(.*?)</mark>", page) == ["“All of it.”"]
    assert plain(page) == text.replace("\n", "")
    long = article("a.txt", "x" * 5000 + "“cited”" + "y" * 5000)
    page = article_text.around(long, Span(5000, 5007))
    assert "<mark>“cited”</mark>" in page
    assert len(page) < 3000


def test_how_a_fact_was_found_says_which_words_of_the_article_name_it() -> None:
    text = "Sputnik (17 January 2019)\nIraq needs no troops, he said.\n© 2019 The Herald"
    one = Article(
        "a.txt",
        text,
        "f",
        outlet="The Herald",
        origin="Sputnik",
        published=date(2019, 1, 18),
        date_basis=DateBasis.INFERRED,
        date_evidence="on <Friday>",
        story=(Span(26, 56),),
        gaps=(Gap(Span(0, 25), "source"), Gap(Span(57, len(text)), "copyright")),
    )
    shown = plain(article_facts.facts(one, ()))
    assert "The copyright line names it: “© 2019 The Herald”." in shown
    assert "Date inferred from the text: “on <Friday>”." in shown
    assert "The article names it: “Sputnik (17 January 2019)”." in shown
    other = article("b.txt", "Iraq needs no troops.", outlet="Rudaw", origin="Reuters")
    assert plain(article_facts.facts(other, ())).count("Given in the list of articles") == 2
    assert "<Friday>" not in article_facts.facts(one, ())


def test_how_a_speaker_was_found_tells_a_name_from_elsewhere() -> None:
    span = Span(0, 4)
    claim = make_claim(
        "1", "a.txt", Kind.DIRECT, (), (), (span,), span, "Yes.", 0.9,
        speaker="Tahsin Khafaji", mention="he", extracted_speakers=(Speaker(name="Khafaji"),),
    )  # fmt: skip
    shown = plain(article_facts.facts(article("a.txt", "Yes."), [claim]))
    assert "named here as “he”" in shown
    assert "This article alone gives “Khafaji”" in shown


# --- reprints side by side ----------------------------------------------------------------------


def test_reprints_stand_side_by_side_with_what_differs_marked() -> None:
    ours = article(
        "a.txt", "The harbour opened on Monday. It cost 40 million. Nobody was hurt at all."
    )
    theirs = article(
        "b.txt", "The harbour opened on Monday. It cost 50 million. More will come later."
    )
    page = comparison.table(ours, theirs, link)
    assert re.findall(r"<mark>(.*?)</mark>", page) == ["40", "50"]
    assert page.count("not in this print") == 2
    assert "the articles cannot tell" in page


# --- the answer ---------------------------------------------------------------------------------


def test_words_that_are_passed_on_show_their_chain() -> None:
    one = citation(1, "Yes.", origin="Sputnik")
    extra = answer_cards.CardExtras(chain=("the <Journal>", "officials"))
    shown = plain(answer_cards.answer(answer(one), link, {1: extra}))
    assert (
        "Passed on: Gazette prints Sputnik, which cites “the <Journal>”, which cites “officials”."
        in shown
    )
    assert "Passed on" not in plain(answer_cards.answer(answer(one), link))


def test_sources_are_counted_where_the_lead_does_not_say_it() -> None:
    assert "1 independent source in 1 article" in plain(
        answer_cards.answer(answer(citation(1, "x")), link)
    )


def test_markdown_has_a_footnote_for_each_quotation_and_shows_every_character() -> None:
    quote = f"- {NASTY}\n1. Second <script>alert(1)</script> line."
    one = citation(1, quote, speaker=NASTY, title=NASTY, outlet=NASTY, origin=NASTY)
    made = markdown.markdown(
        answer(one, citation(2, "Plain."), question=NASTY),
        lambda c: f"http://h/?n={c.n}",
        "http://h/",
    )
    assert len(re.findall(r"^\[\^\d\]: ", made, re.MULTILINE)) == 2
    assert made.count("[^1]") == made.count("[^2]") == 2
    page = MarkdownIt().render(re.sub(r"(?m)^\[\^(\d)\]: ", "", made))
    for tag in ("<img", "<script", "<b>", "<em>", "<code>", "<h1", "<li>", 'href="http://evil'):
        assert tag not in page, tag
    quoted = plain(re.findall(r"<blockquote>(.*?)</blockquote>", page, re.DOTALL)[0])
    assert "".join(quoted.split()).removesuffix("[^1]") == "".join(quote.split())


def test_a_question_that_narrows_is_asked_as_it_stands_where_a_reader_wants(
    seed_index: Settings,
) -> None:
    corpus = Corpus.open(seed_index)
    text = "what did Khafaji say about bases in August 2020?"
    narrow = answer_cache.answer(corpus, text, Scope())
    wide = answer_cache.answer(corpus, text, Scope(), narrow=False)
    assert narrow.scope.after == date(2020, 8, 1)
    assert wide.scope == Scope()
    assert answer_cache.answer(corpus, text, Scope()) is narrow
    corpus.close()


# --- the library --------------------------------------------------------------------------------


def entry(
    name: str, day: date | None = None, claims: int = 0, text: str = "x"
) -> library.LibraryEntry:
    one = article(name, text, title=name, published=day, outlet="O")
    return library.LibraryEntry(one, name, claims, len(text.split()))


@pytest.mark.parametrize(
    ("order", "names"),
    [
        ("newest", "bac"), ("oldest", "abc"), ("title", "abc"), ("most claims", "cba"),
        ("longest", "abc"), ("no such order", "bac"),
    ],
)  # fmt: skip
def test_the_library_is_sorted_and_undated_articles_come_last(order: str, names: str) -> None:
    some = [
        entry("b", date(2024, 1, 2), 1, "two words"),
        entry("c", None, 2),
        entry("a", date(2024, 1, 1), 0, "three words here"),
    ]
    assert "".join(one.title for one in library.ordered(some, order)) == names


def test_the_library_finds_all_words_in_title_outlet_or_text() -> None:
    some = [entry("Grain", text="Wheat fell in ODESA."), entry("Harbour", text="Bergen.")]
    assert [one.title for one in library.matching(some, "odesa grain")] == ["Grain"]
    assert len(library.matching(some, "  ")) == 2
    assert library.matching(some, "wheat bergen") == ()


def test_an_entry_counts_claims_of_every_copy_and_names_the_other_prints() -> None:
    span = Span(0, 1)
    one, other = article("a", "x", dispatch="d"), article("b", "x", dispatch="d")
    claim = make_claim("1", "a", Kind.DIRECT, (), (), (span,), span, "x", 0.5)
    made = library.entries([one, other], [Dispatch("d", ("a", "b"))], [claim])
    assert [entry.claims for entry in made] == [1, 0]
    assert [[copy.id for copy in entry.copies] for entry in made] == [["b"], ["a"]]


# --- around -------------------------------------------------------------------------------------


@pytest.mark.parametrize("years", [1, 3, 60, 400])
def test_the_histogram_has_few_bars_however_long_the_time(years: int) -> None:
    days = [date(1600, 1, 1), date(1600 + years, 6, 1), date(1600 + years, 6, 2)]
    page = notices.histogram(days, days[:1])
    assert 1 <= page.count("<i ") <= notices.BARS or years == 400
    assert page.count('<i style="height:100%') == 1
    assert "1 claim with a day in scope" in page
    assert notices.histogram([], []) == notices.histogram(days[:1], []) == ""


def test_embed_code_is_inert() -> None:
    scope = Scope(outlets=("A & <B>",), after=date(2019, 1, 2))
    relative = address.link("", scope, q='"><script>', corpus="abc")
    snippet = notices.snippet(f"http://host/{relative}&embed=true")
    assert snippet.count("<") == 2
    assert "&amp;embed=true" in snippet

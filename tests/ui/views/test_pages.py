"""The pages in process: address → page, widget → state, every error in words."""

import gc
import html
import json
import logging
import re
import time
import weakref
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as some
from llm_server import Server, serve
from page_tools import MAIN, PAGES, SECONDS, markup_of, open_page, shown, use
from record_tools import make_claim
from streamlit.testing.v1 import AppTest

from rag import errors
from rag.corpus import Corpus
from rag.indexing import build
from rag.schema.articles import Article, Span, title_of
from rag.schema.claims import Claim, Kind
from rag.schema.reports import Facets
from rag.schema.scope import Scope
from rag.settings import Settings
from rag.text.english import basis_of_day
from rag.ui import locale
from rag.ui.html import answer_cards
from rag.ui.state import address, resources, suggestions


@pytest.fixture
def seeds(seed_index: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    use(monkeypatch, seed_index)
    return seed_index


@pytest.fixture
def corpus(seeds: Settings) -> Iterator[Corpus]:
    opened = Corpus.open(seeds)
    yield opened
    opened.close()


# --- address → page -----------------------------------------------------------------------------


def test_an_address_fills_the_filters(seeds: Settings) -> None:
    at = open_page("timeline", outlet=["Rudaw", "AVİM"], kind="direct", after="2019-01-01")
    assert sorted(at.multiselect(key="outlet").value) == ["AVİM", "Rudaw"]
    assert at.multiselect(key="kind").value == ["direct"]
    assert at.date_input(key="after").value == date(2019, 1, 1)
    assert "from 1 January 2019" in shown(at)


@pytest.mark.parametrize("page", PAGES)
def test_every_page_links_to_itself_with_the_state_of_the_corpus(corpus: Corpus, page: str) -> None:
    at = open_page(page, outlet="Rudaw")
    link = urlsplit(at.code[0].value)
    assert link.path == f"./{page}"
    assert parse_qs(link.query) == {"outlet": ["Rudaw"], "corpus": [corpus.fingerprint]}


def test_the_address_of_a_claim_shows_it_and_how_its_day_is_known(corpus: Corpus) -> None:
    claim = corpus.claims()[5]
    at = open_page("timeline", claim=claim.id)
    assert claim.text in shown(at)
    assert basis_of_day(claim.statement_date, locale.day) in shown(at)
    assert parse_qs(urlsplit(at.code[0].value).query)["claim"] == [claim.id]


@pytest.mark.parametrize(
    ("page", "params", "told"),
    [
        ("timeline", {"outlet": "Nowhere"}, "No outlet “Nowhere”"),
        ("timeline", {"speaker": ["Nobody", "No one"]}, "No speaker “No one”"),
        ("timeline", {"kind": "shouted"}, "No kind “shouted”"),
        ("timeline", {"after": "2019-02-30"}, "“2019-02-30” is not a date"),
        ("timeline", {"before": "yesterday"}, "“yesterday” is not a date"),
        ("timeline", {"after": "2020-01-02", "before": "2020-01-01"}, "“From” is after “To”"),
        ("timeline", {"claim": "../../etc/passwd"}, "No claim “../../etc/passwd”"),
        ("", {"corpus": "0000"}, "Articles have changed since this link was made."),
        ("", {"colour": "red"}, "Part of this link wasn't understood (colour=red)."),
        ("sources", {"article": "../articles.csv"}, "“../articles.csv” isn't here."),
        ("sources", {"article": "*", "start": "9", "end": "3"}, "This article has no such place"),
        ("sources", {"article": "*", "start": "x", "end": "²"}, "This article has no such place"),
        (
            "sources",
            {"article": "*", "start": "0", "end": "9" * 5000},
            "This article has no such place",
        ),
    ],
)
def test_what_an_address_cannot_mean_is_told_and_ignored(
    corpus: Corpus, page: str, params: dict[str, str | list[str]], told: str
) -> None:
    if params.get("article") == "*":
        params = {**params, "article": corpus.articles()[0].id}
    at = open_page(page, **params)
    assert told in shown(at)
    assert not at.error


def test_an_address_without_fault_is_told_nothing(corpus: Corpus) -> None:
    at = open_page("timeline", outlet="Rudaw", corpus=corpus.fingerprint, embed="true")
    assert 'class="or or-notice"' not in markup_of(at)


# --- widget → state -----------------------------------------------------------------------------


def table(at: AppTest) -> dict[str, Any]:
    """What the table of claims is given to draw."""
    (drawn,) = (
        one.proto
        for one in at.get("bidi_component")
        if one.proto.component_name == "onrecord_claims"
    )
    held: dict[str, Any] = json.loads(drawn.json)
    return held


def test_filtering_by_outlet_leaves_its_claims_only(corpus: Corpus) -> None:
    at = open_page("timeline")
    assert table(at)["caption"].endswith(f"of {len(corpus.claims())}")
    at.multiselect(key="outlet").set_value(["Rudaw"]).run()
    claims = corpus.claims(Scope(outlets=("Rudaw",)))
    assert [row["id"] for row in table(at)["rows"]] == [claim.id for claim in claims]
    assert {row["outlet"] for row in table(at)["rows"]} == {"Rudaw"}
    assert parse_qs(urlsplit(at.code[0].value).query)["outlet"] == ["Rudaw"]


def test_one_click_clears_the_scope(seeds: Settings) -> None:
    at = open_page("timeline", outlet="Rudaw", after="2019-01-01")
    (clear,) = (one for one in at.button if one.label == "Clear filters")
    clear.click().run()
    assert "No filters" in shown(at)
    assert at.multiselect(key="outlet").value == []
    assert at.date_input(key="after").value is None


def test_closing_a_claim_takes_it_out_of_the_address(corpus: Corpus) -> None:
    wanted = corpus.claims()[3].id
    at = open_page("timeline", claim=wanted)
    assert [row["id"] for row in table(at)["rows"] if row["chosen"]] == [wanted]
    (close,) = (one for one in at.button if one.label == "Close")
    close.click().run()
    assert "claim" not in at.query_params


def test_words_on_the_timeline_leave_the_claims_that_are_about_them(corpus: Corpus) -> None:
    wait_for_the_model()
    at = open_page("timeline", q="US bases")
    some = table(at)["rows"]
    assert 0 < len(some) < len(corpus.claims()) / 2
    assert any("bases" in row["words"] for row in some)
    assert parse_qs(urlsplit(at.code[0].value).query)["q"] == ["US bases"]
    assert "Nothing about “zebra crossings” here" in shown(
        open_page("timeline", q="zebra crossings")
    )


def test_the_table_is_searched_and_ordered_and_the_link_says_how(corpus: Corpus) -> None:
    at = open_page("timeline", find="TROOPS trump", sort="latest first")
    rows = table(at)["rows"]
    assert rows
    for row in rows:
        assert "troops" in row["words"].lower()
        assert "Trump" in row["words"] + row["speaker"]
    days = [row["iso"] for row in rows]
    assert days == sorted(days, reverse=True)
    link = parse_qs(urlsplit(at.code[0].value).query)
    assert (link["find"], link["sort"]) == (["TROOPS trump"], ["latest first"])
    at.text_input(key="find").set_value("zebra").run()
    assert "No matches" in shown(at)


def test_the_table_has_pages_and_one_that_is_not_there_is_the_last(corpus: Corpus) -> None:
    first, second = table(open_page("timeline")), table(open_page("timeline", page="2"))
    claims = [claim.id for claim in corpus.claims()]
    assert [row["id"] for row in first["rows"] + second["rows"]] == claims[:50]
    assert table(open_page("timeline", page="99"))["rows"]
    at = open_page("timeline", page="2")
    at.multiselect(key="outlet").set_value(["Rudaw"]).run()
    assert table(at)["rows"]
    assert not at.exception


def test_positions_are_the_statements_of_one_voice_in_time(corpus: Corpus) -> None:
    who = "Iraqi Foreign Ministry"
    at = open_page("timeline", view="positions", who=who)
    mine = [claim for claim in corpus.claims() if claim.speaker == who]
    assert f"{len(mine)} statements" in shown(at)
    assert "<ins>" in markup_of(at)
    quoted = re.findall(r"<blockquote[^>]*>(.*?)</blockquote>", markup_of(at), re.DOTALL)
    texts = [re.sub("<del>.*?</del> |<[^>]+>", "", one) for one in quoted]
    assert [html.unescape(text) for text in texts] == [claim.text for claim in mine]
    link = parse_qs(urlsplit(at.code[0].value).query)
    assert (link["view"], link["who"]) == (["positions"], [who])


def test_all_who_speak_for_an_actor_are_one_voice(corpus: Corpus) -> None:
    at = open_page("timeline", view="positions")
    (actor,) = (one for one in at.selectbox(key="who").options if one.startswith("Iraq ("))
    at.selectbox(key="who").set_value(actor).run()
    text = shown(at)
    assert "Tahsin Khafaji" in text
    assert "Iraqi Foreign Ministry" in text


def test_coverage_says_which_outlet_had_a_dispatch_first(corpus: Corpus) -> None:
    at = open_page("timeline", view="coverage")
    text = " ".join(shown(at).split())
    assert "4 reports; 1 was reprinted." in text
    assert "from Sputnik" in text
    assert re.search(r"SOTT\.net 17 January 2019 , first", text)
    assert re.search(r"AVİM 18 January 2019 , \+1 day", text)
    one = shown(open_page("timeline", view="coverage", outlet="Rudaw"))
    assert "No reprints among 1 article." in one


@pytest.mark.parametrize(
    ("params", "told"),
    [
        ({"view": "sideways"}, "view=sideways"),
        ({"rows": "planets"}, "rows=planets"),
        ({"sort": "loudest"}, "sort=loudest"),
        ({"page": "-1"}, "page=-1"),
        ({"view": "positions", "who": "Nobody"}, "who=Nobody"),
    ],
)
def test_what_the_timeline_does_not_have_is_told_and_ignored(
    seeds: Settings, params: dict[str, str | list[str]], told: str
) -> None:
    at = open_page("timeline", **params)
    assert told in shown(at)
    assert not at.error


def test_one_claim_and_none_have_pages_of_their_own(corpus: Corpus) -> None:
    day = "2020-08-19"
    at = open_page("timeline", after=day, before=day)
    assert len(table(at)["rows"]) == 1
    assert "1 claim by 1 named speaker, 19 August 2020." in shown(at)
    assert "Read it in the article" in shown(at)  # it stands open: there is nothing to choose from
    assert not [button for button in at.button if button.label == "Close"]
    for view, notice in (
        ("claims", "No quotes match these filters."),
        ("positions", "No named speakers match."),
        ("coverage", "No articles match these filters."),
    ):
        at = open_page("timeline", view=view, after="1999-01-01", before="1999-01-02")
        assert notice in shown(at)


def test_a_scope_that_holds_nothing_says_so(seeds: Settings) -> None:
    at = open_page("", after="1999-01-01", before="1999-01-02")
    assert "No quotes match these filters." in shown(at)
    assert "No articles match these filters." in shown(open_page("sources", before="1999-01-02"))


def test_other_words_that_fill_fewer_pages_begin_on_the_first(
    seeds: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three hundred entries fill six pages; those that hold the word fill three."""
    from rag.ui.state import library as listed

    several = tuple(
        listed.LibraryEntry(one.article, f"{one.title} {n}", one.claims, one.words, one.copies)
        for one in resources.library_entries()
        for n in range(60)
    )
    monkeypatch.setattr(resources, "library_entries", lambda: several)
    at = AppTest.from_file(str(MAIN), default_timeout=SECONDS)
    at.query_params["page"] = "6"
    at.switch_page(PAGES["sources"]).run()
    assert not at.exception
    assert at.session_state["page"] == 6
    at.text_input(key="find").set_value("sputnik").run()
    assert not at.exception
    assert "Something went wrong" not in shown(at)
    assert at.session_state["page"] == 1


# --- questions ----------------------------------------------------------------------------------


def wait_for_the_model() -> None:
    resources.corpus().warm()


def test_an_answer_names_who_when_where_and_links_each_citation(corpus: Corpus) -> None:
    wait_for_the_model()
    at = open_page("", q="what did Iraq say about US bases?")
    text = shown(at)
    for word in ("Tahsin Khafaji", "17 January 2019", "AVİM", "Sputnik", "SOTT.net", "[1]"):
        assert word in text
    (page,) = (
        one.value for one in at.html if "or-answer" in one.value and "<style" not in one.value
    )
    links = [
        parse_qs(urlsplit(html.unescape(one)).query)
        for one in re.findall(r'href="(\./[^"]+)"', page)
    ]
    assert links
    for link in links:
        article = corpus.article(link["article"][0])
        assert article is not None
        assert article.text[int(link["start"][0]) : int(link["end"][0])].strip()


def test_a_declined_question_gives_its_reason_and_marks_passages_as_no_answer(
    seeds: Settings,
) -> None:
    wait_for_the_model()
    text = shown(open_page("", q="What did the mayor say about zebra crossings?"))
    assert "Not on record" in text
    assert "They are not an answer" in text


@pytest.mark.parametrize("question", ["", "   ", "\n\t"])
def test_without_a_question_there_are_examples_from_the_corpus(
    corpus: Corpus, question: str
) -> None:
    at = open_page("", q=question)
    speakers = {claim.speaker for claim in corpus.claims() if claim.speaker}
    made = suggestions.questions(
        corpus.claims(), {article.id: article.text for article in corpus.articles()}
    )
    assert 1 <= len(made) <= suggestions.MOST
    for one in made:
        assert one in shown(at)
        assert any(speaker in one for speaker in speakers)


def test_the_page_stands_while_the_model_loads_and_answers_by_itself(
    seeds: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    wait_for_the_model()
    loaded = resources.model_ready
    monkeypatch.setattr(resources, "model_ready", lambda: False)
    at = open_page("", q="US bases")
    assert "The search by meaning is loading" in shown(at)
    assert "[1]" not in shown(at)
    monkeypatch.setattr(resources, "model_ready", loaded)
    at.run()
    assert "The search by meaning is loading" not in shown(at)
    assert "[1]" in shown(at)


def until_written(at: AppTest) -> AppTest:
    """Run the page again until the model has written, as the page itself does."""
    for _ in range(100):
        if "is writing" not in shown(at):
            return at
        time.sleep(0.1)
        at.run()
    raise AssertionError("the model is still writing")


@pytest.fixture
def server(seeds: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A language model that the dashboard's settings name."""
    with serve() as running:
        monkeypatch.setenv("ONRECORD_LLM", "<b>test</b> model")
        monkeypatch.setenv("ONRECORD_LLM_URL", running.url)
        yield running


def test_what_a_model_writes_comes_below_the_composed_answer_and_is_labelled(
    server: Server,
) -> None:
    server.says(
        "Khafaji denied that Washington has <i>bases</i> [1]. ", "Biden lied [1].", before=0.5
    )
    wait_for_the_model()
    at = open_page("", q="what did Iraq say about US bases?")
    at_once = shown(at)
    assert "Tahsin Khafaji on record" in at_once
    assert "Composed by On Record of the articles' own words" in at_once
    assert "<b>test</b> model  is writing" in at_once
    text = shown(until_written(at))
    assert text.index("Composed by On Record") < text.index("Written by  <b>test</b> model")
    assert "Khafaji denied that Washington has <i>bases</i>" in text
    assert "1 sentence dropped by the check" in text
    assert "“Biden” does not stand in [1]." in text
    assert "Biden lied" not in text
    page = next(
        one.value for one in at.html if "or-prose" in one.value and "<style" not in one.value
    )
    assert "<i>" not in page
    assert "<b>" not in page
    assert re.search(r'<a class="or-cite" href="\./sources\?[^"]+">?[^>]*>\[1\]</a>', page)
    assert re.search(r"</bdi> <a[^>]*>\[1\]</a></p>", page), "the full stop before the mark"
    asked = len(server.requests)
    again = shown(until_written(open_page("", q="what did Iraq say about US bases?")))
    assert "Khafaji denied that Washington has" in again
    assert len(server.requests) == asked == 1


def test_a_writer_that_fails_leaves_the_answer_and_one_line(server: Server) -> None:
    server.says(status=500, body="{}")
    wait_for_the_model()
    text = shown(until_written(open_page("", q="who speaks of bases in Iraq?")))
    assert "[1]" in text
    assert "answered 500" in text
    assert "the composed answer stands alone" in text
    assert "Written by" not in text


def test_a_declined_question_is_never_written_upon(server: Server) -> None:
    wait_for_the_model()
    text = shown(open_page("", q="What did the mayor say about zebra crossings?"))
    assert "Not on record" in text
    assert "is writing" not in text
    assert server.requests == []


def test_without_a_model_in_the_settings_the_page_speaks_of_none(seeds: Settings) -> None:
    wait_for_the_model()
    at = open_page("", q="what did Iraq say about US bases?")
    assert "or-prose" not in markup_of(at)


def test_the_question_is_still_there_when_the_reader_comes_back(seeds: Settings) -> None:
    wait_for_the_model()
    at = open_page("")
    at.text_input(key="q").set_value("US bases").run()
    at.switch_page(PAGES["sources"]).run()
    at.switch_page(PAGES[""]).run()
    assert at.text_input(key="q").value == "US bases"


# --- errors -------------------------------------------------------------------------------------


def every_error(base: type[errors.RagError] = errors.RagError) -> list[type[errors.RagError]]:
    return [base, *(one for child in base.__subclasses__() for one in every_error(child))]


def failing(problem: Exception) -> Callable[..., Corpus]:
    def opened(*_: object, **__: object) -> Corpus:
        raise problem

    return opened


@pytest.mark.parametrize("kind", every_error(), ids=lambda kind: kind.__name__)
def test_an_error_of_ours_is_shown_as_the_line_it_carries(
    kind: type[errors.RagError], seeds: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = "index/ is <b>not</b> there. Build it: onrecord index"
    monkeypatch.setattr(Corpus, "article", failing(kind(line)))
    at = open_page("sources", article="a.txt")
    assert line in shown(at)
    assert "<b>not</b>" not in "".join(one.value for one in at.html)


def test_a_corpus_that_is_superseded_is_let_go(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is loaded is out of the garbage collector's sight: nothing may hold it in a ring."""
    build.update(settings)
    use(monkeypatch, settings)
    wait_for_the_model()
    old = [weakref.ref(part) for part in (resources.claim_table(), resources.corpus()._generation)]
    resources.related_claims("quays", Scope())
    (settings.articles / "grain.txt").unlink()
    build.update(settings)
    assert len(resources.claim_table().articles) == 2
    for _ in range(100):
        if resources.model_ready():
            break
        time.sleep(0.1)
    gc.collect()
    assert [ref() for ref in old] == [None, None]


def test_a_missing_index_says_how_to_build_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, Settings(articles=tmp_path, index=tmp_path / "index"))
    for page in PAGES:
        assert "onrecord index" in shown(open_page(page))
    fingerprint, reason = resources.readiness()
    assert fingerprint is None
    assert "onrecord index" in reason


def test_a_bug_is_shown_as_a_reference_that_the_log_explains(
    seeds: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(Corpus, "article", failing(ZeroDivisionError("a secret path")))
    with caplog.at_level(logging.ERROR, logger="rag.ui.layout.error_page"):
        text = shown(open_page("sources", article="a.txt"))
    found = re.search(r"under ([0-9a-f]{8})", text)
    assert found
    assert "secret" not in text
    assert found.group(1) in caplog.text
    assert "a secret path" in caplog.text


# --- a new state of the articles ----------------------------------------------------------------


def test_a_running_dashboard_takes_up_a_new_index_at_the_next_interaction(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, settings)
    assert "onrecord index" in shown(open_page("sources"))
    build.update(settings)
    at = open_page("sources")
    assert "3 articles" in shown(at)
    before = parse_qs(urlsplit(at.code[0].value).query)["corpus"]
    (settings.articles / "new.txt").write_text(
        "Ferry to sail\n\nBERGEN, 5 May 2024 - The ferry will sail on Monday, Kari Lund said.\n"
    )
    build.update(settings)
    at.run()
    assert "4 articles" in shown(at)
    assert 'href="./sources?article=new.txt"' in markup_of(at)
    assert parse_qs(urlsplit(at.code[0].value).query)["corpus"] != before


# --- the pieces ---------------------------------------------------------------------------------

names = some.text(min_size=1, max_size=20).filter(lambda text: text.strip() != "")
FACETS = Facets(
    outlets=("A & B", "Ç=?#", "x/y"),
    speakers=("N. Ó", "+1"),
    articles=(),
    kinds=tuple(Kind),
    first=None,
    last=None,
)


@given(
    outlets=some.lists(some.sampled_from(FACETS.outlets), unique=True),
    speakers=some.lists(some.sampled_from(FACETS.speakers), unique=True),
    kinds=some.lists(some.sampled_from(FACETS.kinds), unique=True),
    days=some.lists(some.dates(), min_size=2, max_size=2).map(sorted),
    question=some.text(max_size=80).filter(lambda text: "\x00" not in text and text.isprintable()),
)
def test_an_address_holds_a_whole_scope(
    outlets: list[str], speakers: list[str], kinds: list[Kind], days: list[date], question: str
) -> None:
    scope = Scope(
        outlets=tuple(outlets),
        speakers=tuple(speakers),
        kinds=tuple(kinds),
        after=days[0],
        before=days[1],
    )
    made = address.link("timeline", scope, q=question)
    view = address.parse(
        parse_qs(urlsplit(made).query, keep_blank_values=True),
        FACETS,
        length=lambda _: None,
        has_claim=lambda _: False,
    )
    assert view.scope == scope
    assert view.question == question
    assert view.problems == ()


@given(
    params=some.dictionaries(
        some.one_of(some.sampled_from(address.PARAMETERS), names), some.lists(some.text())
    )
)
def test_no_address_raises(params: dict[str, list[str]]) -> None:
    view = address.parse(params, FACETS, length=lambda _: 10, has_claim=lambda claim: claim == "c")
    assert view.span is None or view.span.end <= 10


def test_a_title_is_the_first_words_where_the_article_has_none() -> None:
    text = "MASTHEAD\n" + " ".join(f"word{n}" for n in range(30))
    article = Article("a.txt", text, "f", story=(Span(9, len(text)),))
    assert title_of(article).startswith("word0 word1")
    assert title_of(article).endswith("word11…")


def test_what_an_example_asks_after_is_what_several_claims_share() -> None:
    def claim(name: str, text: str, speaker: str) -> Claim:
        span = Span(0, 40)
        return make_claim(
            name, "a.txt", Kind.DIRECT, (), (), (span,), span, text, 0.9, speaker=speaker
        )  # fmt: skip

    claims = [
        claim("1", "We will open the northern breakwater soon.", "Kari Lund"),
        claim("2", "Of the northern breakwater nothing is left.", "Kari Lund"),
        claim("3", "No ship was damaged.", "Port Authority"),
    ]
    asked = suggestions.questions(
        claims, {"a.txt": "The Port Authority said that no ship was damaged."}
    )
    assert asked == (
        "What did Kari Lund say about the northern breakwater?",
        "What did the Port Authority say?",
    )


def test_what_lies_further_on_record_has_a_head_and_every_quotation_its_outlets_colour(
    corpus: Corpus,
) -> None:
    wait_for_the_model()
    shown = markup_of(open_page(q="what did Iraq say about US bases?"))
    found = answer_cards.ALSO in shown
    assert found is (shown.count('<ol class="or-cards">') > 1)
    where = shown.count('<p class="or-where">')
    assert shown.count('class="or-dot"') == where > 1


def test_a_decline_marks_no_words_and_offers_all_articles_at_once(
    corpus: Corpus,
) -> None:
    wait_for_the_model()
    shown = markup_of(open_page(q="who won the football world cup?", outlet=["Rudaw"]))
    answer = shown[shown.index("or-declined") : shown.index("Questions these articles")]
    assert answer.index("Ask it of all articles") < answer.index("Nearest passages")
    quotations = re.findall(r"<blockquote.*?<details", answer, re.DOTALL)
    assert quotations
    assert not any("<mark>" in one for one in quotations)


def test_half_of_a_hyphenated_word_begins_no_topic() -> None:
    texts = ("the US-led coalition troops stay", "he praised the US-led coalition troops")
    claims = [
        make_claim(
            str(n), "a.txt", Kind.INDIRECT, (), (), (Span(0, 9),), Span(0, 9), text, 0.9,
            speaker="Ana Ruiz",
        )
        for n, text in enumerate(texts)
    ]  # fmt: skip
    (asked,) = suggestions.questions(claims, {"a.txt": "it is so."})
    assert "coalition troops" in asked
    assert "led" not in asked

"""The page that answers a question."""

import streamlit as st

from rag.corpus import Corpus
from rag.schema.answers import Answer
from rag.schema.scope import Scope, added_part, scope_parts, scope_summary, without_part
from rag.ui import reader_locale
from rag.ui.browser import components, watch_list
from rag.ui.layout import page_header, sidebar, update_banner
from rag.ui.markup import (
    answer_cards,
    article_pages,
    article_text,
    evidence,
    notices,
)
from rag.ui.markup.desk import mark_lines
from rag.ui.state import address, answer_cache, llm_jobs, navigation, resources
from rag.ui.state.marking import reader_marks
from rag.ui.views import answer_takeaway
from rag.ui.views.panels import article_reader


def _question(row: "st.delta_generator.DeltaGenerator") -> str:
    """The question of the box; in an embedded page, which has no box, that of the address."""
    typed = st.session_state.get("q") or st.query_params.get("q")
    if typed and st.context.is_embedded:
        return typed.strip()[: address.MAX_QUESTION]
    if "q" not in st.session_state and "q" not in st.query_params and navigation.kept("q"):
        st.session_state["q"] = navigation.kept("q")
    with row:
        question = page_header.words(
            "Question", "What did … say about …?", hidden=True, on_change=_new_question
        )
        st.button("Ask", type="primary")
    navigation.keep("q", question)
    return question


def _new_question() -> None:
    """
    A new question may narrow the search again, though the last one's narrowing was undone.

    The article beside the answer belongs to the question before it. "And in 2020?" takes the rest
    from that question, and the box then has it as a whole.
    """
    for name in ("narrow", *address.PLACE):
        st.query_params.pop(name, None)
    typed, before = st.session_state.get("q"), navigation.kept("q")
    if typed and before:
        st.session_state["q"] = resources.corpus().standing_alone(typed, before)


def _start(corpus: Corpus) -> None:
    """The contents of the corpus, and questions to start from."""
    scope = sidebar.scope()
    claims = len(corpus.claim_table.within(scope))
    if not claims:
        st.html(notices.quiet("No quotes match these filters."))
        if not scope.empty:
            st.html(notices.way("Clear filters", navigation.link("")))
        return
    _suggestions(corpus, scope)
    st.html(
        notices.quiet(article_pages.holdings(corpus.articles(scope), corpus.dispatches(), claims))
    )
    components.recent_questions(None)


def _suggestions(corpus: Corpus, scope: Scope) -> None:
    links = [
        (text, navigation.link("", scope, q=text))
        for text in answer_cache.suggested_questions(corpus, scope)
    ]
    if links:
        st.html(notices.questions("Questions these articles can answer", links))


def _head(text: str, relative: str) -> None:
    """The title; of an answer only its question, which the box shows."""
    if text and not st.context.is_embedded:
        st.html(notices.hidden_heading(text))
        return
    page_header.title(
        text or "Ask the record",
        "Who said what and when, and which outlets only reprinted it. "
        "Every quote links to its source.",
        relative,
        "",
    )


def page(view: address.View) -> None:
    """The question box, and the answer or questions to start from."""
    corpus = resources.corpus()
    scope = sidebar.scope()
    narrow = None if view.narrow else "off"
    head = st.container(key="head")
    row = st.container(horizontal=True, vertical_alignment="bottom", key="question")
    text = _question(row)
    place = {name: st.query_params.get(name) for name in address.PLACE if view.article}
    fingerprint = corpus.fingerprint
    here = navigation.link("", scope, q=text, narrow=narrow, **place, corpus=fingerprint)
    with head:
        _head(text, here)
    if text and not st.context.is_embedded:
        page_header.name_tab(text)
        with row:
            page_header.share(here, "")
    if not resources.model_ready():
        update_banner.until_ready(waiting=bool(text))
        if text:
            return
    if not text:
        _start(corpus)
        return
    waiting = st.empty()
    if answer_cache.cached_answer(corpus, text, scope, narrow=view.narrow) is None:
        waiting.html(notices.skeleton())
    try:
        answer = answer_cache.answer(corpus, text, scope, narrow=view.narrow)
    finally:
        waiting.empty()
    _show(corpus, answer, scope, view)


def _show(corpus: Corpus, answer: Answer, scope: Scope, view: address.View) -> None:
    """The answer; below it the prose of a language model, if one is configured."""
    narrow = None if view.narrow else "off"
    link = navigation.to_reader(scope, q=answer.question, narrow=narrow)
    if chips := _chips(answer, scope, narrow):
        st.html(notices.chips(chips))
    wider = "" if scope.empty else navigation.link("", q=answer.question, narrow=narrow)
    opened = next(
        (one.n for one in answer.citations if (one.article, one.span) == (view.article, view.span)),
        0,
    )
    st.html(answer_cards.answer(answer, link, _extras(corpus, answer), wider, opened))
    components.announce(answer_cards.announcement(answer))
    if answer.declined:
        _suggestions(corpus, scope)
    job = llm_jobs.job(corpus, answer)
    if job is not None and job.done:
        st.html(answer_cards.written(job.answer, link, finished=True))
    elif job is not None:
        _until_written(job, link)
    taking = st.container(horizontal=True, vertical_alignment="center", key="taking")
    _why(corpus, answer, link)
    if not st.context.is_embedded:
        here = navigation.link("", scope, q=answer.question, narrow=narrow)
        words = "" if scope.empty else scope_summary(scope, reader_locale.day)
        components.recent_questions((answer.question, here, words))
    with taking:  # last: the answer can be read without it
        answer_takeaway.show(corpus, answer if job is None else job.answer, scope, narrow)
        if not st.context.is_embedded:
            watch_list.watch_button(navigation.link("", scope, q=answer.question).partition("?")[2])


@st.fragment(run_every=1.0)
def _until_written(job: llm_jobs.WritingJob, link: address.Link) -> None:
    """Draw the prose so far, and run the page again when it is complete."""
    if job.done:
        st.rerun()
    st.html(answer_cards.written(job.answer, link, finished=False))


def _chips(answer: Answer, scope: Scope, narrow: str | None) -> list[notices.Chip]:
    """The filters of the answer, each with the address of the same question without it."""
    text = answer.question

    def without(name: str, value: str | None = None) -> str:
        return navigation.link("", without_part(scope, name, value), q=text, narrow=narrow)

    chips = [
        notices.Chip(words, without(key, value))
        for key, value, words in scope_parts(scope, reader_locale.day)
    ]
    of_question = added_part(answer.scope, scope)
    if not of_question.empty:
        wider = navigation.link("", scope, q=text, narrow="off")
        words = f"From your question: {scope_summary(of_question, reader_locale.day)}"
        chips.append(notices.Chip(words, wider))
    if narrow:
        chips.append(
            notices.Chip("Your question sets no filters", navigation.link("", scope, q=text))
        )
    return chips


def _extras(corpus: Corpus, answer: Answer) -> dict[int, answer_cards.CardExtras]:
    """For each citation its paragraph, the sources that passed it on, and the outlet's colour."""
    extras = {}
    may = reader_marks.allowed()
    for citation in answer.citations:
        article = corpus.article(citation.article)
        if article is None:
            continue
        claim = corpus.claim(citation.claim) if citation.claim else None
        chain = claim.chain if claim and claim.article == article.id else ()
        extras[citation.n] = answer_cards.CardExtras(
            paragraph=article_text.around(article, citation.span),
            chain=tuple(article.text[span.start : span.end] for span in chain),
            mention=claim.mention or "" if claim and claim.article == article.id else "",
            colour=resources.colours().get(article.outlet or "", ""),
            mark=mark_lines.line(reader_marks.mark_of(article, claim)) if claim else "",
            marking=navigation.link("timeline", claim=claim.id) if claim and may else "",
        )
    return extras


def _why(corpus: Corpus, answer: Answer, link: address.Link) -> None:
    """The ranked passages that the answer was chosen from, drawn when a reader opens them."""
    expander = st.expander("Why these quotations", key="why", on_change="rerun", type="compact")
    if not expander.open:
        return
    cited = {(citation.article, citation.span): citation.n for citation in answer.citations}
    with expander:
        st.html(evidence.passages(answer.ranked, answer.terms, corpus.tables.articles, cited, link))


def _show_page() -> None:
    """The answer, and beside it the article that the address names."""
    corpus = resources.corpus()
    view = navigation.view(corpus)
    article = corpus.article(view.article) if view.article else None
    with st.container(key="panes"):
        with st.container(width=page_header.MEASURE, key="asked"):
            page(view)
            if not st.context.is_embedded:  # the cursor belongs to the page around it
                components.focus("Question")
        if article:
            with st.container(key="source"):
                article_reader.show(corpus, article, view, sidebar.scope(), beside=True)


_show_page()

"""The page that answers a question."""

import re
from datetime import date

import streamlit as st

from rag.corpus import Corpus
from rag.export import contract_json
from rag.questions import parser
from rag.schema.answers import Answer, Citation
from rag.schema.scope import Scope, added_part, scope_parts, scope_summary, without_part
from rag.ui import locale
from rag.ui.browser import components
from rag.ui.html import (
    answer_cards,
    article_pages,
    article_text,
    evidence,
    markdown,
    notices,
)
from rag.ui.layout import page_header, sidebar, update_banner
from rag.ui.state import address, answer_cache, llm_jobs, navigation, resources


def _question(typed: str | None) -> str:
    """The question: that of the box, or in a frame, where there is no box, of the address."""
    if typed and st.context.is_embedded:
        return typed.strip()[: address.MAX_QUESTION]
    if "q" not in st.session_state and "q" not in st.query_params and navigation.kept("q"):
        st.session_state["q"] = navigation.kept("q")
    with st.container(horizontal=True, vertical_alignment="bottom", key="question"):
        asked_now = page_header.words(
            "Question", "What did … say about …?", hidden=True, on_change=_asked_anew
        )
        st.button("Ask", type="primary")
    navigation.keep("q", asked_now)
    return asked_now


def _asked_anew() -> None:
    """A new question keeps the scope, but what was undone for the last one may be said anew."""
    st.query_params.pop("narrow", None)


def _start(corpus: Corpus) -> None:
    """What there is, and questions to begin with."""
    scope = sidebar.scope()
    claims = corpus.claims(scope)
    if not claims:
        st.html(notices.quiet("Nothing in this scope holds a statement by anyone. Widen it."))
        if not scope.empty:
            st.html(notices.way("Look at all articles", navigation.link("")))
        return
    _examples(corpus, scope)
    st.html(
        notices.quiet(article_pages.holdings(corpus.articles(scope), corpus.dispatches(), claims))
    )
    components.recent_questions(None)


def _examples(corpus: Corpus, scope: Scope) -> None:
    links = [
        (text, navigation.link("", scope, q=text))
        for text in answer_cache.beginnings(corpus, scope)
    ]
    if links:
        st.html(notices.questions("Questions these articles can answer", links))


def page() -> None:
    """Question box, and the answer or a way to begin."""
    corpus = resources.corpus()
    scope = sidebar.scope()
    view = navigation.view(corpus)
    typed = st.session_state.get("q") or st.query_params.get("q")
    narrow = None if view.narrow else "off"
    page_header.title(
        typed if typed and st.context.is_embedded else "Ask the record",
        "Who said what, when, and who only reprinted it. Every sentence leads to its source.",
        navigation.link("", scope, q=typed, narrow=narrow, corpus=corpus.fingerprint),
        "",
    )
    text = _question(typed)
    if not resources.model_ready():
        update_banner.until_ready(waiting=bool(text))
        if text:
            return
    if not text:
        _start(corpus)
        return
    place = st.empty()
    if answer_cache.held(corpus, text, scope, narrow=view.narrow) is None:
        place.html(notices.skeleton())
    try:
        answer = answer_cache.answer(corpus, text, scope, narrow=view.narrow)
    finally:
        place.empty()
    _show(corpus, answer, scope, narrow=narrow)


def _show(corpus: Corpus, answer: Answer, scope: Scope, *, narrow: str | None) -> None:
    """The answer at once; below it what a language model writes of it, where there is one."""
    link = navigation.to_reader(scope, q=answer.question, narrow=narrow)
    if some := _chips(answer, scope, narrow):
        st.html(notices.chips(some))
    wider = "" if scope.empty else navigation.link("", q=answer.question, narrow=narrow)
    st.html(answer_cards.answer(answer, link, _extras(corpus, answer), wider))
    if answer.declined:
        _examples(corpus, scope)
    job = llm_jobs.job(corpus, answer)
    if job is not None and job.done:
        st.html(answer_cards.written(job.answer, link, finished=True))
    elif job is not None:
        _until_written(job, link)
    _take_away(answer if job is None else job.answer, scope, link, narrow)
    _why(corpus, answer, scope, link, narrow=narrow)
    if st.context.is_embedded:
        return
    here = navigation.link("", scope, q=answer.question, narrow=narrow)
    components.recent_questions(
        (answer.question, here, "" if scope.empty else scope_summary(scope, locale.day))
    )


@st.fragment(run_every=1.0)
def _until_written(job: llm_jobs.WritingJob, link: address.Link) -> None:
    """Draw what is written so far, and run the page again when it is all there."""
    if job.done:
        st.rerun()
    st.html(answer_cards.written(job.answer, link, finished=False))


def _chips(answer: Answer, scope: Scope, narrow: str | None) -> list[notices.Chip]:
    """What the answer was restricted to, each with the address of the same question without it."""
    text = answer.question

    def without(name: str, value: str | None = None) -> str:
        return navigation.link("", without_part(scope, name, value), q=text, narrow=narrow)

    chips = [
        notices.Chip(words, without(key, value))
        for key, value, words in scope_parts(scope, locale.day)
    ]
    own = added_part(answer.scope, scope)
    if not own.empty:
        wider = navigation.link("", scope, q=text, narrow="off")
        words = f"as the question says: {scope_summary(own, locale.day)}"
        chips.append(notices.Chip(words, wider))
    if narrow:
        chips.append(
            notices.Chip("not narrowed by the question", navigation.link("", scope, q=text))
        )
    return chips


def _extras(corpus: Corpus, answer: Answer) -> dict[int, answer_cards.CardExtras]:
    """For each citation its paragraph, who passes the words on, and the outlet's colour."""
    made = {}
    for citation in answer.citations:
        article = corpus.article(citation.article)
        if article is None:
            continue
        claim = corpus.claim(citation.claim) if citation.claim else None
        chain = claim.chain if claim and claim.article == article.id else ()
        made[citation.n] = answer_cards.CardExtras(
            paragraph=article_text.around(article, citation.span),
            chain=tuple(article.text[span.start : span.end] for span in chain),
            colour=resources.colours().get(article.outlet or "", ""),
        )
    return made


def _take_away(answer: Answer, scope: Scope, link: address.Link, narrow: str | None) -> None:
    """The answer for other programs: Markdown with footnotes, JSON, its address."""
    relative = navigation.link("", scope, q=answer.question, narrow=narrow, corpus=answer.corpus)
    here = address.absolute(st.context.url, "", relative)

    def place(citation: Citation) -> str:
        return address.absolute(st.context.url, "", link(citation.article, citation.span))

    components.copy_buttons(
        [
            components.CopyItem(
                label="Copy as Markdown",
                text=markdown.markdown(answer, place, here),
                done="Markdown copied.",
            ),
            components.CopyItem(label="Copy link", text=here, done="Link copied."),
            components.CopyItem(
                label="Download JSON",
                text=contract_json.dumps(contract_json.answer_json(answer)) + "\n",
                done="Saved.",
                file=f"{_slug(answer.question)}.json",
                type="application/json",
            ),
        ],
        key="takeaway",
    )


def _slug(text: str) -> str:
    """A file name made of a question: the letters and digits of ASCII in it."""
    words = re.findall(r"[a-z0-9]+", text.lower())
    return "-".join(["on-record", *words])[:60].rstrip("-")


def _why(
    corpus: Corpus, answer: Answer, scope: Scope, link: address.Link, *, narrow: str | None
) -> None:
    """The passages that were weighed; searched again only when a reader wants to see them."""
    folded = st.expander("Why these passages", key="why", on_change="rerun", type="compact")
    if not folded.open:
        return
    found = corpus.search(answer.question, scope, evidence.SHOWN, narrow=narrow is None)
    cited = {(citation.article, citation.span): citation.n for citation in answer.citations}
    articles = {one.id: one for one in corpus.articles()}
    terms = parser.read(answer.question, resources.facets().outlets, date.today()).terms
    with folded:
        st.html(evidence.passages(found, terms, articles, cited, link))


with st.container(width=page_header.MEASURE):
    page()
    if not st.context.is_embedded:  # it would take the cursor from the page around the frame
        components.focus("Question")

"""The page that answers a question."""

import streamlit as st

from rag.corpus import Corpus
from rag.schema import Answer, Scope
from rag.ui import address, cards, examples, frame, markup, notes, reader, resources, writing


@st.fragment(run_every=0.5)
def _until_ready() -> None:
    """Say that the model loads, and run the page again when it has."""
    if resources.model_ready():
        st.rerun()
    st.html(notes.loading())


def _question() -> str:
    if "q" not in st.session_state and "q" not in st.query_params and frame.kept("q"):
        st.session_state["q"] = frame.kept("q")
    with st.container(horizontal=True, vertical_alignment="bottom", key="question"):
        st.text_input(
            "Question",
            key="q",
            bind="query-params",
            max_chars=address.MAX_QUESTION,
            placeholder="What did … say about …?",
            label_visibility="collapsed",
        )
        st.button("Ask", type="primary")
    question = str(st.session_state["q"] or "").strip()[: address.MAX_QUESTION]
    frame.keep("q", question)
    return question


def _start(corpus: Corpus) -> None:
    """What there is, and questions to begin with."""
    scope = frame.scope()
    claims = corpus.claims(scope)
    if not claims:
        st.html(notes.quiet("Nothing in this scope holds a statement by anyone. Widen it."))
        return
    texts = {article.id: article.text for article in corpus.articles()}
    links = [(text, frame.link("", scope, q=text)) for text in examples.questions(claims, texts)]
    st.html(notes.questions("Questions these articles can answer", links))
    st.html(notes.quiet(reader.holdings(corpus.articles(scope), corpus.dispatches(), claims)))


def page() -> None:
    """Question box, and the answer or a way to begin."""
    corpus = resources.corpus()
    scope = frame.scope()
    asked = st.session_state.get("q") or st.query_params.get("q")
    frame.title(
        "Ask the record",
        "Who said what, when, and who only reprinted it. Every sentence leads to its source.",
        frame.link("", scope, q=asked, corpus=corpus.fingerprint),
        "",
    )
    question = _question()
    if not resources.model_ready():
        _until_ready()
        if question:
            return
    if not question:
        _start(corpus)
        return
    _show(corpus, corpus.ask(question, scope), scope)


def _show(corpus: Corpus, answer: Answer, scope: Scope) -> None:
    """The answer at once; below it what a language model writes of it, where there is one."""
    link = frame.to_reader(scope)
    wider = frame.link("", scope, q=answer.unscoped) if answer.unscoped else ""
    st.html(cards.answer(answer, link, wider))
    job = writing.job(corpus, answer)
    if job is None:
        return
    if job.done:
        st.html(cards.written(job.answer, link, finished=True))
    else:
        _until_written(job, link)


@st.fragment(run_every=1.0)
def _until_written(job: writing.Job, link: markup.Link) -> None:
    """Draw what is written so far, and run the page again when it is all there."""
    if job.done:
        st.rerun()
    st.html(cards.written(job.answer, link, finished=False))


with st.container(width=frame.MEASURE):
    page()

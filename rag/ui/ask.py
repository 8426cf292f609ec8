"""The page that answers a question."""

import re
from datetime import date

import streamlit as st

from rag import export, question
from rag.corpus import Corpus
from rag.schema import Answer, Citation, Scope
from rag.ui import (
    address,
    asked,
    calendar,
    cards,
    footnotes,
    frame,
    markup,
    notes,
    parts,
    reader,
    resources,
    story,
    why,
    writing,
)


def _question(typed: str | None) -> str:
    """The question: that of the box, or in a frame, where there is no box, of the address."""
    if typed and st.context.is_embedded:
        return typed.strip()[: address.MAX_QUESTION]
    if "q" not in st.session_state and "q" not in st.query_params and frame.kept("q"):
        st.session_state["q"] = frame.kept("q")
    with st.container(horizontal=True, vertical_alignment="bottom", key="question"):
        asked_now = frame.words(
            "Question", "What did … say about …?", hidden=True, on_change=_asked_anew
        )
        st.button("Ask", type="primary")
    frame.keep("q", asked_now)
    return asked_now


def _asked_anew() -> None:
    """A new question keeps the scope, but what was undone for the last one may be said anew."""
    st.query_params.pop("narrow", None)


def _start(corpus: Corpus) -> None:
    """What there is, and questions to begin with."""
    scope = frame.scope()
    claims = corpus.claims(scope)
    if not claims:
        st.html(notes.quiet("Nothing in this scope holds a statement by anyone. Widen it."))
        if not scope.empty:
            st.html(notes.way("Look at all articles", frame.link("")))
        return
    _examples(corpus, scope)
    st.html(notes.quiet(reader.holdings(corpus.articles(scope), corpus.dispatches(), claims)))
    parts.recent(None)


def _examples(corpus: Corpus, scope: Scope) -> None:
    links = [(text, frame.link("", scope, q=text)) for text in asked.beginnings(corpus, scope)]
    if links:
        st.html(notes.questions("Questions these articles can answer", links))


def page() -> None:
    """Question box, and the answer or a way to begin."""
    corpus = resources.corpus()
    scope = frame.scope()
    view = frame.view(corpus)
    typed = st.session_state.get("q") or st.query_params.get("q")
    narrow = None if view.narrow else "off"
    frame.title(
        typed if typed and st.context.is_embedded else "Ask the record",
        "Who said what, when, and who only reprinted it. Every sentence leads to its source.",
        frame.link("", scope, q=typed, narrow=narrow, corpus=corpus.fingerprint),
        "",
    )
    text = _question(typed)
    if not resources.model_ready():
        frame.until_ready(waiting=bool(text))
        if text:
            return
    if not text:
        _start(corpus)
        return
    place = st.empty()
    if asked.held(corpus, text, scope, narrow=view.narrow) is None:
        place.html(notes.skeleton())
    try:
        answer = asked.answer(corpus, text, scope, narrow=view.narrow)
    finally:
        place.empty()
    _show(corpus, answer, scope, narrow=narrow)


def _show(corpus: Corpus, answer: Answer, scope: Scope, *, narrow: str | None) -> None:
    """The answer at once; below it what a language model writes of it, where there is one."""
    link = frame.to_reader(scope, q=answer.question, narrow=narrow)
    if some := _chips(answer, scope, narrow):
        st.html(notes.chips(some))
    wider = "" if scope.empty else frame.link("", q=answer.question, narrow=narrow)
    st.html(cards.answer(answer, link, _extras(corpus, answer), wider))
    if answer.declined:
        _examples(corpus, scope)
    job = writing.job(corpus, answer)
    if job is not None and job.done:
        st.html(cards.written(job.answer, link, finished=True))
    elif job is not None:
        _until_written(job, link)
    _take_away(answer if job is None else job.answer, scope, link, narrow)
    _why(corpus, answer, scope, link, narrow=narrow)
    if st.context.is_embedded:
        return
    here = frame.link("", scope, q=answer.question, narrow=narrow)
    parts.recent((answer.question, here, "" if scope.empty else address.in_words(scope)))


@st.fragment(run_every=1.0)
def _until_written(job: writing.Job, link: markup.Link) -> None:
    """Draw what is written so far, and run the page again when it is all there."""
    if job.done:
        st.rerun()
    st.html(cards.written(job.answer, link, finished=False))


def _chips(answer: Answer, scope: Scope, narrow: str | None) -> list[notes.Chip]:
    """What the answer was restricted to, each with the address of the same question without it."""
    text = answer.question

    def without(name: str, value: str | None = None) -> str:
        return frame.link("", address.without(scope, name, value), q=text, narrow=narrow)

    chips = [notes.Chip(name, without("outlet", name)) for name in scope.outlets]
    chips += [notes.Chip(name, without("speaker", name)) for name in scope.speakers]
    chips += [notes.Chip(f"{k.value} speech", without("kind", k)) for k in scope.kinds]
    if scope.after:
        chips.append(notes.Chip(f"from {calendar.day(scope.after)}", without("after")))
    if scope.before:
        chips.append(notes.Chip(f"up to {calendar.day(scope.before)}", without("before")))
    own = asked.undone(answer, scope)
    if not own.empty:
        wider = frame.link("", scope, q=text, narrow="off")
        words = f"as the question says: {address.in_words(own).rstrip('.')}"
        chips.append(notes.Chip(words, wider))
    if narrow:
        chips.append(notes.Chip("not narrowed by the question", frame.link("", scope, q=text)))
    return chips


def _extras(corpus: Corpus, answer: Answer) -> dict[int, cards.Extra]:
    """For each citation its paragraph, who passes the words on, and the outlet's colour."""
    made = {}
    for citation in answer.citations:
        article = corpus.article(citation.article)
        if article is None:
            continue
        claim = corpus.claim(citation.claim) if citation.claim else None
        chain = claim.chain if claim and claim.article == article.id else ()
        made[citation.n] = cards.Extra(
            paragraph=story.around(article, citation.span),
            chain=tuple(article.text[span.start : span.end] for span in chain),
            colour=frame.colours().get(article.outlet or "", ""),
        )
    return made


def _take_away(answer: Answer, scope: Scope, link: markup.Link, narrow: str | None) -> None:
    """The answer for other programs: Markdown with footnotes, JSON, its address."""
    relative = frame.link("", scope, q=answer.question, narrow=narrow, corpus=answer.corpus)
    here = address.absolute(st.context.url, "", relative)

    def place(citation: Citation) -> str:
        return address.absolute(st.context.url, "", link(citation.article, citation.span))

    parts.take(
        [
            parts.Piece(
                "Copy as Markdown", footnotes.markdown(answer, place, here), "Markdown copied."
            ),
            parts.Piece("Copy link", here, "Link copied."),
            parts.Piece(
                "Download JSON",
                export.dumps(export.answer_json(answer)) + "\n",
                "Saved.",
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
    corpus: Corpus, answer: Answer, scope: Scope, link: markup.Link, *, narrow: str | None
) -> None:
    """The passages that were weighed; searched again only when a reader wants to see them."""
    folded = st.expander("Why these passages", key="why", on_change="rerun", type="compact")
    if not folded.open:
        return
    found = corpus.search(answer.question, scope, why.SHOWN, narrow=narrow is None)
    cited = {(citation.article, citation.span): citation.n for citation in answer.citations}
    articles = {one.id: one for one in corpus.articles()}
    terms = question.read(answer.question, resources.facets().outlets, date.today()).terms
    with folded:
        st.html(why.passages(found, terms, articles, cited, link))


with st.container(width=frame.MEASURE):
    page()
    if not st.context.is_embedded:  # it would take the cursor from the page around the frame
        parts.focus("Question")

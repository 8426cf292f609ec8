"""What a reader takes along: copies of an answer and its quotations, files, references."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

import streamlit as st

from rag.corpus import Corpus
from rag.export import contract_json
from rag.export.references.reference import cited_articles
from rag.export.references.reference_formats import REFERENCE_FORMATS
from rag.schema.answers import Answer, Citation
from rag.schema.articles import Article, title_of
from rag.schema.scope import Scope
from rag.ui import reader_locale
from rag.ui.browser.components import CopyItem, CopyMenu, copy_menus
from rag.ui.markup.takeaway import answer_text, clipboard_html, markdown, saved_page
from rag.ui.state import address, navigation


def show(corpus: Corpus, answer: Answer, scope: Scope, narrow: str | None) -> None:
    """The menus below the answer, and the items of the button beside each quotation."""
    relative = address.link("", scope, q=answer.question, narrow=narrow, corpus=answer.corpus)
    here = address.absolute(st.context.url, "", relative)
    places = {
        citation.n: navigation.taken_along("", citation.article, citation.span)
        for citation in answer.citations
    }

    key = ("takeaway", answer.question, answer.written, here, *places.items())
    style = (date.today(), reader_locale.LOCALE.get())
    menus, quotations = corpus.claim_table.cached(
        (*key, *style), lambda: _menus(corpus, answer, here, places)
    )
    copy_menus(menus, key="takeaway", quotations=quotations)


def _menus(
    corpus: Corpus, answer: Answer, here: str, places: Mapping[int, str]
) -> tuple[list[CopyMenu], dict[int, list[CopyItem]]]:
    def place(citation: Citation) -> str:
        return places[citation.n]

    forms = _forms(
        answer_text.answer_text(answer, place, here),
        clipboard_html.answer_html(answer, place, here),
        markdown.markdown(answer, place, here),
    )
    link = CopyItem(label="Link", text=here, done="Copied")
    menus = [
        CopyMenu("Copy answer", [*forms, link]),
        CopyMenu("Download", _files(corpus, answer, here)),
    ]
    return menus, {one.n: _quotation(one, places[one.n]) for one in answer.citations}


def quoted_claim(page: str, citation: Citation) -> None:
    """The items of the button beside the one claim that ``page`` shows."""
    place = navigation.taken_along(page, citation.article, citation.span)
    copy_menus([], key="quoted", quotations={citation.n: _quotation(citation, place)})


def _quotation(citation: Citation, place: str) -> list[CopyItem]:
    return _forms(
        answer_text.quotation(citation, place),
        clipboard_html.quotation(citation, place),
        markdown.quotation(citation, place),
    )


def _forms(text: str, html: str, marked: str) -> list[CopyItem]:
    """The same words in each form that a reader may copy."""
    return [
        CopyItem(label="Plain text", text=text, done="Copied"),
        CopyItem(label="Formatted text", text=text, html=html, done="Copied"),
        CopyItem(label="Markdown", text=marked, done="Copied"),
    ]


def _files(corpus: Corpus, answer: Answer, here: str) -> list[CopyItem]:
    name, articles = _slug(answer.question), corpus.tables.articles
    link = partial(navigation.taken_along, "")
    page = saved_page.saved_page(answer, articles, link, here, date.today())
    cited = cited_articles(answer, articles)
    return [
        CopyItem(label="Web page", text=page, done="Saved", file=f"{name}.html", type="text/html"),
        *(_reference_files(cited, name, "Sources as ") if cited else ()),
        CopyItem(
            label="JSON",
            text=contract_json.dumps(contract_json.answer_json(answer)) + "\n",
            done="Saved",
            file=f"{name}.json",
            type="application/json",
        ),
    ]


def cite(article: Article) -> None:
    """A menu with the article as a file of each format of references."""
    if not st.context.is_embedded:
        files = _reference_files([article], _slug(title_of(article)))
        copy_menus([CopyMenu("Cite", files)], key="cite")


def _reference_files(articles: Sequence[Article], name: str, words: str = "") -> list[CopyItem]:
    """The articles as a file of each format of references; ``words`` precede its name."""
    return [
        CopyItem(
            label=f"{words}{one.label}",
            text=one.of_articles(articles),
            done="Saved",
            file=f"{name}.{one.suffix}",
            type=one.media_type,
        )
        for one in REFERENCE_FORMATS.values()
    ]


def _slug(text: str) -> str:
    """A file name from a question: its ASCII letters and digits."""
    words = re.findall(r"[a-z0-9]+", text.lower())
    return "-".join(["on-record", *words])[:60].rstrip("-")

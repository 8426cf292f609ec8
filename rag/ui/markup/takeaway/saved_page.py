"""An answer as a page that opens from a disk: no server, no script, nothing from elsewhere."""

from collections.abc import Mapping
from datetime import date
from functools import partial

from markupsafe import Markup

from rag.schema.answers import Answer, Citation
from rag.schema.articles import Article
from rag.schema.scope import scope_summary
from rag.ui.markup import article_text
from rag.ui.markup.answer_cards import ALSO, COMPOSED
from rag.ui.markup.asset_files import asset_text
from rag.ui.markup.takeaway.quotation_facts import QuotationFacts, facts
from rag.ui.markup.templates import render
from rag.ui.reader_locale import day
from rag.ui.state.address import Link

Entry = tuple[Citation, QuotationFacts, Markup]


def saved_page(
    answer: Answer, articles: Mapping[str, Article], link: Link, here: str, saved_on: date
) -> Markup:
    """
    The answer with the paragraph of each quotation.

    ``link`` makes full addresses of places in articles, ``here`` is that of the answer.
    """
    entry = partial(_entry, articles, link)
    by_number = {citation.n: citation for citation in answer.citations}
    statements = [
        (one.side.label if one.side else "", [entry(by_number[n]) for n in one.citations])
        for one in answer.statements
    ]
    if answer.declined:
        statements = [("", [entry(citation)]) for citation in answer.citations]
    return render(
        "saved_page.html",
        answer=answer,
        statements=statements,
        filters=scope_summary(answer.scope, day),
        link=link,
        here=here,
        saved_on=saved_on,
        also=ALSO,
        composed=COMPOSED,
        css=Markup(asset_text("saved_page.css")),  # noqa: S704  our own file
    )


def _entry(articles: Mapping[str, Article], link: Link, citation: Citation) -> Entry:
    known = facts(citation, link(citation.article, citation.span))
    article = articles.get(citation.article)
    return citation, known, article_text.around(article, citation.span) if article else Markup()

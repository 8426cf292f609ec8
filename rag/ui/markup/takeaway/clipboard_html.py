"""An answer, or one of its quotations, as HTML that word processors take from the clipboard."""

from markupsafe import Markup

from rag.schema.answers import Answer, Citation
from rag.ui.markup.answer_cards import ALSO
from rag.ui.markup.takeaway.quotation_facts import Address, facts
from rag.ui.markup.templates import render, render_macro


def answer_html(answer: Answer, address: Address, here: str) -> Markup:
    """The answer with each quotation above its source; ``here`` is the address of the answer."""
    by_number = {citation.n: citation for citation in answer.citations}
    return render(
        "clipboard.html",
        answer=answer,
        statements=[
            [
                (by_number[n].quote, facts(by_number[n], address(by_number[n])))
                for n in one.citations
            ]
            for one in answer.statements
        ],
        also=ALSO,
        here=here,
    )


def quotation(citation: Citation, address: str) -> Markup:
    """One quotation, and below it who said it and when, and where it was published."""
    known = facts(citation, address)
    return render_macro("clipboard_quotation.html", "quotation", quote=citation.quote, known=known)

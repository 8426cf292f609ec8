"""
Answers, statements and claims as HTML cards.

Addresses are made by ``address`` and percent-encoded there.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from rag.schema.answers import Answer, Difference
from rag.schema.articles import Article, CorrectionNotice
from rag.text.english import capitalised
from rag.timeline.rows import ClaimRow
from rag.ui.markup.templates import render
from rag.ui.state.address import Link

COMPOSED = "Composed from the articles' own words, not AI-written."
ALSO = "More quotes, oldest first"
CHOSEN = "chosen"  # id of the claim that a timeline has selected


@dataclass(frozen=True, slots=True)
class CardExtras:
    """
    What a card adds to a quotation.

    ``paragraph`` is its context as markup; ``chain`` the words for those who pass it on, outermost
    first; ``colour`` that of its outlet. ``correction`` is the notice of the article of a claim
    that is no citation; ``way`` are the words of the link to that claim's place.
    """

    paragraph: str = ""
    chain: tuple[str, ...] = ()
    colour: str = ""
    correction: CorrectionNotice | None = None
    way: str = "Read it in the article"


Extras = Mapping[int, CardExtras]  # by the number of a citation
NOTHING = CardExtras()
_MARKS = re.compile(r"\s*\[(\d{1,3})\]")
_MARKS_BEFORE_STOP = re.compile(r"\s*((?:\[\d{1,3}\])+)([.!?…])")


def answer(record: Answer, link: Link, extras: Extras | None = None, wider: str = "") -> Markup:
    """
    An answer: lead and statements as cards in their order; a decline with the nearest passages.

    ``wider`` is the address of the same question to all articles, where fewer were asked.
    """
    citations = {citation.n: citation for citation in record.citations}
    statements = [
        (
            [citations[n] for n in statement.citations],
            statement.side.label if statement.side else "",
        )
        for statement in record.statements
    ]
    # A decline's passages do not hold what was asked for, so that nothing in them is marked.
    nearest = [([replace(citation, marks=())], "") for citation in record.citations]
    return render(
        "answer.html",
        answer=record,
        reprinted=record.articles > record.independent_sources,
        foremost=statements[: record.foremost],
        further=statements[record.foremost :],
        nearest=nearest if record.declined else [],
        wider=wider,
        link=link,
        extras=extras or {},
        nothing=NOTHING,
        also=ALSO,
        composed=COMPOSED,
    )


def written(record: Answer, link: Link, *, finished: bool) -> str:
    """What a language model wrote beside an answer, set apart from the record; "" for nothing."""
    prose = record.written
    if prose is None:
        return ""
    return render(
        "written.html",
        model=prose.model,
        sentences=[_linked(sentence.text) for sentence in prose.sentences],
        places={citation.n: link(citation.article, citation.span) for citation in record.citations},
        dropped=[_sentence(dropped.reason) for dropped in prose.dropped],
        note=_sentence(prose.note) if prose.note else "",
        finished=finished,
    )


def _linked(text: str) -> list[tuple[str, int]]:
    """A written sentence cut at its [1] marks: (words, 0), and ("", number) for each mark."""
    parts = _MARKS.split(_MARKS_BEFORE_STOP.sub(r"\2\1", text))  # the stop, then the marks
    return [("", int(part)) if at % 2 else (part, 0) for at, part in enumerate(parts) if part]


def _sentence(text: str) -> str:
    return f"{capitalised(text)}."


def chosen_claim(
    row: ClaimRow,
    article: Article | None,
    link: Link,
    differences: Sequence[Difference] = (),
    extra: CardExtras = NOTHING,
    *,
    copies: bool = False,
) -> Markup:
    """
    The claim that a timeline has selected; ``differences`` are those of its copies.

    ``copies``: with the button that copies it, as quotation 1 of the page.
    """
    return render(
        "chosen_claim.html",
        id=CHOSEN,
        row=row,
        origin=article.origin if article else None,
        url=article.url if article else None,
        link=link,
        differences=differences,
        extra=extra,
        copies=copies,
    )

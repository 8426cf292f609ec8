"""
Answers, statements and claims as HTML cards.

Addresses are made by ``address`` and percent-encoded there.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from rag.schema.answers import Answer, Citation, Difference
from rag.schema.articles import Article, CorrectionNotice
from rag.text.english import capitalised, count
from rag.text.letters import fold_letters
from rag.text.tokens import content_words
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
    first; ``mention`` those for its speaker; ``colour`` that of its outlet. ``correction`` is the
    notice of the article of a claim that is no citation; ``way`` are the words of the link to that
    claim's place. ``mark`` is the readers' mark on the claim, as markup; ``marking`` the address
    where they mark it, "" where they may not.
    """

    paragraph: str = ""
    chain: tuple[str, ...] = ()
    mention: str = ""
    colour: str = ""
    correction: CorrectionNotice | None = None
    way: str = "Read it in the article"
    mark: str = ""
    marking: str = ""


Extras = Mapping[int, CardExtras]  # by the number of a citation
NOTHING = CardExtras()
_MARKS = re.compile(r"\s*\[(\d{1,3})\]")
_MARKS_BEFORE_STOP = re.compile(r"\s*((?:\[\d{1,3}\])+)([.!?…])")


def answer(
    record: Answer, link: Link, extras: Extras | None = None, wider: str = "", opened: int = 0
) -> Markup:
    """
    An answer: lead and statements as cards in their order; a decline with the nearest passages.

    ``wider`` is the address of the same question to all articles, where fewer were asked;
    ``opened`` the number of the citation that is open beside the answer, 0 for none.
    """
    extras = extras or {}
    citations = {citation.n: citation for citation in record.citations}
    statements = []
    for statement in record.statements:
        quoted = [citations[n] for n in statement.citations]
        label = statement.side.label if statement.side else ""
        statements.append((quoted, label, _unlike_names(quoted, extras)))
    # A decline's passages do not hold what was asked for, so that nothing in them is marked.
    nearest = [
        ([replace(citation, marks=())], "", _unlike_names([citation], extras))
        for citation in record.citations
    ]
    return render(
        "answer.html",
        answer=record,
        reprinted=record.articles > record.independent_sources,
        foremost=statements[: record.foremost],
        further=statements[record.foremost :],
        nearest=nearest if record.declined else [],
        wider=wider,
        opened=opened,
        link=link,
        extras=extras,
        nothing=NOTHING,
        also=ALSO,
        composed=COMPOSED,
    )


def announcement(record: Answer) -> str:
    """What a screen reader says when an answer has come."""
    if record.declined:
        return f"Not on record: {record.question} {record.reason}"
    quotations = count(len(record.citations), "quotation")
    sources = count(record.independent_sources, "independent source")
    return f"Answer to {record.question} {quotations} from {sources}."


def _unlike_names(citations: Sequence[Citation], extras: Extras) -> list[str]:
    """The articles' words for the speaker of a statement that share none with the name."""
    unlike = []
    for citation in citations:
        mention = " ".join(extras.get(citation.n, NOTHING).mention.split())
        named, words = (
            content_words(fold_letters(text)) for text in (citation.speaker or "", mention)
        )
        if named and mention and not set(named) & set(words):
            unlike.append(mention)
    return list(dict.fromkeys(unlike))


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

"""The lead: names, numbers and days that were asked for, who is silent, what was found."""

from datetime import date

import pytest
from record_tools import make_citation

from rag.answering import lead as leads
from rag.questions.parser import read
from rag.questions.terms import stem
from rag.schema.answers import Side, Statement, StatementSide
from rag.schema.articles import Article, DateBasis, Span
from rag.schema.claims import Speaker

DAY = date(2020, 1, 1)
KNOWN = frozenset(stem(word) for word in "Kari Lund Ola Dahl".split())


def lead(
    question: str,
    *quotes: tuple[str, str | None, str],
    sides: tuple[StatementSide | None, ...] = (),
    foremost: int | None = None,
) -> str:
    """The lead over quotations with their speakers and dispatches, the first the best."""
    asked = read(question, (), DAY, KNOWN)
    articles, citations = {}, []
    for n, (quote, speaker, dispatch) in enumerate(quotes, 1):
        span = Span(0, len(quote))
        name = f"{n}.txt"
        articles[name] = Article(name, quote, "f", outlet=f"Outlet {n}", published=DAY)
        citations.append(
            make_citation(
                n=n,
                article=name,
                span=span,
                quote=quote,
                title=None,
                outlet=f"Outlet {n}",
                url=None,
                published=DAY,
                date_basis=DateBasis.STATED,
                origin=None,
                origin_published=None,
                speakers=tuple(map(Speaker, (speaker or "").split(" + "))) if speaker else (),
                said_on=DAY if speaker else None,
                dispatch=dispatch,
                claim="c" if speaker else None,
                marks=leads.answer_marks(asked, span, quote),
            )
        )
    given = sides or (None,) * len(quotes)
    statements = [Statement("x", (c.n,), side) for c, side in zip(citations, given, strict=True)]
    strongest = (citations[0], len(quotes) if foremost is None else foremost)
    return leads.lead(asked, statements, citations, strongest, articles)


def test_the_number_asked_for_stands_in_the_lead() -> None:
    told = lead(
        "How much did it cost?", ("It cost $1.1 billion in 2019, for two quays.", None, "d")
    )
    assert told.startswith("In the strongest evidence: $1.1 billion. One passage, 2020-01-01")


def test_numbers_in_words_serve_where_no_figure_stands() -> None:
    assert "Two." in lead("How many ships?", ("Two ships came.", None, "d"))


def test_numbers_of_independent_sources_are_told_apart() -> None:
    told = lead("How many were hurt?", ("29 were hurt.", None, "d1"), ("31 were hurt.", None, "d2"))
    assert "By source: Outlet 1 29; Outlet 2 31." in told
    assert "two independent sources" in told


def test_numbers_that_sources_share_are_told_once() -> None:
    told = lead("How many were hurt?", ("29 were hurt.", None, "d1"), ("29 were hurt.", None, "d2"))
    assert "In the strongest evidence: 29." in told


def test_the_day_asked_for_stands_in_the_lead() -> None:
    told = lead("When does it open?", ("It opens on Oct. 19 with three ships.", None, "d"))
    assert "In the strongest evidence: Oct. 19." in told


def test_what_lies_beyond_the_strongest_is_not_in_the_lead() -> None:
    told = lead(
        "When does it open?", ("On Oct. 19.", None, "d"), ("In 1999.", None, "d"), foremost=1
    )
    assert "1999" not in told


@pytest.mark.parametrize(
    ("quotes", "people"),
    [
        ([("“No,” said Kari Lund.", "Kari Lund", "d")], "Kari Lund"),
        ([("Ann Berg and Per Vik did it.", None, "d")], "Ann Berg and Per Vik"),
        (
            [("“No,” said Kari Lund.", "Kari Lund", "d"), ("“Yes.”", "Ola Dahl", "d")],
            "Kari Lund and Ola Dahl",
        ),
        ([("Nobody is named.", None, "d")], None),
    ],
)
def test_who_is_asked_for_stands_in_the_lead(
    quotes: list[tuple[str, str | None, str]], people: str | None
) -> None:
    told = lead("Who closed the harbour?", *quotes)
    assert told.startswith(f"Named here: {people}." if people else "One passage")


def test_who_somebody_is_stands_in_the_lead() -> None:
    told = lead("Who is Kari Lund?", ("Kari Lund, a harbour master, spoke.", None, "d"))
    assert told.startswith("Kari Lund: a harbour master.")


def test_a_silent_side_is_told() -> None:
    told = lead(
        "What did Lund and Dahl say about storms?",
        ("“No.”", "Kari Lund", "d"),
        sides=(StatementSide(Side.SPEAKER, "Lund"),),
    )
    assert told.startswith("Nothing by Dahl on this is among the evidence. Kari Lund on record")


def test_who_denies_and_who_affirms_is_told() -> None:
    told = lead(
        "Is the harbour open?",
        ("“It is not open.”", "Kari Lund", "d"),
        ("“It is.”", "Ola Dahl", "d"),
        ("“Open it is.”", "Ann Berg", "d"),
        sides=tuple(map(StatementSide, (Side.DENIES, Side.AFFIRMS, Side.AFFIRMS))),
    )
    assert "Kari Lund denies it, Ola Dahl and Ann Berg affirm it, in the words quoted." in told


def test_marks_lie_where_the_article_has_them() -> None:
    asked = read("How many ships?", (), DAY, KNOWN)
    text = "Some words before. Then 12 ships came."
    (mark,) = leads.answer_marks(asked, Span(19, len(text)), text)
    assert text[mark.start : mark.end] == "12"


def test_when_something_was_said_is_the_day_of_the_statement() -> None:
    told = lead(
        "When did Lund say that it opens?", ("It opens on Oct. 19, she said.", "Kari Lund", "d")
    )
    assert told.startswith("Kari Lund, 2020-01-01. ")
    assert "In the strongest evidence: Oct. 19." in told, "it may be asked when it opens"


def test_a_weekday_that_is_past_has_its_date() -> None:
    past = ("It opened on Sunday, she told the Post.", None, "d")
    assert "evidence: on Sunday (2019-12-29)." in lead("When did it open?", past)
    coming = ("It will open on Sunday.", None, "d")
    assert "evidence: on Sunday." in lead("When does it open?", coming)


def test_the_outlets_that_carried_a_statement_are_named_by_dispatch() -> None:
    told = lead(
        "Which outlets carried Lund's statement about storms?",
        ("Storms came.", "Kari Lund", "d1"),
        ("More storms came.", "Kari Lund", "d1"),
        ("Storms went.", "Kari Lund", "d2"),
    )
    assert told.startswith("Carried by Outlet 1 and Outlet 2 (one dispatch); Outlet 3.")


def test_a_number_that_describes_another_thing_gives_way() -> None:
    told = lead("How many ships?", ("The 81-country fleet has 20 ships.", None, "d"))
    assert "evidence: 20." in told
    assert "evidence: 5." in lead("How long is it?", ("It is a 5-year plan.", None, "d"))


def test_who_speak_jointly_are_told_as_one() -> None:
    told = lead(
        "What did Lund say about storms?",
        ("Storms came.", "Kari Lund", "d"),
        ("Storms went.", "Ola Dahl + Per Berg", "d"),
    )
    assert told.startswith("Kari Lund and Ola Dahl with Per Berg on record")

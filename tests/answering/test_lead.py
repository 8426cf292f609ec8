"""The lead: values asked for, sides, and counts of citations and speakers."""

from datetime import date

import pytest
from asking import assert_sound
from record_tools import make_citation

from rag.answering import lead as leads
from rag.corpus import Corpus
from rag.questions.parser import read
from rag.questions.terms import stem
from rag.schema.answers import Side, Statement, StatementSide
from rag.schema.articles import DateBasis, Span
from rag.schema.claims import Speaker

DAY = date(2020, 1, 1)
KNOWN = frozenset(stem(word) for word in "Kari Lund Ola Dahl".split())


def lead(
    text: str,
    *quotes: tuple[str, str | None, str],
    sides: tuple[StatementSide | None, ...] = (),
    foremost: int | None = None,
) -> str:
    """The lead over quotations with their speakers (joint ones as "A + B") and dispatches."""
    question = read(text, (), DAY, KNOWN)
    citations = []
    for n, (quote, speaker, dispatch) in enumerate(quotes, 1):
        span = Span(0, len(quote))
        name = f"{n}.txt"
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
                marks=leads.answer_marks(question, span, quote),
            )
        )
    given = sides or (None,) * len(quotes)
    statements = [Statement("x", (c.n,), side) for c, side in zip(citations, given, strict=True)]
    return leads.lead(question, statements, citations, citations[:foremost])


@pytest.mark.parametrize(
    ("question", "quotes", "start"),
    [
        pytest.param(
            "How much did it cost?",
            [("It cost $1.1 billion in 2019, for two quays.", None, "d")],
            "In the best evidence: $1.1 billion. One passage in one independent source",
            id="number",
        ),
        pytest.param(
            "How many ships?",
            [("Two ships came.", None, "d")],
            "In the best evidence: Two.",
            id="number in words",
        ),
        pytest.param(
            "How many ships?",
            [("The 81-country fleet has 20 ships.", None, "d")],
            "In the best evidence: 20.",
            id="compound beside a number",
        ),
        pytest.param(
            "How long is it?",
            [("It is a 5-year plan.", None, "d")],
            "In the best evidence: 5.",
            id="compound alone",
        ),
        pytest.param(
            "How many were hurt?",
            [("29 were hurt.", None, "d1"), ("31 were hurt.", None, "d2")],
            "Outlet 1 gives 29; Outlet 2 gives 31. Two passages in two independent sources",
            id="sources differ",
        ),
        pytest.param(
            "How many were hurt?",
            [("29 were hurt.", None, "d1"), ("29 were hurt.", None, "d2")],
            "In the best evidence: 29.",
            id="sources agree",
        ),
        pytest.param(
            "When does it open?",
            [("It opens on Oct. 19 with three ships.", None, "d")],
            "In the best evidence: Oct. 19.",
            id="day",
        ),
        pytest.param(
            "When did it open?",
            [("It opened on Sunday, she told the Post.", None, "d")],
            "In the best evidence: on Sunday (2019-12-29).",
            id="past weekday",
        ),
        pytest.param(
            "When does it open?",
            [("It will open on Sunday.", None, "d")],
            "In the best evidence: on Sunday. One passage",
            id="coming weekday",
        ),
        pytest.param(
            "Who closed the harbour?",
            [("“No,” said Kari Lund.", "Kari Lund", "d")],
            "Named in the best evidence: Kari Lund.",
            id="speaker",
        ),
        pytest.param(
            "Who closed the harbour?",
            [("Ann Berg and Per Vik did it.", None, "d")],
            "Named in the best evidence: Ann Berg and Per Vik.",
            id="names",
        ),
        pytest.param(
            "Who closed the harbour?",
            [("“No,” said Kari Lund.", "Kari Lund", "d"), ("“Yes.”", "Ola Dahl", "d")],
            "Named in the best evidence: Kari Lund and Ola Dahl.",
            id="two speakers",
        ),
        pytest.param(
            "Who closed the harbour?",
            [("Nobody is named.", None, "d")],
            "One passage",
            id="no name",
        ),
        pytest.param(
            "Who is Kari Lund?",
            [("Kari Lund, a harbour master, spoke.", None, "d")],
            "Kari Lund: a harbour master.",
            id="description",
        ),
        pytest.param(
            "When did Lund say that it opens?",
            [("It opens on Oct. 19, she said.", "Kari Lund", "d")],
            "Kari Lund, 2020-01-01. In the best evidence: Oct. 19.",  # it may ask when it opens
            id="day of a statement",
        ),
        pytest.param(
            "Which outlets carried Lund's statement about storms?",
            [
                ("Storms came.", "Kari Lund", "d1"),
                ("More storms came.", "Kari Lund", "d1"),
                ("Storms went.", "Kari Lund", "d2"),
            ],
            "Carried by Outlet 1 and Outlet 2 (the same report); Outlet 3.",
            id="outlets by dispatch",
        ),
    ],
)
def test_lead_starts_with_the_values_asked_for(
    question: str, quotes: list[tuple[str, str | None, str]], start: str
) -> None:
    assert lead(question, *quotes).startswith(start)


def test_lead_uses_only_the_foremost_evidence() -> None:
    quotes = (("On Oct. 19.", None, "d"), ("In 1999.", None, "d"))
    assert "1999" not in lead("When does it open?", *quotes, foremost=1)


def test_lead_names_the_speaker_without_evidence() -> None:
    text = lead(
        "What did Lund and Dahl say about storms?",
        ("“No.”", "Kari Lund", "d"),
        sides=(StatementSide(Side.SPEAKER, "Lund"),),
    )
    assert text.startswith("No evidence quotes Dahl on this. Kari Lund is quoted once in")


def test_lead_names_who_denies_and_who_affirms() -> None:
    text = lead(
        "Is the harbour open?",
        ("“It is not open.”", "Kari Lund", "d"),
        ("“It is.”", "Ola Dahl", "d"),
        ("“Open it is.”", "Ann Berg", "d"),
        sides=tuple(map(StatementSide, (Side.DENIES, Side.AFFIRMS, Side.AFFIRMS))),
    )
    assert text.startswith("Kari Lund denies it; Ola Dahl and Ann Berg affirm it.")


def test_answer_marks_are_offsets_in_the_article() -> None:
    text = "Some words before. Then 12 ships came."
    (mark,) = leads.answer_marks(read("How many ships?", (), DAY), Span(19, len(text)), text)
    assert text[mark.start : mark.end] == "12"


@pytest.mark.parametrize(
    ("speakers", "start"),
    [
        pytest.param(["Kari Lund"], "Kari Lund is quoted once in one", id="one"),
        pytest.param(["Kari Lund"] * 2, "Kari Lund is quoted in one", id="one, twice"),
        pytest.param(
            ["Kari Lund", "Ola Dahl + Per Berg"],
            "Kari Lund and Ola Dahl with Per Berg are quoted in",
            id="joint",
        ),
        pytest.param(
            ["Ola Dahl + Per Berg", "Ola Dahl"],
            "Ola Dahl with Per Berg is quoted in",
            id="joint and alone",
        ),
        pytest.param(
            ["Department of Health and Human Services"],
            "Department of Health and Human Services is quoted once in",
            id="name with and",
        ),
        pytest.param(
            ["Department of Health and Human Services + Trade and Industry Board", "Kari Lund"],
            "Department of Health and Human Services with Trade and Industry Board and Kari Lund "
            "are quoted in",
            id="joint names with and",
        ),
        pytest.param(["Kari Lund", "Ola Dahl", "Ann Berg"], "Three speakers are quoted", id="many"),
    ],
)
def test_lead_counts_speakers_by_record_not_by_the_word_and(
    speakers: list[str], start: str
) -> None:
    quotes = [("Storms came.", speaker, "d") for speaker in speakers]
    assert lead("What did Lund say about storms?", *quotes).startswith(start)


def test_lead_lists_offices_of_a_person_with_dates(corpus: Corpus) -> None:
    answer = corpus.ask("who is Khafaji?")
    assert_sound(corpus, answer)
    assert answer.lead.startswith(
        "Tahsin Khafaji: spokesman, Iraqi Defense Ministry (2019-01-17); "
        "spokesperson, Joint Operation Command (2020-08-24)."
    )
    assert {c.organisation for c in answer.citations} == {
        "Iraqi Defense Ministry",
        "Joint Operation Command",
    }

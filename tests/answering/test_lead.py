"""The lead: who says what in the sources' words, with outlet and day."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from asking import assert_sound
from record_tools import make_citation, make_claim

from rag.answering import lead as leads
from rag.answering.selection import select
from rag.corpus import Corpus
from rag.questions.parser import read
from rag.questions.terms import stem
from rag.schema.answers import Answer, Evidence, Hit
from rag.schema.articles import Article, CorrectionNotice, Span
from rag.schema.claims import Claim, Kind

DAY = date(2020, 1, 1)
KNOWN = frozenset(stem(word) for word in "Kari Lund Ola Dahl".split())
QUOTES = str.maketrans(dict.fromkeys('“”‘’"', "'"))


def piece(  # noqa: PLR0917  - an article, what is found in it, and who says it
    number: int,
    text: str,
    words: str,
    probability: float = 0.9,
    speaker_match: float = 0.0,
    side: int = -1,
    **said: Any,
) -> tuple[Article, Evidence]:
    """An article of one sentence and the evidence in it; ``said`` describes its claim."""
    name = f"{number}.txt"
    article = Article(
        id=name, text=text, fingerprint="f", outlet=f"Outlet {number}", published=DAY, dispatch=name
    )
    span, at = Span(0, len(text)), text.index(words)
    claims: tuple[Claim, ...] = ()
    if said:
        content = said.pop("content", text)
        start = text.index(content)
        place = (Span(start, start + len(content)),)
        claims = (
            make_claim(f"c{number}", name, content=place, evidence=span, said_on=DAY, **said),
        )
    evidence = Evidence(
        hit=Hit(article=name, span=span, score=1.0, claims=claims),
        covered=0.5,
        speaker_match=speaker_match,
        side=side,
        missing=(),
        answer_words=Span(at, at + len(words)),
        probability=probability,
    )
    return article, evidence


def lead(
    text: str, *pieces: tuple[Article, Evidence], correction: CorrectionNotice | None = None
) -> str:
    """The lead over pieces of evidence; its values are cut from their citations."""
    question = read(text, (), DAY, KNOWN)
    articles = {article.id: article for article, _ in pieces}
    selection = select(question, [evidence for _, evidence in pieces], articles)
    citations = []
    for n, shown in enumerate(selection.all, 1):
        hit = shown.evidence.hit
        article = articles[hit.article]
        claim = hit.claims[0] if hit.claims else None
        citations.append(
            make_citation(
                n,
                article.id,
                hit.span,
                article.text,
                outlet=article.outlet,
                published=DAY,
                dispatch=article.dispatch,
                speakers=claim.speakers if claim else (),
                statement_date=claim.statement_date if claim else None,
                claim=claim.id if claim else None,
                correction=correction,
            )
        )
    for value in leads.values(question, selection, citations):
        quote = citations[value.citation - 1].quote
        assert quote[value.span.start : value.span.end] == value.text
    return " ".join(p.text for p in leads.parts(question, selection, citations, articles))


def test_lead_quotes_the_sentence_with_outlet_and_day() -> None:
    told = lead("How many ships came?", piece(1, "In all 12 ships came.", "12"))
    assert told == "“In all 12 ships came.” (Outlet 1, 1 January 2020)."


def test_lead_is_not_cut_before_the_name_that_is_asked_about() -> None:
    text = (
        "By early May, 520 members had publicly said that they back Kari Lund, 39 had said that "
        "they back Ola Dahl, and 160 had not said anything about the vote."
    )
    told = lead("How many members back Dahl?", piece(1, text, "520"))
    assert "39 had said that they back Ola Dahl…”" in told


def test_direct_quotation_is_the_speaker_s_own_words() -> None:
    text = "“No ship can land,” Kari Lund said."
    own = "“No ship can land,”"
    told = lead(
        "What did Lund say about ships?",
        piece(1, text, "No ship", speaker="Kari Lund", role="mayor", content=own),
    )
    assert told == "Kari Lund (mayor): “No ship can land” (Outlet 1, 1 January 2020)."


@pytest.mark.parametrize(
    ("text", "start"),
    [
        (
            "She said that no ship can land.",
            "Kari Lund, as reported: “She said that no ship can land.” (Outlet 1",
        ),
        ("Lund said that no ship can land.", "“Lund said that no ship can land.” (Outlet 1"),
        ("Lund’s view: no ship can land.", "“Lund’s view: no ship can land.” (Outlet 1"),
    ],
    ids=["speaker not named", "speaker named", "speaker's name with an ending"],
)
def test_paraphrase_is_never_put_into_the_speaker_s_mouth(text: str, start: str) -> None:
    said: dict[str, Any] = {
        "speaker": "Kari Lund",
        "kind": Kind.INDIRECT,
        "content": "no ship can land",
    }
    assert lead("What did Lund say about ships?", piece(1, text, "no ship", **said)).startswith(
        start
    )


@pytest.mark.parametrize(
    ("words", "by_lund"),
    [("a fine", False), ("burn", True), ("posted", True)],
    ids=["the article's own", "what is said", "how it is said"],
)
def test_speaker_stands_only_before_words_of_the_claim(words: str, by_lund: bool) -> None:
    text = "A court in Bergen had set a fine before the man posted that ships should burn."
    source, cue = (Span(text.index(w), text.index(w) + len(w)) for w in ("the man", "posted"))
    told = lead(
        "What happened in Bergen?",
        piece(
            1,
            text,
            words,
            speaker="Kari Lund",
            kind=Kind.INDIRECT,
            content="ships should burn",
            source=(source,),
            cue=(cue,),
        ),
    )
    assert told.startswith("Kari Lund, as reported") is by_lund


def test_who_somebody_is_comes_with_words_that_name_nobody() -> None:
    aide = piece(1, "A Dahl aide struck the mayor.", "A Dahl aide")
    named = piece(2, "The mayor was struck by Jo Roe.", "Jo Roe", 0.5)
    asked = "Who struck the mayor?"
    assert lead(asked, aide, named).count("“") == 2
    assert "Jo Roe" in lead(asked, aide, named)
    first = piece(1, "Ola Dahl struck the mayor.", "Ola Dahl")
    assert "Jo Roe" not in lead(asked, first, named)
    assert "Jo Roe" not in lead("When did a Dahl aide strike the mayor?", aide, named)


@pytest.mark.parametrize(
    ("words", "value"),
    [("He", ()), ("A Dahl aide", ()), ("Jo Roe", ("Jo Roe",)), ("Roe", ("Roe",))],
)
def test_value_of_a_person_is_a_name(words: str, value: tuple[str, ...]) -> None:
    question = read("Who struck the mayor?", (), DAY, KNOWN)
    article, found = piece(1, f"{words} struck the mayor.", words)
    selection = select(question, [found], {article.id: article})
    citation = make_citation(1, article.id, found.hit.span, article.text)
    assert tuple(v.text for v in leads.values(question, selection, [citation])) == value


def test_name_that_is_less_sure_is_quoted_but_is_no_value() -> None:
    question = read("Who struck the mayor?", (), DAY, KNOWN)
    aide = piece(1, "An aide struck the mayor.", "An aide")
    named = piece(2, "The mayor was struck by Jo Roe.", "Jo Roe", 0.5)
    articles = {article.id: article for article, _ in (aide, named)}
    selection = select(question, [aide[1], named[1]], articles)
    citations = [
        make_citation(
            n, p.evidence.hit.article, p.evidence.hit.span, articles[p.evidence.hit.article].text
        )
        for n, p in enumerate(selection.all, 1)
    ]
    assert leads.values(question, selection, citations) == ()
    parts = leads.parts(question, selection, citations, articles)
    assert "Jo Roe" in " ".join(part.text for part in parts)


def test_second_fact_is_quoted_only_where_it_is_nearly_as_sure() -> None:
    first, second = piece(1, "29 were hurt.", "29"), piece(2, "31 were hurt.", "31")
    assert "29" in lead("How many were hurt?", first, second)
    assert "31" in lead("How many were hurt?", first, second)
    unsure = (second[0], replace(second[1], probability=0.7))
    assert "31" not in lead("How many were hurt?", first, unsure)


def test_second_statement_is_quoted_where_it_is_less_sure_but_not_by_others() -> None:
    said: dict[str, Any] = {"speaker": "Kari Lund", "kind": Kind.INDIRECT}
    first = piece(1, "Lund said no ship can land.", "no ship", speaker_match=1.0, **said)
    second = piece(2, "Lund said the quay is lost.", "the quay", 0.6, speaker_match=1.0, **said)
    assert "the quay is lost" in lead("What did Lund say about ships?", first, second)
    by_other = (second[0], replace(second[1], speaker_match=0.0))
    assert "the quay is lost" not in lead("What did Lund say about ships?", first, by_other)


def test_lead_begins_with_direct_words_that_answer_as_well() -> None:
    said: dict[str, Any] = {"speaker": "Kari Lund", "speaker_match": 1.0}
    reported = piece(
        1, "Lund said that no ship can land.", "no ship", 0.9, kind=Kind.INDIRECT, **said
    )
    own = piece(2, "“No ship,” Lund said.", "No ship", 0.8, content="“No ship,”", **said)
    told = lead("What did Lund say about ships?", reported, own)
    assert told.startswith("Kari Lund: “No ship” (Outlet 2, 1 January 2020).")
    assert "“Lund said that no ship can land.” (Outlet 1" in told
    unsure = (own[0], replace(own[1], probability=0.6))
    assert lead("What did Lund say about ships?", reported, unsure).startswith("“Lund said")


def test_lead_names_the_speaker_without_evidence() -> None:
    said: dict[str, Any] = {"speaker": "Kari Lund", "side": 0, "speaker_match": 1.0}
    told = lead("What did Lund and Dahl say about storms?", piece(1, "“No.”", "No", **said))
    assert told.endswith("No statement by Dahl on this was found.")
    said["speaker"] = "Kari Lund and Ola Dahl"
    told = lead("What did Lund and Dahl say about storms?", piece(1, "“No.”", "No", **said))
    assert "No statement" not in told


def test_question_for_the_day_of_a_statement_starts_with_it() -> None:
    opens = piece(1, "It opens on Oct. 19, she said.", "Oct. 19", speaker="Kari Lund")
    assert lead("When did Lund say that it opens?", opens).startswith("Kari Lund, 1 January 2020.")


def test_outlets_of_one_dispatch_are_named_together() -> None:
    first, second = piece(1, "Storms came.", "Storms"), piece(2, "Storms went.", "Storms")
    same = (replace(second[0], dispatch=first[0].dispatch), second[1])
    question = "Which outlets carried the statement about storms?"
    assert "Carried by Outlet 1 and Outlet 2 (the same report)." in lead(question, first, same)
    assert "Carried by Outlet 1; Outlet 2." in lead(question, first, second)


def words_quoted(answer: Answer) -> list[str]:
    """The quotations of a lead, their cut ends left out."""
    return [part.split("”")[0].strip("…") for part in answer.lead.split("“")[1:]]


@pytest.mark.parametrize(
    "question",
    [
        "what did Iraq say about US bases?",
        "When did Baghdad invite the coalition?",
        "How many foreign troops did the coalition have in Iraq?",
        "What did al-Araji say about 31 December?",
    ],
)
def test_lead_on_the_seeds_is_made_of_words_of_the_articles(corpus: Corpus, question: str) -> None:
    answer = corpus.ask(question)
    assert_sound(corpus, answer)
    cited = " ".join(" ".join(c.quote for c in answer.citations).split()).translate(QUOTES)
    assert words_quoted(answer)
    for words in words_quoted(answer):
        assert words.translate(QUOTES) in cited


def test_lead_lists_offices_of_a_person_with_dates(corpus: Corpus) -> None:
    answer = corpus.ask("who is Khafaji?")
    assert_sound(corpus, answer)
    assert "spokesman, Iraqi Defense Ministry (17 January 2019)" in answer.lead
    assert "spokesperson, Joint Operation Command (24 August 2020)" in answer.lead


def test_person_asked_for_is_not_the_speaker_unless_the_words_found_stand_for_them() -> None:
    text = "She said that the harbour master had struck the mayor."
    said: dict[str, Any] = {
        "speaker": "Kari Lund",
        "kind": Kind.INDIRECT,
        "content": "the harbour master had struck the mayor",
        "source": (Span(0, 3),),
    }
    told = lead("Who struck the mayor?", piece(1, text, "the harbour master", **said))
    assert told.startswith("“She said that the harbour master had struck")
    asked = "Who said that the harbour master had struck the mayor?"
    assert lead(asked, piece(1, text, "She", **said)).startswith("Kari Lund, as reported: “She")


@pytest.mark.parametrize(
    ("words", "touching", "said"),
    [
        ("CORRECTION: The year was wrong. It was 2019, not 2018.", True, True),
        ("CORRECTION: The year was wrong. It was 2019, not 2018.", False, False),
        ("CORRECTION: The mayor's name is Ola Dahl.", True, False),
    ],
    ids=["of the value", "of no claim", "of something else"],
)
def test_correction_of_the_words_quoted_is_in_the_lead(
    words: str, touching: bool, said: bool
) -> None:
    notice = CorrectionNotice(Span(60, 60 + len(words)), words, touching)
    told = lead(
        "When was the quay built?",
        piece(1, "The quay was built in 2018.", "in 2018"),
        correction=notice,
    )
    line = "The article carries a correction: “It was 2019, not 2018.”"
    assert (line in told) == said
    assert "carries a correction" not in told.replace(line, "")


def test_author_asked_for_is_named_as_such() -> None:
    article, evidence = piece(1, "Walls do not help.", "Walls", speaker_match=1.0, side=0)
    by_lund = (replace(article, author="Kari Lund"), evidence)
    told = lead("What does Kari Lund think of walls?", by_lund)
    assert told.startswith("Kari Lund (author): “Walls do not help.”")
    assert lead("How thick are walls?", (by_lund[0], replace(evidence, speaker_match=0.0))) == (
        "“Walls do not help.” (Outlet 1, 1 January 2020)."
    )

"""Subjects, sources and noun phrases in the dependency tree."""

import pytest
from extraction import claims_of, parsed, token

from rag.attribution.dependencies import (
    can_hold_position,
    is_finite,
    is_mark,
    lemma_of,
    noun_phrase,
    phrase_end,
    source_of,
)


@pytest.mark.parametrize(
    ("text", "verb", "source"),
    [
        ("Kari Lund said that it rained.", "said", "Lund"),
        ("Kari Lund came and said that it rained.", "said", "Lund"),
        ("It was denied by Kari Lund.", "denied", "Lund"),
        ("Kari Lund, who said that it rained, left.", "said", "Lund"),
        ("Kari Lund issued a statement saying that it rained.", "saying", "Lund"),
        ("Kari Lund was quoted as saying that it rained.", "saying", "Lund"),
        ("The storm led Kari Lund to doubt that it helped.", "doubt", "Lund"),
        ("Officials backed by Lund saw that it rained.", "backed", "Lund"),
    ],
    ids=[
        "subject",
        "shared",
        "agent",
        "relative clause",
        "author",
        "quoted as",
        "caused",
        "agent of a participle",
    ],
)
def test_source_of_a_verb(text: str, verb: str, source: str) -> None:
    paragraph = parsed(text)
    found = source_of(token(paragraph, verb), paragraph.quoted)
    assert found is not None
    assert found.text == source


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("Omar Saleh pressed Kari Lund to endorse the plan.", "endorse"),
        ("The police met a man named Omar Saleh.", "named"),
    ],
    ids=["what somebody is asked to do", "what something is called"],
)
def test_verb_without_a_source(text: str, verb: str) -> None:
    paragraph = parsed(text)
    assert source_of(token(paragraph, verb), paragraph.quoted) is None


def test_subject_inside_a_quotation_is_no_source() -> None:
    paragraph = parsed('"Lund" said that it rained.')
    found = source_of(token(paragraph, "said"), paragraph.quoted)
    assert found is None or paragraph.quoted[found.i] is None


@pytest.mark.parametrize(
    ("text", "head", "phrase"),
    [
        ("The mayor of Bergen, who came late, said no.", "mayor", "The mayor of Bergen"),
        ("“Yes,” said Merkel in Berlin.", "Merkel", "Merkel"),
    ],
)
def test_noun_phrase_leaves_out_clauses_and_places(text: str, head: str, phrase: str) -> None:
    paragraph = parsed(text)
    span = paragraph.chars(*noun_phrase(token(paragraph, head)))
    assert text[span.start : span.end] == phrase


def test_phrase_end_leaves_out_a_clause_after_a_comma() -> None:
    paragraph = parsed("Lund praised the port, which was new.")
    assert paragraph.doc[phrase_end(token(paragraph, "port"))].text == "port"


@pytest.mark.parametrize(
    ("text", "verb", "finite"),
    [
        ("Kari Lund said no.", "said", True),
        ("Kari Lund will say no.", "say", True),
        ("Kari Lund left, urging calm.", "urging", True),
        ("To say no is hard.", "say", False),
    ],
)
def test_is_finite(text: str, verb: str, *, finite: bool) -> None:
    assert is_finite(token(parsed(text), verb)) is finite


@pytest.mark.parametrize(
    ("text", "word", "holds"), [("She left.", "She", True), ("It left.", "It", False)]
)
def test_pronoun_it_has_no_position(text: str, word: str, *, holds: bool) -> None:
    assert can_hold_position(token(parsed(text), word)) is holds


def test_lemma_of_corrects_hoping() -> None:
    assert lemma_of(token(parsed("She was hoping to win."), "hoping")) == "hope"


def test_a_weekday_after_the_cue_is_no_speaker() -> None:
    text = (
        "The vaccine is expected to give a “good signal” in children, Dr. Ana Ruiz, director of "
        "the institute, said Wednesday."
    )
    assert all(claim.speaker != "Wednesday" for claim in claims_of(text))


@pytest.mark.parametrize(
    "text",
    [
        "It is hard to deny that the dam was unsafe.",
        "Ask yourself whether the dam was unsafe.",
        "You know that the dam was unsafe.",
        "The plan was to have Kari Lund reject the dam.",
        "They were people who had been accused of fraud.",
        "It is a lake sometimes called the Mirror.",
        "The form is “no” where visitors are asked to call the office.",
    ],
    ids=["impersonal", "imperative", "reader", "made to", "patient", "named", "quoted word"],
)
def test_what_nobody_says_is_no_claim(text: str) -> None:
    assert not claims_of(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "The council met. It is eager to announce that it won.",
            "is eager to announce that it won",
        ),
        ("The mayor, who’s called for a dam, left.", "called for a dam"),
        ("You said that the dam was unsafe.", "the dam was unsafe"),
        ("Kari Lund, for example, named the dam as a risk.", "named the dam as a risk"),
        ("“It will hold,” the council was told by Kari Lund.", "“It will hold,”"),
    ],
    ids=["eager", "has called", "you said", "names", "told"],
)
def test_what_somebody_says_is_a_claim(text: str, shown: str) -> None:
    assert shown in [claim.text for claim in claims_of(text)]


@pytest.mark.parametrize(
    ("text", "words", "is_one"),
    [
        ("It rose 15%.", "%", False),
        ("It will re-open.", "-", False),
        ("It rose - then fell.", "-", True),
        ("It rose, then fell.", ",", True),
    ],
    ids=["per cent", "hyphen", "dash", "comma"],
)
def test_is_mark_tells_punctuation_from_parts_of_words(
    text: str, words: str, *, is_one: bool
) -> None:
    assert is_mark(token(parsed(text), words)) is is_one

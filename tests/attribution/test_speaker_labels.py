"""Attributions without a verb: labels, names before a colon, signatures."""

from dataclasses import replace

import pytest
from extraction import article_of, assert_sound, claims_of, parsed

from rag.attribution.extractor import extract
from rag.attribution.speaker_labels import ArticleWords, label_frame
from rag.schema.articles import SignedQuote, Span
from rag.schema.claims import Kind


@pytest.mark.parametrize(
    ("text", "label", "content"),
    [
        ("SMITH: I never said that.", "SMITH", "I never said that"),
        ("Jane Roe (D): It is over now.", "Jane Roe", "It is over now"),
        ("Note: It is over now.", None, None),
        ("Germany: It is over now.", None, None),
        ("Three of them: It is over now.", None, None),
    ],
)
def test_label_frame_needs_a_capitalised_name(
    text: str, label: str | None, content: str | None
) -> None:
    frame = label_frame(parsed(text), [Span(0, len(text))])
    if frame is None or frame.source is None:
        assert label is None
    else:
        assert text[frame.source.start : frame.source.end] == label
        assert [text[span.start : span.end] for span in frame.content] == [content]


@pytest.mark.parametrize(
    ("name", "occurs"), [("Ruiz", True), ("ruiz", True), ("Saleh", False), ("Port", True)]
)
def test_article_words_look_outside_the_label(name: str, *, occurs: bool) -> None:
    words = ArticleWords("SALEH: No. Ruiz left.", "The Port")
    assert words.occurs_outside(name, Span(0, 5)) is occurs


def test_each_line_of_a_transcript_belongs_to_its_label() -> None:
    text = "RUIZ: I think it failed. We said so.\nSALEH: It did not fail.\nRUIZ: It did."
    found = claims_of(text + "\nRuiz and Saleh met on Monday.")
    assert [c.text for c in found][:2] == ["I think it failed. We said so", "It did not fail"]
    assert [c.mention for c in found][:2] == ["RUIZ", "SALEH"]


def test_each_line_of_a_quoted_transcript_belongs_to_its_label() -> None:
    """Each paragraph opens the quotation again, and a stage direction has no speaker."""
    text = (
        'Transcript as follows:\n"RUIZ: Well, look, he thinks it is “Shark Day.” But it is serious.'
        '\n"(CROSSTALK.)\n"SALEH: It is not, because as “The Oslo Post” wrote, it is a game.'
        '\n"RUIZ: It did end."\nRuiz and Saleh met on Monday.'
    )
    found = claims_of(text)
    assert [(c.mention, c.text) for c in found] == [
        ("RUIZ", "Well, look, he thinks it is “Shark Day.” But it is serious"),
        ("SALEH", "It is not, because as “The Oslo Post” wrote, it is a game"),
        ("RUIZ", "It did end"),
    ]


def test_label_without_a_name_is_no_source() -> None:
    assert claims_of("Correction: The hall was open on Monday.\nThe hall is large.") == ()


@pytest.mark.parametrize("sign", ["", "— ", "- "])
def test_quotation_that_the_page_sets_apart_belongs_to_the_line_below(sign: str) -> None:
    quote, line = "The land is worth more. It will not be sold.", f"{sign}Kari Lund, farmer"
    text = f"The dike will be raised.\n\n{quote}\n\n{line}\n\nWork begins in May."
    at, below = text.index(quote), text.index(line)
    signed = SignedQuote(Span(at, at + len(quote)), Span(below, below + len(line)))
    article = replace(article_of(text), signed=(signed,))
    (extraction,) = extract([article])
    assert_sound(article, extraction)
    (claim,) = extraction.claims
    assert (claim.text, claim.speaker, claim.mention) == (quote, "Kari Lund", "Kari Lund, farmer")
    assert claim.kind is Kind.DIRECT
    assert text[claim.evidence.start : claim.evidence.end] == quote


QUESTIONS = "\n\nQ: Why did the gates stay open?\n\nA: Because the order came late.\n\nQ: Whose?\n"


@pytest.mark.parametrize(
    ("intro", "speaker"),
    [
        ("Kari Lund, the commissioner for rivers, spoke to us on Friday.", "Kari Lund"),
        ("Kari Lund spoke to Jonas Berg of the Rhine Post.", "Kari Lund"),
        ("Jonas Roth asked Kari Lund about the flood.", "Kari Lund"),
        ("Kari Lund spoke to Jonas Berg.", None),
        ("The ministry defended Kari Lund.", None),
        ("We asked the ministry.", None),
    ],
    ids=["one", "and the outlet's", "and the author", "two", "no interview", "nobody"],
)
def test_answers_of_an_interview_are_those_of_the_person_asked(
    intro: str, speaker: str | None
) -> None:
    article = replace(article_of(intro + QUESTIONS), outlet="Rhine Post", author="Jonas Roth")
    found = [c for c in next(iter(extract([article]))).claims if "order" in c.text]
    assert [one.name for claim in found for one in claim.speakers] == ([speaker] if speaker else [])
    assert_sound(article, next(iter(extract([article]))))


def test_answers_after_another_interview_are_nobodys() -> None:
    text = "Kari Lund spoke to us." + QUESTIONS + "\nJonas Berg spoke to us too.\n" + QUESTIONS
    assert not [c for c in claims_of(text) if "order" in c.text]


def test_answers_without_questions_are_nobodys() -> None:
    text = "Kari Lund spoke to us.\n\nA: Because the order came late."
    assert not [c for c in claims_of(text) if c.mention == "A"]


@pytest.mark.parametrize(
    ("label", "is_speaker"),
    [("Winner", False), ("BERG", True), ("Mary Berg", True)],
    ids=["list", "transcript", "full name"],
)
def test_label_of_a_list_is_no_speaker(label: str, *, is_speaker: bool) -> None:
    text = f"{label}: The dam has burst at last.\n\n{label}: The road is open again."
    assert bool(claims_of(text)) is is_speaker

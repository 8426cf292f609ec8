"""Positions reported without a clause."""

import pytest
from extraction import claims_of, parsed, token

from rag.attribution import attitudes
from rag.schema.articles import Span
from rag.schema.claims import Kind
from rag.text.spans import cut


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        ("Ana Ruiz endorsed the plan.", "endorsed", "the plan"),
        ("Ana Ruiz wants to close the port.", "wants", "to close the port"),
        ("The port was denounced by Ana Ruiz.", "denounced", "The port"),
        ("Ana Ruiz slept.", "slept", None),
    ],
)
def test_verb_content_follows_the_grammar(text: str, cue: str, content: str | None) -> None:
    paragraph = parsed(text)
    found = attitudes.verb_content(token(paragraph, cue))
    span = paragraph.chars(*found) if found else None
    assert (text[span.start : span.end] if span else None) == content


def test_position_at_gives_content_and_source() -> None:
    paragraph = parsed("Ana Ruiz was critical of the port.")
    position = attitudes.position_at(token(paragraph, "critical"), paragraph.quoted)
    assert position is not None
    assert position.source.text == "Ruiz"
    assert [paragraph.doc[n].text for n in (position.first, position.last)] == ["the", "port"]


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("Mayor Ana Ruiz endorsed the harbour plan.", "Ana Ruiz", "the harbour plan"),
        ("Mayor Ana Ruiz wants to close the port.", "Ana Ruiz", "to close the port"),
        ("Mayor Ana Ruiz called for a new vote.", "Ana Ruiz", "a new vote"),
        ("Ana Ruiz accused Omar Saleh of fraud.", "Ana Ruiz", "Omar Saleh of fraud"),
    ],
    ids=["object", "infinitive", "preposition", "object and preposition"],
)
def test_position_without_a_clause_is_an_attitude(text: str, speaker: str, content: str) -> None:
    (found,) = claims_of(text)
    words = cut(text, found.content)
    assert (found.speaker, words, found.kind) == (speaker, content, Kind.ATTITUDE)
    assert found.text == cut(text, [Span(found.cue[0].start, found.content[-1].end)])


@pytest.mark.parametrize(
    ("text", "is_position"),
    [
        ("Ana Ruiz unveiled a new tram.", False),
        ("Ana Ruiz shared a photo of the port.", False),
        ("Ana Ruiz shared her concern about the port.", True),
        ("Ana Ruiz offered support for the port.", True),
    ],
)
def test_event_is_a_position_only_with_a_noun_of_position(text: str, *, is_position: bool) -> None:
    assert bool(claims_of(text)) is is_position


@pytest.mark.parametrize(
    "text",
    [
        "In order to question the plan, the door was opened.",
        "It refused to open.",
        "That called for patience.",
        "To endorse the plan would be bold.",
        "What is Ana Ruiz's view of the plan?",
    ],
    ids=["an aim", "it", "that", "no subject", "a question of the outlet"],
)
def test_position_needs_a_source(text: str) -> None:
    assert claims_of(text) == ()


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("Ana Ruiz repeated her opposition to the new port.", "Ana Ruiz", "the new port"),
        ("Ana Ruiz was critical of the new port.", "Ana Ruiz", "the new port"),
        ("The port was denounced by Ana Ruiz.", "Ana Ruiz", "The port"),
        ("Ana Ruiz is seen as a friend; she saw the port as a mistake.", "Ana Ruiz", "the port as"),
        ("Ana Ruiz was hoping to close the port.", "Ana Ruiz", "to close the port"),
        ('Ana Ruiz called the plan a "bad joke".', "Ana Ruiz", 'the plan a "bad joke"'),
        ('Ana Ruiz warned against the "dark dreams" of Omar.', "Ana Ruiz", 'the "dark dreams" of'),
        ("Ana Ruiz’s answer was that nobody knew.", "Ana Ruiz", "nobody knew"),
        ("Ana Ruiz went after Saleh as a “bad man”.", "Ana Ruiz", "Saleh as a “bad man”"),
        ('Ana Ruiz calls them "dear friends" now.', "Ana Ruiz", 'them "dear friends"'),
        (
            'Ana Ruiz condemned the test as "mad" and a "grave threat" to all.',
            "Ana Ruiz",
            'the test as "mad" and a "grave threat"',
        ),
    ],
    ids=[
        "noun",
        "adjective",
        "passive",
        "as",
        "hope",
        "name",
        "around a quotation",
        "stated",
        "as, of any verb",
        "a name for them",
        "two names",
    ],
)
def test_position_is_found_in_every_form(text: str, speaker: str, content: str) -> None:
    found = claims_of(text)
    assert [(c.speaker, content in c.text) for c in found][-1] == (speaker, True), found


def test_position_inside_content_is_no_claim_of_its_own() -> None:
    (found,) = claims_of("Ana Ruiz said that Omar Saleh endorsed the harbour plan.")
    assert found.kind is Kind.INDIRECT
    assert found.text == "Omar Saleh endorsed the harbour plan"


def test_day_of_a_statement_is_no_position() -> None:
    text = "“It will hold,” Kari Lund said in a statement on Wednesday."
    assert [claim.text for claim in claims_of(text)] == ["“It will hold,”"]


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("Kari Lund left the council in support of the bridge.", True),
        ("Kari Lund came under pressure over support of the bridge.", False),
        ("Kari Lund took offence at suggestions that the bridge is unsafe.", False),
    ],
    ids=["in", "over", "at"],
)
def test_holder_of_a_position_is_in_it(text: str, *, holds: bool) -> None:
    assert bool(claims_of(text)) is holds

"""Cue phrases: what turns or limits a cue is found, and nothing else is."""

import pytest
from extraction import claims_of, parsed, token

from rag.attribution.cue_phrases import CuePhrase, cue_phrase


def phrase_of(text: str, cue: str) -> tuple[str, CuePhrase]:
    paragraph = parsed(text)
    found = cue_phrase(token(paragraph, cue), paragraph.quoted)
    span = paragraph.chars(found.first, found.last)
    return text[span.start : span.end], found


@pytest.mark.parametrize(
    ("text", "cue", "words"),
    [
        ("Lund did not recommend charges.", "recommend", "did not recommend"),
        ("Lund never said that the port was shut.", "said", "never said"),
        ("Lund denied that the port was shut.", "denied", "denied"),
        ("Lund refused to say whether the port was shut.", "say", "refused to say"),
        ("No official said that the port was shut.", "said", "No official said"),
        ("Lund did not confirm or deny that the port was shut.", "deny", "did not confirm or deny"),
        (
            "Lund denied that Vance had said the port was shut.",
            "said",
            "denied that Vance had said",
        ),
        ("Lund was not critical of the port.", "critical", "was not critical"),
        ("Lund expressed no support for the port.", "support", "expressed no support"),
    ],
    ids=["not", "never", "denial", "refusal", "no one", "shared", "outer", "adjective", "noun"],
)
def test_negation_belongs_to_the_phrase(text: str, cue: str, words: str) -> None:
    found, phrase = phrase_of(text, cue)
    assert found == words
    assert phrase.negated


@pytest.mark.parametrize(
    ("text", "cue", "words"),
    [
        ("Lund may say that the port is shut.", "say", "may say"),
        ("If Lund says that the port is shut, we go.", "says", "If Lund says"),
        ("Lund wanted to say that the port was shut.", "say", "wanted to say"),
        ("Lund falsely said that the port was shut.", "said", "falsely said"),
        ("Lund reportedly said that the port was shut.", "said", "reportedly said"),
    ],
    ids=["modal", "condition", "wish", "falsely", "reportedly"],
)
def test_limit_belongs_to_the_phrase(text: str, cue: str, words: str) -> None:
    found, phrase = phrase_of(text, cue)
    assert found == words
    assert (phrase.limited, phrase.negated) == (True, False)


@pytest.mark.parametrize(
    "text",
    [
        "Lund said that the port was not shut.",
        "Lund, who did not vote, said that the port was shut.",
        "Lund not only said that the port was shut.",
        "Lund said the port was shut, not the pier.",
    ],
    ids=["of the content", "of a relative clause", "not only", "after the content"],
)
def test_other_negations_do_not_count(text: str) -> None:
    _, phrase = phrase_of(text, "said")
    assert not phrase.negated


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Kari Lund said that the port was shut.", "the port was shut"),
        ("Kari Lund denied that the port was shut.", "denied that the port was shut"),
        ("Kari Lund hopes that the port is shut.", "hopes that the port is shut"),
        ("Kari Lund never said: “We shut it.”", "never said: “We shut it.”"),
        ("“We shut it,” said Kari Lund.", "“We shut it,”"),
        ("Kari Lund warned: “We shut it.”", "“We shut it.”"),
        ("Kari Lund did not endorse the plan.", "did not endorse the plan"),
        (
            "Kari Lund would not tell the members of the council in the old town hall whether "
            "the port was shut.",
            "would not tell … whether the port was shut",
        ),
    ],
    ids=["plain", "denial", "hope", "quotation", "before", "warning", "position", "far"],
)
def test_claim_shows_the_phrase_where_it_needs_it(text: str, shown: str) -> None:
    (claim,) = claims_of(text)
    assert claim.text == shown


def test_headline_keeps_that_it_is_still_to_come() -> None:
    assert phrase_of("Mayor Lund to announce a ban on traffic", "announce")[0] == "to announce"


def test_what_was_not_yet_known_keeps_its_before() -> None:
    text = "Lund left before she knew that the port was shut."
    assert phrase_of(text, "knew")[0] == "before she knew"

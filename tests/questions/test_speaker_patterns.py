"""Speaker patterns: each matches the speaker of its example."""

import pytest

from rag.questions.addressees import asked_speakers
from rag.questions.speaker_patterns import SPEAKER_PATTERNS, SpeakerPattern
from rag.questions.terms import stem

KNOWN = frozenset(stem(word) for word in ("Lund", "Dahl", "Mapp", "Huntley"))


@pytest.mark.parametrize(
    "pattern", [pytest.param(pattern, id=pattern.name) for pattern in SPEAKER_PATTERNS]
)
def test_pattern_matches_the_speaker_of_its_example(pattern: SpeakerPattern) -> None:
    match = pattern.regex.search(pattern.example.rstrip("?"))
    assert match is not None
    assert match["speaker"].strip() == pattern.speaker
    assert asked_speakers(pattern.example.rstrip("?"), KNOWN)


def test_names_of_patterns_are_unique() -> None:
    assert len({pattern.name for pattern in SPEAKER_PATTERNS}) == len(SPEAKER_PATTERNS)


@pytest.mark.parametrize(
    "text",
    [
        "Lund v Dahl on the quay",
        "Lund v. Dahl on the quay: where does each stand?",
        "Lund and Dahl - reactions to the ruling",
        "Lund and Dahl: how do they see the quay?",
        "Lund and Dahl on the quay: how do their Facebook comments differ?",
        "Lund and Dahl: does each think the quay is lost?",
        "Where do Lund and Dahl disagree on the quay?",
    ],
)
def test_two_speakers_are_read_from_the_start_of_a_heading(text: str) -> None:
    assert asked_speakers(text, KNOWN) == (("lund",), ("dahl",))

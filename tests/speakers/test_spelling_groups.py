"""Transliterations of one speaker's name are merged where more than the key agrees."""

import pytest

from rag.schema.claims import ClaimSpeaker, Speaker
from rag.speakers.linking import link_speakers

PREMIER = Speaker(role="Prime Minister")
IRAQI = Speaker(actor="Iraq")


def linked(*speakers: tuple[str, Speaker], texts: dict[str, str] | None = None) -> list[str | None]:
    """The linked names of speakers, each in an article of its own ("a0", "a1" ...)."""
    claims = []
    for n, (name, known) in enumerate(speakers):
        speaker = Speaker(name, known.role, known.organisation, known.actor)
        claims.append(
            ClaimSpeaker(
                claim=f"c{n}",
                article=f"a{n}",
                group=f"c{n}",
                mention=name,
                extracted=(speaker,),
                linked=(speaker,),
            )
        )
    forwards = link_speakers(claims, texts or {})
    assert link_speakers(claims[::-1], texts or {}) == forwards, "the order of the articles counts"
    return [forwards[claim.claim][0].name for claim in claims]


@pytest.mark.parametrize(
    "known",
    [PREMIER, IRAQI, Speaker(organisation="Oil Ministry")],
    ids=["office", "country", "body"],
)
def test_transliterations_with_something_in_common_are_one_speaker(known: Speaker) -> None:
    found = linked(
        ("Mustafa al-Kadhimi", known),
        ("Mustafa al-Kazimi", known),
        ("Mustapha Al-Kadhemi", known),
        ("Mustapha Al-Kadhemi", known),
    )
    assert found == ["Mustapha Al-Kadhemi"] * 4


def test_bare_surname_is_linked_in_any_spelling_of_its_bearer() -> None:
    found = linked(
        ("Mustafa al-Kadhimi", PREMIER),
        ("Mustafa al-Kadhimi", PREMIER),
        ("Mustafa al-Kazimi", PREMIER),
        ("Kazimi", PREMIER),
    )
    assert found == ["Mustafa al-Kadhimi"] * 4


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Mustafa al-Kadhimi", Speaker()), ("Mustafa al-Kazimi", Speaker())),
        (("Mustafa al-Kadhimi", PREMIER), ("Mustafa al-Kazimi", Speaker())),
        (
            ("Mustafa al-Kadhimi", Speaker(role="spokesman")),
            ("Mustafa al-Kazimi", Speaker(role="spokesman")),
        ),
        (
            ("Mustafa al-Kadhimi", PREMIER),
            ("Mustafa al-Kazimi", Speaker(role="deputy Prime Minister")),
        ),
        (
            ("Mustafa al-Kadhimi", Speaker(role="Oil Minister", actor="Iraq")),
            ("Mustafa al-Kazimi", Speaker(role="army chief", actor="Iraq")),
        ),
        (
            ("Mustafa al-Kadhimi", Speaker(role="Prime Minister", actor="Iraq")),
            ("Mustafa al-Kazimi", Speaker(role="Prime Minister", actor="Kuwait")),
        ),
        (("Ahmed Salim", IRAQI), ("Ahmed Salam", IRAQI)),
        (("Jamal Qasimi", IRAQI), ("Jamil Qasimi", IRAQI)),
        (("Mary Clark", PREMIER), ("Mary Clerk", PREMIER)),
        (("Alexander Miller", PREMIER), ("Alexander Muller", PREMIER)),
        (("Omar Reed", PREMIER), ("Omar Reid", PREMIER)),
        (("Peter Johnson", PREMIER), ("Peter Jonson", PREMIER)),
    ],
    ids=[
        "nothing in common", "one without office", "office of many", "deputy", "other office",
        "other country", "Salim", "given name", "Clark", "Miller", "Reed", "Johnson",
    ],
)  # fmt: skip
def test_other_speakers_stay_apart(one: tuple[str, Speaker], other: tuple[str, Speaker]) -> None:
    assert linked(one, other) == [one[0], other[0]]


def test_names_written_in_one_article_are_two_people() -> None:
    two = ("Mustafa al-Kadhimi", IRAQI), ("Mustafa al-Kazimi", IRAQI)
    texts = {"a0": "Mustafa al-Kadhimi met Mustafa al-Kazimi.", "a1": "A speech."}
    assert linked(*two, texts=texts) == ["Mustafa al-Kadhimi", "Mustafa al-Kazimi"]
    assert len(set(linked(*two, texts={"a0": "A visit.", "a1": "A speech."}))) == 1


def test_spelling_that_may_be_of_two_people_stays_by_itself() -> None:
    found = linked(("Ahmed Salim", IRAQI), ("Ahmed Salam", IRAQI), ("Ahmed Salem", IRAQI))
    assert found == ["Ahmed Salim", "Ahmed Salam", "Ahmed Salem"]


def test_article_with_both_spellings_does_not_keep_them_apart() -> None:
    two = ("Mustafa al-Kadhimi", IRAQI), ("Mustafa al-Kazimi", IRAQI)
    texts = {"a0": "Mustafa al-Kadhimi spoke.\n\nMustafa al-Kazimi left early.", "a1": "A speech."}
    assert len(set(linked(*two, texts=texts))) == 1

"""Which people and bodies are prominent at a position of an article."""

import pytest
from timing import growth

from rag.schema.articles import Span
from rag.speakers.descriptions import SpeakerDescription
from rag.speakers.resolver import SpeakerResolver
from rag.speakers.salience import SalienceModel, SalientEntity


def name(speakers: SpeakerResolver, phrase: str) -> str | None:
    pronoun = phrase.casefold() in ("he", "she", "it", "they", "who")
    return speakers.resolve(phrase, pronoun=pronoun).name


def model(*sentences: str, quoted: tuple[Span, ...] = ()) -> SalienceModel:
    starts = [sum(len(before) + 1 for before in sentences[:n]) for n in range(len(sentences))]
    return SalienceModel(sentences, starts, quoted)


def referent(salience: SalienceModel, gender: str) -> str | None:
    """The name that a pronoun after the last sentence refers to."""
    sentence = len(salience.starts)
    entity = salience.referent("he" if gender == "he" else "she", 10_000, sentence)
    return entity.description.name if entity else None


@pytest.mark.parametrize(
    ("sentences", "gender", "expected"),
    [
        (("Karl Brandt spoke after Peter Holm left.",), "he", "Karl Brandt"),
        (("Karl Brandt met Anna Kell.",), "she", "Anna Kell"),
        (("Karl Brandt met Anna Kell.", *["It rained."] * 7), "he", None),
        (("Peter Holm and Paul Wendt left.",), "she", None),
    ],
    ids=["main subject", "gender", "too far back", "no candidate"],
)
def test_referent_is_the_clearest_candidate(
    sentences: tuple[str, ...], gender: str, expected: str | None
) -> None:
    assert referent(model(*sentences), gender) == expected


def test_mentions_in_quotations_are_no_candidates() -> None:
    text = "“Karl Brandt left early.”"
    assert referent(model(text, quoted=(Span(0, len(text)),)), "he") is None


def test_speakers_before_are_listed_by_kind_last_first() -> None:
    salience = model("Prices rose.")
    for at, description in enumerate(
        (
            SpeakerDescription(name="Harbour Workers Union", body=True),
            SpeakerDescription(role="official"),
            SpeakerDescription(role="officials", plural=True),
            SpeakerDescription(name="Bergen Evening Times", body=True),
        )
    ):
        salience.add(SalientEntity(at=at, sentence=0, description=description, spoke=True))
    assert [e.at for e in salience.speakers_before("body", 100)] == [3, 0]
    assert [e.at for e in salience.speakers_before("several", 3)] == [2, 0]
    assert [e.at for e in salience.speakers_before("unnamed", 100)] == [1]


@pytest.mark.parametrize("short", ["HWU", "Union", "Workers Union"])
def test_full_names_finds_initials_and_last_words(short: str) -> None:
    salience = model("The Harbour Workers Union met.", "It voted.")
    assert [m.written for m in salience.full_names(short, 100)] == ["Harbour Workers Union"]
    assert salience.full_names(short, 0) == []


def test_complete_name_adds_the_rest_of_a_broken_name() -> None:
    salience = model("Then Qassem al-Araji left.")
    assert salience.complete_name("Qassem al", 5) == "Qassem al-Araji"
    assert salience.complete_name("Then", 0) == "Then"


def test_he_refers_to_the_last_speaker() -> None:
    speakers = SpeakerResolver([])
    speakers.resolve("Ali Hassan")
    speakers.resolve("Omar Saleh")
    assert name(speakers, "he") == "Omar Saleh"


def test_she_refers_to_a_person_before_a_body() -> None:
    speakers = SpeakerResolver([])
    speakers.resolve("Olha Petrenko")
    speakers.resolve("The Iraqi Foreign Ministry")
    assert name(speakers, "she") == "Olha Petrenko"
    assert name(speakers, "it") == "Iraqi Foreign Ministry"


def test_resolving_a_long_article_takes_linear_time() -> None:
    """The work must not grow with the square of the mentions, people or speakers."""

    def resolve_all(count: int) -> None:
        given, surnames = ("Kari", "Omar", "Lena", "Paul"), ("Lund", "Saleh", "Kell", "Wendt")
        people = [f"{a} {b}{n}" for n in range(count) for a, b in zip(given, surnames, strict=True)]
        phrases = [
            (people[n // 3 % len(people)], "he", "the ministry", "the Times")[n % 4]
            for n in range(12 * count)
        ]
        sentences = [
            f"{phrase} said that the New York Times and {people[n % 7]} rose."
            for n, phrase in enumerate(phrases)
        ]
        starts = [0]
        for sentence in sentences[:-1]:
            starts.append(starts[-1] + len(sentence) + 1)
        speakers = SpeakerResolver(sentences, starts)
        for phrase, start in zip(phrases, starts, strict=True):
            speakers.resolve(phrase, pronoun=phrase == "he", at=start)

    assert growth(resolve_all, 60, 240) < 10

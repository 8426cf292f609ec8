"""The people of an article by name, title and position."""

import pytest

from rag.attribution.extractor import extract
from rag.schema.articles import Article
from rag.speakers.descriptions import SpeakerDescription
from rag.speakers.mentions import Mention
from rag.speakers.person_register import Person, PersonRegister, office_words
from rag.speakers.resolver import SpeakerResolver
from rag.text.sentences import paragraphs


def name(speakers: SpeakerResolver, phrase: str) -> str | None:
    pronoun = phrase.casefold() in ("he", "she", "it", "they", "who")
    return speakers.resolve(phrase, pronoun=pronoun).name


@pytest.fixture
def register() -> PersonRegister:
    """Two people with one surname, and a senator known by surname."""
    people = PersonRegister()
    people.introduce(
        [
            Mention(at=0, sentence=0, written="Ruth Calder", titles=("Mrs.",)),
            Mention(at=20, sentence=0, written="Peter Calder"),
            Mention(at=40, sentence=1, written="Reyes", titles=("Sen.",)),
            Mention(at=60, sentence=1, written="Conservative Case"),
        ],
        {"conservative"},
    )
    return people


def test_introduce_adds_full_names_and_titled_surnames(register: PersonRegister) -> None:
    assert [person.name for person in register] == ["Ruth Calder", "Peter Calder", "Reyes"]
    assert register.is_shared("Calder")
    assert not register.is_shared("Reyes")


@pytest.mark.parametrize(
    ("surname", "titles", "expected"),
    [
        ("Calder", ("Mrs.",), ("Ruth Calder", True)),
        ("Calder", ("Mr.",), ("Peter Calder", True)),
        ("Reyes", (), ("Reyes", True)),
        ("Lund", (), (None, False)),
    ],
)
def test_bearer_uses_titles_and_says_whether_a_name_is_known(
    register: PersonRegister,
    surname: str,
    titles: tuple[str, ...],
    expected: tuple[str | None, bool],
) -> None:
    person, known = register.bearer(surname, titles, 100, 2)
    assert (person.name if person else None, known) == expected


def test_redescribe_indexes_the_new_name(register: PersonRegister) -> None:
    person, _ = register.bearer("Reyes", (), 100, 2)
    assert person is not None
    register.redescribe(person, SpeakerDescription(name="Paul Reyes"))
    assert register.with_full_name("Paul Reyes") is person


@pytest.mark.parametrize(
    ("role", "wanted", "holds"),
    [
        ("US Senator", "senator", True),
        ("spokeswoman", "spokesman", True),
        ("vice president", "president", False),
        ("mayor", "governor", False),
    ],
)
def test_holds_compares_offices_in_all_their_forms(role: str, wanted: str, *, holds: bool) -> None:
    person = Person(description=SpeakerDescription(name="Amy Sole"))
    person.learn(SpeakerDescription(role=role))
    assert person.holds(office_words(wanted)) is holds


@pytest.mark.parametrize(("state", "holds"), [("Nevada", True), ("Maine", False)])
def test_holds_counts_the_state_of_a_person(state: str, *, holds: bool) -> None:
    person = Person(description=SpeakerDescription(name="Paul Reyes"), states={state})
    assert person.holds(office_words("Nevada Republican")) is holds


def test_surname_refers_to_the_only_full_name_that_ends_in_it() -> None:
    speakers = SpeakerResolver(["Maj. Gen. Tahsin Khafaji spoke.", "Qassem al-Araji listened."])
    assert name(speakers, "Khafaji") == "Tahsin Khafaji"
    assert name(speakers, "Araji") == "Qassem al-Araji"
    assert name(speakers, "al-Araji") == "Qassem al-Araji"


@pytest.mark.parametrize(
    ("phrase", "person"),
    [
        ("Clinton", None),
        ("Mrs. Clinton", "Hillary Clinton"),
        ("Mr. Clinton", "Bill Clinton"),
        ("Clinton herself", "Hillary Clinton"),
        ("Clinton himself", "Bill Clinton"),
        ("Bill", "Bill Clinton"),
    ],
)
def test_people_who_share_a_surname_are_not_merged(phrase: str, person: str | None) -> None:
    speakers = SpeakerResolver(["Hillary Clinton met Bill Clinton."])
    assert name(speakers, phrase) == person
    assert name(speakers, "Bill Clinton") == "Bill Clinton"
    assert name(speakers, "Hillary Clinton") == "Hillary Clinton"


@pytest.mark.parametrize(
    "sentence",
    ["The plan was that of Omar Saleh.", "Omar Saleh's plan failed.", "“Omar Saleh”, he said."],
)
def test_name_is_stored_without_surrounding_marks(sentence: str) -> None:
    assert name(SpeakerResolver([sentence]), "Saleh") == "Omar Saleh"


def test_possessive_does_not_add_a_person() -> None:
    speakers = SpeakerResolver(
        ["Omar Saleh spoke.", "Omar Saleh's plan failed.", "They met Omar Saleh."]
    )
    assert name(speakers, "Saleh") == "Omar Saleh"


# --- two spellings in one article -----------------------------------------------------------------

SPELLINGS = {
    "surname alone": (
        "Prime Minister Mustafa al-Kadhimi visited the port of Basra on Monday.\n\n"
        "Kazimi said the port would be dredged. Al-Kadhimi said the cranes were old.",
        ["Mustafa al-Kadhimi", "Mustafa al-Kadhimi"],
    ),
    "full name": (
        "Volodymyr Zelensky said on Monday that the talks had been frank.\n\n"
        "Volodymyr Zelenskyy said later that more was needed. Zelenskyy said he would stay.",
        ["Volodymyr Zelensky"] * 3,
    ),
    "office": (
        "Nikol Pashinyan, the prime minister, said on Monday that the border was calm.\n\n"
        "Prime Minister Pashinian said he would visit Moscow.",
        ["Nikol Pashinyan", "Nikol Pashinyan"],
    ),
    "other office": (
        "Prime Minister Mustafa al-Kadhimi said the budget would pass.\n\n"
        "Oil Minister Kazimi said exports would rise.",
        ["Mustafa al-Kadhimi", "Kazimi"],
    ),
    "one sentence": (
        "Mustafa al-Kadhimi met Mustafa al-Kazimi on Monday.\n\n"
        "Al-Kadhimi said the talks were good. Al-Kazimi said they were not.",
        ["Mustafa al-Kadhimi", "Mustafa al-Kazimi"],
    ),
    "other given name": (
        "Mustafa al-Kadhimi said the port would be dredged.\n\n"
        "Ahmed al-Kazimi said the cranes were old.",
        ["Mustafa al-Kadhimi", "Ahmed al-Kazimi"],
    ),
    "other gender": (
        "Mustafa al-Kadhimi, the governor, said the port would be dredged. He said it was late.\n\n"
        "Mrs. Kazimi said the cranes were old.",
        ["Mustafa al-Kadhimi", "Mustafa al-Kadhimi", "Kazimi"],
    ),
    "Salim and Salam": (
        "Ahmed Salim said prices would fall.\n\nSalam said they would not.",
        ["Ahmed Salim", "Salam"],
    ),
    "English surnames": (
        "Senator Harry Reid said the bill was dead.\n\nReed said he would vote for it.",
        ["Harry Reid", "Reed"],
    ),
    "two that fit": (
        "Mustafa al-Kadhimi said it rained. Ahmed al-Kadhimi said it did not.\n\n"
        "Kazimi said nothing had changed.",
        ["Mustafa al-Kadhimi", "Ahmed al-Kadhimi", "Kazimi"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", SPELLINGS)
def test_spellings_of_one_article_are_one_speaker_where_nothing_says_otherwise(case: str) -> None:
    text, expected = SPELLINGS[case]
    article = Article(id="a.txt", text=text, fingerprint="", story=paragraphs(text))
    (found,) = extract([article])
    assert [claim.speaker for claim in found.claims] == expected

"""Who is meant within one article by a surname, a pronoun or an office."""

import time

import pytest

from rag.attribution.extractor import extract
from rag.schema.articles import Article
from rag.speakers.descriptions import SpeakerDescription
from rag.speakers.resolver import SpeakerResolver
from rag.text.sentences import paragraphs

KHAFAJI = "Maj. Gen. Tahsin Khafaji, spokesperson for Iraq’s Joint Operation Command"


def name(cast: SpeakerResolver, phrase: str) -> str | None:
    return cast.resolve(
        phrase, pronoun=phrase.casefold() in ("he", "she", "it", "they", "who")
    ).name


def test_a_surname_stands_for_the_one_full_name_that_ends_in_it() -> None:
    cast = SpeakerResolver(["Maj. Gen. Tahsin Khafaji spoke.", "Qassem al-Araji listened."])
    assert name(cast, "Khafaji") == "Tahsin Khafaji"
    assert name(cast, "Araji") == "Qassem al-Araji"
    assert name(cast, "al-Araji") == "Qassem al-Araji"


def test_a_surname_keeps_what_is_known_of_the_man() -> None:
    cast = SpeakerResolver([])
    cast.resolve(KHAFAJI)
    voice = cast.resolve("Khafaji")
    assert voice == SpeakerDescription(
        "Tahsin Khafaji", "spokesperson", "Joint Operation Command", "Iraq"
    )


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
    cast = SpeakerResolver(["Hillary Clinton met Bill Clinton."])
    assert name(cast, phrase) == person
    assert name(cast, "Bill Clinton") == "Bill Clinton"
    assert name(cast, "Hillary Clinton") == "Hillary Clinton"


@pytest.mark.parametrize(
    "sentence",
    ["The plan was that of Omar Saleh.", "Omar Saleh's plan failed.", "“Omar Saleh”, he said."],
)
def test_a_name_is_learned_without_the_marks_around_it(sentence: str) -> None:
    assert name(SpeakerResolver([sentence]), "Saleh") == "Omar Saleh"


def test_a_possessive_does_not_make_two_men_of_one() -> None:
    cast = SpeakerResolver(
        ["Omar Saleh spoke.", "Omar Saleh's plan failed.", "They met Omar Saleh."]
    )
    assert name(cast, "Saleh") == "Omar Saleh"


def test_he_is_the_person_who_spoke_last() -> None:
    cast = SpeakerResolver([])
    cast.resolve("Ali Hassan")
    cast.resolve("Omar Saleh")
    assert name(cast, "he") == "Omar Saleh"


@pytest.mark.parametrize("word", ["the ministry", "The ministry", "it", "she"])
def test_a_body_is_met_again_as_the_ministry_it_or_she(word: str) -> None:
    """``she`` stands for a ministry in translated agency texts; no woman spoke before."""
    cast = SpeakerResolver([])
    cast.resolve("The Iraqi Foreign Ministry")
    assert name(cast, word) == "Iraqi Foreign Ministry"


def test_she_is_the_person_rather_than_the_body() -> None:
    cast = SpeakerResolver([])
    cast.resolve("Olha Petrenko")
    cast.resolve("The Iraqi Foreign Ministry")
    assert name(cast, "she") == "Olha Petrenko"
    assert name(cast, "it") == "Iraqi Foreign Ministry"


def test_a_pronoun_takes_the_name_before_it_in_the_paragraph() -> None:
    cast = SpeakerResolver(["Ali Hassan met Omar Saleh."])
    cast.resolve("Ali Hassan")
    assert cast.resolve("he", pronoun=True, antecedent="Omar Saleh").name == "Omar Saleh"


@pytest.mark.parametrize(
    "phrase", ["he", "she", "it", "they", "who", "the ministry", "the official", "the President"]
)
def test_where_nobody_spoke_before_nobody_is_named(phrase: str) -> None:
    assert name(SpeakerResolver(["Prices rose on Monday."]), phrase) is None


def test_the_president_is_the_only_one_in_the_article() -> None:
    cast = SpeakerResolver(
        ["US President Donald Trump met Iraqi Prime Minister Mustafa al-Kadhimi."]
    )
    voice = cast.resolve("The President")
    assert (voice.name, voice.role, voice.actor) == (
        "Donald Trump",
        "US President",
        "United States",
    )


def test_of_two_presidents_none_is_meant_before_one_spoke() -> None:
    cast = SpeakerResolver(["President Donald Trump met President Emmanuel Macron."])
    assert name(cast, "the President") is None
    cast.resolve("Donald Trump")
    assert name(cast, "the President") == "Donald Trump"


def test_the_official_is_the_person_who_spoke() -> None:
    cast = SpeakerResolver([])
    cast.resolve("Tahsin Khafaji")
    assert name(cast, "the official") == "Tahsin Khafaji"


def test_an_official_is_nobody_met_before() -> None:
    cast = SpeakerResolver([])
    cast.resolve(KHAFAJI)
    assert name(cast, "an official") is None
    assert name(cast, "a spokesperson") is None


def test_the_authors_of_a_joint_statement_speak_together() -> None:
    cast = SpeakerResolver(
        ["US President Donald Trump met Iraqi Prime Minister Mustafa al-Kadhimi in May."]
    )
    voice = cast.resolve("a joint statement from Trump and Kadhimi")
    assert voice.name == "Donald Trump and Mustafa al-Kadhimi"
    assert [(s.name, s.role) for s in voice.speakers] == [
        ("Donald Trump", None),
        ("Mustafa al-Kadhimi", None),
    ]
    assert voice.plural
    assert voice.actor is None  # two countries


def test_a_written_statement_speaks_for_its_author() -> None:
    assert name(SpeakerResolver([]), "a statement by Kari Lund") == "Kari Lund"


def test_the_campaign_of_a_man_is_not_the_man() -> None:
    cast = SpeakerResolver(["Donald Trump spoke."])
    cast.resolve("Donald Trump")
    assert name(cast, "Trump's campaign") != "Donald Trump"
    assert name(cast, "Trump’s lawyers") is None


def test_an_unnamed_source_takes_the_name_that_follows() -> None:
    cast = SpeakerResolver([])
    lead = cast.resolve("a spokesman for the Iraqi Defense Ministry")
    person = cast.resolve("Maj. Gen. Tahsin Khafaji")
    known = cast.identify(lead, person)
    assert known == SpeakerDescription(
        "Tahsin Khafaji", "spokesman", "Iraqi Defense Ministry", "Iraq"
    )
    assert cast.resolve("Khafaji").role == "spokesman"


@pytest.mark.parametrize(
    ("lead", "following"),
    [
        ("US officials", "Tahsin Khafaji"),
        ("a spokesman for the Iraqi Defense Ministry", "US Secretary of State Mike Pompeo"),
        ("a spokesman for the Iraqi Defense Ministry", "the White House"),
        ("a spokesman for the Iraqi Defense Ministry", "an official"),
    ],
    ids=["several", "another country", "a body", "nobody"],
)
def test_an_unnamed_source_is_not_everybody_who_follows(lead: str, following: str) -> None:
    cast = SpeakerResolver([])
    assert cast.identify(cast.resolve(lead), cast.resolve(following)) is None


def test_a_party_is_spoken_for_where_no_country_is_named() -> None:
    cast = SpeakerResolver([])
    voice = cast.resolve("the Secretary-General of Asa'ib Ahl al-Haq, Qais al-Khazali")
    assert cast.completed(voice).actor == "Asa'ib Ahl al-Haq"


# --- in running text ------------------------------------------------------------------------------

TEXTS = {
    "shared": (
        "Ruth Calder and her husband, Ewan Calder, both ran for the council of Porthaven.\n\n"
        'Ruth Calder said the harbour must stay public. "Nobody owns the sea," she told reporters.'
        "\n\nEwan Calder disagreed. He said that a private owner would pay for repairs.\n\n"
        "Mrs. Calder said she would vote against the sale. Mr. Calder said he would abstain."
    ),
    "bound": (
        "Mayor Ines Duarte opened the bridge on Monday. Duarte said it would carry 9,000 cars.\n\n"
        "Her brother, Rui Duarte, paid for the lamps. Rui Duarte said he had never seen such a "
        'day.\n\n"We are proud," Duarte said, adding that she had walked across before dawn.'
    ),
    "repeated": (
        "Olga Stern and Max Stern run the mill. Stern said the flour was sold.\n\n"
        "Max Stern said the wheel was old. Max Stern said it would be mended. "
        "Max Stern said the work would take a week."
    ),
    "undecided": "Anna Berg met Eva Berg. Berg said that the talks went well.",
    "unnamed": (
        "Two boats sank.\n\nA man from the coast guard said the sea was calm.\n\n"
        "An official at the port said the boats were old. He said that nobody was hurt.\n\n"
        'Olaf Brandt pulled a sailor out of the water. "He was lucky," he said.'
    ),
    "epithet": (
        "Hanna Voss said the mill would reopen in May. The businesswoman said that 40 people "
        "would be hired.\n\nGovernor Peter Lunn told the paper that he welcomed it. "
        '"Good news," the governor said.\n\nThe president said that he would come.'
    ),
    "body": (
        "The Norwegian Fisheries Ministry said the quota was final. The ministry said it had "
        "asked the scientists.\n\nIt also said that boats would be checked."
    ),
    "object": (
        "Anna Kell and Boris Wendt met in the lobby. Wendt asked how long it would last. "
        '"A year," she told Wendt.'
    ),
    "subject": (
        "Karl Brandt spoke for an hour after Peter Holm had thanked the crew.\n\n"
        "He said that the ship was paid for."
    ),
    "arabic": (
        "Qassem al-Araji said the gates were open. Araji said that nobody was turned away.\n\n"
        '"All are welcome," Al-Araji added.'
    ),
    "nickname": 'John "Jack" Merrow said the farm was sold. Merrow said that he was glad.',
    "rank": "Billie Jean King remembered the match. King said that she had never run faster.",
    "given": "Marta Olsen and Leif Olsen sail together. Marta said that the wind was good.",
    "owned": (
        "Sofia Lind leads in the polls. Her campaign said that it had raised a million.\n\n"
        "Lind's campaign said the money came from teachers. The campaign said that it would go on."
    ),
    "short": (
        "The Harbour Workers Union said the strike was over. The HWU said that pay would rise.\n\n"
        "The Bergen Evening Times said that it was so. The Times reported that both sides signed."
    ),
    "joint": (
        "Minister Olha Petrenko met Minister Jonas Falk. Petrenko and Falk said that the border "
        "would open."
    ),
    "former": (
        "Former Governor Ed Marsh spoke on Monday.\n\nVice Governor Amy Sole said that the road "
        "was safe. The governor said nothing was certain."
    ),
    "state": (
        "Senator Paul Reyes of Nevada and Senator Kim Doyle of Maine met on Friday.\n\n"
        "The Nevada Republican said that the bill was dead."
    ),
}


@pytest.fixture(scope="module")
def spoken() -> dict[str, list[tuple[str | None, str | None]]]:
    """The claims of the texts as mention and speaker."""
    articles = [Article(name, text, "", story=paragraphs(text)) for name, text in TEXTS.items()]
    return {
        article.id: [(claim.mention, claim.speaker) for claim in found.claims]
        for article, found in zip(articles, extract(articles), strict=True)
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "shared",
            ["Ruth Calder", "Ruth Calder", "Ewan Calder", "Ruth Calder", "Ewan Calder"],
            id="husband and wife",
        ),
        pytest.param(
            "bound",
            ["Ines Duarte", "Rui Duarte", "Ines Duarte", "Ines Duarte"],
            id="a surname stays with the one who had it first",
        ),
        pytest.param(
            "repeated",
            ["Olga Stern", "Max Stern", "Max Stern", "Max Stern"],
            id="a surname is not for the one who is named in full again and again",
        ),
        pytest.param("undecided", [None], id="of two bearers none is likelier"),
        pytest.param("epithet", ["Hanna Voss", "Hanna Voss", "Peter Lunn", "Peter Lunn", None],
                     id="the businesswoman, the governor, but not any president"),
        pytest.param("body", ["Norwegian Fisheries Ministry"] * 3, id="the ministry, it"),
        pytest.param("object", ["Boris Wendt", "Anna Kell"], id="she told him, so she is another"),
        pytest.param("subject", ["Peter Holm", "Karl Brandt"], id="the main subject speaks"),
        pytest.param("arabic", ["Qassem al-Araji"] * 3, id="Arabic article"),
        pytest.param("nickname", ["John Merrow"] * 2, id="nickname in quotation marks"),
        pytest.param("rank", ["Billie Jean King"] * 2, id="a surname that is a rank, too"),
        pytest.param("given", ["Marta Olsen"], id="given name"),
        pytest.param("owned", ["Sofia Lind campaign"] * 3, id="whose campaign"),
        pytest.param(
            "short",
            ["Harbour Workers Union"] * 2 + ["Bergen Evening Times"] * 2,
            id="letters and last word of a body",
        ),
        pytest.param("joint", ["Olha Petrenko and Jonas Falk"], id="two together"),
        pytest.param("former", ["Amy Sole", None], id="neither vice nor former"),
        pytest.param("state", ["Paul Reyes"], id="the one from that state"),
    ],
)  # fmt: skip
def test_in_running_text_the_right_one_speaks(
    spoken: dict[str, list[tuple[str | None, str | None]]], text: str, expected: list[str | None]
) -> None:
    assert [speaker for _, speaker in spoken[text]] == expected, spoken[text]


def test_an_unnamed_source_stays_unnamed_and_is_nobody_else(
    spoken: dict[str, list[tuple[str | None, str | None]]],
) -> None:
    assert [
        s for mention, s in spoken["unnamed"] if mention in ("An official at the port", "He")
    ] == [
        None,
        None,
    ]
    assert spoken["unnamed"][-1] == ("he", "Olaf Brandt")


def test_six_thousand_sentences_are_resolved_in_time() -> None:
    """The work must not grow with the square of the mentions, the people or those who spoke."""
    given, surnames = ("Kari", "Omar", "Lena", "Paul"), ("Lund", "Saleh", "Kell", "Wendt")
    people = [f"{a} {b}{n}" for n in range(500) for a, b in zip(given, surnames, strict=True)]
    phrases = [
        (people[n % len(people)], "he", "the ministry", "the Times")[n % 4] for n in range(6_000)
    ]
    sentences = [
        f"{phrase} said that the New York Times and {people[n % 7]} rose."
        for n, phrase in enumerate(phrases)
    ]
    starts = [0]
    for sentence in sentences[:-1]:
        starts.append(starts[-1] + len(sentence) + 1)
    started = time.perf_counter()
    cast = SpeakerResolver(sentences, starts)
    for phrase, start in zip(phrases, starts, strict=True):
        cast.resolve(phrase, pronoun=phrase == "he", at=start)
    assert time.perf_counter() - started < 10

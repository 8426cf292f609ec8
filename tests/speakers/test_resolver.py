"""The speakers of one article: leads, and claims in running text."""

import pytest

from rag.attribution.extractor import extract
from rag.schema.articles import Article
from rag.speakers.descriptions import SpeakerDescription
from rag.speakers.resolver import SpeakerResolver
from rag.text.sentences import paragraphs


def test_identify_gives_the_lead_the_next_named_person() -> None:
    speakers = SpeakerResolver([])
    lead = speakers.resolve("a spokesman for the Iraqi Defense Ministry")
    person = speakers.resolve("Maj. Gen. Tahsin Khafaji")
    known = speakers.identify(lead, person)
    assert known == SpeakerDescription(
        name="Tahsin Khafaji", role="spokesman", organisation="Iraqi Defense Ministry", actor="Iraq"
    )
    assert speakers.resolve("Khafaji").role == "spokesman"


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
def test_identify_refuses_other_kinds_of_speakers(lead: str, following: str) -> None:
    speakers = SpeakerResolver([])
    assert speakers.identify(speakers.resolve(lead), speakers.resolve(following)) is None


def test_with_actor_falls_back_to_the_party() -> None:
    speakers = SpeakerResolver([])
    speaker = speakers.resolve("the Secretary-General of Asa'ib Ahl al-Haq, Qais al-Khazali")
    assert speakers.with_actor(speaker).actor == "Asa'ib Ahl al-Haq"


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
    "joined": (
        "The Bureau of Alcohol, Tobacco and Firearms said on Monday that the hall was safe.\n\n"
        "The Food and Drug Administration said that the drug was safe.\n\n"
        "A spokesman for the Bureau of Alcohol, Tobacco and Firearms said that it was over."
    ),
    "state": (
        "Senator Paul Reyes of Nevada and Senator Kim Doyle of Maine met on Friday.\n\n"
        "The Nevada Republican said that the bill was dead."
    ),
}


@pytest.fixture(scope="module")
def claims() -> dict[str, list[tuple[str | None, str | None]]]:
    """The claims of the texts as mention and speaker."""
    articles = [
        Article(id=name, text=text, fingerprint="", story=paragraphs(text))
        for name, text in TEXTS.items()
    ]
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
        pytest.param(
            "joined",
            ["Bureau of Alcohol, Tobacco and Firearms", "Food and Drug Administration", None],
            id="bodies with and or commas",
        ),
        pytest.param("former", ["Amy Sole", None], id="neither vice nor former"),
        pytest.param("state", ["Paul Reyes"], id="the one from that state"),
    ],
)  # fmt: skip
def test_claims_in_running_text_have_the_right_speaker(
    claims: dict[str, list[tuple[str | None, str | None]]], text: str, expected: list[str | None]
) -> None:
    assert [speaker for _, speaker in claims[text]] == expected, claims[text]


def test_unnamed_source_stays_unnamed(
    claims: dict[str, list[tuple[str | None, str | None]]],
) -> None:
    assert [
        s for mention, s in claims["unnamed"] if mention in ("An official at the port", "He")
    ] == [
        None,
        None,
    ]
    assert claims["unnamed"][-1] == ("he", "Olaf Brandt")

"""Names and speakers in a sentence, matched with those of the evidence."""

import pytest

from rag.schema.articles import Span
from rag.text import quotations
from rag.writer.named_entities import KnownNames, read


def reading(sentence: str) -> tuple[set[str], set[str]]:
    quoted = [q.span for q in quotations.pair(sentence, Span(0, len(sentence)))]
    found = read(sentence, quoted)
    return {w for name in found.names for w in name}, {" ".join(name) for name in found.speakers}


@pytest.mark.parametrize(
    ("sentence", "names", "speakers"),
    [
        ("Biden announced that the bases close.", {"Biden"}, {"Biden"}),
        ("Officials said that the troops leave.", set(), set()),
        ("Statements from Iraq deny it.", {"Iraq"}, set()),
        (
            "Tahsin Khafaji, a spokesman, told Sputnik on Thursday that it is so.",
            {"Tahsin", "Khafaji", "Sputnik"},
            {"Tahsin Khafaji"},
        ),
        ("According to Rudaw, nobody left in May.", {"Rudaw"}, {"Rudaw"}),
        ("“Donald Trump lied,” said Khafaji.", {"Khafaji"}, {"Khafaji"}),
        ("Both Trump and Biden denied it.", {"Trump", "Biden"}, {"Trump", "Biden"}),
        ("The article says that he left.", set(), set()),
        ("Bytedance denied it.", {"Bytedance"}, {"Bytedance"}),  # no noun that the model knows
        ("Sadrists, too, said no.", {"Sadrists"}, {"Sadrists"}),
        ("The minister said that NATO stays.", {"NATO"}, set()),
        ("Trump said that Clinton said so.", {"Trump", "Clinton"}, {"Trump"}),
        ("Путин met 习近平.", {"Путин", "习近平"}, set()),
        ("Mr. Khafaji adds: There are advisers.", {"Khafaji"}, {"Khafaji"}),
    ],
)
def test_read_finds_names_and_speakers(sentence: str, names: set[str], speakers: set[str]) -> None:
    assert reading(sentence) == (names, speakers)


@pytest.mark.parametrize(
    ("name", "lacking"),
    [
        (("Khafaji",), None),
        (("Kadhimi",), None),
        (("AVIM",), None),
        (("Iraq",), None),
        (("Iraqis",), None),
        (("United", "States"), None),
        (("American",), None),
        (("U.S.",), None),
        (("UN",), None),
        (("DUPRE",), None),
        (("Washington",), "Washington"),
        (("Pentagon",), "Pentagon"),
        (("Donald", "Khafaji"), "Donald"),
        (("Iran",), "Iran"),
        (("NATO",), "NATO"),
        (("IT",), "IT"),
    ],
)
def test_known_names_match_other_forms_of_a_name_only(
    name: tuple[str, ...], lacking: str | None
) -> None:
    known = KnownNames(
        [
            "Tahsin Khafaji told AVİM and Jean Dupré about the US, Iraqi bases, it and Mustafa "
            "al-Kadhimi of the United Nations."
        ]
    )
    assert known.lacks(name) == lacking


def test_pronoun_us_is_not_a_country() -> None:
    assert KnownNames(["They told us so."]).lacks(("US",)) == "US"

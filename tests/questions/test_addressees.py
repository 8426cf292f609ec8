"""Speakers that a question asks for, and the form in which it names them."""

import pytest

from rag.questions.addressees import (
    AddressForm,
    address_form,
    asked_speakers,
    speakers_of_words,
)
from rag.questions.terms import stem

KNOWN = frozenset(stem(word) for word in "Kari Lund Ola Dahl Khafaji Trump Clinton".split())


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("What did Kari Lund say about the quay?", [["kari", "lund"]]),
        ("What did Kari Lund first say about the quay?", [["kari", "lund"]]),
        ("what did lund originally think of the quay", [["lund"]]),
        ("What has Lund been saying about the quay?", [["lund"]]),
        ("How did Kari Lund joke about the storm?", [["kari", "lund"]]),  # whatever the verb
        ("Has financial adviser Kari Lund changed her mind?", [["kari", "lund"]]),
        ("How did the harbour mayor deal with the storm?", [["harbour", "mayor"]]),
        ("Lund's complaint about the storm", [["lund"]]),
        ("Lund comparison for the storm", [["lund"]]),
        ("Lund's take on the storm", [["lund"]]),
        ("How did Lund's deputy take the news?", [["lund", "deputy"]]),
        ("How did Lund's deputy answer the storm?", [["lund", "deputy"]]),
        ("What was Lund's most recent statement on the storm?", [["lund"]]),
        ("How did Lund's crew chief calm skippers?", [["lund", "crew", "chief"]]),
        ("How did Lund's share of the votes change?", []),
        ("How did Lund's view of the votes change?", [["lund"]]),
        ("kari lund speech what did she dislike about the quay", [["kari", "lund"]]),
        ("Kari Lund and Ola Dahl: what do the two want?", [["kari", "lund"], ["ola", "dahl"]]),
        ("How far apart are Lund and Dahl on the quay?", [["lund"], ["dahl"]]),
        ("Compare Lund and Dahl on the quay", [["lund"], ["dahl"]]),
        ("Contrast Lund and Dahl over the quay", [["lund"], ["dahl"]]),
        ("Compare what Lund and Dahl have said about the quay", [["lund"], ["dahl"]]),
        ("Compare what Lund and Dahl say about the quay", [["lund"], ["dahl"]]),
        ("Quotes by Lund on the quay", [["lund"]]),
        ("All statements made by Kari Lund", [["kari", "lund"]]),
        ("whats lund say about the quay", [["lund"]]),
        ("What differs in what Lund said about the quay?", [["lund"]]),
        ("Compare the 2019 and 2021 statements of it", []),
        ("Are there US ships in Bergen?", []),
        ("How did contestants from the show describe it?", [["contestants"]]),
        ("The storm: what did Lund say?", [["lund"]]),  # the words before a colon may be a topic
        ("How did Kari Lund calm Norwegian skippers?", [["kari", "lund"]]),
        ("What has deported veteran Kari Lund said of it?", [["kari", "lund"]]),
        ("What comparison did Norway's president draw when asked?", [["norway", "president"]]),
        (
            "What did the White House press secretary say?",
            [["white", "house", "press", "secretary"]],
        ),
        ("What do the Clinton camp and Trump think of it?", [["clinton", "camp"], ["trump"]]),
        ("What did the boss of Bergen say?", [["boss", "bergen"]]),
        ("What complaint did a veteran Trump adviser have?", [["trump"]]),
        (
            "What did Secretary of State Ola Dahl tell Lund?",
            [["secretary", "state", "ola", "dahl"]],
        ),
        ("Lund of Bergen Harbour: how is the quay?", [["lund", "bergen", "harbour"]]),
        ("Lund, Dahl and Trump: what did each make of it?", [["lund"], ["dahl"], ["trump"]]),
        ("How did Clinton account for what the harbour chief had said?", [["clinton"]]),
        ("Who repaired the quay?", []),
        ("Who, according to Lund, repaired the quay?", [["lund"]]),
        ("Why did the price of bread rise?", []),
        ("How many ships did Lund count?", []),
        ("storms in Bergen", []),
        ("The council opened a new control centre to respond to which storm?", []),
        ("The quay was found early on Thursday after flooding in which town?", []),
        ("What did Quay State graduates tell Lund?", [["quay", "state", "graduates"]]),
        ("What did Lund have to say about the quay?", [["lund"]]),
        ("date of Lund harbour meeting on the quay", []),
    ],
)
def test_asked_speakers_of_a_question(text: str, speakers: list[list[str]]) -> None:
    assert [list(voice) for voice in asked_speakers(text, KNOWN)] == speakers


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("What did Kari Lund say about the quay?", True),
        ("Why does Kari Lund think the quay is lost?", True),
        ("Why did Kari Lund resign?", False),
        ("Where was Lund's company registered?", False),
        ("Why were Kari Lund readers upset?", False),
        ("Who said the quay is lost?", False),
    ],
)
def test_speakers_of_words_are_those_whose_words_are_asked_for(text: str, asked: bool) -> None:
    assert bool(speakers_of_words(text, KNOWN)) == asked


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What did Kari Lund say about it?", AddressForm.NAME),
        ("what did kari lund say about it", AddressForm.NAME),
        ("what did merkel say about it", AddressForm.NAME),  # unknown, but no office either
        ("What did Iraqi officials say about it?", AddressForm.NAME),  # any spokesperson of Iraq
        ("What did Bergen's mayor say about it?", AddressForm.ROLE),
        ("what did the mayor say about it", AddressForm.ROLE),
        ("What does the nursing home owner in Bergen say about it?", AddressForm.ROLE),
        ("What did politicians in Bergen say about it?", AddressForm.ANYONE),
        ("What did Democratic elders say about it?", AddressForm.ANYONE),
        ("What did the boss of Bergen say about it?", AddressForm.ROLE),
        ("What did a new Bergen harbour say about it?", AddressForm.ROLE),
        ("What did Lund and the mayor say about it in Bergen?", AddressForm.NAME),
    ],
)
def test_address_form_of_the_speakers(text: str, expected: AddressForm) -> None:
    assert address_form(asked_speakers(text, KNOWN), text, KNOWN) is expected

"""Entailment: a sentence of the evidence says the same of the same, and who says it there."""

import pytest

from rag.writer import entailment, propositions
from rag.writer.entailment import EvidenceText, ReportedWords, whole_quotation

LUND = "Kari Lund said"
SAME = [
    (f"{LUND} that the port will close.", "Lund said on Friday that the port will close."),
    (f"{LUND} the port would close.", "“The port will close,” Lund said."),
    (f"{LUND} that she will close the port.", "“I will close the port,” Lund said."),
    (f"{LUND} the port was safe.", "“The port is safe,” Lund said."),
    (f"{LUND} the port will close.", "Lund said the port will close and the bridge will open."),
    (f"{LUND} the bridge will open.", "Lund said the port will close and the bridge will open."),
    (f"{LUND} the men are sailors.", "“All the men are sailors,” Lund said."),
    (f"{LUND} wheat prices fell.", "Prices of wheat fell, Lund said."),
    ("The dockers struck the ships.", "On Monday the dockers struck the ships."),
    (f"{LUND} the port will close if it floods.", "“The port will close if it floods,” Lund said."),
]
OTHER = [
    (f"{LUND} the port closed because it flooded.", "Lund said the port closed as it flooded."),
    ("The port closed after it was not proposed.", "The port closed after it was proposed."),
    (f"{LUND} that sailors were fined.", "Lund said that sailors (who smuggled) were fined."),
    (f"{LUND} that the port will close.", "Lund said that the port may close."),
    (f"{LUND} that the port will close.", "Lund said that the port will not close."),
    (f"{LUND} that the port will not close.", "Lund said that the port will close."),
    (f"{LUND} that the port closed.", "Lund said that the port will close."),
    (f"{LUND} that the port is closing.", "Lund said that the port will close."),
    (f"{LUND} that the port will close.", "Lund did not say that the port will close."),
    (f"{LUND} that the port will close.", "Lund doubted that the port will close."),
    (f"{LUND} that the port will close.", "Lund said that the port will close if it floods."),
    (f"{LUND} that the port will close.", "“Will the port close?” Lund said."),
    (f"{LUND} that the port will close.", "Lund said that nobody thinks the port will close."),
    (f"{LUND} that the ships closed the port.", "Lund said that the port closed the ships."),
    (
        f"{LUND} that dockers closed the port.",
        "Lund said that dockers left and police closed the port.",
    ),
    (f"{LUND} that sailors were fined.", "Lund said that sailors who smuggled were fined."),
    (f"{LUND} that sailors were fined.", "Lund said that some sailors were fined."),
    (f"{LUND} that 5 men and 3 boats sank.", "Lund said that 3 men and 5 boats sank."),
    (f"{LUND} that he lied.", "“He lied,” Lund said."),
    (f"{LUND} that I lied.", "“I lied,” Lund said."),
    (f"{LUND} that the port will close, but it is safe.", "Lund said that the port will close."),
]


def supported(sentence: str, evidence: str) -> list[tuple[str, ...]]:
    """The voices of each support of all parts of a sentence; empty where a part has none."""
    piece = EvidenceText(evidence, (), "Kari Lund")
    voices = []
    for parsed in propositions.parsed(sentence):
        for root, words in entailment.parts(parsed):
            found = list(entailment.support(parsed, root, words, [piece], frozenset()))
            if not found:
                return []
            voices += [one.voices for one in found]
    return voices


@pytest.mark.parametrize(("sentence", "evidence"), SAME)
def test_sentence_that_says_the_same_is_supported(sentence: str, evidence: str) -> None:
    assert supported(sentence, evidence)


@pytest.mark.parametrize(("sentence", "evidence"), OTHER)
def test_sentence_that_says_something_else_is_not(sentence: str, evidence: str) -> None:
    assert not supported(sentence, evidence)


def test_voices_are_those_who_say_it() -> None:
    evidence = "Ole Berg said that the port will close. The bridge is old."
    assert supported("Berg said that the port will close.", evidence) == [("Berg",)]
    assert supported("The bridge is old.", evidence) == [()]


def test_whole_quotation_has_whole_sentences_of_direct_words() -> None:
    said = ReportedWords("Kari Lund", "I will not go. I have said so.", direct=True)
    piece = EvidenceText("“I will not go. I have said so,” Lund said.", (said,), "Kari Lund")
    assert [one.voices for one in whole_quotation(["I have said so"], [piece])] == [("Kari Lund",)]
    assert [*whole_quotation(["I will not go. I have said so."], [piece])]
    assert not [*whole_quotation(["go. I have said so"], [piece])]
    assert not [*whole_quotation([], [piece])]

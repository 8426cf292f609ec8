"""Phrasing of sources and statements for the reader."""

from itertools import product

import pytest
from asking import BASES

from rag.corpus import Corpus
from rag.export.contract_json import answer_text
from rag.text.english import described


@pytest.mark.parametrize(
    ("speaker", "role", "organisation"), list(product(("A B", None), ("mayor", None), ("C", None)))
)
def test_described_leaves_out_unknown_parts(
    speaker: str | None, role: str | None, organisation: str | None
) -> None:
    words = described(speaker, role, organisation)
    assert "None" not in words
    assert all(part in words for part in (speaker, role, organisation) if part)
    assert speaker or words.startswith("an unnamed source")


def test_statement_names_speaker_day_outlet_origin_and_reprint(corpus: Corpus) -> None:
    answer = corpus.ask(BASES)
    text = answer_text(answer)
    for words in (
        "Tahsin Khafaji",
        "spokesman, Iraqi Defense Ministry",
        "2019-01-17",
        "2020-08-24",
        "AVİM",
        "Sputnik",
        "also carried by SOTT.net",
        "Rudaw",
        "Thursday",
        "[1]",
        "[2]",
    ):
        assert words in text
    assert all(statement.text.count("SOTT.net") <= 1 for statement in answer.statements)

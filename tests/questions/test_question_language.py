"""Questions in other languages."""

import json
from pathlib import Path

import pytest

from rag.questions.question_language import is_english


@pytest.mark.parametrize(
    "question",
    [
        "What did Iraq say about US bases?",
        "Los Angeles mayor on die-hard fans",
        "Kadhimi budget speech",
        "Erdoğan rally Ankara",
        "Who said “que será, será”?",
        "des moines register poll",
        "Did Dos Santos resign?",
        "",
        "2020?",
    ],
)
def test_english(question: str) -> None:
    assert is_english(question)


@pytest.mark.parametrize(
    "question",
    [
        "Qu'est-ce que l'Irak a dit sur les bases américaines ?",
        "¿Qué dijo Irak sobre los soldados?",
        "Was hat der Irak über die Stützpunkte gesagt?",
        "Che cosa ha detto Trump sulla Nato?",
        "Wat zegt het parlement over een vertrek?",
        "ماذا قال العراق عن القواعد الأمريكية؟",
        "Что сказал Ирак о базах США?",
        "イラクは基地について何と言いましたか",
    ],
)
def test_other_languages(question: str) -> None:
    assert not is_english(question)


def test_no_english_question_of_the_benches_is_taken_for_another() -> None:
    bench = Path(__file__).parents[2] / "bench"
    files = [*bench.glob("questions-*.jsonl"), *bench.glob("reader/data/*/*.jsonl")]
    asked = [
        json.loads(line)["question"]
        for file in files
        for line in file.read_text(encoding="utf-8").splitlines()
    ]
    assert len(asked) > 30_000
    assert [question for question in asked if not is_english(question)] == []

"""The language of a text."""

import pytest

from rag.ingest.languages import language_of

SAID = {
    "en": "The minister said on Monday that the port will stay closed until the end of the week.",
    "fr": "La ministre a déclaré lundi que le port restera fermé jusqu’à la fin de la semaine.",
    "ar": "قالت الوزيرة يوم الاثنين إن الميناء سيبقى مغلقا حتى نهاية الأسبوع بسبب العاصفة الشديدة",
    "fa": "وزیر روز دوشنبه گفت که بندر تا پایان هفته به دلیل طوفان شدید بسته خواهد ماند",
}


@pytest.mark.parametrize("code", SAID)
def test_language_is_told(code: str) -> None:
    assert language_of(SAID[code]) == code


def test_short_text_has_no_language() -> None:
    assert language_of("Le port est fermé.") == ""

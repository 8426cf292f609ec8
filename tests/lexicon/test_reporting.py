"""Vocabulary of reported speech."""

import pytest

from rag.lexicon import reporting


@pytest.mark.parametrize("form", ["said", "says", "told", "denied", "admitted", "announces"])
def test_speech_forms_hold_past_and_present(form: str) -> None:
    assert form in reporting.SPEECH_FORMS


def test_verbs_that_are_never_cues_report_no_speech() -> None:
    assert not reporting.SPEECH & reporting.NEVER_CUES

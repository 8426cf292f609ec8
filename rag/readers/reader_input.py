"""
Reader inputs: a question and a sentence with its context → word pieces.

    [CLS] question [SEP] title [SEP] sentence before [SEP] speaker [SEP]  sentence [SEP]
    type 0 .............................................................  type 1 .......
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rag.schema.articles import Span
from rag.text.plain_view import PlainView, seen

START, END = 101, 102  # [CLS] and [SEP] in BERT's uncased vocabulary
# Word pieces read of each part, by the lengths in news articles: 99 % of sentences fit.
QUESTION, TITLE, BEFORE, SPEAKER, SENTENCE = 48, 14, 32, 16, 112


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceInContext:
    """
    A sentence with what a reader needs to understand it.

    ``before`` is the sentence before it, ``speaker`` who speaks in it by name, office and body,
    ``title`` that of its article; empty where unknown.
    """

    sentence: str
    before: str = ""
    title: str = ""
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class ReaderInput:
    """Word pieces and types of a pair; ``pieces`` are their characters in the sentence."""

    tokens: list[int]
    types: list[int]
    offset: int  # place of the sentence's first piece
    pieces: list[Span]


class InputEncoder:
    """Turns questions and passages into reader inputs; raises OSError without a tokenizer file."""

    def __init__(self, tokenizer: Path) -> None:
        from tokenizers import Tokenizer

        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()

    def encode(self, question: str, passages: Sequence[SentenceInContext]) -> list[ReaderInput]:
        """
        One input for each passage; the question gets a question mark where it has none.

        Texts are read as people see them, pieces are spans of the sentence as it is.
        """
        parts = [f"{question.rstrip(' ?')}?"]
        views = [PlainView(passage.sentence) for passage in passages]
        for passage, view in zip(passages, views, strict=True):
            parts += [seen(passage.title), seen(passage.before), passage.speaker, view.text]
        encoded = self._tokenizer.encode_batch(parts, add_special_tokens=False)
        inputs = []
        for n, view in enumerate(views):
            title, before, speaker, sentence = encoded[1 + 4 * n : 5 + 4 * n]
            context = [START, *encoded[0].ids[:QUESTION], END, *title.ids[:TITLE], END]
            # the end of the sentence before is nearest to what a pronoun refers to
            context += [*before.ids[-BEFORE:], END, *speaker.ids[:SPEAKER], END]
            ids = sentence.ids[:SENTENCE]
            inputs.append(
                ReaderInput(
                    [*context, *ids, END],
                    [0] * len(context) + [1] * len(ids) + [0],
                    len(context),
                    [view.in_original(Span(*pair)) for pair in sentence.offsets[: len(ids)]],
                )
            )
        return inputs

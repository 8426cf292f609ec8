"""The parsed question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rag.questions.addressees import AddressForm, Voices
from rag.questions.answer_type import AnswerType
from rag.schema.scope import Scope
from rag.text.tokens import WORD, bare, words

MAX_TERMS = 32  # words of a question that are looked up


@dataclass(frozen=True, slots=True)
class ParsedQuestion:
    """
    A question as it was read.

    ``voices`` are the words for those whose statements are asked for, one tuple for each side;
    ``called`` tells whether by name, by office, or nobody in particular. ``topic`` are the other
    content words; ``names`` those words of both that look like names. ``scope`` is what the
    question itself restricts, ``understood`` says so in words and ``unscoped`` is the question
    without those words ("" where there are none). ``plain`` is the question without courtesies and
    with its typing errors mended, for the model.
    """

    text: str
    voices: Voices
    topic: tuple[str, ...]
    names: frozenset[str]
    wanted: AnswerType
    scope: Scope
    understood: tuple[str, ...] = ()
    called: AddressForm = AddressForm.NAME
    plain: str = ""
    unscoped: str = ""

    @property
    def terms(self) -> tuple[str, ...]:
        """All content words, those for the voices first, each once."""
        spoken = [word for voice in self.voices for word in voice]
        return tuple(dict.fromkeys([*spoken, *self.topic]))[:MAX_TERMS]


def as_written(text: str, voice: Sequence[str]) -> str:
    """A name as the question writes it; written small, it is written large."""
    forms = {bare(word): word[: len(bare(word))] for word in reversed(words(text))}
    name = " ".join(forms.get(word, word) for word in voice)
    return name.title() if name.islower() else name


def with_corrections(asked: ParsedQuestion, corrections: Mapping[str, str]) -> ParsedQuestion:
    """The question with words replaced, each by what was meant, which the reader is told."""
    if not corrections:
        return asked

    def right(word: str) -> str:
        return corrections.get(word, word)

    plain = WORD.sub(lambda m: corrections.get(bare(m.group()), m.group()), asked.plain)
    told = tuple(f"“{wrong}” read as “{word}”" for wrong, word in corrections.items())
    return replace(
        asked,
        voices=tuple(tuple(right(word) for word in voice) for voice in asked.voices),
        topic=tuple(dict.fromkeys(right(word) for word in asked.topic)),
        names=frozenset(right(word) for word in asked.names),
        understood=asked.understood + told,
        plain=plain,
    )

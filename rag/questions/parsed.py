"""The parsed question: all that later stages need to know of a question."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from rag.lexicon.places import country_of
from rag.questions.addressees import AddressForm, AskedSpeakers
from rag.questions.answer_type import AnswerType, TimeOrder, asks_when_said
from rag.questions.negation import negated
from rag.questions.terms import stem
from rag.schema.scope import Scope
from rag.text.english import capitalised
from rag.text.tokens import WORD, bare, words

MAX_TERMS = 32  # words of a question that are looked up
_ACRONYM = re.compile(r"[A-Z](?:\.?[A-Z]){1,5}\.?\Z")
_HOW_MANY = re.compile(r"\bhow (?:many|much)((?:\s+[\w-]+){1,2})", re.IGNORECASE)
_WITHIN_NAMES = ("of", "for", "the")
_BETWEEN_WORDS = rf"(?:['’]s?)?\s+(?:(?:{'|'.join(_WITHIN_NAMES)})\s+)*"
_AUXILIARIES = frozenset("did does do will would has have had can could should".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedQuestion:
    """
    A question with its speakers, topic, scope and answer type.

    ``text`` is the question as asked, for display only. ``query`` is the question without
    courtesies and with corrected spelling, for the embedding model. Words of ``speakers``,
    ``topic``, ``names`` and ``words`` are in lower case and without possessive endings.
    """

    text: str
    query: str
    speakers: AskedSpeakers  # several are several sides
    address_form: AddressForm
    asks_for_words: bool  # of the speakers; not "Why did Lund resign?", which anyone may answer
    topic: tuple[str, ...]  # content words beside those of the speakers
    names: frozenset[str]  # words that look like names
    answer_type: AnswerType
    scope: Scope  # what the question itself restricts
    order: TimeOrder | None = None  # whether the latest or the first is asked for
    understood: tuple[str, ...] = ()  # how scope, speakers and spelling were read, in words
    unscoped: str = ""  # the question without its scope; "" if it has none

    # set by ``with_wording``
    words: tuple[str, ...] = ()  # all words of ``query``
    written: tuple[str, ...] = ()  # the same words as the question writes them
    speaker_names: tuple[str, ...] = ()  # for each speaker, the name as the question writes it
    topic_name: str = ""  # the topic as the question writes it
    topic_phrases: tuple[tuple[str, ...], ...] = ()  # the topic's adjacent words as one phrase
    acronyms: frozenset[str] = frozenset()  # words written in capitals as acronyms are
    counted: frozenset[str] = frozenset()  # stems of the thing counted: "how many SENATORS"
    verb: str | None = None  # the main verb after an auxiliary: "Did Lund CLOSE the quay?"
    negated: bool = False  # whether the question negates its topic: "Did Lund not close ...?"
    asks_when_said: bool = False  # whether it asks for the day of a statement

    @property
    def terms(self) -> tuple[str, ...]:
        """All content words, each once, those of the speakers first."""
        spoken = [word for speaker in self.speakers for word in speaker]
        return tuple(dict.fromkeys([*spoken, *self.topic]))[:MAX_TERMS]

    def phrases(self, wanted: Collection[str]) -> list[str]:
        """
        The wanted words as the question writes them, adjacent ones as one phrase ("White House").

        The words themselves if the question has none of them.
        """
        pairs = zip(self.words, self.written, strict=True)
        phrases = [
            " ".join(written for _, written in run)
            for among, run in groupby(pairs, key=lambda pair: pair[0] in wanted)
            if among
        ]
        return list(dict.fromkeys(phrases)) or list(wanted)


def with_wording(question: ParsedQuestion) -> ParsedQuestion:
    """The question with the fields that depend on the exact words of its ``query``."""
    tokens = words(question.query)
    plain = tuple(bare(word) for word in tokens)
    written = tuple(word[: len(bare(word))] for word in tokens)
    topic_phrases = tuple(
        tuple(run) for among, run in groupby(plain, key=question.topic.__contains__) if among
    )
    how_many = _HOW_MANY.search(question.query)
    counted = {stem(word) for word in words(how_many[1])} if how_many else set()
    verbs = (word for word in plain[1:] if word in question.topic and word not in question.names)
    return replace(
        question,
        words=plain,
        written=written,
        speaker_names=tuple(as_written(question.query, name) for name in question.speakers),
        topic_name=as_written(question.query, question.topic),
        topic_phrases=topic_phrases,
        # the first place of a word decides how it is written
        acronyms=frozenset(
            word
            for word, form in dict(zip(plain[::-1], written[::-1], strict=True)).items()
            if _ACRONYM.match(form) and not country_of(word)
        ),
        counted=frozenset(counted & {stem(word) for word in question.topic}),
        verb=next(verbs, None) if plain and plain[0] in _AUXILIARIES else None,
        negated=bool(negated(question.query.rstrip("?"), topic_phrases)),
        asks_when_said=question.answer_type is AnswerType.DAY and asks_when_said(question.query),
    )


def as_written(text: str, name: Sequence[str]) -> str:
    """A name as the question writes it ("mayor of Bergen"); one in small letters gets capitals."""
    whole = re.search(rf"\b{_BETWEEN_WORDS.join(map(re.escape, name))}\b", text, re.IGNORECASE)
    forms = {bare(word): word[: len(bare(word))] for word in reversed(words(text))}
    shown = whole[0] if whole else " ".join(forms.get(word, word) for word in name)
    if not shown.islower():
        return shown
    return " ".join(w if w in _WITHIN_NAMES else capitalised(w) for w in shown.split())


def with_corrections(question: ParsedQuestion, corrections: Mapping[str, str]) -> ParsedQuestion:
    """The question with misspelt words replaced; ``understood`` says which."""
    if not corrections:
        return question

    def correct(word: str) -> str:
        return corrections.get(word, word)

    query = WORD.sub(lambda m: corrections.get(bare(m.group()), m.group()), question.query)
    changes = tuple(f"“{right}” instead of “{wrong}”" for wrong, right in corrections.items())
    return with_wording(
        replace(
            question,
            query=query,
            speakers=tuple(tuple(map(correct, speaker)) for speaker in question.speakers),
            topic=tuple(dict.fromkeys(map(correct, question.topic))),
            names=frozenset(map(correct, question.names)),
            understood=question.understood + changes,
        )
    )

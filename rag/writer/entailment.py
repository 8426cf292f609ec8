"""
Whether one sentence of the evidence says what a sentence of prose says, and who says it there.

A sentence is supported where each of its words is in one sentence of the evidence, in the same
relation to the same word, with the same negation, modality, tense, condition and amount. Words may
be left out where the rest remains true without them. The comparison is made of the grammar, so a
new wording of the same is not recognised: in doubt a sentence is dropped.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from rag.lexicon import reporting
from rag.questions.terms import forms_of, stem
from rag.schema.articles import Span
from rag.text import quotations
from rag.text.tokens import WORD_PART
from rag.writer import propositions, word_senses
from rag.writer.propositions import ParsedSentence, Word
from rag.writer.word_senses import FIRST_PERSON, PERSONAL, SHIFTED, THIRD_PERSON

# Subordinate clauses with these words are asserted like main ones.
FACTIVE = frozenset("although as because since though whereas while".split())
UNIVERSAL = frozenset("all both each entire every whole".split())


@dataclass(frozen=True, slots=True)
class ReportedWords:
    """Reported words: a text that describes the speaker, and whether they are quoted."""

    voice: str
    words: str
    direct: bool = False


@dataclass(frozen=True, slots=True)
class Support:
    """Where a part of a sentence is supported: the piece, and the voices that say it there."""

    piece: int
    voices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EvidenceText:
    """The text of a piece of evidence, the words in it that are reported, and its speaker."""

    text: str
    statements: tuple[ReportedWords, ...]
    speaker: str


def parts(sentence: ParsedSentence) -> Iterator[tuple[int, list[Word]]]:
    """The main clauses of what a sentence says: place of the verb, and its words."""
    for root in sentence.roots:
        yield root, [word for word in sentence.words.values() if root in _above(sentence, word)]


def _above(sentence: ParsedSentence, word: Word) -> set[int]:
    """The places of all words that govern a word, and its own."""
    found: set[int] = set()
    waiting = [word.at]
    while waiting:
        at = waiting.pop()
        if at >= 0 and at not in found and at in sentence.words:
            found.add(at)
            waiting += [head for _, head in sentence.words[at].links]
    return found


def support(
    sentence: ParsedSentence,
    root: int,
    words: Sequence[Word],
    evidence: Sequence[EvidenceText],
    quoted_words: frozenset[str],
) -> Iterator[Support]:
    """
    Each sentence of the evidence that says what the words under ``root`` say.

    ``quoted_words`` are those that the prose has in quotation marks, in small letters.
    """
    for number, piece in enumerate(evidence):
        within = [_plain_words(words) for words in _quotations(piece.text)]
        for parsed in propositions.parsed(piece.text):
            quoted = _quoted_places(parsed, within)
            own = _Comparison(sentence, parsed, forms_of(piece.speaker), quoted_words, quoted)
            for found in own.alignments(root, words):
                yield Support(number, tuple(_voices(parsed, found, piece, quoted)))


def whole_quotation(quoted: Sequence[str], evidence: Sequence[EvidenceText]) -> Iterator[Support]:
    """Each speaker who says the quoted words in whole sentences, as they are."""
    for number, piece in enumerate(evidence):
        for one in piece.statements:
            spoken = [_plain_words(s.doc.text) for s in propositions.parsed(one.words)]
            runs = [
                [word for sentence in spoken[first:last] for word in sentence]
                for first in range(len(spoken))
                for last in range(first + 1, len(spoken) + 1)
            ]
            if one.direct and quoted and all(_plain_words(words) in runs for words in quoted):
                yield Support(number, (one.voice,))


def _plain_words(text: str) -> list[str]:
    return WORD_PART.findall(text.casefold())


def _quotations(text: str) -> Iterator[str]:
    """The quoted words of a text."""
    for quotation in quotations.pair(text, Span(0, len(text))) if text else ():
        yield propositions.plain(text[quotation.span.start : quotation.span.end])


def _quoted_places(parsed: ParsedSentence, within: Sequence[list[str]]) -> frozenset[int]:
    """The places of the words of a sentence that are in quotation marks."""
    parts = [(token.i, part) for token in parsed.doc for part in _plain_words(token.text)]
    mine = [part for _, part in parts]
    found: set[int] = set()
    for theirs in within:
        block = SequenceMatcher(None, mine, theirs, autojunk=False).find_longest_match()
        begins = block.b == 0 or block.a == 0
        ends = block.b + block.size == len(theirs) or block.a + block.size == len(mine)
        if begins and ends:  # else the same words are outside of the quotation
            found.update(at for at, _ in parts[block.a : block.a + block.size])
    return frozenset(found)


# --- one sentence against another -----------------------------------------------------------------


class _Comparison:
    """A sentence of prose beside one of the evidence."""

    def __init__(
        self,
        sentence: ParsedSentence,
        evidence: ParsedSentence,
        speaker: frozenset[str],
        quoted_words: frozenset[str],
        quoted: frozenset[int],
    ) -> None:
        self.sentence = sentence
        self.evidence = evidence
        self.speaker = speaker
        self.quoted_words = quoted_words
        self.quoted = quoted

    def alignments(self, root: int, words: Sequence[Word]) -> Iterator[dict[int, int]]:
        """The places of the words in the evidence, for each way in which it says the same."""
        run = self.copied(words)
        if run is not None and self._stands(root, run):
            yield {word.at: run[word.at] for word in words}
            return
        candidates = {
            word.at: [o for o in self.evidence.words.values() if self.alike(word.key, o, word)]
            for word in words
        }
        if all(candidates.values()):
            for other in candidates[root]:
                places = self.linked(words, candidates, root, other.at)
                if places is not None and self.holds(words, root, places):
                    yield places

    def copied(self, words: Sequence[Word]) -> dict[int, int] | None:
        """The places of a run of words that the evidence has as it is; None where it has not."""
        mine = self.sentence.run(words)
        theirs = [token.i for token in self.evidence.doc if word_senses.is_word(token)]
        for start in range(len(theirs) - len(mine) + 1):
            pairs = list(zip(mine, theirs[start : start + len(mine)], strict=True))
            if all(self._same(a, b) for a, b in pairs):
                places = dict(pairs)
                if all(places[word.at] in self.evidence.words for word in words):
                    return places
        return None

    def linked(
        self, words: Sequence[Word], candidates: dict[int, list[Word]], root: int, place: int
    ) -> dict[int, int] | None:
        """The places of the words, each linked to the places of those it is linked to."""
        places = {root: place}
        waiting = [word for word in words if word.at != root]
        while waiting:
            ready = [w for w in waiting if any(head in places for _, head in w.links)]
            if not ready:
                return None
            for word in ready:
                waiting.remove(word)
                found = next((o for o in candidates[word.at] if self._fits(word, o, places)), None)
                if found is None:
                    return None
                places[word.at] = found.at
        return places

    def _fits(self, word: Word, other: Word, places: dict[int, int]) -> bool:
        wanted = {(role, places[head]) for role, head in word.links if head in places}
        if wanted <= set(other.links):
            return True
        head = self.sentence.words.get(word.head)
        return word.name and head is not None and head.name and abs(other.at - places[head.at]) <= 2

    def holds(self, words: Sequence[Word], root: int, places: dict[int, int]) -> bool:
        """Whether the evidence asserts the root, and nothing left out changes what is said."""
        return self._asserted(places[root]) and all(
            self._same_sense(word, self.evidence.words[places[word.at]]) for word in words
        )

    def alike(self, mine: str, other: Word, word: Word | None = None) -> bool:
        """Whether two words are the same, or a pronoun for the speaker's "I"."""
        if mine in FIRST_PERSON and mine not in self.quoted_words:
            return False
        if mine in PERSONAL and other.at in self.quoted and mine == other.key:
            return mine in self.quoted_words  # outside of quotation marks it would be the speaker
        if mine == other.key:
            return True
        if mine in THIRD_PERSON:
            return other.key in FIRST_PERSON and mine not in self.quoted_words
        speaker = word is not None and word.name and mine in self.speaker
        return speaker and other.key in PERSONAL and other.at not in self.quoted

    def _same(self, mine: int, theirs: int) -> bool:
        a, b = self.sentence.tokens[mine], self.evidence.tokens[theirs]
        word = self.evidence.words.get(theirs)
        if word is not None and word.key in FIRST_PERSON | THIRD_PERSON:
            return self.alike(a, word)
        shifted = SHIFTED.get(self.evidence.doc[theirs].lower_)
        return a == b or self.sentence.doc[mine].lower_ == shifted

    def _stands(self, root: int, run: dict[int, int]) -> bool:
        """Whether a run of words is asserted where it is copied from, and says the same there."""
        denied = _denied(self.sentence, root) != _denied(self.evidence, run[root])
        return not denied and self._asserted(run[root]) and not self._turned(run)

    def _turned(self, run: dict[int, int]) -> bool:
        """Whether words beside a run of words make something else of it, or its verbs differ."""
        theirs = set(run.values())
        for mine, there in run.items():
            own, other = self.sentence.doc[mine], self.evidence.doc[there]
            if word_senses.turns(other, theirs) or word_senses.turns(own, run):
                return True
            if own.pos_ in ("VERB", "AUX") and own.lower_ != other.lower_:
                before, after = word_senses.tense(other), word_senses.tense(own)
                shifted = frozenset(SHIFTED.get(one, one) for one in before)
                if after != before and not (after == shifted and self._reported_in_past()):
                    return True
        return "?" in self.evidence.doc.text and "?" not in self.sentence.doc.text

    def _same_sense(self, word: Word, other: Word) -> bool:
        own = self._senses(self.sentence, word)
        theirs = self._senses(self.evidence, other)
        if not any("not" in one.senses for one in self.evidence.words.values()):
            theirs -= UNIVERSAL - own  # what is true of all is true of these
        shifted = frozenset(SHIFTED.get(sense, sense) for sense in theirs)
        if own != theirs and not (own == shifted and self._reported_in_past()):
            return False
        if word.name or (word.verb and not theirs & {"not", "question"}):
            return True
        mine = [self.sentence.words[at].key for at in word.modifiers if at in self.sentence.words]
        return all(
            any(self.alike(key, self.evidence.words[at]) for key in mine)
            for at in other.modifiers
            if at in self.evidence.words
        )

    def _senses(self, sentence: ParsedSentence, word: Word) -> frozenset[str]:
        """The senses of a word; a verb that denies turns what depends on it."""
        denied = word.head < 0 and _denied(sentence, word.at)
        return word.senses ^ {"not"} if denied else word.senses

    def _reported_in_past(self) -> bool:
        return any(self.sentence.doc[one.at].tag_ == "VBD" for one in self.sentence.reports)

    def _asserted(self, place: int) -> bool:
        """Whether a verb of the evidence is said to be so, not wanted, doubted or supposed."""
        token = self.evidence.doc[place]
        outside = {at for one in self.evidence.reports for at in one.places}
        while token.head.i != token.i and token.head.i not in outside:
            if token.dep_ == "advcl":
                marks = {c.lower_ for c in token.children if c.dep_ == "mark"}
                if not marks & FACTIVE:
                    return False
            elif token.dep_ not in ("conj", "relcl", "parataxis"):
                return False
            if token.dep_ == "relcl":
                return True
            token = token.head
        return True


def _denied(sentence: ParsedSentence, place: int) -> bool:
    """Whether a verb depends on one that denies."""
    token = sentence.doc[place]
    return token.head.i != place and token.head.lemma_ in reporting.DENIALS


# --- who says it ------------------------------------------------------------------------------


def _voices(
    parsed: ParsedSentence, places: dict[int, int], piece: EvidenceText, quoted: frozenset[int]
) -> Iterator[str]:
    """Descriptions of those who say the words at ``places``; none for the outlet's own words."""
    texts = [parsed.doc[at].text for at in places.values()]
    said = {stem(text) for text in texts if text[0].isalnum()}
    heard = [
        one.voice
        for one in piece.statements
        if said <= forms_of(one.words) | {stem(word) for word in WORD_PART.findall(one.words)}
    ]
    if heard:
        yield from heard
        return
    for report in parsed.reports:
        if any(_under(parsed, at, report.at) for at in places.values()):
            names = " ".join(report.speakers)
            pronoun = all(word.casefold() in THIRD_PERSON for word in names.split())
            yield piece.speaker if pronoun else names
            return
    if quoted & set(places.values()):
        yield piece.speaker


def _under(parsed: ParsedSentence, place: int, above: int) -> bool:
    token = parsed.doc[place]
    return any(one.i == above for one in token.ancestors)

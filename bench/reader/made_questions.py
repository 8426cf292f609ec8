"""
Plain questions made from claims: "What did X say about T?", T being a noun phrase of what X says.

People ask so more than in any other way, and few questions written by hand do. A made question has
the sentence of its claim as an answer. It is not answered by a sentence on T that is not X's, nor,
asked of another speaker or on another matter of the article, by that of the claim.
"""

import random
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from public_sets import Example

from rag.models.spacy_pipeline import pipeline
from rag.retrieval.passages import reader_passage
from rag.schema.articles import Sentence, Span
from rag.schema.claims import Claim, Kind
from rag.storage.corpus_tables import CorpusTables

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Span as Chunk

FORMS = (
    *["What did {speaker} say about {topic}?"] * 5,
    "What does {speaker} say about {topic}?",
    "What has {speaker} said about {topic}?",
    "What did {speaker} tell reporters about {topic}?",
    "Did {speaker} say anything about {topic}?",
    "{speaker} on {topic}",
    "{topic}: what did {speaker} say?",
    "what did {speaker} say about {topic}",
)
OTHER_SPEAKER, OTHER_MATTER = 0.6, 0.75  # share of the claims of which another one is asked
_GENERIC = frozenset(
    "people time day year thing number way lot part case side place week month fact point man "
    "woman something kind reason one person today percent".split()
)
_ARTICLE = re.compile(r"^(?:a|an|this|that|these|those|no|every|each|some|any)\s+", re.IGNORECASE)
LONGEST = 4  # words of a topic
FIRST = 3  # noun phrases of a claim of which one is asked about
ON_TOPIC = 2  # sentences on the topic that are not the speaker's
FAR = 3  # sentences from a claim to another matter


@dataclass(frozen=True, slots=True)
class _Parsed:
    sentence: Sentence
    doc: "Doc"
    claims: tuple[Claim, ...]
    nouns: frozenset[str]  # lemmas

    def by(self, surname: str) -> bool:
        """Whether somebody of this surname speaks in it."""
        return any(surname in _surnames(claim) for claim in self.claims)


def made(
    tables: CorpusTables, articles: Collection[str], chance: random.Random
) -> Iterator[Example]:
    """Examples of the questions made from the claims of the articles."""
    parser = pipeline(without=("ner",))
    for name in sorted(articles):
        text = tables.articles[name].text
        sentences = tables.parts_of(name).sentences
        docs = parser.pipe([text[s.span.start : s.span.end] for s in sentences])
        parsed = [_parsed(tables, s, doc) for s, doc in zip(sentences, docs, strict=True)]
        for place, sentence in enumerate(parsed):
            for claim in sentence.claims:
                yield from _of_claim(tables, parsed, place, claim, chance)


def _parsed(tables: CorpusTables, sentence: Sentence, doc: "Doc") -> _Parsed:
    claims = tables.parts_of(sentence.article).claims.get(sentence.id, ())
    said = tuple(claim for claim in claims if claim.kind is not Kind.ATTITUDE)
    nouns = {token.lemma_.casefold() for token in doc if token.pos_ in ("NOUN", "PROPN")}
    return _Parsed(sentence, doc, said, frozenset(nouns))


def _surnames(claim: Claim) -> set[str]:
    return {speaker.name.split()[-1] for speaker in claim.speakers if speaker.name}


def _of_claim(
    tables: CorpusTables,
    parsed: Sequence[_Parsed],
    place: int,
    claim: Claim,
    chance: random.Random,
) -> Iterator[Example]:
    """The examples of the claim of a sentence of an article."""
    here = parsed[place]
    names = [speaker.name for speaker in claim.speakers if speaker.name]
    if len(names) != 1 or not claim.content:
        return
    start = here.sentence.span.start
    said = Span(claim.content[0].start - start, claim.content[0].end - start)
    topics = [
        chunk
        for chunk in _topics(here, names[0])
        if said.start <= chunk.start_char and chunk.end_char <= said.end
    ]
    if not topics:
        return
    topic, form = chance.choice(topics[:FIRST]), chance.choice(FORMS)
    surname = names[0].split()[-1]
    asked, about = chance.choice((names[0], surname)), _written(topic)
    question = form.format(speaker=asked, topic=about)
    shown = reader_passage(tables, here.sentence)
    words = said if 0 <= said.start < said.end <= len(shown.sentence) else None
    yield Example(question, shown, answers=True, words=words)
    noun = topic.root.lemma_.casefold()
    others = [
        reader_passage(tables, other.sentence)
        for n, other in enumerate(parsed)
        if noun in other.nouns and n not in (place, place + 1) and not other.by(surname)
    ]
    others = [other for other in others if surname not in f"{other.sentence} {other.speaker}"]
    for other in chance.sample(others, min(ON_TOPIC, len(others))):
        yield Example(question, other, answers=False)
    told = f"{shown.sentence} {shown.before} {shown.speaker}"
    silent = [name for name in _silent(parsed, noun) if name not in told]
    if silent and chance.random() < OTHER_SPEAKER:
        of_another = form.format(speaker=chance.choice(silent), topic=about)
        yield Example(of_another, shown, answers=False)
    matters = _other_matters(parsed, place, names[0])
    if matters and chance.random() < OTHER_MATTER:
        on_another = form.format(speaker=asked, topic=_written(chance.choice(matters)))
        yield Example(on_another, shown, answers=False)


def _silent(parsed: Sequence[_Parsed], noun: str) -> list[str]:
    """The surnames of speakers of an article in none of whose sentences the noun stands."""
    speaking: dict[bool, set[str]] = {False: set(), True: set()}
    for sentence in parsed:
        for claim in sentence.claims:
            speaking[noun in sentence.nouns] |= _surnames(claim)
    return sorted(speaking[False] - speaking[True])


def _other_matters(parsed: Sequence[_Parsed], place: int, name: str) -> list["Chunk"]:
    """Noun phrases far from a sentence, on what its speaker does not speak of."""
    own: set[str] = set()
    for before, sentence in zip((None, *parsed), parsed, strict=False):
        if sentence.by(name.rsplit(maxsplit=1)[-1]):
            own |= sentence.nouns | (before.nouns if before else frozenset())
    return [
        chunk
        for n, sentence in enumerate(parsed)
        if abs(n - place) > FAR
        for chunk in _topics(sentence, name)
        if chunk.root.lemma_.casefold() not in own
    ]


def _topics(sentence: _Parsed, name: str) -> list["Chunk"]:
    """The noun phrases of a sentence that a question for the words of ``name`` can be about."""
    return [chunk for chunk in sentence.doc.noun_chunks if _is_topic(chunk, name)]


def _is_topic(chunk: "Chunk", name: str) -> bool:
    """Whether a noun phrase can be what a question is about."""
    return (
        chunk.root.pos_ in ("NOUN", "PROPN")
        and chunk.root.lemma_.casefold() not in _GENERIC
        and len(chunk) <= LONGEST
        and not any(token.pos_ in ("PRON", "NUM", "PUNCT") for token in chunk)
        and not any(part in chunk.text for part in name.split())
    )


def _written(chunk: "Chunk") -> str:
    """A noun phrase as a question writes it: "a new law" is "the new law"."""
    text = _ARTICLE.sub("the ", chunk.text)
    return text[0].lower() + text[1:] if chunk[0].pos_ != "PROPN" else text

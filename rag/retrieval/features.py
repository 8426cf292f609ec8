"""Relevance features of a candidate sentence, each in [0, 1], and their weights."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from rag.calibration.parameters import parameters
from rag.lexicon import organisations, people
from rag.lexicon.people import SHORT, covers_office
from rag.lexicon.places import STATES, country_of, governed_from
from rag.questions.answer_type import AnswerType
from rag.questions.parsed import ParsedQuestion
from rag.questions.terms import matches_term, same_word, stem
from rag.retrieval import answer_spans
from rag.schema.articles import Span
from rag.schema.claims import Claim, ClaimSource, joint_speaker
from rag.speakers.names import may_be_one
from rag.text.tokens import bare, words

_COMPLEMENT = re.compile(r"\s(?:of|to|for|with)\s")
_OFFICE_OR_BODY = people.ROLES | organisations.BODY_WORDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What each feature of a candidate sentence, in [0, 1], adds to its score."""

    dense: float  # cosine of question and sentence
    dense_topic: float  # of the question's topic alone and the sentence
    dense_near: float  # of question and the neighbouring sentence that is nearer to it
    dense_passage: float  # of question and the passage around the sentence
    covered: float  # share of the question's words in the sentence or its speaker, by rarity
    covered_near: float  # the same with passage, neighbours and title added
    article: float  # the same share in the whole article, title included
    speaker: float  # a claim in it is by a speaker that the question asks for
    fact: float  # it contains the number, the day or the description that is asked for
    reason: float  # it contains words that lead to a reason, where one is asked for
    opening: float  # its place in its article: news says first what matters
    person: float  # it names or quotes a person, where one is asked for
    quoted: float  # it quotes, where the words of a speaker are asked for
    verbatim: float  # it repeats the question's words in their order, as when a quote is looked up


@dataclass(frozen=True, slots=True)
class SpeakerMatchParameters:
    """How a speaker as asked for is matched with the source of a claim."""

    least: float  # share of the asked words from which the source is the speaker asked for
    elsewhere_in_article: float  # value of an asked word that only the article has ("Mr. King")


@dataclass(frozen=True, slots=True, kw_only=True)
class FeatureShapes:
    """How single features are measured."""

    partial_fact: float  # value of a number of something else, or of a year without a day
    named: float  # value of a name in the text, where a person is asked for
    quotes: float  # value of a speaker, where a person is asked for
    words_after_number: int  # in which the thing counted is looked for
    verbatim_words: int  # in a row from which a match is no chance
    nearly_all: float  # share of the question's words from which verbatim is measured
    half_life: int  # sentences after which the place in an article counts half
    neighbours: int  # sentences before and after that count as a candidate's context


WEIGHTS = parameters(Weights, "retrieval", "weights")
SPEAKER_MATCH = parameters(SpeakerMatchParameters, "retrieval", "speaker_match")
SHAPES = parameters(FeatureShapes, "retrieval", "feature_shapes")


def source_text(claim: Claim | ClaimSource) -> str:
    """Name, mention, role, organisation and country of a claim's source, as one text."""
    who = joint_speaker(claim.speakers)
    fields = (who.name, claim.mention, who.role, who.organisation, who.actor)
    return " ".join(field for field in fields if field)


def speaker_match(
    question: ParsedQuestion,
    claims: Sequence[Claim],
    around: frozenset[str] = frozenset(),
    author: str | None = None,
) -> tuple[float, int]:
    """
    How well a claim's source is a speaker asked for, and the place of that speaker, or -1.

    Words of the name that only the article has (its stems are ``around``) count a little less: for
    "Larry King" the source may be "Mr. King". A source that shares only a given name or a surname
    with the speaker is another person. What quotes nobody is said by the ``author``.
    """
    best = (0.0, -1)
    for side, wanted in enumerate(question.speakers):
        country = governed_from(" ".join(wanted))
        if not claims and author and _is_author(author, wanted):
            best = max(best, (1.0, side), key=lambda pair: pair[0])
        for claim in claims:
            if country and claim.actor == country:
                best = max(best, (1.0, side), key=lambda pair: pair[0])
                continue
            source_words = words(_own_source(claim))
            own = [any(_is_same_word(word, other) for other in source_words) for word in wanted]
            if not any(own) or (
                wanted[-1] in question.names and _is_another_person(wanted, own, claim)
            ):
                continue
            if _is_another_body(wanted, claim) or _is_of_another_state(wanted, own, source_words):
                continue
            hits = sum(
                1.0 if has else SPEAKER_MATCH.elsewhere_in_article if stem(word) in around else 0.0
                for word, has in zip(wanted, own, strict=True)
            )
            best = max(best, (hits / len(wanted), side), key=lambda pair: pair[0])
    return best


def _is_author(author: str, wanted: Sequence[str]) -> bool:
    """Whether ``author`` is the person asked for: no desk or agency speaks for its country."""
    parts, name = words(author), " ".join(wanted)
    return not (country_of(name) or governed_from(name)) and all(
        any(_is_same_word(word, part) for part in parts) for word in wanted
    )


def _own_source(claim: Claim) -> str:
    """
    The text of a claim's source without whom a named speaker is described by.

    "Jo Roe, a friend of Ola Dahl" is not Ola Dahl; for whom Jo Roe speaks, the organisation tells.
    """
    if not claim.speaker or not claim.mention:
        return source_text(claim)
    return source_text(replace(claim, mention=_COMPLEMENT.split(claim.mention)[0]))


def _is_same_word(wanted: str, source_word: str) -> bool:
    if stem(wanted) == stem(source_word) or covers_office(wanted, source_word):
        return True
    # "minister" is no "ministry"
    both_offices = wanted in _OFFICE_OR_BODY and source_word.casefold() in _OFFICE_OR_BODY
    return not both_offices and same_word(wanted, source_word)


def _is_another_body(wanted: Sequence[str], claim: Claim) -> bool:
    """Whether a source is another body of the same kind: each name has a word of its own."""
    source_stems = [stem(word) for word in words(claim.organisation or "")]
    wanted_stems = [stem(word) for word in wanted]
    if (
        wanted[-1] not in organisations.BODY_WORDS
        or not source_stems
        or source_stems[-1] != wanted_stems[-1]
    ):
        return False
    return not set(wanted_stems) <= set(source_stems) and not set(source_stems) <= set(wanted_stems)


def _is_of_another_state(
    wanted: Sequence[str], own: Sequence[bool], source_words: Sequence[str]
) -> bool:
    """Whether a source holds office in another state: "Florida's governor" is not Virginia's."""
    lacks = any(word.title() in STATES and not has for word, has in zip(wanted, own, strict=True))
    return lacks and any(word in STATES for word in source_words)


def _is_another_person(wanted: Sequence[str], own: Sequence[bool], claim: Claim) -> bool:
    """
    Whether a source is another person who shares a word of the name.

    "Paul Ryan" is not Paul Manafort, and "George Bush" not Jeb Bush; but he may be "Mr. Bush", and
    "Suu Kyi" is Aung San Suu Kyi.
    """
    names = [speaker.name for speaker in claim.speakers if speaker.name] or [claim.mention or ""]
    return all(_is_another_name(wanted, own, words(name)) for name in names)


def _is_another_name(wanted: Sequence[str], own: Sequence[bool], name: Sequence[str]) -> bool:
    """Whether a name is another person's than the one named, maybe after an office."""
    offices = (n for n, word in enumerate(wanted[:-1], 1) if word in people.ROLES or word in SHORT)
    first = max(offices, default=0)
    wanted, own = wanted[first:], own[first:]
    if not name or len(wanted) == 1:
        return False
    if not own[-1]:
        return not any(same_word(word, name[-1]) for word in wanted)
    theirs = name[0]
    if own[0] or len(name) == 1 or any(same_word(word, theirs) for word in wanted):
        return False
    return theirs.casefold() not in SHORT and not may_be_one(
        " ".join(wanted), " ".join(name), lax=True
    )


def coverage(
    terms: Sequence[str],
    forms: frozenset[str],
    rarity: Mapping[str, float],
    misspelt: frozenset[str] = frozenset(),
) -> tuple[float, tuple[str, ...]]:
    """
    The share of the terms among the forms, weighted by rarity, and the missing terms.

    ``misspelt`` terms also match a form that differs by a typing error.
    """
    total = sum(rarity[term] for term in terms)
    missing = tuple(
        term
        for term in terms
        # the stem first: most words end there, and hundreds of sentences are compared
        if stem(term) not in forms and not matches_term(term, forms, misspelt=term in misspelt)
    )
    lost = sum(rarity[term] for term in missing)
    return (1.0 - lost / total if total else 0.0), missing


def verbatim(question: ParsedQuestion, text: str) -> float:
    """The share of a question that a text repeats word for word; 0 for a mere phrase."""
    wanted, text_words = question.words, [bare(word) for word in words(text)]
    if len(wanted) < SHAPES.verbatim_words:
        return 0.0
    match = SequenceMatcher(None, wanted, text_words, autojunk=False)
    longest = match.find_longest_match(0, len(wanted), 0, len(text_words)).size
    return longest / len(wanted) if longest >= SHAPES.verbatim_words else 0.0


FEATURE_OF_TYPE = {
    AnswerType.NUMBER: "fact",
    AnswerType.DAY: "fact",
    AnswerType.DESCRIPTION: "fact",
    AnswerType.REASON: "reason",
    AnswerType.PERSON: "person",
}  # what is asked for → the feature that measures whether it is there


def answer_type_match(question: ParsedQuestion, text: str, claims: Sequence[Claim]) -> float:
    """How well a sentence has the type of answer asked for; see ``FEATURE_OF_TYPE``."""
    if question.answer_type is AnswerType.NUMBER:
        numbers = answer_spans.numbers(text)
        return max(
            (_counts_asked_thing(text, number, question.counted) for number in numbers), default=0.0
        )
    if question.answer_type is AnswerType.DAY:
        days = (text[day.start : day.end] for day in answer_spans.days(text))
        return max(
            (SHAPES.partial_fact if answer_spans.is_year(day) else 1.0 for day in days), default=0.0
        )
    if question.answer_type is AnswerType.REASON:
        return float(bool(answer_spans.reasons(text)))
    if question.answer_type is AnswerType.PERSON:
        # a name of its own that the question does not give, a speaker, or both
        own = bool(answer_spans.names(text, frozenset(stem(term) for term in question.terms)))
        return SHAPES.named * own + SHAPES.quotes * any(claim.mention for claim in claims)
    if question.answer_type is AnswerType.DESCRIPTION:
        return float(bool(answer_spans.descriptions(text, question.terms)))
    return 0.0


def _counts_asked_thing(text: str, number: Span, counted: Collection[str]) -> float:
    """Whether a number counts the thing asked for, by the words next to it."""
    if not counted:
        return 1.0
    after = words(text[number.end :])[: SHAPES.words_after_number]
    near = {stem(word) for word in [*words(text[number.start : number.end]), *after]}
    return 1.0 if near & set(counted) else SHAPES.partial_fact

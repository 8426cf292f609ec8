"""Selects and orders the evidence that an answer shows, from ranked evidence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rag.answering.phrasing import WORDING
from rag.answering.stance import stance
from rag.calibration.parameters import parameters
from rag.lexicon import answer_words
from rag.lexicon.places import country_of, governed_from
from rag.questions.answer_type import ONE_FACT, AnswerType, TimeOrder
from rag.questions.parsed import ParsedQuestion
from rag.questions.terms import forms_of, stem
from rag.retrieval.evidence_reading import asks_for_words_of
from rag.retrieval.features import SPEAKER_MATCH
from rag.schema.answers import Evidence, Side, StatementSide
from rag.schema.articles import Article, Span
from rag.schema.claims import Claim, Kind
from rag.text.tokens import normalised_words


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownEvidence:
    """
    The least probability of a piece that is shown, as a share of the best one's.

    From the curve that bench/answer_model.py prints: a smaller share covers more of what was marked
    by hand and leaves more beside it.
    """

    statement: float
    one_fact: float  # who, when, how many: one sentence answers
    each_voice: float  # of each speaker for the country asked for
    each_time: float  # of a speaker whose change is asked for, in each year
    each_side: int  # quotations for each of several sides, or of two times
    of_side: float  # of each side or time, as a share of its best one
    silent: float  # below this probability a side or a time counts as silent; set by reading


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingParameters:
    """How much a reader reads."""

    quotations: int  # in an answer; the timeline lists all
    characters: int  # of quotation
    glance: int  # characters taken in at once, about three sentences
    mostly_read: float  # share of a quotation that gives its sense
    gap: int  # characters, of white space, between adjacent sentences


Voice = tuple[str, str | None]  # a speaker and the body spoken for

SHOWN = parameters(ShownEvidence, "answering", "shown_evidence")
READING = parameters(ReadingParameters, "answering", "reading")


@dataclass(frozen=True, slots=True)
class SelectedEvidence:
    """A piece of evidence that is shown, with its side of the question."""

    evidence: Evidence
    side: StatementSide | None = None


@dataclass(frozen=True, slots=True)
class Selection:
    """The evidence shown: the strongest first, then the others by date."""

    best: SelectedEvidence
    foremost: tuple[SelectedEvidence, ...]
    others: tuple[SelectedEvidence, ...]

    @property
    def all(self) -> tuple[SelectedEvidence, ...]:
        """Both parts in reading order."""
        return self.foremost + self.others


def select(
    question: ParsedQuestion,
    ranked: Sequence[Evidence],
    articles: Mapping[str, Article],
    shown: ShownEvidence = SHOWN,
) -> Selection:
    """The evidence to show; ``ranked`` is the most probable first."""
    selected: list[SelectedEvidence] = []
    if question.answer_type is AnswerType.SIDES and len(question.speakers) > 1:
        selected = _sides(question, ranked, articles, shown)
    elif question.answer_type is AnswerType.CHANGE:
        selected = _before_and_after(question, ranked, articles, shown)
    if not selected:
        share = shown.one_fact if question.answer_type in ONE_FACT else shown.statement
        near = _probable(ranked, share)
        voices = _voices(question, ranked, shown.each_voice)
        chosen = [e for e in ranked if e in near or e in voices]
        if asks_for_words_of(question):
            chosen = _own_words_first(question, chosen)
        selected = [SelectedEvidence(e) for e in chosen]
    if question.order:
        selected = _in_time(question.order, selected, articles)
    if question.answer_type is AnswerType.DESCRIPTION:
        selected = _with_offices(question, selected, ranked)
    if question.answer_type is AnswerType.YES_OR_NO:
        selected = [_with_stance(question, c.evidence) for c in selected]
    return _ordered(_within_reading_length(selected), articles)


def _probable(ranked: Sequence[Evidence], share: float) -> list[Evidence]:
    """The evidence that answers with at least a share of the best one's probability."""
    return [e for e in ranked if e.probability >= share * ranked[0].probability]


def _own_words_first(question: ParsedQuestion, chosen: Sequence[Evidence]) -> list[Evidence]:
    """Direct words of those asked for before other evidence, where they answer as well."""
    bound = WORDING.as_sure * chosen[0].probability

    def in_own_words(evidence: Evidence) -> bool:
        claim = main_claim(evidence, question)
        by_asked = evidence.speaker_match >= SPEAKER_MATCH.least
        return by_asked and claim is not None and claim.kind is Kind.DIRECT

    return sorted(chosen, key=lambda e: not (e.probability >= bound and in_own_words(e)))


def _with_stance(question: ParsedQuestion, evidence: Evidence) -> SelectedEvidence:
    side = stance(question, evidence)
    return SelectedEvidence(evidence, StatementSide(side) if side else None)


def main_claim(evidence: Evidence, question: ParsedQuestion) -> Claim | None:
    """
    The claim that a citation names: by a speaker asked for, else one that holds the answer.

    Else one that makes up most of the sentence. Where the words found are the article's own,
    no other is to be named for them.
    """
    claims = evidence.hit.claims
    wanted = {word for speaker in question.speakers for word in speaker}
    for claim in claims:
        named = f"{claim.speaker or ''} {claim.mention or ''} {claim.actor or ''}".casefold()
        if any(word in named for word in wanted):
            return claim
    found = evidence.answer_words
    if found is None:
        return claims[0] if claims else None
    holding = (claim for claim in claims if holds_words(claim, found))
    span = evidence.hit.span
    most = READING.mostly_read * (span.end - span.start)
    whole = (claim for claim in claims if sum(s.end - s.start for s in claim.content) >= most)
    return next(holding, next(whole, None))


def holds_words(claim: Claim, found: Span) -> bool:
    """Whether words lie within a claim: from its source or cue to the end of what is said."""
    around = (*claim.source, *claim.cue, *claim.phrase)
    parts = [*claim.content, *(part for part in around if part.start >= claim.evidence.start)]
    return min(p.start for p in parts) < found.end and found.start < max(p.end for p in parts)


def is_silence(claim: Claim) -> bool:
    """Whether an outlet reports that a person says nothing: "declined to comment"."""
    if not claim.negated or claim.kind is not Kind.ATTITUDE:
        return False
    return not answer_words.SPEAKING.isdisjoint(normalised_words(claim.text))


# --- selection ----------------------------------------------------------------------------------


def _voices(question: ParsedQuestion, ranked: Sequence[Evidence], share: float) -> list[Evidence]:
    """
    Where a country's or body's words are asked for, the best evidence of each who speaks for it.

    So the latest statement is not hidden by the loudest speaker.
    """
    first: dict[Voice, Evidence] = {}
    for evidence in _probable(ranked, share):
        if voice := voice_for_country(question, evidence):
            first.setdefault(voice, evidence)
    return list(first.values())


def voice_for_country(question: ParsedQuestion, evidence: Evidence) -> Voice | None:
    """Who speaks for the country asked for, and for which body; None where none is asked for."""
    if question.answer_type in ONE_FACT:  # which anyone may state
        return None
    asked = [" ".join(speaker) for speaker in question.speakers]
    countries = {country_of(name) or governed_from(name) for name in asked} - {None}
    claim = main_claim(evidence, question) if countries else None
    if not claim or not claim.speaker or claim.actor not in countries:
        return None
    return claim.speaker, claim.organisation


def _sides(
    question: ParsedQuestion,
    ranked: Sequence[Evidence],
    articles: Mapping[str, Article],
    shown: ShownEvidence,
) -> list[SelectedEvidence]:
    """
    The best evidence of each speaker, one piece of each in turn.

    What an outlet itself says of a speaker counts where it does not quote the speaker. Empty if no
    speaker is matched; the evidence is then selected as for any question.
    """
    matched = [e for e in ranked if e.speaker_match >= SPEAKER_MATCH.least]
    if not matched:
        return []
    queues = []
    for side, name in enumerate(question.speaker_names):
        by_side = StatementSide(Side.SPEAKER, name)
        said = _quoted([e for e in matched if e.side == side], shown) or _quoted(
            [e for e in ranked if _only_about(e, side, question, articles)], shown
        )
        queues.append([SelectedEvidence(e, by_side) for e in said])
    return _in_turn(queues, shown.each_side)


def _only_about(
    evidence: Evidence, side: int, question: ParsedQuestion, articles: Mapping[str, Article]
) -> bool:
    """Whether a sentence without a speaker names one of those asked for, and none of the others."""
    if evidence.hit.claims:
        return False
    span = evidence.hit.span
    found = forms_of(articles[evidence.hit.article].text[span.start : span.end])
    named = [stem(speaker[-1]) in found for speaker in question.speakers]
    return named[side] and sum(named) == 1


def _quoted(said: Sequence[Evidence], shown: ShownEvidence) -> list[Evidence]:
    """What a side or a time is quoted with: nothing where even its best hardly answers."""
    if not said or said[0].probability < shown.silent:
        return []
    return _probable(said, shown.of_side)


def _in_turn(queues: Sequence[Sequence[SelectedEvidence]], most: int) -> list[SelectedEvidence]:
    """The first of each queue, then the second of each, at most ``most`` of one."""
    return [queue[turn] for turn in range(most) for queue in queues if turn < len(queue)]


def _in_time(
    order: TimeOrder, selected: Sequence[SelectedEvidence], articles: Mapping[str, Article]
) -> list[SelectedEvidence]:
    """The latest evidence first, or the earliest; what has no day comes last."""

    def days_away(piece: SelectedEvidence) -> int:
        day = _day(piece.evidence, articles)
        if day is None:
            return date.max.toordinal()
        return day.toordinal() if order is TimeOrder.FIRST else -day.toordinal()

    return sorted(selected, key=days_away)


def _before_and_after(
    question: ParsedQuestion,
    ranked: Sequence[Evidence],
    articles: Mapping[str, Article],
    shown: ShownEvidence,
) -> list[SelectedEvidence]:
    """
    For a change, the best evidence of the first and of the last year, the earlier one first.

    Days take the place of years if all evidence is of one year. Empty if there is one time only.
    """
    by_speaker = [e for e in ranked if e.speaker_match >= SPEAKER_MATCH.least]
    dated = [e for e in by_speaker if _day(e, articles) is not None]
    probable = _probable(dated, shown.each_time) if dated else []
    days = {id(e): _day(e, articles) or date.max for e in probable}
    by_year = len({day.year for day in days.values()}) >= 2
    times: dict[date | int, list[Evidence]] = {}
    for evidence in probable:
        day = days[id(evidence)]
        times.setdefault(day.year if by_year else day, []).append(evidence)
    times = {time: near for time, said in times.items() if (near := _quoted(said, shown))}
    if len(times) < 2:
        return []
    ends = ((Side.BEFORE, times[min(times)]), (Side.AFTER, times[max(times)]))
    queues = [[SelectedEvidence(e, StatementSide(side)) for e in said] for side, said in ends]
    return _in_turn(queues, shown.each_side)


def _with_offices(
    question: ParsedQuestion, selected: Sequence[SelectedEvidence], ranked: Sequence[Evidence]
) -> list[SelectedEvidence]:
    """
    For "who is X", adds the first evidence for each of X's offices.

    An office counts if the source phrase of the claim gives it ("X, spokesman for Y, said").
    """
    last = stem(question.topic[-1]) if question.topic else ""
    shown = list(selected)
    offices: set[str | None] = set()
    for evidence in (*(piece.evidence for piece in selected), *ranked):
        for claim in evidence.hit.claims:
            named = any(stem(s.name.split()[-1]) == last for s in claim.speakers if s.name)
            in_source_phrase = claim.role and claim.role.split()[-1] in (claim.mention or "")
            if not (named and in_source_phrase) or claim.organisation in offices:
                continue
            offices.add(claim.organisation)
            if all(evidence is not piece.evidence for piece in shown):
                shown.append(SelectedEvidence(evidence))
    return shown


def _within_reading_length(selected: Sequence[SelectedEvidence]) -> list[SelectedEvidence]:
    """The first pieces, up to the length that a reader reads; at least the best one."""
    readable: list[SelectedEvidence] = []
    room = READING.characters
    for piece in selected:
        if len(readable) < READING.quotations and (not readable or _length(piece) <= room):
            readable.append(piece)
            room -= _length(piece)
    return readable


# --- order --------------------------------------------------------------------------------------


def _ordered(selected: Sequence[SelectedEvidence], articles: Mapping[str, Article]) -> Selection:
    """
    The strongest evidence that fits a glance, the rest by date.

    The best, or the best of each side, comes first. Adjacent sentences stay together.
    """
    sides = [
        piece
        for n, piece in enumerate(selected)
        if piece.side not in [c.side for c in selected[:n]]
    ]
    strongest = sides if len(sides) > 1 else list(selected[:1])

    def time_order(piece: SelectedEvidence) -> tuple[date, str, int]:
        hit = piece.evidence.hit
        return _day(piece.evidence, articles) or date.max, hit.article, hit.span.start

    for piece in selected:
        if piece not in strongest and _at_a_glance(_with_adjacent_joined([*strongest, piece])):
            strongest.append(piece)
    others = sorted((piece for piece in selected if piece not in strongest), key=time_order)
    return Selection(selected[0], tuple(_with_adjacent_joined(strongest)), tuple(others))


def _with_adjacent_joined(selected: Sequence[SelectedEvidence]) -> list[SelectedEvidence]:
    """As given, with adjacent sentences of one side joined in text order behind the first one."""
    runs: list[list[SelectedEvidence]] = []
    for piece in selected:
        near = [run for run in runs if any(_adjacent(piece, other) for other in run)]
        joined = sorted(
            [piece, *(other for run in near for other in run)],
            key=lambda c: (c is not selected[0], c.evidence.hit.span),
        )
        if near:
            runs[runs.index(near[0])] = joined
            runs = [run for run in runs if run not in near[1:]]
        else:
            runs.append(joined)
    return [piece for run in runs for piece in run]


def _adjacent(piece: SelectedEvidence, other: SelectedEvidence) -> bool:
    """Whether two sentences are adjacent, on one side of the question and not of two speakers."""
    speakers = [{claim.speaker for claim in p.evidence.hit.claims} for p in (piece, other)]
    if all(speakers) and not set.intersection(*speakers):
        return False
    first, then = sorted((piece.evidence.hit, other.evidence.hit), key=lambda hit: hit.span)
    gap = then.span.start - first.span.end
    return first.article == then.article and piece.side == other.side and 0 <= gap <= READING.gap


def _day(evidence: Evidence, articles: Mapping[str, Article]) -> date | None:
    """The first day of a claim in it, else that of its article."""
    days = [claim.said_on for claim in evidence.hit.claims if claim.said_on is not None]
    return min(days) if days else articles[evidence.hit.article].published


def _at_a_glance(shown: Sequence[SelectedEvidence]) -> bool:
    """Whether a reader who stops after ``READING.glance`` characters has seen most of each."""
    before = 0
    for piece in shown:
        if before + _length(piece) * READING.mostly_read > READING.glance:
            return False
        before += _length(piece)
    return True


def _length(selected: SelectedEvidence) -> int:
    return selected.evidence.hit.span.end - selected.evidence.hit.span.start

"""Selects and orders the evidence that an answer shows, from ranked evidence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rag.answering.stance import stance
from rag.calibration.parameters import parameters
from rag.questions.addressees import AddressForm
from rag.questions.answer_type import ONE_FACT, AnswerType
from rag.questions.parsed import ParsedQuestion
from rag.questions.terms import stem
from rag.retrieval import answer_spans
from rag.retrieval.features import SPEAKER_MATCH
from rag.schema.answers import Evidence, Side, StatementSide
from rag.schema.articles import Article
from rag.schema.claims import Claim


@dataclass(frozen=True, slots=True)
class Margins:
    """
    How far in score below the best evidence a piece may lie to be shown.

    From the curve that bench/calibrate.py prints: wider ones cover more of what was marked by hand
    and leave more beside it.
    """

    statement: float
    one_fact: float  # who, when, how many: one sentence answers
    about: float  # and this share, at least, of the best's cosine with the topic


@dataclass(frozen=True, slots=True)
class SideMargins:
    """Which evidence is shown for each of several sides."""

    topic_words: float  # least share of the topic's words, relative to the best of the side
    topic_cosine: float  # the same for the cosine with the topic, where the words differ
    each_side: int  # quotations


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingParameters:
    """How much a reader reads."""

    quotations: int  # in an answer; the timeline lists all
    characters: int  # of quotation
    glance: int  # characters taken in at once, about three sentences
    mostly_read: float  # share of a quotation that gives its sense
    gap: int  # characters, of white space, between adjacent sentences
    topical: int  # best pieces whose highest cosine with the topic counts


MARGINS = parameters(Margins, "answering", "margins")
SIDES = parameters(SideMargins, "answering", "side_margins")
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
    margins: Margins = MARGINS,
) -> Selection:
    """The evidence to show; ``ranked`` is best first."""
    selected: list[SelectedEvidence] = []
    if question.answer_type is AnswerType.SIDES and len(question.speakers) > 1:
        selected = _sides(question, ranked, margins)
    elif question.answer_type is AnswerType.CHANGE:
        selected = _before_and_after(question, ranked, articles, margins)
    if not selected:
        selected = [SelectedEvidence(e) for e in _near_best(question, ranked, margins)]
    if question.answer_type is AnswerType.PERSON:
        selected = _with_names(selected, ranked, articles)
    if question.answer_type is AnswerType.DESCRIPTION:
        selected = _with_offices(question, selected, ranked)
    if question.answer_type is AnswerType.YES_OR_NO:
        selected = [_with_stance(question, c.evidence, articles) for c in selected]
    return _ordered(_within_reading_length(selected), articles)


def _with_stance(
    question: ParsedQuestion, evidence: Evidence, articles: Mapping[str, Article]
) -> SelectedEvidence:
    side = stance(question, evidence, articles)
    return SelectedEvidence(evidence, StatementSide(side) if side else None)


def main_claim(evidence: Evidence, question: ParsedQuestion) -> Claim | None:
    """The claim that a citation names: one by a speaker asked for, else the first."""
    claims = evidence.hit.claims
    wanted = {word for speaker in question.speakers for word in speaker}
    for claim in claims:
        named = f"{claim.speaker or ''} {claim.mention or ''} {claim.actor or ''}".casefold()
        if any(word in named for word in wanted):
            return claim
    return claims[0] if claims else None


# --- selection ----------------------------------------------------------------------------------


def _near_best(
    question: ParsedQuestion, ranked: Sequence[Evidence], margins: Margins
) -> list[Evidence]:
    """Evidence within the margin of the best, and on the same topic."""
    if not ranked:
        return []
    fact = question.answer_type in ONE_FACT
    least = ranked[0].hit.score - (margins.one_fact if fact else margins.statement)
    about = margins.about * max(e.dense_topic for e in ranked[: READING.topical])
    near = [
        e for e in ranked if e is ranked[0] or (e.hit.score >= least and e.dense_topic >= about)
    ]
    if (
        question.address_form is AddressForm.NAME
        and not fact
        and any(e.speaker_match >= SPEAKER_MATCH.least for e in near)
    ):
        return [e for e in near if not _by_other_speakers(e)]  # anyone may state a fact
    return near


def _by_other_speakers(evidence: Evidence) -> bool:
    """Whether all its claims are by other known speakers."""
    claims = evidence.hit.claims
    return bool(claims) and not evidence.speaker_match and all(claim.speaker for claim in claims)


def _sides(
    question: ParsedQuestion, ranked: Sequence[Evidence], margins: Margins
) -> list[SelectedEvidence]:
    """
    The best evidence of each speaker, one piece of each in turn.

    Empty if no speaker is matched; the evidence is then selected as for any question.
    """
    queues = []
    for side, name in enumerate(question.speaker_names):
        of_side = [e for e in ranked if e.side == side and e.speaker_match >= SPEAKER_MATCH.least]
        words = max((e.on_topic for e in of_side), default=0.0)
        sense = max((e.dense_topic for e in of_side), default=0.0)
        of_side = [
            e
            for e in of_side
            if e.on_topic >= SIDES.topic_words * words
            or e.dense_topic >= SIDES.topic_cosine * sense
        ]
        near = [e for e in of_side if e.hit.score >= of_side[0].hit.score - margins.statement]
        queues.append(
            [
                SelectedEvidence(e, StatementSide(Side.SPEAKER, name))
                for e in near[: SIDES.each_side]
            ]
        )
    return [queue[turn] for turn in range(SIDES.each_side) for queue in queues if turn < len(queue)]


def _before_and_after(
    question: ParsedQuestion,
    ranked: Sequence[Evidence],
    articles: Mapping[str, Article],
    margins: Margins,
) -> list[SelectedEvidence]:
    """
    For a change, the best evidence of the two best times, the earlier one first.

    A time is a year, or a day if all evidence is of one year. Empty if there is one time only.
    """
    by_speaker = [e for e in ranked if e.speaker_match >= SPEAKER_MATCH.least]
    by_speaker = [e for e in by_speaker if _day(e, articles) is not None]
    by_speaker = [
        e for e in by_speaker if e.hit.score >= by_speaker[0].hit.score - 2 * margins.statement
    ]
    by_year = len({(_day(e, articles) or date.max).year for e in by_speaker}) >= 2
    if by_year and question.scope.after and question.scope.before:  # "in 2019 and in 2024"
        ends = {question.scope.after.year, question.scope.before.year}
        at_ends = [e for e in by_speaker if (_day(e, articles) or date.max).year in ends]
        if len({(_day(e, articles) or date.max).year for e in at_ends}) == 2:
            by_speaker = at_ends
    times: dict[date | int, Evidence] = {}
    for evidence in by_speaker:
        day = _day(evidence, articles) or date.max
        times.setdefault(day.year if by_year else day, evidence)
    best = sorted(times.values(), key=lambda e: -e.hit.score)[:2]
    if len(best) < 2:
        return []
    best.sort(key=lambda e: _day(e, articles) or date.max)
    sides = (StatementSide(Side.BEFORE), StatementSide(Side.AFTER))
    return [SelectedEvidence(e, side) for e, side in zip(best, sides, strict=True)]


def _with_names(
    selected: Sequence[SelectedEvidence],
    ranked: Sequence[Evidence],
    articles: Mapping[str, Article],
) -> list[SelectedEvidence]:
    """
    For "who" questions, adds the preceding sentence if only that one has a name.

    "No one is writing songs for Hillary," he said: the sentence before it names him.
    """

    def text(evidence: Evidence) -> str:
        span = evidence.hit.span
        return articles[evidence.hit.article].text[span.start : span.end]

    shown: list[SelectedEvidence] = []
    for piece in selected:
        hit = piece.evidence.hit
        if not answer_spans.names(text(piece.evidence)):
            before = [
                e
                for e in ranked
                if e.hit.article == hit.article
                and 0 <= hit.span.start - e.hit.span.end <= READING.gap
                and answer_spans.names(text(e))
            ]
            shown += [
                SelectedEvidence(e) for e in before if all(e is not c.evidence for c in shown)
            ]
        if all(piece.evidence is not c.evidence for c in shown):
            shown.append(piece)
    return shown


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
    """As given, with adjacent sentences of one side joined in text order."""
    runs: list[list[SelectedEvidence]] = []
    for piece in selected:
        near = [run for run in runs if any(_adjacent(piece, other) for other in run)]
        joined = sorted(
            [piece, *(other for run in near for other in run)],
            key=lambda c: c.evidence.hit.span,
        )
        if near:
            runs[runs.index(near[0])] = joined
            runs = [run for run in runs if run not in near[1:]]
        else:
            runs.append(joined)
    return [piece for run in runs for piece in run]


def _adjacent(piece: SelectedEvidence, other: SelectedEvidence) -> bool:
    """Whether two sentences are adjacent and on one side of the question."""
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

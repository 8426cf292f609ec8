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
    asked: ParsedQuestion,
    found: Sequence[Evidence],
    articles: Mapping[str, Article],
    margins: Margins = MARGINS,
) -> Selection:
    """The evidence to show, of that found, best first."""
    chosen: list[SelectedEvidence] = []
    if asked.answer_type is AnswerType.SIDES and len(asked.speakers) > 1:
        chosen = _sides(asked, found, margins)
    elif asked.answer_type is AnswerType.CHANGE:
        chosen = _before_and_after(asked, found, articles, margins)
    if not chosen:
        chosen = [SelectedEvidence(e) for e in _close(asked, found, margins)]
    if asked.answer_type is AnswerType.PERSON:
        chosen = _with_names(chosen, found, articles)
    if asked.answer_type is AnswerType.DESCRIPTION:
        chosen = _with_offices(asked, chosen, found)
    if asked.answer_type is AnswerType.YES_OR_NO:
        chosen = [_with_stance(asked, c.evidence, articles) for c in chosen]
    return _ordered(_within(chosen), articles)


def _with_stance(
    asked: ParsedQuestion, evidence: Evidence, articles: Mapping[str, Article]
) -> SelectedEvidence:
    side = stance(asked, evidence, articles)
    return SelectedEvidence(evidence, StatementSide(side) if side else None)


def main_claim(evidence: Evidence, asked: ParsedQuestion) -> Claim | None:
    """The claim that a citation names: one by a speaker asked for, else the first."""
    claims = evidence.hit.claims
    wanted = {word for voice in asked.speakers for word in voice}
    for claim in claims:
        named = f"{claim.speaker or ''} {claim.mention or ''} {claim.actor or ''}".casefold()
        if any(word in named for word in wanted):
            return claim
    return claims[0] if claims else None


# --- choosing -----------------------------------------------------------------------------------


def _close(asked: ParsedQuestion, found: Sequence[Evidence], margins: Margins) -> list[Evidence]:
    """Evidence within the margin of the best, and on the same topic."""
    if not found:
        return []
    fact = asked.answer_type in ONE_FACT
    least = found[0].hit.score - (margins.one_fact if fact else margins.statement)
    about = margins.about * max(e.dense_topic for e in found[: READING.topical])
    near = [e for e in found if e is found[0] or (e.hit.score >= least and e.dense_topic >= about)]
    if (
        asked.address_form is AddressForm.NAME
        and not fact
        and any(e.speaker_match >= SPEAKER_MATCH.least for e in near)
    ):
        return [e for e in near if not _by_another(e)]  # a fact may be told by anyone
    return near


def _by_another(evidence: Evidence) -> bool:
    """Whether all its claims are by other known speakers."""
    claims = evidence.hit.claims
    return bool(claims) and not evidence.speaker_match and all(claim.speaker for claim in claims)


def _sides(
    asked: ParsedQuestion, found: Sequence[Evidence], margins: Margins
) -> list[SelectedEvidence]:
    """
    The best evidence of each speaker, one piece of each in turn.

    Empty if no speaker is matched; the evidence is then selected as for any question.
    """
    queues = []
    for side, name in enumerate(asked.speaker_names):
        of_side = [e for e in found if e.side == side and e.speaker_match >= SPEAKER_MATCH.least]
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
    asked: ParsedQuestion,
    found: Sequence[Evidence],
    articles: Mapping[str, Article],
    margins: Margins,
) -> list[SelectedEvidence]:
    """
    For a change, the best evidence of the two best times, the earlier one first.

    A time is a year, or a day if all evidence is of one year. Empty if there is one time only.
    """
    heard = [e for e in found if e.speaker_match >= SPEAKER_MATCH.least]
    heard = [e for e in heard if _day(e, articles) is not None]
    heard = [e for e in heard if e.hit.score >= heard[0].hit.score - 2 * margins.statement]
    by_year = len({(_day(e, articles) or date.max).year for e in heard}) >= 2
    if by_year and asked.scope.after and asked.scope.before:  # "in 2019 and in 2024"
        ends = {asked.scope.after.year, asked.scope.before.year}
        at_ends = [e for e in heard if (_day(e, articles) or date.max).year in ends]
        if len({(_day(e, articles) or date.max).year for e in at_ends}) == 2:
            heard = at_ends
    times: dict[date | int, Evidence] = {}
    for evidence in heard:
        day = _day(evidence, articles) or date.max
        times.setdefault(day.year if by_year else day, evidence)
    best = sorted(times.values(), key=lambda e: -e.hit.score)[:2]
    if len(best) < 2:
        return []
    best.sort(key=lambda e: _day(e, articles) or date.max)
    sides = (StatementSide(Side.BEFORE), StatementSide(Side.AFTER))
    return [SelectedEvidence(e, side) for e, side in zip(best, sides, strict=True)]


def _with_names(
    chosen: Sequence[SelectedEvidence], found: Sequence[Evidence], articles: Mapping[str, Article]
) -> list[SelectedEvidence]:
    """
    For "who" questions, adds the preceding sentence if only that one has a name.

    "No one is writing songs for Hillary," he said: the sentence before it names him.
    """

    def text(evidence: Evidence) -> str:
        span = evidence.hit.span
        return articles[evidence.hit.article].text[span.start : span.end]

    shown: list[SelectedEvidence] = []
    for one in chosen:
        hit = one.evidence.hit
        if not answer_spans.names(text(one.evidence)):
            before = [
                e
                for e in found
                if e.hit.article == hit.article
                and 0 <= hit.span.start - e.hit.span.end <= READING.gap
                and answer_spans.names(text(e))
            ]
            shown += [
                SelectedEvidence(e) for e in before if all(e is not c.evidence for c in shown)
            ]
        if all(one.evidence is not c.evidence for c in shown):
            shown.append(one)
    return shown


def _with_offices(
    asked: ParsedQuestion, chosen: Sequence[SelectedEvidence], found: Sequence[Evidence]
) -> list[SelectedEvidence]:
    """
    For "who is X", adds the first evidence for each of X's offices.

    An office counts if the source phrase of the claim gives it ("X, spokesman for Y, said").
    """
    last = stem(asked.topic[-1]) if asked.topic else ""
    shown = list(chosen)
    offices: set[str | None] = set()
    for evidence in (*(one.evidence for one in chosen), *found):
        for claim in evidence.hit.claims:
            named = any(stem(s.name.split()[-1]) == last for s in claim.speakers if s.name)
            told = claim.role and claim.role.split()[-1] in (claim.mention or "")
            if not (named and told) or claim.organisation in offices:
                continue
            offices.add(claim.organisation)
            if all(evidence is not one.evidence for one in shown):
                shown.append(SelectedEvidence(evidence))
    return shown


def _within(chosen: Sequence[SelectedEvidence]) -> list[SelectedEvidence]:
    """The first pieces, up to the length that a reader reads; at least the best one."""
    kept: list[SelectedEvidence] = []
    room = READING.characters
    for one in chosen:
        if len(kept) < READING.quotations and (not kept or _length(one) <= room):
            kept.append(one)
            room -= _length(one)
    return kept


# --- order --------------------------------------------------------------------------------------


def _ordered(chosen: Sequence[SelectedEvidence], articles: Mapping[str, Article]) -> Selection:
    """
    The strongest evidence that fits a glance, the rest by date.

    The best, or the best of each side, comes first. Adjacent sentences stay together.
    """
    sides = [one for n, one in enumerate(chosen) if one.side not in [c.side for c in chosen[:n]]]
    strongest = sides if len(sides) > 1 else list(chosen[:1])

    def timely(one: SelectedEvidence) -> tuple[date, str, int]:
        hit = one.evidence.hit
        return _day(one.evidence, articles) or date.max, hit.article, hit.span.start

    for one in chosen:
        if one not in strongest and _at_a_glance(_joined([*strongest, one])):
            strongest.append(one)
    others = sorted((one for one in chosen if one not in strongest), key=timely)
    return Selection(chosen[0], tuple(_joined(strongest)), tuple(others))


def _joined(chosen: Sequence[SelectedEvidence]) -> list[SelectedEvidence]:
    """As given, with adjacent sentences of one side joined in text order."""
    runs: list[list[SelectedEvidence]] = []
    for one in chosen:
        near = [run for run in runs if any(_adjacent(one, other) for other in run)]
        joined = sorted(
            [one, *(other for run in near for other in run)],
            key=lambda c: c.evidence.hit.span,
        )
        if near:
            runs[runs.index(near[0])] = joined
            runs = [run for run in runs if run not in near[1:]]
        else:
            runs.append(joined)
    return [one for run in runs for one in run]


def _adjacent(one: SelectedEvidence, other: SelectedEvidence) -> bool:
    """Whether two sentences are adjacent and on one side of the question."""
    first, then = sorted((one.evidence.hit, other.evidence.hit), key=lambda hit: hit.span)
    gap = then.span.start - first.span.end
    return first.article == then.article and one.side == other.side and 0 <= gap <= READING.gap


def _day(evidence: Evidence, articles: Mapping[str, Article]) -> date | None:
    """The first day of a claim in it, else that of its article."""
    days = [claim.said_on for claim in evidence.hit.claims if claim.said_on is not None]
    return min(days) if days else articles[evidence.hit.article].published


def _at_a_glance(shown: Sequence[SelectedEvidence]) -> bool:
    """Whether a reader who stops after ``READING.glance`` characters has seen most of each."""
    before = 0
    for one in shown:
        if before + _length(one) * READING.mostly_read > READING.glance:
            return False
        before += _length(one)
    return True


def _length(chosen: SelectedEvidence) -> int:
    return chosen.evidence.hit.span.end - chosen.evidence.hit.span.start

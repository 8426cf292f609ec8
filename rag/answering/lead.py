"""
The lead of an answer: what was found, so that whoever reads no further has it.

It only names and counts what the citations show.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from rag.answering.phrasing import WORDING
from rag.questions.answer_type import AnswerType
from rag.questions.parsed import ParsedQuestion
from rag.questions.terms import stem
from rag.retrieval import answer_spans
from rag.schema.answers import Citation, Side, Statement
from rag.schema.articles import Article, Span
from rag.schema.claims import Speaker, StatementDate, StatementDateBasis
from rag.text import relative_dates
from rag.text.english import basis_of_day, counted, described, listed
from rag.text.tokens import words

_COMPOUND = re.compile(r"-[^\W\d_]")  # of "81-country"
UNNAMED = "an unnamed source"
_COMING = frozenset("will would next tomorrow upcoming scheduled planned expected".split())


def lead(
    asked: ParsedQuestion,
    statements: Sequence[Statement],
    citations: Sequence[Citation],
    strongest: tuple[Citation, int],
    articles: Mapping[str, Article],
) -> str:
    """What was found; ``strongest`` are the best citation and the number of strong statements."""
    best, foremost = strongest
    first = [citations[n - 1] for s in statements[:foremost] for n in s.citations]
    first = [best, *(citation for citation in first if citation is not best)]
    parts = [
        part
        for part in (
            _said(asked, first),
            _asked_for(asked, first),
            _sides(asked, statements, citations),
            _carried(citations) if asked.answer_type is AnswerType.SOURCES else "",
            _found(asked, citations, articles),
        )
        if part
    ]
    return " ".join(f"{part[0].upper()}{part[1:]}" for part in parts)


def answer_marks(asked: ParsedQuestion, span: Span, text: str) -> tuple[Span, ...]:
    """Where, in an article, a quotation gives what is asked for: numbers, days or names."""
    quote = text[span.start : span.end]
    if asked.answer_type is AnswerType.NUMBER:
        found = _figures(quote)
    elif asked.answer_type is AnswerType.DAY:
        found = answer_spans.days(quote)
    elif asked.answer_type is AnswerType.PERSON:
        found = answer_spans.names(quote, frozenset(stem(term) for term in asked.terms))
    elif asked.answer_type is AnswerType.DESCRIPTION:
        found = answer_spans.descriptions(quote, asked.terms)
    else:
        found = ()
    return tuple(Span(span.start + one.start, span.start + one.end) for one in found)


def _figures(quote: str) -> tuple[Span, ...]:
    """
    The quantities in figures; where there are none, those in words.

    One that describes another thing ("the 81-country coalition") only where there is no other.
    """
    found = answer_spans.numbers(quote)
    digits = tuple(span for span in found if any(c.isdigit() for c in quote[span.start : span.end]))
    given = digits or found
    return tuple(span for span in given if not _COMPOUND.match(quote, span.end)) or given


def _asked_for(asked: ParsedQuestion, strongest: Sequence[Citation]) -> str:
    """The names, numbers or days asked for, the best evidence's first."""
    if asked.answer_type is AnswerType.PERSON:
        people = _people(strongest)
        return f"named here: {listed(people)}." if people else ""
    if asked.answer_type is AnswerType.SOURCES:
        return ""
    if asked.answer_type is AnswerType.DESCRIPTION:
        return _description(asked, strongest)
    given: dict[str, list[str]] = {}
    for citation in strongest:
        cut = given.setdefault(citation.dispatch, [])
        for mark in citation.marks:
            text = _cut(citation, mark)
            if _of_saying(asked, citation, text):
                continue  # its day stands before it
            if asked.answer_type is AnswerType.DAY:
                text += _on_the_calendar(citation, mark)
            cut += [text] if text not in cut else []
    given = {dispatch: found for dispatch, found in given.items() if found}
    if not given:
        return ""
    if len(given) > 1 and not set.intersection(*(set(found) for found in given.values())):
        outlets = {c.dispatch: c.outlet or c.article for c in strongest}
        told = (
            f"{outlets[name]} {', '.join(found[: WORDING.speakers])}"
            for name, found in given.items()
        )
        return f"by source: {'; '.join(list(told)[: WORDING.values])}."
    together = dict.fromkeys(text for found in given.values() for text in found)
    return f"in the strongest evidence: {'; '.join(list(together)[: WORDING.values])}."


def _of_saying(asked: ParsedQuestion, citation: Citation, day: str) -> bool:
    """Whether a day is the one on which it was said, where that is what is asked for."""
    found = citation.statement_date or StatementDate()
    last = day.rsplit(maxsplit=1)[-1]
    own = last in (found.words or "")
    anchor = found.anchor is not None and last in (str(found.anchor.year), str(found.anchor.day))
    return asked.asks_when_said and (own or anchor)


def _on_the_calendar(citation: Citation, mark: Span) -> str:
    """The day that a weekday of something past names, seen from the day of publication."""
    word = _cut(citation, mark)
    around = citation.quote.casefold().split()
    if citation.published is None or any(map(str.isdigit, word)) or _COMING.intersection(around):
        return ""
    found = relative_dates.day_spoken(word, citation.published)
    return f" ({found.day})" if found and found.day else ""


def _said(asked: ParsedQuestion, strongest: Sequence[Citation]) -> str:
    """Where it is asked when somebody said it: the day of the best statement, and its basis."""
    told = next((c for c in strongest if c.claim and c.said_on), None)
    if told is None or not asked.asks_when_said:
        return ""
    found = told.statement_date or StatementDate()
    known = found.basis is not StatementDateBasis.UNKNOWN
    basis = f" (date: {basis_of_day(found)})" if known else ""
    return f"{told.speaker or UNNAMED}, {told.said_on}{basis}."


def _people(strongest: Sequence[Citation]) -> list[str]:
    """Who speaks in the best evidence, else who is named in it; then who speaks in the others."""
    best = strongest[0]
    first = [_cut(best, mark) for mark in best.marks]
    if best.speaker and not any(_surname(best.speaker) == _surname(name) for name in first[1:]):
        first = [described(best.speaker, best.role, None)]
    others = [c.speaker for c in strongest[1:] if c.speaker]
    known = {_surname(name) for name in first} | {_surname(best.speaker or "")}
    more = [name for name in dict.fromkeys(others) if _surname(name) not in known]
    return (first + more)[: WORDING.values]


def _surname(name: str) -> str:
    parts = words(name.partition("(")[0])
    return stem(parts[-1]) if parts else ""


def _description(asked: ParsedQuestion, strongest: Sequence[Citation]) -> str:
    """The offices that who is asked for had when they spoke, else what the best evidence says."""
    name = asked.topic_name
    held: dict[str, str] = {}
    for c in sorted(strongest, key=lambda c: c.said_on or date.max):
        office = ", ".join(part for part in (c.role, c.organisation) if part)
        if office and c.speaker and _surname(c.speaker) == _surname(name):
            held.setdefault(office, f" ({c.said_on})" if c.said_on else "")
            name = c.speaker
    if held:
        return f"{name}: {'; '.join(office + day for office, day in held.items())}."
    what = [_cut(citation, mark) for citation in strongest for mark in citation.marks]
    return f"{name}: {what[0]}." if what else ""


def _cut(citation: Citation, mark: Span) -> str:
    at = citation.span.start
    return citation.quote[mark.start - at : mark.end - at]


def _sides(
    asked: ParsedQuestion, statements: Sequence[Statement], citations: Sequence[Citation]
) -> str:
    """Who stands on which side, where a question has sides, and which of them is silent."""
    if asked.answer_type is AnswerType.SIDES and asked.speakers:
        heard = {s.side.speaker for s in statements if s.side}
        names = asked.speaker_names
        silent = [name for name in names if name not in heard]
        if silent and len(silent) < len(names):
            return f"nothing by {listed(silent)} on this is among the evidence."
        return ""
    if asked.answer_type is not AnswerType.YES_OR_NO:
        return ""
    given: dict[Side, dict[str, list[str]]] = {}  # side → speaker → days
    for s in statements:
        first = citations[s.citations[0] - 1]
        if s.side is not None:
            days = given.setdefault(s.side.side, {}).setdefault(first.speaker or UNNAMED, [])
            days += [f"{first.said_on}"] if first.said_on else []
    both = set.intersection(*map(set, given.values())) - {UNNAMED} if len(given) > 1 else set()
    told = []
    for side, several in ((Side.DENIES, "deny it"), (Side.AFFIRMS, "affirm it")):
        speakers = [
            f"{name} ({', '.join(dict.fromkeys(days)) or 'day not stated'})"
            if name in both
            else name
            for name, days in given.get(side, {}).items()
        ]
        if speakers:
            told.append(f"{listed(speakers)} {several if len(speakers) > 1 else side}")
    return f"{', '.join(told)}, in the words quoted." if told else ""


def _carried(citations: Sequence[Citation]) -> str:
    """The outlets that carry what is shown, those of one dispatch together."""
    outlets: dict[str, dict[str, None]] = {}
    for citation in citations:
        of = outlets.setdefault(citation.dispatch, {})
        of[citation.outlet or citation.article] = None
        of.update((copy.outlet or copy.article, None) for copy in citation.also_in)
    told = (
        listed(list(of)) + (" (one dispatch)" if len(of) > 1 else "") for of in outlets.values()
    )
    return f"carried by {'; '.join(told)}."


def _found(
    asked: ParsedQuestion, citations: Sequence[Citation], articles: Mapping[str, Article]
) -> str:
    """Who is on record or how many passages, on which days, in how many independent sources."""
    speakers = _apart(dict.fromkeys(c.speakers for c in citations if c.speaker))
    dated = (c.said_on if c.claim else articles[c.article].published for c in citations)
    days = sorted(day for day in dated if day is not None)
    sources = len({c.dispatch for c in citations})
    carried = {c.article for c in citations} | {o.article for c in citations for o in c.also_in}
    if asked.speakers and speakers:
        head = (
            listed(speakers)
            if len(speakers) <= WORDING.speakers
            else counted(len(speakers), "speaker")
        ) + (" on record" if len(citations) > 1 else " on record once")
    else:
        head = counted(len(citations), "passage")
    when = ""
    if days:
        when = f", {days[0]}" if days[0] == days[-1] else f", {days[0]} to {days[-1]}"
    where = f", in {counted(sources, 'independent source')}"
    if len(carried) > sources:
        where += f" ({len(carried)} articles)"
    return f"{head}{when}{where}."


def _apart(sources: Iterable[tuple[Speaker, ...]]) -> list[str]:
    """Names of the sources in order; joint speakers ("A with B") are not named again alone."""
    names = dict.fromkeys(tuple(s.name for s in speakers if s.name) for speakers in sources)
    joint = {name for together in names if len(together) > 1 for name in together}
    return [
        " with ".join(filter(None, (", ".join(together[:-1]), together[-1])))
        for together in names
        if len(together) > 1 or together[0] not in joint
    ]

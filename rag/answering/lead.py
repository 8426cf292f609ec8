"""
The lead of an answer: its first sentences, and the values in the citations that it is made of.

It names and counts only what the citations show.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from rag.answering.phrasing import WORDING
from rag.questions.answer_type import AnswerType
from rag.questions.parsed import ParsedQuestion
from rag.questions.terms import stem
from rag.retrieval import answer_spans
from rag.schema.answers import Citation, Side, Statement
from rag.schema.articles import Span
from rag.schema.claims import Speaker, StatementDate, StatementDateBasis
from rag.text import relative_dates
from rag.text.english import basis_of_day, counted, described, listed
from rag.text.tokens import words

UNNAMED = "an unnamed source"
_COMPOUND = re.compile(r"-[^\W\d_]")  # after a number: "81-country"
_FUTURE = frozenset("will would next tomorrow upcoming scheduled planned expected".split())


def lead(
    question: ParsedQuestion,
    statements: Sequence[Statement],
    citations: Sequence[Citation],
    strongest: Sequence[Citation],
) -> str:
    """The lead; ``strongest`` are the citations of the foremost statements, the best first."""
    parts = (
        _statement_day(question, strongest),
        _values(question, strongest),
        _sides(question, statements, citations),
        _outlets(citations) if question.answer_type is AnswerType.SOURCES else "",
        _summary(question, citations),
    )
    return " ".join(f"{part[0].upper()}{part[1:]}" for part in parts if part)


def answer_marks(question: ParsedQuestion, span: Span, text: str) -> tuple[Span, ...]:
    """The spans, within ``span`` of an article's text, of the values that a question asks for."""
    quote = text[span.start : span.end]
    if question.answer_type is AnswerType.NUMBER:
        marks = _quantities(quote)
    elif question.answer_type is AnswerType.DAY:
        marks = answer_spans.days(quote)
    elif question.answer_type is AnswerType.PERSON:
        marks = answer_spans.names(quote, frozenset(stem(term) for term in question.terms))
    elif question.answer_type is AnswerType.DESCRIPTION:
        marks = answer_spans.descriptions(quote, question.terms)
    else:
        marks = ()
    return tuple(Span(span.start + mark.start, span.start + mark.end) for mark in marks)


def _quantities(quote: str) -> tuple[Span, ...]:
    """
    The quantities in figures, or else those in words.

    Compounds ("the 81-country coalition") only if there are no others.
    """
    numbers = answer_spans.numbers(quote)
    figures = tuple(s for s in numbers if any(map(str.isdigit, quote[s.start : s.end])))
    preferred = figures or numbers
    return tuple(s for s in preferred if not _COMPOUND.match(quote, s.end)) or preferred


# --- values -------------------------------------------------------------------------------------


def _values(question: ParsedQuestion, strongest: Sequence[Citation]) -> str:
    """The names, numbers or days that are asked for, the best evidence's first."""
    if question.answer_type is AnswerType.PERSON:
        people = _people(strongest)
        return f"named in the best evidence: {listed(people)}." if people else ""
    if question.answer_type is AnswerType.SOURCES:
        return ""
    if question.answer_type is AnswerType.DESCRIPTION:
        return _description(question, strongest)
    by_dispatch: dict[str, list[str]] = {}
    for citation in strongest:
        values = by_dispatch.setdefault(citation.dispatch, [])
        for mark in citation.marks:
            value = _marked_text(citation, mark)
            if _is_statement_day(question, citation, value):
                continue  # the lead starts with this day
            if question.answer_type is AnswerType.DAY:
                value += _calendar_day(citation, mark)
            values += [value] if value not in values else []
    by_dispatch = {dispatch: values for dispatch, values in by_dispatch.items() if values}
    if not by_dispatch:
        return ""
    if len(by_dispatch) > 1 and not set.intersection(*map(set, by_dispatch.values())):
        outlets = {c.dispatch: c.outlet or c.article for c in strongest}
        sources = [
            f"{outlets[dispatch]} gives {', '.join(values[: WORDING.speakers])}"
            for dispatch, values in by_dispatch.items()
        ]
        return f"{'; '.join(sources[: WORDING.values])}."
    together = dict.fromkeys(value for values in by_dispatch.values() for value in values)
    return f"in the best evidence: {'; '.join(list(together)[: WORDING.values])}."


def _marked_text(citation: Citation, mark: Span) -> str:
    at = citation.span.start
    return citation.quote[mark.start - at : mark.end - at]


def _is_statement_day(question: ParsedQuestion, citation: Citation, day: str) -> bool:
    """Whether a marked day is that of the statement, if the question asks for it."""
    statement_date = citation.statement_date or StatementDate()
    last = day.rsplit(maxsplit=1)[-1]
    own = last in (statement_date.words or "")
    anchor = statement_date.anchor
    anchored = anchor is not None and last in (str(anchor.year), str(anchor.day))
    return question.asks_when_said and (own or anchored)


def _calendar_day(citation: Citation, mark: Span) -> str:
    """The date of a past weekday, counted from the day of publication."""
    word = _marked_text(citation, mark)
    context = citation.quote.casefold().split()
    if citation.published is None or any(map(str.isdigit, word)) or _FUTURE.intersection(context):
        return ""
    spoken = relative_dates.day_spoken(word, citation.published)
    return f" ({spoken.day})" if spoken and spoken.day else ""


def _statement_day(question: ParsedQuestion, strongest: Sequence[Citation]) -> str:
    """Speaker, day and basis of the best statement, if the question asks when it was made."""
    best = next((c for c in strongest if c.claim and c.said_on), None)
    if best is None or not question.asks_when_said:
        return ""
    statement_date = best.statement_date or StatementDate()
    known = statement_date.basis is not StatementDateBasis.UNKNOWN
    basis = f" (date: {basis_of_day(statement_date)})" if known else ""
    return f"{best.speaker or UNNAMED}, {best.said_on}{basis}."


def _people(strongest: Sequence[Citation]) -> list[str]:
    """The speaker of the best evidence, or else the names in it; then the other speakers."""
    best = strongest[0]
    first = [_marked_text(best, mark) for mark in best.marks]
    if best.speaker and not any(_surname(best.speaker) == _surname(name) for name in first[1:]):
        first = [described(best.speaker, best.role, None)]
    others = [c.speaker for c in strongest[1:] if c.speaker]
    known = {_surname(name) for name in first} | {_surname(best.speaker or "")}
    more = [name for name in dict.fromkeys(others) if _surname(name) not in known]
    return (first + more)[: WORDING.values]


def _surname(name: str) -> str:
    parts = words(name.partition("(")[0])
    return stem(parts[-1]) if parts else ""


def _description(question: ParsedQuestion, strongest: Sequence[Citation]) -> str:
    """The offices of the person asked for, by date, or else the best evidence's description."""
    name = question.topic_name
    offices: dict[str, str] = {}
    for c in sorted(strongest, key=lambda c: c.said_on or date.max):
        office = ", ".join(part for part in (c.role, c.organisation) if part)
        if office and c.speaker and _surname(c.speaker) == _surname(name):
            offices.setdefault(office, f" ({c.said_on})" if c.said_on else "")
            name = c.speaker
    if offices:
        return f"{name}: {'; '.join(office + day for office, day in offices.items())}."
    descriptions = [
        _marked_text(citation, mark) for citation in strongest for mark in citation.marks
    ]
    return f"{name}: {descriptions[0]}." if descriptions else ""


# --- sides, outlets, counts -----------------------------------------------------------------------


def _sides(
    question: ParsedQuestion, statements: Sequence[Statement], citations: Sequence[Citation]
) -> str:
    """The speakers on each side, or of several asked for those without evidence."""
    if question.answer_type is AnswerType.SIDES and question.speakers:
        cited = {s.side.speaker for s in statements if s.side}
        silent = [name for name in question.speaker_names if name not in cited]
        others_quoted = silent and len(silent) < len(question.speaker_names)
        return f"no evidence quotes {listed(silent)} on this." if others_quoted else ""
    if question.answer_type is not AnswerType.YES_OR_NO:
        return ""
    days_by_side: dict[Side, dict[str, list[str]]] = {}  # side → speaker → days
    for s in statements:
        first = citations[s.citations[0] - 1]
        if s.side is not None:
            speakers = days_by_side.setdefault(s.side.side, {})
            days = speakers.setdefault(first.speaker or UNNAMED, [])
            days += [f"{first.said_on}"] if first.said_on else []
    on_both = (
        set.intersection(*map(set, days_by_side.values())) - {UNNAMED}
        if len(days_by_side) > 1
        else set()
    )
    parts = []
    for side, plural in ((Side.DENIES, "deny it"), (Side.AFFIRMS, "affirm it")):
        named = [
            f"{name} ({', '.join(dict.fromkeys(days)) or 'no day given'})"
            if name in on_both
            else name
            for name, days in days_by_side.get(side, {}).items()
        ]
        if named:
            parts.append(f"{listed(named)} {plural if len(named) > 1 else side.value}")
    return f"{'; '.join(parts)}." if parts else ""


def _outlets(citations: Sequence[Citation]) -> str:
    """The outlets that carried the citations, those of one dispatch together."""
    by_dispatch: dict[str, dict[str, None]] = {}
    for citation in citations:
        outlets = by_dispatch.setdefault(citation.dispatch, {})
        outlets[citation.outlet or citation.article] = None
        outlets.update((copy.outlet or copy.article, None) for copy in citation.also_in)
    parts = (
        listed(list(outlets)) + (" (the same report)" if len(outlets) > 1 else "")
        for outlets in by_dispatch.values()
    )
    return f"carried by {'; '.join(parts)}."


def _summary(question: ParsedQuestion, citations: Sequence[Citation]) -> str:
    """The speakers or the number of passages, their independent sources and days."""
    speakers = _speaker_names(c.speakers for c in citations if c.speaker)
    days = sorted(filter(None, (c.said_on if c.claim else c.published for c in citations)))
    sources = len({c.dispatch for c in citations})
    articles = {c.article for c in citations} | {o.article for c in citations for o in c.also_in}
    if question.speakers and speakers:
        few = len(speakers) <= WORDING.speakers
        names = listed(speakers) if few else counted(len(speakers), "speaker")
        subject = f"{names} {'is' if len(speakers) == 1 else 'are'} quoted"
        subject += " once" if len(citations) == 1 else ""
    else:
        subject = counted(len(citations), "passage")
    where = f" in {counted(sources, 'independent source')}"
    if len(articles) > sources:
        where += f" ({len(articles)} articles)"
    when = ""
    if days:
        when = f", {days[0]}" if days[0] == days[-1] else f", {days[0]} to {days[-1]}"
    return f"{subject}{where}{when}."


def _speaker_names(sources: Iterable[tuple[Speaker, ...]]) -> list[str]:
    """
    Names of the sources, each once, in order; joint speakers are "A with B".

    A speaker of a joint statement is not named again alone.
    """
    sides = dict.fromkeys(tuple(s.name for s in speakers if s.name) for speakers in sources)
    joint = {name for names in sides if len(names) > 1 for name in names}
    return [
        " with ".join(filter(None, (", ".join(names[:-1]), names[-1])))
        for names in sides
        if len(names) > 1 or names[0] not in joint
    ]

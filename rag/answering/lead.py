"""
The lead of an answer: who says what, in the sources' own words, with outlet and day.

Each part quotes the clause that holds the words that the reader found. A paraphrase is quoted as
the article's sentence, never as the speaker's words.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from rag.answering.clause import (
    LENGTHS,
    OF_VALUE,
    SHORT,
    ClauseLengths,
    clause,
    quotable,
    up_to_names,
)
from rag.answering.phrasing import WORDING
from rag.answering.selection import (
    SelectedEvidence,
    Selection,
    Voice,
    holds_words,
    main_claim,
    voice_for_country,
)
from rag.questions.answer_type import ONE_FACT, AnswerType, asks_twice
from rag.questions.parsed import ParsedQuestion
from rag.retrieval.answer_spans import names
from rag.retrieval.evidence_reading import asks_for_words_of
from rag.retrieval.features import SPEAKER_MATCH
from rag.schema.answers import AnswerValue, Citation, LeadPart, Side
from rag.schema.articles import Article, Span
from rag.schema.claims import Claim, Kind, StatementDate, StatementDateBasis
from rag.text.english import basis_of_day, capitalised, counted, described, hedged, listed
from rag.text.sentences import sentences
from rag.text.tokens import bare, content_words, words

UNNAMED = "an unnamed source"
VALUE_KINDS = {
    AnswerType.NUMBER: "number",
    AnswerType.DAY: "day",
    AnswerType.PERSON: "name",
}  # what is asked for → kind of the values
_MEASURED = (AnswerType.NUMBER, AnswerType.DAY)


def parts(
    question: ParsedQuestion,
    selection: Selection,
    citations: Sequence[Citation],
    articles: Mapping[str, Article],
) -> tuple[LeadPart, ...]:
    """The lead; ``citations`` are those of ``selection.all``, in order."""
    told = _told(question, selection, citations)
    one_value = question.answer_type in _MEASURED and not asks_twice(question.query)
    lengths = OF_VALUE if one_value else LENGTHS
    lengths = SHORT if len(told) > WORDING.quoted else lengths
    shown = selection.all
    about = [_statement_day(question, selection, citations), _offices(question, citations)]
    rest = [_silent(question, selection)]
    if question.answer_type is AnswerType.SOURCES:
        rest.append(_outlets(citations))
    return (
        *(LeadPart(capitalised(text)) for text in about if text),
        *(
            _quotation(question, p, articles[p.evidence.hit.article], lengths, shown.index(p) + 1)
            for p in told
        ),
        *(LeadPart(text) for text in _corrections(told, shown, citations)),
        *(LeadPart(capitalised(text)) for text in rest if text),
        *further(len(citations) - len(told)),
    )


def _corrections(
    told: Sequence[SelectedEvidence],
    shown: Sequence[SelectedEvidence],
    citations: Sequence[Citation],
) -> list[str]:
    """What the articles themselves correct in the words quoted, in the words of the notice."""
    lines: dict[str, None] = {}
    for piece in told:
        citation = citations[shown.index(piece)]
        notice, found = citation.correction, piece.evidence.answer_words
        if notice is None or not notice.touching or found is None:
            continue
        asked = set(content_words(_cut(citation, found)))
        text = notice.words
        telling = [
            text[one.start : one.end]
            for one in sentences(text, Span(0, len(text)))
            if asked.intersection(content_words(text[one.start : one.end]))
        ]
        if telling and len(telling[-1]) <= LENGTHS.longest:
            quoted = quotable(telling[-1], Span(0, len(telling[-1])), Span(0, len(telling[-1])))
            lines[f"The article carries a correction: “{quoted}”"] = None
    return list(lines)


def further(count: int) -> tuple[LeadPart, ...]:
    """The part that says how many passages the lead does not quote, if there are any."""
    return (LeadPart(f"{capitalised(counted(count, 'more passage'))} below."),) if count else ()


def _told(
    question: ParsedQuestion, selection: Selection, citations: Sequence[Citation]
) -> list[SelectedEvidence]:
    """
    The pieces that the lead quotes.

    Where a person is asked for and these name no person ("an aide"), one that does is added.
    """
    told = _surest(question, selection)
    if question.answer_type is AnswerType.PERSON and selection.best in told:
        shown = selection.all
        likely = _by_probability(selection)
        naming = [p for p in likely if _gives_name(question, p, citations[shown.index(p)])]
        if naming and not any(piece in naming for piece in told):
            return [selection.best, naming[0]]
    return told


def _surest(question: ParsedQuestion, selection: Selection) -> list[SelectedEvidence]:
    """The best piece, or of each side the best, then others as sure."""
    best = max(piece.evidence.probability for piece in selection.all)
    sides = list(dict.fromkeys(piece.side for piece in selection.all))
    if len(sides) > 1:
        firsts = [next(p for p in selection.all if p.side == side) for side in sides]
        return firsts[: WORDING.values]
    if question.order:
        return [selection.best]
    likely = _by_probability(selection)
    voices = _first_of_each_voice(question, likely)
    if len(voices) > 1:
        return voices[: WORDING.values]
    quoted = [p for p in likely if p.evidence.probability >= _least_share(question, p) * best]
    return quoted[: WORDING.quoted]


def _by_probability(selection: Selection) -> list[SelectedEvidence]:
    """The best piece, then the most probable."""
    return sorted(selection.all, key=lambda p: (p is not selection.best, -p.evidence.probability))


def _least_share(question: ParsedQuestion, piece: SelectedEvidence) -> float:
    """
    The share of the best one's probability from which a lead quotes a piece beside it.

    A second value contradicts the first, a second thing that a speaker says adds to it.
    """
    if question.answer_type in ONE_FACT:
        return WORDING.another_fact
    asked = piece.evidence.speaker_match >= SPEAKER_MATCH.least
    by_other = asks_for_words_of(question) and not asked
    return WORDING.as_sure if by_other else WORDING.another_statement


def _first_of_each_voice(
    question: ParsedQuestion, likely: Sequence[SelectedEvidence]
) -> list[SelectedEvidence]:
    """Where a country is asked for, the best piece of each who speaks for it, the latest last."""
    voices: dict[Voice, SelectedEvidence] = {}
    for piece in likely:
        if voice := voice_for_country(question, piece.evidence):
            voices.setdefault(voice, piece)
    return sorted(voices.values(), key=lambda p: _said_on(p, question) or date.min)


def _quotation(
    question: ParsedQuestion,
    piece: SelectedEvidence,
    article: Article,
    lengths: ClauseLengths,
    n: int,
) -> LeadPart:
    """The words of citation ``n`` with their speaker, outlet and day."""
    hit = piece.evidence.hit
    found = piece.evidence.answer_words or hit.span
    claim = main_claim(piece.evidence, question)
    if claim and lengths is SHORT:  # one of several: its beginning says most
        first = claim.shown[0]
        found = Span(first.start, min(first.end, first.start + lengths.least))
    said, shown = _own_words(claim, found) if claim else None, found
    if claim and claim.negated and hit.span.start <= claim.phrase[0].start < found.start:
        found = Span(claim.phrase[0].start, found.end)  # "denied that ..."
    if said:
        quoted = _joined(article.text, said, found, lengths)
    else:
        kept = up_to_names(article.text, hit.span, found, question.names, lengths.longest)
        shown = clause(article.text, hit.span, kept, lengths)
        quoted = quotable(article.text, shown, hit.span)
    day = _said_on(piece, question) or article.published
    who = [piece.side.label.capitalize()] if piece.side and piece.side.side in _TIMES else []
    by_asked = piece.evidence.speaker_match >= SPEAKER_MATCH.least
    if claim and claim.speaker:
        if said:
            who.append(described(claim.speaker, claim.role, claim.organisation, claim.confidence))
        elif (
            not _named(claim.speaker, quoted)
            and holds_words(claim, shown if by_asked else found)  # else it is the article's own
            and _may_be_meant(question, claim, found)
        ):
            who.append(f"{hedged(claim.speaker, claim.confidence)}, as reported")
    elif not hit.claims and article.author and by_asked:
        who.append(f"{article.author} (author)")
    where = ", ".join(filter(None, (article.outlet or article.id, _written(day))))
    return LeadPart(f"“{quoted}”", ": ".join(who), where, n)


_TIMES = (Side.BEFORE, Side.AFTER)


def _may_be_meant(question: ParsedQuestion, claim: Claim, found: Span) -> bool:
    """
    Whether the speaker may be put before a paraphrase as the answer.

    Where a person is asked for, only the one that the words found mean ("he").
    """
    person = question.answer_type is AnswerType.PERSON
    return not person or any(s.start < found.end and found.start < s.end for s in claim.source)


def _own_words(claim: Claim, found: Span) -> tuple[Span, ...]:
    """The content of a direct quotation that holds the words found; empty for a paraphrase."""
    turned = claim.shown != claim.content  # "never said: ..."
    if claim.kind is not Kind.DIRECT or turned or not claim.speaker:
        return ()
    holds = any(span.start < found.end and found.start < span.end for span in claim.content)
    return claim.content if holds else ()


def _joined(text: str, parts: Sequence[Span], found: Span, lengths: ClauseLengths) -> str:
    """
    The parts of a quotation around its attribution as one, "…" between them, as far as they fit.

    The part with the words found is always kept; it is cut where it is too long alone.
    """
    at = next(n for n, s in enumerate(parts) if s.start < found.end and found.start < s.end)
    first, last = at, at
    while first > 0 and parts[at].end - parts[first - 1].start <= lengths.longest:
        first -= 1
    while last + 1 < len(parts) and parts[last + 1].end - parts[first].start <= lengths.longest:
        last += 1
    return " … ".join(
        quotable(text, clause(text, part, found, lengths) if part is parts[at] else part, part)
        for part in parts[first : last + 1]
    )


def _named(speaker: str, quoted: str) -> bool:
    """Whether the words quoted name the speaker, at least by the last word of the name."""
    last = words(speaker.partition("(")[0])[-1:]
    return bool(last) and bare(last[0]) in map(bare, words(quoted))


def _written(day: date | None) -> str:
    """A day in words: "24 August 2020"."""
    return f"{day.day} {day:%B %Y}" if day else ""


def _statement_day(
    question: ParsedQuestion, selection: Selection, citations: Sequence[Citation]
) -> str:
    """Speaker, day and basis of the best statement, if the question asks when it was made."""
    if not question.asks_when_said:
        return ""
    best = citations[selection.all.index(selection.best)]
    if not best.claim or best.said_on is None:
        return ""
    found = best.statement_date or StatementDate()
    known = found.basis is not StatementDateBasis.UNKNOWN
    basis = f" (date: {basis_of_day(found)})" if known else ""
    return f"{best.speaker or UNNAMED}, {_written(best.said_on)}{basis}."


def _offices(question: ParsedQuestion, citations: Sequence[Citation]) -> str:
    """The offices of the person asked for ("who is X?"), by date, where claims give them."""
    if question.answer_type is not AnswerType.DESCRIPTION:
        return ""
    name, offices = question.topic_name, dict[str, str]()
    for citation in sorted(citations, key=lambda c: c.said_on or date.max):
        office = ", ".join(part for part in (citation.role, citation.organisation) if part)
        if office and citation.speaker and _named(citation.speaker, question.topic_name):
            day = f" ({_written(citation.said_on)})" if citation.said_on else ""
            offices.setdefault(office, day)
            name = citation.speaker
    if not offices:
        return ""
    return f"{name}: {'; '.join(office + day for office, day in offices.items())}."


def _said_on(piece: SelectedEvidence, question: ParsedQuestion) -> date | None:
    """The day of the statement that a piece is cited for."""
    claim = main_claim(piece.evidence, question)
    return claim.said_on if claim else None


def _silent(question: ParsedQuestion, selection: Selection) -> str:
    """The speakers asked for without anything shown, where others have something."""
    if question.answer_type is not AnswerType.SIDES or not question.speakers:
        return ""
    cited = {piece.side.speaker for piece in selection.all if piece.side}
    claims = [claim for piece in selection.all for claim in piece.evidence.hit.claims]
    together = " ".join(one.name for claim in claims for one in claim.speakers if one.name)
    silent = [
        name for name in question.speaker_names if name not in cited and not _named(name, together)
    ]
    others_quoted = silent and len(silent) < len(question.speaker_names)
    return f"no statement by {listed(silent)} on this was found." if others_quoted else ""


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


def values(
    question: ParsedQuestion, selection: Selection, citations: Sequence[Citation]
) -> tuple[AnswerValue, ...]:
    """What the lead puts forward where a number, a day or a name is asked for."""
    kind = VALUE_KINDS.get(question.answer_type)
    if kind is None:
        return ()
    told = _surest(question, selection)
    return tuple(
        AnswerValue(text, kind, citation.n, found)
        for piece, citation in zip(selection.all, citations, strict=True)
        if piece in told and (found := piece.evidence.answer_words)
        if (text := _cut(citation, found)) and (kind != "name" or _names_somebody(text))
    )


def _gives_name(question: ParsedQuestion, piece: SelectedEvidence, citation: Citation) -> bool:
    """Whether the words found in a piece name a person, or are or mean the speaker's name."""
    found, claim = piece.evidence.answer_words, main_claim(piece.evidence, question)
    if found is None:
        return False
    if (
        claim
        and claim.speaker
        and (_own_words(claim, found) or _may_be_meant(question, claim, found))
    ):
        return True
    return _names_somebody(_cut(citation, found))


def _names_somebody(found: str) -> bool:
    """Whether words alone can be the name asked for: not "He", not "a Lund aide"."""
    content = [word for word in words(found) if content_words(word)]
    capitals = bool(content) and all(word != word.lower() for word in content)
    return capitals or bool(names(found))


def _cut(citation: Citation, span: Span) -> str:
    at = citation.span.start
    return citation.quote[span.start - at : span.end - at]

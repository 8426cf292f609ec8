"""The words around the quotations: leads, statements, and the reasons for declining."""

import re
from collections.abc import Iterable, Mapping, Sequence

from rag.question import Asked, words
from rag.schema import Article, Citation, Scope
from rag.weighing import SAME_VOICE, Evidence

LISTED = 4  # words of the question that a reason names
NAMED = 2  # speakers that a lead names; more are counted


def lead(asked: Asked, citations: Sequence[Citation], articles: Mapping[str, Article]) -> str:
    """What was found, in one sentence that only counts what the citations show."""
    speakers = _apart(dict.fromkeys(c.speaker for c in citations if c.speaker))
    dated = (c.said_on if c.claim else articles[c.article].published for c in citations)
    days = sorted(day for day in dated if day is not None)
    sources = len({c.dispatch for c in citations})
    carried = {c.article for c in citations} | {o.article for c in citations for o in c.also_in}
    if asked.voices and speakers:
        head = (
            " and ".join(speakers)
            if len(speakers) <= NAMED
            else f"{_count(len(speakers))} speakers"
        )
        head += " on record" if len(citations) > 1 else " on record once"
    else:
        head = f"{_count(len(citations)).capitalize()} passage{'s' if len(citations) > 1 else ''}"
    when = ""
    if days:
        when = f", {days[0]}" if days[0] == days[-1] else f", {days[0]} to {days[-1]}"
    where = f", in {_count(sources)} independent source{'s' if sources > 1 else ''}"
    if len(carried) > sources:
        where += f" ({len(carried)} articles)"
    return f"{head[0].upper()}{head[1:]}{when}{where}."


def _apart(speakers: Iterable[str]) -> list[str]:
    """Speakers in order; who signs a joint statement is not named a second time beside it."""
    joint = {name for speaker in speakers for name in speaker.split(" and ") if name != speaker}
    return [speaker for speaker in speakers if speaker not in joint]


def statement(citation: Citation) -> str:
    """One quotation with who, when, how that is known, and where it was carried."""
    outlet = citation.outlet or citation.article
    origin = f", from {citation.origin}" if citation.origin else ""
    others = list(dict.fromkeys(copy.outlet or copy.article for copy in citation.also_in))
    drift = " (wording differs)" if citation.differences else ""
    also = f", also carried by {', '.join(others)}{drift}" if others else ""
    where = f"{outlet}{origin}{also}"
    if citation.claim is not None:
        who = described(citation.speaker, citation.role, citation.organisation)
        day = f"{citation.said_on}" if citation.said_on else "Day not stated"
        opening, basis = f"{day}, {who}", citation.said_on_basis
    else:
        opening, basis = f"{citation.published or 'Undated'}", citation.date_basis.value
    return f"{opening} ({where}; date: {basis}): {citation.quote} [{citation.n}]"


def reason(asked: Asked, scope: Scope, found: Sequence[Evidence], unknown: Sequence[str]) -> str:
    """
    Why the corpus does not answer, in a sentence.

    ``found`` is the evidence that is not enough, ``unknown`` the words that the corpus lacks.
    """
    if not found:
        return f"Nothing in this corpus lies in the scope asked for ({in_words(scope)})."
    where = "" if scope.empty else f" within {in_words(scope)}"
    heard = max(evidence.voice for evidence in found)
    speakers = " and ".join(" ".join(voice).title() for voice in asked.voices)
    if unknown:
        listed = " or ".join(f"“{phrase}”" for phrase in _phrases(asked.text, unknown)[:LISTED])
        return f"No article here{where} mentions {listed}, so the corpus does not answer this."
    if asked.voices and heard < SAME_VOICE:
        return (
            f"No statement by {speakers} is on record{where}, so the corpus does not answer this."
        )
    missing = [word for word in found[0].missing if word not in " ".join(unknown)]
    if missing:
        listed = " and ".join(f"“{phrase}”" for phrase in _phrases(asked.text, missing)[:LISTED])
        if asked.voices:
            return (
                f"{speakers} is on record{where}, but not on {listed}: nothing here answers this."
            )
        return f"The nearest passages{where} do not speak of {listed}: nothing here answers this."
    return f"The articles{where} touch on this, but none of them says it."


def _phrases(text: str, wanted: Sequence[str]) -> list[str]:
    """The wanted words as the question writes them, neighbours as one phrase ("White House")."""
    phrases: list[list[str]] = []
    previous = False
    for word in words(text):
        bare = re.sub(r"[’']s?$", "", word)
        found = bare.casefold() in wanted
        if found and previous:
            phrases[-1].append(bare)
        elif found:
            phrases.append([bare])
        previous = found
    return list(dict.fromkeys(" ".join(phrase) for phrase in phrases)) or list(wanted)


def in_words(scope: Scope) -> str:
    """A scope as one phrase for the reader."""
    parts = [
        ", ".join(values) for values in (scope.outlets, scope.speakers, scope.articles) if values
    ]
    if scope.kinds:
        parts.append(" or ".join(kind.value for kind in scope.kinds) + " speech")
    if scope.after and scope.before:
        parts.append(f"{scope.after} to {scope.before}")
    elif scope.after or scope.before:
        parts.append(f"since {scope.after}" if scope.after else f"until {scope.before}")
    return "; ".join(parts) or "the whole corpus"


def described(speaker: str | None, role: str | None, organisation: str | None) -> str:
    """A speaker with role and organisation, as far as they are known."""
    office = ", ".join(part for part in (role, organisation) if part)
    if speaker is None:
        return f"an unnamed source ({office})" if office else "an unnamed source"
    return f"{speaker} ({office})" if office else speaker


def _count(number: int) -> str:
    names = "no one two three four five six seven eight nine ten".split()
    return names[number] if number < len(names) else str(number)

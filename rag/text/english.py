"""Plural and list wording."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from rag.calibration.parameters import parameters
from rag.schema.claims import StatementDate, StatementDateBasis
from rag.schema.reports import IndexDifference, IndexDifferenceKind

SPELLED = 10  # larger numbers are written in figures


def listed(names: Sequence[str]) -> str:
    """Names as a sentence lists them: "A, B and C"."""
    return " and ".join((", ".join(names[:-1]), names[-1])) if names[1:] else "".join(names)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Confidence of a claim, in [0, 1], below which its speaker is only probable."""

    below: float


DOUBT = parameters(Doubt, "corpus", "doubt")


def is_doubtful(confidence: float | None) -> bool:
    """Whether the words of a claim are only probably its speaker's; None leaves no doubt."""
    return confidence is not None and confidence < DOUBT.below


def hedged(speaker: str | None, confidence: float | None) -> str:
    """A speaker's name, after "probably" where the claim is doubtful; "" without a name."""
    return f"probably {speaker}" if speaker and is_doubtful(confidence) else speaker or ""


def described(
    speaker: str | None,
    role: str | None,
    organisation: str | None,
    confidence: float | None = None,
) -> str:
    """A speaker with role and organisation, as far as they are known, and how surely."""
    office = ", ".join(part for part in (role, organisation) if part)
    if speaker is None:
        return f"an unnamed source ({office})" if office else "an unnamed source"
    name = hedged(speaker, confidence)
    return f"{name} ({office})" if office else name


def capitalised(text: str) -> str:
    """``text`` with a capital first letter."""
    return text[:1].upper() + text[1:]


def basis_of_day(found: StatementDate, written: Callable[[date], str] = str) -> str:
    """How the day of a statement is known, in words; ``written`` formats a date, ISO by default."""
    quoted = f"“{found.words}”" + (" earlier in the article" if found.earlier else "")
    what = "the agency's report" if found.from_dispatch else "the article"
    match found.basis:
        case StatementDateBasis.STATED:
            return quoted
        case StatementDateBasis.COUNTED:
            if not found.anchor:
                return f"{quoted}, counted from the date of {what}"
            return f"{quoted}; {what} is dated {written(found.anchor)}"
        case StatementDateBasis.ANCHOR:
            return f"date of {what}; no day given"
        case StatementDateBasis.AMBIGUOUS:
            return f"{quoted}: the day is not certain"
        case StatementDateBasis.COARSE:
            return f"{quoted}; no day given"
        case StatementDateBasis.UNDATED:
            return "the article has no date"
        case StatementDateBasis.UNKNOWN:
            return "unknown"


def difference_in_words(found: IndexDifference) -> str:
    """One difference between the articles and the index as a line."""
    span = f"[{found.span.start}, {found.span.end})" if found.span else ""
    match found.kind:
        case IndexDifferenceKind.NEW:
            words = "not indexed yet"
        case IndexDifferenceKind.CHANGED:
            words = "changed since it was indexed"
        case IndexDifferenceKind.REMOVED:
            words = "indexed, but the file is gone"
        case IndexDifferenceKind.UNREADABLE:
            words = f"indexed, but {found.detail}"
        case IndexDifferenceKind.CORRECTIONS:
            words = "changed since it was applied"
        case IndexDifferenceKind.PASSAGE | IndexDifferenceKind.SENTENCE:
            words = f"{found.kind.value} {span} differs"
        case IndexDifferenceKind.CLAIM:
            words = f"claim {found.claim} {span} differs"
        case IndexDifferenceKind.COPY:
            words = f"claim {found.claim} has another copy in {found.detail} than stored"
    return f"{found.file}: {words}"


def plural(noun: str) -> str:
    """The regular plural of a noun: dispatches, stories, days."""
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return f"{noun}es"
    if noun.endswith("y") and noun[-2:-1] not in ("", *"aeiou"):
        return f"{noun[:-1]}ies"
    return f"{noun}s"


def counted(number: int, noun: str) -> str:
    """A number with its noun, in words up to ten: "no articles", "one article", "11 articles"."""
    names = "no one two three four five six seven eight nine ten".split()
    figure = names[number] if number < len(names) else str(number)
    return f"{figure} {noun if number == 1 else plural(noun)}"


def count(number: int, noun: str) -> str:
    """A number with its noun, in figures: "1 claim", "1,200 claims"."""
    return f"{number:,} {noun if number == 1 else plural(noun)}"

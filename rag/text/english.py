"""Plural and list wording."""

from collections.abc import Sequence

from rag.lexicon.function_words import UNITS

SPELLED = 10  # larger numbers are written in figures


def listed(names: Sequence[str]) -> str:
    """Names as a sentence lists them: "A, B and C"."""
    return " and ".join((", ".join(names[:-1]), names[-1])) if names[1:] else "".join(names)


def described(speaker: str | None, role: str | None, organisation: str | None) -> str:
    """A speaker with role and organisation, as far as they are known."""
    office = ", ".join(part for part in (role, organisation) if part)
    if speaker is None:
        return f"an unnamed source ({office})" if office else "an unnamed source"
    return f"{speaker} ({office})" if office else speaker


def counted(number: int, what: str) -> str:
    """``one article``, ``two articles``, ``11 articles``."""
    figure = ("no", *UNITS[1:])[number] if number <= SPELLED else str(number)
    return f"{figure} {what}{'' if number == 1 else 's'}"


def count(number: int, noun: str) -> str:
    """A number with its noun: "1 claim", "2 claims"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"

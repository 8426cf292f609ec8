"""The verdicts on the statements of a draft in words for readers."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from rag.drafts.draft_report import CheckedStatement, DraftReport, Verdict, Wording
from rag.text.english import count, listed

LABELS: Final[Mapping[Verdict, str]] = MappingProxyType(
    {
        Verdict.FOUND: "On record",
        Verdict.OTHER_SPEAKER: "Other speaker",
        Verdict.OTHER_SENSE: "Other sense",
        Verdict.OTHER_WORDS: "Other words",
        Verdict.NOT_FOUND: "Not in these articles",
    }
)
_COUNTED: Final[Mapping[Verdict, str]] = MappingProxyType(
    {
        Verdict.FOUND: "on record",
        Verdict.OTHER_SPEAKER: "of another speaker",
        Verdict.OTHER_SENSE: "in another sense",
        Verdict.OTHER_WORDS: "in other words",
        Verdict.NOT_FOUND: "not in these articles",
    }
)


def summary(report: DraftReport) -> str:
    """How many statements there are of each verdict, in a sentence."""
    if not report.checked:
        return "No statement to check: no sentence has three words or more."
    parts = [f"{number:,} {_COUNTED[verdict]}" for verdict, number in report.counts.items()]
    rest = f" {count(report.unread, 'more statement')} not checked." if report.unread else ""
    return f"{count(len(report.checked), 'statement')}: {listed(parts)}.{rest}"


def reason(checked: CheckedStatement) -> str:
    """What a reader should know of a verdict; "" where its label says all."""
    speaker = checked.statement.speaker
    first = checked.places[0] if checked.places else None
    theirs = first.claim.speaker or first.claim.mention if first and first.claim else None
    if checked.verdict is Verdict.OTHER_SPEAKER:
        words = f"as words of {theirs}" if theirs else "without a speaker"
        return f"The articles have this {words}, not as words of {speaker}."
    other_sense = first and first.claim and first.claim.negated != checked.statement.negated
    if checked.verdict is Verdict.OTHER_SENSE or (
        checked.verdict is Verdict.OTHER_WORDS and other_sense
    ):
        sense = "affirms" if checked.statement.negated else "denies"
        return f"In the articles, {theirs or 'the speaker'} {sense} this."
    if checked.verdict is Verdict.OTHER_WORDS and first and first.same_speaker is False:
        return f"The nearest words are those of {theirs}." if theirs else "No speaker is named."
    if checked.verdict is Verdict.FOUND and first and first.same_speaker is None:
        return "" if checked.statement.wording is Wording.PLAIN else "The draft names no speaker."
    return ""

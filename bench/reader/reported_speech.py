"""
Reported statements in another order: "X said that P." ↔ "P, X said."; and without quotation marks.

Most statements that answer in the newsroom questions are quoted or begin with their speaker, while
news often leads with "The quay will close in May, Kari Lund said on Monday." A reader learns from
both forms that the order of the words is no sign of an answer.
"""

import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from public_sets import Example

from rag.schema.articles import Span

DAYS = ("", "", "", " on Monday", " on Thursday", " on Friday", " Tuesday")  # added to a statement

_DAY = r"(?: (?:on )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)?"
_NOT_FIRST = "Although|While|In|On|At|Through|After|But|And|When|As|If|For|Before|Since|By|To"
_WHO = (
    rf"(?P<who>(?!(?:{_NOT_FIRST})\b)"
    r"(?:(?!\b(?:said|says|has|have|had|was|is|and|that|who|anyone)\b)[^\"“”,:;]){2,45})"
)
_SPEAKER_FIRST = re.compile(
    rf"^{_WHO} (?P<verb>said|says)(?P<day>{_DAY}) (?:that )?"
    r"(?!(?:today|who|and|but|to|of|so|in a|nothing)\b)(?P<clause>[^\"“”]+)\.$"
)
_QUOTED = re.compile(
    rf"^[\"“](?P<clause>[^\"“”]+)[,.][\"”] {_WHO} (?P<verb>said|says|added)(?P<day>[^\"“”.]*)\.$"
)
_SPEAKER_LAST = re.compile(rf"^(?P<clause>[^\"“”]+), {_WHO} (?P<verb>said|says)(?P<day>{_DAY})\.$")
_CAPITAL_AT_START_ONLY = re.compile(
    r"(?:The|A|An|His|Her|Its|Their|He|She|It|They|This|That|There|No|All|Most|One|Some|Many)\b"
)
_REPORTS = re.compile(r"\b(?:said|says|told)\b")
_FIRST_PERSON = re.compile(r"\b(?:I|my|me|we|our|us)\b", re.IGNORECASE)


def reworded(sentence: str, chance: random.Random) -> str | None:
    """The sentence with its attribution elsewhere; None for one that has no such form."""
    day = chance.choice(DAYS)
    if (found := _QUOTED.match(sentence)) and not _FIRST_PERSON.search(found["clause"]):
        return f"{found['clause']}, {found['who']} {found['verb']}{found['day'] or day}."
    for form in (_SPEAKER_FIRST, _SPEAKER_LAST):
        if (found := form.match(sentence)) and not _REPORTS.search(found["clause"]):
            said = f"{found['verb']}{found['day'] or day}"
            if form is _SPEAKER_FIRST:
                clause = found["clause"][0].upper() + found["clause"][1:]
                return f"{clause}, {_inside(found['who'])} {said}."
            who = found["who"][0].upper() + found["who"][1:]
            return f"{who} {said} {_inside(found['clause'])}."
    return None


def varied(examples: Iterable[Example], chance: random.Random) -> Iterator[Example]:
    """The examples: answering ones also reworded where they can be, of the others one of both."""
    for example in examples:
        other = _reworded_example(example, chance)
        if other is None:
            yield example
        elif example.answers:
            yield from (example, other)
        else:
            yield chance.choice((example, other))


def _inside(text: str) -> str:
    """A text that began a sentence, inside another."""
    return text[0].lower() + text[1:] if _CAPITAL_AT_START_ONLY.match(text) else text


def _reworded_example(example: Example, chance: random.Random) -> Example | None:
    text = reworded(example.passage.sentence, chance)
    if text is None:
        return None
    words = None
    if example.words is not None:
        before = example.passage.sentence[example.words.start : example.words.end]
        at = text.casefold().find(before.casefold())
        if at < 0:
            return None
        words = Span(at, at + len(before))
    return replace(example, passage=replace(example.passage, sentence=text), words=words)

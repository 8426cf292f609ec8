"""Questions to start from, made of what the corpus holds and of nothing else."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from rag.lexicon.function_words import NO_TOPICS
from rag.schema.claims import Claim
from rag.text.tokens import LETTERS_OR_MARK, WORD_PART

MOST: Final = 4
LENGTHS: Final = (2, 3, 4)  # words of a topic: one alone says little
JOINING: Final = frozenset("-‐‑")


def questions(claims: Sequence[Claim], texts: Mapping[str, str]) -> tuple[str, ...]:
    """
    Up to ``MOST`` questions: what the most quoted speakers said of what each most speaks about.

    ``texts`` are those of the articles by id. A topic is the run of words that most claims of a
    speaker share; a speaker without one is asked after without a topic.
    """
    spoken: dict[str, list[Claim]] = {}
    for claim in claims:
        if claim.speaker:
            spoken.setdefault(claim.speaker, []).append(claim)
    used: set[str] = set()
    made = []
    for name in sorted(spoken, key=lambda name: (-len(spoken[name]), name))[:MOST]:
        topic = _topic(spoken[name], used)
        used.add(topic.removeprefix("the ").lower())
        about = f" about {topic}" if topic else ""
        made.append(f"What did {_article(name, spoken[name], texts)}{name} say{about}?")
    return tuple(made)


def _article(name: str, claims: Sequence[Claim], texts: Mapping[str, str]) -> str:
    """A "the " where the articles put it before the name, as before "Foreign Ministry"."""
    wanted = f"the {name.lower()}"
    found = any(
        wanted in texts.get(one.article, "")[one.evidence.start : one.evidence.end].lower()
        for one in claims
    )
    return "the " if found else ""


def _topic(claims: Sequence[Claim], used: set[str]) -> str:
    """The run of words that most of ``claims`` share; empty where no two claims share one."""
    own = {
        word
        for claim in claims
        for text in (claim.speaker, claim.role, claim.organisation)
        for word in WORD_PART.findall((text or "").lower())
    }
    counts: Counter[str] = Counter()
    after_the: Counter[str] = Counter()
    for claim in claims:
        seen = dict(_runs(claim.text, own))
        counts.update(seen.keys())
        after_the.update(run for run, the in seen.items() if the)
    shared = [run for run, number in counts.items() if number > 1 and run.lower() not in used]
    if not shared:
        return ""
    best = max(shared, key=lambda run: (counts[run], len(run.split())))  # the first of equals
    return f"the {best}" if 2 * after_the[best] > counts[best] else best


def _runs(text: str, own: set[str]) -> Iterator[tuple[str, bool]]:
    """Runs of telling words, each with whether "the" stands before it."""
    words = LETTERS_OR_MARK.findall(text)
    for start in range(len(words)):
        for length in LENGTHS:
            run = words[start : start + length]
            before = words[start - 1].lower() if start else ""
            after = words[start + length] if start + length < len(words) else ""
            if JOINING & {before, after}:  # half of a word: "led" of "US-led"
                continue
            if len(run) == length and all(_telling(word, own) for word in run):
                yield " ".join(run), before == "the"


def _telling(word: str, own: set[str]) -> bool:
    low = word.lower()
    if word == "us":  # and not the US
        return False
    return word.isalpha() and len(word) > 1 and low not in NO_TOPICS and low not in own

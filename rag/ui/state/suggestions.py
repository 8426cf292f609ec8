"""Questions to start from, made of the claims of the corpus."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from rag.lexicon.function_words import NO_TOPICS
from rag.schema.claims import Claim
from rag.schema.scope import Scope
from rag.text.tokens import LETTERS_OR_MARK, WORD_PART
from rag.timeline.claim_table import ClaimTable

MOST: Final = 4
LENGTHS: Final = (2, 3, 4)  # words of a topic: one alone says little
JOINING: Final = frozenset("-‐‑")


def questions(table: ClaimTable, scope: Scope, texts: Mapping[str, str]) -> tuple[str, ...]:
    """
    Up to ``MOST`` questions about the most quoted speakers, each with the speaker's main topic.

    ``texts`` are those of the articles by id. A topic is the run of words that most claims of a
    speaker share; without one, the question names only the speaker.
    """
    numbers = table.within(scope)
    quoted = [name for name, _ in table.counts(numbers, "speaker") if name]
    used: set[str] = set()
    asked = []
    for name in quoted[:MOST]:
        claims = [table.claims[number] for number in table.of(numbers, "speaker", name).tolist()]
        topic = _topic(claims, used)
        used.add(topic.removeprefix("the ").lower())
        about = f" about {topic}" if topic else ""
        the = _article(name, claims, texts)
        asked.append(f"What did {the}{name} say{about}?")
    return tuple(asked)


def about_speaker(name: str, claims: Sequence[Claim], texts: Mapping[str, str]) -> str:
    """The question what a speaker said; ``claims`` are those of the speaker."""
    return f"What did {_article(name, claims, texts)}{name} say?"


def _article(name: str, claims: Sequence[Claim], texts: Mapping[str, str]) -> str:
    """The article "the " if the texts use it with the name ("the Foreign Ministry"), else ""."""
    wanted = f"the {name.lower()}"
    written = any(
        wanted in texts.get(claim.article, "")[claim.evidence.start : claim.evidence.end].lower()
        for claim in claims
    )
    return "the " if written else ""


def _topic(claims: Sequence[Claim], used: set[str]) -> str:
    """The run of words that most of ``claims`` share; "" if no two claims share one."""
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
    """Runs of topic words, each with whether "the" comes before it."""
    words = LETTERS_OR_MARK.findall(text)
    for start in range(len(words)):
        for length in LENGTHS:
            run = words[start : start + length]
            before = words[start - 1].lower() if start else ""
            after = words[start + length] if start + length < len(words) else ""
            if JOINING & {before, after}:  # half of a word: "led" of "US-led"
                continue
            if len(run) == length and all(_is_topic_word(word, own) for word in run):
                yield " ".join(run), before == "the"


def _is_topic_word(word: str, own: set[str]) -> bool:
    low = word.lower()
    if word == "us":  # the pronoun, not the US
        return False
    return word.isalpha() and len(word) > 1 and low not in NO_TOPICS and low not in own

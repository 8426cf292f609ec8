"""Invented text for tests: sentences that differ for each seed, and drifted copies."""

import random
from collections.abc import Sequence

SYLLABLES = "ba ko mi ta ru ne sol ve gar dim pol wa che lun tri ost".split()


def prose(seed: int, count: int) -> list[str]:
    """Sentences of invented words; each seed gives others."""
    rng = random.Random(seed)
    result = []
    for _ in range(count):
        made = [
            "".join(rng.choices(SYLLABLES, k=rng.randint(1, 3))) for _ in range(rng.randint(9, 20))
        ]
        result.append(" ".join(made).capitalize() + ".")
    return result


def drift(sentences: Sequence[str], share: float, seed: int = 0) -> list[str]:
    """The sentences with a share of their words changed."""
    rng = random.Random(seed)
    return [
        " ".join(word if rng.random() > share else word + "x" for word in sentence.split())
        for sentence in sentences
    ]

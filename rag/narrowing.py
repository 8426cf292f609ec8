"""
A few words → the claims that are about them.

The ranking is that of an answer's evidence; here it is cut where it falls off, since a timeline
shows what there is and not the best of it.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rag.schema.articles import Scope

if TYPE_CHECKING:
    from rag.corpus import Corpus

MOST: Final = 120  # sentences that are weighed for a question; see retrieval.CANDIDATES
# By bench/calibrate.py on the topics of 198 questions: from here on what is marked as being about
# them gets lost faster than what is not (0.65 keeps 0.85 of it, 0.70 keeps 0.80).
SHARE: Final = 0.65  # of the best sentence's score
# No topic that is there has a best sentence below 1.1; other words for what is there reach less.
ENOUGH: Final = 0.7  # score of the best sentence under which nothing here is about the words


@dataclass(frozen=True, slots=True)
class About:
    """Ids of claims, the nearest first; ``full`` where there may be more than were weighed."""

    claims: tuple[str, ...]
    full: bool = False


def about(corpus: "Corpus", words: str, scope: Scope) -> About:
    """
    The claims in scope that are about ``words``, copies folded.

    Loads the model where it is not loaded. Raises ScopeError for words without a letter.
    """
    found = corpus.search(words, scope, MOST)
    if not found or found[0].hit.score < ENOUGH:
        return About(())
    near = [one for one in found if one.hit.score >= SHARE * found[0].hit.score]
    claims = [claim.id for one in near for claim in one.hit.claims]
    return About(tuple(dict.fromkeys(claims)), full=len(near) >= MOST)

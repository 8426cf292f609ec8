"""Bounds on the work and the caches of a search."""

from dataclasses import dataclass

from rag.calibration.parameters import parameters


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchLimits:
    """Sizes of the caches of a search, and of its costly steps."""

    scopes: int  # scopes whose sentences are cached
    sentences: int  # sentences whose stems are cached, enough for the questions of an hour
    articles: int  # articles whose stems are cached
    words: int  # words of questions whose frequency is cached
    acronyms: int  # acronyms of one question that are expanded; each may read all articles


LIMITS = parameters(SearchLimits, "retrieval", "limits")

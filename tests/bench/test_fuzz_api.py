"""Hostile requests to the API: bench/fuzz_api.py sends ten thousand, this some."""

import fuzz_api

from rag.corpus import Corpus


def test_hostile_requests_are_refused_in_words(corpus: Corpus) -> None:
    faults, statuses = fuzz_api.fuzz(corpus, 300, seed=7)
    assert faults == []
    assert statuses[200] > 30
    assert statuses[422] > 30

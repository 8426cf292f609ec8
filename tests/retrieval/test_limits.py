"""Bounds of a search: read from the calibration file."""

import dataclasses

from rag.retrieval.limits import LIMITS


def test_limits_are_positive() -> None:
    assert all(value > 0 for value in dataclasses.astuple(LIMITS))

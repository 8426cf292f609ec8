"""Bounds on foreign formats."""

from dataclasses import asdict

from rag.ingest.formats.format_limits import LIMITS


def test_bounds_fit_each_other() -> None:
    assert all(value > 0 for value in asdict(LIMITS).values())
    assert LIMITS.page_bytes <= LIMITS.record_bytes <= LIMITS.file_bytes
    assert LIMITS.member_bytes <= LIMITS.archive_unpacked_bytes < LIMITS.memory_bytes
    assert LIMITS.processor_seconds <= LIMITS.seconds < LIMITS.file_seconds

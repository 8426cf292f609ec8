"""Rows of speakers.csv."""

import pytest

from rag.ingest.lists import speaker_list
from rag.ingest.lists.speaker_list import Correction

HEADER = "speaker,article,claim,name,role,organisation,actor,note\n"


def parse(rows: str) -> tuple[tuple[Correction, ...], list[str]]:
    corrections, faults = speaker_list.parse(HEADER + rows, "speakers.csv")
    return corrections, [fault.reason for fault in faults]


def test_filled_cells_are_changes_and_a_dash_is_unknown() -> None:
    (row,), faults = parse("Khafaji,,,Tahsin Khafaji,-,,,\n")
    assert row.changes == (("name", "Tahsin Khafaji"), ("role", None))
    assert row.general
    assert row.renamed() == (True, "Tahsin Khafaji")
    assert faults == []


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (",,,X,,,,\n", "expected a speaker, found nothing"),
        ("Khafaji,,,,,,,note\n", "expected a value in one of name, role, organisation, actor"),
        ("Roe,,,A,,,,\nRoe,,,B,,,,\n", "expected one row about this, found another on line 2"),
        ("Roe,,,Doe,,,,\nDoe,,,Roe,,,,\n", "which leads back to"),
    ],
    ids=["no speaker", "no change", "two rows", "circle"],
)
def test_unusable_row_is_a_fault(rows: str, message: str) -> None:
    _, (fault,) = parse(rows)
    assert message in fault


def test_fingerprint_ignores_order_and_notes() -> None:
    one, _ = parse("Roe,,,A,,,,x\nDoe,,,B,,,,\n")
    other, _ = parse("Doe,,,B,,,,\nRoe,,,A,,,,y\n")
    assert speaker_list.fingerprint(one) == speaker_list.fingerprint(other) != ""
    assert speaker_list.fingerprint(()) == ""

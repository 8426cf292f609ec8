"""Reports about a corpus."""

from rag.schema.reports import IndexDifference, IndexDifferenceKind


def test_edits_of_the_folder_are_distinguished_from_damage_of_the_index() -> None:
    edits = {
        kind.value
        for kind in IndexDifferenceKind
        if IndexDifference(file="a.txt", kind=kind).in_folder
    }
    assert edits == {"new", "changed", "removed", "unreadable", "corrections"}

"""Claims and their speakers: derived values and invariants."""

import pytest
from record_tools import make_claim

from rag.schema.articles import Span
from rag.schema.claims import Speaker, joint_name, joint_speaker

KARI = Speaker("Kari Lund", "minister", "Harbour Board", "Norway")
OLA = Speaker("Ola Dahl", "minister", None, "Norway")


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ((), None),
        ((None,), None),
        (("",), None),
        (("A",), "A"),
        (("A", "B"), "A and B"),
        (("A", None, "B", "C"), "A, B and C"),
    ],
    ids=["no speaker", "no name", "empty name", "one", "two", "three and one without name"],
)
def test_joint_name_lists_the_names(names: tuple[str | None, ...], expected: str | None) -> None:
    assert joint_name([Speaker(name) for name in names]) == expected


def test_joint_speaker_keeps_values_common_to_all() -> None:
    assert joint_speaker([KARI, OLA]) == Speaker(
        "Kari Lund and Ola Dahl", "minister", None, "Norway"
    )
    assert joint_speaker([KARI]) == KARI
    assert joint_speaker([]) == Speaker()


def test_claim_derives_its_flat_values_from_its_speakers() -> None:
    claim = make_claim("c", content=(Span(0, 4),), speakers=(KARI, OLA))
    assert (claim.speaker, claim.role) == ("Kari Lund and Ola Dahl", "minister")
    assert (claim.organisation, claim.actor) == (None, "Norway")


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"content": (), "evidence": Span(0, 4)}, "expected content"),
        ({"content": (Span(0, 4),), "confidence": 1.5}, r"outside \[0, 1\]"),
        ({"content": (Span(0, 9),), "evidence": Span(0, 4)}, "outside its evidence"),
    ],
    ids=["no content", "confidence", "evidence"],
)
def test_invalid_claim_cannot_be_built(fields: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        make_claim("c", **fields)  # type: ignore[arg-type]  # fields by name

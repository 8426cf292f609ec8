"""Decision numbers: each section says where it comes from and fits its record."""

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rag.calibration import parameters as module
from rag.calibration.parameters import parameters

FOLDER = Path(module.__file__).parent
ROOT = FOLDER.parents[1]
SECTIONS = [
    pytest.param(section, id=f"{path.stem}-{name}")
    for path in sorted(FOLDER.glob("*.toml"))
    for name, section in tomllib.loads(path.read_text(encoding="utf-8")).items()
]


@pytest.mark.parametrize("section", SECTIONS)
def test_each_section_says_where_its_numbers_come_from(section: dict[str, Any]) -> None:
    assert section["values"]
    if section["fitted"]:
        assert section.keys() == {"fitted", "script", "data", "date", "score", "values"}
        assert (ROOT / section["script"]).is_file()
        assert isinstance(section["date"], date)
    else:
        assert section.keys() == {"fitted", "reason", "values"}
        assert section["reason"].strip()


@dataclass(frozen=True, slots=True)
class Margins:
    near: float
    bounds: tuple[int, ...]


@pytest.fixture
def values(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    found: dict[str, Any] = {"near": 0.5, "bounds": [1, 2]}
    monkeypatch.setattr(module, "_sections", lambda package: {"margins": {"values": found}})
    return found


def test_values_become_the_record(values: dict[str, Any]) -> None:
    assert parameters(Margins, "answering", "margins") == Margins(0.5, (1, 2))


@pytest.mark.parametrize("change", [{"near": None}, {"far": 1.0}], ids=["missing", "unknown"])
def test_values_that_do_not_fit_the_record_raise(
    values: dict[str, Any], change: dict[str, Any]
) -> None:
    for name, value in change.items():
        values[name] = value
        if value is None:
            del values[name]
    with pytest.raises(ValueError, match=r"answering\.toml, \[margins\.values\]"):
        parameters(Margins, "answering", "margins")

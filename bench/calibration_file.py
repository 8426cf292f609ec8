"""Writes fitted numbers into ``rag/calibration/PACKAGE.toml``, where the product reads them."""

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import tomlkit

FOLDER = Path(__file__).resolve().parents[1] / "rag" / "calibration"
DIGITS = 4  # after the point; the fits are not more certain than that


def write(package: str, section: str, record: Any, *, script: str, data: str, score: str) -> Path:
    """
    Replace a section by the fields of the dataclass ``record``; other sections stay as they are.

    ``script`` is the path that fitted the numbers, ``data`` what they were fitted on, ``score``
    what they reach there. Returns the file.
    """
    path = FOLDER / f"{package}.toml"
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    document = tomlkit.parse(text)
    table = tomlkit.table()
    source = {"script": script, "data": data, "date": date.today(), "score": score}
    for key, value in {"fitted": True, **source}.items():
        table.add(key, value)
    values = tomlkit.table()
    for name, value in asdict(record).items():
        values.add(name, _rounded(value))
    table.add("values", values)
    document[section] = table
    path.write_text(tomlkit.dumps(document), encoding="utf-8")
    return path


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, DIGITS)
    if isinstance(value, tuple | list):
        return [_rounded(one) for one in value]
    return value

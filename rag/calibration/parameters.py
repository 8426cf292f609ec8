"""
Typed access to the decision numbers in ``*.toml`` beside this module, one file per package.

A section says where its numbers come from. Fitted ones name ``script``, ``data``, ``date`` and
``score``; the others have ``fitted = false`` and a ``reason``::

    [answer_threshold]
    fitted = true
    script = "bench/calibrate.py"
    data = "202 questions on PolNeAR train"
    date = 2026-11-22
    score = "useful 0.875 on dev"
    [answer_threshold.values]
    least = 0.41

Scripts that fit numbers write them with ``bench/calibration_file.py``.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

Record = TypeVar("Record")


@cache
def _sections(package: str) -> Mapping[str, Any]:
    text = (files("rag.calibration") / f"{package}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def parameters(record: type[Record], package: str, section: str) -> Record:
    """
    The values of a section as a dataclass ``record``, lists as tuples.

    Raises KeyError for a missing section, ValueError where keys and fields differ.
    """
    values = _sections(package)[section]["values"]
    known = {field.name for field in fields(record)}  # type: ignore[arg-type]  # a dataclass
    if values.keys() != known:
        differing = ", ".join(sorted(values.keys() ^ known))
        raise ValueError(
            f"rag/calibration/{package}.toml, [{section}.values]: expected the fields of "
            f"{record.__name__}, found a difference in {differing}"
        )
    return record(**{name: _frozen(value) for name, value in values.items()})


def _frozen(value: Any) -> Any:  # noqa: ANN401  (any TOML value)
    return tuple(_frozen(one) for one in value) if isinstance(value, list) else value

"""
Typed access to the vocabulary in ``data/*.toml``.

A file has one table per list. The table holds ``words`` (a set), ``mapping`` (word → word),
``groups`` (name → words) or ``rows`` (lists whose order counts). All but ``rows`` are sorted and
free of duplicates; tests/lexicon/test_loader.py checks the files.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any


@cache
def _vocabulary(file: str) -> Mapping[str, Mapping[str, Any]]:
    text = (files("rag.lexicon") / "data" / f"{file}.toml").read_text(encoding="utf-8")
    return MappingProxyType(tomllib.loads(text))


def words(file: str, name: str) -> frozenset[str]:
    """The set of words ``name`` of ``data/FILE.toml``; KeyError where it is missing."""
    return frozenset(_vocabulary(file)[name]["words"])


def mapping(file: str, name: str) -> Mapping[str, str]:
    """Word → word, in the order of the file; KeyError where it is missing."""
    return MappingProxyType(dict(_vocabulary(file)[name]["mapping"]))


def groups(file: str, name: str) -> Mapping[str, tuple[str, ...]]:
    """Name → its words, in the order of the file; KeyError where it is missing."""
    found = _vocabulary(file)[name]["groups"]
    return MappingProxyType({key: tuple(members) for key, members in found.items()})


def rows(file: str, name: str) -> tuple[tuple[str, ...], ...]:
    """Lists of words whose order counts; KeyError where they are missing."""
    return tuple(tuple(row) for row in _vocabulary(file)[name]["rows"])


def heads(file: str, name: str) -> Mapping[str, str]:
    """The groups ``name`` turned round: each word → the name of its group."""
    found = groups(file, name)
    return MappingProxyType({word: head for head, members in found.items() for word in members})


def alternation(alternatives: Iterable[str]) -> str:
    """
    A regex group that matches any of the words, the longest first.

    A space matches any white space, an apostrophe both of its forms.
    """
    escaped = (re.escape(word) for word in sorted(alternatives, key=lambda w: (-len(w), w)))
    return f"(?:{'|'.join(escaped)})".replace(r"\ ", r"\s+").replace("'", "['’]")

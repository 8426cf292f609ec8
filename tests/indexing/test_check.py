"""Differences between the articles and the index."""

import pytest
from conftest import ARTICLES
from double import Double

from rag.indexing import build
from rag.indexing.check import check
from rag.schema.reports import IndexDifferenceKind as Kind
from rag.settings import Settings


@pytest.mark.parametrize(
    ("change", "file", "kinds"),
    [
        pytest.param({"grain.txt": None}, "grain.txt", {Kind.REMOVED}, id="gone"),
        pytest.param({"new.txt": "A new one.\n"}, "new.txt", {Kind.NEW}, id="new"),
        pytest.param({"grain.txt": b"caf\0\xe9"}, "grain.txt", {Kind.UNREADABLE}, id="no text"),
        pytest.param(
            {"articles.csv": "file,outlet\ngrain.txt,X\n"},
            "grain.txt",
            {Kind.CHANGED},
            id="metadata",
        ),
        pytest.param(
            {"speakers.csv": "speaker,name\nKari Lund,Kari Berg\n"},
            "speakers.csv",
            {Kind.CORRECTIONS},
            id="corrections",
        ),
        pytest.param(
            {"grain.txt": "X" + ARTICLES["grain.txt"]},
            "grain.txt",
            {Kind.CHANGED, Kind.PASSAGE, Kind.SENTENCE, Kind.CLAIM},
            id="text moved",
        ),
    ],
)
def test_check_returns_each_difference_by_kind(
    settings: Settings,
    double: Double,
    change: dict[str, str | bytes | None],
    file: str,
    kinds: set[Kind],
) -> None:
    build.update(settings, double)
    assert check(settings) == ()
    for name, content in change.items():
        path = settings.articles / name
        if content is None:
            path.unlink()
        else:
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
    found = check(settings)
    assert {difference.file for difference in found} == {file}
    assert {difference.kind for difference in found} == kinds


def test_check_gives_the_reason_why_a_file_is_unreadable(
    settings: Settings, double: Double
) -> None:
    build.update(settings, double)
    (settings.articles / "grain.txt").write_bytes(b"caf\0\xe9")
    (found,) = check(settings)
    assert found.detail.startswith("not a text")

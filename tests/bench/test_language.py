"""`bench/language.py` counts listed words in prose, and not in code or quotations."""

from pathlib import Path

import language
import pytest


@pytest.mark.parametrize(
    ("name", "text", "listed"),
    [
        ("a.py", '"""What stands here is told to nobody."""\n', 3),
        ("a.py", "x = 1  # whom it tells\ny = 'nobody told'\n", 2),
        ("a.py", 'def f():\n    """The words `told` and "nobody" of “whom”."""\n', 0),
        ("a.md", "It stands.\n\n```\ntold nobody\n```\n", 1),
        ("a.toml", 'words = ["told", "stand"]  # lest it stand\n', 2),
        ("a.css", "p { content: 'told' } /* stands */", 1),
        ("a.js", 'const url = "http://told.example"\n// stood\n/* whom */', 2),
        ("a.jinja", "<p>told</p>{# tells #}", 1),
        ("Makefile", "all: # nobody\n\techo told\n", 1),
        ("a.md", "An outstanding bystander, understood.", 0),
    ],
)
def test_count_finds_listed_words_in_prose_alone(
    tmp_path: Path, name: str, text: str, listed: int
) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert len(language.count(path, tmp_path).listed) == listed


def test_share_is_per_ten_thousand_words() -> None:
    assert language.share([language.Count("a", 900, ("told",)), language.Count("b", 100, ())]) == 10
    assert language.share([]) == 0


def test_prose_of_the_project_is_plain() -> None:
    found = language.counts()
    assert len(found) > 300
    assert language.share(found) < language.ACCEPTED, "python bench/language.py lists the files"

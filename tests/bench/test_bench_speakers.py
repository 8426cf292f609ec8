"""Hand-made pairs of mentions, and the scores that the bench computes from them."""

import csv
import re
import sys
from collections import Counter
from pathlib import Path

import pytest
import speakers

ROOT = Path(__file__).parents[2]
PAIRS = Path(__file__).parents[1] / "gold" / "speakers.csv"
COLUMNS = "list article start end other_article other_start other_end verdict what".split()


def rows() -> list[dict[str, str]]:
    with PAIRS.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        assert list(reader.fieldnames or ()) == COLUMNS
        return list(reader)


def test_each_pair_is_two_mentions_and_a_verdict() -> None:
    for row in rows():
        one, other = (
            (row[f"{part}article"], int(row[f"{part}start"]), int(row[f"{part}end"]))
            for part in ("", "other_")
        )
        assert one != other
        assert one[0] != other[0] or one[2] <= other[1], "the first comes first, and apart"
        for article, start, end in (one, other):
            assert re.fullmatch(r"[a-z-]+_\d{4}-\d\d-\d\d_[a-z0-9-]+", article)
            assert 0 <= start < end
        assert row["verdict"] in ("same", "different")


def test_no_pair_is_listed_twice() -> None:
    keys = [
        frozenset(
            [
                (row["article"], row["start"], row["end"]),
                (row["other_article"], row["other_start"], row["other_end"]),
            ]
        )
        for row in rows()
    ]
    assert len(set(keys)) == len(keys)


def test_pairs_are_many_and_varied() -> None:
    listed = rows()
    lists = Counter(row["list"] for row in listed)
    assert lists["first"] >= 80
    assert all(count >= 30 for count in lists.values())
    verdicts = Counter((row["what"], row["verdict"]) for row in listed)
    for what in ("pronoun", "role", "shared", "across", "body"):
        assert verdicts[what, "same"] > 0
        assert verdicts[what, "different"] > 0
    assert len({row["article"].split("_", maxsplit=1)[0] for row in listed}) == 7
    assert sum(row["article"] != row["other_article"] for row in listed) >= 30


TEXTS = {
    "one": "Ruth Calder said the sea was calm. She said that the wind was good.\n",
    "two": "Calder said it was late. A man said that he knew.\n",
}


def test_bench_counts_precision_and_recall(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    texts = tmp_path / "train" / "text"
    texts.mkdir(parents=True)
    for name, text in TEXTS.items():
        (texts / f"{name}.txt").write_text(text)
    at = {
        "Ruth": ("one", 0, 11),
        "She": ("one", 35, 38),
        "Calder": ("two", 0, 6),
        "man": ("two", 25, 30),
        "calm": ("one", 29, 33),  # no claim has this for its source
    }
    listed = [
        ("Ruth", "She", "same"),
        ("Ruth", "Calder", "same"),
        ("She", "calm", "same"),
        ("Calder", "man", "different"),
        ("Ruth", "Calder", "different"),  # wrong on purpose: a pair that is called the same
    ]
    pairs = tmp_path / "pairs.csv"
    with pairs.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for one, other, verdict in listed:
            writer.writerow(["a", *at[one], *at[other], verdict, "any"])
    monkeypatch.setattr(
        sys,
        "argv",
        ["bench", "--polnear", str(tmp_path), "--pairs", str(pairs), "--all", "--errors"],
    )
    speakers.main()
    told = capsys.readouterr().out
    assert "5 pairs of 2 articles, in a corpus of 2" in told
    assert "a: 5 pairs, 3 the same: precision 0.667, recall 0.667" in told
    assert "same, yet 'Ruth Calder' and None" in told
    assert "different, yet 'Ruth Calder' and 'Ruth Calder'" in told

"""Records of command outputs: what varies is masked, what differs is reported."""

import json
from pathlib import Path

import pytest
import snapshot


def test_masked_hides_varying_values_and_keeps_json() -> None:
    line = '{"seconds": 0.21, "corpus": "ab12", "lead": "Done in 0.4 s, he said"}'
    assert json.loads(snapshot.masked(line)) == {
        "seconds": None,
        "corpus": None,
        "lead": "Done in some s, he said",
    }


def test_compare_counts_differing_outputs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    for folder, text in ((before, "one\ntwo\n"), (after, "one\nthree\n")):
        folder.mkdir()
        (folder / "claims.csv").write_text(text, encoding="utf-8")
        (folder / "check.txt").write_text("fine\n", encoding="utf-8")
    assert snapshot.compare(before, after) == 1
    printed = capsys.readouterr().out
    assert "check.txt: same, 1 lines" in printed
    assert "-two" in printed
    assert "+three" in printed

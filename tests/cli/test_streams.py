"""Standard streams of a command."""

import io
import sys

import pytest

from rag.cli.streams import output_error, prepare_streams


def test_prepare_streams_writes_utf_8_and_keeps_line_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii", newline="\r\n"))
    prepare_streams()
    sys.stdout.write("é\n\ud800")
    sys.stdout.flush()
    assert raw.getvalue() == b"\xc3\xa9\n\\ud800"


def test_prepare_streams_replaces_closed_streams(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    prepare_streams()
    with sys.stdout:
        sys.stdout.write("discarded")


def test_output_error_names_the_file() -> None:
    error = output_error(PermissionError(13, "Permission denied", "index"))
    assert str(error).startswith("index: Permission denied. Check the path")


def test_output_error_without_a_file_is_about_the_results(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", io.StringIO())  # has no descriptor to redirect
    error = output_error(OSError(28, "No space left on device"))
    assert str(error).startswith("the results cannot be written: No space left on device")

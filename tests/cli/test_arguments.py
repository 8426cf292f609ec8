"""The command line's arguments."""

from datetime import date

import pytest

from rag.cli.arguments import command_parser
from rag.cli.main import COMMANDS


def test_each_command_has_a_handler() -> None:
    parser = command_parser()
    needed = ("add", "check-draft", "search", "watch")
    for command in COMMANDS:
        given = ["a.txt"] if command in needed else []
        arguments = [command, *given, "--articles", "a", "--index", "b"]
        assert parser.parse_args(arguments).command == command


def test_scope_options_repeat_and_parse_days() -> None:
    options = command_parser().parse_args(
        ["claims", "--outlet", "A", "--outlet", "B", "--after", "2020-01-02"]
    )
    assert options.outlet == ["A", "B"]
    assert options.after == date(2020, 1, 2)


@pytest.mark.parametrize("day", ["soon", "2020-13-01", ""])
def test_malformed_day_is_wrong_usage(day: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        command_parser().parse_args(["claims", "--after", day])
    assert stop.value.code == 2
    assert "--after" in capsys.readouterr().err


def test_check_help_documents_its_json(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        command_parser().parse_args(["check", "--help"])
    text = " ".join(capsys.readouterr().out.split())
    assert "one line of JSON" in text
    assert "unreadable" in text

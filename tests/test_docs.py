"""What README names exists, and what exists is named in README."""

import argparse
import re
import subprocess
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from asking import opened
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from rag.cli import main
from rag.cli.terminal import MEASURE, laid_out
from rag.settings import VARIABLES, Settings
from rag.ui.state import address

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
STANDARD = {"-h", "--help", "--version"}


def section(title: str) -> str:
    match = re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", README, re.MULTILINE | re.DOTALL)
    assert match, f"README has no section {title!r}"
    return match[1]


def parsers() -> dict[str, argparse.ArgumentParser]:
    """The parser of each command."""
    (commands,) = [
        action
        for action in main._parser()._actions
        if isinstance(action, argparse._SubParsersAction)
    ]
    return dict(commands.choices)


def options(parser: argparse.ArgumentParser) -> set[str]:
    return {option for action in parser._actions for option in action.option_strings} - STANDARD


def test_every_command_and_option_is_named() -> None:
    told = section("Commands")
    for command, parser in parsers().items():
        assert f"`onrecord {command}" in told
        for option in options(parser):
            assert option in told, f"{command} {option}"


def test_every_command_and_option_that_is_named_exists() -> None:
    known = parsers()
    every = set().union(*(options(parser) for parser in known.values())) | STANDARD
    told = section("Commands")
    assert set(re.findall(r"`onrecord (\w+)", README)) <= set(known)
    assert set(re.findall(r"(?<![\w-])--[a-z][\w-]*", told)) <= every
    for command, rest in re.findall(r"^\| `onrecord (\w+)([^`]*)`", told, re.MULTILINE):
        assert set(re.findall(r"--[a-z]+", rest)) <= options(known[command])


@pytest.mark.parametrize("command", ["claims", "articles"])
def test_the_formats_that_are_named_are_those_there_are(command: str) -> None:
    match = re.search(rf"`onrecord {command} \[--format ([^\]]+)\]", section("Commands"))
    assert match
    (action,) = [a for a in parsers()[command]._actions if "--format" in a.option_strings]
    assert match[1].replace("\\", "").split("|") == list(action.choices or ())


def test_settings_are_those_of_the_environment() -> None:
    told = section("Settings")
    assert set(re.findall(r"ONRECORD_\w+", README)) == {variable for variable, *_ in VARIABLES}
    for variable, _, default, _ in VARIABLES:
        (row,) = [line for line in told.splitlines() if f"`{variable}`" in line]
        assert f"`{default}`" in row if default else "empty" in row


def test_addresses_are_those_of_the_dashboard() -> None:
    told = section("Addresses")
    named = set(re.findall(r"`(\w+)(?:=\w+)?`", told))
    assert set(address.PARAMETERS) <= named
    assert "embed" in named
    rows = re.findall(r"^\| (`[^|]+`) \|", told, re.MULTILINE)
    in_table = {name for row in rows for name in re.findall(r"`(\w+)", row)}
    assert in_table <= {*address.PARAMETERS, *address.FOREIGN}


@pytest.mark.parametrize("page", ["/timeline", "/sources", "/readyz"])
def test_the_pages_that_are_named_are_served(page: str) -> None:
    assert f"`{page}`" in README
    served = "".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "app.py", ROOT / "rag/ui/main.py")
    )
    assert page.strip("/") in served


def test_every_package_that_is_installed_with_it_is_pinned() -> None:
    """The transitive ones too: what is not named comes in any version that is the newest then."""
    pinned = dict(
        line.split("==")
        for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    )
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    waiting = [Requirement(words) for words in wanted]
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        package = waiting.pop()
        name, extras = canonicalize_name(package.name), frozenset(package.extras)
        if (name, extras) in seen:
            continue
        seen.add((name, extras))
        for words in metadata.requires(name) or ():
            other = Requirement(words)
            envs = [{"extra": extra} for extra in extras or [""]]
            if other.marker is None or any(other.marker.evaluate(env) for env in envs):
                waiting.append(other)
    known: dict[str, str] = {canonicalize_name(name): version for name, version in pinned.items()}
    installed = {name: metadata.version(name).partition("+")[0] for name, _ in seen}
    assert {
        name: (v, known.get(name)) for name, v in installed.items() if known.get(name) != v
    } == {}


def test_the_files_that_are_named_exist() -> None:
    """What looks like a path of this repository; patterns and files of the index apart."""
    named = set(re.findall(r"`((?:rag|bench|tests|docs|seeds|\.streamlit|\.ci)/[\w./-]+)`", README))
    named |= set(re.findall(r"\]\(((?!http)[^)#]+)\)", README))
    named |= set(re.findall(r"(?<![\w/.])(app\.py|constraints\.txt|pyproject\.toml)", README))
    assert named
    missing = sorted(name for name in named if not (ROOT / name).exists())
    assert missing == []


def test_make_has_the_targets_that_are_named() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    named = set(re.findall(r"(?:`|^)make ([a-z]+)", README, re.MULTILINE))
    assert {"app", "test"} <= named <= targets


def test_nothing_is_left_to_fill_in() -> None:
    left = re.findall(r"^(?:ANSWER|MAP|TODO|FIXME|XXX)\b.*$|\bTODO\b", README, re.MULTILINE)
    assert left == []


def test_the_answer_of_the_first_screen_is_a_real_one(
    seed_index: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It names what the product must, who, when, where and who only reprinted it, and is so now."""
    match = re.search(r'^\$ onrecord ask "([^"]+)"\n(.*?)^```', README, re.MULTILINE | re.DOTALL)
    assert match
    monkeypatch.setenv("COLUMNS", str(MEASURE))
    told = laid_out(opened(seed_index).ask(match[1]))
    assert match[2] == f"{told}\n", "README shows another answer: put in what the command prints"
    for words in ("Tahsin Khafaji", "2019-01-17", "AVİM", "SOTT.net", "Rudaw"):
        assert words in told


def test_no_file_names_a_place_of_the_machine_it_was_written_on() -> None:
    """A clone lies anywhere: what is named lies in it."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip
    place = re.compile(rf"(?<![\w.]){re.escape(str(ROOT))}/|/(?:root|home/\w+)/")
    own = Path(__file__).name
    found = [
        name
        for name in listed
        if (ROOT / name).suffix in {".py", ".md", ".toml", ".txt", ".cfg", ".csv", ""}
        and Path(name).name != own
        and (ROOT / name).is_file()
        and place.search((ROOT / name).read_text(encoding="utf-8", errors="replace"))
    ]
    assert found == []

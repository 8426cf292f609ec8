"""README and docs agree with the code, and README stays short."""

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

from rag.cli.arguments import command_parser
from rag.cli.terminal import MEASURE, laid_out
from rag.export.contract_json import answer_json
from rag.settings import VARIABLES, Settings
from rag.ui.state import address

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for path in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
}
MANUAL = "\n".join(PAGES.values())
STANDARD = {"-h", "--help", "--version"}


def section(page: str, title: str) -> str:
    """The text below a heading, up to the next heading of its rank."""
    match = re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", PAGES[page], re.MULTILINE | re.DOTALL)
    assert match, f"{page} has no section {title!r}"
    return match[1]


def parsers() -> dict[str, argparse.ArgumentParser]:
    """The parser of each command."""
    (commands,) = [
        action
        for action in command_parser()._actions
        if isinstance(action, argparse._SubParsersAction)
    ]
    return dict(commands.choices)


def options(parser: argparse.ArgumentParser) -> set[str]:
    return {option for action in parser._actions for option in action.option_strings} - STANDARD


def test_every_command_and_option_is_documented() -> None:
    page = PAGES["docs/ask.md"]
    for command, parser in parsers().items():
        assert f"`onrecord {command}" in page
        for option in options(parser):
            assert option in page, f"{command} {option}"


def test_documented_commands_and_options_exist() -> None:
    known = parsers()
    every = set().union(*(options(parser) for parser in known.values())) | STANDARD
    commands = section("docs/ask.md", "Commands")
    assert set(re.findall(r"`onrecord (\w+)", MANUAL)) <= set(known)
    assert set(re.findall(r"(?<![\w-])--[a-z][\w-]*", PAGES["docs/ask.md"])) <= every
    for command, rest in re.findall(r"`onrecord (\w+)([^`]*)`", MANUAL):
        assert set(re.findall(r"--[a-z][a-z-]*", rest)) <= options(known[command]) | STANDARD
    assert "`onrecord index" in commands


@pytest.mark.parametrize("command", ["claims", "articles"])
def test_documented_formats_are_those_of_the_command(command: str) -> None:
    commands = section("docs/ask.md", "Commands")
    match = re.search(rf"`onrecord {command} \[--format ([^\]]+)\]", commands)
    assert match
    (action,) = [a for a in parsers()[command]._actions if "--format" in a.option_strings]
    assert match[1].replace("\\", "").split("|") == list(action.choices or ())


def test_documented_settings_are_those_of_the_environment() -> None:
    settings = section("README.md", "Settings")
    assert set(re.findall(r"ONRECORD_\w+", MANUAL)) == {variable for variable, *_ in VARIABLES}
    for variable, _, default, _ in VARIABLES:
        (row,) = [line for line in settings.splitlines() if f"`{variable}`" in line]
        assert f"`{default}`" in row if default else "empty" in row


def test_documented_addresses_are_those_of_the_dashboard() -> None:
    addresses = section("docs/share.md", "Addresses")
    named = set(re.findall(r"`(\w+)(?:=\w+)?`", addresses))
    assert set(address.PARAMETERS) <= named
    assert "embed" in named
    rows = re.findall(r"^\| (`[^|]+`) \|", addresses, re.MULTILINE)
    in_table = {name for row in rows for name in re.findall(r"`(\w+)", row)}
    assert in_table <= {*address.PARAMETERS, *address.FOREIGN}


@pytest.mark.parametrize("page", ["/timeline", "/speakers", "/sources", "/readyz"])
def test_documented_pages_are_served(page: str) -> None:
    assert f"`{page}`" in MANUAL
    served = "".join(
        (ROOT / "rag" / "ui" / name).read_text(encoding="utf-8")
        for name in ("asgi_entry.py", "main.py")
    )
    assert page.strip("/") in served


def test_every_installed_package_is_pinned() -> None:
    """The transitive ones too: pip installs the newest version of a package without a pin."""
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


PATHS = re.compile(r"`((?:rag|bench|tests|docs|seeds|\.streamlit|\.ci)/[\w./-]+)`")
ROOT_FILES = re.compile(r"(?<![\w/.])(app\.py|constraints\.txt|pyproject\.toml)")
LINKS = re.compile(r"\]\((?!http)([^)#]*)#?([^)]*)\)")


@pytest.mark.parametrize("page", PAGES)
def test_documented_files_exist(page: str) -> None:
    """What looks like a path of this repository."""
    named = {*PATHS.findall(PAGES[page]), *ROOT_FILES.findall(PAGES[page])}
    assert sorted(name for name in named if not (ROOT / name).exists()) == []


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_to_a_page_and_a_heading(page: str) -> None:
    for target, heading in LINKS.findall(PAGES[page]):
        path = (ROOT / page).parent / target if target else ROOT / page
        assert path.exists(), target
        if heading:
            titles = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
            slugs = [re.sub(r"[^\w -]", "", title).lower().replace(" ", "-") for title in titles]
            assert heading in slugs, f"{target}#{heading}"


def test_readme_leads_to_each_page_of_the_manual() -> None:
    linked = {target for target, _ in LINKS.findall(README)}
    assert {page for page in PAGES if page.startswith("docs/")} <= linked


def test_readme_is_short() -> None:
    assert len(README.split()) <= 900
    _, _, manual = README.partition("\n## ")
    assert len(manual.splitlines()) <= 90
    long = [line for line in README.splitlines() if len(line) > 160]
    assert all(line.startswith(("|", "![")) for line in long), long


def test_development_page_lists_each_package() -> None:
    layout = section("docs/development.md", "Layout")
    there = [p.relative_to(ROOT).as_posix() for p in (ROOT / "rag").iterdir() if p.name[0] != "_"]
    assert [name for name in there if f"`{name}`" not in layout] == []


def test_development_page_lists_each_script() -> None:
    page = PAGES["docs/development.md"]
    scripts = {
        path.name
        for path in (ROOT / "bench").glob("*.py")
        if "__main__" in path.read_text(encoding="utf-8")
    }
    assert {name for name in scripts if f"`bench/{name}`" not in page} == set()


def test_documented_make_targets_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    named = set(re.findall(r"(?:`|^)make ([a-z]+)", MANUAL, re.MULTILINE))
    assert {"app", "test"} <= named <= targets


def test_no_placeholder_is_left() -> None:
    left = re.findall(r"^(?:ANSWER|MAP|TODO|FIXME|XXX)\b.*$|\bTODO\b", MANUAL, re.MULTILINE)
    assert left == []


def test_readme_shows_the_answers_that_the_command_prints(
    seed_index: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who, when, where, and who only reprinted it; "..." stands for what the command prints on."""
    shown = re.findall(
        r'^\$ onrecord ask "([^"]+)"\n(.*?)^\.\.\.$', README, re.MULTILINE | re.DOTALL
    )
    monkeypatch.setenv("COLUMNS", str(MEASURE))
    assert len(shown) == 2
    for question, beginning in shown:
        printed = laid_out(answer_json(opened(seed_index).ask(question)))
        assert printed.startswith(beginning), "README shows another answer: put in what is printed"
    for words in ("Tahsin Khafaji", "2019-01-17", "AVİM", "SOTT.net", "Rudaw", "Iraqi Foreign"):
        assert words in shown[0][1]


def test_no_file_names_a_path_of_the_machine_it_was_written_on() -> None:
    """A clone may be in any folder."""
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

"""Commands that ask a dashboard elsewhere print what they print here."""

from collections.abc import Iterator

import pytest
from api_tools import application, listening
from asking import BASES
from command_tools import Ran, Run

from rag.cli.main import main
from rag.corpus import Corpus


@pytest.fixture(scope="module")
def url(corpus: Corpus) -> Iterator[str]:
    with listening(application(corpus)) as address:
        yield address


@pytest.fixture
def remote(url: str, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs one command that asks the server."""

    def once(command: str, *rest: str, server: str = url) -> Ran:
        return Ran(main([command, "--server", server, *rest]), *capsys.readouterr())

    return once


@pytest.mark.usefixtures("model_loaded")
@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["ask", BASES], id="ask"),
        pytest.param(["ask", "What is the price of copper in Chile?"], id="decline"),
        pytest.param(["ask", "And Syria?", "--follows", BASES, "--outlet", "Rudav"], id="notice"),
        pytest.param(["ask", BASES, "--format", "bibtex"], id="references"),
        pytest.param(["claims", "--outlet", "Rudaw", "--after", "2020-01-01"], id="claims"),
        pytest.param(["claims", "--format", "jsonld"], id="claims as a file"),
        pytest.param(["speakers"], id="speakers"),
        pytest.param(["speakers", "--format", "csv", "--similar"], id="speakers as a file"),
        pytest.param(["articles"], id="articles"),
        pytest.param(["articles", "--format", "jsonl"], id="articles as a file"),
        pytest.param(["search", "(Sputnik"], id="search"),
    ],
)
def test_server_gives_what_the_index_gives(run: Run, remote: Run, arguments: list[str]) -> None:
    here, there = run(*arguments), remote(*arguments)
    assert (there.status, there.out, there.err) == (here.status, here.out, here.err)


def test_server_goes_without_folders(run: Run, url: str) -> None:
    refused = run("articles", "--server", url, "--index", "elsewhere")
    assert refused.status == 2
    assert "leave out --articles and --index" in refused.err


def test_server_that_is_not_there_is_one_clear_line(remote: Run) -> None:
    ran = remote("articles", server="http://127.0.0.1:9")
    assert ran.status == 1
    assert ran.err.startswith("onrecord: http://127.0.0.1:9/: cannot be reached")
    assert ran.err.count("\n") == 1

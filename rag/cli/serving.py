"""`onrecord serve`: updates the index and opens the dashboard, from a checkout or a wheel."""

import argparse
import os
import subprocess
import sys
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from rag.cli.connection import listening_socket
from rag.cli.terminal import ProgressBars
from rag.errors import MissingIndexError
from rag.settings import Settings
from rag.storage import lifecycle

CHECKOUT: Final = Path(__file__).resolve().parents[2]
PACKAGE: Final = "onrecord_dashboard"  # what a wheel holds of the folder of the checkout
ANY_ADDRESS: Final = ("", "0.0.0.0", "::")  # noqa: S104  only compared with
AS_IT_IS: Final = (
    "there is no folder seeds here: showing the index as it is. "
    "To update it: onrecord serve --articles DIR"
)
SAMPLES: Final = (
    "onrecord: there is no folder seeds here: showing the sample articles of the package. "
    "Yours: onrecord serve --articles DIR"
)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Serve until the operator ends it. Raises RagError where there is nothing to show."""
    home = dashboard()
    listening_socket(options.host, options.port).close()  # raises before the articles are read
    named = bool(options.articles or os.environ.get("ONRECORD_ARTICLES"))
    update = not options.no_update
    if not named and not settings.articles.exists():
        if lifecycle.current(settings.index) is None:
            print(SAMPLES, file=sys.stderr)
            settings = replace(settings, articles=home / "seeds")
        else:  # somebody's articles, which the samples must not replace
            print(f"onrecord: {AS_IT_IS}", file=sys.stderr)
            update = False
    if update:
        _update(settings)
    if lifecycle.current(settings.index) is None:
        raise MissingIndexError(f"{settings.index}: no index here; leave out --no-update")
    environment = {
        **os.environ,
        "ONRECORD_ARTICLES": str(settings.articles.resolve()),
        "ONRECORD_INDEX": str(settings.index.resolve()),
    }
    command = [
        sys.executable, "-m", "streamlit", "run", str(home / "app.py"),
        "--server.address", options.host, "--server.port", str(options.port),
    ]  # fmt: skip
    if options.host in ANY_ADDRESS:  # Streamlit would ask a server elsewhere for its own address
        command += ["--browser.serverAddress", "localhost"]
    sys.stdout.flush()
    if os.name == "posix":  # in the place of this process, whose memory the update has filled
        os.execve(sys.executable, command, environment)  # noqa: S606  our own command
    return subprocess.run(command, env=environment, check=False).returncode  # noqa: S603  our own


def _update(settings: Settings) -> None:
    """Bring the index up to date, and say what was not read."""
    from rag.indexing import build

    with ProgressBars() as bars:
        report = build.update(settings, progress=bars)
    for skipped in report.skipped:
        print(f"onrecord: {skipped.file}: {skipped.reason}", file=sys.stderr)


def dashboard() -> Path:
    """The folder with app.py and its settings: the checkout, or its copy in the wheel."""
    if (CHECKOUT / "app.py").is_file():
        return CHECKOUT
    found = find_spec(PACKAGE)
    places = list(found.submodule_search_locations or ()) if found else []
    if not places:
        raise MissingIndexError(
            f"the package {PACKAGE} is not installed: install the wheel of On Record again"
        )
    return Path(places[0])

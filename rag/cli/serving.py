"""`onrecord serve`: updates the index and opens the dashboard, from a checkout or a wheel."""

import argparse
import os
import subprocess
import sys
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from rag.cli.terminal import ProgressBars
from rag.errors import MissingIndexError
from rag.settings import Settings
from rag.storage import lifecycle

CHECKOUT: Final = Path(__file__).resolve().parents[2]
PACKAGE: Final = "onrecord_dashboard"  # what a wheel holds of the folder of the checkout
SAMPLES: Final = (
    "onrecord: there is no folder seeds here: showing the sample articles of the package. "
    "Yours: onrecord serve --articles DIR"
)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Serve until the operator ends it. Raises RagError where there is nothing to show."""
    home = dashboard()
    settings = _with_articles(options, settings, home)
    if not options.no_update:
        from rag.indexing import build

        with ProgressBars() as bars:
            build.update(settings, progress=bars)
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
    sys.stdout.flush()
    if os.name == "posix":  # in the place of this process, whose memory the update has filled
        os.execve(sys.executable, command, environment)  # noqa: S606  our own command
    return subprocess.run(command, env=environment, check=False).returncode  # noqa: S603


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


def _with_articles(options: argparse.Namespace, settings: Settings, home: Path) -> Settings:
    """The settings; with the articles of the package where none are named and none are here."""
    named = options.articles or os.environ.get("ONRECORD_ARTICLES")
    if named or settings.articles.exists() or home == Path.cwd():
        return settings
    print(SAMPLES, file=sys.stderr)
    return replace(settings, articles=home / "seeds")

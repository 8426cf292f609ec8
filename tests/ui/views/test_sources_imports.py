"""The sources page reads the index alone: nothing of the write side is imported."""

import subprocess
import sys

import pytest
from asking import SOTT
from page_tools import MAIN, use

from rag.settings import Settings

# Streamlit puts the folder of the main script on the path, where "html" is a package of ours.
OPEN_ARTICLE = f"""
import html
import sys
from streamlit.testing.v1 import AppTest

page = AppTest.from_file({str(MAIN)!r}, default_timeout=120)
page.query_params["article"] = {SOTT!r}
page.switch_page("views/sources.py").run()
assert not page.exception, page.exception
assert any("The article names it" in one.value for one in page.html)
print(sorted(name for name in sys.modules if name.startswith("rag.ingest")))
"""


def test_an_article_page_does_not_import_ingest(
    seed_index: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, seed_index)
    run = subprocess.run(
        [sys.executable, "-c", OPEN_ARTICLE], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout.strip() == "[]"

"""The script that handles the keys is mounted once."""

import re

from page_tools import component_data
from streamlit.testing.v1 import AppTest

from rag.ui.markup.asset_files import asset_text


def draw() -> None:
    from rag.ui.browser import keys

    keys.listen()


def test_listen_mounts_the_script_without_data() -> None:
    at = AppTest.from_function(draw).run()
    assert not at.exception
    assert not component_data(at, "onrecord_keys")


def test_help_lists_every_key_of_the_script() -> None:
    acts = re.search(r"const acts = \{(.*?)\n    \}", asset_text("keys.js"), re.DOTALL)
    assert acts
    keys = set(re.findall(r'^ +"?([^\s":]+)"?:', acts[1], re.MULTILINE))
    listed = set(re.findall(r"<kbd>(.*?)</kbd>", asset_text("keys.html")))
    assert keys == {"/", "?", "j", "k", "Escape"}
    arrows = {"←", "→"}  # of chart_keys.js
    assert {key.removesuffix("ape") for key in keys} | {"Enter"} | arrows == listed

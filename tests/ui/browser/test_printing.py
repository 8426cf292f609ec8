"""The script that readies pages for paper is mounted once."""

from page_tools import component_data
from streamlit.testing.v1 import AppTest


def draw() -> None:
    from rag.ui.browser import printing

    printing.listen()


def test_listen_mounts_the_script_without_data() -> None:
    at = AppTest.from_function(draw).run()
    assert not at.exception
    assert not component_data(at, "onrecord_printing")

"""The file that Streamlit runs."""

from pathlib import Path

from streamlit.web.server.app_discovery import discover_asgi_app

from rag.ui import asgi_entry

APP = Path(__file__).parents[1] / "app.py"


def test_streamlit_finds_the_application_without_running_the_file() -> None:
    found = discover_asgi_app(APP)
    assert (found.is_asgi_app, found.app_name) == (True, "app")


def test_application_shows_the_pages() -> None:
    assert APP.parent / "rag" / "ui" / "main.py" == asgi_entry.MAIN
    assert asgi_entry.MAIN.is_file()

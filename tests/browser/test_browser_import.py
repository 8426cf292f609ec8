"""The welcome of an empty dashboard, dropped files, and the import report, in a real browser."""

from pathlib import Path
from typing import Any

import pytest
from browser_tools import Server, serve, visit

from rag.settings import Settings

pytestmark = pytest.mark.browser

FERRY = (
    b"Ferry sails again\n\nBERGEN, 4 March 2024 - The ferry to Bergen sailed on Monday.\n\n"
    b'"It sails as before," said Kari Lund, the harbour master.\n'
)
PAYLOADS = [
    {"name": "ferry.txt", "mimeType": "text/plain", "buffer": FERRY},
    {"name": "broken.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 broken"},
    {"name": "articles.csv", "mimeType": "text/csv", "buffer": b"file\nnone.txt\n"},
]


def test_dropped_files_turn_the_welcome_into_the_dashboard(
    running: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONRECORD_UPDATE", "yes")
    settings = Settings(articles=tmp_path / "articles", index=tmp_path / "index")
    with serve(settings, tmp_path) as server:
        with visit(running, server) as reader, visit(running, server) as other:
            page = reader.page
            page.goto(f"{server.url}/sources?view=report")
            page.get_by_role("heading", name="No articles yet").wait_for()
            other.page.goto(f"{server.url}/timeline")
            other.page.get_by_role("heading", name="No articles yet").wait_for()

            page.locator("input[type=file]").set_input_files(PAYLOADS)
            page.get_by_text("broken.pdf").wait_for()
            page.get_by_role("button", name="Add to the articles").click()
            page.get_by_role("heading", name="Import report").wait_for(timeout=120_000)
            text = page.locator(".or-imported").inner_text()
            assert text.index("broken.pdf") < text.index("ferry.txt")
            added = page.locator(".or-notice").first.inner_text()
            assert "Added: broken.pdf and ferry.txt." in added
            assert "articles.csv: edit this list" in added
            head = page.locator(".or-head").inner_text()
            assert "2 files: 1 read, giving 1 article; 1 not read." in head

            with page.expect_download() as download:
                page.get_by_role("button", name="Download the report as CSV").click()
            assert download.value.suggested_filename.startswith("import-report-20")
            page.locator(".or-imported a").first.click()
            page.locator(".or-text").wait_for()
            reader.settle()
            # The other reader did nothing: the page noticed.
            other.page.get_by_role("heading", name="Timeline").wait_for(timeout=30_000)
            other.settle()
        names = sorted(path.name for path in settings.articles.iterdir())
        assert names == ["broken.pdf", "ferry.txt"]


def test_server_refuses_uploads_where_readers_may_not_add_articles(
    running: Any, server: Server
) -> None:
    with visit(running, server) as reader:
        page = reader.open("/sources?view=report").page
        assert page.locator("input[type=file]").count() == 0
        upload = 'fetch("/_stcore/upload_file/any/any", { method: "PUT" })'
        status = page.evaluate(f"async () => (await {upload}).status")
        assert status == 403
        reader.errors.clear()  # the browser logs the refusal

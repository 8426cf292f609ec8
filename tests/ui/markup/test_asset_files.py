"""Tests of the reader of asset files."""

import pytest

from rag.ui.markup.asset_files import ASSETS, asset_text, style_sheet


@pytest.mark.parametrize("name", sorted(path.name for path in ASSETS.iterdir() if path.is_file()))
def test_asset_text_reads_every_file_of_the_folder(name: str) -> None:
    assert asset_text(name) == (ASSETS / name).read_text(encoding="utf-8")


def test_asset_text_raises_for_an_unknown_name() -> None:
    with pytest.raises(FileNotFoundError):
        asset_text("no-such-file.css")


@pytest.mark.parametrize("name", sorted(path.name for path in ASSETS.glob("*.css")))
def test_style_sheet_holds_the_file_as_it_is(name: str) -> None:
    assert style_sheet(name) == f"<style>\n{asset_text(name).rstrip()}\n</style>"

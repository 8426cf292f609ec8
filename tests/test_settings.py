"""Settings: read from the environment, with a default for each variable."""

from dataclasses import fields
from pathlib import Path

import pytest

from rag.settings import VARIABLES, Settings


def test_every_field_has_a_variable() -> None:
    assert [name for _, name, _, _ in VARIABLES] == [field.name for field in fields(Settings)]


@pytest.mark.parametrize("environment", [{}, {"ONRECORD_MODEL": "", "ONRECORD_INDEX": ""}])
def test_unset_and_empty_variables_mean_their_defaults(environment: dict[str, str]) -> None:
    assert Settings.from_environment(environment) == Settings()


def test_variables_become_fields() -> None:
    read = Settings.from_environment({"ONRECORD_ARTICLES": "news", "ONRECORD_LLM": "model"})
    assert (read.articles, read.llm) == (Path("news"), "model")


def test_key_is_not_printed() -> None:
    assert "secret" not in repr(Settings(llm_key="secret"))


def test_sites_that_may_embed_are_checked() -> None:
    given = "https://news.example, http://localhost:8080/ https://*.paper.example 'none' x; script"
    settings = Settings.from_environment({"ONRECORD_EMBED": given})
    assert settings.embedding_sites == (
        "https://news.example",
        "http://localhost:8080",
        "https://*.paper.example",
    )
    assert settings.unusable_sites == ("'none'", "x;", "script")
    assert Settings().embedding_sites == ()


@pytest.mark.parametrize(
    ("given", "may"), [("yes", True), ("On", True), ("1", True), ("", False), ("ja", False)]
)
def test_readers_may_what_a_yes_allows(given: str, may: bool) -> None:
    settings = Settings(update=given, marks=given)
    assert (settings.readers_may_update, settings.readers_may_mark) == (may, may)

"""The version and the settings."""

from dataclasses import replace

import pytest

import rag
from rag.cli.health.health_line import HealthState
from rag.cli.health.setting_health import settings_in_use, version
from rag.settings import Settings


def test_the_version_is_named() -> None:
    found = version(Settings())
    assert found.state is HealthState.OK
    assert f"onrecord {rag.__version__}, Python 3." in found.words


def test_what_readers_may_do() -> None:
    found = settings_in_use(Settings())
    assert found.state is HealthState.OK
    assert "readers may not update; readers may mark" in found.words
    found = settings_in_use(Settings(update="Yes", marks="no", workers="3"))
    assert "readers may update; readers may not mark; up to 3 processes" in found.words
    assert found.values["workers"] == 3


def test_an_unclear_yes_is_noted() -> None:
    found = settings_in_use(Settings(update="ja"))
    assert found.state is HealthState.NOTE
    assert "ONRECORD_UPDATE: expected yes or no, found 'ja', which counts as no" in found.words
    assert found.values["readers_may_update"] is False


@pytest.mark.parametrize("workers", ["0", "-1", "many", "2.5"])
def test_workers_that_are_no_number_are_a_problem(workers: str) -> None:
    found = settings_in_use(Settings(workers=workers))
    assert found.state is HealthState.PROBLEM
    assert f"ONRECORD_WORKERS: expected a number of processes such as 2, found '{workers}'" in (
        found.words
    )
    assert found.words.endswith("Leave it empty for one a core")
    assert found.values["workers"] is None


def test_sites_that_are_none_are_a_problem() -> None:
    given = Settings(embed="https://news.example, nonsense")
    found = settings_in_use(given)
    assert found.state is HealthState.PROBLEM
    assert "found 'nonsense'. Correct or remove them" in found.words
    assert found.values["embedding_sites"] == ["https://news.example"]
    both = settings_in_use(replace(given, workers="many"))
    assert "ONRECORD_WORKERS" in both.words
    assert "ONRECORD_EMBED" in both.words
    usable = settings_in_use(Settings(embed="https://news.example"))
    assert usable.state is HealthState.OK
    assert "views may be embedded by https://news.example" in usable.words


def test_limits_of_the_api_that_are_none_are_a_problem() -> None:
    found = settings_in_use(Settings(api_cors="https://*.example news", api_rate="often"))
    assert found.state is HealthState.PROBLEM
    assert "ONRECORD_API_CORS: expected sites such as" in found.words
    assert "'https://*.example', 'news'" in found.words
    assert "ONRECORD_API_RATE: expected a rate such as 60/minute, found 'often'" in found.words
    fine = settings_in_use(Settings(api_cors="https://a.example", api_rate="5/second"))
    assert fine.state is HealthState.OK

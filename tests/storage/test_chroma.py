"""Connections to Chroma, and its errors as one line."""

from pathlib import Path

import numpy as np
import pytest

from rag.errors import StorageError
from rag.storage.chroma import ChromaConnection, CollectionLocation, wall


@pytest.fixture
def place(tmp_path: Path) -> CollectionLocation:
    return CollectionLocation(tmp_path / "gen-000001" / "chroma")


def test_wall_turns_any_error_into_a_storage_error_of_one_line(place: CollectionLocation) -> None:
    match = "Chroma failed: broken; check the disk"
    with pytest.raises(StorageError, match=match) as error, wall(place):
        raise RuntimeError("broken.\nmore")
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("error", [KeyboardInterrupt, StorageError], ids=lambda e: e.__name__)
def test_wall_lets_interruptions_and_own_errors_pass(
    place: CollectionLocation, error: type[BaseException]
) -> None:
    with pytest.raises(error, match="stop"), wall(place):
        raise error("stop")


@pytest.mark.parametrize("url", ["localhost:8000", "ftp://host", "http://"])
def test_malformed_server_address_names_the_setting(tmp_path: Path, url: str) -> None:
    with pytest.raises(StorageError, match="ONRECORD_CHROMA_URL: expected http"):
        ChromaConnection(CollectionLocation(tmp_path, url))


def test_create_replaces_a_collection_of_the_same_name(place: CollectionLocation) -> None:
    place.folder.mkdir(parents=True)
    connection = ChromaConnection(place)
    try:
        connection.collection(create=True).add(ids=["p"], embeddings=np.ones((1, 2), np.float32))
        assert connection.collection(create=True).count() == 0
        assert connection.names() == [place.name]
        connection.delete(place.name)
        assert connection.names() == []
    finally:
        connection.close()

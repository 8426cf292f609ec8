"""
The passage vectors in Chroma, as llama-index nodes: the only file that knows llama-index.

Any llama-index program can open the collection ``passages`` in the folder ``chroma/`` of a
generation. What lies there is a copy: the truth is in SQLite, and a collection that is found
wanting is written again from it.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numpy.typing import NDArray

from rag.storage.chroma import ChromaConnection, CollectionLocation, wall

if TYPE_CHECKING:
    from llama_index.core.schema import TextNode

Vectors = NDArray[np.float32]
_Item = TypeVar("_Item")

WRITTEN_AT_ONCE = 1_000  # Chroma takes 5,461, but llama-index makes each number an object
READ_AT_ONCE = 10_000
PROBES = 16  # stored vectors that must find themselves before a generation is put in force
PROBE_RESULTS = 10
SAME = 1e-3  # cosine distance; float32 rounding is a thousandth of it


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageNode:
    """A passage as llama-index sees it; ``published`` is an ISO date."""

    id: str
    text: str
    article: str
    start: int
    end: int
    outlet: str | None
    title: str | None
    published: str | None
    vector: Vectors


class VectorStore:
    """An open collection of passage vectors."""

    def __init__(self, place: CollectionLocation, *, create: bool = False) -> None:
        """Open what is there, or with ``create`` make it new and empty. Raises StorageError."""
        self._place = place
        with wall(place):
            self._connection = ChromaConnection(place)
            try:
                self._collection = self._connection.collection(create=create)
            except BaseException:
                self._connection.close()
                raise

    def add(self, nodes: Iterable[PassageNode]) -> None:
        """Write ``nodes``, whose ids must be new, through llama-index."""
        with wall(self._place):
            from llama_index.vector_stores.chroma import ChromaVectorStore

            store = ChromaVectorStore(chroma_collection=self._collection)
            for batch in _batches(nodes, WRITTEN_AT_ONCE):
                store.add([_text_node(node) for node in batch])

    def remove(self, ids: Sequence[str]) -> None:
        """Delete passages."""
        with wall(self._place):
            for batch in _batches(ids, WRITTEN_AT_ONCE):
                self._collection.delete(ids=batch)

    def ids(self) -> set[str]:
        """The ids of all passages it holds."""
        with wall(self._place):
            ids: set[str] = set()
            for offset in range(0, self._collection.count(), READ_AT_ONCE):
                page = self._collection.get(limit=READ_AT_ONCE, offset=offset, include=[])
                ids.update(page["ids"])
            return ids

    def nearest(self, vector: Vectors, k: int) -> list[str]:
        """The ids of about the ``k`` nearest passages by cosine, nearest first."""
        with wall(self._place):
            answer = self._collection.query(
                query_embeddings=np.atleast_2d(vector), n_results=k, include=[]
            )
            return list(answer["ids"][0])

    def fault(self, expected: set[str], probes: Iterable[tuple[str, Vectors]]) -> str | None:
        """
        The fault of the collection, None without one.

        It must hold the ``expected`` ids, and each of ``probes`` must find itself, or its like,
        among as many neighbours as there are: index files that are missing or torn leave the count
        right and the answers short.
        """
        if (found := self.ids()) != expected:
            return f"{len(expected)} passages expected, {len(found)} found"
        for passage, vector in probes:
            with wall(self._place):
                answer = self._collection.query(
                    query_embeddings=np.atleast_2d(vector),
                    n_results=PROBE_RESULTS,
                    include=["distances"],
                )
            distances = (answer["distances"] or [[]])[0]
            if len(distances) != min(PROBE_RESULTS, len(expected)):
                return f"passage {passage} has {len(distances)} neighbours"
            if min(distances) > SAME:
                return f"passage {passage} is not found by its own vector"
        return None

    def close(self) -> None:
        """Close the collection; a second call does nothing."""
        self._connection.close()


def sizes(folder: Path) -> dict[str, int]:
    """The size of each file of an embedded Chroma, by its path in ``folder``."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.stat().st_size for path in sorted(files)}


def whole(folder: Path, written: Mapping[str, int]) -> bool:
    """
    Whether no file is missing or shorter than in ``written``, the result of `sizes`.

    Opens no file. Files may have grown, because Chroma writes when a reader opens them.
    """
    now = sizes(folder)
    return all(now.get(name, -1) >= size for name, size in written.items())


def forget(place: CollectionLocation, prefix: str, keep: Collection[str]) -> None:
    """Delete a server's collections named ``prefix`` and more, unless that more is to ``keep``."""
    with wall(place):
        connection = ChromaConnection(place)
        try:
            for name in connection.names():
                if name.startswith(prefix) and name.removeprefix(prefix) not in keep:
                    connection.delete(name)
        finally:
            connection.close()


def _text_node(node: PassageNode) -> "TextNode":
    from llama_index.core.schema import NodeRelationship, RelatedNodeInfo, TextNode

    metadata = {
        "article": node.article,
        "start": node.start,
        "end": node.end,
        "outlet": node.outlet,
        "title": node.title,
        "published": node.published,
    }
    return TextNode(
        id_=node.id,
        text=node.text,
        embedding=node.vector.tolist(),
        metadata={key: value for key, value in metadata.items() if value is not None},
        relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=node.article)},
    )


def _batches(items: Iterable[_Item], size: int) -> Iterator[list[_Item]]:
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch

"""
Makes a large index from a small one: each article several times, through the real storage.

    python bench/enlarged.py INDEX TIMES OUT

Copies have ids of their own, the texts, claims, days and speakers of the article, and vectors
with a little noise, so that a search among them costs as much as among other articles. No copy
counts as a reprint. The index OUT has no folder of articles: it is for asking and for measuring.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

import numpy as np
from numpy.typing import NDArray

from rag.indexing import build as indexing
from rag.schema.articles import Article, Dispatch
from rag.schema.claims import Claim
from rag.settings import Settings
from rag.storage.draft import ArticleRecords, Draft, writing
from rag.storage.generation import Generation, open_generation

NOISE = 0.15  # share of noise in a copy's vector
PAGE = 50  # articles that are read at a time


def enlarge(small: Settings, times: int, large: Settings) -> None:
    """Build and activate an index with each article of ``small`` this many times."""
    base = open_generation(small)
    noise = np.random.default_rng(5)
    names = [article.id for article in base.articles()]
    with writing(large) as writer, writer.draft(None) as draft:
        for number in range(times):
            for start in range(0, len(names), PAGE):
                _copy(base, names[start : start + PAGE], number, noise, draft)
            sys.stderr.write(f"{(number + 1) * len(names)} articles\n")
        draft.relate(
            [
                Dispatch(
                    _name(one.id, number),
                    tuple(_name(name, number) for name in one.articles),
                    one.origin,
                    one.origin_published,
                )
                for number in range(times)
                for one in base.dispatches()
            ],
            {},
            [],
        )
        kept = ("engine", "embedder", "dimension", "corrected", "unfit")
        notes = {key: base.meta[key] for key in kept}
        draft.publish(
            notes | {"fingerprint": f"{base.fingerprint[:12]}{times:04}"}, indexing.NullProgress()
        )
    base.close()


def _copy(
    base: Generation,
    names: Sequence[str],
    number: int,
    noise: np.random.Generator,
    draft: Draft,
) -> None:
    """Add one copy of some articles."""
    passages, sentences = base.passages(names), base.sentences(names)
    vectors = base.vectors_of(names)
    for article in base.articles_of(names):
        own = [[one for one in some if one.article == article.id] for some in (passages, sentences)]
        passage_vectors, sentence_vectors = (
            _noisy(np.stack([vectors[one.id] for one in some]), number, noise)
            if some
            else np.empty((0, 0), np.float32)
            for some in own
        )
        draft.put(
            ArticleRecords(
                article=_renamed(article, number),
                passages=[
                    replace(one, id=_name(one.id, number), article=_name(one.article, number))
                    for one in passages
                    if one.article == article.id
                ],
                sentences=[
                    replace(
                        one,
                        id=_name(one.id, number),
                        article=_name(one.article, number),
                        group=_name(one.id, number),
                    )
                    for one in sentences
                    if one.article == article.id
                ],
                claims=[_claim(one, number) for one in base.claims_of([article.id])],
                passage_vectors=passage_vectors,
                sentence_vectors=sentence_vectors,
            )
        )


def _noisy(
    vectors: NDArray[np.float32], number: int, noise: np.random.Generator
) -> NDArray[np.float32]:
    if not number:
        return vectors
    spread = noise.normal(0, NOISE / vectors.shape[1] ** 0.5, vectors.shape)
    noisy = (vectors + spread).astype(np.float32)
    length: NDArray[np.float32] = np.linalg.norm(noisy, axis=1, keepdims=True)
    return np.divide(noisy, length)


def _name(name: str, number: int) -> str:
    """The id of a copy; the first copy keeps it."""
    path = PurePosixPath(name)
    return name if not number else str(path.with_name(f"{path.stem}~{number}{path.suffix}"))


def _renamed(article: Article, number: int) -> Article:
    return replace(article, id=_name(article.id, number), dispatch=_name(article.dispatch, number))


def _claim(claim: Claim, number: int) -> Claim:
    return replace(
        claim,
        id=_name(claim.id, number),
        article=_name(claim.article, number),
        dispatch=_name(claim.dispatch, number),
        group=_name(claim.id, number),
        places=(),
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Enlarge one index."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("index", type=Path)
    parser.add_argument("times", type=int)
    parser.add_argument("out", type=Path, help="a new folder for the index")
    given = parser.parse_args(arguments)
    enlarge(Settings(index=given.index), given.times, Settings(index=given.out))
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Chunking of articles into passages."""

import itertools
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.indexing.chunking import CHUNK_SIZES, passages
from rag.ingest.boilerplate import segment_story
from rag.ingest.folder import read_articles
from rag.schema.articles import Article, Passage
from rag.text.sentences import sentences

SEEDS = Path(__file__).parents[2] / "seeds"


def words(texts: Sequence[str]) -> list[int]:
    """Replaces a word-piece model, which splits at white space, too."""
    return [sum(1 + len(word) // 8 for word in text.split()) for text in texts]


def article(text: str, name: str = "a.txt") -> Article:
    marked = segment_story(text)
    return Article(id=name, text=text, fingerprint="", story=marked.story, gaps=marked.gaps)


def cut(whole: Article, found: Sequence[Passage]) -> list[str]:
    return [whole.text[passage.span.start : passage.span.end] for passage in found]


def assert_whole(whole: Article, found: Sequence[Passage], limit: int) -> None:
    assert [p.span for p in found] == sorted(p.span for p in found)
    for before, after in itertools.pairwise(found):
        assert before.span.end <= after.span.start
    for text, size in zip(cut(whole, found), words(cut(whole, found)), strict=True):
        assert text == text.strip()
        assert size <= limit
    for passage in found:
        for gap in whole.gaps:
            assert gap.span.end <= passage.span.start or passage.span.end <= gap.span.start
    covered = {at for p in found for at in range(p.span.start, p.span.end)}
    for span in whole.story:
        missing = set(range(span.start, span.end)) - covered
        assert all(whole.text[at].isspace() for at in missing)
    assert len({p.id for p in found}) == len(found)


SENTENCE = st.lists(
    st.sampled_from("The minister said on Monday that U.S. bases in Iraq are gone".split()),
    min_size=1,
    max_size=30,
).map(lambda picked: " ".join(picked) + ".")
PARAGRAPH = st.lists(SENTENCE, min_size=1, max_size=8).map(" ".join)
LINE = st.one_of(PARAGRAPH, st.sampled_from(["Advertisement", "", "## Heading", "Comments"]))


@settings(max_examples=200, deadline=None)
@given(st.lists(LINE, min_size=1, max_size=8), st.integers(12, 120))
def test_passages_cover_the_story_exactly_and_in_order(lines: list[str], limit: int) -> None:
    whole = article("\n\n".join(lines))
    assert_whole(whole, passages(whole, words, limit), limit)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=400), st.integers(1, 9))
def test_passages_of_any_text_fit_the_limit(text: str, limit: int) -> None:
    def characters(texts: Sequence[str]) -> list[int]:
        return [sum(len(word) for word in one.split()) for one in texts]

    whole = article(text)
    found = passages(whole, characters, limit)
    assert all(size <= limit for size in characters(cut(whole, found)))
    kept = "".join("".join(piece.split()) for piece in cut(whole, found))
    assert kept == "".join("".join(text[s.start : s.end].split()) for s in whole.story)


@pytest.mark.parametrize("limit", [30, 60, 254])
def test_passages_of_seeds_end_between_sentences(limit: int) -> None:
    for whole in read_articles(SEEDS).articles:
        found = passages(whole, words, limit)
        assert_whole(whole, found, limit)
        bounds = {p.span.start for p in found} | {p.span.end for p in found}
        for span in whole.story:
            for sentence in sentences(whole.text, span):
                (size,) = words([whole.text[sentence.start : sentence.end]])
                inside = [at for at in bounds if sentence.start < at < sentence.end]
                assert size > limit or not inside


def test_passages_keep_a_paragraph_within_the_limit_whole() -> None:
    paragraph = "One sentence of the story stands here. " * 9
    whole = article(f"{paragraph}\n\n{paragraph}x")
    assert cut(whole, passages(whole, words, 100)) == [paragraph.strip(), f"{paragraph}x"]


def test_passages_split_a_long_paragraph_evenly() -> None:
    whole = article(" ".join(f"Sentence number {n} has some seven words here." for n in range(20)))
    sizes = words(cut(whole, passages(whole, words, 120)))
    assert len(sizes) == 2
    assert max(sizes) - min(sizes) <= 10


def test_passages_join_small_neighbours_but_not_across_a_gap() -> None:
    one, two, three = "He was there on Monday.", "She was there too.", "They left on Friday."
    whole = article(f"{one}\n\n{two}\n\nAdvertisement\n\n{three}")
    assert cut(whole, passages(whole, words, 254)) == [f"{one}\n\n{two}", three]


def test_joined_passages_stay_small() -> None:
    whole = article("\n".join(f"The story goes on with line number {n} of it." for n in range(40)))
    sizes = words(cut(whole, passages(whole, words, 254)))
    assert all(size <= CHUNK_SIZES.joined for size in sizes)
    assert len(sizes) < 20


def test_passage_ids_depend_on_content_alone() -> None:
    text = "The talks went on.\n\nAdvertisement\n\nYes.\n\nAdvertisement\n\nYes."
    one, again, other = (article(text), article(text), article(text, "b.txt"))
    ids = [p.id for p in passages(one, words, 254)]
    assert len(set(ids)) == 3
    assert ids == [p.id for p in passages(again, words, 254)]
    assert not set(ids) & {p.id for p in passages(other, words, 254)}
    longer = article("A new lead stands above.\n\nAdvertisement\n\n" + text)
    assert ids == [p.id for p in passages(longer, words, 254)][1:]


def test_article_without_story_has_no_passages() -> None:
    assert passages(Article(id="a.txt", text="", fingerprint=""), words, 254) == ()

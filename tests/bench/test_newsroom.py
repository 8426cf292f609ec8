"""Edits of newsrooms keep a copy in its dispatch; other stories stay apart."""

import random
from collections.abc import Callable, Sequence

from hypothesis import given, settings
from hypothesis import strategies as st
from prose import drift, prose

from rag.ingest.boilerplate import segment_story
from rag.reprints.detection import dispatches
from rag.schema.articles import Article

Paragraphs = list[str]
Edit = Callable[[Paragraphs], Paragraphs]

quick = settings(max_examples=80, deadline=None, derandomize=True)

DATELINES = ("", "BAGHDAD (Sputnik) — ", "GENEVA, March 3 (Reuters) - ", "Paris (AFP) – ")
CREDITS = (
    "(Reporting by Ann Lee in Geneva; Editing by Omar Haddad)",
    "Source: Sputnik",
    "© 2024 The Associated Press. All rights reserved.",
    "Associated Press writer Ann Lee contributed to this report.",
)
PAGE = (
    ("Skip to main content", "The Harbour Courier", "Home / News / World", "Share on Facebook"),
    (
        "Sign up for our morning newsletter and get the main stories in your inbox.",
        "The Harbour Courier is a member-supported newsroom; every gift goes to our reporters.",
        "© 2024 The Harbour Courier Ltd. All rights reserved.",
    ),
)


def story(seed: int, paragraphs: int) -> Paragraphs:
    """A headline, a lead and paragraphs of one to three sentences, every third of them quoted."""
    rng = random.Random(seed)
    made = [" ".join(prose(seed * 1000, 1)[0].rstrip(".").split()[:8])]
    for number in range(1, paragraphs + 1):
        told = " ".join(prose(seed * 1000 + number, rng.randint(1, 3)))
        made.append(f"“{told[:-1]},” the minister said." if number % 3 == 0 else told)
    return made


def article(name: str, told: Sequence[str]) -> Article:
    text = "\n\n".join(told)
    marked = segment_story(text)
    return Article(id=name, text=text, fingerprint="", story=marked.story, gaps=marked.gaps)


def shortened(keep: float) -> Edit:
    return lambda told: told[: max(5, round(len(told) * keep))]


def without_middle(gone: float) -> Edit:
    return lambda told: [*told[:3], *told[3 + round((len(told) - 3) * gone) :]]


def retitled(title: str) -> Edit:
    return lambda told: [title, *told[1:]]


def repunctuated(marks: dict[str, str]) -> Edit:
    table = {ord(one): other for one, other in marks.items()}
    return lambda told: [paragraph.translate(table) for paragraph in told]


def reordered(seed: int) -> Edit:
    return lambda told: [
        told[0],
        *random.Random(seed).sample(told[1:], len(told) - 1),
    ]


def credited(dateline: str, credit: str) -> Edit:
    return lambda told: [told[0], dateline + told[1], *told[2:], credit]


def with_own_paragraph(seed: int) -> Edit:
    return lambda told: [*told[:4], " ".join(prose(-seed - 1, 2)), *told[4:]]


def on_a_page(told: Paragraphs) -> Paragraphs:
    return [*PAGE[0], *told, *PAGE[1]]


def drifting(seed: int) -> Edit:
    return lambda told: [told[0], *drift(told[1:], 0.04, seed)]


STYLES = (
    {"“": '"', "”": '"', "’": "'"},
    {"“": "‘", "”": "’", ".": "…"},
    {"“": "«", "”": "»", ",": ""},
)
edits = st.one_of(
    st.builds(shortened, st.floats(0.4, 1)),
    st.builds(without_middle, st.floats(0, 0.5)),
    st.builds(retitled, st.sampled_from(["What we know so far", "Minister speaks of long talks"])),
    st.builds(repunctuated, st.sampled_from(STYLES)),
    st.builds(reordered, st.integers(0, 9)),
    st.builds(credited, st.sampled_from(DATELINES), st.sampled_from(CREDITS)),
    st.builds(with_own_paragraph, st.integers(0, 99)),
    st.builds(drifting, st.integers(0, 99)),
    st.just(on_a_page),
)
seeds = st.integers(1, 500)


def edited(told: Paragraphs, chosen: Sequence[Edit]) -> Paragraphs:
    for edit in chosen:
        told = edit(told)
    return told


def groups(articles: Sequence[Article]) -> set[frozenset[str]]:
    return {frozenset(dispatch.articles) for dispatch in dispatches(articles)}


@quick
@given(seeds, st.integers(10, 30), edits)
def test_edit_keeps_a_copy_with_its_original(seed: int, length: int, edit: Edit) -> None:
    told = story(seed, length)
    others = [article(f"o{n}.txt", story(seed + n, length)) for n in (501, 502)]
    found = groups([article("a.txt", told), article("b.txt", edit(told)), *others])
    assert found == {
        frozenset({"a.txt", "b.txt"}),
        frozenset({"o501.txt"}),
        frozenset({"o502.txt"}),
    }


@quick
@given(seeds, st.integers(16, 30), st.lists(edits, min_size=2, max_size=3))
def test_several_edits_keep_copies_with_their_original(
    seed: int, length: int, chosen: list[Edit]
) -> None:
    told = story(seed, length)
    copies = [article(f"{n}.txt", edited(told, chosen[:n])) for n in range(len(chosen) + 1)]
    assert groups(copies) == {frozenset(copy.id for copy in copies)}


@quick
@given(seeds, st.integers(6, 30), st.integers(6, 30), edits)
def test_different_stories_stay_apart_under_one_headline_dateline_and_page(
    seed: int, one: int, other: int, edit: Edit
) -> None:
    dressed = [retitled("Talks go on"), credited(DATELINES[1], CREDITS[0]), edit, on_a_page]
    pair = (
        article("a.txt", edited(story(seed, one), dressed)),
        article("b.txt", edited(story(seed + 501, other), dressed)),
    )
    assert groups(pair) == {frozenset({"a.txt"}), frozenset({"b.txt"})}


@quick
@given(seeds, st.integers(8, 30), st.integers(1, 30), st.integers(1, 3), st.booleans())
def test_follow_up_with_some_sentences_of_another_stays_apart(
    seed: int, length: int, at: int, count: int, quoted: bool
) -> None:
    told = story(seed, length)
    sentences = [s for paragraph in told[1:] for s in paragraph.split(". ")]
    repeated = ". ".join(sentences[at % len(sentences) :][:count])
    own = story(seed + 501, 12)
    own.insert(1 + at % 10, f"“{repeated},” the agency wrote." if quoted else repeated)
    assert len(groups([article("a.txt", told), article("b.txt", own)])) == 2


@quick
@given(seeds, st.lists(edits, min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_dispatches_do_not_depend_on_order_or_run(
    seed: int, chosen: list[Edit], rng: random.Random
) -> None:
    articles = [
        article(f"{seed + n}{m}.txt", edit(story(seed + n, 12)))
        for n in range(3)
        for m, edit in enumerate(chosen)
    ]
    found = dispatches(articles)
    assert dispatches(rng.sample(articles, len(articles))) == found
    assert dispatches(articles) == found

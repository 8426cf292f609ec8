import pytest

from rag.ingest.formats.parts import BlockKind
from rag.ingest.formats.web.page_finder import MISSES, Finder
from rag.ingest.formats.web.page_tree import SeenBlock


def block(text: str, kind: BlockKind = BlockKind.PARAGRAPH) -> SeenBlock:
    return SeenBlock(text=text, key="".join(text.split()), kind=kind)


LONG = "The dike will be raised by two\xa0metres, water minister Joost Kramer said on Wednesday."
PAGE = [
    block("Most read"),
    block(LONG),
    block("Raise it.", BlockKind.ITEM),
    block("Pay the farmers.", BlockKind.ITEM),
    block("Most read"),
]


def located(*texts: str) -> list[tuple[int | None, str]]:
    return [(index, b.text) for index, b in Finder(PAGE).located([block(t) for t in texts])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(LONG.replace("\xa0", "\n "), [(1, LONG)], id="white space"),
        pytest.param("Raise it. Pay the farmers.", [(2, "Raise it."), (3, "Pay the farmers.")],
                     id="blocks run together"),
        pytest.param("The dike will be raised by two metres",
                     [(1, "The dike will be raised by two\xa0metres")], id="beginning of a block"),
        pytest.param("metres, water minister Joost", [(1, "metres, water minister Joost")],
                     id="middle of a block"),
        pytest.param(LONG.removesuffix("on Wednesday."), [(1, LONG)], id="most of a block"),
        pytest.param(LONG.replace("water ", ""), [(1, LONG)], id="gap in a block"),
        pytest.param("the", [(None, "the")], id="too short to be found within a block"),
        pytest.param("Of another page.", [(None, "Of another page.")], id="missing"),
    ],
)  # fmt: skip
def test_located(text: str, expected: list[tuple[int | None, str]]) -> None:
    assert located(text) == expected


def test_a_repeated_block_is_found_behind_the_one_before_it() -> None:
    assert located(LONG, "Most read")[1] == (4, "Most read")
    assert located("Most read", LONG)[0] == (0, "Most read")


def test_kinds_are_those_of_the_page() -> None:
    ((_, found),) = Finder(PAGE).located([block("Raise it.")])
    assert found.kind is BlockKind.ITEM


def test_searches_of_the_whole_page_are_bounded() -> None:
    missing = [block(f"This sentence number {n} is in no page.") for n in range(MISSES + 1)]
    finder = Finder(PAGE)
    finder.located([block("Most read"), block(LONG), block("Most read"), *missing])
    assert finder.located([block(LONG[4:60])]) == [(None, block(LONG[4:60]))]

"""Surnames that are also function words or months."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from timing import growth

from rag.text.clear_surnames import clear_surnames, restored, with_clear_surnames

MAY = "Theresa May met the cabinet. "


def changed(text: str) -> list[str]:
    """The words after each place that is another name in the clear text."""
    names = clear_surnames(text)
    clear = with_clear_surnames(text, names)
    assert len(clear) == len(text)
    pairs = zip(text.split(), clear.split(), strict=True)
    return [f"{before} {word}" for before, (word, other) in _with_before(pairs) if word != other]


def _with_before(pairs: "zip[tuple[str, str]]") -> list[tuple[str, tuple[str, str]]]:
    listed = list(pairs)
    return [(listed[n - 1][0] if n else "", pair) for n, pair in enumerate(listed)]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (f"{MAY}May said so. “I go,” May said.", ["Theresa May", "cabinet. May", "go,” May"]),
        (f"{MAY}In May she left. By 5 May it was over. May I ask why?", ["Theresa May"]),
        (f"{MAY}Trump criticised May’s plan in May 2019.", ["Theresa May", "criticised May’s"]),
        ("George Will wrote. While Will agrees, he left.", ["George Will", "While Will"]),
        ("Columnist George Will wrote. Will Trump go?", ["George Will"]),
        ("Prime Minister said Mrs. May had left.", ["Mrs. May"]),
        ("In May Trump met Kari Lund. May said nothing.", []),
        ("Hillary Will Win in May", []),
        ("They met in Charlotte March 5 and left.", []),
    ],
)
def test_surnames_are_told_from_months_and_verbs(text: str, places: list[str]) -> None:
    assert changed(text) == places


def test_another_name_of_the_text_is_not_taken() -> None:
    text = "Theresa May met Ann Cox and Bob Fox. May said so."
    (name,) = clear_surnames(text).values()
    assert name.casefold() not in text.casefold()
    clear = with_clear_surnames(text, {"May": name})
    assert restored(clear, {"May": name}) == text


@given(st.text(alphabet="aMTy .,?’“”5\n", max_size=40), st.sampled_from([MAY, ""]))
def test_length_holds_and_all_is_restored(words: str, before: str) -> None:
    text = f"{before}{words} May {words}"
    names = clear_surnames(text)
    clear = with_clear_surnames(text, names)
    assert len(clear) == len(text)
    assert restored(clear, names) == text


@pytest.mark.parametrize(
    "piece",
    ["Theresa May ", "Hillary Will ", "May ", "said May ", "A-", "A   ", "May.” "],
    ids=repr,
)
def test_clearing_takes_linear_time(piece: str) -> None:
    """Ten times the line may take ten times as long, and not a hundred times."""

    def clear(length: int) -> None:
        text = MAY + (piece * length)[:length]
        with_clear_surnames(text, clear_surnames(text))

    assert growth(clear, 20_000, 200_000) < 30


def test_pronoun_after_a_full_stop_is_no_surname() -> None:
    assert not clear_surnames(
        "The nurse came from Florida. She had left. Mr. Tom Ryan. They slept."
    )
    assert clear_surnames("Mr. May was late.")

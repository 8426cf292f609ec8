"""Pairing of quotation marks within a paragraph, outermost only, for any text."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from timing import growth

from rag.schema.articles import Span
from rag.text import quotations

# Marks, letters and their neighbours: where pairing can go wrong.
TRICKY = st.text(alphabet="“”„«»\"'‘’`` ab.?!,([—*\n\u00a0\u202fא\x00\ud800", max_size=60)
ANY = st.text(st.characters(), max_size=80)


def quoted(text: str, within: Span | None = None) -> list[str]:
    if not text:
        return []
    found = quotations.pair(text, within or Span(0, len(text)))
    return [text[q.span.start : q.span.end] for q in found]


@settings(max_examples=400, deadline=None)
@given(text=TRICKY | ANY)
def test_quotations_of_any_text_are_disjoint_in_order_and_marked(text: str) -> None:
    if not text:
        return
    found = quotations.pair(text, Span(0, len(text)))
    for before, after in pairwise(found):
        assert before.span.end <= after.span.start
    for quotation in found:
        words = text[quotation.span.start : quotation.span.end]
        mark = next(m for m in ("''", "``", *quotations.CLOSERS) if words.startswith(m))
        if quotation.closed:
            assert words.endswith(quotations.CLOSERS[mark])
            assert len(words) > len(mark)
        else:
            assert quotation.span.end == len(text)


@settings(max_examples=300, deadline=None)
@given(text=TRICKY, data=st.data())
def test_pair_ignores_text_outside_the_paragraph(text: str, data: st.DataObject) -> None:
    """The same characters give the same quotations, whatever surrounds the paragraph."""
    if not text:
        return
    before = data.draw(TRICKY)
    after = data.draw(TRICKY)
    whole = before + text + after
    inside = quotations.pair(whole, Span(len(before), len(before) + len(text)))
    alone = quotations.pair(text, Span(0, len(text)))
    shift = len(before)
    assert [(q.span.start - shift, q.span.end - shift, q.closed) for q in inside] == [
        (q.span.start, q.span.end, q.closed) for q in alone
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param('He said "yes" and left.', ['"yes"'], id="straight"),
        pytest.param("He said “yes” and left.", ["“yes”"], id="curly"),
        pytest.param("Er sagte „ja“ und ging.", ["„ja“"], id="German"),
        pytest.param("Il dit « oui » et partit.", ["« oui »"], id="French"),
        pytest.param('She said “yes" and left.', ['“yes"'], id="curly opens, straight closes"),
        pytest.param("He said ''yes, sir'' and left.", ["''yes, sir''"], id="two apostrophes"),
        pytest.param("He said ``yes, sir'' and left.", ["``yes, sir''"], id="TeX"),
        pytest.param("He said 'yes' and left.", ["'yes'"], id="single straight"),
        pytest.param("He said ‘yes’ and left.", ["‘yes’"], id="single curly"),
        pytest.param('"A," he said. "B."', ['"A,"', '"B."'], id="two in one paragraph"),
        pytest.param(
            "“He told me ‘no’ twice,” she said.", ["“He told me ‘no’ twice,”"], id="nested"
        ),
        pytest.param(
            "\"He told me 'no' twice,\" she said.",
            ["\"He told me 'no' twice,\""],
            id="nested straight",
        ),
        pytest.param("“His “hell” is here.” So", ["“His “hell” is here.”"], id="nested same marks"),
        pytest.param("“His “hell” is here.", ["“His “hell”"], id="nested, never closed"),
        pytest.param("He said “yes.“ Then “no.“", ["“yes.“", "“no.“"], id="two opening marks"),
        pytest.param("“We don’t know,” he said.", ["“We don’t know,”"], id="apostrophe inside"),
        pytest.param("‘We don’t know,’ he said.", ["‘We don’t know,’"], id="apostrophe in single"),
        pytest.param("The players’ union isn’t Iraq’s.", [], id="apostrophes alone"),
        pytest.param("The players' union isn't Iraq's.", [], id="straight apostrophes alone"),
        pytest.param("In the ’90s rock 'n' roll", ["'n'"], id="a decade opens nothing"),
        pytest.param("(“so-called” advisers)", ["“so-called”"], id="after a bracket"),
        pytest.param('the "unfortunate," he said', ['"unfortunate,"'], id="comma inside"),
        pytest.param("“It goes on", ["“It goes on"], id="never closed"),
        pytest.param("no marks at all", [], id="none"),
    ],
)
def test_pair_matches_marks(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


def test_quotation_that_runs_on_is_not_closed() -> None:
    """As where a speech is quoted over several paragraphs."""
    text = "“First paragraph of a speech.\n“Second and last,” he said."
    first, second = text.split("\n")
    (open_ended,) = quotations.pair(text, Span(0, len(first)))
    (closed,) = quotations.pair(text, Span(len(first) + 1, len(text)))
    assert not open_ended.closed
    assert closed.closed
    assert text[closed.span.start : closed.span.end] == "“Second and last,”"
    assert second.startswith("“")


@pytest.mark.parametrize(
    "piece", ["“a ", '"a ', " 'a", "''a ", "‘a ’", "\"'", "«", "don't ", "“a “b” "], ids=repr
)
def test_pair_takes_linear_time(piece: str) -> None:
    """Ten times the line may take ten times as long, and not a hundred times."""

    def pair(length: int) -> None:
        quotations.pair((piece * length)[:length], Span(0, length))

    assert growth(pair, 20_000, 200_000) < 30

"""Tests of the comparison of two reprints as HTML."""

import re

from html_tools import article, link

from rag.ui.markup import comparison


def test_table_marks_words_that_differ() -> None:
    ours = article(
        "a.txt", "The harbour opened on Monday. It cost 40 million. Nobody was hurt at all."
    )
    theirs = article(
        "b.txt", "The harbour opened on Monday. It cost 50 million. More will come later."
    )
    page = comparison.table(ours, theirs, link)
    assert re.findall(r"<mark>(.*?)</mark>", page) == ["40", "50"]
    assert page.count("not in this print") == 2
    assert "1 of 4 sentences match; 1 differs; 2 only in one of the two." in page

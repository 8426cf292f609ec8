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


def test_edited_links_each_column_to_its_version() -> None:
    before = article("a.txt", "The harbour opened on Monday. Nobody was hurt at all.")
    after = article("a.txt", "The harbour opened on Tuesday. More will come later.")
    page = comparison.edited(
        before,
        after,
        ("Until 3 May <2026>", "Now"),
        lambda name, span: f"./old?article={name}&start={span.start if span else 0}",
        link,
    )
    assert re.findall(r"<mark>(.*?)</mark>", page) == ["Monday", "Tuesday"]
    assert re.findall(r"<th scope=.*?>(.*?)</th>", page) == ["Until 3 May &lt;2026&gt;", "Now"]
    links = re.findall(r'href="(\./\w+)', page)
    assert sorted(links) == ["./old", "./old", "./sources", "./sources"]
    assert page.count("not in this version") == 2

"""Marks as HTML."""

from datetime import date

from rag.desk.marked_places import MarkedPlace
from rag.schema.articles import Article
from rag.schema.marks import Mark
from rag.ui.markup.desk import mark_lines

MARK = Mark(
    article="a.txt",
    claim="c1",
    words="Said <once>.",
    star=True,
    tags=("later", "<b>"),
    note="Ask\nher.",
    checked_by="Ada",
    checked_on=date(2026, 5, 3),
)


def test_a_line_has_all_parts_as_text() -> None:
    line = mark_lines.line(MARK)
    assert "<b>" not in line.replace("<b>Checked</b>", "").replace('<b title="Starred">', "")
    for part in ("★", "Checked", "Ada", "3 May 2026", "later", "&lt;b&gt;", "Ask\nher."):
        assert part in line
    assert mark_lines.line(None) == ""


def test_a_mark_whose_words_are_gone_has_no_link() -> None:
    article = Article(id="a.txt", text="Other words.", fingerprint="", title="A title")
    markup = mark_lines.marked([MarkedPlace(MARK, article)], lambda *_: "./sources", {})
    assert "href" not in markup
    assert "Not in the articles any more." in markup
    assert "Said &lt;once&gt;." in markup
    whole = MarkedPlace(Mark(article="a.txt", star=True), article)
    markup = mark_lines.marked([whole], lambda name, _: f"./sources?article={name}", {})
    assert 'href="./sources?article=a.txt"' in markup
    assert "Not in the articles" not in markup

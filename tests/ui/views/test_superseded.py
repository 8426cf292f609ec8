"""Links into an article that is edited, and what only its earlier versions have."""

import html
import re
import shutil
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from conftest import ARTICLES
from page_tools import claims_table_of, markup_of, open_page, shown, use
from streamlit.testing.v1 import AppTest

from rag.corpus import Corpus
from rag.export import quoted_place
from rag.indexing import build
from rag.schema.claims import Claim
from rag.settings import Settings

NAME = "harbour.txt"
WORDS = "no ship had been damaged"


@pytest.fixture(scope="module")
def unedited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the small articles and their index."""
    folder = tmp_path_factory.mktemp("unedited")
    (folder / "articles").mkdir()
    for name, text in ARTICLES.items():
        (folder / "articles" / name).write_text(text, encoding="utf-8")
    build.update(Settings(articles=folder / "articles", index=folder / "index"))
    return folder


@pytest.fixture
def edited(unedited: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A copy of it that a test may edit, with a dashboard on it."""
    copy = shutil.copytree(unedited, tmp_path / "edited")
    settings = Settings(articles=copy / "articles", index=copy / "index")
    use(monkeypatch, settings)
    return settings


def claim_of(settings: Settings) -> Claim:
    corpus = Corpus.open(settings)
    (found,) = (claim for claim in corpus.copies() if claim.text == WORDS)
    corpus.close()
    return found


def write(settings: Settings, text: str) -> None:
    (settings.articles / NAME).write_text(text, encoding="utf-8")
    build.update(settings)


def link(at: AppTest, words: str) -> dict[str, str]:
    """The parameters of the link with these words."""
    (href,) = set(re.findall(rf'href="([^"]+)"[^>]*>{words}</a>', markup_of(at)))
    query = parse_qs(urlsplit(html.unescape(href)).query)
    return {name: value for name, (value,) in query.items()}


def marked(at: AppTest) -> str:
    """The words that the reader marks."""
    found = "".join(re.findall(r"<mark[^>]*>(.*?)</mark>", markup_of(at), re.DOTALL))
    return html.unescape(re.sub(r"<[^>]+>", "", found))


def test_link_follows_its_words_through_edits_of_the_article(edited: Settings) -> None:
    claim = claim_of(edited)
    made = link(open_page("timeline", claim=claim.id), "Read it in the article")
    text = ARTICLES[NAME]
    sentence = made["quote"]
    assert sentence == text[int(made["start"]) : int(made["end"])]
    assert marked(open_page("sources", **made)) == sentence

    moved = text.replace("\n\n", "\n\nFERRIES - Three ferries sailed late on Monday.\n\n", 1)
    write(edited, moved)
    at = open_page("sources", **made)
    assert marked(at) == sentence
    assert quoted_place.MOVED in shown(at)
    assert "Edited. 1 earlier version, replaced on" in shown(at)
    assert quoted_place.MOVED not in shown(open_page("sources", article=NAME))

    write(edited, moved.replace("no ship", "one ship"))
    at = open_page("sources", **made)
    assert marked(at) == sentence
    assert f"Superseded: {quoted_place.EARLIER} This version was replaced on" in flat(at)
    assert "Three ferries" not in shown(at)
    old = link(at, "What changed")
    assert len(old.pop("version")) == 16
    assert old == {"article": NAME, "beside": NAME}
    assert quoted_place.EARLIER not in shown(
        open_page("sources", **link(at, "The article as it is now"))
    )

    write(edited, moved)  # the words are back
    assert marked(open_page("sources", **made)) == sentence

    (edited.articles / NAME).unlink()
    build.update(edited)
    at = open_page("sources", **made)
    assert f"“{NAME}” isn't here. All articles are listed instead." in shown(at)


def test_link_whose_words_are_in_no_text_marks_nothing(edited: Settings) -> None:
    at = open_page("sources", article=NAME, start="40", end="50", quote="These words never.")
    assert quoted_place.GONE in shown(at)
    assert marked(at) == ""


def test_link_without_its_words_marks_the_place(edited: Settings) -> None:
    at = open_page("sources", article=NAME, start="0", end="7")
    assert marked(at) == "Harbour"
    at = open_page("sources", article=NAME, start="0", end="70000")
    assert "This article has no such place" in shown(at)


def test_claim_that_only_an_earlier_version_has_is_shown_and_not_counted(edited: Settings) -> None:
    claim = claim_of(edited)
    write(edited, ARTICLES[NAME].replace("no ship", "one ship"))
    at = open_page("timeline", claim=claim.id)
    assert "Superseded: The article was edited. This is from the version replaced on" in flat(at)
    assert f">{WORDS}<" in markup_of(at)
    assert claim.id not in {row["id"] for row in claims_table_of(at)["rows"]}
    assert "No claim" not in shown(at)
    reader = open_page("sources", **link(at, "Read it in that version"))
    assert WORDS in marked(reader)
    at.button[-1].click().run()  # Close
    assert "Superseded" not in shown(at)
    at = open_page("sources", article=NAME, claim=claim.id)
    assert "This is from the version replaced on" in shown(at)
    assert marked(at) == ""


def test_comparison_shows_both_texts_and_links_to_each(edited: Settings) -> None:
    write(edited, ARTICLES[NAME].replace("no ship", "one ship"))
    version = link(open_page("sources", article=NAME), "what changed")
    at = open_page("sources", **version)
    assert re.findall(r"<mark>(.*?)</mark>", markup_of(at)) == ["no", "one"]
    assert "Until" in shown(at)
    links = re.findall(r'or-there" href="([^"]+)"', markup_of(at))
    olds = [href for href in links if "version=" in href]
    assert len(links) == 2 * len(olds) > 0


@pytest.mark.parametrize("version", ["0123456789abcdef", "x", "../../../etc"])
def test_unknown_version_opens_the_article_as_it_is(edited: Settings, version: str) -> None:
    at = open_page("sources", article=NAME, version=version)
    assert f"No version “{version}” of this article; it is shown as it is now." in shown(at)
    assert "no ship had been damaged" in shown(at)


def test_damaged_version_opens_the_article_as_it_is(edited: Settings) -> None:
    write(edited, ARTICLES[NAME].replace("no ship", "one ship"))
    version = link(open_page("sources", article=NAME), "what changed")["version"]
    (path,) = Path(edited.index / "versions").glob(f"*/*{version}*")
    path.write_bytes(b"damaged")
    at = open_page("sources", article=NAME, version=version)
    assert "That version cannot be read; this is the article as it is now." in shown(at)
    assert "one ship" in shown(at)


def flat(at: AppTest) -> str:
    """What a page shows, with single blanks."""
    return " ".join(shown(at).split())

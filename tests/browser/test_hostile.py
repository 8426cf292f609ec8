"""
What articles, their lists, questions, addresses and a language model say is shown as characters.

One corpus holds markup of every kind that a page might take for its own: HTML, markdown, LaTeX,
Streamlit's directives, writing that turns around what follows it. Looked at is what the browser
made of it, and what it asked any server for.
"""

import os
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from browser_tools import Server, serve, visit
from llm_server import serve as serve_model

from rag.corpus import Corpus
from rag.indexing import build
from rag.settings import Settings

pytestmark = pytest.mark.browser

TURN = "\u202e"  # right-to-left override: what follows would be read backwards
NASTY = (
    "<script>window.pwned=1</script><img src=http://evil.example/i.png onerror=window.pwned=2>"
    "![p](http://evil.example/p.png)[l](javascript:window.pwned=3) $\\frac{1}{2}$ $$x^2$$ "
    ":red[shout] :material/bug_report: :streamlit: `code` **bold** "
    "<style>body{display:none}</style>"
)
HOSTILE = f"""\
{NASTY}

"The <b>bases</b> ![x](http://evil.example/c.png) are {TURN}closed and $x^2$ :red[sold]," said <i>Jane</i> Doe, minister of <script>window.pwned = 4</script> Defence.

"There are no bases here {NASTY}," Jane Doe said on Monday.

"The bases are closed," said Jane Doe. The ministry said that it "never sold :red[bases]".

"The quays <b>are</b> open," said Kari Lund, the harbour master.
"""  # noqa: E501  paragraphs of an article are single lines
# Inside the page's own elements, and in what Streamlit draws of labels and options.
INERT = "script, img:not([src*='/media/']), style, iframe, object, .katex, a[href^=javascript i]"
MODEL = f"model {NASTY}"[:200]


def quoted(*cells: str) -> str:
    """A row of CSV."""
    return ",".join('"' + cell.replace('"', '""') + '"' for cell in cells) + "\n"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("hostile")
    articles, index = folder / "articles", folder / "index"
    articles.mkdir()
    for name in ("a.txt", "b.txt"):
        (articles / name).write_text(HOSTILE, encoding="utf-8")
    columns = "file,title,outlet,author,published,date_basis,url,origin,note\n"
    rows = [
        quoted(name, f"Title {name} {NASTY}", f"Outlet {name} {TURN}{NASTY}", NASTY, "2021-05-03",
               "stated", "http://evil.example/<script>", f"Agency {TURN}{NASTY}", NASTY)
        for name in ("a.txt", "b.txt")
    ]  # fmt: skip
    (articles / "articles.csv").write_text(columns + "".join(rows), encoding="utf-8")
    (articles / "speakers.csv").write_text(
        "speaker,name,role,organisation\n"
        + quoted("Jane Doe", f"Jane {TURN}Doe {NASTY}", f"Role {NASTY}", f"Body {NASTY}"),
        encoding="utf-8",
    )
    settings = Settings(articles=articles, index=index)
    build.update(settings)
    return settings


@pytest.fixture(scope="module")
def server(hostile: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A dashboard on those articles, with a language model that repeats the worst of them."""
    with serve_model() as model, pytest.MonkeyPatch.context() as patch:
        model.says(
            "Jane Doe said that the <b>bases</b> ![x](http://evil.example/c.png) are closed [1]. ",
            f"{NASTY} [1].",
        )
        patch.setenv("ONRECORD_LLM", MODEL)
        patch.setenv("ONRECORD_LLM_URL", model.url)
        with serve(hostile, tmp_path_factory.mktemp("server")) as running:
            running.wait("/readyz")
            yield running
    assert "ONRECORD_LLM" not in os.environ


def look(page: Any, path: str) -> None:
    """No text has become an element, or is placed where it could reverse other words."""
    page.wait_for_timeout(300)
    assert page.evaluate("window.pwned") is None, path
    for place in ("[data-testid=stMain]", "[data-testid=stSidebar]", "[data-testid=stPopoverBody]"):
        found = page.locator(f"{place} .or").locator(INERT)
        assert found.count() == 0, (path, place, found.first.evaluate("e => e.outerHTML"))
        assert page.locator(f"{place} .katex, {place} [src*=evil]").count() == 0, (path, place)
    loose = page.evaluate(
        f"""() => {{
          const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
          const loose = []
          while (walk.nextNode()) {{
            const text = walk.currentNode
            const place = text.parentElement
            if (!text.data.includes("{TURN}") || place.closest("script, style, code, svg")) continue
            if (!place.closest("bdi, p[dir], blockquote, .or-par p, .or-gap p, .or-paragraph p"))
              if (place.closest(".or")) loose.push(place.outerHTML.slice(0, 200))
          }}
          return loose
        }}"""
    )
    assert loose == [], path


def test_hostile_texts_are_shown_escaped(running: Any, server: Server, hostile: Settings) -> None:
    corpus = Corpus.open(hostile)
    facets = corpus.facets()
    claims = corpus.claims()
    corpus.close()
    assert any(NASTY in speaker for speaker in facets.speakers)
    claim = claims[0].id
    named = {"speaker": facets.speakers[0]}
    outlet = {"outlet": facets.outlets[0], **named}
    place = {"article": "a.txt", "start": "10", "end": "200"}
    views = {
        f"/?{urlencode({'q': NASTY + ' bases'})}": ".or-answer",
        f"/?{urlencode({'q': 'what did Jane Doe say about bases', **outlet})}": ".or-prose",
        f"/timeline?{urlencode({'claim': claim, **outlet})}": ".or-chosen",
        f"/sources?{urlencode({'find': 'bases', **outlet})}": ".or-library",
        f"/sources?{urlencode({'find': NASTY + ' no such words'})}": ".or-head",
        f"/sources?{urlencode(place)}": "mark#cited",
        f"/sources?{urlencode({**place, 'beside': 'b.txt', **outlet})}": ".or-beside",
        f"/sources?{urlencode({'article': NASTY, 'beside': NASTY, 'sort': NASTY})}": ".or-notice",
        f"/timeline?{urlencode({'outlet': NASTY, 'kind': NASTY, 'claim': NASTY})}": ".or-notice",
        f"/speakers?{urlencode({'find': NASTY + ' no such words'})}": ".or-head",
        "/speakers": ".or-people",
        "/speakers?view=outlets": ".or-people",
        f"/speakers?{urlencode(named)}": ".or-chains, .or-people",
        f"/speakers?{urlencode({**named, 'compare': facets.speakers[-1]})}": ".or-versus",
        f"/speakers?{urlencode({**named, 'compare': NASTY, 'view': NASTY})}": ".or-notice",
        f"/desk?{urlencode({'watch': urlencode({'q': NASTY}), 'since': NASTY})}": ".or-watched",
        f"/?{urlencode({'q': NASTY + ' bases', 'embed': 'true'})}": ".or-answer",
    }
    with visit(running, server) as reader:
        for path, landmark in views.items():
            page = reader.open(path).page
            page.locator(landmark).first.wait_for()
            for fold in page.locator("summary.or-cite, .or-found summary").all():
                fold.click()
            look(page, path)
        share = page.get_by_role("link", name="Open in On Record")
        assert share.get_attribute("href").startswith(server.url)


def test_title_text_speaker_and_question_keep_every_character(running: Any, server: Server) -> None:
    with visit(running, server) as reader:
        page = reader.open("/sources?article=a.txt").page
        page.locator(".or-text").wait_for()
        page.locator(".or-found summary").click()
        text = " ".join((page.locator("[data-testid=stMain]").text_content() or "").split())
        for words in (f"Title a.txt {NASTY}", f"Outlet a.txt {TURN}{NASTY}", f"Role {NASTY}"[5:]):
            assert words in text
        assert text.count(NASTY) > 6
        reader.open(f"/?{urlencode({'q': NASTY + ' bases'})}")
        page.locator(".or-answer").wait_for()
        page.get_by_role("button", name="Link to this view").click()
        page.get_by_test_id("stPopoverBody").get_by_text(
            "This link opens this exact view."
        ).wait_for()
        look(page, "share")


def test_filters_and_recent_questions_are_escaped(running: Any, server: Server) -> None:
    with visit(running, server) as reader:
        page = reader.open(f"/?{urlencode({'q': NASTY + ' bases'})}").page
        page.locator(".or-answer").wait_for()
        box = page.get_by_label("Question", exact=True)
        box.fill("bases")
        box.press("Enter")
        recent = page.get_by_role("navigation", name="Your last questions")
        recent.get_by_role("link").first.wait_for()
        assert recent.get_by_role("link").first.inner_text() == f"{NASTY} bases"
        assert recent.locator("script, img, .katex, style").count() == 0
        page.get_by_label("Speakers", exact=True).click()
        page.get_by_role("option").filter(has_text=":red[shout]").click()
        page.keyboard.press("Escape")
        reader.settle()
        look(page, "filters")
        page.locator(".or-chips").wait_for()
        page.get_by_text("Why these quotations").click()
        page.locator(".or-ranked").wait_for()
        look(page, "why")


def test_error_is_shown_as_a_sentence(running: Any, server: Server) -> None:
    with visit(running, server) as reader:
        page = reader.open("/?q=%3F%3F%3F").page
        alert = page.get_by_role("alert")
        alert.wait_for()
        assert "Type a question" in alert.inner_text()
        assert "Traceback" not in page.content()

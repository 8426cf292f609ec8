"""
Makes web pages as newspapers and their systems write them, for measuring how fast they are read.

Each has what surrounds an article on the web: menus, JSON-LD, scripts with the state of an
application, styles, pictures, related stories, comments, a footer. The pages have 60 to 300 KB in
four layouts. A number always gives the same page.
"""

import json
import random
from collections.abc import Iterator
from datetime import date, timedelta

PLACES = "Aldmoor Bremwick Corhaven Dunleith Eastmere Farholt Greyport Holmstead".split()
PEOPLE = ("Ann Lee", "Omar Haddad", "Kari Lund", "Ivo Novak", "Dina Okafor", "Bruno Rossi")
ROLES = ("Harbour director", "Mayor", "Union leader", "Minister", "Spokeswoman", "Chief engineer")
THINGS = (
    "the northern breakwater|the ferry timetable|grain exports|the reservoir|harbour dues"
    "|the flood wall|school meals|the rail tunnel|hospital beds|the power line"
).split("|")
ENDINGS = (
    "will open again before the end of May",
    "costs the city more than anyone on the council expected",
    "must be looked at again, with all figures on the table",
    "has been closed since the storm damaged the eastern quay in January",
    "is paid for by the state, according to a letter seen by this newspaper",
    "remains the subject of talks that both sides described as useful",
)
OPENINGS = ("On Monday", "In a statement", "After the meeting", "Two weeks later", "Last year")
FIRST = date(2019, 1, 1)
DAYS = 2000


def made_pages(count: int) -> Iterator[bytes]:
    """The first ``count`` pages."""
    for number in range(count):
        yield _PageMaker(number).page().encode()


class _PageMaker:
    """Makes one page from a number."""

    def __init__(self, number: int) -> None:
        self._rng = random.Random(number)
        self._number = number
        self._place = self._rng.choice(PLACES)
        self._title = f"{self._sentence()[:-1]} in {self._place}"
        self._author = self._rng.choice(PEOPLE)
        self._day = FIRST + timedelta(days=self._rng.randrange(DAYS))

    def page(self) -> str:
        """The page as HTML."""
        layout = (self._semantic, self._divisions, self._old_table, self._blog)[self._number % 4]
        return (
            f'<!DOCTYPE html><html lang="en"><head>{self._head()}</head><body class="article-page">'
            f"{self._consent()}{self._menu()}{layout()}{self._related()}{self._comments()}"
            f"{self._footer()}{self._scripts()}</body></html>"
        )

    # --- words ---

    def _sentence(self) -> str:
        thing, ending = self._rng.choice(THINGS), self._rng.choice(ENDINGS)
        return f"{thing[0].upper()}{thing[1:]} {ending}."

    def _paragraph(self) -> str:
        rng = self._rng
        said = (
            f"“{self._sentence()[:-1]},” said <a href='/topic/{rng.randrange(900)}'>"
            f"{rng.choice(PEOPLE)}</a>, {rng.choice(ROLES).lower()} of {rng.choice(PLACES)}."
        )
        more = [f"{rng.choice(OPENINGS)}, {self._sentence().lower()}" for _ in range(3)]
        sentences = [self._sentence(), said, *more][: rng.randint(2, 5)]
        rng.shuffle(sentences)
        number = f" <em>{rng.randint(2, 900)} million</em> crowns are at stake, the report says."
        return " ".join(sentences) + (number if rng.random() < 0.3 else "")

    # --- the article ---

    def _body(self, tag: str = "p") -> str:
        rng = self._rng
        pieces: list[str] = []
        for number in range(rng.randint(12, 45)):
            pieces.append(f"<{tag}>{self._paragraph()}</{tag}>")
            if number % 6 == 4:
                pieces.append(f"<h2>{self._sentence()[:-1]}</h2>")
            if number % 7 == 3:
                pieces.append(self._picture())
            if number % 9 == 5:
                pieces.append(
                    f"<blockquote><p>{self._sentence()}</p><cite>{rng.choice(PEOPLE)}, "
                    f"{rng.choice(ROLES)}</cite></blockquote>"
                )
            if number % 5 == 2:
                pieces.append(
                    f'<div class="ad-slot" id="ad-{number}" data-ad-unit="/12345/news/{number}">'
                    '<div class="ad-label">Advertisement</div></div>'
                )
            if number == 8:
                items = "".join(f"<li>{self._sentence()}</li>" for _ in range(4))
                pieces.append(f"<ul>{items}</ul>")
        return "\n".join(pieces)

    def _picture(self) -> str:
        name = self._rng.randrange(10**6)
        widths = (320, 480, 640, 800, 1024, 1280, 1600)
        sources = ", ".join(f"https://img.example/{name}-{w}.jpg?w={w}&q=80 {w}w" for w in widths)
        return (
            f'<figure class="image"><picture><source srcset="{sources}" type="image/webp"><img '
            f'src="https://img.example/{name}.jpg" srcset="{sources}" alt="{self._place}" '
            f'loading="lazy"></picture><figcaption>{self._sentence()} <span class="credit">Photo: '
            f"{self._rng.choice(PEOPLE)}</span></figcaption></figure>"
        )

    def _semantic(self) -> str:
        return (
            f'<main><article itemscope><header><h1 itemprop="headline">{self._title}</h1><p '
            f'class="standfirst">{self._sentence()}</p><div class="byline">By <a rel="author" '
            f'href="/by/x">{self._author}</a></div><time datetime="{self._day}T09:30:00Z">'
            f"{self._printed()}</time>{self._share()}</header>{self._picture()}"
            f'<div itemprop="articleBody">{self._body()}</div></article></main>'
        )

    def _divisions(self) -> str:
        return (
            f'<div id="root"><div class="c-1 grid"><div class="c-2"><div class="c-3"><h1 '
            f'class="css-1a2b">{self._title}</h1></div><div class="css-9x author">{self._author}'
            f'</div><div class="css-7y date">{self._printed()}</div>{self._share()}'
            f'<div class="css-5z story-body"><div><div>{self._body()}</div></div></div></div>'
            f'<div class="c-4 sidebar">{self._list(25)}</div></div></div>'
        )

    def _old_table(self) -> str:
        return (
            f'<table width="100%" cellpadding="0"><tr><td width="160" valign="top">{self._list(20)}'
            f'</td><td valign="top"><h1><font size="5">{self._title}</font></h1><p><i>By '
            f"{self._author}, {self._printed()}</i></p>{self._body()}</td><td width='200'>"
            f"{self._list(15)}</td></tr></table>"
        )

    def _blog(self) -> str:
        return (
            f'<div id="page" class="site"><div id="content" class="site-content"><article '
            f'class="post type-post hentry"><h1 class="entry-title">{self._title}</h1><div '
            f'class="entry-meta"><span class="posted-on"><time class="entry-date published" '
            f'datetime="{self._day}">{self._printed()}</time></span> <span class="byline">by '
            f'{self._author}</span></div><div class="entry-content">{self._body()}</div>'
            f"{self._share()}</article><aside>{self._list(30)}</aside></div></div>"
        )

    def _printed(self) -> str:
        return f"{self._day.day} {self._day:%B %Y}"

    # --- what surrounds it ---

    def _head(self) -> str:
        address = f"https://www.{self._place.lower()}-post.example/news/{self._number}"
        organisation = {"@type": "NewsMediaOrganization", "name": f"{self._place} Post"}
        graph = [
            {"@type": "WebSite", "url": address, "name": f"{self._place} Post"},
            {
                "@type": "NewsArticle", "headline": self._title, "url": address,
                "datePublished": f"{self._day}T09:30:00+00:00", "publisher": organisation,
                "author": [{"@type": "Person", "name": self._author}],
                "articleBody": " ".join(self._sentence() for _ in range(60)),
            },
            {"@type": "BreadcrumbList", "itemListElement": [
                {"@type": "ListItem", "position": n, "name": place, "item": f"/{place}"}
                for n, place in enumerate(PLACES)]},
        ]  # fmt: skip
        linked = json.dumps({"@context": "https://schema.org", "@graph": graph})
        metas = "".join(
            f'<meta property="{name}" content="{value}">'
            for name, value in (
                ("og:title", self._title), ("og:site_name", f"{self._place} Post"),
                ("og:type", "article"), ("og:url", address), ("og:description", self._sentence()),
                ("article:published_time", f"{self._day}T09:30:00Z"),
                *((f"article:tag{n}", place) for n, place in enumerate(PLACES)),
            )
        )  # fmt: skip
        loaded = "".join(
            f'<link rel="preload" href="/static/{self._rng.randrange(10**9)}.js" as="script">'
            for _ in range(30)
        )
        rules = "".join(
            f".css-{n}{{margin:0 {n}px;padding:{n % 7}px;color:#{n:06x};display:flex}}"
            for n in range(self._rng.randint(100, 500))
        )
        return (
            f'<meta charset="utf-8"><title>{self._title} | {self._place} Post</title>{metas}'
            f'<link rel="canonical" href="{address}">{loaded}<style>{rules}</style>'
            f'<script type="application/ld+json">{linked}</script>'
        )

    def _consent(self) -> str:
        return (
            '<div id="cookie-banner" style="display: none" class="consent"><p>We and our partners '
            "use cookies to store information on a device.</p><button>Accept all</button></div>"
        )

    def _menu(self) -> str:
        groups = "".join(
            f'<li class="menu-item has-children"><a href="/{n}">{place}</a><ul class="sub-menu">'
            + "".join(
                f'<li class="menu-item"><a class="link" href="/{n}/{m}">{thing}</a></li>'
                for m, thing in enumerate(THINGS)
            )
            + "</ul></li>"
            for n, place in enumerate(PLACES * 2)
        )
        return f'<header class="site-header"><nav><ul class="menu">{groups}</ul></nav></header>'

    def _share(self) -> str:
        buttons = "".join(
            f'<li><a href="https://share.example/{name}"><svg viewBox="0 0 24 24"><path d="M12 2C6 '
            f'2 2 6 2 12s4 10 10 10 10-4 10-10S18 2 12 2z"/></svg><span>{name}</span></a></li>'
            for name in ("Facebook", "X", "WhatsApp", "E-mail", "Copy link")
        )
        return f'<ul class="share-buttons">{buttons}</ul>'

    def _list(self, count: int) -> str:
        links = "".join(
            f'<li><a href="/n/{n}">{self._sentence()[:-1]}</a></li>' for n in range(count)
        )
        return f'<h3>Most read</h3><ol class="most-read">{links}</ol>'

    def _related(self) -> str:
        cards = "".join(
            f'<div class="card"><a href="/news/{n}"><img data-src="https://img.example/{n}.jpg" '
            f'alt=""><h3 class="card-title">{self._sentence()[:-1]}</h3></a><p class="card-text">'
            f'{self._sentence()}</p><span class="card-date">{n % 28 + 1} May 2021</span></div>'
            for n in range(self._rng.randint(12, 60))
        )
        return f'<section class="related"><h2>More on this story</h2>{cards}</section>'

    def _comments(self) -> str:
        rng = self._rng
        comments = "".join(
            f'<li class="comment" id="comment-{n}"><div class="comment-author">reader{n}</div>'
            f'<div class="comment-meta"><time>{n % 28 + 1} June 2021</time></div><div '
            f'class="comment-body"><p>{self._sentence()} {self._sentence()}</p></div><a '
            'class="reply" href="#">Reply</a></li>'
            for n in range(rng.choice((0, 0, 20, 60, 150)))
        )
        return f'<div id="comments" class="comments-area"><ol>{comments}</ol></div>'

    def _footer(self) -> str:
        links = "".join(f'<li><a href="/about/{n}">About {n}</a></li>' for n in range(70))
        return (
            '<footer class="site-footer"><form><label>Newsletter <input type="email"></label>'
            f"<button>Sign up</button></form><ul>{links}</ul><p>© {self._place} Post</p></footer>"
        )

    def _scripts(self) -> str:
        state = [
            {"id": n, "title": self._sentence(), "html": f"<p>{self._sentence()}</p>"}
            for n in range(self._rng.randint(100, 700))
        ]
        whole = json.dumps(state).replace("</", "<\\/")
        small = "".join(
            f"<script>window.dataLayer=window.dataLayer||[];dataLayer.push({{e:{n},a<b:1}});"
            "</script>"
            for n in range(20)
        )
        return f"<script>window.__STATE__={whole}</script>{small}"

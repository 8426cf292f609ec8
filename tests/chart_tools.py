"""Claims laid out in time for tests of rows and charts, and the points of a figure."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

from asking import Memory
from record_tools import make_claim

from rag.schema.articles import Article, DateBasis, Span
from rag.schema.claims import Claim, ClaimCopy, Kind
from rag.timeline.claim_table import ClaimTable
from rag.timeline.rows import By, ClaimRow, row_of
from rag.timeline.time_window import TimeWindow
from rag.ui import palette
from rag.ui.charts import claim_timeline

DAY = date(2024, 3, 4)


def article(name: str = "a.txt", **known: Any) -> Article:
    known.setdefault("outlet", "Gazette")
    known.setdefault("date_basis", DateBasis.STATED)
    return Article(id=name, text="x" * 100, fingerprint=name, **known)


def claim(name: str, said_on: date | None = DAY, **known: Any) -> Claim:
    known.setdefault("article", "a.txt")
    known.setdefault("kind", Kind.DIRECT)
    known.setdefault("speaker", "Kari Lund")
    known.setdefault("content", (Span(2, 5),))
    known.setdefault("evidence", Span(0, 10))
    return make_claim(
        id=name, source=(), cue=(), text="the quays are open", confidence=0.9,
        said_on=said_on, said_on_words="Monday", **known,
    )  # fmt: skip


ARTICLES = {"a.txt": article()}


def lay_out(claims: Iterable[Claim], articles: Mapping[str, Article]) -> tuple[ClaimRow, ...]:
    """Rows for the dated claims, in time order."""
    rows = [row_of(one, articles.get(one.article)) for one in claims]
    dated = sorted((row.said_on, n) for n, row in enumerate(rows) if row.said_on)
    return tuple(rows[n] for _, n in dated)


def frame(
    first: date = DAY, last: date = DAY, by: By = "speaker", **known: Any
) -> claim_timeline.ChartFrame:
    """What charts of these days share, with months as their unit."""
    known.setdefault("colours", palette.outlet_colours(["Gazette", "Post"]))
    window = TimeWindow(first=first, last=last, unit="month")
    return claim_timeline.ChartFrame(window=window, by=by, **known)


def draw(laid: tuple[ClaimRow, ...], chosen: str | None = None, **known: Any) -> Any:
    days = [row.said_on for row in laid if row.said_on] or [DAY]
    known = {"first": days[0], "last": days[-1], **known}
    return claim_timeline.claim_timeline(laid, frame(**known), chosen)


def points(drawn: Any) -> list[tuple[str, date, float]]:
    return [
        (data[0], day, height)
        for trace in drawn.data
        if trace.customdata is not None
        for data, day, height in zip(trace.customdata, trace.x, trace.y, strict=True)
    ]


def claim_table(claims: list[Claim], articles: dict[str, Article] | None = None) -> ClaimTable:
    known = (articles or ARTICLES).values()
    return ClaimTable(Memory(tuple(known), (), (), claims=claims).tables())


def many(number: int, speakers: int = 3) -> list[Claim]:
    random = Random(number)
    return [
        claim(str(n), DAY + timedelta(days=random.randrange(700)), speaker=f"S{n % speakers}")
        for n in range(number)
    ]


def place(outlet: str) -> ClaimCopy:
    return ClaimCopy(
        article="b.txt",
        outlet=outlet,
        claim="copy",
        evidence=Span(0, 10),
        source=(),
        cue=(),
        content=(Span(2, 5),),
    )

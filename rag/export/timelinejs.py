"""Claims as TimelineJS JSON."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape, unescape

from rag.export.contract_json import Json, json_document
from rag.schema.articles import Article
from rag.schema.claims import Claim
from rag.text.article_corrections import NO_CORRECTIONS, ArticleCorrections
from rag.text.english import basis_of_day, capitalised, hedged


def claims_timelinejs(
    claims: Sequence[Claim],
    articles: Mapping[str, Article],
    corrections: Mapping[str, ArticleCorrections] = NO_CORRECTIONS,
) -> Iterator[str]:
    """
    Dated claims as a TimelineJS3 document; its title counts the undated ones.

    Format: https://timeline.knightlab.com/docs/json-format.html. Texts are HTML, so they are
    escaped; ``autolink`` is off, so addresses in them do not become links.
    """
    dated = [claim for claim in claims if claim.said_on is not None]
    missing = len(claims) - len(dated)
    shown = f"{len(dated)} claims by the day on which they were made."
    if missing:
        shown += f" {missing} more have no known day and are not shown."
    title = {"text": {"headline": "On record", "text": f"<p>{shown}</p>"}, "autolink": False}
    return json_document(
        {"title": title, "scale": "human"},
        "events",
        (_event(claim, articles[claim.article], corrections.get(claim.article)) for claim in dated),
    )


def _event(claim: Claim, article: Article, corrected: ArticleCorrections | None) -> Json:
    day = claim.said_on
    assert day is not None
    outlet = article.outlet or claim.article
    others = (place.outlet or place.article for place in claim.repetitions)
    carried = dict.fromkeys([outlet, *others])
    office = ", ".join(part for part in (claim.role, claim.organisation) if part)
    lines = [claim.text, office, ", ".join(carried), f"Date: {basis_of_day(claim.statement_date)}"]
    if corrected and (notice := corrected.beside(claim.evidence, claim.speaker)):
        lines.append(notice.in_words)
    who = capitalised(hedged(claim.speaker, claim.confidence)) or claim.mention
    event: Json = {
        "unique_id": claim.id,
        "start_date": {"year": day.year, "month": day.month, "day": day.day},
        "text": {
            "headline": escape(who or "Unnamed source"),
            "text": "".join(f"<p>{escape(line)}</p>" for line in lines if line),
        },
        "group": _label(outlet),
        "autolink": False,
    }
    if claim.statement_date.inferred:
        event["display_date"] = f"{day.day} {day:%B %Y} (inferred)"
    return event


def _label(text: str) -> str:
    """
    A text that reads the same as HTML and as plain text.

    TimelineJS strips markup from a label, unescapes it and writes the result as HTML, so an escaped
    tag would become a tag.
    """
    while (plain := unescape(text)) != text:
        text = plain
    return text.translate(_ANGLES)


_ANGLES = str.maketrans("<>", "‹›")

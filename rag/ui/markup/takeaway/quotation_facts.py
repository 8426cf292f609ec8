"""What goes with a quotation that a reader takes along, in words."""

from collections.abc import Callable
from dataclasses import dataclass

from rag.export.addresses import encoded_address
from rag.schema.answers import Citation
from rag.schema.articles import DateBasis
from rag.text.english import basis_of_day, capitalised, described
from rag.ui.markup.article_pages import web_host
from rag.ui.markup.wording import BASIS, REPORTED
from rag.ui.reader_locale import day

Address = Callable[[Citation], str]  # of the passage in the dashboard, in full


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotationFacts:
    """
    The facts of one quotation, each on one line and "" where there is none.

    ``said``: the day of the words and how it is known. ``outlet`` with what it does with the words
    ("Quoted by Rudaw"), ``published`` with day, basis and page. ``original`` is the address of the
    article as it was published, a web address only if ``on_web``; ``address`` that of the passage.
    """

    who: str
    said: str
    outlet: str
    title: str
    published: str
    also: str
    correction: str
    original: str
    on_web: bool
    address: str

    @property
    def source(self) -> str:
        """Outlet, title and day of the article as one text."""
        title = f": “{self.title}”" if self.title else ""
        return f"{self.outlet}{title}, {self.published}"


def facts(citation: Citation, address: str) -> QuotationFacts:
    """The facts of a citation; ``address`` is that of its passage."""
    original = encoded_address(citation.url) or ""
    on_web = bool(web_host(original))
    others = dict.fromkeys(copy.outlet or copy.article for copy in citation.also_in)
    return QuotationFacts(
        who=_line(_who(citation)),
        said=_line(_said(citation)),
        outlet=_line(_outlet(citation)),
        title=_line(citation.title or ""),
        published=_line(_published(citation)),
        also=_line(f"also carried by {', '.join(others)}" if others else ""),
        correction=_line(citation.correction.in_words if citation.correction else ""),
        original=original if on_web else _line(citation.url or ""),
        on_web=on_web,
        address=address,
    )


def _line(text: str) -> str:
    return " ".join(text.split())


def _who(citation: Citation) -> str:
    if citation.speaker is None and citation.claim is None:
        return f"{citation.outlet or 'The outlet'}'s own reporting"
    return capitalised(
        described(citation.speaker, citation.role, citation.organisation, citation.confidence)
    )


def _said(citation: Citation) -> str:
    if citation.said_on and citation.statement_date:
        return f"{day(citation.said_on)} ({basis_of_day(citation.statement_date, day)})"
    if citation.published:
        return f"published {day(citation.published)}; when it was said is not given"
    return "day unknown"


def _outlet(citation: Citation) -> str:
    outlet = citation.outlet or "an unknown outlet"
    origin = f", from {citation.origin}" if citation.origin else ""
    words = f"{REPORTED[citation.kind]} " if citation.kind else ""
    return capitalised(f"{words}{outlet}{origin}")


def _published(citation: Citation) -> str:
    known = citation.published and citation.date_basis is not DateBasis.UNKNOWN
    basis = BASIS[citation.date_basis]
    when = f"{day(citation.published)} ({basis})" if citation.published and known else basis
    return f"{when}, p. {citation.page}" if citation.page else when

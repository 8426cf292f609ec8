"""
The view of an address as data: ``timeline.json?outlet=Rudaw`` for ``timeline?outlet=Rudaw``.

The parameters are those of the page, with its defaults and its rules. A list is whole, without the
pages on which readers see it. JSON has in ``notices`` what a reader would see of parameters that
cannot be used.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from rag.api.record_queries import PlaceQuery, QuestionQuery
from rag.api.record_service import RecordService
from rag.corpus import Corpus
from rag.desk import marked_places
from rag.drafts.draft_json import report_document
from rag.export import claims_csv, formats, import_csv, marks_csv
from rag.export.articles_csv import articles_csv
from rag.questions import search_query
from rag.schema.claims import Claim
from rag.schema.scope import Scope
from rag.storage.kept.mark_store import MarkStore
from rag.timeline.coverage import covered
from rag.timeline.periods import Numbers
from rag.ui.state import address, answer_cache, import_rows, library, resources
from rag.ui.state.address import Params, View
from rag.ui.state.resources import has_words, speaker_texts

PAGES: Final = ("answer", "timeline", "speakers", "drafts", "desk", "sources")
JSON, CSV = "json", "csv"
COVERAGE: Final = ("report", "origin", "outlet", "published", "days_after_the_first", "article")
CITED: Final = (
    "n", "quote", "speaker", "role", "organisation", "said_on", "said_on_basis", "outlet", "title",
    "published", "date_basis", "origin", "article", "start", "end", "url", "address",
)  # fmt: skip
ALL: Final = address.CHOICES["sure"][1]
UNUSED: Final[Mapping[str, tuple[str, ...]]] = {
    "timeline": ("bar", "claim"), "speakers": ("compare",), "desk": ("watch", "since"),
    "sources": ("beside", "version"),
}  # fmt: skip

Row = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageData:
    """
    The data of a view: as a JSON object, and as the pieces of a CSV file.

    ``head`` are keys of the object before its list, which has the key ``key``; without one, the
    object is ``head`` alone. ``notices`` are those in the head.
    """

    head: Row
    csv: Callable[[], Iterable[str]]
    key: str = ""
    entries: Callable[[], Iterable[Row]] = tuple
    notices: Sequence[str] = ()


def page_data(page: str, params: Params, base: str) -> PageData:
    """
    The data of a page of PAGES at an address; ``base`` is that of the dashboard.

    Raises RagError.
    """
    corpus = resources.corpus()
    view = address.parse(
        {name: values for name, values in params.items() if name != "corpus"},
        resources.facets(),
        length=lambda name: len(found.text) if (found := corpus.article(name)) else None,
        has_claim=lambda name: corpus.claim(name) is not None,
        has_version=lambda *_: False,
        page="" if page == "answer" else page,
    )
    made = _PAGES[page](_Asked(corpus, view, params, base))
    notices = [*view.problems, *_left_out(page, params)]
    about = {"page": page, "corpus": corpus.fingerprint}
    return replace(made, head={**about, **made.head, "notices": notices}, notices=notices)


def _left_out(page: str, params: Params) -> list[str]:
    """The parameters of a page that choose what is in view, and not what its data are."""
    given = [name for name in UNUSED.get(page, ()) if params.get(name)]
    return [f"“{name}” makes no difference to the data." for name in given]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked for."""

    corpus: Corpus
    view: View
    params: Params
    base: str

    @property
    def scope(self) -> Scope:
        """The filters."""
        return self.view.scope

    @property
    def records(self) -> RecordService:
        """The records as documents with addresses."""
        return RecordService(
            self.corpus, self.base, answer=partial(answer_cache.asked, self.corpus)
        )

    def last(self, name: str) -> str:
        """The last value of a parameter, "" without one."""
        values = self.params.get(name, ())
        return values[-1].strip() if values else ""


# --- pages --------------------------------------------------------------------------------------


def _answer(asked: _Asked) -> PageData:
    question = asked.view.question.strip()
    if not question:
        return PageData(head={"question": None}, csv=lambda: claims_csv.table_csv(CITED, ()))
    query = QuestionQuery(question=question, scope=asked.scope, narrow=asked.view.narrow)
    document = asked.records.ask(query)
    cited: list[Row] = [*document["citations"]]
    rows = ([citation[name] for name in CITED] for citation in cited)
    return PageData(head=document, csv=lambda: claims_csv.table_csv(CITED, rows))


def _timeline(asked: _Asked) -> PageData:
    if asked.last("view") == "coverage":
        return _coverage(asked)
    numbers = _shown(asked, asked.last("q"))
    table = asked.corpus.claim_table
    if asked.last("view") == "positions":
        numbers = _positions(asked, numbers)
    elif words := asked.last("find"):
        numbers = table.holding(numbers, words)
    order, down = address.CLAIM_ORDERS.get(asked.last("sort"), ("date", False))
    numbers = table.ordered(numbers, order, down=down)
    return _claims(asked, [table.claims[number] for number in numbers.tolist()])


def _positions(asked: _Asked, numbers: Numbers) -> Numbers:
    """The statements of the speaker or actor that is asked for, else of the one with most."""
    table = asked.corpus.claim_table
    most = next((name for name, _ in table.counts(numbers, "speaker") if name), "")
    names = [name for by in ("speaker", "actor") for name, _ in table.counts(numbers, by) if name]
    given = asked.last("who")
    who = given if given.removesuffix(address.ANY_SPOKESPERSON) in names else most
    actor = who.removesuffix(address.ANY_SPOKESPERSON)
    return table.of(numbers, "speaker" if actor == who else "actor", actor)


def _shown(asked: _Asked, topic: str, *, firm: bool = True) -> Numbers:
    """The claims that the page shows: the firm ones, unless it is asked for all."""
    related = None
    if topic:
        found = resources.related_claims(topic, replace(asked.scope, after=None, before=None))
        related = found.claims if found else None
    firm = firm and asked.last("sure") != ALL
    return asked.corpus.claim_table.within(asked.scope, related, firm=firm)


def _claims(asked: _Asked, claims: Sequence[Claim]) -> PageData:
    table, records = asked.corpus.claim_table, asked.records
    return PageData(
        head={"total": len(claims)},
        csv=lambda: formats.FORMATS[CSV](claims, table.articles, table.corrections),
        key="claims",
        entries=lambda: (records.claim_document(claim) for claim in claims),
    )


def _coverage(asked: _Asked) -> PageData:
    corpus, table = asked.corpus, asked.corpus.claim_table
    inside = [article.id for article in corpus.articles(asked.scope)]
    if topic := asked.last("q"):
        numbers = _shown(asked, topic, firm=False)
        inside = table.articles_of(numbers)
    rows = [
        (one.title, one.origin, each.outlet, each.published, each.after, each.article)
        for one in covered(corpus.dispatches(), table.articles, inside)
        for each in one.prints
    ]
    return _table("reports", COVERAGE, rows)


def _sources(asked: _Asked) -> PageData:
    view, corpus, records = asked.view, asked.corpus, asked.records
    if view.article:
        query = PlaceQuery(article=view.article, span=view.span, quote=view.quote)
        document = records.article(query)
        claims = [corpus.tables.claims[claim["id"]] for claim in document["claims"]]
        return replace(_claims(asked, claims), head=document, key="")
    if asked.last("view") == address.SOURCES_VIEWS[1]:
        report = resources.import_report()
        rows = list(import_csv.import_cells(report, corpus.tables.articles)) if report else []
        if report and (asked.last("files") or asked.last("find")):
            every = import_rows.import_rows(report, corpus.tables.articles)
            chosen = import_rows.choose(every, asked.last("files"), asked.last("find"))
            names = {one.file.name for one in chosen}
            rows = [row for row in rows if row[0] in names]
        return _table("files", import_csv.IMPORT_COLUMNS, rows)
    found = corpus.articles(asked.scope)
    words = search_query.read(asked.last("find"))
    if words.terms:
        found = corpus.find(words, asked.scope)
    entries = resources.library_entries()
    listed = library.ordered([entries[one.id] for one in found], asked.last("sort"))
    documents = [records.article_document(entry.article) for entry in listed]
    return PageData(
        head={"total": len(documents)},
        csv=lambda: articles_csv(documents),
        key="articles",
        entries=lambda: documents,
    )


def _speakers(asked: _Asked) -> PageData:
    corpus, scope = asked.corpus, asked.scope
    name = resources.speaker_table().chosen(scope.speakers)
    if name:
        rest = replace(scope, speakers=())
        others = replace(asked, view=replace(asked.view, scope=rest))
        mine = resources.speaker_table().of(_shown(others, ""), name)
        table = corpus.claim_table
        found = _claims(asked, [table.claims[number] for number in mine.tolist()])
        firm = asked.last("sure") != ALL
        profile = asked.records.speaker(name, rest, firm=firm)
        return replace(found, head=profile, key="statements")
    if asked.last("view") == address.SPEAKERS_VIEWS[1]:
        firm = asked.last("sure") != ALL
        numbers = corpus.claim_table.within(scope, firm=firm, copies=True)
        entries = resources.speaker_table().outlets(numbers, corpus.articles(scope))
        columns = ("outlet", "claims", "articles", "reports", "speakers", "first", "last")
        rows = [
            (one.name, one.claims, one.articles, one.dispatches, one.speakers, one.first, one.last)
            for one in entries
            if has_words([one.name], asked.last("find"))
        ]
        return _table("outlets", columns, rows)
    shown = ("speaker", "role", "organisation", "claims", "reports", "first", "last")
    listed = [
        (one.name, one.office.role, one.office.organisation, one.claims, one.dispatches, one.first,
         one.last)
        for one in resources.speaker_table().speakers(_shown(asked, ""))
        if has_words(speaker_texts(one), asked.last("find"))
    ]  # fmt: skip
    return _table("speakers", shown, listed)


def _drafts(asked: _Asked) -> PageData:
    draft = asked.last("draft")[: address.MAX_QUESTION]
    corpus = asked.corpus
    columns = ("verdict", "words", "speaker", "reason")
    if not draft:
        return _table("statements", columns, [])
    document = report_document(resources.checked_draft(draft, asked.scope), corpus.fingerprint)
    statements: list[Row] = [*document["statements"]]
    rows = [[one[name] for name in columns] for one in statements]
    return PageData(head=document, csv=lambda: claims_csv.table_csv(columns, rows))


def _desk(asked: _Asked) -> PageData:
    """The marks of readers; what readers watch is in their browsers, and has feeds."""
    settings = resources.settings()
    marks = MarkStore(settings.index).all() if settings.readers_may_mark else ()
    places = [marked_places.located(asked.corpus, mark) for mark in marks]
    rows = [
        marks_csv.mark_row((one.mark, one.article, one.claim, not one.gone))
        for one in places
        if (asked.scope.empty or marked_places.in_filters(one, asked.scope))
        and marked_places.chosen(one, asked.last("marked") or "all", asked.last("find"))
    ]
    return _table("marks", marks_csv.MARK_COLUMNS, rows)


_PAGES: Final[Mapping[str, Callable[[_Asked], PageData]]] = {
    "answer": _answer,
    "timeline": _timeline,
    "speakers": _speakers,
    "drafts": _drafts,
    "desk": _desk,
    "sources": _sources,
}


def _table(key: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> PageData:
    """Rows as JSON objects and as CSV."""

    def entries() -> Iterator[Row]:
        for row in rows:
            yield {name: _plain(cell) for name, cell in zip(columns, row, strict=True)}

    return PageData(
        head={"total": len(rows)},
        csv=lambda: claims_csv.table_csv(columns, rows),
        key=key,
        entries=entries,
    )


def _plain(cell: object) -> object:
    """A value that JSON holds: days and names as text."""
    return cell if cell is None or isinstance(cell, str | int | float) else str(cell)

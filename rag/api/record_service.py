"""The records of an opened corpus as documents."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from rag.api.found_document import found_document
from rag.api.list_pages import ClaimNumbers, NameList, page_of
from rag.api.record_queries import (
    ClaimQuery,
    PageQuery,
    PlaceQuery,
    QuestionQuery,
    unknown_notice,
    unknown_values,
)
from rag.api.speaker_document import profile_document
from rag.errors import ScopeError, UnknownRecordError
from rag.export import articles_csv, formats, speakers_csv
from rag.export.addresses import article_address, page_address
from rag.export.contract_json import answer_json, article_json, claim_json
from rag.export.documents.answer_documents import AnswerDocument
from rag.export.documents.record_documents import (
    ArticleDocument,
    ArticleTextDocument,
    ClaimDocument,
    QuotedPlaceDocument,
    SpeakerProfileDocument,
)
from rag.export.documents.reply_documents import (
    ArticleListDocument,
    ClaimListDocument,
    DraftDocument,
    FiltersDocument,
    FoundListDocument,
    ListDocument,
    SpeakerListDocument,
    StatusDocument,
)
from rag.export.quoted_place import locate
from rag.export.references.reference import cited_articles
from rag.export.references.reference_formats import REFERENCE_FORMATS
from rag.export.speakers_csv import SpeakerSummary
from rag.questions import search_query
from rag.reprints import differences
from rag.retrieval.text_search import occurrences
from rag.schema.articles import Article, Dispatch, Span
from rag.schema.claims import Claim
from rag.schema.reports import RelatedClaims
from rag.schema.scope import EVERYTHING, Scope
from rag.timeline import speaker_profile
from rag.timeline.periods import Numbers
from rag.timeline.speaker_profile import ArticlePlace
from rag.timeline.speaker_table import speakers_of

if TYPE_CHECKING:
    from rag.corpus import Corpus
    from rag.schema.answers import Answer

Answerer = Callable[[QuestionQuery], "Answer"]


def whole_question(corpus: "Corpus", query: QuestionQuery) -> str:
    """The question of a query, with what it leaves out taken from the one before it."""
    before = query.follows
    return corpus.standing_alone(query.question, before) if before else query.question


def composed(corpus: "Corpus", query: QuestionQuery) -> "Answer":
    """The answer to a query, composed anew. Raises ScopeError for a question without words."""
    question = whole_question(corpus, query)
    return corpus.ask(question, query.scope, id=query.id, narrow=query.narrow, today=query.asked)


class RecordService:
    """
    Answers from an opened corpus; cheap to make, and safe to share between threads.

    ``base`` is the address of a dashboard with this corpus: documents then have addresses.
    ``answer`` may keep answers; by default each is composed anew.
    """

    def __init__(
        self, corpus: "Corpus", base: str | None = None, answer: Answerer | None = None
    ) -> None:
        self._corpus = corpus
        self._base = base
        self._answer = answer or partial(composed, corpus)

    @property
    def state(self) -> str:
        """Changes with the corpus and the version of the product."""
        return f"{self._corpus.fingerprint}-{self._corpus.engine}"

    def status(self) -> StatusDocument:
        """Whether questions can be answered, and of what corpus."""
        corpus = self._corpus
        return {
            "ready": corpus.ready,
            "reason": None,
            "corpus": corpus.fingerprint,
            "engine": corpus.engine,
            "articles": len(corpus.tables.articles),
            "dispatches": len(corpus.dispatches()),
            "claims": len(corpus.claim_table.within()),
            "writer": corpus.settings.llm or None,
        }

    def filters(self) -> FiltersDocument:
        """The values by which the corpus can be scoped."""
        facets = self._corpus.facets()
        return {
            "outlet": list(facets.outlets),
            "speaker": list(facets.speakers),
            "article": list(facets.articles),
            "kind": [kind.value for kind in facets.kinds],
            "first": facets.first.isoformat() if facets.first else None,
            "last": facets.last.isoformat() if facets.last else None,
            "corpus": self._corpus.fingerprint,
        }

    def notices(self, scope: Scope) -> list[str]:
        """The values of a scope that the corpus lacks, as sentences for a program's user."""
        if scope.empty:
            return []
        known = self.filters()
        return [unknown_notice(known, key, v, key) for key, v in unknown_values(known, scope)]

    # --- answers ----------------------------------------------------------------------------------

    def ask(self, query: QuestionQuery) -> AnswerDocument:
        """The answer composed from the articles. Raises ScopeError for a question without words."""
        return self._document(self._answer(query), query)

    def writing(self, query: QuestionQuery) -> Iterator[AnswerDocument]:
        """The answer, then with what the language model has written so far; the last is final."""
        answer = self._answer(query)
        yield self._document(answer, query)
        for one in self._corpus.write(answer):
            yield self._document(one, query)

    def references(self, query: QuestionQuery, name: str) -> str:
        """The articles that the answer cites; none where it is declined."""
        cited = cited_articles(self._answer(query), self._corpus.tables.articles)
        return REFERENCE_FORMATS[name].of_articles(cited)

    def _document(self, answer: "Answer", query: QuestionQuery) -> AnswerDocument:
        document = answer_json(answer)
        document["notices"] = self.notices(query.scope)
        for cited in document["citations"]:
            if claim := self._corpus.claim(cited["claim"]) if cited["claim"] else None:
                text = self._corpus.tables.articles[claim.article].text
                cited["mention"] = claim.mention
                cited["negated"] = claim.negated
                cited["passed_on_by"] = [text[one.start : one.end] for one in claim.chain]
        if self._base is not None:
            if not (query.asked or query.scope.articles or document["notices"]):
                narrow = "" if query.narrow else "off"
                document["address"] = page_address(
                    self._base, "", query.scope, q=answer.question, narrow=narrow
                )
            for cited, citation in zip(document["citations"], answer.citations, strict=True):
                cited["address"] = self._place(citation.article, citation.span)
        return document

    # --- claims and speakers ----------------------------------------------------------------------

    def claims(self, query: ClaimQuery, page: PageQuery) -> ClaimListDocument:
        """A page of claims. Raises ScopeError for a cursor that is not in the list."""
        table = self._corpus.claim_table
        related = self._related(query)
        numbers = self._numbers(query, related)
        places, cursor = page_of(ClaimNumbers(numbers, table.columns), page)
        head = self._head(len(numbers), cursor, query.scope)
        if related and related.full:
            head["notices"].append(
                "only the closest matches are listed: add a filter to see others"
            )
        found = [self.claim_document(table.claims[int(numbers[at])]) for at in places]
        return {**head, "claims": found}

    def _head(self, total: int, cursor: str | None, scope: Scope) -> ListDocument:
        """What a page of a list says beside its entries."""
        return {
            "corpus": self._corpus.fingerprint,
            "total": total,
            "cursor": cursor,
            "notices": self.notices(scope),
        }

    def claims_file(self, query: ClaimQuery, name: str) -> Iterator[str]:
        """All of the claims as the pieces of a file."""
        table = self._corpus.claim_table
        numbers = self._numbers(query, self._related(query))
        claims = [table.claims[number] for number in numbers.tolist()]
        return formats.FORMATS[name](claims, table.articles, table.corrections)

    def claim(self, name: str) -> ClaimDocument:
        """The claim with an id, whichever copy it is. Raises UnknownRecordError."""
        found = self._corpus.claim(name)
        if found is None:
            raise UnknownRecordError(f"claim {name!r} is not in this corpus: list them with claims")
        return self.claim_document(found)

    def claim_document(self, claim: Claim) -> ClaimDocument:
        """A claim with its whole sentences and, where there is a dashboard, their address."""
        tables = self._corpus.tables
        article = tables.articles[claim.article]
        drift = differences.of_claim(claim, tables.articles)
        document = claim_json(claim, article, drift, tables.corrections)
        document["quote"] = article.text[claim.evidence.start : claim.evidence.end]
        if self._base is not None:
            document["address"] = article_address(self._base, article, claim.evidence)
        return document

    def _related(self, query: ClaimQuery) -> RelatedClaims | None:
        """The claims about the topic, the nearest first; None without a topic."""
        return self._corpus.about(query.about, query.scope) if query.about.strip() else None

    def _numbers(self, query: ClaimQuery, related: RelatedClaims | None) -> Numbers:
        """The claims of a query: in time order, or those about its topic, the nearest first."""
        table = self._corpus.claim_table
        only = related.claims if related else None
        numbers = table.within(query.scope, only, firm=query.firm)
        if query.find.strip():
            numbers = table.holding(numbers, query.find)
        if related is None:
            return numbers
        ranks: dict[int, int] = {}
        for rank, name in enumerate(related.claims):
            if (number := table.number(name)) is not None:
                ranks.setdefault(int(table.columns.group[number]), rank)
        groups = table.columns.group[numbers].tolist()
        nearest = sorted(range(len(groups)), key=lambda at: ranks.get(groups[at], len(ranks)))
        return numbers[nearest]

    def speakers(self, scope: Scope, page: PageQuery) -> SpeakerListDocument:
        """A page of speakers. Raises ScopeError for a cursor that is not in the list."""
        found = self._summaries(scope)
        places, cursor = page_of(NameList([one.name for one in found]), page)
        head = self._head(len(found), cursor, scope)
        return {**head, "speakers": [found[at].cells for at in places]}

    def speakers_file(self, scope: Scope, name: str, *, similar: bool = False) -> Iterator[str]:
        """The speakers as CSV or JSON Lines; ``similar``: those that may be the same as another."""
        found = [one for one in self._summaries(scope) if one.may_be or not similar]
        write = speakers_csv.speakers_csv if name == "csv" else speakers_csv.speakers_jsonl
        return write(found)

    def _summaries(self, scope: Scope) -> Sequence[SpeakerSummary]:
        corpus = self._corpus
        return corpus.claim_table.cached(
            ("speakers of", scope), lambda: speakers_csv.speakers(corpus.claim_table.some(scope))
        )

    def speaker(self, name: str, scope: Scope, *, firm: bool = False) -> SpeakerProfileDocument:
        """
        What the articles in scope print of a speaker; ``firm``: without less certain claims.

        Raises UnknownRecordError.
        """
        table = self._corpus.claim_table
        people = speakers_of(table)
        if name not in people.names:
            known = self.filters()
            raise UnknownRecordError(unknown_notice(known, "speaker", name, "speaker"))
        found = speaker_profile.profile(
            table,
            people,
            name,
            table.within(scope, firm=firm),
            table.within(scope, firm=firm, copies=True),
        )
        alike = {one.name: one.may_be for one in self._summaries(EVERYTHING)}.get(name, ())
        document = profile_document(found, self._quoted, self.claim)
        document["may_be_the_same_as"] = [one.name for one in alike]
        document["corpus"] = self._corpus.fingerprint
        document["notices"] = self.notices(scope)
        if self._base is not None and not (scope.articles or document["notices"]):
            document["address"] = page_address(self._base, "speakers", scope, speaker=name)
        return document

    def _quoted(self, place: ArticlePlace) -> QuotedPlaceDocument:
        text, span = self._corpus.tables.articles[place.article].text, place.span
        document: QuotedPlaceDocument = {
            "article": place.article,
            "start": span.start,
            "end": span.end,
            "quote": text[span.start : span.end],
        }
        if self._base is not None:
            document["address"] = self._place(place.article, span)
        return document

    # --- articles ---------------------------------------------------------------------------------

    def articles(self, scope: Scope, page: PageQuery) -> ArticleListDocument:
        """A page of articles. Raises ScopeError for a cursor that is not in the list."""
        found = self._corpus.articles(scope)
        places, cursor = page_of(NameList([one.id for one in found]), page)
        head = self._head(len(found), cursor, scope)
        return {**head, "articles": [self.article_document(found[at]) for at in places]}

    def articles_file(self, scope: Scope, name: str) -> Iterator[str]:
        """The articles in scope as CSV or JSON Lines."""
        rows = [article_json(one, self._dispatch(one)) for one in self._corpus.articles(scope)]
        return (
            articles_csv.articles_csv(rows) if name == "csv" else articles_csv.articles_jsonl(rows)
        )

    def article(self, query: PlaceQuery) -> ArticleTextDocument:
        """An article with its text, or the part of it at a place. Raises UnknownRecordError."""
        article = self._corpus.article(query.article)
        if article is None:
            known = self.filters()
            raise UnknownRecordError(unknown_notice(known, "article", query.article, "article"))
        whole = Span(0, len(article.text)) if article.text else None
        asked = query.span is not None or query.quote is not None
        place = locate(article.text, query.span, query.quote) if asked else None
        span = place.span if place else whole
        inside = [
            claim
            for claim in self._corpus.tables.claims_of(article.id)
            if span and claim.evidence.start < span.end and span.start < claim.evidence.end
        ]
        return {
            **self.article_document(article, span if place else None),
            "start": span.start if span else None,
            "end": span.end if span else None,
            "quote": article.text[span.start : span.end] if span else None,
            "length": len(article.text),
            "notice": (place.notice or None) if place else None,
            "claims": [self.claim_document(claim) for claim in inside],
            "corpus": self._corpus.fingerprint,
        }

    def search(self, words: str, scope: Scope, page: PageQuery) -> FoundListDocument:
        """A page of articles that hold the words. Raises ScopeError for words without a letter."""
        query = search_query.read(words)
        if not query.terms:
            raise ScopeError("a search needs a word: give letters or digits")
        found = self._corpus.find(query, scope)
        places, cursor = page_of(NameList([one.id for one in found]), page)
        return {
            **self._head(len(found), cursor, scope),
            "articles": [
                found_document(found[at], occurrences(found[at].text, query.terms), self._base)
                for at in places
            ],
            "read_as": f"searched for all of the words: {query.problem}" if query.problem else None,
        }

    def article_document(self, article: Article, span: Span | None = None) -> ArticleDocument:
        """What is known of an article, with the address of it or of a place in it."""
        document = article_json(article, self._dispatch(article))
        if self._base is not None:
            document["address"] = article_address(self._base, article, span)
        return document

    def _dispatch(self, article: Article) -> Dispatch:
        corpus = self._corpus

        def by_article() -> Mapping[str, Dispatch]:
            return {name: one for one in corpus.dispatches() for name in one.articles}

        return corpus.claim_table.cached("dispatch of", by_article)[article.id]

    def _place(self, article: str, span: Span) -> str:
        assert self._base is not None
        return article_address(self._base, self._corpus.tables.articles[article], span)

    # --- drafts -----------------------------------------------------------------------------------

    def check_draft(self, text: str, scope: Scope) -> DraftDocument:
        """What the articles in scope have of the statements of a draft."""
        from rag.drafts import draft_check
        from rag.drafts.draft_json import report_document

        report = draft_check.check(self._corpus, text, scope)
        document = report_document(report, self._corpus.fingerprint)
        document["notices"] = self.notices(scope)
        if self._base is not None:
            for statement in document["statements"]:
                for place in statement["places"]:
                    place["address"] = self._place(place["article"], Span(*place["spans"][0]))
        return document

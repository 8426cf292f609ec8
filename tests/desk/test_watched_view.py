"""The statements that are on record for a question or filters."""

from asking import BASES

from rag.corpus import Corpus
from rag.desk.watched_view import WatchedView, on_record
from rag.schema.scope import Scope


def test_a_question_has_the_citations_of_its_answer(corpus: Corpus) -> None:
    found = list(on_record(corpus, WatchedView(BASES)))
    cited = corpus.ask(BASES).citations
    assert [(one.article, one.span) for one in found] == [(c.article, c.span) for c in cited]
    for one in found:
        assert corpus.tables.articles[one.article].text[one.span.start : one.span.end] == one.words


def test_filters_have_their_claims(corpus: Corpus) -> None:
    scope = Scope(outlets=("Rudaw",))
    found = list(on_record(corpus, WatchedView("", scope)))
    assert [one.source for one in found] == list(corpus.claims(scope))


def test_a_declined_question_and_one_without_a_word_have_nothing(corpus: Corpus) -> None:
    assert list(on_record(corpus, WatchedView("zebra crossings"))) == []
    assert list(on_record(corpus, WatchedView("?!"))) == []


def test_the_same_words_have_one_key(corpus: Corpus) -> None:
    keys: dict[str, set[str]] = {}
    for one in on_record(corpus, WatchedView("")):
        keys.setdefault(one.key, set()).add(" ".join(one.words.casefold().split()))
    assert len(keys) > 1

"""Two questions in one: both answers, or one and why the other is not on record."""

from asking import BASES, assert_sound

from rag.answering.joining import joined
from rag.corpus import Corpus
from rag.schema.scope import EVERYTHING

FOREIGN = "How many foreign troops are in Iraq?"
TRACTOR = "Who sold the big tractor to Denmark?"
FISHING = "What did the king of Norway say about fishing?"


def test_both_questions_are_answered_in_their_order(corpus: Corpus) -> None:
    first, second = corpus.ask(FOREIGN), corpus.ask(BASES)
    both = corpus.ask(f"{FOREIGN} {BASES.capitalize()}")
    assert_sound(corpus, both)
    assert both.lead_parts[0] == first.lead_parts[0]
    quoted = [part.words for part in both.lead_parts if part.citation]
    assert quoted == [p.words for a in (first, second) for p in a.lead_parts if p.citation]
    for part in both.lead_parts:
        if part.citation:
            words = part.words.strip("“”…").split("…")[0].replace("’", "'").split()[:4]
            quote = both.citations[part.citation - 1].quote
            assert all(word.strip("'‘,.") in quote.replace("’", "'") for word in words)
    assert [value.text for value in both.values] == [value.text for value in first.values]
    assert {c.quote for c in both.citations} == {
        c.quote for answer in (first, second) for c in answer.citations
    }


def test_lead_says_which_question_is_not_on_record(corpus: Corpus) -> None:
    answer = corpus.ask(f"{BASES} {TRACTOR}")
    assert_sound(corpus, answer)
    assert not answer.declined
    assert answer.lead_parts[0] == corpus.ask(BASES).lead_parts[0]
    reason = "No article mentions “big tractor” or “Denmark”."
    assert f"“{TRACTOR}” is not on record: {reason}" in answer.lead


def test_scope_of_one_question_is_not_that_of_the_whole(corpus: Corpus) -> None:
    first = "What did Iraq say about US bases in August 2020?"
    assert not corpus.ask(first).scope.empty
    answer = corpus.ask(f"{first} {FOREIGN}")
    assert answer.scope.empty
    assert any("2020-08" in how for how in answer.understood)


def test_declined_only_together(corpus: Corpus) -> None:
    answer = corpus.ask(f"{TRACTOR} {FISHING}")
    assert_sound(corpus, answer)
    assert answer.declined
    assert answer.reason
    assert TRACTOR in answer.reason
    assert FISHING in answer.reason
    assert {"big tractor", "Norway"} <= set(answer.missing)


def test_statement_that_answers_both_is_shown_once(corpus: Corpus) -> None:
    answer = corpus.ask(BASES)
    twice = joined("Twice?", [answer, answer], EVERYTHING)
    assert_sound(corpus, twice)
    assert twice.statements == answer.statements
    assert len(twice.citations) == len(answer.citations)

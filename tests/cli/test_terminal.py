"""Layout of answers in a terminal."""

from asking import BASES, opened

from rag.cli.terminal import MEASURE, laid_out
from rag.export.contract_json import answer_json
from rag.schema.scope import Scope
from rag.settings import Settings


def test_laid_out_wraps_an_answer(seed_index: Settings) -> None:
    answer = opened(seed_index).ask(BASES)
    text = laid_out(answer_json(answer))
    assert text.startswith(answer.lead[:40])
    assert all(len(line) <= MEASURE for line in text.splitlines())
    for citation in answer.citations:
        assert f"[{citation.n}]" in text
        assert f"{citation.span.start}-{citation.span.end}" in text.replace("\n", " ")
        assert " ".join(citation.quote.split())[:40] in " ".join(text.split())
    starts = [line for line in text.split("\n\n")[0].splitlines() if line[:20] in answer.lead]
    assert len(answer.lead_parts) > 1
    assert all(any(p.text.startswith(line) for line in starts) for p in answer.lead_parts)
    several = answer.foremost < len(answer.statements)
    assert ("More quotes, oldest first:" in text) is several


def test_laid_out_shows_the_side_beside_the_speaker(seed_index: Settings) -> None:
    text = laid_out(
        answer_json(opened(seed_index).ask("What did Trump and Khazali say about US forces?"))
    )
    assert "· Trump" in text
    assert "· Khazali" in text


def test_laid_out_gives_the_reason_of_a_declined_answer(seed_index: Settings) -> None:
    answer = opened(seed_index).ask("What is the price of copper in Chile?", Scope())
    text = " ".join(laid_out(answer_json(answer)).split())
    assert (answer.reason or "?") in text
    assert "Searched: five articles from five outlets, 2019-01-17 to 2024-08-15." in text
    assert "Nearest passages, for reading only:" in text


def test_laid_out_shows_the_scope_from_the_question_and_how_to_remove_it(
    seed_index: Settings,
) -> None:
    corpus = opened(seed_index)
    text = " ".join(
        laid_out(answer_json(corpus.ask("According to Rudaw, what did Khafaji say?"))).split()
    )
    assert "Searched for: only Rudaw, statements by Khafaji." in text
    assert "To ask it of all articles: What did Khafaji say?" in text
    assert "To ask it" not in laid_out(answer_json(corpus.ask("What did Khafaji say?")))

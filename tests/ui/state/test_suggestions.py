"""Questions to start from, made of the claims."""

from chart_tools import claim_table
from html_tools import article
from record_tools import make_claim

from rag.schema.articles import Span
from rag.schema.claims import Claim, Kind
from rag.schema.scope import EVERYTHING
from rag.timeline.claim_table import ClaimTable
from rag.ui.state import suggestions


def table_of(claims: list[Claim]) -> ClaimTable:
    return claim_table(claims, {"a.txt": article("a.txt", "x" * 60)})


def test_topic_is_shared_by_several_claims() -> None:
    def claim(name: str, text: str, speaker: str) -> Claim:
        span = Span(0, 40)
        return make_claim(
            name, "a.txt", Kind.DIRECT, (), (), (span,), span, text, 0.9, speaker=speaker
        )  # fmt: skip

    claims = [
        claim("1", "We will open the northern breakwater soon.", "Kari Lund"),
        claim("2", "Of the northern breakwater nothing is left.", "Kari Lund"),
        claim("3", "No ship was damaged.", "Port Authority"),
    ]
    asked = suggestions.questions(
        table_of(claims), EVERYTHING, {"a.txt": "The Port Authority said that no ship was damaged."}
    )
    assert asked == (
        "What did Kari Lund say about the northern breakwater?",
        "What did the Port Authority say?",
    )


def test_topic_begins_with_no_half_of_a_hyphenated_word() -> None:
    texts = ("the US-led coalition troops stay", "he praised the US-led coalition troops")
    claims = [
        make_claim(
            str(n), "a.txt", Kind.INDIRECT, (), (), (Span(0, 9),), Span(0, 9), text, 0.9,
            speaker="Ana Ruiz",
        )
        for n, text in enumerate(texts)
    ]  # fmt: skip
    (asked,) = suggestions.questions(table_of(claims), EVERYTHING, {"a.txt": "it is so."})
    assert "coalition troops" in asked
    assert "led" not in asked


def test_question_about_a_speaker_has_the_article_that_the_texts_use() -> None:
    claim = make_claim(
        "1", "a.txt", Kind.INDIRECT, (), (), (Span(0, 9),), Span(0, 22), speaker="Port Authority"
    )
    texts = {"a.txt": "The Port Authority said"}
    about = suggestions.about_speaker
    assert about("Port Authority", [claim], texts) == "What did the Port Authority say?"
    assert about("Kari Lund", [claim], texts) == "What did Kari Lund say?"

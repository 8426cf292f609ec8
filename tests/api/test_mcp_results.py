"""Results of tools: short, and each with the instruction that fits it."""

from asking import BASES, RUDAW

from rag.api import mcp_results
from rag.api.record_queries import ClaimQuery, PageQuery, PlaceQuery, QuestionQuery
from rag.api.record_service import RecordService
from rag.corpus import Corpus
from rag.schema.articles import Span
from rag.schema.scope import Scope

BASE = "http://record.example/"


def test_result_is_shorter_than_the_document(corpus: Corpus) -> None:
    service = RecordService(corpus, BASE)
    answer = service.ask(QuestionQuery(question=BASES))
    result = mcp_results.ask_result(answer)
    assert len(str(result)) < len(str(answer))
    assert result["instruction"] == mcp_results.CITE
    assert all(one["source"] == "named" for one in result["quotations"][:2])
    assert [one["quote"] for one in result["quotations"]] == [
        one["quote"] for one in answer["citations"]
    ]


def test_unnamed_sources_are_not_the_outlet(corpus: Corpus) -> None:
    listed = RecordService(corpus, BASE).claims(ClaimQuery(), PageQuery(1000))
    found = mcp_results.claims_result(listed)["quotations"]
    for claim, one in zip(listed["claims"], found, strict=True):
        assert one["source"] == ("named" if claim["speaker"] else "unnamed")
        assert one["mention"] == claim["mention"]
        assert one["denied"] == claim["negated"]
    assert {one["source"] for one in found} == {"named", "unnamed"}


def test_misspelt_filter_is_said_before_a_decline(corpus: Corpus) -> None:
    service = RecordService(corpus, BASE)
    question = QuestionQuery(question=BASES, scope=Scope(outlets=("Rudow",)))
    result = mcp_results.ask_result(service.ask(question))
    assert result["declined"]
    assert "Rudow" in result["notices"][0]
    assert result["instruction"].startswith(mcp_results.NOTICED)
    draft = service.check_draft("“No bases at all.”", Scope(outlets=("Rudow",)))
    assert "Rudow" in mcp_results.draft_result(draft)["notices"][0]


def test_article_text_is_nobodys_words(corpus: Corpus) -> None:
    service = RecordService(corpus, BASE)
    found = mcp_results.article_result(
        service.article(PlaceQuery(article=RUDAW, span=Span(580, 700)))
    )
    assert found["text"] is not None
    assert (found["text"]["source"], found["text"]["speaker"]) == ("article", None)
    assert found["text"]["outlet"] == "Rudaw"
    assert all(one["speaker"] for one in found["quotations"] if one["form"] == "direct")
    nothing = service.article(PlaceQuery(article=RUDAW, span=Span(0, 10**6)))
    assert mcp_results.article_result(nothing)["text"] is None


def test_words_with_omissions_are_several_quotations(corpus: Corpus) -> None:
    draft = "“Washington does not have any bases in Iraq … in the first place,” Khafaji said."
    result = mcp_results.draft_result(RecordService(corpus, BASE).check_draft(draft, Scope()))
    quotes = [one["quote"] for one in result["statements"][0]["quotations"]]
    assert quotes[:2] == ["Washington does not have any bases in Iraq", "in the first place"]


def test_opposite_reprints_are_not_named_as_carrying_a_claim(corpus: Corpus) -> None:
    listed = RecordService(corpus, BASE).claims(ClaimQuery(), PageQuery(1000))
    copied = next(claim for claim in listed["claims"] if claim["places"])
    for place in copied["places"]:
        place["opposite"] = True
    (one,) = mcp_results.claims_result({**listed, "claims": [copied]})["quotations"]
    assert one["also_in"] == []

"""Paragraphs of an article for the parser."""

from extraction import article_of

from rag.attribution import extractor
from rag.attribution.frames import LIMITS
from rag.attribution.paragraphs import article_paragraphs, article_sentences
from rag.schema.articles import Span
from rag.text.spans import cut


def test_paragraphs_follow_the_story_with_their_sentences() -> None:
    text = "One came. Two left.\n\nThree stayed."
    found = article_paragraphs(article_of(text))
    assert [[text[s.start : s.end] for s in p.sentences] for p in found] == [
        ["One came.", "Two left."],
        ["Three stayed."],
    ]


def test_long_paragraph_is_split_between_sentences() -> None:
    sentence = "The harbour of Bergen was open on that day."
    text = " ".join([sentence] * (LIMITS.paragraph_characters // len(sentence) + 1))
    found = article_paragraphs(article_of(text))
    assert len(found) > 1
    assert all(p.span.end - p.span.start <= LIMITS.part_characters for p in found)
    sentences = [s for p in found for s in p.sentences]
    assert {text[s.start : s.end] for s in sentences} == {sentence}


def test_sentences_are_merged_where_evidence_covers_them() -> None:
    text = "One came. Two left. One came."
    article = article_of(text)
    found = article_sentences(article, article_paragraphs(article), [Span(0, 19)])
    assert [text[s.span.start : s.span.end] for s in found] == ["One came. Two left.", "One came."]
    assert len({s.id for s in found}) == 2


def test_speakers_with_a_function_word_as_surname_are_found() -> None:
    text = (
        "Prime Minister Theresa May met the cabinet on Tuesday.\n\n"
        "“We will leave,” May said. May added that no deal was better than a bad one.\n\n"
        "While George Will acknowledges the deal, Will called it “a farce.”"
    )
    (extraction,) = extractor.extract([article_of(text)])
    found = {
        cut(text, claim.content): (claim.speaker, claim.mention) for claim in extraction.claims
    }
    assert found["“We will leave,”"] == ("Theresa May", "May")
    assert found["no deal was better than a bad one"] == ("Theresa May", "May")
    assert any(
        speaker == "George Will" and "farce" in words for words, (speaker, _) in found.items()
    )
    for claim in extraction.claims:
        assert claim.text == cut(text, claim.shown)

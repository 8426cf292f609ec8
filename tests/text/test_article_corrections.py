"""Correction notices of an article, and the claims that they touch."""

import pytest
from record_tools import make_claim

from rag.schema.articles import Article, Gap, Span
from rag.schema.claims import Claim, Kind
from rag.text.article_corrections import (
    ArticleCorrections,
    named_things,
    notice_spans,
    touches,
)
from rag.text.tokens import content_words

WALL = "The wall will be rebuilt in 40 months, Anna Lund said."
MONEY = "The town will pay, Mayor Peter Holt said."
NOTICE = "This article was amended on 9 March 2019. An earlier version said 14 months, not 40."
PHOTO = "Clarification: The photograph with this article showed another ship."


def corrected(*notices: str, parts: tuple[str, ...] = (WALL, MONEY)) -> Article:
    """An article of ``parts``, a paragraph each, with notices at its end."""
    text = "\n\n".join((*parts, "By our staff", *notices))
    gaps = [Span(text.index(notice), text.index(notice) + len(notice)) for notice in notices]
    return Article(
        id="a.txt",
        text=text,
        fingerprint="f",
        outlet="Marsh Mail",
        gaps=tuple(Gap(span, "correction") for span in gaps),
    )


def claim(article: Article, words: str, speaker: str | None = None) -> Claim:
    start = article.text.index(words)
    span = Span(start, start + len(words))
    return make_claim("c", "a.txt", Kind.INDIRECT, (), (), (span,), span, words, speaker=speaker)


@pytest.mark.parametrize(
    ("notice", "evidence", "expected"),
    [
        ("An earlier version said 14 months, not 40.", "It takes 40 months.", True),
        ("The cost is 40,000 euros.", "It costs 40000 euros.", True),
        ("This article was amended on 9 March 2019.", "He came on 9 March 2019.", False),
        ("Correction: It was Mary Dunne, not Frank Bell.", "“No,” Dunne said.", True),
        ("Correction: It was Mary Dunne.", "Mary Smith said no.", False),
        ("Correction: Dunne is 50.", "The town is glad, Dunne said.", True),
        ("Correction: The Marsh Mail regrets this.", "He told the Marsh Mail so.", False),
        ("Correction: The mayor is the President of a club.", "President Holt said no.", False),
        ("Officials were misquoted.", "Officials said no.", False),
        ("It misquoted “a war on drugs”.", "The war against drugs goes on.", True),
        ("It misquoted “a war on drugs”.", "The war goes on.", False),
        ("It misspelled “Beefheart”.", "They heard beefheart.", True),
        ("The ship was another one.", "The ship is old.", False),
    ],
)
def test_notice_touches_what_names_the_same(notice: str, evidence: str, expected: bool) -> None:
    one, other = (named_things(text, "Marsh Mail") for text in (notice, evidence))
    assert touches(one, other, frozenset(content_words(evidence))) is expected


def test_speaker_is_named_though_the_evidence_says_she() -> None:
    notice = named_things("Correction: It was Mary Dunne.")
    assert touches(notice, named_things("She said no.", speaker="Mary Dunne"), frozenset())


def test_notice_is_beside_the_claims_that_it_touches_only() -> None:
    article = corrected(NOTICE)
    wall, money = claim(article, WALL, "Anna Lund"), claim(article, MONEY, "Peter Holt")
    found = ArticleCorrections(article, [wall, money])
    notice = found.beside(wall.evidence, wall.speaker)
    assert notice is not None
    assert notice.touching
    assert notice.words == article.text[notice.span.start : notice.span.end] == NOTICE
    assert notice.in_words == f"The article carries a correction: “{NOTICE}”"
    assert found.beside(money.evidence, money.speaker) is None


def test_notice_that_touches_no_claim_is_beside_each() -> None:
    article = corrected(PHOTO)
    claims = [claim(article, WALL), claim(article, MONEY)]
    found = [ArticleCorrections(article, claims).beside(one.evidence) for one in claims]
    assert [notice and notice.touching for notice in found] == [False, False]
    assert found[0] is not None
    assert found[0].in_words == "The article carries a correction."


def test_notices_of_adjacent_paragraphs_are_one_and_a_label_alone_is_none() -> None:
    label = "Correction Appended"
    article = corrected("CORRECTION:", NOTICE, parts=(WALL, label, MONEY))
    at = article.text.index(label)
    gaps = (Gap(Span(at, at + len(label)), "correction"), *article.gaps)
    spans = notice_spans(Article(id="a", text=article.text, fingerprint="f", gaps=gaps))
    assert [article.text[s.start : s.end] for s in spans] == [f"CORRECTION:\n\n{NOTICE}"]
    (alone,) = notice_spans(Article(id="a", text=article.text, fingerprint="f", gaps=gaps[:1]))
    assert article.text[alone.start : alone.end] == label


def test_article_without_notices_has_nothing_beside_its_claims() -> None:
    article = corrected()
    assert ArticleCorrections(article, []).beside(Span(0, 9)) is None
    assert ArticleCorrections(article, []).notices == ()

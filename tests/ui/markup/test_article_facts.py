"""Tests of the facts about an article as HTML."""

from datetime import date

from html_tools import article, plain
from record_tools import make_claim

from rag.schema.articles import (
    Article,
    ArticleEvidence,
    DateBasis,
    FactBasis,
    FactEvidence,
    Gap,
    Span,
)
from rag.schema.claims import Kind, Speaker
from rag.ui.markup import article_facts


def test_facts_quote_the_words_of_the_article_that_state_them() -> None:
    text = "Sputnik (17 January 2019)\nIraq needs no troops, he said.\n© 2019 The Herald"
    one = Article(
        id="a.txt",
        text=text,
        fingerprint="f",
        outlet="The Herald",
        origin="Sputnik",
        published=date(2019, 1, 18),
        date_basis=DateBasis.INFERRED,
        date_evidence="on <Friday>",
        evidence=ArticleEvidence(
            outlet=FactEvidence(FactBasis.ARTICLE, Span(57, len(text))),
            published=FactEvidence(FactBasis.ARTICLE),
            origin=FactEvidence(FactBasis.ARTICLE, Span(0, 25)),
        ),
        story=(Span(26, 56),),
        gaps=(Gap(Span(0, 25), "source"), Gap(Span(57, len(text)), "copyright")),
    )
    shown = plain(article_facts.facts(one, ()))
    assert "The copyright line names it: “© 2019 The Herald”." in shown
    assert "Date inferred from the text: “on <Friday>”." in shown
    assert "The article names it: “Sputnik (17 January 2019)”." in shown
    other = article("b.txt", "Iraq needs no troops.", outlet="Rudaw", origin="Reuters")
    assert plain(article_facts.facts(other, ())).count("From articles.csv.") == 2
    assert "<Friday>" not in article_facts.facts(one, ())


def test_facts_mark_a_speaker_name_from_other_articles() -> None:
    span = Span(0, 4)
    claim = make_claim(
        "1", "a.txt", Kind.DIRECT, (), (), (span,), span, "Yes.", 0.9,
        speaker="Tahsin Khafaji", mention="he", extracted_speakers=(Speaker(name="Khafaji"),),
    )  # fmt: skip
    shown = plain(article_facts.facts(article("a.txt", "Yes."), [claim]))
    assert "named here as “he”" in shown
    assert "This article alone gives “Khafaji”" in shown

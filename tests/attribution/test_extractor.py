"""Claims: who said what, in which words, on which day; exact on the seeds, safe on any text."""

import json
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pytest
from conftest import SEEDS
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from rag.attribution.extractor import Extraction, extract
from rag.ingest.folder import read_articles
from rag.schema.articles import Article, DateBasis, Span
from rag.schema.claims import Claim, Kind, StatementDateBasis
from rag.text.english import basis_of_day
from rag.text.sentences import paragraphs
from rag.text.spans import cut

AVIM = "000_f91781c4228a1322.txt"
SOTT = "001_6225434846a5dd1c.txt"
DINAR = "002_e86f39b9e13a1996.txt"
RUDAW = "003_65f59ed5da4b3415.txt"
MAYADEEN = "004_694b7766c067e3cc.txt"
MINISTRY = "Iraqi Foreign Ministry"
KHAZALI = "Qais al-Khazali"
COMMITTEE = "Coordinating Committee of the Iraqi resistance factions"


@dataclass(frozen=True, slots=True)
class Seeds:
    """The seed articles and what was extracted from each, by id."""

    articles: dict[str, Article]
    extractions: dict[str, Extraction]

    def claim(self, article: str, words: str) -> Claim:
        """The one claim of the article whose text holds the words."""
        found = [c for c in self.extractions[article].claims if words in c.text]
        assert len(found) == 1, f"{len(found)} claims of {article} hold {words!r}"
        return found[0]


@pytest.fixture(scope="module")
def seeds() -> Seeds:
    articles = read_articles(SEEDS).articles
    found = {a.id: e for a, e in zip(articles, extract(articles), strict=True)}
    return Seeds({article.id: article for article in articles}, found)


def article_of(text: str, published: date | None = date(2024, 3, 7)) -> Article:
    """An article all of whose paragraphs are story."""
    basis = DateBasis.STATED if published else DateBasis.UNKNOWN
    return Article(
        "a.txt", text, "f", published=published, date_basis=basis, story=paragraphs(text)
    )


def claims_of(text: str, published: date | None = date(2024, 3, 7)) -> tuple[Claim, ...]:
    (extraction,) = extract([article_of(text, published)])
    return extraction.claims


def assert_sound(article: Article, extraction: Extraction) -> None:
    """What holds for the extraction of any article."""
    text = article.text
    ids = [claim.id for claim in extraction.claims]
    assert len(set(ids)) == len(ids)
    assert len({s.id for s in extraction.sentences}) == len(extraction.sentences)
    for before, after in zip(extraction.sentences, extraction.sentences[1:], strict=False):
        assert before.span.end <= after.span.start
    for claim in extraction.claims:
        assert claim.article == article.id
        assert claim.text == cut(text, claim.content)
        assert claim.text.strip()
        spans = (*claim.source, *claim.cue, *claim.content, *claim.chain)
        assert all(span.end <= len(text) for span in spans)
        held = claim.content
        assert all(claim.evidence.start <= s.start and s.end <= claim.evidence.end for s in held)
        assert all(s.end <= claim.evidence.end for s in (*claim.source, *claim.cue))
        assert all(a.end <= b.start for a, b in zip(claim.content, claim.content[1:], strict=False))
        assert any(
            s.span.start <= claim.evidence.start and claim.evidence.end <= s.span.end
            for s in extraction.sentences
        ), "evidence is whole sentences"
        assert any(
            part.start <= claim.evidence.start and claim.evidence.end <= part.end
            for part in article.story
        ), "evidence lies in the story"
        if claim.source:
            assert claim.mention == text[claim.source[0].start : claim.source[0].end]
        else:
            assert claim.mention is None
        if claim.said_on is not None:
            anchor = article.origin_published or article.published
            assert anchor is not None
            assert claim.said_on <= anchor
        assert claim.statement_date.basis is not StatementDateBasis.UNKNOWN


# --- the seeds ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("article", "words", "speaker", "role", "organisation", "actor", "said_on", "kind"),
    [
        pytest.param(
            AVIM, "Washington does not have any bases in Iraq", "Tahsin Khafaji", "spokesman",
            "Iraqi Defense Ministry", "Iraq", date(2019, 1, 17), Kind.DIRECT, id="Khafaji 2019",
        ),
        pytest.param(
            SOTT, "Washington does not have any bases in Iraq", "Tahsin Khafaji", "spokesman",
            "Iraqi Defense Ministry", "Iraq", date(2019, 1, 17), Kind.DIRECT, id="its reprint",
        ),
        pytest.param(
            AVIM, "Iraq does not need and will not need foreign troops", "Tahsin Khafaji",
            "spokesman", "Iraqi Defense Ministry", "Iraq", date(2019, 1, 17), Kind.INDIRECT,
            id="the lead's spokesman is Khafaji",
        ),
        pytest.param(
            AVIM, "there were no and there will be no foreign military forces", "Tahsin Khafaji",
            "spokesman", "Iraqi Defense Ministry", "Iraq", date(2019, 1, 17), Kind.DIRECT,
            id="no foreign forces",
        ),
        pytest.param(
            AVIM, "the strength and capacity to protect the security", "Tahsin Khafaji",
            "spokesman", "Iraqi Defense Ministry", "Iraq", date(2019, 1, 17), Kind.MIXED,
            id="adding that",
        ),
        pytest.param(
            AVIM, "the Iraqi authorities have prepared for it", "Tahsin Khafaji", "spokesman",
            "Iraqi Defense Ministry", "Iraq", date(2019, 1, 17), Kind.INDIRECT, id="the official",
        ),
        pytest.param(
            AVIM, "stood at around 5,000", None, None, None, None, None, Kind.INDIRECT,
            id="October 2018 is no day",
        ),
        pytest.param(
            AVIM, "would continue eliminating Daesh", "Haider Abadi", "Iraqi Prime Minister", None,
            "Iraq", None, Kind.INDIRECT, id="December 2017 is no day",
        ),
        pytest.param(
            DINAR, "except for military advisers", MINISTRY, None, None, "Iraq",
            date(2024, 8, 15), Kind.INDIRECT, id="the ministry confirmed",
        ),
        pytest.param(
            DINAR, "there are no US forces in Iraq except for the", MINISTRY, None, None, "Iraq",
            date(2024, 8, 15), Kind.DIRECT, id="the ministry said",
        ),
        pytest.param(
            DINAR, "very close to the announcement", MINISTRY, None, None, "Iraq",
            date(2024, 8, 15), Kind.DIRECT, id="she is the ministry",
        ),
        pytest.param(
            RUDAW, "have not been repositioned within Iraq", "Tahsin Khafaji", "spokesperson",
            "Joint Operation Command", "Iraq", date(2020, 8, 24), Kind.INDIRECT,
            id="a senior official is Khafaji",
        ),
        pytest.param(
            RUDAW, "committed to handing back all the bases", "Tahsin Khafaji", "spokesperson",
            "Joint Operation Command", "Iraq", date(2020, 8, 24), Kind.DIRECT, id="Khafaji 2020",
        ),
        pytest.param(
            RUDAW, "did not re-station anywhere in Iraq", "Tahsin Khafaji", "spokesperson",
            "Joint Operation Command", "Iraq", date(2020, 8, 24), Kind.MIXED, id="re-station",
        ),
        pytest.param(
            RUDAW, "leaving shortly", "Donald Trump", "US President", None, "United States",
            date(2020, 8, 20), Kind.MIXED, id="Trump on Thursday",
        ),
        pytest.param(
            RUDAW, "as soon as we complete the mission", "Mike Pompeo", "US Secretary of State",
            None, "United States", date(2020, 8, 20), Kind.MIXED, id="Pompeo",
        ),
        pytest.param(
            RUDAW, "rapidly over the course of three years", "Donald Trump", "US President", None,
            "United States", date(2020, 8, 19), Kind.MIXED, id="the President on Wednesday",
        ),
        pytest.param(
            RUDAW, "We [the US and Iraq] continue to work", "Donald Trump and Mustafa al-Kadhimi",
            None, None, None, date(2020, 8, 21), Kind.DIRECT, id="the joint statement",
        ),
        pytest.param(
            MAYADEEN, "the US has been assured that", "Qassem al-Araji",
            "Iraqi National Security Adviser", None, "Iraq", date(2021, 7, 24), Kind.MIXED,
            id="al-Araji",
        ),
        pytest.param(
            MAYADEEN, "will have a special flavor", "Qassem al-Araji",
            "Iraqi National Security Adviser", None, "Iraq", date(2021, 7, 24), Kind.MIXED,
            id="he is al-Araji",
        ),
        pytest.param(
            MAYADEEN, "the fight against ISIS", "Anthony Blinken", "US Secretary of State", None,
            "United States", date(2021, 7, 23), Kind.MIXED, id="Blinken on Friday",
        ),
        pytest.param(
            MAYADEEN, "the statement is rejected", KHAZALI, "Secretary-General",
            "Asa'ib Ahl al-Haq", "Asa'ib Ahl al-Haq", date(2021, 7, 24), Kind.DIRECT,
            id="Khazali rejects",
        ),
        pytest.param(
            MAYADEEN, "unfortunate", KHAZALI, "Secretary-General", "Asa'ib Ahl al-Haq",
            "Asa'ib Ahl al-Haq", date(2021, 7, 24), Kind.MIXED, id="Khazali, not the minister",
        ),
        pytest.param(
            MAYADEEN, "the conditions of the resistance", COMMITTEE, None, None, None,
            date(2021, 7, 23), Kind.DIRECT, id="the committee",
        ),
        pytest.param(
            MAYADEEN, "a catastrophic failure", COMMITTEE, None, None, None, date(2021, 7, 23),
            Kind.DIRECT, id="the coordination is the committee",
        ),
        pytest.param(
            MAYADEEN, "both administrations intend to issue", None, "US and Iraqi officials", None,
            None, None, Kind.MIXED, id="previously is no day",
        ),
    ],
)  # fmt: skip
def test_a_seed_claim_is_right_in_every_field(
    seeds: Seeds,
    *,
    article: str,
    words: str,
    speaker: str | None,
    role: str | None,
    organisation: str | None,
    actor: str | None,
    said_on: date | None,
    kind: Kind,
) -> None:
    claim = seeds.claim(article, words)
    assert (claim.speaker, claim.role, claim.organisation) == (speaker, role, organisation)
    assert claim.actor == actor
    assert claim.said_on == said_on
    assert claim.kind == kind


@pytest.mark.parametrize(
    ("article", "words", "exact", "mention", "cue"),
    [
        (
            AVIM,
            "Washington does not",
            '"Washington does not have any bases in Iraq. There is not even a single US base under '
            "US command in Iraq, in the first place. Secondly, all those present are advisers from "
            "the international coalition, there is coaching, plans for army training, logistical "
            'support, air force efforts,"',
            "Maj. Gen. Tahsin Khafaji",
            "said",
        ),
        (
            RUDAW,
            "did not re-station",
            "the troops at Taji “did not re-station anywhere in Iraq,”",
            "Maj. Gen. Tahsin Khafaji, spokesperson for Iraq’s Joint Operation Command",
            "told",
        ),
        (RUDAW, "leaving shortly", "US troops would be “leaving shortly,”", "Trump", "assured"),
        (
            DINAR,
            "very close",
            "“We were very close to the announcement of this agreement, but due to recent "
            "developments the announcement of the end of the military mission of the international "
            "coalition in Iraq was postponed,”",
            "she",
            "continued",
        ),
        (
            MAYADEEN,
            "the statement is rejected",
            '"the statement is rejected and does not reflect the reality of the capabilities that '
            'the Iraqi forces have reached."',
            "the Secretary-General of Asa'ib Ahl al-Haq, Qais al-Khazali",
            "noting",
        ),
        (
            MAYADEEN,
            "both administrations",
            "both administrations intend to issue a statement calling on US forces to leave Iraq "
            "by the end of this year while reiterating that US military presence is still required "
            'afterward to help Iraqi forces in confronting "ISIS"',
            "the US and Iraqi officials",
            "saying",
        ),
    ],
    ids=["Khafaji 2019", "re-station", "Trump", "she", "Khazali", "Wall Street Journal"],
)
def test_a_seed_claim_has_the_exact_words(
    seeds: Seeds, *, article: str, words: str, exact: str, mention: str, cue: str
) -> None:
    claim = seeds.claim(article, words)
    text = seeds.articles[article].text
    assert claim.text == exact
    assert claim.mention == mention
    assert [text[s.start : s.end] for s in claim.cue] == [cue]


def test_the_handing_back_of_bases_has_its_exact_spans(seeds: Seeds) -> None:
    claim = seeds.claim(RUDAW, "committed to handing back")
    assert claim.content == (Span(453, 579),)
    assert claim.source == (Span(580, 587),)
    assert claim.cue == (Span(588, 592),)
    assert claim.mention == "Khafaji"
    assert claim.text == (
        "“The International Coalition troops are committed to handing back all the bases they have "
        "been using to the Iraqi government,”"
    )


@pytest.mark.parametrize(
    ("article", "words", "basis"),
    [
        (AVIM, "Washington does not", "“Thursday”"),
        (AVIM, "Washington does not", "2019-01-17"),
        (RUDAW, "committed to handing", "“Monday”"),
        (RUDAW, "leaving shortly", "“Thursday’s”"),
        (AVIM, "around 5,000", "“in October 2018”"),
        (MAYADEEN, "both administrations", "“previously”"),
        (MAYADEEN, "unfortunate", "no day is stated"),
    ],
)
def test_the_basis_of_a_day_names_the_words_it_comes_from(
    seeds: Seeds, article: str, words: str, basis: str
) -> None:
    assert basis in basis_of_day(seeds.claim(article, words).statement_date)


def test_a_speaker_of_one_role_in_2019_has_another_in_2020(seeds: Seeds) -> None:
    """The same name in two articles keeps the role of each."""
    roles = {
        (c.role, c.organisation)
        for name in (AVIM, RUDAW)
        for c in seeds.extractions[name].claims
        if c.speaker == "Tahsin Khafaji"
    }
    assert roles == {
        ("spokesman", "Iraqi Defense Ministry"),
        ("spokesperson", "Joint Operation Command"),
    }


def test_the_article_printed_twice_has_each_claim_once(seeds: Seeds) -> None:
    texts = [claim.text for claim in seeds.extractions[RUDAW].claims]
    assert len(texts) == len(set(texts)) == 13


def test_no_claim_comes_from_boilerplate(seeds: Seeds) -> None:
    alien = re.compile(r"Rudaw|comment|profanity|guidelines|Melania|New York Times|AVRASYA", re.I)
    for extraction in seeds.extractions.values():
        for claim in extraction.claims:
            assert not alien.search(claim.text), claim.text
        for sentence in extraction.sentences:
            text = seeds.articles[sentence.article].text[sentence.span.start : sentence.span.end]
            assert "Post a Comment" not in text
            assert "moderates all comments" not in text


def test_reprints_yield_the_same_claims(seeds: Seeds) -> None:
    def said(name: str) -> list[tuple[object, ...]]:
        return [
            (c.speaker, c.role, c.organisation, c.actor, c.kind, c.said_on)
            for c in seeds.extractions[name].claims
        ]

    assert said(AVIM) == said(SOTT)


def test_every_seed_span_is_sound(seeds: Seeds) -> None:
    for name, extraction in seeds.extractions.items():
        assert extraction.claims
        assert_sound(seeds.articles[name], extraction)


def test_extraction_is_the_same_again(seeds: Seeds) -> None:
    """In another order and company too: articles do not colour each other."""
    articles = list(reversed(seeds.articles.values()))
    for article, extraction in zip(articles, extract(articles), strict=True):
        assert extraction == seeds.extractions[article.id]


# --- constructed articles -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "speaker", "content", "kind"),
    [
        pytest.param(
            'Minister Olha Petrenko told reporters: "We expect a good harvest."',
            "Olha Petrenko", '"We expect a good harvest."', Kind.DIRECT, id="colon",
        ),
        pytest.param(
            "“We will not leave,” said Kari Lund.",
            "Kari Lund", "“We will not leave,”", Kind.DIRECT, id="inverted",
        ),
        pytest.param(
            "Kari Lund said that no ship had been damaged.",
            "Kari Lund", "no ship had been damaged", Kind.INDIRECT, id="that",
        ),
        pytest.param(
            "Kari Lund said no ship had been damaged.",
            "Kari Lund", "no ship had been damaged", Kind.INDIRECT, id="no that",
        ),
        pytest.param(
            "No ship had been damaged, Kari Lund said.",
            "Kari Lund", "No ship had been damaged", Kind.INDIRECT, id="clause first",
        ),
        pytest.param(
            "According to Kari Lund, no ship had been damaged.",
            "Kari Lund", "no ship had been damaged", Kind.INDIRECT, id="according to",
        ),
        pytest.param(
            "Kari Lund said the harbour was “as good as new” again.",
            "Kari Lund", "the harbour was “as good as new” again", Kind.MIXED, id="mixed",
        ),
    ],
)  # fmt: skip
def test_forms_of_reported_speech(text: str, speaker: str, content: str, kind: Kind) -> None:
    (claim,) = claims_of(text)
    assert (claim.speaker, claim.text, claim.kind) == (speaker, content, kind)


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("Mayor Ana Ruiz endorsed the harbour plan.", "Ana Ruiz", "the harbour plan"),
        ("Mayor Ana Ruiz wants to close the port.", "Ana Ruiz", "to close the port"),
        ("Mayor Ana Ruiz called for a new vote.", "Ana Ruiz", "a new vote"),
        ("Ana Ruiz accused Omar Saleh of fraud.", "Ana Ruiz", "Omar Saleh of fraud"),
    ],
    ids=["object", "infinitive", "preposition", "object and preposition"],
)
def test_a_position_without_a_clause_is_an_attitude(text: str, speaker: str, content: str) -> None:
    (found,) = claims_of(text)
    assert (found.speaker, found.text, found.kind) == (speaker, content, Kind.ATTITUDE)


@pytest.mark.parametrize(
    "text",
    [
        "It refused to open.",
        "That called for patience.",
        "To endorse the plan would be bold.",
    ],
    ids=["it", "that", "no subject"],
)
def test_a_position_has_somebody_who_holds_it(text: str) -> None:
    assert claims_of(text) == ()


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("Ana Ruiz repeated her opposition to the new port.", "Ana Ruiz", "the new port"),
        ("Ana Ruiz was critical of the new port.", "Ana Ruiz", "the new port"),
        ("The port was denounced by Ana Ruiz.", "Ana Ruiz", "The port"),
        ("Ana Ruiz is seen as a friend; she saw the port as a mistake.", "Ana Ruiz", "the port as"),
        ("Ana Ruiz was hoping to close the port.", "Ana Ruiz", "to close the port"),
        ('Ana Ruiz called the plan a "bad joke".', "Ana Ruiz", 'the plan a "bad joke"'),
        ('Ana Ruiz warned against the "dark dreams" of Omar.', "Ana Ruiz", 'the "dark dreams" of'),
        ("Ana Ruiz’s answer was that nobody knew.", "Ana Ruiz", "nobody knew"),
        ("Ana Ruiz went after Saleh as a “bad man”.", "Ana Ruiz", "Saleh as a “bad man”"),
        ('Ana Ruiz calls them "dear friends" now.', "Ana Ruiz", 'them "dear friends"'),
        (
            'Ana Ruiz condemned the test as "mad" and a "grave threat" to all.',
            "Ana Ruiz",
            'the test as "mad" and a "grave threat"',
        ),
    ],
    ids=[
        "noun",
        "adjective",
        "passive",
        "as",
        "hope",
        "name",
        "around a quotation",
        "stated",
        "as, of any verb",
        "a name for them",
        "two names",
    ],
)
def test_a_position_is_found_in_every_form(text: str, speaker: str, content: str) -> None:
    found = claims_of(text)
    assert [(c.speaker, content in c.text) for c in found][-1] == (speaker, True), found


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("“Is it over?” Lund continued. “Is it?”", "Lund", "“Is it over?” … “Is it?”"),
        ("“Well, they did…” Lund said. “Yes.”", "Lund", "“Well, they did…” … “Yes.”"),
        ("“We never did.” Lund said.", "Lund", "“We never did.”"),
        ("“We never did it at all.” — Kari Lund", "Kari Lund", "“We never did it at all.”"),
        ("Kari Lund: “We never did it at all.”", "Kari Lund", "“We never did it at all.”"),
        ('"We won," added a sailor. "Twice."', None, '"We won," … "Twice."'),
        (
            "The end of the war, said Kari Lund, was near.",
            "Kari Lund",
            "The end of the war … was near",
        ),
        ("The hall, Kari Lund said, was empty.", "Kari Lund", "The hall … was empty"),
        (
            "These clerks, Kari Lund explained earlier in the week, were “well-paid”.",
            "Kari Lund",
            "These clerks … were “well-paid”",
        ),
        (
            "Kari Lund says she hopes to win, but she knows that “Ruiz will be the queen.”",
            "Kari Lund",
            "she hopes to win, but she knows that “Ruiz will be the queen.”",
        ),
        (
            "Kari Lund said she wanted to speak “plainly” and let them know that “it is over.”",
            "Kari Lund",
            "she wanted to speak “plainly” and let them know that “it is over.”",
        ),
        (
            "“What he calls “hell” is home.” ― Kari N Lund",
            "Kari N Lund",
            "“What he calls “hell” is home.”",
        ),
        ("“We go on,” said Lund in Bergen.", "Lund", "“We go on,”"),
        ("“We go on,” said Kari Lund at a hearing in Bergen.", "Kari Lund", "“We go on,”"),
        ("“We go on,” said a spokesman, in Bergen.", None, "“We go on,”"),
        ("He told the crowd he’s had a good life.", None, "he’s had a good life"),
        (
            "Kari Lund issued a statement saying the hall was safe.",
            "Kari Lund",
            "the hall was safe",
        ),
        ("Kari Lund said of the hall:\n“It was empty.”", "Kari Lund", "“It was empty.”"),
    ],
)
def test_attributions_of_every_shape_are_read(text: str, speaker: str | None, content: str) -> None:
    (claim,) = claims_of(text)
    assert claim.text == content
    assert claim.speaker == speaker


def test_what_an_attribution_adds_is_a_claim_of_its_own() -> None:
    first, second = claims_of("“We lost,” Kari Lund said, adding later, “We shall win.”")
    assert (first.text, second.text) == ("“We lost,”", "“We shall win.”")
    assert first.speaker == second.speaker == "Kari Lund"


def test_a_quotation_never_goes_to_the_speaker_named_after_the_next() -> None:
    first, second = claims_of("“Yes, it is…” Lund said. “Grizzly Adams?” Omar Saleh repeated.")
    assert (first.speaker, first.text) == ("Lund", "“Yes, it is…”")
    assert (second.speaker, second.text) == ("Omar Saleh", "“Grizzly Adams?”")


def test_a_transcript_gives_each_line_to_its_label() -> None:
    text = "RUIZ: I think it failed. We said so.\nSALEH: It did not fail.\nRUIZ: It did."
    found = claims_of(text + "\nRuiz and Saleh met on Monday.")
    assert [c.text for c in found][:2] == ["I think it failed. We said so", "It did not fail"]
    assert [c.mention for c in found][:2] == ["RUIZ", "SALEH"]


def test_a_transcript_in_quotation_marks_gives_each_line_to_its_label() -> None:
    """Each paragraph opens the quotation again, and a stage direction is nobody's."""
    text = (
        'Transcript as follows:\n"RUIZ: Well, look, he thinks it is “Shark Day.” But it is serious.'
        '\n"(CROSSTALK.)\n"SALEH: It is not, because as “The Oslo Post” wrote, it is a game.'
        '\n"RUIZ: It did end."\nRuiz and Saleh met on Monday.'
    )
    found = claims_of(text)
    assert [(c.mention, c.text) for c in found] == [
        ("RUIZ", "Well, look, he thinks it is “Shark Day.” But it is serious"),
        ("SALEH", "It is not, because as “The Oslo Post” wrote, it is a game"),
        ("RUIZ", "It did end"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Omar Saleh, the official noted on Monday, is “no friend” of the court.",
        "Omar Saleh came. The official said that Saleh was late.",
    ],
)
def test_who_is_reported_by_name_is_not_who_reports(text: str) -> None:
    (claim,) = claims_of(text)
    assert claim.speaker is None
    assert claim.mention is not None
    assert claim.mention.casefold() == "the official"


def test_a_label_that_names_nobody_is_no_source() -> None:
    assert claims_of("Correction: The hall was open on Monday.\nThe hall is large.") == ()


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("The Oslo Post quoted officials as saying that it fell.", ["The Oslo Post", "officials"]),
        ("Media reported, citing the Pentagon, that it fell.", ["Media", "the Pentagon"]),
        ("Ana Ruiz said the minister had told her that it fell.", ["Ana Ruiz", "the minister"]),
        ("Ana Ruiz said that it fell.", []),
    ],
    ids=["quoted as saying", "citing", "nested", "one voice"],
)
def test_the_chain_of_those_who_pass_words_on_is_kept(text: str, chain: list[str]) -> None:
    claim = claims_of(text)[-1]
    assert [text[span.start : span.end] for span in claim.chain] == chain
    assert "fell" in claim.text


def test_the_clause_of_a_source_belongs_to_it_and_not_to_the_mention() -> None:
    text = "Kari Lund, who heads the port, said that it was safe."
    (claim,) = claims_of(text)
    assert claim.mention == "Kari Lund"
    assert text[claim.source[1].start : claim.source[1].end] == ", who heads the port,"


def test_a_position_inside_reported_words_is_part_of_them() -> None:
    (found,) = claims_of("Ana Ruiz said that Omar Saleh endorsed the harbour plan.")
    assert found.kind is Kind.INDIRECT
    assert found.text == "Omar Saleh endorsed the harbour plan"


@pytest.mark.parametrize(
    "text",
    [
        "Ana Ruiz is under fire, a spokesman said.\nMayor Ana Ruiz said that she stays.",
        "The port is closed, a union official said.\nMayor Ana Ruiz said that it is open.",
        "The port is closed, a witness said.\nRuiz said that it is open.",
        "The ship sank, a guard spokesman said.\nOlaf Brandt praised the crew.",
    ],
    ids=["known before", "another office", "surname only", "only praises"],
)
def test_an_unnamed_lead_is_not_whoever_is_named_next(text: str) -> None:
    """Only a person newly introduced, without an office of their own, is the one described."""
    lead, following = claims_of(text)
    assert lead.speaker is None
    assert following.speaker is not None


def test_an_unnamed_lead_is_the_person_newly_introduced_after_it() -> None:
    text = "The port is closed, a union spokesman said.\n“It is,” Omar Saleh said."
    lead, following = claims_of(text)
    assert (lead.speaker, following.speaker) == ("Omar Saleh", "Omar Saleh")
    assert following.role == "union spokesman"
    assert lead.confidence < following.confidence


def test_the_name_of_a_programme_is_no_part_of_what_was_said() -> None:
    """Its marks are those of a title; the quotation after it goes on from the first."""
    text = '"He is a fraud," Ana Ruiz said Sunday on NBC\'s "Meet the Press." "Listen to him talk."'
    (found,) = claims_of(text)
    assert found.text == '"He is a fraud," … "Listen to him talk."'
    assert found.kind is Kind.DIRECT


def test_a_verb_inside_a_quotation_makes_no_claim_of_its_own() -> None:
    (claim,) = claims_of("“He said that we must go and I told him no,” Kari Lund said.")
    assert claim.speaker == "Kari Lund"
    assert claim.text == "“He said that we must go and I told him no,”"


def test_a_quotation_that_goes_on_is_one_act_of_speech() -> None:
    (claim,) = claims_of('"All quays are in use," Kari Lund said. "Nobody was hurt."')
    assert claim.text == '"All quays are in use," … "Nobody was hurt."'
    assert len(claim.content) == 2


def test_a_quotation_alone_goes_on_from_the_paragraph_before() -> None:
    first, second = claims_of('Kari Lund said that all was well.\n"Nobody was hurt."')
    assert second.speaker == first.speaker == "Kari Lund"
    assert second.source == first.source
    assert second.mention == "Kari Lund"
    assert second.evidence.start > first.evidence.end
    (stated,) = claims_of('"Nobody was hurt," Kari Lund said.')
    assert second.confidence < stated.confidence


def test_a_quotation_of_nobody_stays_unknown() -> None:
    (claim,) = claims_of("Prices rose in May.\n\n“Nobody was hurt and nobody will be.”")
    assert claim.speaker is None
    assert claim.mention is None
    assert claim.source == ()


def test_an_unnamed_source_stays_unnamed() -> None:
    (claim,) = claims_of("A source close to the talks said that all was well.")
    assert claim.speaker is None
    assert claim.mention is not None
    assert claim.mention.startswith("A source")


def test_a_day_that_was_said_is_not_the_day_of_saying() -> None:
    (claim,) = claims_of("Kari Lund said that the ship had left on Monday.")
    assert claim.said_on == date(2024, 3, 7)
    assert claim.statement_date.words is None


def test_a_day_of_saying_is_counted_back_from_the_article() -> None:
    (claim,) = claims_of("Kari Lund said on Monday that the ship had left.")
    assert claim.said_on == date(2024, 3, 4)
    assert claim.statement_date.words == "Monday"


def test_without_a_date_of_the_article_there_is_no_day() -> None:
    (claim,) = claims_of("Kari Lund said on Monday that the ship had left.", None)
    assert claim.said_on is None
    assert claim.statement_date.basis is StatementDateBasis.UNDATED


def test_prose_without_speech_has_sentences_and_no_claims() -> None:
    text = "Prices of wheat fell for the third week. The harvest was good."
    (extraction,) = extract([article_of(text)])
    assert extraction.claims == ()
    assert [text[s.span.start : s.span.end] for s in extraction.sentences] == [
        "Prices of wheat fell for the third week.",
        "The harvest was good.",
    ]


def test_an_article_without_story_has_nothing() -> None:
    (extraction,) = extract([Article("a.txt", "Kari Lund said no.", "f")])
    assert extraction == Extraction((), ())


def test_the_same_words_said_twice_are_two_claims() -> None:
    first, second = claims_of("Kari Lund said that she won.\n\nKari Lund said that she won.")
    assert first.text == second.text
    assert first.id != second.id


# --- any text -----------------------------------------------------------------------------------

SPEECH = st.lists(
    st.sampled_from(
        [
            "Kari Lund said that no ship was damaged.",
            "“We will not leave,” she added.",
            "“All is well,” said Omar Saleh, the mayor. “Nobody was hurt.”",
            '"Stop. Go back," the ministry said on Monday, noting that "it is over."',
            "According to the U.S. State Department, talks go on.",
            "He asked: “Why?”",
            "They said said said that.",
            "“never closed and",
            "said.",
            "that “",
            "Mr. Smith, adding “x,” told reporters “y.”",
            "\n",
            "\n\n",
            "\u202eקארי אמר “לא”.",
            "A\x00B \ud800 \ufeff…",
            "''So it is,'' he said.",
            "‘It isn’t,’ the players’ union says.",
            "The claim, denied in October 2018, was that prices, he said, rose",
        ]
    ),
    max_size=8,
).map(" ".join)
TRICKY = st.text(alphabet="He said that “it” is. \"'’\n,:;—\x00\ud800\ufeff\u2028א1", max_size=80)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts=st.lists(SPEECH | TRICKY | st.text(max_size=60), min_size=1, max_size=3))
@example(texts=["“", "”", ""])
@example(texts=["said said said", '" "', "' '"])
def test_extraction_of_any_text_never_fails_and_every_span_cuts(texts: Sequence[str]) -> None:
    articles = [article_of(text) for text in texts]
    for article, extraction in zip(articles, extract(articles), strict=True):
        assert_sound(article, extraction)
        for claim in extraction.claims:
            json.dumps(claim.text)


def test_extract_takes_linear_time_in_quotations() -> None:
    """Four times the quotations may take four times as long, and not sixteen times."""

    def seconds(quotations: int) -> float:
        lines = (f"“Point {n} was settled by all,” Kari Lund said." for n in range(quotations))
        text = "\n".join(lines)
        started = time.process_time()
        assert len(claims_of(text)) == quotations
        return time.process_time() - started

    seconds(10)  # loads the parser
    assert seconds(800) < 10 * seconds(200)

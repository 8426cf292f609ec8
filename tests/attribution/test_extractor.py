"""Extraction of claims: exact on the seeds, sound on any text."""

import json
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pytest
from conftest import SEEDS
from extraction import article_of, assert_sound, claims_of
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from rag.attribution.extractor import Extraction, extract
from rag.ingest.folder import read_articles
from rag.schema.articles import Article, Span
from rag.schema.claims import Claim, Kind, StatementDateBasis
from rag.text.english import basis_of_day
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
def test_seed_claims_are_right_in_every_field(
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
def test_seed_claims_have_exact_words(
    seeds: Seeds, *, article: str, words: str, exact: str, mention: str, cue: str
) -> None:
    claim = seeds.claim(article, words)
    text = seeds.articles[article].text
    assert cut(text, claim.content) == exact
    assert claim.mention == mention
    assert [text[s.start : s.end] for s in claim.cue] == [cue]


def test_seed_claim_has_exact_spans(seeds: Seeds) -> None:
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
        (MAYADEEN, "unfortunate", "no day given"),
    ],
)
def test_basis_of_a_day_quotes_its_words(
    seeds: Seeds, article: str, words: str, basis: str
) -> None:
    assert basis in basis_of_day(seeds.claim(article, words).statement_date)


def test_speaker_keeps_the_role_of_each_article(seeds: Seeds) -> None:
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


def test_article_printed_twice_has_each_claim_once(seeds: Seeds) -> None:
    texts = [claim.text for claim in seeds.extractions[RUDAW].claims]
    assert len(texts) == len(set(texts)) == 13


def test_no_claim_comes_from_boilerplate(seeds: Seeds) -> None:
    alien = re.compile(r"Rudaw|comment|profanity|guidelines|Melania|New York Times|AVRASYA", re.I)
    for extraction in seeds.extractions.values():
        for claim in extraction.claims:
            content = cut(seeds.articles[claim.article].text, claim.content)
            assert not alien.search(content), content
        for sentence in extraction.sentences:
            text = seeds.articles[sentence.article].text[sentence.span.start : sentence.span.end]
            assert "Post a Comment" not in text
            assert "moderates all comments" not in text


def test_reprints_give_the_same_claims(seeds: Seeds) -> None:
    def claims_of(name: str) -> list[tuple[object, ...]]:
        return [
            (c.speaker, c.role, c.organisation, c.actor, c.kind, c.said_on)
            for c in seeds.extractions[name].claims
        ]

    assert claims_of(AVIM) == claims_of(SOTT)


def test_every_seed_span_is_sound(seeds: Seeds) -> None:
    for name, extraction in seeds.extractions.items():
        assert extraction.claims
        assert_sound(seeds.articles[name], extraction)


def test_extraction_does_not_depend_on_other_articles(seeds: Seeds) -> None:
    """Another order of the articles gives the same claims."""
    articles = list(reversed(seeds.articles.values()))
    for article, extraction in zip(articles, extract(articles), strict=True):
        assert extraction == seeds.extractions[article.id]


@pytest.mark.parametrize(
    "text",
    [
        "Omar Saleh, the official noted on Monday, is “no friend” of the court.",
        "Omar Saleh came. The official said that Saleh was late.",
    ],
)
def test_person_named_in_the_content_is_not_the_source(text: str) -> None:
    (claim,) = claims_of(text)
    assert claim.speaker is None
    assert claim.mention is not None
    assert claim.mention.casefold() == "the official"


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
def test_unnamed_lead_is_not_any_source_named_next(text: str) -> None:
    """Only a person newly introduced, without an office of their own, is the one described."""
    lead, following = claims_of(text)
    assert lead.speaker is None
    assert following.speaker is not None


def test_unnamed_lead_is_the_person_introduced_next() -> None:
    text = "The port is closed, a union spokesman said.\n“It is,” Omar Saleh said."
    lead, following = claims_of(text)
    assert (lead.speaker, following.speaker) == ("Omar Saleh", "Omar Saleh")
    assert following.role == "union spokesman"
    assert lead.confidence < following.confidence


def test_continued_quotation_is_one_claim() -> None:
    (claim,) = claims_of('"All quays are in use," Kari Lund said. "Nobody was hurt."')
    assert claim.text == '"All quays are in use," … "Nobody was hurt."'
    assert len(claim.content) == 2


def test_bare_quotation_continues_the_paragraph_before() -> None:
    first, second = claims_of('Kari Lund said that all was well.\n"Nobody was hurt."')
    assert second.speaker == first.speaker == "Kari Lund"
    assert second.source == first.source
    assert second.mention == "Kari Lund"
    assert second.evidence.start > first.evidence.end
    (stated,) = claims_of('"Nobody was hurt," Kari Lund said.')
    assert second.confidence < stated.confidence


def test_bare_quotation_without_attribution_has_no_speaker() -> None:
    (claim,) = claims_of("Prices rose in May.\n\n“Nobody was hurt and nobody will be.”")
    assert claim.speaker is None
    assert claim.mention is None
    assert claim.source == ()


def test_unnamed_source_stays_unnamed() -> None:
    (claim,) = claims_of("A source close to the talks said that all was well.")
    assert claim.speaker is None
    assert claim.mention is not None
    assert claim.mention.startswith("A source")


def test_day_inside_the_content_is_not_the_day_of_the_statement() -> None:
    (claim,) = claims_of("Kari Lund said that the ship had left on Monday.")
    assert claim.said_on == date(2024, 3, 7)
    assert claim.statement_date.words is None


def test_day_of_a_statement_is_counted_from_the_article() -> None:
    (claim,) = claims_of("Kari Lund said on Monday that the ship had left.")
    assert claim.said_on == date(2024, 3, 4)
    assert claim.statement_date.words == "Monday"


def test_undated_article_gives_no_day() -> None:
    (claim,) = claims_of("Kari Lund said on Monday that the ship had left.", None)
    assert claim.said_on is None
    assert claim.statement_date.basis is StatementDateBasis.UNDATED


def test_prose_without_attributions_has_sentences_but_no_claims() -> None:
    text = "Prices of wheat fell for the third week. The harvest was good."
    (extraction,) = extract([article_of(text)])
    assert extraction.claims == ()
    assert [text[s.span.start : s.span.end] for s in extraction.sentences] == [
        "Prices of wheat fell for the third week.",
        "The harvest was good.",
    ]


def test_article_without_story_has_nothing() -> None:
    (extraction,) = extract([Article(id="a.txt", text="Kari Lund said no.", fingerprint="f")])
    assert extraction == Extraction((), ())


def test_repeated_words_give_two_claims() -> None:
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

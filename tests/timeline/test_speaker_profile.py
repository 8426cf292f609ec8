"""The profile of a speaker: every part has a place whose characters show it."""

from datetime import date
from typing import Any

import pytest
from asking import Memory
from record_tools import make_claim

from rag.corpus import Corpus
from rag.schema.articles import Article, Span
from rag.schema.claims import Claim, Kind, Speaker
from rag.schema.scope import Scope
from rag.timeline.claim_table import ClaimTable
from rag.timeline.speaker_profile import ArticlePlace, SpeakerProfile, claim_spellings, profile
from rag.timeline.speaker_table import SpeakerTable

HARBOUR = "Harbour master Kari Lund said it was open. K. Lund, now the mayor, laughed. She waved."
QUAY = "The Herald said that Lund denied it."


def at(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def article(name: str, text: str, day: int | None, **known: Any) -> Article:
    published = date(2024, 3, day) if day else None
    return Article(id=name, text=text, fingerprint=name, published=published, **known)


ARTICLES = [
    article("b.txt", HARBOUR, 5, outlet="Post", origin="NTB", dispatch="d1"),
    article("a.txt", QUAY, 9, outlet="Gazette", dispatch="d2"),
    article("c.txt", HARBOUR, None, outlet="Post", dispatch="d1"),
]


def claim(name: str, source: str, day: int | None, speaker: Speaker, **known: Any) -> Claim:
    own = known.setdefault("article", "b.txt")
    (text,) = (one.text for one in ARTICLES if one.id == own)
    return make_claim(
        name, kind=Kind.INDIRECT, source=(at(text, source),), content=(at(text, source),),
        evidence=Span(0, len(text)), text=source, mention=source,
        said_on=date(2024, 3, day) if day else None, speakers=(speaker,), **known,
    )  # fmt: skip


MASTER = Speaker("Kari Lund", "Harbour master")
MAYOR = Speaker("Kari Lund", "mayor", None, "Norway")
CLAIMS = [
    claim("1", "Harbour master Kari Lund", 4, MASTER, group="g"),
    claim("2", "K. Lund", 4, MAYOR, extracted_speakers=(Speaker("K. Lund"),)),
    claim("3", "She", None, MAYOR),
    claim("4", "Lund", 8, Speaker("Kari Lund", "rival"), article="a.txt",
          chain=(at(QUAY, "The Herald"), at(QUAY, "Lund"))),
    claim("5", "Harbour master Kari Lund", 4, MASTER, article="c.txt", group="g"),
    claim("6", "She", 4, Speaker("Nils Holm")),
]  # fmt: skip


def made(name: str = "Kari Lund", **scope: Any) -> SpeakerProfile:
    table = ClaimTable(Memory(tuple(ARTICLES), (), (), claims=CLAIMS).tables())
    chosen = Scope(**scope)
    return profile(
        table, SpeakerTable(table), name, table.within(chosen), table.within(chosen, copies=True)
    )


def cut(place: ArticlePlace) -> str:
    (text,) = (one.text for one in ARTICLES if one.id == place.article)
    return text[place.span.start : place.span.end]


def test_offices_are_in_order_of_time_with_the_words_that_print_them() -> None:
    offices = made().offices
    assert [
        (one.office.role, one.claims, one.first, one.last, cut(one.place), one.printed)
        for one in offices
    ] == [
        ("Harbour master", 1, date(2024, 3, 5), date(2024, 3, 5), "Harbour master Kari Lund", True),
        ("mayor", 2, date(2024, 3, 5), date(2024, 3, 5), "Lund, now the mayor", True),
        ("rival", 1, date(2024, 3, 9), date(2024, 3, 9), QUAY, False),
    ]


def test_spellings_have_the_place_that_writes_them() -> None:
    assert [(words, cut(place)) for words, place in made().spellings] == [("K. Lund", "K. Lund")]
    assert claim_spellings(CLAIMS[1]) == {"Kari Lund": {"K. Lund"}}
    assert claim_spellings(CLAIMS[0]) == {}


def test_outlets_count_copies_once_and_name_origins() -> None:
    assert [(o.outlet, o.claims, o.articles, o.origins) for o in made().outlets] == [
        ("Post", 3, 2, (("NTB", 3),)),
        ("Gazette", 1, 1, ()),
    ]


def test_chain_names_those_who_pass_the_words_on() -> None:
    (passed,) = made().chains
    assert passed.chain == ("The Herald", "Lund")
    assert (passed.outlet, passed.others, cut(passed.place)) == ("Gazette", 0, QUAY)


def test_first_and_last_are_dated_claims_and_one_alone_is_the_last() -> None:
    whole = made()
    assert whole.first is not None
    assert whole.last is not None
    assert (whole.first.claim, whole.last.claim) == ("1", "4")
    assert (len(whole.claims), whole.dispatches) == (4, 2)
    alone = made(outlets=("Gazette",))
    assert alone.first is None
    assert alone.last is not None
    nothing = made(outlets=("Gazette",), name="Nils Holm")
    assert (len(nothing.claims), nothing.last, nothing.offices) == (0, None, ())


@pytest.mark.parametrize("firm", [True, False])
def test_profiles_of_the_seeds_show_what_the_articles_print(corpus: Corpus, firm: bool) -> None:
    table = corpus.claim_table
    people = SpeakerTable(table)
    folded, copies = table.within(firm=firm), table.within(firm=firm, copies=True)
    for entry in people.speakers(folded):
        known = profile(table, people, entry.name, folded, copies)
        assert (len(known.claims), known.dispatches) == (entry.claims, entry.dispatches)
        for office in known.offices:
            found = table.articles[office.place.article]
            words = " ".join(found.text[office.place.span.start : office.place.span.end].split())
            role = office.office.role or office.office.organisation or ""
            assert not office.printed or role.casefold() in words.casefold()
        for words, place in known.spellings:
            assert table.articles[place.article].text[place.span.start : place.span.end] == words


def test_joint_claims_name_the_other_speakers(corpus: Corpus) -> None:
    table = corpus.claim_table
    people, numbers = SpeakerTable(table), table.within()
    known = profile(table, people, "Donald Trump", numbers, numbers)
    assert known.jointly == ("Mustafa al-Kadhimi",)

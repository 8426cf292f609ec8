"""The lists of speakers and outlets: joint claims, reprints, order, and the filter's values."""

from datetime import date
from typing import Any

from chart_tools import article, claim, claim_table

from rag.corpus import Corpus
from rag.schema.claims import Claim, ClaimCopy, Speaker
from rag.schema.scope import Scope
from rag.timeline.claim_table import ClaimTable
from rag.timeline.speaker_table import SpeakerTable, speakers_of
from rag.ui.browser.claims_table import summary

ANA, BO, CY = (Speaker(name, "minister") for name in ("Ana Lund", "Bo Berg", "Cy Dahl"))
JOINT = "Ana Lund and Bo Berg"


def said(name: str, *speakers: Speaker, day: date | None = date(2024, 3, 4), **known: Any) -> Claim:
    return claim(name, day, speakers=speakers, **known)


def laid_out(*claims: Claim) -> tuple[ClaimTable, SpeakerTable]:
    articles = {
        name: article(name, outlet=outlet, published=date(2024, 3, day), dispatch=dispatch)
        for name, outlet, day, dispatch in (
            ("a.txt", "Gazette", 4, "d1"),
            ("b.txt", "Post", 5, "d1"),
            ("c.txt", "Post", 9, "d2"),
        )
    }
    table = claim_table(list(claims), articles)
    return table, SpeakerTable(table)


def counts(people: SpeakerTable, table: ClaimTable) -> list[tuple[str, int]]:
    return [(one.name, one.claims) for one in people.speakers(table.within())]


def test_joint_claim_counts_for_each_of_its_speakers() -> None:
    table, people = laid_out(said("1", ANA), said("2", BO), said("3", ANA, BO), said("4", ANA))
    assert counts(people, table) == [("Ana Lund", 3), ("Bo Berg", 2)]
    assert len(people.of(table.within(), "Bo Berg")) == 2
    assert len(people.of(table.within(), JOINT)) == 1
    assert len(people.of(table.within(), "Nils Holm")) == 0


def test_speaker_who_never_speaks_alone_is_listed_under_the_joint_name() -> None:
    table, people = laid_out(said("1", ANA), said("2", ANA, BO))
    assert counts(people, table) == [("Ana Lund", 2), (JOINT, 1)]
    assert "Bo Berg" not in people.names


def test_filter_values_select_all_claims_of_a_speaker() -> None:
    table, people = laid_out(said("1", ANA), said("2", BO), said("3", ANA, BO), said("4", CY))
    values = people.filter_values("Bo Berg")
    assert values == ("Bo Berg", JOINT)
    chosen = table.within(Scope(speakers=values)).tolist()
    assert chosen == people.of(table.within(), "Bo Berg").tolist()
    assert people.filter_values("Nils Holm") == ()


def test_one_speaker_is_chosen_by_the_name_alone_or_with_its_joint_names() -> None:
    _, people = laid_out(said("1", ANA), said("2", BO), said("3", ANA, BO))
    assert people.chosen(["Ana Lund"]) == "Ana Lund"
    assert people.chosen([JOINT, "Ana Lund"]) == "Ana Lund"
    assert people.chosen([JOINT]) == JOINT
    assert people.chosen(["Ana Lund", "Bo Berg"]) is None
    assert people.chosen([]) is None


def test_entry_has_reports_days_and_the_office_that_most_sources_give() -> None:
    other = Speaker("Ana Lund", "mayor", "Bergen")
    table, people = laid_out(
        said("1", other, article="a.txt"),
        said("2", other, article="a.txt"),
        said("3", ANA, article="a.txt", dispatch="d1"),
        said("4", ANA, article="c.txt", dispatch="d2", day=date(2024, 3, 9)),
        said("5", ANA, article="c.txt", dispatch="d2", day=None),
    )
    (entry,) = people.speakers(table.within())
    assert (entry.claims, entry.dispatches) == (5, 2)
    assert (entry.office.role, entry.office.organisation) == ("minister", None)
    assert (entry.first, entry.last) == (date(2024, 3, 4), date(2024, 3, 9))


def test_outlet_counts_statements_that_it_reprints() -> None:
    copy = ClaimCopy(
        article="b.txt", outlet="Post", claim="2", evidence=claim("x").evidence, source=(),
        cue=(), content=claim("x").content,
    )  # fmt: skip
    table, people = laid_out(
        said("1", ANA, article="a.txt", group="g", places=(copy,)),
        said("2", ANA, article="b.txt", group="g"),
        said("3", BO, article="a.txt"),
    )
    copies = table.within(copies=True)
    gazette, post = people.outlets(copies, table.articles.values())
    assert (gazette.name, gazette.claims, gazette.speakers) == ("Gazette", 2, 2)
    assert (post.name, post.claims, post.articles, post.dispatches) == ("Post", 1, 2, 2)
    assert (post.first, post.last) == (date(2024, 3, 5), date(2024, 3, 9))
    only = people.outlets(copies, [table.articles["c.txt"]])
    assert [(one.name, one.articles) for one in only] == [("Post", 1)]


def test_every_named_claim_of_the_seeds_is_listed(corpus: Corpus) -> None:
    table = corpus.claim_table
    people = SpeakerTable(table)
    for number in table.within().tolist():
        speaker = table.claims[number].speaker
        if speaker:
            assert number in people.of(table.within(), speaker)
    assert set(corpus.facets().speakers) == set(people.names)


def test_timeline_counts_as_many_speakers_as_the_list_has() -> None:
    table, people = laid_out(said("1", ANA), said("2", BO), said("3", ANA, BO), said("4"))
    numbers = table.within()
    assert people.listed(numbers) == {"Ana Lund", "Bo Berg"}
    assert len(people.speakers(numbers)) == 2
    assert summary(table, numbers).startswith("4 claims by 2 named speakers, ")
    assert speakers_of(table) is speakers_of(table)

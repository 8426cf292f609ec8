"""Differences between copies, each side cut exactly from its article."""

import json
import shutil
from dataclasses import replace

import pytest
from asking import SOTT, opened
from double import Double
from hypothesis import given, settings
from hypothesis import strategies as st
from prose import prose
from record_tools import make_claim

from rag.cli import terminal
from rag.corpus import Corpus
from rag.export import contract_json
from rag.indexing import build
from rag.reprints import differences
from rag.schema.answers import Difference
from rag.schema.articles import Article, Span
from rag.schema.claims import ClaimCopy, Kind
from rag.schema.scope import Scope
from rag.settings import Settings
from rag.text import english
from rag.timeline import rows as timeline
from rag.ui.markup import answer_cards


def article(name: str, text: str, outlet: str | None = None) -> Article:
    return Article(id=name, text=text, fingerprint="", outlet=outlet)


def found(ours: str, theirs: str) -> list[tuple[str, str]]:
    one, other = article("a.txt", ours, "A"), article("b.txt", theirs, "B")
    made = differences.between(one, Span(0, len(ours)), other, Span(0, len(theirs)))
    return [(difference.ours, difference.theirs) for difference in made]


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        (
            "forces in our county, he said",
            "forces in our country, he said",
            [("county", "country")],
        ),
        (
            "to defeat terrorism \\* I confirm it",
            "to defeat terrorism... I confirm it",
            [("terrorism", "terrorism...")],
        ),
        ("stood at 5,000 men", "stood at 5,200 men", [("5,000", "5,200")]),
        ("Iraq will withdraw.", "Iraq will not withdraw.", [("will", "will not")]),
        ("Is it over?", "It is over.", [("Is it over?", "It is over")]),
        ("He left", "Then he left", [("He", "Then he")]),
        ("costs $5 a day", "costs €5 a day", [("$5", "€5")]),
        ("Is it?", "Is it.", [("it?", "it")]),
        (
            "Ann Lee, the minister, spoke in Oslo on Monday",
            "Ann Leigh, the minister, spoke on Tuesday",
            [("Lee", "Leigh"), ("in Oslo on Monday", "on Tuesday")],
        ),
    ],
)
def test_other_words_are_a_difference(
    ours: str, theirs: str, expected: list[tuple[str, str]]
) -> None:
    assert found(ours, theirs) == expected


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("“We don’t know,” he said — twice.", '"WE don\'t know", he said, twice'),
        ("the cease-fire of U.S. forces", "the ceasefire of US forces"),
        ("12 per cent of 5,000", "12% of 5000"),
        ("12 percent", "12 %"),
        ("It ended …", "It ended..."),
        ("‘So be it’, she said.", "''So be it,'' she said"),
    ],
)
def test_house_style_is_no_difference(ours: str, theirs: str) -> None:
    assert found(ours, theirs) == []


def test_words_that_the_other_copy_prints_just_outside_are_not_lost() -> None:
    ours = article("a.txt", "It rained. He left, she said. It snowed.")
    theirs = article("b.txt", "It rained. He left, she said. It snowed.")
    whole, part = Span(0, 40), Span(11, 29)
    assert list(differences.between(ours, whole, theirs, part)) == []
    assert list(differences.between(theirs, part, ours, whole)) == []
    cut = article("c.txt", "He left, she said.")
    (head, tail) = differences.between(ours, whole, cut, Span(0, 18))
    assert (head.ours, head.theirs) == ("It rained. He", "He")
    assert (tail.ours, tail.theirs) == ("said. It snowed", "said")


def test_spans_are_of_the_articles_and_not_of_the_places() -> None:
    ours = article("a.txt", "Title\n\nThere were 40 of them.")
    theirs = article("b.txt", "Another\n\nText. There were 14 of them.", "B")
    (one,) = differences.between(ours, Span(7, 29), theirs, Span(15, 37))
    assert one == Difference(
        article="b.txt", outlet="B", here=Span(18, 20), there=Span(26, 28), ours="40", theirs="14"
    )
    assert ours.text[one.here.start : one.here.end] == "40"
    assert theirs.text[one.there.start : one.there.end] == "14"


text = st.lists(
    st.one_of(
        st.sampled_from(
            ["he", "said", "5,000", "not", "…", "...", "“", "”", "?", "%", "U.S.", "’"]
        ),
        st.text(max_size=6),
    ),
    max_size=25,
).map(" ".join)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(text, text, st.integers(0, 5), st.integers(0, 5))
def test_every_side_cuts_exactly_and_lies_within_its_place(
    ours: str, theirs: str, before: int, after: int
) -> None:
    one, other = article("a", f"{'x ' * before}{ours} y"), article("b", f"z {theirs}{' x' * after}")
    here, there = Span(0, len(one.text)), Span(0, len(other.text))
    for made in differences.between(one, here, other, there):
        assert one.text[made.here.start : made.here.end] == made.ours != ""
        assert other.text[made.there.start : made.there.end] == made.theirs != ""
    assert list(differences.between(one, here, one, here)) == []


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.integers(1, 500), st.integers(3, 20), st.integers(0, 20))
def test_each_changed_word_is_found_and_nothing_else(seed: int, step: int, first: int) -> None:
    told = " ".join(prose(seed, 6)).replace(".", "").split()
    changed = [f"{word}x" if n % step == first else word for n, word in enumerate(told)]
    expected = [(a, b) for a, b in zip(told, changed, strict=True) if a != b]
    assert found(" ".join(told), " ".join(changed)) == expected


def test_claim_has_the_differences_of_its_copies() -> None:
    ours = article("a.txt", "“It is our county,” he said.", "A")
    held = {
        "a.txt": ours,
        "b.txt": article("b.txt", "“It is our country,” he said.", "B"),
        "c.txt": article("c.txt", "“It is our county,” he said.", "C"),
    }
    whole = {name: Span(0, len(one.text)) for name, one in held.items()}
    places = tuple(
        ClaimCopy(
            article=name,
            outlet=held[name].outlet,
            claim=name,
            evidence=whole[name],
            source=(),
            cue=(),
            content=(Span(0, 17),),
        )
        for name in ("b.txt", "c.txt")
    )
    claim = make_claim(
        "1", "a.txt", Kind.DIRECT, (), (), (Span(0, 18),), whole["a.txt"], "", 0.5, places=places
    )
    (one,) = differences.of_claim(claim, held)
    assert (one.article, one.outlet, one.ours, one.theirs) == ("b.txt", "B", "county", "country")
    assert differences.of_claim(replace(claim, places=()), held) == ()


def test_summary_joins_copies_with_the_same_wording() -> None:
    def made(name: str, outlet: str | None, at: int, theirs: str = "country") -> Difference:
        return Difference(
            article=name,
            outlet=outlet,
            here=Span(at, at + 6),
            there=Span(0, len(theirs)),
            ours="county",
            theirs=theirs,
        )

    said = differences.in_words
    assert said([made("b", "B", 4)], "A", "a") == "B prints “country” where A has “county”."
    assert said([made("b", "B", 4), made("c", None, 4)], None, "a") == (
        "B and c print “country” where a has “county”."
    )
    assert said([made("b", "A", 4)], "A", "a") == "b prints “country” where A has “county”."
    assert said([], "A", "a") == ""
    many = said([made("b", "B", at) for at in range(5)], "A", "a")
    assert many.endswith("has “county”. 2 more differences.")
    long = said([made("b", "B", 4, "word " * 40)], "A", "a")
    assert " … " in long
    assert len(long) < 160


def test_difference_is_as_long_as_its_spans() -> None:
    with pytest.raises(ValueError, match="is not"):
        Difference(
            article="b",
            outlet="B",
            here=Span(0, 5),
            there=Span(0, 7),
            ours="county",
            theirs="country",
        )


def test_changed_number_is_listed_before_other_drift() -> None:
    def made(at: int, ours: str, theirs: str) -> Difference:
        here, there = Span(at, at + len(ours)), Span(at, at + len(theirs))
        return Difference(article="b", outlet="B", here=here, there=there, ours=ours, theirs=theirs)

    drifted = [made(at, "wordy", "worthy") for at in range(0, 40, 10)]
    for ours, theirs in (("5,000", "5,200"), ("will", "will not"), ("does", "doesn't")):
        said = differences.in_words([*drifted, made(90, ours, theirs)], "A", "a")
        assert said.startswith(f"B prints “{theirs}” where A has “{ours}”.")


@pytest.mark.parametrize(
    ("names", "line"),
    [([], ""), (["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C")],
)
def test_names_are_listed_as_in_a_sentence(names: list[str], line: str) -> None:
    assert english.listed(names) == line


def test_reprinted_seeds_differ_in_an_ellipsis(seed_index: Settings) -> None:
    corpus = opened(seed_index)
    held = {one.id: one for one in corpus.articles()}
    made = [one for claim in corpus.claims() for one in differences.of_claim(claim, held)]
    assert {(one.article, one.ours, one.theirs) for one in made} == {
        (SOTT, "terrorism", "terrorism...")
    }
    answer = corpus.ask("What did Khafaji say of foreign military forces on our borders?")
    (one,) = [one for citation in answer.citations for one in citation.differences]
    assert held[SOTT].text[one.there.start : one.there.end] == "terrorism..."
    (shown,) = [
        found for c in contract_json.answer_json(answer)["citations"] for found in c["differences"]
    ]
    assert shown == {
        "article": SOTT,
        "outlet": "SOTT.net",
        "here": [one.here.start, one.here.end],
        "there": [one.there.start, one.there.end],
        "here_text": "terrorism",
        "there_text": "terrorism...",
    }
    line = "SOTT.net prints “terrorism...” where AVİM has “terrorism”."
    assert line in " ".join(terminal.laid_out(contract_json.answer_json(answer)).split())
    assert "SOTT.net (wording differs)" in contract_json.answer_text(answer)


TOLD = (
    "Port closes after storm\n\n"
    "BERGEN (AP) — The port authority said on Monday that {number} ships were damaged.\n\n"
    "“We {verb} open the harbour of this {place} before the summer,” Kari Lund, the harbour "
    "master, told reporters.\n\n"
    "She said that repairs of the northern breakwater would cost the city a lot of money.\n\n"
    "The storm, the worst of the year, had torn off roofs along the coast and cut the railway line "
    "to Oslo for two days, and many people had to stay in schools and sports halls over night.\n"
)


@pytest.fixture
def drifted(settings: Settings, double: Double) -> Corpus:
    """Three prints of one dispatch that differ in a number, a denial and a letter."""
    shutil.rmtree(settings.articles)
    settings.articles.mkdir()
    for name, words in {
        "a.txt": ("42", "will", "county"),
        "b.txt": ("24", "will", "county"),
        "c.txt": ("42", "will not", "country"),
    }.items():
        text = TOLD.format(**dict(zip(("number", "verb", "place"), words, strict=True)))
        (settings.articles / name).write_text(text, encoding="utf-8")
    rows = (
        "file,outlet,published,date_basis",
        *(f"{n}.txt,{n.upper()} <i>News</i>,2024-03-04,stated" for n in "abc"),
    )
    (settings.articles / "articles.csv").write_text("\n".join(rows), encoding="utf-8")
    build.update(settings, double)
    return Corpus.open(settings, double)


def test_claims_whose_number_or_denial_drifts_are_one_and_every_wording_is_kept(
    drifted: Corpus,
) -> None:
    held = {one.id: one for one in drifted.articles()}
    assert len(drifted.dispatches()) == 1
    claims = drifted.claims()
    assert [len(claim.places) for claim in claims] == [2, 2, 2]
    # "will not" is a wording of the same passage, but no repetition of "will"
    (opened,) = [claim for claim in claims if "harbour" in claim.text]
    assert [place.article for place in opened.repetitions] == ["b.txt"]
    shown = {
        (one.article, one.ours, one.theirs)
        for claim in claims
        for one in differences.of_claim(claim, held)
    }
    assert shown == {
        ("b.txt", "42", "24"), ("c.txt", "will", "will not"), ("c.txt", "county", "country"),
    }  # fmt: skip
    for name, copy in held.items():
        (own,) = [one for one in drifted.claims(Scope(articles=(name,))) if "ships" in one.text]
        assert ("24" if name == "b.txt" else "42") in own.text
        assert len(own.places) == 2
        drift = differences.of_claim(own, held)
        found = json.loads(contract_json.dumps(contract_json.claim_json(own, copy, drift)))
        for one in found["differences"]:
            start, end = one["here"]
            assert copy.text[start:end] == one["here_text"]
            start, end = one["there"]
            assert held[one["article"]].text[start:end] == one["there_text"]


def test_card_shows_the_difference_escaped(drifted: Corpus) -> None:
    held = {one.id: one for one in drifted.articles()}
    (claim,) = [one for one in drifted.claims() if "ships" in one.text]
    laid = timeline.row_of(claim, held[claim.article])
    made = answer_cards.chosen_claim(
        laid,
        held[claim.article],
        lambda article, span: f"?{article}&{span.start if span else ''}",
        differences.of_claim(claim, held),
    )
    there = held["b.txt"].text.index("24")
    name = "<bdi>B &lt;i&gt;News&lt;/i&gt;</bdi>"
    assert f'<a href="?b.txt&amp;{there}">{name}</a> prints “<bdi>24</bdi>”' in made
    assert "where <bdi>A &lt;i&gt;News&lt;/i&gt;</bdi> has “<bdi>42</bdi>”." in made
    assert "<i>" not in made

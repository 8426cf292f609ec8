"""Spellings of names and what the claims under them say."""

from rag.schema.claims import ClaimSpeaker, Speaker
from rag.speakers.name_variants import NameVariant, canonical_name


def variant(name: str, *articles: str, mention: str | None = None) -> NameVariant:
    made = NameVariant(name=name)
    speaker = Speaker(name, "Prime Minister", "Oil Ministry", "Iraq")
    for n, article in enumerate(articles):
        made.count(
            ClaimSpeaker(
                claim=f"c{n}",
                article=article,
                group=f"c{n}",
                mention=mention,
                extracted=(speaker,),
                linked=(speaker,),
            ),
            speaker,
        )
    return made


def test_canonical_name_is_that_of_most_articles() -> None:
    often, seldom = variant("Omar Saleh", "a", "b"), variant("Umar Salih", "c", "c", "c")
    assert canonical_name([seldom, often]) == "Omar Saleh"
    assert canonical_name([seldom, variant("UMAR SALIH", "d", "e")]) == "Umar Salih"
    assert canonical_name([variant("UMAR SALIH", "d")]) == "UMAR SALIH"


def test_count_keeps_what_claims_say_of_a_speaker() -> None:
    made = variant("Omar Saleh", "a", "b", mention="she")
    assert (made.claims, made.articles, made.actors) == (2, {"a", "b"}, {"Iraq"})
    assert made.organisations == {"Oil Ministry"}
    assert made.offices == {frozenset({"prime", "minister"})}
    assert made.gender == "she"

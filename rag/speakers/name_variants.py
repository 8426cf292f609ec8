"""The spellings of names, each with what the claims under it say about the speaker."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from rag.schema.claims import ClaimSpeaker, Speaker
from rag.speakers import names
from rag.speakers.person_register import office_words
from rag.text.tokens import NAME_TOKEN


@dataclass(slots=True, kw_only=True)
class NameVariant:
    """One spelling of a name, with what the claims under it say about the speaker."""

    name: str
    articles: set[str] = field(default_factory=set)
    claims: int = 0
    actors: set[str] = field(default_factory=set)
    offices: set[frozenset[str]] = field(default_factory=set)
    organisations: set[str] = field(default_factory=set)
    genders: Counter[str] = field(default_factory=Counter)

    def count(self, claim: ClaimSpeaker, speaker: Speaker) -> None:
        """Count one claim by a speaker under this spelling."""
        self.articles.add(claim.article)
        self.claims += 1
        if speaker.actor:
            self.actors.add(speaker.actor)
        if speaker.organisation:
            self.organisations.add(speaker.organisation)
        if speaker.role:
            self.offices.add(office_words(speaker.role))
        if gender := _claim_gender(claim.mention or "", speaker):
            self.genders[gender] += 1

    @property
    def gender(self) -> str | None:
        """The gender, where texts or the given name leave little doubt."""
        (most, *others) = (*self.genders.most_common(), (None, 0))
        if most[0] and not any(count for _, count in others):
            return most[0]
        given, certain = names.gender(self.name)
        return given if certain else None


def canonical_name(group: Iterable[NameVariant]) -> str:
    """The spelling that most articles use; one in capitals only where there is no other."""
    return min(
        group, key=lambda s: (s.name.isupper(), -len(s.articles), -s.claims, len(s.name), s.name)
    ).name


@cache
def _mention_gender(mention: str, name: str) -> str | None:
    if mention.casefold() in ("he", "she"):
        return mention.casefold()
    words, last = NAME_TOKEN.findall(mention), name.rsplit(maxsplit=1)[-1]
    before = words[: words.index(last)] if last in words else []
    return names.gender_of_titles([word for word in before if word.endswith(".") or word.islower()])


def _claim_gender(mention: str, speaker: Speaker) -> str | None:
    """The gender that a pronoun or title of the source phrase, or the role, states."""
    return _mention_gender(mention, speaker.name or "") or names.gender_of_titles(
        (speaker.role or "").split()[-1:]
    )

"""What the articles of a corpus tell of those who speak under one name."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from rag.speakers import names
from rag.speakers.person_register import office
from rag.speakers.phrase_tokens import TOKEN
from rag.storage.database import Saying


@dataclass(slots=True)
class Spelling:
    """One name as some articles give it."""

    name: str
    articles: set[str] = field(default_factory=set)
    claims: int = 0
    actors: set[str] = field(default_factory=set)
    offices: set[frozenset[str]] = field(default_factory=set)
    organisations: set[str] = field(default_factory=set)
    genders: Counter[str] = field(default_factory=Counter)

    def hear(self, saying: Saying) -> None:
        """Take in one claim."""
        self.articles.add(saying.article)
        self.claims += 1
        self.actors |= {saying.heard.actor} - {None}  # type: ignore[arg-type]  # None is taken out
        self.organisations |= {saying.heard.organisation} - {None}  # type: ignore[arg-type]
        if saying.heard.role:
            self.offices.add(office(saying.heard.role))
        if told := _told(saying):
            self.genders[told] += 1

    @property
    def gender(self) -> str | None:
        """He or she, where texts or the given name leave little doubt."""
        (most, *others) = (*self.genders.most_common(), (None, 0))
        if most[0] and not any(count for _, count in others):
            return most[0]
        given, certain = names.gender(self.name)
        return given if certain else None


def best(group: Iterable[Spelling]) -> str:
    """The spelling that most articles use; no name in capitals where another is at hand."""
    return min(
        group, key=lambda s: (s.name.isupper(), -len(s.articles), -s.claims, len(s.name), s.name)
    ).name


@cache
def _told_by(mention: str, name: str) -> str | None:
    if mention.casefold() in ("he", "she"):
        return mention.casefold()
    words, last = TOKEN.findall(mention), name.rsplit(maxsplit=1)[-1]
    before = words[: words.index(last)] if last in words else []
    return names.titled([word for word in before if word.endswith(".") or word.islower()])


def _told(saying: Saying) -> str | None:
    """The gender that the words of a claim's source tell."""
    return _told_by(saying.mention or "", saying.heard.name or "") or names.titled(
        (saying.heard.role or "").split()[-1:]
    )

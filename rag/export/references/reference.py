"""What a reference manager needs to know of a source."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rag.export.addresses import encoded_address
from rag.export.claims_csv import UNREADABLE
from rag.lexicon.given_names import PARTICLES, is_given
from rag.schema.answers import Answer
from rag.schema.articles import Article, DateBasis, title_of

_BY = re.compile(r"by\s+", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:[,;&]|\band\b)\s*", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){1,3}")


@dataclass(frozen=True, slots=True)
class Author:
    """A person with a surname; without a ``family`` a name that is not to be taken apart."""

    name: str
    given: str = ""
    family: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """An article as a source, each text on one line; ``note`` says what has no field of its own."""

    title: str
    outlet: str | None
    authors: tuple[Author, ...]
    published: date | None
    url: str | None
    note: str


def cited_articles(answer: Answer, articles: Mapping[str, Article]) -> tuple[Article, ...]:
    """The articles that an answer cites, each once, in reading order; none of a decline."""
    if answer.declined:
        return ()
    names = dict.fromkeys(citation.article for citation in answer.citations)
    return tuple(articles[name] for name in names if name in articles)


def reference(article: Article) -> Reference:
    """An article as a source."""
    notes = [f"From {article.origin}."] if article.origin else []
    if article.published and article.date_basis is DateBasis.INFERRED:
        notes.append("The date is inferred from the text.")
    url = encoded_address(article.url)
    return Reference(
        title=_one_line(title_of(article)) or article.id,
        outlet=_one_line(article.outlet or "") or None,
        authors=_authors(_one_line(article.author or "")),
        published=article.published,
        url=_one_line(url) if url else None,
        note=_one_line(" ".join(notes)),
    )


def _one_line(text: str) -> str:
    return " ".join(UNREADABLE.sub("\ufffd", text).split())


def _authors(byline: str) -> tuple[Author, ...]:
    """The people of a byline; a byline that does not consist of people is one author as it is."""
    whole = _BY.sub("", byline, count=1) if _BY.match(byline) else byline
    if not whole:
        return ()
    people = [_person(part) for part in _BETWEEN.split(whole) if part]
    known = [person for person in people if person]
    return tuple(known) if known and len(known) == len(people) else (Author(whole),)


def _person(name: str) -> Author | None:
    """A name that begins with a given name; particles ("van der") belong to the surname."""
    words = name.split()
    if not _NAME.fullmatch(name) or not is_given(words[0]):
        return None
    at = len(words) - 1
    while at > 1 and words[at - 1] in PARTICLES:
        at -= 1
    if any(word[0].islower() for word in (*words[:at], words[-1])):
        return None
    return Author(name, " ".join(words[:at]), " ".join(words[at:]))

"""Whether a draft gives words to the speaker to whom an article gives them."""

from collections.abc import Iterable, Sequence

from rag.drafts.draft_report import DraftStatement
from rag.lexicon.function_words import STOPWORDS, without_possessives
from rag.lexicon.reporting import SOURCE_PRONOUNS
from rag.questions.search_query import words_of
from rag.schema.claims import Claim, Speaker
from rag.speakers.descriptions import parse_speaker_phrase
from rag.speakers.names import surname_keys

SHORTEST_STEM = 4  # letters by which "Iraq" and "Iraqi" agree


def same_speaker(statement: DraftStatement, claim: Claim | None, around: str) -> bool | None:
    """
    Whether an article gives words to one of the speakers of a statement; None where it has none.

    Without a ``claim``, or with one that names nobody, the words ``around`` those of the article
    decide: the name must be there.
    """
    names = _names(statement.speakers, statement.mention)
    if not names:
        return None
    theirs = _names(claim.speakers, claim.mention) if claim else []
    described = [*theirs, *(_descriptions(claim.speakers) if claim else ())]
    if not described:
        known = set(words_of(around))
        return any(_last(name) in known for name in names)
    return any(_one_of(name, theirs, described) for name in names)


def _names(speakers: Sequence[Speaker], mention: str | None) -> list[str]:
    """Names, or the words in place of one; a pronoun alone says nothing of who spoke."""
    told = mention if mention and mention.casefold() not in SOURCE_PRONOUNS else None
    return [one.name for one in speakers if one.name] or ([told] if told else [])


def _descriptions(speakers: Iterable[Speaker]) -> list[str]:
    return [words for one in speakers for words in (one.role, one.organisation, one.actor) if words]


def _one_of(name: str, theirs: Sequence[str], described: Sequence[str]) -> bool:
    """Whether a name is one of these names, or described by these words."""
    if not parse_speaker_phrase(name).body and any(
        not surname_keys(name).isdisjoint(surname_keys(other)) for other in theirs
    ):
        return True
    known = {word for words in described for word in words_of(without_possessives(words))}
    own = [word for word in words_of(without_possessives(name)) if word not in STOPWORDS]
    return bool(own) and all(any(_akin(word, other) for other in known) for word in own)


def _akin(one: str, other: str) -> bool:
    """Whether two words are one, or forms of one: "Iraq" and "Iraqi"."""
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) >= SHORTEST_STEM and long.startswith(short))


def _last(name: str) -> str:
    return [*words_of(name), ""][-1] or ([*words_of(name)] or [""])[0]

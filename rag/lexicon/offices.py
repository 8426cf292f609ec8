"""Offices under the words that people use for them: data, and which words stand for which."""

from rag.lexicon.nouns import OFFICES_SHORT

# How an office, or a rank, is cut short before a name → the word that is compared.
SHORT = OFFICES_SHORT | {
    "gen": "general",
    "lt": "lieutenant",
    "prof": "professor",
    "dr": "doctor",
    "drs": "doctor",
    "atty": "attorney",
    "exec": "executive",
}
# Who asks for the "boss" is answered by a "president"; each line is a word and those it covers.
_COVERS = """
boss chief head leader president chairman chairwoman chairperson chair ceo executive director owner
boss founder commissioner manager editor secretary-general
chief head leader president chairman chairwoman chair ceo executive director commissioner
head chief leader president chairman chairwoman chair ceo executive director commissioner
leader head chief president chairman chairwoman premier chancellor minister
spokesman spokeswoman spokesperson
spokeswoman spokesman spokesperson
spokesperson spokesman spokeswoman
spox spokesman spokeswoman spokesperson
lawmaker senator representative congressman congresswoman legislator
legislator senator representative congressman congresswoman lawmaker
congressman representative senator
congresswoman representative senator
politician senator representative congressman congresswoman governor mayor lawmaker minister
expert professor economist analyst researcher scientist scholar fellow historian strategist
academic professor economist researcher scientist scholar historian
scholar professor researcher historian fellow
scientist researcher professor climatologist
doctor physician surgeon
physician doctor surgeon
adviser advisor aide strategist consultant
aide adviser advisor staffer assistant
lawyer attorney counsel counselor
attorney lawyer counsel
reporter journalist correspondent columnist
journalist reporter correspondent columnist anchor editor
host anchor presenter moderator
anchor host presenter
premier minister chancellor
"""
COVERS: dict[str, frozenset[str]] = {}
for _line in _COVERS.split("\n"):
    _word, *_covered = _line.split() or [""]
    COVERS[_word] = COVERS.get(_word, frozenset()) | frozenset(_covered)


def covers(asked: str, found: str) -> bool:
    """Whether an office as asked for may be the one found: the "boss" is the "president"."""
    word = found.casefold()
    return word in COVERS.get(asked, ()) or word.removesuffix("s") in COVERS.get(asked, ())

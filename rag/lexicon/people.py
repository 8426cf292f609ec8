"""Offices, ranks, titles and other words for people."""

# Before a name and no part of it; written without full stops, lower case. An abbreviated one
# never ends a sentence.
TITLES_BEFORE_NAMES = frozenset(
    """
    adm amb asst atty brig capt cdr cmdr col cpl det dr fr gen gov hon insp lt maj mr mrs ms mx
    pres prof pvt rep reps rev sec sen sens sgt sr st supt
    """.split()
)


RANKS = frozenset(
    """
    admiral archbishop ayatollah baron baroness bishop brigadier captain cardinal colonel
    commander corporal dame detective doctor emir father general imam inspector judge justice
    king lady lieutenant lord madam major marshal mister pope prince princess private professor
    queen rabbi rear reverend sergeant shaikh sheikh sheriff sir sister sultan
    """.split()
)


# Heads of noun phrases that name an office or a person's part in the story.
ROLES = frozenset(
    """
    adviser advisor agent aide ally ambassador analyst attorney author candidate chair chairman
    chairperson chairwoman chancellor chief coach commander commissioner congressman
    congresswoman consultant coordinator correspondent councillor counsel counselor critic
    delegate deputy diplomat director economist editor envoy executive expert founder governor
    head historian host inspector journalist judge lawmaker lawyer leader lecturer legislator
    manager mayor member minister mp negotiator nominee officer official operative organizer
    owner paramilitary pastor physician pollster premier president professor prosecutor
    publisher reporter representative researcher resident scholar scientist secretary
    secretary-general senator sheriff speaker spokesman spokesperson spokeswoman strategist
    superintendent supporter surrogate teacher treasurer undersecretary veteran vice-president
    voter witness worker
    """.split()
)


# Nouns for people without an office.
PEOPLE = frozenset(
    """
    activist adviser advocate ally american backer billionaire brother challenger citizen
    colleague conservative daughter democrat donor employee environmentalist family father
    feminist friend immigrant insider liberal man mother nation neighbor nominee opponent parent
    people politician progressive protester republican rival runner scholar sister soldier son
    student survivor voter wife woman
    """.split()
)


# Roles of which nothing is an office: what follows their "of" is no organisation.
UNOFFICIAL = frozenset(
    "ally author critic expert opponent resident supporter surrogate voter witness".split()
)


# Abbreviated offices before a name: part of the role, unlike titles and ranks.
OFFICES_SHORT = {
    "sen": "senator",
    "sens": "senator",
    "rep": "representative",
    "reps": "representative",
    "gov": "governor",
    "govs": "governor",
    "pres": "president",
    "amb": "ambassador",
}


# Offices by several names.
ONE_OFFICE = {
    word: office
    for office, words in {
        "spokesperson": "spokesman spokeswoman",
        "chairperson": "chairman chairwoman chair",
        "representative": "congressman congresswoman rep",
        "senator": "sen",
        "governor": "gov",
        "president": "pres",
        "ambassador": "amb",
        "adviser": "advisor",
        "councillor": "councilman councilwoman councilor",
        "businessperson": "businessman businesswoman",
    }.items()
    for word in words.split()
}


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


# Words that tell whether a person is "he" or "she".
GENDERED = {
    "he": frozenset(
        """
        mr sir lord baron king prince emir sultan pope cardinal archbishop bishop imam sheikh
        shaikh ayatollah father brother son husband uncle nephew grandfather boyfriend widower
        himself actor
        """.split()
    ),
    "she": frozenset(
        """
        mrs ms miss dame lady baroness queen princess madam mother sister daughter wife aunt niece
        grandmother girlfriend widow herself actress heiress hostess
        """.split()
    ),
}


# Before "man", a trade of men; "chairman" is said of women too.
TRADES_OF_MEN = frozenset(
    "spokes congress business states camera news anchor alder council assembly police".split()
)


# Nouns for a person met before: "the businessman" is whom the text speaks of, not a new one. An
# office of which there is one at a time ("the president") is no such noun: it names its holder.
EPITHETS = frozenset(
    """
    activist actor actress anchor anchorman anchorwoman author billionaire businessman
    businesswoman candidate celebrity challenger columnist comedian conservative contender
    democrat developer economist entrepreneur executive expert front-runner frontrunner historian
    hopeful host independent investor journalist lawmaker lawyer legislator libertarian
    magnate man millionaire mogul native official operative physician pollster politician
    professor publisher radioman republican rival scholar scientist socialist spokesman
    spokesperson spokeswoman star strategist surgeon tycoon veteran woman writer
    """.split()
)

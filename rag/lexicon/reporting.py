"""
The vocabulary of reported speech: data only, apart from the algorithms that read it.

Verbs are lemmas unless said otherwise. The lists follow the classes "say", "tell", "conjecture"
and "declare" of VerbNet and the reporting verbs of newspaper style guides.
"""

# Verbs that report words: they govern a clause ("said that ..."), a quotation, or both.
SPEECH = frozenset(
    """
    accuse acknowledge add admit advise affirm agree allege announce answer argue ask assert
    assure aver bark bemoan blast blog blurt boast brag caution chant charge cite claim comment
    complain concede conclude confess confide confirm contend continue counter cry declare decry
    deny describe disclose echo elaborate emphasise emphasize exclaim explain fume gush hint
    imply indicate inform insist interject intone joke lament maintain mention mock mutter note
    object observe opine plead pledge point post predict proclaim promise pronounce protest quip
    quote read reaffirm reassure recall recite recommend recount reiterate relate remark remind
    repeat reply report request respond retort reveal say scoff scrawl scream shout signal sing
    snipe speculate state stipulate stress suggest surmise swear teach tell testify threaten
    tweet type underline underscore urge volunteer vow warn whisper wonder write yell
    """.split()
)

# Verbs that report what somebody holds to be so; they count only with a full clause.
THOUGHT = frozenset(
    """
    acknowledge agree assume believe calculate conclude consider decide demonstrate determine
    doubt estimate expect fear feel figure find forecast forget guess hear hold hope imagine
    judge know learn notice perceive project prove realise realize reason recognise recognize
    rule show suppose suspect think understand worry
    """.split()
)

# Verbs beside a quotation that are never its cue, however close they stand.
NEVER_CUES = frozenset("be have do get go come make take give let seem".split())

# Words by which a source is brought in without a verb.
ACCORDING = ("according", "per")
# What somebody puts out: who speaks is whoever put it out.
TEXTS = frozenset(
    """
    ad advert advertisement announcement article blog book caption column declaration editorial
    email essay filing fundraiser interview letter memo message note op-ed opinion petition
    piece post release report series speech statement story text tweet video
    """.split()
)
# Nouns of saying: "her answer was that X".
SAYINGS = frozenset(
    """
    accusation advice allegation answer argument assertion assessment belief charge claim
    comment complaint concern conclusion contention explanation fear hope hunch insistence
    message motto objection opinion point position prediction proposal reaction remark reply
    response retort slogan statement suggestion theory verdict view warning
    """.split()
)
# What "in a poll" and the like let speak.
FINDINGS = frozenset("poll survey average".split())
# Before a colon at the start of a paragraph, and nobody's name.
NOT_LABELS = frozenset(
    """
    advertisement also analysis answer breaking caption contact correction cost date disclosure
    editor email exclusive fact graphic headline image information latest live location more
    note opinion page phone photo place ps question read recommended related see share source
    sources story subject tags tickets time tip topics update updated via video warning watch
    what when where who why
    """.split()
)

# Past and present forms of SPEECH: what may follow a quotation that ends in a question mark.
IRREGULAR_PAST = {
    "read": "read", "say": "said", "swear": "swore", "teach": "taught", "tell": "told",
    "write": "wrote",
}  # fmt: skip


def _forms(lemma: str) -> tuple[str, str]:
    if lemma[-1] == "y" and lemma[-2] not in "aeiou":
        return lemma[:-1] + "ies", lemma[:-1] + "ied"
    ends = "es" if lemma.endswith(("s", "sh", "ch", "x", "z")) else "s"
    past = lemma + ("d" if lemma.endswith("e") else "ed")
    if lemma in ("admit", "quip"):
        past = lemma + lemma[-1] + "ed"
    return lemma + ends, IRREGULAR_PAST.get(lemma, past)


SPEECH_FORMS = frozenset(form for lemma in SPEECH for form in _forms(lemma))

# What the outlet, or the speaker in other words, adds after a comma: ", referring to X".
ASIDES = frozenset("allude cite point refer".split())

# Adverbs by which an attribution says that it is older than the article, but not how much.
VAGUE_TIMES = frozenset(
    """
    earlier formerly lately once previously recently repeatedly
    """.split()
)

# --- people and bodies --------------------------------------------------------------------------

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
# Words that make a capitalised name a body, not a person.
BODY_WORDS = frozenset(
    """
    administration agency alliance army assembly association authority bank board brigade bureau
    cabinet campaign center centre chamber church club coalition command commission committee
    company congress coordination corps council court delegation department directorate division
    embassy faction factions federation force forces foundation front government group house inc
    initiative institute institution international journal kremlin league legislature media
    military militia ministry mission movement nations navy network news newspaper office
    organisation organization parliament party pentagon police post presidency press report
    school senate service society staff team times tribunal tribune union university
    """.split()
)
# Bodies known by a place or building, and the country they speak for.
METONYMS = {
    "white house": "United States",
    "pentagon": "United States",
    "state department": "United States",
    "capitol hill": "United States",
    "washington": "United States",
    "u.s": "United States",
    "us": "United States",
    "american": "United States",
    "kremlin": "Russia",
    "downing street": "United Kingdom",
    "whitehall": "United Kingdom",
    "britain": "United Kingdom",
    "uk": "United Kingdom",
    "elysee": "France",
    "knesset": "Israel",
    "vatican": "Vatican City",
    "holy see": "Vatican City",
}
# Heads of state bodies: with a country beside them they speak for it.
STATE_WORDS = frozenset(
    """
    administration agency ambassador army authorities authority cabinet chancellor chief command
    commander congress constitution court defence defense delegation department diplomat embassy
    envoy forces foreign government governor interior judiciary king military minister ministers
    ministry mission monarch navy officer official officials parliament police premier
    presidency president prime queen secretary security senate senator service spokesman
    spokesperson spokeswoman state troops
    """.split()
)

# --- sentence ends ------------------------------------------------------------------------------

ABBREVIATIONS = frozenset("vs v ft mt viz cf e.g i.e al approx dept est fig gen govt".split())
ABBREVIATIONS_AT_ENDS = frozenset(
    """
    a.m ala ariz ark ave blvd bros calif co colo conn corp d.c del e.u etc fla ga ill inc ind jr
    kan ky la llc ltd mass md mich minn miss mo mont neb nev okla ore p.m pa penn ph.d plc sr
    tenn tex u.k u.n u.s u.s.a va vt wash wis wyo
    """.split()
)
MONTHS_AND_NUMBERS = frozenset(
    "jan feb mar apr jun jul aug sept sep oct nov dec no nos p pp vol sec art ch".split()
)
SENTENCE_STARTERS = frozenset(
    """
    a according after also although among an and as asked at before both but by dr for from he
    her his how however i if in it its many meanwhile most mr mrs ms my no not on one our she
    since so some that the their there these they this those though two we what when where while
    who why with yet you
    """.split()
)

# Words too common to say what a question or a statement is about.
STOPWORDS = frozenset(
    """
    a about above according after again against all also am among an and any are as at be
    because been before being between both but by came can cannot come could did do does doing
    don't down during each else ever every few for from further get give given go going got had
    has have having he her here hers herself him himself his how however i if in into is it its
    itself just let like made make many may me might more most much must my myself no nor not
    now of off on once one only or other others our ours out over own per please really said
    same say saying says shall she should so some something still such take than that the their
    theirs them themselves then there these they thing this those through to too under until up
    upon us very was we were what whatever when where whether which while who whom whose why
    will with within without would yes yet you your yours
    """.split()
) - {"us"}  # "US" is a country in this corpus, far more often than a pronoun

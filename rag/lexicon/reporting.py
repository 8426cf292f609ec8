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


# --- sentence ends ------------------------------------------------------------------------------

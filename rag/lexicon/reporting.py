"""
The vocabulary of reported speech: data only, apart from the algorithms that read it.

Verbs are lemmas unless said otherwise. The lists follow the classes "say", "tell", "conjecture"
and "declare" of VerbNet and the reporting verbs of newspaper style guides.
"""

from rag.lexicon.loader import mapping, words

# Verbs that report words: they govern a clause ("said that ..."), a quotation, or both.
SPEECH = words("reporting", "speech")

# Verbs that report what somebody holds to be so; they count only with a full clause.
THOUGHT = words("reporting", "thought")

# Verbs beside a quotation that are never its cue, however close they stand.
NEVER_CUES = words("reporting", "never_cues")

# Words by which a source is brought in without a verb.
ACCORDING = ("according", "per")
# What somebody puts out: who speaks is whoever put it out.
TEXTS = words("reporting", "texts")
# Nouns of saying: "her answer was that X".
SAYINGS = words("reporting", "sayings")
# What "in a poll" and the like let speak.
FINDINGS = words("reporting", "findings")
# Before a colon at the start of a paragraph, and nobody's name.
NOT_LABELS = words("reporting", "not_labels")

# Past and present forms of SPEECH: what may follow a quotation that ends in a question mark.
IRREGULAR_PAST = mapping("reporting", "irregular_past")


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
ASIDES = words("reporting", "asides")

# Adverbs by which an attribution says that it is older than the article, but not how much.
VAGUE_TIMES = words("reporting", "vague_times")

# Pronouns as the source of a claim.
SOURCE_PRONOUNS = words("reporting", "source_pronouns")

"""
Vocabulary of reported speech.

Verbs are lemmas. The lists follow the classes "say", "tell", "conjecture" and "declare" of VerbNet
and the reporting verbs of newspaper style guides.
"""

from rag.lexicon.loader import mapping, words

# Verbs that report words: they govern a clause ("said that ..."), a quotation, or both.
SPEECH = words("reporting", "speech")

# Verbs that report an opinion; they are cues only with a full clause.
THOUGHT = words("reporting", "thought")

# Verbs and prepositions that say only that something was said, nothing of how it was meant.
PLAIN = words("reporting", "plain")

# Words by which one says that something is not so, or does not say it.
DENIALS = words("reporting", "denials")

# Adverbs that negate without being negations: "hardly".
SELDOM = words("reporting", "seldom")

# Words that make a statement a condition: "if she says".
CONDITIONS = words("reporting", "conditions")

# Adverbs that leave open, or deny, what a verb of saying reports: "reportedly", "falsely".
QUALIFIERS = words("reporting", "qualifiers")

# Verbs that are never the cue of a quotation, however near.
NEVER_CUES = words("reporting", "never_cues")

# Words that introduce a source without a verb.
ACCORDING = ("according", "per")
# Published texts; their author is the speaker.
TEXTS = words("reporting", "texts")
# Nouns of saying: "her answer was that X".
SAYINGS = words("reporting", "sayings")
# Surveys and studies as sources: "in a poll".
FINDINGS = words("reporting", "findings")
# Verbs whose object does what their infinitive says: "led some to doubt it".
CAUSING = words("reporting", "causing")
# Verbs whose object does what their bare infinitive says: "had him resign".
MAKING = words("reporting", "making")
# Words before a colon at the start of a paragraph that are no speaker label.
NOT_LABELS = words("reporting", "not_labels")

# Irregular past forms; the forms of SPEECH may follow a quotation that ends in "?".
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

# Participles that add an explanation after a comma: ", referring to X".
ASIDES = words("reporting", "asides")

# Adverbs that date an attribution before the article, without a day.
VAGUE_TIMES = words("reporting", "vague_times")

# Words of a sentence that says who is interviewed.
INTERVIEWING = words("reporting", "interviewing")

# Pronouns as the source of a claim.
SOURCE_PRONOUNS = words("reporting", "source_pronouns")

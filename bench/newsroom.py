"""
What newsrooms do to a text they take over, and what they write that is no reprint.

Each edit takes the paragraphs of an article, its headline first, and gives those of a copy. All
chance comes from the generator that is passed in, so a seed makes the same copies everywhere.
"""

import random
import re
from collections.abc import Callable, Sequence

Paragraphs = list[str]
Edit = Callable[[Paragraphs, random.Random], Paragraphs]

SPELLINGS = (
    "color colour|center centre|defense defence|favor favour|labor labour|honor honour"
    "|program programme|percent per cent|organize organise|recognize recognise|analyze analyse"
    "|realize realise|criticize criticise|emphasize emphasise|apologize apologise|theater theatre"
    "|traveled travelled|canceled cancelled|gray grey|skeptic sceptic|rumor rumour"
    "|behavior behaviour|neighbor neighbour|license licence|pretense pretence|while whilst"
    "|toward towards|Sen. Senator|Gov. Governor|Rep. Representative|Mr. |U.S. US|U.N. UN"
)
SPELLED = [tuple(pair.split(" ", 1)) for pair in SPELLINGS.split("|")]
SENTENCE_END = re.compile(r"(?<=[a-z]{2}[.!?][\"”]) (?=[A-Z“\"])|(?<=[a-z]{2}[.!?]) (?=[A-Z“\"])")

QUOTED = re.compile(r"[“\"]([^“”\"]{30,})[”\"]")
LABEL = 5  # words; what is shorter is no sentence worth repeating

OWN_PARAGRAPHS = (
    "Our correspondent in the region could not independently verify the account, and calls to the "
    "offices concerned were not returned before this page went to press on the evening of the day.",
    "Readers of this newspaper will recall that the question was first raised here two years ago, "
    "when a retired clerk of the court handed our reporters a box of letters. Little came of it "
    "then, and the letters are now kept in the archive of the town library, where anyone may see "
    "them on weekdays between ten and four.",
    "In this state the matter is watched with care. Several county officers told this newspaper "
    "that they expect their own budgets to suffer, and one of them has already asked the assembly "
    "for a special session before the holidays.",
)
BYLINES = (
    "By Maria Lindqvist, Associated Press",
    "By Staff and wire reports",
    "By Thomas Okafor | Reuters",
)
DATELINES = ("WASHINGTON (AP) — ", "LONDON, June 3 (Reuters) - ", "Paris (AFP) – ")
SIGN_OFFS = (
    "(Reporting by Maria Lindqvist; Editing by Thomas Okafor)",
    "Associated Press writer Maria Lindqvist in Geneva contributed to this report.",
    "© 2016 The Associated Press. All rights reserved.",
    "Source: AFP",
)
TITLES = (
    "Questions grow as campaign enters decisive stretch",
    "What we know so far",
    "Analysis: A long day, and no end in sight",
)

# Furniture as scraped pages leave it: some of it looks like prose.
SITE_HEAD = (
    "Skip to main content",
    "Home / News / World / Politics",
    "The Harbour Courier",
    "Independent since 1911",
    "Sign in   Subscribe   My account",
    "Share on Facebook   Share on Twitter   Email   Print",
)
SITE_TAIL = (
    "Advertisement",
    "The Harbour Courier is a member-supported newsroom. If you value what you read here, consider "
    "a gift of any size: every pound goes to our reporters, and none of it to shareholders.",
    "More from The Harbour Courier",
    "Ferry timetable changes from Monday",
    "Ten walks for a grey afternoon",
    "Council to vote on new library roof",
    "Sign up for our morning newsletter and get the day's main stories in your inbox.",
    "Comments",
    "We welcome your comments. Please keep them civil and to the point; we remove personal attacks "
    "and anything that is against the law.",
    "Terms of use   Privacy   Cookies   Contact us   Work with us",
    "© 2016 The Harbour Courier Ltd. All rights reserved.",
)


def shortened(told: Paragraphs, rng: random.Random) -> Paragraphs:
    """Cut from the end: the first third to four fifths stay."""
    return told[: max(3, round(len(told) * rng.uniform(0.33, 0.8)))]


def cut_in_the_middle(told: Paragraphs, rng: random.Random) -> Paragraphs:
    """Paragraphs left out of the middle, up to half of all."""
    body = len(told) - 1
    gone = round(body * rng.uniform(0.2, 0.5))
    at = 2 + rng.randint(0, max(0, body - gone - 2))
    return told[:at] + told[at + gone :]


def retitled(told: Paragraphs, rng: random.Random) -> Paragraphs:
    """Another headline."""
    return [rng.choice(TITLES), *told[1:]]


def repunctuated(told: Paragraphs, rng: random.Random) -> Paragraphs:
    """Another house style: quotation marks, dashes, apostrophes, ellipses, serial commas."""
    style = rng.choice(
        [
            {"“": '"', "”": '"', "’": "'", "‘": "'", "—": " - ", "–": "-", "…": "..."},
            {"“": "‘", "”": "’", "—": " – ", "...": "…", "''": '"'},
            {"“": "''", "”": "''", '"': "''", "—": "--", ", and ": " and "},
        ]
    )
    return [_replaced(paragraph, style) for paragraph in told]


def reordered(told: Paragraphs, rng: random.Random) -> Paragraphs:
    """The paragraphs below the lead in another order."""
    body = told[2:]
    rng.shuffle(body)
    return told[:2] + body


def credits_added(told: Paragraphs, rng: random.Random) -> Paragraphs:
    """A byline, a dateline and a sign-off that the other copy has not."""
    lead = rng.choice(DATELINES) + told[1] if len(told) > 1 else ""
    return [told[0], rng.choice(BYLINES), lead, *told[2:], rng.choice(SIGN_OFFS)]


def paragraph_added(told: Paragraphs, rng: random.Random) -> Paragraphs:
    """A paragraph of the outlet's own."""
    at = rng.randint(2, max(2, len(told)))
    return [*told[:at], rng.choice(OWN_PARAGRAPHS), *told[at:]]


def sentences_trimmed(told: Paragraphs, rng: random.Random) -> Paragraphs:
    """Of every third paragraph or so one sentence goes, or the end of its last one."""
    return [told[0], *(_trimmed(p, rng) if rng.random() < 1 / 3 else p for p in told[1:])]


def respelled(told: Paragraphs, rng: random.Random) -> Paragraphs:
    """American spelling and titles made British."""
    del rng
    return [
        _replaced(paragraph, {one: other for one, other in SPELLED if other}) for paragraph in told
    ]


def drifted(told: Paragraphs, rng: random.Random) -> Paragraphs:
    """One word in 25 lost, doubled, or misspelt ("county" for "country")."""
    return [told[0], *(" ".join(_drift(p.split(), rng)) for p in told[1:])]


def reflowed(told: Paragraphs, rng: random.Random) -> Paragraphs:
    """Paragraphs run together or broken at sentence ends, as scrapers and templates do."""
    if rng.random() < 1 / 2:
        size = rng.randint(2, 3)
        body = told[1:]
        return [told[0], *(" ".join(body[at : at + size]) for at in range(0, len(body), size))]
    return [told[0], *(part for p in told[1:] for part in SENTENCE_END.split(p))]


def wrapped(told: Paragraphs, rng: random.Random) -> Paragraphs:
    """The page of another site around it."""
    head = [line for line in SITE_HEAD if rng.random() < 2 / 3]
    tail = [line for line in SITE_TAIL if rng.random() < 2 / 3]
    return [*head, *told, *tail]


def several(told: Paragraphs, rng: random.Random) -> Paragraphs:
    """Three to five of the edits, one upon the other; at most one of them shortens."""
    chosen = rng.sample([edit for edit in SINGLE.values() if edit not in SHORTENING], 3)
    if rng.random() < 2 / 3:
        chosen.insert(0, rng.choice(SHORTENING))
    if rng.random() < 1 / 3:
        chosen.append(wrapped)
    for edit in chosen:
        told = edit(told, rng)
    return told


SHORTENING = (shortened, cut_in_the_middle)
SINGLE: dict[str, Edit] = {
    "shortened from the end": shortened,
    "cut in the middle": cut_in_the_middle,
    "another headline": retitled,
    "another punctuation": repunctuated,
    "paragraphs re-ordered": reordered,
    "credits added": credits_added,
    "a paragraph added": paragraph_added,
    "sentences trimmed": sentences_trimmed,
    "British spelling": respelled,
    "drifting words": drifted,
    "paragraphs re-flowed": reflowed,
    "another site's page": wrapped,
}
EDITS: dict[str, Edit] = SINGLE | {"several edits at once": several}


def quoting(told: Paragraphs, other: Paragraphs, count: int, rng: random.Random) -> Paragraphs:
    """``told`` as a follow-up that repeats ``count`` sentences of ``other`` in a row."""
    pool = _sentences(other)
    at = rng.randint(0, max(0, len(pool) - count))
    place = rng.randint(1, len(told))
    return [*told[:place], " ".join(pool[at : at + count]), *told[place:]]


def with_background(told: Paragraphs, other: Paragraphs, rng: random.Random) -> Paragraphs:
    """``told`` with background from ``other`` below: a fifth of that, a third of itself at most."""
    most = min(_count(other) / 5, _count(told) / 2)
    pool = _sentences(other)
    at = rng.randint(1, max(1, len(pool) // 2))
    taken: Paragraphs = []
    for sentence in pool[at:]:
        if _count([*taken, sentence]) > most:
            break
        taken.append(sentence)
    return [*told, *taken]


def of_one_speech(told: Paragraphs, other: Paragraphs, rng: random.Random) -> Paragraphs:
    """``told``, cut so far that all quotations of ``other``, set among it, are up to 60 % of it."""
    del rng
    said = [f"“{words}” she told the audience." for p in other for words in QUOTED.findall(p)]
    least = round(_count(said) / 1.5)
    kept: Paragraphs = []
    for paragraph in told:
        if _count(kept) >= least:
            break
        kept.append(paragraph)
    return [*kept[:2], *said, *kept[2:]]


def on_one_site(told: Paragraphs) -> Paragraphs:
    """The whole furniture of one site around a story, the same each time."""
    return [*SITE_HEAD, *told, *SITE_TAIL]


def _sentences(told: Paragraphs) -> list[str]:
    """The sentences below the headline that are no labels."""
    return [part for p in told[1:] for part in SENTENCE_END.split(p) if _count([part]) > LABEL]


def _count(told: Paragraphs) -> int:
    return sum(len(paragraph.split()) for paragraph in told)


def _replaced(text: str, by: dict[str, str]) -> str:
    pattern = "|".join(re.escape(key) for key in sorted(by, key=len, reverse=True))
    return re.sub(pattern, lambda match: by[match[0]], text)


def _trimmed(paragraph: str, rng: random.Random) -> str:
    parts = SENTENCE_END.split(paragraph)
    if len(parts) > 1:
        gone = rng.randrange(len(parts))
        return " ".join(parts[:gone] + parts[gone + 1 :])
    head, comma, _ = paragraph.rpartition(", ")
    return head + "." if comma and len(head) > len(paragraph) / 2 else paragraph


def _drift(words: Sequence[str], rng: random.Random) -> list[str]:
    made: list[str] = []
    for word in words:
        chance = rng.random() * 25
        if chance >= 1 or not word.isalpha():
            made.append(word)
        elif chance > 2 / 3:
            made += [word, word]
        elif chance > 1 / 3 and len(word) > 4:
            at = rng.randrange(1, len(word) - 1)
            made.append(word[:at] + word[at + 1 :])
    return made

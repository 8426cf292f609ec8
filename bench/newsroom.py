"""
Edits that newsrooms make when they reprint a text, and texts that share words without reprinting.

Each edit takes the paragraphs of an article, headline first, and returns those of a copy. All
randomness comes from the generator that is passed in, so a seed gives the same copies everywhere.
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
LABEL = 5  # words; anything shorter is a label, not a sentence

OWN_PARAGRAPHS = (
    "Our correspondent in the region could not independently verify the account, and calls to the "
    "offices concerned were not returned before this page went to press on the evening of the day.",
    "Readers of this newspaper will recall that the question was first raised here two years ago, "
    "when a retired clerk of the court handed our reporters a box of letters. Little came of it "
    "then, and the letters are now kept in the archive of the town library, where anyone may see "
    "them on weekdays between ten and four.",
    "In this state the matter is watched with care. Several county officers text this newspaper "
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

# Boilerplate as scrapers leave it: some of it looks like prose.
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


def shortened(text: Paragraphs, rng: random.Random) -> Paragraphs:
    """Cut the end off and keep the first third to four fifths."""
    return text[: max(3, round(len(text) * rng.uniform(0.33, 0.8)))]


def cut_in_the_middle(text: Paragraphs, rng: random.Random) -> Paragraphs:
    """Leave out paragraphs in the middle, up to half of all."""
    body = len(text) - 1
    gone = round(body * rng.uniform(0.2, 0.5))
    at = 2 + rng.randint(0, max(0, body - gone - 2))
    return text[:at] + text[at + gone :]


def retitled(text: Paragraphs, rng: random.Random) -> Paragraphs:
    """Replace the headline."""
    return [rng.choice(TITLES), *text[1:]]


def repunctuated(text: Paragraphs, rng: random.Random) -> Paragraphs:
    """Apply another house style: quotation marks, dashes, apostrophes, ellipses, commas."""
    style = rng.choice(
        [
            {"“": '"', "”": '"', "’": "'", "‘": "'", "—": " - ", "–": "-", "…": "..."},
            {"“": "‘", "”": "’", "—": " – ", "...": "…", "''": '"'},
            {"“": "''", "”": "''", '"': "''", "—": "--", ", and ": " and "},
        ]
    )
    return [_replaced(paragraph, style) for paragraph in text]


def reordered(text: Paragraphs, rng: random.Random) -> Paragraphs:
    """Reorder the paragraphs below the lead."""
    body = text[2:]
    rng.shuffle(body)
    return text[:2] + body


def credits_added(text: Paragraphs, rng: random.Random) -> Paragraphs:
    """Add a byline, a dateline and a sign-off."""
    lead = rng.choice(DATELINES) + text[1] if len(text) > 1 else ""
    return [text[0], rng.choice(BYLINES), lead, *text[2:], rng.choice(SIGN_OFFS)]


def paragraph_added(text: Paragraphs, rng: random.Random) -> Paragraphs:
    """Add a paragraph by the outlet."""
    at = rng.randint(2, max(2, len(text)))
    return [*text[:at], rng.choice(OWN_PARAGRAPHS), *text[at:]]


def sentences_trimmed(text: Paragraphs, rng: random.Random) -> Paragraphs:
    """Drop a sentence, or the end of the last one, in about every third paragraph."""
    return [text[0], *(_trimmed(p, rng) if rng.random() < 1 / 3 else p for p in text[1:])]


def respelled(text: Paragraphs, rng: random.Random) -> Paragraphs:
    """Change American spelling and titles to British ones."""
    del rng
    return [
        _replaced(paragraph, {one: other for one, other in SPELLED if other}) for paragraph in text
    ]


def drifted(text: Paragraphs, rng: random.Random) -> Paragraphs:
    """Lose, double or misspell one word in 25 ("county" for "country")."""
    return [text[0], *(" ".join(_drift(p.split(), rng)) for p in text[1:])]


def reflowed(text: Paragraphs, rng: random.Random) -> Paragraphs:
    """Join paragraphs or break them at sentence ends, as scrapers and templates do."""
    if rng.random() < 1 / 2:
        size = rng.randint(2, 3)
        body = text[1:]
        return [text[0], *(" ".join(body[at : at + size]) for at in range(0, len(body), size))]
    return [text[0], *(part for p in text[1:] for part in SENTENCE_END.split(p))]


def wrapped(text: Paragraphs, rng: random.Random) -> Paragraphs:
    """Put the page of another site around the text."""
    head = [line for line in SITE_HEAD if rng.random() < 2 / 3]
    tail = [line for line in SITE_TAIL if rng.random() < 2 / 3]
    return [*head, *text, *tail]


def several(text: Paragraphs, rng: random.Random) -> Paragraphs:
    """Apply three to five edits one after the other, at most one that shortens."""
    chosen = rng.sample([edit for edit in SINGLE.values() if edit not in SHORTENING], 3)
    if rng.random() < 2 / 3:
        chosen.insert(0, rng.choice(SHORTENING))
    if rng.random() < 1 / 3:
        chosen.append(wrapped)
    for edit in chosen:
        text = edit(text, rng)
    return text


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


def quoting(text: Paragraphs, other: Paragraphs, count: int, rng: random.Random) -> Paragraphs:
    """Turn ``text`` into a follow-up that repeats ``count`` adjacent sentences of ``other``."""
    pool = _sentences(other)
    at = rng.randint(0, max(0, len(pool) - count))
    place = rng.randint(1, len(text))
    return [*text[:place], " ".join(pool[at : at + count]), *text[place:]]


def with_background(text: Paragraphs, other: Paragraphs, rng: random.Random) -> Paragraphs:
    """Append background from ``other``: a fifth of it, at most a third of ``text``."""
    most = min(_count(other) / 5, _count(text) / 2)
    pool = _sentences(other)
    at = rng.randint(1, max(1, len(pool) // 2))
    taken: Paragraphs = []
    for sentence in pool[at:]:
        if _count([*taken, sentence]) > most:
            break
        taken.append(sentence)
    return [*text, *taken]


def of_one_speech(text: Paragraphs, other: Paragraphs, rng: random.Random) -> Paragraphs:
    """Add all quotations of ``other`` and cut ``text`` until they are up to 60 % of it."""
    del rng
    said = [f"“{words}” she text the audience." for p in other for words in QUOTED.findall(p)]
    least = round(_count(said) / 1.5)
    kept: Paragraphs = []
    for paragraph in text:
        if _count(kept) >= least:
            break
        kept.append(paragraph)
    return [*kept[:2], *said, *kept[2:]]


def on_one_site(text: Paragraphs) -> Paragraphs:
    """Put the complete boilerplate of one site around a story, always the same."""
    return [*SITE_HEAD, *text, *SITE_TAIL]


def _sentences(text: Paragraphs) -> list[str]:
    """List the sentences below the headline, without labels."""
    return [part for p in text[1:] for part in SENTENCE_END.split(p) if _count([part]) > LABEL]


def _count(text: Paragraphs) -> int:
    return sum(len(paragraph.split()) for paragraph in text)


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

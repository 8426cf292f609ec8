"""Names of bodies, parties and agencies, and words for bodies."""

import re

from rag.lexicon.loader import heads, mapping, words

# Words that make a capitalised name a body, not a person.
BODY_WORDS = words("organisations", "body_words")


# Heads of state bodies: with a country beside them they speak for it.
STATE_WORDS = words("organisations", "state_words")


# Heads of bodies whose names often join words: "Food and Drug Administration".
JOINED_HEADS = words("organisations", "joined_heads")


# Bodies whose name does not show it; mostly news media, which reports quote.
NAMED_BODIES = words("organisations", "named_bodies")


# Parties and armed movements by what they are called, and the name under which they speak.
PARTIES = heads("organisations", "parties")


PARTY_WORDS = words("organisations", "party_words")


# Who speaks for a party, as against those who merely belong to it.
PARTY_VOICES = words("organisations", "party_voices")


# Name as it is printed, in lower case → name as the product shows it.
AGENCIES = mapping("organisations", "agencies")


AGENCY = "|".join(re.escape(name) for name in sorted(AGENCIES, key=len, reverse=True))

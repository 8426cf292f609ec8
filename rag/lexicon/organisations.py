"""Names of bodies, parties and agencies, and words for bodies."""

import re

from rag.lexicon.loader import heads, mapping, words

# Words that make a capitalised name a body, not a person.
BODY_WORDS = words("organisations", "body_words")


# Heads of state bodies and offices, which speak for the country beside them.
STATE_WORDS = words("organisations", "state_words")


# Heads of bodies whose names often join words: "Food and Drug Administration".
JOINED_HEADS = words("organisations", "joined_heads")


# Bodies whose name has no body word; mostly news media.
NAMED_BODIES = words("organisations", "named_bodies")


# Name of a party or armed movement → the words for it.
PARTIES = heads("organisations", "parties")


PARTY_WORDS = words("organisations", "party_words")


# Roles that speak for a party; mere members do not.
PARTY_VOICES = words("organisations", "party_voices")


# Printed name in lower case → displayed name.
AGENCIES = mapping("organisations", "agencies")


AGENCY = "|".join(re.escape(name) for name in sorted(AGENCIES, key=len, reverse=True))

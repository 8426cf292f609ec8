"""Words beside a weekday or date that say whether it is the day of a statement."""

from rag.lexicon.loader import words

# Beside a weekday that is no day of speaking: "Super Tuesday", "next Friday", "Sunday Times".
BEFORE_OTHER_WEEKDAYS = words("time_words", "before_other_weekdays")
AFTER_OTHER_WEEKDAYS = words("time_words", "after_other_weekdays")

# Before a day that belongs to another event, or ends a period.
BEFORE_OTHER_EVENTS = words("time_words", "before_other_events")

# Occasions to speak: "at Thursday's debate".
OCCASIONS = words("time_words", "occasions")

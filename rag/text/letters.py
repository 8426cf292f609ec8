"""Letters without case and accents, so that "Yıldız", "YILDIZ" and "Yildiz" are compared as one."""

import unicodedata

# Letters that are no base letter with an accent to Unicode.
_BASE_LETTERS = str.maketrans(
    {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ə": "e"}
    | {"æ": "ae", "œ": "oe", "þ": "th"}
)


def fold_letters(text: str) -> str:
    """A text in lower case, each letter without accents; apostrophes stay."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.casefold()).translate(_BASE_LETTERS)
    return "".join(c for c in plain if not unicodedata.combining(c))

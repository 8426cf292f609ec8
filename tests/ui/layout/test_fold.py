"""Forms that are folded away."""

from page_tools import field, open_page, unfolded

from rag.corpus import Corpus
from rag.settings import Settings
from rag.ui.views.marking import mark_form


def test_fields_are_drawn_once_opened_and_stay(own_seeds: Settings, corpus: Corpus) -> None:
    at = open_page("timeline", claim=corpus.claims()[0].id)
    assert not at.text_area
    at = unfolded(at, mark_form.FOLD)
    at.session_state[mark_form.FOLD] = False
    assert field(at.run(), "text_area", "Note")

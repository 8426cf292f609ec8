"""The claims view: chart, chosen claim and table agree with the address."""

from urllib.parse import parse_qs, urlsplit

import pytest
from page_tools import claims_table_of, open_page, shown

from rag.corpus import Corpus
from rag.text.english import basis_of_day
from rag.ui import reader_locale

pytestmark = pytest.mark.usefixtures("seeds")  # the dashboard shows what `corpus` holds


def test_claim_of_the_address_is_shown_with_the_basis_of_its_day(corpus: Corpus) -> None:
    claim = corpus.claims()[5]
    at = open_page("timeline", claim=claim.id)
    assert claim.text in shown(at)
    words = " ".join(shown(at).split())
    assert basis_of_day(claim.statement_date, reader_locale.day) in words
    assert parse_qs(urlsplit(at.code[0].value).query)["claim"] == [claim.id]


def test_close_removes_the_claim_from_the_address(corpus: Corpus) -> None:
    wanted = corpus.claims()[3].id
    at = open_page("timeline", claim=wanted)
    assert [row["id"] for row in claims_table_of(at)["rows"] if row["chosen"]] == [wanted]
    (close,) = (one for one in at.button if one.label == "Close")
    close.click().run()
    assert "claim" not in at.query_params

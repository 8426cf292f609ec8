"""Addresses as formats write them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.export.addresses import encoded_address


@pytest.mark.parametrize("url", [None, ""])
def test_no_address_stays_none(url: str | None) -> None:
    assert encoded_address(url) is None


def test_address_that_is_valid_stays_as_it_is() -> None:
    url = "https://x.example/a:b/c?d=1&e=%C3%BC#f"
    assert encoded_address(url) == url


@given(st.text(st.characters(), min_size=1))
def test_address_has_only_characters_that_urls_may_contain(url: str) -> None:
    made = encoded_address(url)
    assert made
    assert re.fullmatch(r"[A-Za-z0-9\-._~%/:=&?#+!$,;'@()*\[\]]+", made)

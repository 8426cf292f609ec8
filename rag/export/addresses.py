"""Addresses of articles, as formats write them."""

from urllib.parse import quote


def encoded_address(url: str | None) -> str | None:
    """An address with the characters that URLs may not contain escaped; None for none."""
    return quote(url, safe="%/:=&?~#+!$,;'@()*[]", errors="replace") if url else None

"""Feeds as Atom and as JSON Feed."""

import json
from datetime import date
from xml.etree import ElementTree as ET

import pytest

from rag.export.feed_formats import ATOM, JSON_FEED, Feed, FeedItem, atom, json_feed, words_key

NAMES = {"a": ATOM}


def item(words: str = "“No bases,” he said.", **known: object) -> FeedItem:
    values: dict[str, object] = {
        "title": "Tahsin Khafaji: “No bases,” he said.",
        "where": "SOTT.net: There were no forces",
        "published": date(2019, 1, 17),
        "address": "http://host/sources?article=a.txt&start=1&end=9",
    }
    return FeedItem(words=words, **{**values, **known})  # type: ignore[arg-type]


def feed(*items: FeedItem) -> Feed:
    return Feed(
        title="US bases?", page="http://host/?q=x", own="http://host/feed.atom?q=x", items=items
    )


def test_atom_has_what_the_standard_asks_of_a_feed_and_its_entries() -> None:
    made = feed(item(outlet="SOTT.net", original="http://sott.net/1"), item("b", published=None))
    root = ET.fromstring(atom(made))
    assert root.findtext("a:title", namespaces=NAMES) == "US bases?"
    assert root.findtext("a:id", namespaces=NAMES) == made.own
    assert root.findtext("a:updated", namespaces=NAMES) == "2019-01-17T00:00:00Z"
    first, second = root.findall("a:entry", NAMES)
    links = {one.get("rel"): one.get("href") for one in first.findall("a:link", NAMES)}
    assert links == {"alternate": made.items[0].address, "via": "http://sott.net/1"}
    assert first.findtext("a:author/a:name", namespaces=NAMES) == "SOTT.net"
    assert (first.findtext("a:content", namespaces=NAMES) or "").startswith("“No bases,” he said.")
    for entry in (first, second):
        assert all(
            entry.findtext(f"a:{name}", namespaces=NAMES) for name in ("id", "title", "updated")
        )
    assert ET.fromstring(atom(feed())).findtext("a:updated", namespaces=NAMES)


def test_json_feed_has_the_same_items() -> None:
    made = json.loads(json_feed(feed(item(outlet="SOTT.net"), item("b", published=None))))
    assert made["version"] == JSON_FEED
    assert [one["id"] for one in made["items"]] == [item().id, item("b").id]
    assert made["items"][0]["date_published"] == "2019-01-17T00:00:00Z"
    assert "date_published" not in made["items"][1]


@pytest.mark.parametrize("words", ["a\0b", "<b>&amp;</b>", "half \ud800 pair", "\x1b[31m", "]]>"])
def test_any_words_make_a_feed_that_can_be_read(words: str) -> None:
    root = ET.fromstring(atom(feed(item(words, title=words))))
    content = root.findtext("a:entry/a:content", namespaces=NAMES) or ""
    assert content.split("\n\n")[0] == words.translate({0: None, 0xD800: None, 0x1B: None})
    assert len(json.loads(json_feed(feed(item(words, title=words))))["items"]) == 1


def test_the_same_words_have_one_id_however_they_are_set() -> None:
    assert words_key("“No  Bases”\nin Côte") == words_key('"no bases" in cote')
    assert words_key("no bases") != words_key("bases no")

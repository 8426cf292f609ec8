"""The page of speakers: the lists of those quoted and of outlets, one speaker, or two."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, TypeVar

import streamlit as st

from rag.schema.scope import Scope
from rag.text.english import count, listed
from rag.timeline.speaker_table import OutletEntry, SpeakerEntry
from rag.ui.browser import claims_table
from rag.ui.layout import page_header, sidebar
from rag.ui.markup import article_pages, notices
from rag.ui.markup.asset_files import style_sheet
from rag.ui.markup.profiles import people_list, profile_parts
from rag.ui.state import address, navigation, resources
from rag.ui.views.people import speaker_comparison, speaker_page
from rag.ui.views.people.speaker_scope import SpeakerInScope, speakers_in
from rag.ui.views.timeline_claims import Among, claims_in, less_certain

PAGE: Final = 50  # rows at a time
SPEAKERS, OUTLETS = address.SPEAKERS_VIEWS
FIRM, ALL = address.CHOICES["sure"]
NO_OTHER: Final = ""  # the choice of no speaker to compare with

_Entry = TypeVar("_Entry", SpeakerEntry, OutletEntry)


def _list(scope: Scope, *, firm: bool) -> None:
    """One of the two lists, with its search."""
    given = st.query_params.get("view")
    view = given if given in address.SPEAKERS_VIEWS else SPEAKERS
    if problems := address.page_problems(st.query_params.get("page")):
        st.html(notices.notices(problems))
    head = st.container()
    tabs = [
        (name.capitalize(), _address(scope, name, firm=firm), name == view)
        for name in address.SPEAKERS_VIEWS
    ]
    page_header.name_tab(view.capitalize())
    st.html(people_list.tabs(tabs))
    with st.container(key="finding"):
        words = st.text_input(
            f"Search {view}",
            key="find",
            bind="query-params",
            max_chars=address.MAX_QUESTION,
            placeholder="Name or office" if view == SPEAKERS else "Name",
            width=320,
        )
    words = (words or "").strip()
    summary = (_speakers if view == SPEAKERS else _outlets)(scope, words, firm=firm)
    table, corpus = resources.claim_table(), resources.corpus().fingerprint
    with head:
        here = _address(scope, view, firm=firm, find=words, page=_page_number(), corpus=corpus)
        page_header.title(view.capitalize(), summary, here, "speakers")
        less = len(claims_in(table, scope, Among(firm=False)))
        less -= len(claims_in(table, scope, Among()))
        less_certain(less, _address(scope, view, firm=not firm), listed=not firm)


def _speakers(scope: Scope, words: str, *, firm: bool) -> str:
    """Draw the speakers that match; returns the sum of all in a sentence."""
    table = resources.claim_table()
    numbers = claims_in(table, scope, Among(firm=firm))
    entries = speakers_in(scope, firm=firm)
    found = [one for one in entries if resources.has_words(resources.speaker_texts(one), words)]
    shown = _page(found)
    link = navigation.to_speaker(scope, sure=None if firm else ALL)
    _rows(len(entries), len(found), scope, people_list.speakers(shown, link))
    unnamed = len(table.of(numbers, "speaker", None))
    rest = f" In {unnamed:,} more, the speaker is not named." if unnamed else ""
    return (
        f"{count(len(entries), 'speaker')} in {count(len(numbers) - unnamed, 'statement')}.{rest}"
    )


def _outlets(scope: Scope, words: str, *, firm: bool) -> str:
    """Draw the outlets that match; returns the sum of all in a sentence."""
    table, people = resources.claim_table(), resources.speaker_table()
    articles = resources.corpus().articles(scope)
    entries = table.cached(
        ("outlets", scope, firm),
        lambda: people.outlets(table.within(scope, firm=firm, copies=True), articles),
    )
    found = [one for one in entries if resources.has_words([one.name], words)]
    shown = _page(found)

    def link(outlet: str) -> str:
        chosen = replace(scope, outlets=(outlet,))
        return _address(chosen, SPEAKERS, firm=firm)

    drawn = people_list.outlets(shown, link, resources.colours())
    _rows(len(entries), len(found), scope, drawn)
    return (
        f"{count(len(entries), 'outlet')}, {count(len(articles), 'article')}. "
        "A statement counts for each outlet that printed it."
    )


def _page(entries: Sequence[_Entry]) -> Sequence[_Entry]:
    """The rows of the page that is asked for."""
    at = claims_table.current_page(max(1, -(-len(entries) // PAGE)))
    return entries[(at - 1) * PAGE : at * PAGE]


def _page_number() -> int | None:
    """The page of a list or comparison; None for the first."""
    return int(number) if (number := st.session_state.get("page") or 1) > 1 else None


def _rows(all_entries: int, found: int, scope: Scope, drawn: str) -> None:
    """The rows and the links to other pages; where there are none, the way to some."""
    if found:
        st.html(drawn)
        claims_table.page_links(-(-found // PAGE))
    elif all_entries:
        st.html(notices.quiet("No matches"))
    else:
        st.html(notices.quiet("No quotes match these filters."))
        st.html(notices.way("Clear filters", navigation.link("speakers")))


def _address(scope: Scope, view: str, *, firm: bool, **rest: str | int | None) -> str:
    shown = {"view": view if view != SPEAKERS else None, "sure": None if firm else ALL}
    return navigation.link("speakers", scope, **shown, **rest)


def _speaker(name: str, scope: Scope, *, firm: bool) -> None:
    """The page of one speaker, or the comparison with another, below their head."""
    who = SpeakerInScope(name, replace(scope, speakers=()), firm)
    st.html(article_pages.back(navigation.link("speakers", who.scope, **who.kept), "All speakers"))
    head, controls = st.container(), st.container(key="comparing")
    with controls:
        other = _other(who)
    if other:
        speaker_comparison.show(who, replace(who, name=other))
    else:
        speaker_page.show(who)
    shown = {"compare": other, "page": _page_number(), **who.kept}
    own, both = replace(scope, speakers=(name,)), [name, *([other] if other else [])]
    page_header.name_tab(listed(both))
    with head:
        known = who.profile()
        days = resources.claim_table().days(known.claims)
        page_header.title(
            listed(both),
            "" if other else profile_parts.standfirst(len(known.claims), known.dispatches, days),
            navigation.link("speakers", own, **shown, corpus=resources.corpus().fingerprint),
            "speakers",
        )
        less = sum(replace(who, name=one).less_certain for one in both)
        shown["sure"] = ALL if firm else None
        less_certain(less, navigation.link("speakers", own, **shown), listed=not firm)
        if other:
            names = [(one, navigation.to_speaker(who.scope, **who.kept)(one)) for one in both]
            st.html(profile_parts.ways(names))
        else:
            speaker_page.ways(who)


def _first_page() -> None:
    """Another comparison has other pages."""
    st.session_state.pop("page", None)


def _other(who: SpeakerInScope) -> str | None:
    """The speaker to compare with, as chosen or as the address has it."""
    names = [NO_OTHER, *(one.name for one in speakers_in(who.scope, firm=who.firm))]
    if who.name in names:
        names.remove(who.name)
    given = st.query_params.get("compare")
    if given and given not in names:
        st.html(notices.notices([address.not_understood("compare", given)]))
    navigation.sync_choice("compare", names, NO_OTHER)
    st.selectbox(
        "Compare with",
        names,
        key="compare",
        format_func=lambda name: name or "Another speaker",
        on_change=_first_page,
        width=320,
    )
    return str(st.session_state["compare"]) or None


def page() -> None:
    """The speaker that the filter names, or the list."""
    scope = sidebar.scope()
    st.html(style_sheet("speakers.css"))
    navigation.sync_choice("sure", address.CHOICES["sure"], FIRM)
    firm = st.session_state["sure"] == FIRM
    name = resources.speaker_table().chosen(scope.speakers)
    with st.container(width=page_header.MEASURE):
        if name:
            _speaker(name, scope, firm=firm)
        else:
            _list(scope, firm=firm)


page()

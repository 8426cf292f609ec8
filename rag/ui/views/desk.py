"""The desk: what is new for watched questions and speakers, and the marks of readers."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Final
from urllib.parse import parse_qs, urlencode

import streamlit as st

from rag.corpus import Corpus
from rag.desk import new_statements
from rag.desk.new_statements import WatchedNews
from rag.desk.watched_view import WatchedView
from rag.schema.scope import Scope, address_parameters, narrowed_scope, scope_summary
from rag.storage.kept import arrivals
from rag.ui import reader_locale
from rag.ui.browser import watch_list
from rag.ui.layout import page_header, sidebar, update_banner
from rag.ui.markup import notices
from rag.ui.markup.asset_files import style_sheet
from rag.ui.markup.desk import watched_views
from rag.ui.markup.profiles import people_list
from rag.ui.state import address, navigation, resources
from rag.ui.views.marking import mark_list

WATCHED, MARKS = address.VIEWS["desk"]
EARLIEST: Final = 1970  # the year of the first time that "new since" can name
MOST: Final = 50  # watched views, as in assets/watch.js
TIMES: Final = (("1 day", 1), ("1 week", 7), ("1 month", 30))


def _show_watched(corpus: Corpus, scope: Scope, since: datetime | None) -> None:
    """What is new since then for each view that the address, or else the browser, names."""
    given = list(dict.fromkeys(st.query_params.get_all("watch")))[:MOST]
    watch_list.report_list(given, st.query_params.get("since") or "", _take_list)
    if not given:
        return
    moment = since or datetime.now(UTC)
    now = datetime.now(UTC).replace(microsecond=0)
    others = [
        (text, _address(scope, watch=given, since=(now - timedelta(days=days)).isoformat()))
        for text, days in TIMES
    ]
    when = reader_locale.moment(moment, st.context.timezone)
    st.html(watched_views.times(f"New since {when}. Show the last", others))
    if not resources.model_ready():
        update_banner.until_ready(waiting=True)
        return
    arrived = arrivals.read(resources.settings().index)
    for view in given:
        _watched(corpus, view, scope, lambda watched: _news(corpus, watched, moment, arrived))


def _news(
    corpus: Corpus, watched: WatchedView, since: datetime, arrived: Mapping[str, datetime]
) -> WatchedNews:
    find = partial(new_statements.new_statements, corpus, watched, since, arrived)
    return corpus.claim_table.cached(("new", watched, since), find)


def _watched(
    corpus: Corpus, view: str, within: Scope, news: Callable[[WatchedView], WatchedNews]
) -> None:
    """One watched view; a notice for one that cannot be understood."""
    known = address.parse(
        parse_qs(view),
        resources.facets(),
        length=lambda _: None,
        has_claim=lambda _: False,
        has_version=lambda *_: False,
    )
    question, scope = known.question.strip(), known.scope
    if not question and scope.empty:
        st.html(notices.notices([address.not_understood("watch", view)]))
        return
    only_speaker = not question and len(scope.speakers) == 1
    page = "" if question else "speakers" if only_speaker else "timeline"
    href = navigation.link(page, scope, q=question or None)
    words = "" if scope.empty else scope_summary(scope, reader_locale.day)
    title = question or (scope.speakers[0] if only_speaker else words)
    if question and words:
        title = f"{question} ({words})"
    st.html(
        watched_views.watched(
            watched_views.WatchedEntry(
                view, href, title, news(WatchedView(question, narrowed_scope(scope, within)))
            ),
            corpus.tables.articles,
            navigation.to_reader(within),
            resources.colours(),
        )
    )


def _take_list(views: list[str], since: str) -> None:
    """Put what the browser watches into the address, from which every run reads it."""
    st.query_params["watch"] = views[:MOST]
    if views and since:
        st.query_params["since"] = since


def _since(problems: list[str]) -> datetime | None:
    given = st.query_params.get("since")
    if not given:
        return None
    try:
        found = datetime.fromisoformat(given)
    except ValueError:
        found = None
    if found is None or not EARLIEST <= found.year < date.max.year:  # a zone may move it by a day
        problems.append(address.not_understood("since", given))
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _address(scope: Scope, **values: str | list[str]) -> str:
    """The address of the desk; a value may repeat."""
    pairs = address_parameters(scope)
    pairs += [
        (name, one)
        for name, value in values.items()
        for one in ([value] if isinstance(value, str) else value)
    ]
    return f"./desk{'?' if pairs else ''}{urlencode(pairs)}"


def page() -> None:
    """One of the two views, below its head."""
    corpus = resources.corpus()
    for sheet in ("timeline.css", "speakers.css"):
        st.html(style_sheet(sheet))
    scope = sidebar.scope()
    problems = address.page_problems(st.query_params.get("page"))
    since = _since(problems)
    if problems:
        st.html(notices.notices(problems))
    marks = st.query_params.get("view") == MARKS
    with st.container(width=page_header.MEASURE):
        page_header.title(
            "Desk",
            "Your marks, and who checked what."
            if marks
            else "What is new on record for the questions and speakers that you watch.",
            _here(scope),
            "desk",
        )
        tabs = [
            ("Watched", _address(scope), not marks),
            ("Marks", _address(scope, view=MARKS), marks),
        ]
        page_header.name_tab("Marks" if marks else "Desk")
        st.html(people_list.tabs(tabs))
        if marks:
            mark_list.show(corpus, scope)
        else:
            _show_watched(corpus, scope, since)


def _here(scope: Scope) -> str:
    """The address of what is shown, which is that of the browser."""
    values: dict[str, str | list[str]] = {}
    for name in ("view", "watch", "since", "find", "marked", "page"):
        if found := st.query_params.get_all(name):
            values[name] = found
    return _address(scope, **values, corpus=resources.corpus().fingerprint)


page()

"""The desk: what is new for watched questions and speakers, and the marks of readers."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Final
from urllib.parse import parse_qs, urlencode
from zoneinfo import ZoneInfo

import streamlit as st

from rag.corpus import Corpus
from rag.desk import marked_places, new_statements
from rag.desk.marked_places import MarkedPlace
from rag.desk.new_statements import WatchedNews
from rag.desk.watched_view import WatchedView
from rag.export.marks_csv import marks_csv
from rag.schema.scope import Scope, address_parameters, narrowed_scope, scope_summary
from rag.storage import arrivals
from rag.text.english import count
from rag.ui import reader_locale
from rag.ui.browser import claims_table, watch_list
from rag.ui.layout import page_header, sidebar, update_banner
from rag.ui.markup import notices
from rag.ui.markup.asset_files import style_sheet
from rag.ui.markup.desk import mark_lines, watched_views
from rag.ui.markup.profiles import people_list
from rag.ui.state import address, navigation, resources
from rag.ui.state.marking import list_corrections, reader_marks
from rag.ui.views.panels import correction_form

WATCHED, MARKS = address.VIEWS["desk"]
PAGE: Final = 25  # marks at a time
MOST: Final = 50  # watched views, as in assets/watch.js
TIMES: Final = (("1 day", 1), ("1 week", 7), ("1 month", 30))
LABELS: Final = {
    "all": "All", "starred": "Starred", "checked": "Checked", "unchecked": "Not checked",
}  # fmt: skip


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
    local = moment.astimezone(ZoneInfo(st.context.timezone or "UTC"))
    when = f"{reader_locale.day(local.date())}, {local:%H:%M}"
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
        problems.append(address.not_understood("since", given))
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _show_marks(corpus: Corpus, scope: Scope) -> None:
    """The marks that match, their file, and the corrections that readers have made."""
    if not reader_marks.allowed():
        st.html(notices.quiet("This dashboard takes no marks."))
        return
    marks = reader_marks.marks().values()
    every = [
        place
        for place in (marked_places.located(corpus, mark) for mark in marks)
        if scope.empty or marked_places.in_filters(place, scope)
    ]
    options = address.CHOICES["marked"]
    with st.container(horizontal=True, vertical_alignment="bottom", key="finding"):
        words = st.text_input(
            "Search marks",
            key="find",
            bind="query-params",
            max_chars=address.MAX_QUESTION,
            placeholder="Note, tag, name, words",
        )
        navigation.sync_choice("marked", options, options[0])
        st.segmented_control(
            "Show",
            options,
            key="marked",
            format_func=lambda value: LABELS[value],
            required=True,
            on_change=_first_page,
        )
    chosen = str(st.session_state["marked"])
    found = [place for place in every if _shown(place, chosen, (words or "").casefold().split())]
    if not marks:
        st.html(
            notices.quiet(
                "No marks yet. Choose “Mark” beside a quotation, or “Mark this article” below an "
                "article's title."
            )
        )
    elif not found:
        st.html(notices.quiet("No matches"))
    else:
        pages = -(-len(found) // PAGE)
        at = claims_table.current_page(pages)
        shown = found[(at - 1) * PAGE : at * PAGE]
        link = navigation.to_reader(scope)
        st.html(mark_lines.marked(shown, link, resources.colours()))
        claims_table.page_links(pages)
        _download(found)
    _corrections()


def _shown(place: MarkedPlace, chosen: str, words: list[str]) -> bool:
    mark, claim, article = place.mark, place.claim, place.article
    kinds = {
        "all": True,
        "starred": mark.star,
        "checked": bool(mark.checked_by),
        "unchecked": not mark.checked_by,
    }
    texts = [mark.note, mark.checked_by, *mark.tags, mark.words, mark.article]
    texts += [claim.speaker or "", claim.text] if claim else []
    texts += [article.title or "", article.outlet or ""] if article else []
    text = " ".join(texts).casefold()
    return kinds[chosen] and all(word in text for word in words)


def _download(places: list[MarkedPlace]) -> None:
    def write() -> bytes:
        rows = [(one.mark, one.article, one.claim, not one.gone) for one in places]
        return "".join(marks_csv(rows)).encode("utf-8-sig")

    st.download_button(
        f"Download {count(len(places), 'mark')} as CSV",
        write,
        file_name="marks.csv",
        mime="text/csv",
        type="tertiary",
        icon=":material/download:",
        on_click="ignore",
    )


def _corrections() -> None:
    """Corrections made on pages, each with a way back, where readers may correct."""
    if not list_corrections.allowed():
        return
    if problem := st.session_state.pop(list_corrections.PROBLEM, None):
        st.html(notices.problem(problem))
    edits = reader_marks.store().edits()
    if edits:
        st.html(notices.subheading("Corrections made here"))
    for number, made, edit in edits:
        with st.container(horizontal=True, vertical_alignment="center"):
            words = f"{reader_locale.day(made.date())}: {correction_form.in_words(edit)}"
            st.html(notices.quiet(words), width="stretch")
            st.button(
                "Undo",
                key=f"undo:{number}",
                type="tertiary",
                on_click=list_corrections.take_back,
                args=(number,),
            )


def _first_page() -> None:
    """Another choice has other pages."""
    st.session_state.pop("page", None)


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
            _show_marks(corpus, scope)
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

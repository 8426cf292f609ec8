"""The page of one speaker: offices, statements over time, outlets, and ways on."""

from collections.abc import Sequence

import streamlit as st

from rag.text.english import listed
from rag.timeline.period_counts import PeriodCounts, period_counts
from rag.timeline.periods import Unit
from rag.timeline.speaker_profile import SpeakerProfile
from rag.ui.browser import chart_files, claims_table, watch_list
from rag.ui.charts import chart_title, period_bars
from rag.ui.markup import notices
from rag.ui.markup.profiles import profile_parts
from rag.ui.reader_locale import axis, day
from rag.ui.state import address, navigation, resources, suggestions
from rag.ui.views.people.speaker_scope import SpeakerInScope


def show(who: SpeakerInScope) -> None:
    """Draw the parts of the page below its head; a part without content is left out."""
    table, colours = resources.claim_table(), resources.colours()
    known, to_reader = who.profile(), navigation.to_reader(who.scope)
    if not len(known.claims):
        st.html(notices.quiet("No quotes match these filters."))
        cleared = navigation.link("speakers", speaker=who.name)
        st.html(notices.way("Clear filters", cleared))
        return
    if known.offices:
        st.html(notices.subheading("Offices, as printed"))
        st.html(profile_parts.offices(known.offices, to_reader))
    periods([who])
    cards = [
        (heading, row)
        for heading, row in (("First", known.first), ("Latest", known.last))
        if row is not None
    ]
    if cards:
        st.html(notices.subheading("First and latest statement" if cards[1:] else "Statement"))
        labelled = cards if cards[1:] else [("", row) for _, row in cards]
        st.html(profile_parts.statements(labelled, table.articles, to_reader, colours))
    st.html(notices.subheading("Outlets that carry the statements"))
    st.html(profile_parts.outlets(known.outlets, who.link_to_outlet, colours))
    if known.chains:
        st.html(notices.subheading("Passed on by others"))
        st.html(profile_parts.chains(known.chains, to_reader))
    _names(who, known)
    st.html(notices.subheading("All statements as a file"))
    claims_table.downloads(table, known.claims)


def ways(who: SpeakerInScope) -> None:
    """The ways on, and the names that may be the same speaker's."""
    corpus, table = resources.corpus(), resources.claim_table()
    texts = {name: article.text for name, article in corpus.tables.articles.items()}
    claims = [table.claims[number] for number in who.claims.tolist()]
    question = suggestions.about_speaker(who.name, claims, texts)
    positions = navigation.link("timeline", who.scope, view="positions", who=who.name, **who.kept)
    st.html(
        profile_parts.ways(
            [
                ("Timeline", who.link("timeline")),
                ("Positions", positions),
                ("Articles", who.link("sources")),
                (question, navigation.link("", who.scope, q=question)),
            ]
        )
    )
    if not st.context.is_embedded:
        watch_list.watch_button(navigation.link("", speaker=who.name).partition("?")[2])
    summary = resources.speaker_summaries().get(who.name)
    similar = [
        (
            other.name,
            other.claims,
            navigation.to_speaker(who.scope, **who.kept)(other.name),
            navigation.to_speaker(who.scope, compare=other.name, **who.kept)(who.name),
        )
        for other in (summary.may_be if summary else ())
        if other.name in resources.speaker_table().names
    ]
    if similar:
        st.html(profile_parts.may_be(similar))


def periods(speakers: Sequence[SpeakerInScope]) -> Unit:
    """Draw statements by year or month: a chart where it says more than a list, and a table."""
    table, key = resources.claim_table(), tuple(speakers)
    counts = table.cached(
        ("periods", key), lambda: period_counts(table, [who.claims for who in speakers])
    )
    names = [who.name for who in speakers]
    st.html(notices.subheading(f"Statements by {counts.unit}"))
    if counts.charted:
        written = day(counts.periods[0][0])  # figures with dates in words are cached per style
        st.plotly_chart(
            table.cached(
                ("period bars", key, written), lambda: period_bars.period_bars(counts, names)
            ),
            key="periods",
            config={
                "modeBarButtons": [[chart_files.IMAGE_TOOL]],
                "displaylogo": False,
                "scrollZoom": False,
                **axis(),
            },
            alt=f"Statements by {counts.unit}. The table below has the same numbers.",
        )
        _files(speakers, counts)
    st.html(
        profile_parts.periods(
            counts,
            names if names[1:] else ["Statements"],
            lambda at, first, last: speakers[at].link_to_days(first, last),
        )
    )
    return counts.unit


def _files(speakers: Sequence[SpeakerInScope], counts: PeriodCounts) -> None:
    """The chart as an image and as numbers."""
    table, names = resources.claim_table(), [who.name for who in speakers]
    other = {"compare": names[1]} if names[1:] else {}
    relative = navigation.to_speaker(speakers[0].scope, **speakers[0].kept, **other)(names[0])
    articles = {name for who in speakers for name in table.articles_of(who.claims)}
    shown = names if not other else [f"{names[0]} (filled)", f"{names[1]} (outlined)"]
    words = chart_title.image_words(
        f"Statements of {listed(shown)} by {counts.unit}",
        (),
        len(articles),
        address.absolute(st.context.url, "speakers", relative),
    )
    with st.container(horizontal=True, key="chart_files"):
        chart_files.image_buttons("periods", words, "statements")
        chart_files.numbers_button(
            ("first_day", "last_day", *names),
            lambda: (
                (first.isoformat(), last.isoformat(), *numbers)
                for first, last, numbers in counts.listed
            ),
            "statements",
        )


def _names(who: SpeakerInScope, known: SpeakerProfile) -> None:
    """Other spellings, and the speakers of joint statements."""
    if known.spellings:
        st.html(notices.subheading("Also written"))
        to_reader = navigation.to_reader(who.scope)
        st.html(
            profile_parts.places(
                [(words, to_reader(at.article, at.span)) for words, at in known.spellings]
            )
        )
    if known.jointly:
        to_speaker = navigation.to_speaker(who.scope, **who.kept)
        st.html(notices.subheading("Statements made together with"))
        st.html(profile_parts.places([(name, to_speaker(name)) for name in known.jointly]))

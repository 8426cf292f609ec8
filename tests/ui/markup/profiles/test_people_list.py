"""The lists of speakers and outlets as HTML."""

from datetime import date

from rag.schema.claims import Speaker
from rag.timeline.speaker_table import OutletEntry, SpeakerEntry
from rag.ui.markup.profiles import people_list

DAY = date(2024, 3, 4)


def test_speaker_is_a_link_with_office_counts_and_days_and_is_inert() -> None:
    entry = SpeakerEntry(
        name="Kari <b>Lund",
        office=Speaker("Kari <b>Lund", "harbour master", "Bergen"),
        claims=1200,
        dispatches=2,
        first=DAY,
        last=DAY,
    )
    page = people_list.speakers([entry], lambda name: f"./speakers?speaker={name}&a=1")
    assert "Kari &lt;b&gt;Lund</bdi></a>" in page
    assert 'href="./speakers?speaker=Kari &lt;b&gt;Lund&amp;a=1"' in page
    assert "harbour master, Bergen" in page
    assert '<td data-label="Statements">1,200</td>' in page
    assert '<td data-label="Said on">4 March 2024</td>' in page


def test_outlet_has_its_colour_and_an_unknown_day() -> None:
    entry = OutletEntry(
        name="Gazette", claims=3, articles=2, dispatches=1, speakers=4, first=None, last=None
    )
    page = people_list.outlets([entry], lambda name: f"./{name}", {"Gazette": "#0072b2"})
    assert "background:#0072b2" in page
    for label, number in (("Statements", 3), ("Reports", 1), ("Articles", 2), ("Speakers", 4)):
        assert f'<td data-label="{label}">{number}</td>' in page
    assert "day unknown" in page


def test_the_list_that_is_shown_is_marked() -> None:
    page = people_list.tabs([("Speakers", "./a", False), ("Outlets", "./b", True)])
    assert '<a href="./b" aria-current="page">Outlets</a>' in page
    assert page.count("aria-current") == 1

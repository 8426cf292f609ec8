"""The profile of a speaker as a document."""

from rag.api.record_service import RecordService
from rag.api.speaker_document import profile_document
from rag.corpus import Corpus
from rag.timeline import speaker_profile
from rag.timeline.speaker_table import SpeakerTable


def test_profile_has_counts_places_and_the_ends(corpus: Corpus) -> None:
    table = corpus.claim_table
    name = "Tahsin Khafaji"
    found = speaker_profile.profile(
        table, SpeakerTable(table), name, table.within(), table.within(copies=True)
    )
    service = RecordService(corpus)
    document = profile_document(
        found,
        lambda place: {"article": place.article, "start": 0, "end": 1, "quote": "x"},
        service.claim,
    )
    assert document["claims"] == len(found.claims)
    assert document["dispatches"] == found.dispatches
    assert [one["claims"] for one in document["offices"]] == [one.claims for one in found.offices]
    assert {one["outlet"] for one in document["outlets"]} == {"AVİM", "SOTT.net", "Rudaw"}
    origins = {one["origin"] for outlet in document["outlets"] for one in outlet["origins"]}
    assert "Sputnik" in origins
    assert document["first"] is not None
    assert document["last"] is not None
    assert document["first"]["said_on"] == "2019-01-17"
    assert document["last"]["said_on"] == "2020-08-24"

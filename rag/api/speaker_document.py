"""The profile of a speaker as a JSON document."""

from collections.abc import Callable

from rag.export.documents.record_documents import (
    ClaimDocument,
    QuotedPlaceDocument,
    SpeakerProfileDocument,
)
from rag.timeline.speaker_profile import ArticlePlace, SpeakerProfile


def profile_document(
    found: SpeakerProfile,
    quoted: Callable[[ArticlePlace], QuotedPlaceDocument],
    claim: Callable[[str], ClaimDocument],
) -> SpeakerProfileDocument:
    """
    A profile as a document, without the corpus and the names alike.

    ``quoted`` cuts a place from its article, ``claim`` makes the document of a claim by its id.
    """
    return {
        "speaker": found.name,
        "claims": len(found.claims),
        "dispatches": found.dispatches,
        "offices": [
            {
                "role": one.office.role,
                "organisation": one.office.organisation,
                "claims": one.claims,
                "first": one.first.isoformat() if one.first else None,
                "last": one.last.isoformat() if one.last else None,
                "place": quoted(one.place),
                "printed": one.printed,
            }
            for one in found.offices
        ],
        "spellings": [
            {"name": spelling, "place": quoted(place)} for spelling, place in found.spellings
        ],
        "outlets": [
            {
                "outlet": one.outlet,
                "claims": one.claims,
                "articles": one.articles,
                "origins": [{"origin": who, "claims": number} for who, number in one.origins],
            }
            for one in found.outlets
        ],
        "first": claim(found.first.claim) if found.first else None,
        "last": claim(found.last.claim) if found.last else None,
        "jointly": list(found.jointly),
        "may_be_the_same_as": [],
        "corpus": "",
    }

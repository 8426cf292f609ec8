"""The result of a check as JSON."""

import json

from rag.corpus import Corpus
from rag.drafts import draft_check
from rag.drafts.draft_json import report_document

DRAFT = "“Washington does not have many bases in Iraq,” Khafaji said.\n\nThe weather was fine."


def test_report_document_gives_places_that_cut_the_words(corpus: Corpus) -> None:
    report = draft_check.check(corpus, DRAFT)
    made = json.loads(json.dumps(report_document(report, corpus.fingerprint)))
    assert made["corpus"] == corpus.fingerprint
    first, second = made["statements"]
    assert first["verdict"] == "other words"
    assert first["speaker"] == "Khafaji"
    assert [DRAFT[start:end] for start, end in first["pieces"]] == [first["words"]]
    (place,) = first["places"]
    text = corpus.tables.articles[place["article"]].text
    assert [text[start:end] for start, end in place["spans"]] == [place["quote"]]
    assert place["speaker"] == "Tahsin Khafaji"
    assert {run["state"] for run in first["differences"]} == {"kept", "gone", "new"}
    assert second["verdict"] == "not found"
    assert second["places"] == []

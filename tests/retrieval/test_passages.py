"""What the reader is given of a sentence: its context and who speaks in it."""

from asking import Memory
from record_tools import make_claim

from rag.retrieval.passages import reader_passage, speakers
from rag.schema.articles import Article, Sentence, Span

TEXT = "The harbour is open. “All quays are in use,” she said."
FIRST, SECOND = Span(0, 20), Span(21, len(TEXT))
CLAIM = make_claim(
    "c", content=(SECOND,), speaker="Kari Lund", role="master", organisation="Harbour of Bergen"
)


def test_passage_has_title_sentence_before_and_speaker() -> None:
    article = Article(id="a.txt", text=TEXT, fingerprint="f", title="Harbour", dispatch="d")
    sentences = [Sentence("s0", "a.txt", FIRST), Sentence("s1", "a.txt", SECOND)]
    tables = Memory([article], sentences, [[1.0], [1.0]], claims=[CLAIM]).tables()
    passage = reader_passage(tables, sentences[1])
    assert passage.sentence == TEXT[SECOND.start : SECOND.end]
    assert passage.before == "The harbour is open."
    assert passage.title == "Harbour"
    assert passage.speaker == "Kari Lund, master, Harbour of Bergen"
    assert reader_passage(tables, sentences[0]).before == ""
    assert reader_passage(tables, sentences[0]).speaker == ""


def test_speakers_are_named_once() -> None:
    assert speakers((CLAIM, CLAIM)) == "Kari Lund, master, Harbour of Bergen"
    assert speakers(()) == ""

"""A sentence of the index → what the reader is given of it."""

from rag.readers.reader_input import SentenceInContext
from rag.schema.claims import Claim
from rag.storage.corpus_tables import CorpusTables


def reader_passage(tables: CorpusTables, sentence: str) -> SentenceInContext:
    """The sentence with this id, the one before it, its article's title and its speakers."""
    shown = tables.sentences[sentence]
    article = tables.articles[shown.article]
    at = tables.place[sentence]
    before = tables.by_article[shown.article][at - 1].span if at else None
    return SentenceInContext(
        sentence=article.text[shown.span.start : shown.span.end],
        before=article.text[before.start : before.end] if before else "",
        title=article.title or "",
        speaker=speakers(tables.claims_by_sentence.get(sentence, ())),
    )


def speakers(claims: tuple[Claim, ...]) -> str:
    """Who speaks in a sentence, by name, office and body: "Jo Roe, spokesman, Harbour Board"."""
    sources = []
    for claim in claims:
        for speaker in claim.speakers:
            parts = (speaker.name, speaker.role, speaker.organisation)
            sources.append(", ".join(part for part in parts if part))
    return "; ".join(dict.fromkeys(filter(None, sources)))

"""A sentence of the index → what the reader is given of it."""

from rag.readers.reader_input import SentenceInContext
from rag.schema.articles import Sentence
from rag.schema.claims import Claim
from rag.storage.corpus_tables import CorpusTables


def reader_passage(tables: CorpusTables, sentence: Sentence) -> SentenceInContext:
    """A sentence, the one before it, its article's title and its speakers."""
    article = tables.articles[sentence.article]
    parts = tables.parts_of(sentence.article)
    at = parts.number[sentence.id]
    before = parts.sentences[at - 1].span if at else None
    return SentenceInContext(
        sentence=article.text[sentence.span.start : sentence.span.end],
        before=article.text[before.start : before.end] if before else "",
        title=article.title or "",
        speaker=speakers(parts.claims.get(sentence.id, ())),
    )


def speakers(claims: tuple[Claim, ...]) -> str:
    """Who speaks in a sentence, by name, office and body: "Jo Roe, spokesman, Harbour Board"."""
    sources = []
    for claim in claims:
        for speaker in claim.speakers:
            parts = (speaker.name, speaker.role, speaker.organisation)
            sources.append(", ".join(part for part in parts if part))
    return "; ".join(dict.fromkeys(filter(None, sources)))

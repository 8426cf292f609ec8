"""Why these passages: what the search found for a question and weighed, as markup. Pure."""

from collections.abc import Mapping, Sequence

from rag.schema.answers import Evidence
from rag.schema.articles import Article, Span
from rag.ui.html.escape import bdi, esc
from rag.ui.state.address import Link

SHOWN = 8  # passages: those below are far from any answer
WORDS = 24  # of a passage, enough to know it again

# What a measure of ``rag.weighing.Weights`` says to a reader; one without a name here is left out.
MEASURES: Mapping[str, str] = {
    "dense": "meaning of the sentence",
    "dense_topic": "meaning of the topic",
    "dense_near": "meaning of a sentence beside it",
    "dense_passage": "meaning of the passage",
    "covered": "words in the sentence",
    "covered_near": "words around it",
    "article": "words in the article",
    "opening": "early in the article",
    "speaker": "speaker asked for",
    "fact": "fact asked for",
    "reason": "reason asked for",
    "person": "person asked for",
    "quoted": "quotation",
    "verbatim": "word for word",
}
FULL, HALF = 0.999, 0.5


def passages(
    found: Sequence[Evidence],
    terms: Sequence[str],
    articles: Mapping[str, Article],
    cited: Mapping[tuple[str, Span], int],
    link: Link,
) -> str:
    """
    The passages in the order of their weight, each with matched and missing words and speaker.

    ``terms`` are the words of the question that were looked up; ``cited`` the numbers of those
    that the answer cites.
    """
    items = "".join(
        f"<li>{_passage(one, terms, articles[one.hit.article], cited, link)}</li>"
        for one in found[:SHOWN]
    )
    return (
        '<div class="or or-ranked"><p class="or-quiet">Every sentence in scope is weighed by what '
        "it says, by the words and the speaker it shares with the question. The numbers order "
        "passages; they are no probability, and say nothing of truth.</p>"
        f"<ol>{items}</ol></div>"
    )


def _passage(
    one: Evidence,
    terms: Sequence[str],
    article: Article,
    cited: Mapping[tuple[str, Span], int],
    link: Link,
) -> str:
    span = one.hit.span
    words = article.text[span.start : span.end].split()
    text = " ".join(words[:WORDS]) + ("…" if len(words) > WORDS else "")
    number = cited.get((article.id, span))
    mark = f"cited as [{number}]" if number else "not cited"
    matched = [term for term in terms if term not in one.missing]
    lines = [
        f"{mark}, weight {one.hit.score:.2f}",
        f"words met: {_listed(matched)}" if matched else "no word met",
        f"words missing: {_listed(one.missing)}" if one.missing else "",
        _speaker(one),
    ]
    told = " · ".join(line for line in lines if line)
    return (
        f'<p><a href="{esc(link(article.id, span))}">{bdi(text)}</a> '
        f"{bdi(article.outlet or article.id)}</p>"
        f'<p class="or-quiet">{told}</p><p class="or-quiet">{_measures(one)}</p>'
    )


def _listed(words: Sequence[str]) -> str:
    return ", ".join(bdi(word) for word in words)


def _speaker(one: Evidence) -> str:
    names = dict.fromkeys(claim.speaker for claim in one.hit.claims if claim.speaker)
    said = f"speaker: {_listed(list(names))}" if names else ""
    if one.side < 0:
        return said
    match = "the one asked for" if one.speaker_match >= FULL else "in part the one asked for"
    if not names and one.speaker_match >= HALF:
        return "a speaker without a name, who speaks for the one asked for"
    if one.speaker_match < HALF:
        match = "not the one asked for"
    return f"{said or 'speaker not named'}, {match}"


def _measures(one: Evidence) -> str:
    parts = [
        f"{MEASURES[name]} {value:.2f}" for name, value in one.hit.why if name in MEASURES and value
    ]
    return esc(", ".join(parts))

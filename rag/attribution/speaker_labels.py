"""Attributions without a verb: speaker labels, names before a colon, signatures."""

import re
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from rag.attribution.content import ParsedParagraph
from rag.attribution.dependencies import is_finite
from rag.attribution.frames import Frame, Paragraph
from rag.lexicon import places, reporting
from rag.lexicon.places import country_of
from rag.schema.articles import Article, Span
from rag.speakers.descriptions import SpeakerDescription
from rag.speakers.resolver import SpeakerResolver
from rag.text.tokens import WORD_PART

if TYPE_CHECKING:
    from spacy.tokens import Token

LABEL = re.compile(
    r"(?:([A-Z][\w.'-]*(?: [\w.'-]+){0,4})|\"([A-Z][A-Z.'-]+(?: [A-Z][A-Z.'-]+){0,4}))"
    r"(?: \([^)\n]{1,30}\))?:\s+(?=\S+\s+\S+\s+\S)"
)
QUESTION = re.compile(r"(?:Q|Question):\s")
LABELLED = re.compile(r"(?:Q|Question|A|Answer):\s")
ANSWER = re.compile(r"(A|Answer):\s+(?=\S)")
SIGNS = " -–—―~"  # before a signature
STAGE_DIRECTION = re.compile(r"[\"']?[(\[][^)\]]*[)\]][\"']?")  # "(CROSSTALK)"
NAME_AND_COLON = re.compile(
    r"(?:^|[-–—] )((?:[A-Z][\w.'-]*)(?: (?:[A-Z][\w.'-]*|and|of|the|for|al|de|bin|van|von)){0,7})"
    r"(?: \([^)\n]{1,30}\))?:\s*$"
)
_CAPITALISED = r"[A-Z](?:[\w.'-]*\w)?"
_PARTICLE = "al|de|bin|van|von"
SIGNATURE = re.compile(
    rf"\s*([-–—―]{{1,2}})\s*((?:{_CAPITALISED}|{_PARTICLE})"
    rf"(?:,? (?:{_CAPITALISED}|of|the|{_PARTICLE})){{0,9}})\.?\s*"
)


def label_frame(contents: ParsedParagraph, sentences: Sequence[Span]) -> Frame | None:
    """
    The frame of a label before a colon in a transcript or headline: ``SMITH: I never said that.``

    In a quoted transcript a quotation mark precedes each label (``"SMITH: I never``). Then the
    content begins after the label, inside the quotation.
    """
    if (answer := ANSWER.match(contents.doc.text)) is not None:
        return _answer_frame(contents, sentences, answer)
    match = LABEL.match(contents.doc.text)
    if match is None:
        return None
    group = 1 if match[1] else 2
    name, (first, last) = match[group], match.span(group)
    if {w.casefold() for w in name.split()} & reporting.NOT_LABELS:
        return None
    if country_of(name) or name in places.STATES:  # an entry of a list by place
        return None
    start, end = match.end(), len(contents.doc.text.rstrip())
    words = [t for t in contents.doc if first <= t.idx < last]
    capitalised = words and all(t.text[:1].isupper() for t in words if t.is_alpha)
    states = any(t.pos_ in ("VERB", "AUX") and is_finite(t) for t in contents.doc if t.idx >= start)
    if not capitalised or len(name) == 1 or not (states or contents.quotations):
        return None
    span = Span(contents.base + start, contents.base + end)
    if match[2]:
        closing = contents.doc.text[end - 1] == '"' and contents.doc.text.count('"') % 2 == 0
        trimmed = contents.trimmed(Span(span.start, span.end - closing))
        content: tuple[Span, ...] = (trimmed,) if trimmed is not None else ()
    else:
        content = contents.normalise_spans([span], None, None)
    if not content:
        return None
    sentence = Span(sentences[0].start, sentences[-1].end)
    source = Span(contents.base + first, contents.base + last)
    colon = contents.base + contents.doc.text.index(":", last)
    cue = Span(colon, colon + 1)
    return Frame(sentence=sentence, content=content, cue=cue, source=source, speaker_label=True)


def _answer_frame(
    contents: ParsedParagraph, sentences: Sequence[Span], label: re.Match[str]
) -> Frame | None:
    """The frame of an answer in an interview: ``A: I did.``"""
    base, end = contents.base, len(contents.doc.text.rstrip())
    content = contents.normalise_spans([Span(base + label.end(), base + end)], None, None)
    if not content:
        return None
    return Frame(
        sentence=Span(sentences[0].start, sentences[-1].end),
        content=content,
        cue=Span(base + label.end(1), base + label.end(1) + 1),
        source=Span(base, base + label.end(1)),
        speaker_label=True,
        answers=True,
    )


def interviewee(
    article: Article, paragraphs: Sequence[Paragraph], speakers: SpeakerResolver
) -> SpeakerDescription | None:
    """
    The person whose answers an article prints under "A:", None where it leaves that open.

    It is the only person named above the first question, in a sentence about an interview, who is
    neither the author nor of the outlet. Where a later sentence tells of another interview, it is
    not clear whose answers follow.
    """
    labelled = [p.span for p in paragraphs if LABELLED.match(p.text, p.span.start)]
    if not labelled or not QUESTION.match(article.text, labelled[0].start):
        return None
    asking = f"{article.outlet or ''}\n{article.author or ''}".casefold()
    outlet = re.escape(article.outlet or "\n")
    ours = re.compile(rf"(?:,[^,.]*)?\s(?:of|from|with|for)\s(?:the\s)?{outlet}\b", re.IGNORECASE)
    found: dict[str, SpeakerDescription] = {}
    interviewed = set()
    for at, person, words in speakers.named_before(labelled[-1].start):
        name = person.name or ""
        end = article.text.find(name.split()[-1], at) + len(name.split()[-1])
        if name.casefold() in asking or ours.match(article.text, end):
            continue
        about = not reporting.INTERVIEWING.isdisjoint(map(str.casefold, WORD_PART.findall(words)))
        above = at < labelled[0].start
        if above or (about and not any(span.start <= at < span.end for span in labelled)):
            found[name] = person
            interviewed |= {name} if about else set()
    return next(iter(found.values())) if len(found) == 1 and interviewed else None


def signature_below(paragraph: Paragraph, speaker: Span | None) -> Sequence[Frame]:
    """The frame of a quotation that the page sets apart, with the line that says whose it is."""
    if speaker is None:
        return ()
    line = paragraph.text[speaker.start : speaker.end]
    start = speaker.start + len(line) - len(line.lstrip(SIGNS))
    if start >= speaker.end:
        return ()
    source = Span(start, speaker.end)
    return (Frame(sentence=paragraph.span, content=(paragraph.span,), source=source),)


def name_before_quotation(
    contents: ParsedParagraph, sentence: Span, tokens: "Sequence[Token]"
) -> Frame | None:
    """The frame of a sentence that is a name, a colon and a quotation: ``Jane Roe: "..."``."""
    number = next((contents.quoted[t.i] for t in tokens if contents.quoted[t.i] is not None), None)
    if number is None or contents.quotations[number].end + 1 < sentence.end:
        return None
    quotation = contents.quotations[number]
    before = contents.doc.text[sentence.start - contents.base : quotation.start - contents.base]
    match = NAME_AND_COLON.search(before)
    if match is None or {w.casefold() for w in match[1].split()} & reporting.NOT_LABELS:
        return None
    source = Span(sentence.start + match.start(1), sentence.start + match.end(1))
    colon = sentence.start + before.rindex(":")
    return Frame(sentence=sentence, content=(quotation,), cue=Span(colon, colon + 1), source=source)


def signature_frame(
    contents: ParsedParagraph, sentence: Span, tokens: "Sequence[Token]", outside: "Sequence[Token]"
) -> Frame | None:
    """The frame of a quotation followed by a dash and a name: ``"..." - Jane Roe``."""
    number = contents.quoted[tokens[0].i]
    if number is None or any(
        t.i < outside[0].i and contents.quoted[t.i] != number for t in outside
    ):
        return None
    end = contents.quotations[number].end
    rest = contents.doc.text[end - contents.base : sentence.end - contents.base]
    match = SIGNATURE.fullmatch(rest)
    if match is None:
        return None
    source = Span(end + match.start(2), end + match.end(2))
    cue = Span(end + match.start(1), end + match.end(1))
    return Frame(sentence=sentence, content=(contents.quotations[number],), cue=cue, source=source)


class ArticleWords:
    """The words of an article and its title by position."""

    def __init__(self, text: str, title: str) -> None:
        self.text = text
        self.title = title

    def occurs_outside(self, name: str, label: Span) -> bool:
        """
        Whether a name occurs outside its label.

        A label again counts where it is a full name or in capitals, as in a transcript: "Winner:"
        may head every entry of a list.
        """
        if not name.isalnum():
            rest = self.text[: label.start] + self.text[label.end :] + self.title
            return re.search(rf"\b{re.escape(name)}\b", rest, re.IGNORECASE) is not None
        words = self.text[label.start : label.end]
        named = words.isupper() or " " in words
        places = self._places.get(name.casefold(), ())
        return any(
            not label.start <= at < label.end and (named or not self._is_label(name, at))
            for at in places
        )

    def _is_label(self, name: str, at: int) -> bool:
        """Whether a name is all that is before a colon in its line."""
        line = self.text.rfind("\n", 0, at) + 1
        return not self.text[line:at].strip() and self.text.startswith(":", at + len(name))

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        places: dict[str, list[int]] = {}
        for text, shift in ((self.text, 0), (self.title, len(self.text))):
            for word in WORD_PART.finditer(text):
                places.setdefault(word[0].casefold(), []).append(word.start() + shift)
        return places

"""
Reads bundles of articles as Nexis, Factiva and ProQuest export them in plain text.

Nexis has two layouts. In the older one "1 of 12 DOCUMENTS" precedes each article and its lines are
wrapped; in the newer one "End of Document" follows it. Factiva ends an article with its accession
number, ProQuest parts articles by rulers. The numbers of Nexis are not reliable, so that articles
are counted here.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from rag.ingest.formats.format_limits import LIMITS
from rag.ingest.formats.parts import BlockKind, Part, PartBuilder, Refused
from rag.ingest.formats.wire.wire_article import (
    WireArticle,
    WireParagraph,
    is_copyright,
    is_count,
    is_date,
    label_of,
    paragraph,
    paragraphs,
)
from rag.lexicon import page_words

_NUMBERED = re.compile(
    r"\d+ of \d+ DOCUMENTS?|(?:Document|Dokument) \d+ (?:of|von|de) \d+", re.IGNORECASE
)
_END = re.compile(r"End of Document", re.IGNORECASE)
_RULER = re.compile(r"_{20,}")
_ACCESSION = re.compile(r"(?:AN\s+)?[^\W\d_]+\s+[A-Z0-9]{8}(?:19|20)\d{6}[a-z0-9]{4,12}")
_CODED = re.compile(r"(?P<code>[A-Z]{2,3})(?:\s{2,}(?P<rest>.*)|\t(?P<tabbed>.*))?")
_ADDRESS = re.compile(r"https?://\S+")
# One of them is in each bundle; found much faster than the lines of a bundle.
_HINT = re.compile(
    r"\d of \d+ documents?|do[ck]ument \d|end of document|_{20}|\s[A-Z0-9]{8}(?:19|20)\d{6}",
    re.IGNORECASE,
)
# Labels that only Nexis has, and those of which ProQuest has one beside the text.
_NEXIS = {"length", "länge", "longueur", "load-date", "publication-type"}
_PROQUEST = {"publicationdate", "publicationtitle", "proquestdocumentid"}
# Labels above the story.
_HEAD = ("length", "text", "standfirst", "author")
_NO_TEXT = ("not available", "none available")

Lines = Sequence[str]


def is_bundle(text: str) -> bool:
    """Whether a text is an export of articles."""
    return bool(_HINT.search(text)) and _service(_lines(text)) is not None


def text_parts(text: str) -> list[Part | Refused]:
    """The articles of a text, numbered from 1; none where it is no export."""
    return list(numbered(split(_lines(text)) or ()))


def split(lines: Lines) -> list[PartBuilder] | None:
    """
    The articles of an export in order, an empty one for each without text.

    None where the lines are no export. There is at most one article more than the limits allow.
    """
    service = _service(lines)
    if service is None:
        return None
    return [article.builder() for article in islice(service(lines), LIMITS.articles + 1)]


def numbered(articles: Iterable[PartBuilder]) -> Iterator[Part | Refused]:
    """The articles with their numbers; those without text, and too long ones, are refused."""
    for number, builder in enumerate(articles, 1):
        if number > LIMITS.articles:
            yield Refused(f"more than {LIMITS.articles:,} articles; split the file")
            return
        key = str(number)
        if builder.empty:
            yield Refused("the export has no text of it; export it again with its full text", key)
            continue
        part = builder.part(key)
        most = LIMITS.article_characters
        if len(part.text) > most:
            reason = f"{len(part.text):,} characters, more than {most:,} of one article; split it"
            yield Refused(reason, key)
        else:
            yield part


def _lines(text: str) -> list[str]:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _service(lines: Lines) -> Callable[[Lines], Iterator[WireArticle]] | None:
    """The reader of the lines' articles."""
    marks = [line.strip() for line in lines if len(line) < 200]  # a mark may be centred
    if any(map(_ACCESSION.fullmatch, marks)) and _is_factiva(lines):
        return _factiva
    labels = {label_of(line) for line in lines}
    if "fulltext" in labels and labels & _PROQUEST and any(map(_RULER.fullmatch, marks)):
        return _proquest
    if not labels & _NEXIS:
        return None
    if any(map(_NUMBERED.fullmatch, marks)):
        return _nexis_numbered
    return _nexis_ended if any(map(_END.fullmatch, marks)) else None


def _chunks(lines: Lines, mark: re.Pattern[str]) -> Iterator[list[str]]:
    """The lines before each mark, at last those after the last one."""
    chunk: list[str] = []
    for line in lines:
        if len(line) < 200 and mark.fullmatch(line.strip()):
            yield chunk
            chunk = []
        else:
            chunk.append(line)
    yield chunk


# --- Nexis ---------------------------------------------------------------------------------------


def _nexis_numbered(lines: Lines) -> Iterator[WireArticle]:
    for chunk in islice(_chunks(lines, _NUMBERED), 1, None):  # the first is what was asked for
        plain = [line for line in chunk if not _END.fullmatch(line.strip())]
        yield nexis_article(paragraphs(plain))


def nexis_article(parts: Sequence[WireParagraph]) -> WireArticle:
    """An article of the older layout of Nexis, without the line of its number."""
    article = WireArticle(service="Nexis")
    end = _tail(parts, loud=True)
    start = _masthead(article, parts[:end])
    _read(article, parts[start:end], titled=True)
    _read_tail(article, parts[end:])
    return article


def _masthead(article: WireArticle, parts: Sequence[WireParagraph]) -> int:
    """Take outlet and date, and give the number of paragraphs that they fill."""
    above: list[str] = []
    for number, part in enumerate(parts[:5]):
        if part.role:
            break
        for line in part.text.split("\n"):
            if is_date(line):
                article.date = line.strip()
                article.outlet = above[0] if above else ""
                return number + 1
            if not is_copyright(line):
                above.append(line.strip())
    return 0


def _read(article: WireArticle, parts: Sequence[WireParagraph], *, titled: bool) -> None:
    """
    Take the labels of the head and the story.

    ``titled`` where the headline is among them, as in the older layout, whose labels are loud. The
    head ends with the label of the text, else with the number of words.
    """
    roles = [part.role for part in parts[:12]]
    ends = next((roles.index(role) for role in ("text", "length") if role in roles), -1)
    head = True
    for number, part in enumerate(parts):
        above = number < ends
        if head and part.role and (part.loud or (not titled and number <= max(ends, 0))):
            head = part.role != "text"
            if not article.take(part.role, part.rest):
                article.add(paragraph(part.rest))
        elif head and titled and (above or ends < 0) and (part.centred or is_copyright(part.text)):
            lines = (line.strip() for line in part.text.split("\n") if not is_copyright(line))
            article.outlet = article.outlet or next(lines, "")
        elif head and titled and not article.title and (above or ends < 0):
            article.title = part.text
        elif head and above:
            if titled:
                article.story.append((part.text, BlockKind.HEADING))
        else:
            head = False
            article.add(part)


def _tail(parts: Sequence[WireParagraph], *, loud: bool) -> int:
    """
    The number of the paragraph at which the labels below the story begin.

    They are the last paragraphs, with what follows a label that is alone on its line, and with
    labels that are not known between others. ``loud`` where they are in capitals.
    """
    start = len(parts)
    for number in range(len(parts) - 1, -1, -1):
        part = parts[number]
        above = parts[number - 1] if number else part
        if part.role in _HEAD:
            break
        if (part.role and (part.loud or not loud)) or is_copyright(part.text):
            start = number
        elif not (part.labelled and not part.loud and not loud) and not (
            above.role and not above.rest
        ):
            break
    return start


def _read_tail(article: WireArticle, parts: Sequence[WireParagraph]) -> None:
    """Take what the labels below the story announce, in their own or in the next paragraph."""
    role = "furniture"
    for part in parts:
        if is_copyright(part.text):
            continue
        role = part.role or role
        article.take(role, part.rest if part.role else part.text)


def _nexis_ended(lines: Lines) -> Iterator[WireArticle]:
    chunks = _chunks(lines, _END)
    last = next(chunks)
    for chunk in chunks:
        yield _ended_article(last)
        last = chunk
    if any(label_of(line) in _NEXIS for line in last):
        article = _ended_article(last)
        article.notes.append("the export stops before the end of the article")
        yield article


def _ended_article(lines: Lines) -> WireArticle:
    """
    An article of the newer layout of Nexis: headline, outlet, date, labels, text, labels.

    Above the first one is a page on the export.
    """
    article = WireArticle(service="Nexis")
    roles = [paragraph(line).role for line in lines]
    labels = [n for n, role in enumerate(roles) if role in ("text", "length")]
    below = labels[0] if labels else next((n for n, role in enumerate(roles) if role), 0)
    date = next((n for n in range(below - 1, -1, -1) if is_date(lines[n])), None)
    if date is not None:
        article.date = lines[date].strip()
        above, outlet = _run(lines[:date])
        article.outlet = outlet[-1] if outlet else ""
        title = outlet[:-1] or _run(lines[:above])[1]
        article.title = "\n".join(title if len(title) <= 3 else title[-1:])
    parts = paragraphs(lines[0 if date is None else date + 1 :])
    end = _tail(parts, loud=False)
    _read(article, parts[:end], titled=False)
    _read_tail(article, parts[end:])
    return article


def _run(lines: Lines) -> tuple[int, list[str]]:
    """Where the last lines without a blank one between them begin, and they themselves."""
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    start = end
    while start and lines[start - 1].strip():
        start -= 1
    return start, [line.strip() for line in lines[start:end]]


# --- Factiva -------------------------------------------------------------------------------------


def _is_factiva(lines: Lines) -> bool:
    return any(is_count(line) or _code_of(line) == "HD" for line in lines if len(line) < 200)


def _code_of(line: str) -> str | None:
    match = _CODED.fullmatch(line.strip())
    return match["code"] if match and match["code"] in page_words.WIRE_CODES else None


def _factiva(lines: Lines) -> Iterator[WireArticle]:
    chunks = _chunks(lines, _ACCESSION)
    last = next(chunks)
    for chunk in chunks:
        yield _factiva_article(last)
        last = chunk
    if _is_factiva(last):
        article = _factiva_article(last)
        article.notes.append("the export stops before the end of the article")
        yield article


def _factiva_article(lines: Lines) -> WireArticle:
    article = WireArticle(service="Factiva")
    codes = {_code_of(line) for line in lines}
    if "HD" in codes and codes & {"LP", "TD"}:
        _read_coded(article, lines)
        return article
    seen = [number for number, line in enumerate(lines) if line.strip()]
    head = article.take_head([lines[number] for number in seen])
    for part in paragraphs(lines[seen[head - 1] + 1 :] if head else lines):
        article.add(part)
    return article


def _read_coded(article: WireArticle, lines: Lines) -> None:
    """Take fields that begin with a code: "HD  Headline"."""
    role, value = "furniture", list[str]()
    for line in [*lines, "AN"]:
        code = _code_of(line)
        if code is None:
            value.append(line)
            continue
        words = "\n".join(part.strip() for part in value if part.strip())
        if not article.take(role, words):
            for part in paragraphs(value):
                article.add(part)
        role, value = page_words.WIRE_CODES[code], [line.strip()[len(code) :].lstrip()]


# --- ProQuest ------------------------------------------------------------------------------------


def _proquest(lines: Lines) -> Iterator[WireArticle]:
    for chunk in _chunks(lines, _RULER):
        if any(label_of(line) in _PROQUEST | {"fulltext"} for line in chunk):
            yield _proquest_article(list(_fields(chunk)))


def _fields(lines: Lines) -> Iterator[WireParagraph]:
    """The lines; small labels count only below a blank line, as ProQuest prints its fields."""
    above = ""
    for line in lines:
        part = paragraph(line)
        if line.strip():
            yield part if part.loud or not above.strip() else WireParagraph(text=line)
        above = line


def _proquest_article(parts: Sequence[WireParagraph]) -> WireArticle:
    """An article of ProQuest, whose headline comes first and again as one of its fields."""
    article = WireArticle(service="ProQuest")
    text = next((n for n, part in enumerate(parts) if part.role == "text"), len(parts))
    headline = ""
    for part in parts[:text]:
        words = part.text.strip()
        if part.role:
            article.take(part.role, part.rest)
        elif not headline and not _NUMBERED.fullmatch(words) and not _ADDRESS.match(words):
            headline = part.text
    end = _tail(parts, loud=False)
    for part in parts[text:end]:
        if part.role != "text":
            article.add(part)
        elif part.rest.strip(" .").casefold() not in _NO_TEXT:
            article.add(paragraph(part.rest))
    _read_tail(article, parts[end:])
    article.title = article.title or headline
    article.outlet = article.outlet.partition(";")[0]
    return article

"""
Checks extraction on malformed texts: it never raises, and every span is exact.

    python bench/fuzz.py [--polnear DIR] [--texts N] [--start N] [--limit N] [--seed S] [--keep DIR]

Checks the articles of PolNeAR's splits in DIR, then N malformed texts (default 10,000). Those are
made from the articles and from sentences in this file, with damage that real files have: quotation
marks that never close, lone surrogates, right-to-left text, NUL, lines of a megabyte. A seed and a
number always give the same text, so a fault can be reproduced. Exit status 1 after any fault;
--keep writes the texts that caused one.
"""

import argparse
import json
import random
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path

from rag.attribution.extractor import Extraction, extract
from rag.export.contract_json import claim_json, dumps
from rag.indexing.chunking import passages
from rag.ingest import boilerplate, provenance
from rag.schema.articles import Article, DateBasis, Span
from rag.schema.claims import Claim
from rag.text.spans import cut

BUNCH = 40  # texts that a process takes at once
SLOW = 15.0, 90.0  # most processor seconds: for a text, and more for each megabyte
LONG_SHARE = 0.002  # share of the texts that have a line of a megabyte
MEGABYTE = 1_000_000
WINDOW = (200, 2500)  # characters of a real article that go into a text

SENTENCES = (
    "Kari Lund, the harbour master, said on Monday that the quays were open again.",
    '"All quays are in use since this morning," said Lund. "Nobody was hurt."',
    "“We expect a good harvest,” Minister Olha Petrenko told reporters in Odesa on Aug. 3.",
    "The union denied that its members held back grain, according to the Gazette.",
    "''No ship was lost,'' he added, ''and none will be.''",
    "“The harbour will open,” she said. “The fleet will sail.",
    "“And it will return,” she went on.",
    "OLHA PETRENKO: We will not close the port. KARI LUND: I never said so!",
    "Parents rejected the plan; the mayor, who was elected in 2019, wants to reopen the school.",
    "Asked whether the port would close, a spokesman said: ‘Not this year’ and left.",
    "BERGEN, March 4 (Reuters) - The port authority said the storm had passed.",
    "# Harbour reopens\n\n*By Ann Lee* | 03/04/2019\n\n> “Nobody comes any more,” he said.",
    "<p>The minister said <b>that</b> &quot;it is over&quot;.</p><script>alert(1)</script>",
    "- [Read more](http://example.org/a?b=c) - ![photo](x.png) **he said** `that` it is *so*",
    "قال الوزير: «لا توجد قواعد أجنبية في العراق» وأضاف أن الأمر واضح.",
    "Le ministre a déclaré : « Il n’y a pas de bases. »",
    "大臣は「基地はない」と述べた。",
)
ODD = (
    "\x00", "\ud800", "\udfff", "\ufeff", "\u200b", "\u200f", "\u202e", "\u2028", "\x85", "\u00a0",
    "\u0301", "\u0489", "\U0001f600", "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\x1b[31m",
    "\x0b", "\x0c", "\x07", "\uffff", "\U000e0001", "ﷺ", "İ", "ß", "ǆ", "𝕳𝖊 said",
)  # fmt: skip
MARKS = ('"', "“", "”", "‘", "’", "'", "''", "``", "«", "»", "„", '"“', '”"', "(", "[", "—", "…")


# --- making texts --------------------------------------------------------------------------------


def _insert(rng: random.Random, text: str, pieces: Sequence[str], many: int) -> str:
    for _ in range(rng.randint(1, many)):
        at = rng.randint(0, len(text))
        text = text[:at] + rng.choice(pieces) + text[at:]
    return text


def _without_closing(rng: random.Random, text: str) -> str:
    mark = rng.choice(("”", '"', "’", "''"))
    return text.replace(mark, "", rng.randint(1, 5))


def _other_marks(rng: random.Random, text: str) -> str:
    return text.replace(rng.choice(("“", '"')), rng.choice(MARKS)).replace("”", rng.choice(MARKS))


def _cut_short(rng: random.Random, text: str) -> str:
    return text[: rng.randint(0, len(text))]


def _shuffled(rng: random.Random, text: str) -> str:
    words = text.split(" ")
    rng.shuffle(words)
    return " ".join(words)


def _repeated(rng: random.Random, text: str) -> str:
    return text[: rng.randint(1, 400)] * rng.randint(2, 30)


def _broken_lines(rng: random.Random, text: str) -> str:
    end = rng.choice(("\r\n", "\r", "\n", "\n\n", "\u2029", "\n \t\n"))
    return text.replace("\n", end).replace(". ", "." + rng.choice((end, " ", "  ", "")))


def _reversed(rng: random.Random, text: str) -> str:
    at = rng.randint(0, len(text))
    return text[:at] + "\u202e" + text[at:][::-1]


def _blank_run(rng: random.Random, text: str) -> str:
    return _insert(rng, text, [rng.choice(" \n\t\r\u00a0") * rng.randint(100, 20_000)], 2)


def _punctuation(rng: random.Random, _: str) -> str:
    return "".join(rng.choice("\"'“”‘’«».,;:!?()[]{}-–—… \n") for _ in range(rng.randint(1, 3000)))


def _noise(rng: random.Random, _: str) -> str:
    return "".join(chr(rng.randrange(0x110000)) for _ in range(rng.randint(1, 400)))


def _markup(rng: random.Random, text: str) -> str:
    tags = ("<b>", "</p>", "<br/>", "&amp;", "&#8220;", "**", "> ", "# ", "\n---\n", "| a | b |\n")
    return _insert(rng, text, tags, 20)


def _row(rng: random.Random, text: str) -> str:
    words = (
        "/",
        "|",
        ">",
        "-",
        "said",
        "and",
        "Oslo,",
        "BAGHDAD,",
        "by",
        "Monday",
        "(a)",
        "a.",
        "©",
    )
    row = f"{rng.choice(words)} {rng.choice(words)} " * rng.randint(10, 300)
    return _insert(rng, text, [row, "\n" + row + "\n"], 2)


def _recased(rng: random.Random, text: str) -> str:
    return rng.choice((text.upper(), text.lower(), text.title(), text.swapcase()))


def _glued(rng: random.Random, text: str) -> str:
    return text.replace(" ", rng.choice(("", "\u00a0", "_", "\u200b")), rng.randint(1, 200))


SPOILERS: tuple[Callable[[random.Random, str], str], ...] = (
    partial(_insert, pieces=ODD, many=12),
    partial(_insert, pieces=MARKS, many=12),
    _without_closing,
    _other_marks,
    _cut_short,
    _shuffled,
    _repeated,
    _broken_lines,
    _reversed,
    _blank_run,
    _punctuation,
    _noise,
    _markup,
    _row,
    _recased,
    _glued,
)


def malformed_text(
    seed: int, number: int, sources: Sequence[str] = (), *, long: bool = True
) -> str:
    """Make malformed text ``number`` of a seed from ``sources`` and from our own sentences."""
    rng = random.Random(f"{seed}-{number}")
    if sources and rng.random() < 0.6:
        source = rng.choice(sources)
        start = rng.randint(0, max(0, len(source) - WINDOW[0]))
        text = source[start : start + rng.randint(*WINDOW)]
    else:
        text = rng.choice((" ", "\n\n", "\n")).join(
            rng.choice(SENTENCES) for _ in range(rng.randint(1, 12))
        )
    for spoil in rng.sample(SPOILERS, rng.randint(0, 4)):
        text = spoil(rng, text)
    if long and rng.random() < LONG_SHARE:
        text = (text.replace("\n", " ") + " ") * (MEGABYTE // (len(text) + 1) + 1)
    return text


# --- looking at what comes out -------------------------------------------------------------------


@dataclass(kw_only=True)
class Tally:
    """Counts and faults of a batch of texts."""

    texts: int = 0
    characters: int = 0
    claims: int = 0
    spans: int = 0
    faults: list[tuple[str, str]] = field(default_factory=list)
    slowest: tuple[float, str] = (0.0, "")

    def add(self, other: "Tally") -> None:
        """Add the counts and faults of another batch."""
        self.texts += other.texts
        self.characters += other.characters
        self.claims += other.claims
        self.spans += other.spans
        self.faults += other.faults
        self.slowest = max(self.slowest, other.slowest)


def article_of(name: str, text: str) -> Article:
    """Build an article the way the folder reader does."""
    marked = boilerplate.segment_story(text)
    known = provenance.read(text, marked)
    return Article(
        id=name,
        text=text,
        fingerprint="",
        title=known.title.value,
        outlet=known.outlet.value,
        published=date(2016, 11, 1),
        date_basis=DateBasis.METADATA,
        origin=known.origin.value,
        story=marked.story,
        gaps=marked.gaps,
    )


def faults_of(article: Article, extraction: Extraction) -> Iterator[str]:
    """Yield a description of each fault in the records of an article."""
    text = article.text
    yield from _disorder("story", article.story, text)
    yield from _disorder("sentences", [s.span for s in extraction.sentences], text)
    pieces = [p.span for p in passages(article, lambda texts: [len(t) // 4 for t in texts], 256)]
    yield from _disorder("passages", pieces, text)
    ids = [claim.id for claim in extraction.claims]
    if len(set(ids)) < len(ids):
        yield "two claims have one id"
    for claim in extraction.claims:
        yield from _claim_faults(claim, article)


def _claim_faults(claim: Claim, article: Article) -> Iterator[str]:
    text = article.text
    for kind, spans in (
        ("content", claim.content),
        ("shown", claim.shown),
        ("phrase", claim.phrase),
        ("source", claim.source),
        ("cue", claim.cue),
        ("evidence", (claim.evidence,)),
    ):
        yield from _disorder(kind, spans, text)
        if any(not text[span.start : span.end].strip() for span in spans):
            yield f"a blank {kind}"
    if claim.text != cut(text, claim.shown):
        yield "the text of a claim is not what is shown of it"
    if (
        claim.mention is not None
        and claim.mention != text[claim.source[0].start : claim.source[0].end]
    ):
        yield "the mention is not its source"
    if not any(s.start <= claim.evidence.start and claim.evidence.end <= s.end
               for s in _joined(article.story)):  # fmt: skip
        yield "evidence outside the story"
    if json.loads(dumps(claim_json(claim, article)))["text"] != claim.text:
        yield "the claim does not survive JSON"


def _joined(story: Sequence[Span]) -> list[Span]:
    """Join neighbouring spans of the story: evidence may cross paragraphs."""
    return [Span(story[0].start, story[-1].end)] if story else []


def _disorder(kind: str, spans: Sequence[Span], text: str) -> Iterator[str]:
    at = 0
    for span in spans:
        if span.start < at:
            yield f"{kind} overlap or are out of order"
        if span.end > len(text):
            yield f"{kind} end behind the text"
        at = span.end


def check_texts(texts: Sequence[tuple[str, str]]) -> Tally:
    """Extract from each text and check every record."""
    tally = Tally()
    for name, text in texts:
        started = time.process_time()
        tally.texts += 1
        tally.characters += len(text)
        try:
            article = article_of(name, text)
            (extraction,) = extract([article])
            tally.faults += [(name, fault) for fault in faults_of(article, extraction)]
            tally.claims += len(extraction.claims)
            tally.spans += sum(
                len(c.content) + len(c.source) + len(c.cue) + 1 for c in extraction.claims
            )
        except Exception:  # any exception is a fault that this script looks for
            last = traceback.format_exc().strip().splitlines()
            tally.faults.append((name, f"{last[-1]} | {last[-3].strip() if len(last) > 2 else ''}"))
        seconds = time.process_time() - started
        if seconds > SLOW[0] + SLOW[1] * len(text) / MEGABYTE:
            tally.faults.append((name, f"slow: {seconds:.0f} s for {len(text)} characters"))
        tally.slowest = max(tally.slowest, (seconds, f"{name}, {len(text)} characters"))
    return tally


def _bunch(seed: int, numbers: Sequence[int], folder: Path | None) -> Tally:
    sources = _sources(folder)
    return check_texts(
        [(f"seed {seed} text {n}", malformed_text(seed, n, sources)) for n in numbers]
    )


def _real(folder: Path, paths: Sequence[Path]) -> Tally:
    return check_texts([(str(path.relative_to(folder)), _read(path)) for path in paths])


def _read(path: Path) -> str:
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


def _paths(folder: Path) -> list[Path]:
    return sorted(folder.glob("*/text/*.txt"))


_KEPT: list[str] = []


def _sources(folder: Path | None) -> Sequence[str]:
    """Read the articles that texts are made of, once in each process."""
    if folder is not None and not _KEPT:
        _KEPT.extend(map(_read, _paths(folder)[::6]))
    return _KEPT


def main() -> None:
    """Check made and real texts and print the faults."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--polnear", type=Path)
    parser.add_argument("--texts", type=int, default=10_000)
    parser.add_argument("--start", type=int, default=0, help="number of the first made text")
    parser.add_argument("--limit", type=int, help="only this many real articles, evenly spread")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--keep", type=Path, help="folder for the texts that gave a fault")
    options = parser.parse_args()
    failed = False
    with ProcessPoolExecutor(options.processes) as pool:
        if options.polnear:
            paths = _paths(options.polnear)
            paths = paths[:: max(1, len(paths) // (options.limit or len(paths)))][: options.limit]
            bunches = [paths[n : n + BUNCH] for n in range(0, len(paths), BUNCH)]
            failed |= _report("articles", pool.map(partial(_real, options.polnear), bunches), None)
        numbers = range(options.start, options.start + options.texts)
        some = [numbers[n : n + BUNCH] for n in range(0, len(numbers), BUNCH)]
        work = partial(_bunch, options.seed, folder=options.polnear)
        failed |= _report("made texts", pool.map(work, some), options)
    sys.exit(failed)


def _report(what: str, tallies: Iterator[Tally], options: argparse.Namespace | None) -> bool:
    started = time.perf_counter()
    total = Tally()
    for number, tally in enumerate(tallies, 1):
        total.add(tally)
        if number % 10 == 0:
            print(
                f"  {total.texts} {what}, {len(total.faults)} faults", file=sys.stderr, flush=True
            )
    seconds = time.perf_counter() - started
    print(
        f"{total.texts} {what} ({total.characters:,} characters) in {seconds:.0f} s: "
        f"{total.claims} claims, {total.spans} spans, {len(total.faults)} faults; "
        f"slowest {total.slowest[0]:.1f} s ({total.slowest[1]})"
    )
    for fault, times in Counter(fault for _, fault in total.faults).most_common(20):
        names = [name for name, other in total.faults if other == fault]
        print(f"  {times} x {fault}: {', '.join(names[:5])}")
    if options is not None and options.keep:
        options.keep.mkdir(parents=True, exist_ok=True)
        for name in dict(total.faults):
            text = malformed_text(options.seed, int(name.split()[-1]), _sources(options.polnear))
            path = options.keep / f"{name.replace(' ', '-')}.txt"
            path.write_text(text, encoding="utf-8", errors="surrogatepass", newline="")
    return bool(total.faults)


if __name__ == "__main__":
    main()

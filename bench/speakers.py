"""
Compares speakers with hand-marked pairs of mentions: is each pair one person, and found to be one?

    python bench/speakers.py --polnear DIR [--pairs FILE] [--all] [--errors]

DIR contains PolNeAR's splits. The pairs (by default tests/gold/speakers.csv) are places in articles
of its train split. The first list was made before speaker resolution was written, each later list
after the last change that was guided by the lists before it.

The speaker of a mention is that of the claim whose source overlaps it most. A pair is predicted to
be the same where both claims have one speaker. Precision is the share of such pairs that are right,
recall the share of pairs of one person that are predicted. With --all, the corpus is the whole
train split, where more people share a name, instead of the articles of the pairs.

A person without a name in the article appears only in pairs of different people.
"""

import argparse
import csv
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from texts import article

from rag.attribution.extractor import extract
from rag.schema.articles import Article
from rag.schema.claims import Claim, ClaimSpeaker, Speaker, joint_name
from rag.speakers import linking

PAIRS = Path(__file__).parent.parent / "tests" / "gold" / "speakers.csv"


@dataclass(frozen=True, slots=True)
class MarkedMention:
    """A span of an article."""

    article: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two mentions, whether they are one speaker, and what makes the pair difficult."""

    part: str
    one: MarkedMention
    other: MarkedMention
    same: bool
    what: str


def main() -> None:
    """Extract claims, link speakers, compare with the pairs, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--polnear", type=Path, required=True)
    parser.add_argument("--pairs", type=Path, default=PAIRS)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    pairs = read(options.pairs)
    folder = options.polnear / "train" / "text"
    wanted = {mention.article for pair in pairs for mention in (pair.one, pair.other)}
    names = {path.stem for path in folder.glob("*.txt")} if options.all else wanted
    texts = {name: (folder / f"{name}.txt").read_bytes().decode("utf-8") for name in sorted(names)}
    articles = [article(name, text) for name, text in texts.items()]
    claims, speakers = linked_claims(articles)
    print(f"{len(pairs)} pairs of {len(wanted)} articles, in a corpus of {len(articles)}")
    for part in dict.fromkeys(pair.part for pair in pairs):
        some = [pair for pair in pairs if pair.part == part]
        print(report(part, some, claims, speakers, errors=options.errors))


def read(path: Path) -> list[Pair]:
    """Read the pairs of a list."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Pair(
                part=row["list"],
                one=MarkedMention(row["article"], int(row["start"]), int(row["end"])),
                other=MarkedMention(
                    row["other_article"], int(row["other_start"]), int(row["other_end"])
                ),
                same={"same": True, "different": False}[row["verdict"]],
                what=row["what"],
            )
            for row in csv.DictReader(file)
        ]


def linked_claims(
    articles: Iterable[Article],
) -> tuple[dict[str, list[Claim]], dict[str, tuple[Speaker, ...]]]:
    """Claims of each article, and the linked speaker of each claim by its id."""
    articles = list(articles)
    claims = {
        article.id: list(found.claims)
        for article, found in zip(articles, extract(articles), strict=True)
    }
    sayings = [
        ClaimSpeaker(
            claim=claim.id,
            article=name,
            group=claim.id,
            mention=claim.mention,
            extracted=claim.speakers,
            linked=claim.speakers,
        )
        for name, some in claims.items()
        for claim in some
    ]
    return claims, linking.link_speakers(
        sayings, {article.id: article.text for article in articles}
    )


def speaker(
    mention: MarkedMention,
    claims: Mapping[str, list[Claim]],
    speakers: Mapping[str, tuple[Speaker, ...]],
) -> str | None:
    """Speaker of the claim whose source overlaps a mention most; None without one."""
    best, found = 0.0, None
    for claim in claims[mention.article]:
        for span in claim.source:
            shared = min(mention.end, span.end) - max(mention.start, span.start)
            whole = max(mention.end, span.end) - min(mention.start, span.start)
            if shared > 0 and shared / whole > best:
                best, found = shared / whole, joint_name(speakers[claim.id])
    return found


def report(
    part: str,
    pairs: Iterable[Pair],
    claims: Mapping[str, list[Claim]],
    speakers: Mapping[str, tuple[Speaker, ...]],
    *,
    errors: bool,
) -> str:
    """Print precision and recall of "same person", overall and by difficulty."""
    counts: Counter[tuple[str, bool, bool]] = Counter()
    lines = []
    for pair in pairs:
        one, other = (speaker(m, claims, speakers) for m in (pair.one, pair.other))
        called = one is not None and one == other
        counts[pair.what, pair.same, called] += 1
        if errors and called != pair.same:
            verdict = "same" if pair.same else "different"
            lines.append(f"  {verdict}, yet {one!r} and {other!r}: {pair.one} {pair.other}")
    right = sum(n for (_, same, called), n in counts.items() if same and called)
    called_same = sum(n for (_, _, called), n in counts.items() if called)
    same = sum(n for (_, same, _), n in counts.items() if same)
    lines.insert(
        0,
        f"{part}: {sum(counts.values())} pairs, {same} the same: precision "
        f"{right / max(1, called_same):.3f}, recall {right / max(1, same):.3f}",
    )
    for what in sorted({what for what, _, _ in counts}):
        yes, no = (
            f"{counts[what, same, same]} of {counts[what, same, True] + counts[what, same, False]}"
            for same in (True, False)
        )
        lines.append(f"  {what:10} the same {yes:>9}, different {no:>9}")
    return "\n".join(lines)


if __name__ == "__main__":
    main()

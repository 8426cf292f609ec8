"""
Makes an index with a given number of claims, through the real storage, without extraction.

The articles consist of a few hundred sentences by a few hundred people, in the forms of newspapers
and agencies: quotations, reported speech, reprints in other outlets. Spans, days and offices match
the text. The same number gives the same corpus on every machine. Sentences are encoded by the real
model, and each copy gets a little noise, so that searches cost as much as on real articles.
"""

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

import numpy as np

from rag.indexing import build as indexing
from rag.indexing import code_version, reprint_groups
from rag.models import embedder
from rag.schema.articles import Article, DateBasis, Dispatch, Passage, Sentence, Span
from rag.schema.claims import Claim, Kind, Speaker, StatementDate, StatementDateBasis
from rag.settings import Settings
from rag.storage.draft import ArticleRecords, writing

FIRST, DAYS = date(2019, 1, 1), 2200
EACH = 8  # claims in an article
UNDATED, UNNAMED, INFERRED = 0.04, 0.08, 0.4  # of the claims
REPRINTED = 0.12  # share of articles that one to three other outlets reprint
NOISE = 0.15  # share of noise in a sentence's vector

GIVEN = "Amal Bruno Chen Dina Emeka Farid Greta Hana Ivo Jamila Kofi Lena Marek Nadia Omar".split()
FAMILY = (
    "Abara Bielski Castell Dahl Eklund Farouk Grieg Haddad Ilic Jansen Kovar Lindqvist Moreau "
    "Novak Okafor Petrenko Quist Rossi Sahin Tanaka Ueda Vasquez Weiss Yilmaz Zeman"
).split()
ROLES = ("minister", "spokesperson", "mayor", "director", "secretary", "adviser")
BODIES = (
    "Ministry of Transport|Harbour Authority|Grain Board|Central Bank|City Council|Water Agency"
    "|Court of Audit|Coast Guard|Rail Union|Port Workers|Health Service|Election Commission"
).split("|")
ACTORS = "Norway|Ukraine|France|Iraq|Kenya|Japan|Brazil|Canada|Poland|Chile".split("|")
OUTLETS = tuple(f"The {town} {name}" for town in "Bergen Odesa Lyon Basra Kisumu Osaka".split()
                for name in "Courier Post Gazette Herald".split())  # fmt: skip
AGENCIES = ("Sputnik", "Reuters", "AFP", "AP")
THINGS = (
    "the northern breakwater|grain exports|the rail tunnel|foreign troops|the reservoir|ferry fares"
    "|the ceasefire|harbour dues|the census|border crossings|the flood wall|school meals"
    "|the airport tax|wheat prices|the power line|hospital beds"
).split("|")
SAYINGS = (
    "we will not give up {0} before the summer",
    "{0} will be paid for by the state and by nobody else",
    "nobody has asked us about {0}, and nobody will decide without us",
    "the talks about {0} were useful and will go on",
    "there is no plan to change {0} in the coming years",
    "work on {0} begins as soon as the money is there",
    "{0} must be looked at again, with all figures on the table",
    "those who complain about {0} have not read the report",
    "the agreement on {0} holds for three years and not a day longer",
    "every delay of {0} costs us more than the storm did",
)


def build(settings: Settings, claims: int, seed: int = 5) -> None:
    """Build and activate an index with this many claims."""
    encoder = embedder.load(settings)
    sentences = [saying.format(thing) for thing in THINGS for saying in SAYINGS]
    known = np.asarray(encoder.encode(sentences), np.float32)
    rng = random.Random(seed)
    noise = np.random.default_rng(seed)
    settings.articles.mkdir(parents=True, exist_ok=True)
    related: list[Claim] = []
    dispatches: list[Dispatch] = []
    with writing(settings) as writer, writer.draft(None) as draft:
        for story, copies in _stories(claims, rng):
            printed = [_article(story, copy, rng) for copy in copies]
            for article, made, numbers in printed:
                vectors = known[numbers] + noise.normal(0, NOISE / 20, (len(made), known.shape[1]))
                vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype("f4")
                whole = vectors.mean(axis=0, keepdims=True)
                pieces = tuple(Sentence(f"s{c.id}", article.id, c.evidence) for c in made)
                passage = Passage(f"p{article.id}", article.id, article.story[0])
                unit = whole / np.linalg.norm(whole)
                draft.put(
                    ArticleRecords(
                        article=article,
                        passages=(passage,),
                        sentences=pieces,
                        claims=made,
                        passage_vectors=unit,
                        sentence_vectors=vectors,
                    )
                )
            names = tuple(article.id for article, _, _ in printed)
            agency = AGENCIES[story % len(AGENCIES)] if len(printed) > 1 else None
            dispatches.append(Dispatch(f"d{story}", names, agency))
            if len(printed) > 1:
                prints = {article.id: article for article, _, _ in printed}
                for same in zip(*(made for _, made, _ in printed), strict=True):
                    related += reprint_groups.copies(same, dispatches[-1], prints)
        draft.relate(dispatches, {}, related)
        draft.publish(
            {
                "fingerprint": sha256(f"{claims} {seed}".encode()).hexdigest()[:16],
                "engine": code_version.engine(),
                "embedder": encoder.name,
                "dimension": str(encoder.dimension),
                "corrected": "",
                "unfit": "[]",
            },
            indexing.NullProgress(),
        )


def _stories(claims: int, rng: random.Random) -> Iterator[tuple[int, Sequence[int]]]:
    """Yield the number of each story and the outlets that print it, `EACH` claims a copy."""
    left, story = claims, 0
    while left > 0:
        many = rng.randint(2, 4) if rng.random() < REPRINTED else 1
        weights = [1 / (n + 2) for n in range(len(OUTLETS))]
        chosen = list(dict.fromkeys(rng.choices(range(len(OUTLETS)), weights, k=many)))
        chosen = chosen[: max(1, left // EACH)]
        yield story, chosen
        left -= EACH * len(chosen)
        story += 1


def _article(
    story: int, outlet: int, rng: random.Random
) -> tuple[Article, tuple[Claim, ...], list[int]]:
    """Make one copy of a story: its text, its claims, and the sentences that were quoted."""
    tale = random.Random(story)
    first = FIRST + timedelta(days=round(DAYS * tale.random() ** 0.7))
    printed = first + timedelta(days=rng.choice((0, 0, 1, 2)))
    name = f"{story:06}-{outlet:02}.txt"
    title = f"{tale.choice(BODIES)} on {tale.choice(THINGS)}"
    text = f"{title}\n\n"
    start = len(text)
    claims, said = [], []
    for n in range(EACH):
        who = min(int(tale.expovariate(1 / 60)), len(GIVEN) * len(FAMILY) - 1)
        speaker = f"{GIVEN[who % len(GIVEN)]} {FAMILY[who // len(GIVEN)]}"
        body, role = BODIES[who % len(BODIES)], ROLES[who % len(ROLES)]
        number = tale.randrange(len(THINGS) * len(SAYINGS))
        words = SAYINGS[number % len(SAYINGS)].format(THINGS[number // len(SAYINGS)])
        kind = tale.choice((Kind.DIRECT, Kind.DIRECT, Kind.MIXED, Kind.INDIRECT, Kind.ATTITUDE))
        begin = len(text)
        if kind is Kind.DIRECT:
            content = f"“{words[0].upper()}{words[1:]},”"
            text += f"{content} {speaker}, {role} of the {body}, said."
            place = Span(begin, begin + len(content))
            source = Span(place.end + 1, place.end + 1 + len(speaker))
        else:
            content = words
            head = f"{speaker}, {role} of the {body}, said that "
            text += f"{head}{content}."
            place = Span(begin + len(head), begin + len(head) + len(content))
            source = Span(begin, begin + len(speaker))
        text += "\n\n"
        dated = tale.random() > UNDATED
        claims.append(
            Claim(
                id=sha256(f"{name} {n}".encode()).hexdigest()[:16],
                article=name,
                kind=kind,
                source=(source,),
                cue=(),
                content=(place,),
                evidence=Span(begin, len(text) - 2),
                text=content,
                shown=(place,),
                confidence=0.9,
                speakers=(
                    Speaker(
                        speaker if tale.random() > UNNAMED else None,
                        role,
                        body,
                        ACTORS[who % len(ACTORS)],
                    ),
                ),
                mention=speaker,
                statement_date=StatementDate(
                    day=first if dated else None,
                    basis=StatementDateBasis.COUNTED if dated else StatementDateBasis.UNKNOWN,
                    words=f"{first:%A}" if dated else None,
                    inferred=tale.random() < INFERRED,
                ),
                dispatch=f"d{story}",
            )
        )
        said.append(number)
    article = Article(
        id=name,
        text=text,
        fingerprint=sha256(text.encode()).hexdigest()[:16],
        title=title,
        outlet=OUTLETS[outlet],
        published=printed,
        date_basis=DateBasis.STATED,
        story=(Span(start, len(text) - 2),),
        dispatch=f"d{story}",
    )
    return article, tuple(claims), said


def main(arguments: Sequence[str] | None = None) -> int:
    """Build one index."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("claims", type=int)
    parser.add_argument("out", type=Path, help="a new folder for the articles and the index")
    given = parser.parse_args(arguments)
    build(Settings(articles=given.out / "articles", index=given.out / "index"), given.claims)
    print(given.out / "index")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""A folder with a file of each format: articles, days, claims and counts, from file to index."""

import json
from collections.abc import Iterator, Mapping
from itertools import pairwise

import pytest
from article_files import BROKEN, EXPECTED, ExpectedArticle, article_files, write_files
from command_tools import in_process

from rag.corpus import Corpus
from rag.indexing import build
from rag.ingest.folder import FolderContents, read_articles
from rag.ingest.formats.registry import READERS, suffix_of
from rag.schema.articles import Article, FactBasis
from rag.schema.claims import Claim, Kind
from rag.schema.reports import IndexReport, Skipped
from rag.settings import Settings

GOOD = sorted(article_files())


def of_file(identity: str, name: str) -> bool:
    """Whether a skipped entry is about this file or an article of it."""
    return identity == name or identity.startswith(f"{name}#")


@pytest.fixture(scope="module")
def every(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings for a folder of all files, good and broken, and an index that is not built yet."""
    top = tmp_path_factory.mktemp("formats")
    settings = Settings(articles=top / "articles", index=top / "index")
    broken = {name: content() for name, (content, _) in BROKEN.items()}
    write_files(settings.articles, {**article_files(), **broken})
    return settings


@pytest.fixture(scope="module")
def reading(every: Settings) -> FolderContents:
    return read_articles(every.articles)


@pytest.fixture(scope="module")
def articles(reading: FolderContents) -> Mapping[str, Article]:
    return {article.id: article for article in reading.articles}


@pytest.fixture(scope="module")
def report(every: Settings) -> IndexReport:
    """What the first build of the index says, with the real models."""
    return build.update(every)


@pytest.fixture(scope="module")
def claims(every: Settings, report: IndexReport) -> Iterator[Mapping[str, list[Claim]]]:
    """The claims by article, for each article one entry."""
    corpus = Corpus.open(every)
    found: dict[str, list[Claim]] = {article.id: [] for article in corpus.articles()}
    for claim in corpus.claims():
        found[claim.article].append(claim)
    yield found
    corpus.close()


each_article = pytest.mark.parametrize(
    "expected", [pytest.param(one, id=one.id) for one in EXPECTED]
)


# --- the files -----------------------------------------------------------------------------------


def test_each_suffix_has_a_file() -> None:
    assert {suffix_of(name) for name in GOOD} == set(READERS)


def test_the_stories_are_different() -> None:
    """Else the words of one article would be found in another."""
    assert len({one.words for one in EXPECTED}) == len(EXPECTED)
    assert len({one.speaker for one in EXPECTED}) == len(EXPECTED)


# --- articles ------------------------------------------------------------------------------------


def test_the_folder_gives_these_articles(articles: Mapping[str, Article]) -> None:
    assert sorted(articles) == sorted(one.id for one in EXPECTED)


@each_article
def test_facts_are_those_of_the_file(
    articles: Mapping[str, Article], expected: ExpectedArticle
) -> None:
    article = articles[expected.id]
    assert (article.title, article.outlet, article.url) == (
        expected.title,
        expected.outlet,
        expected.url,
    )
    assert (article.published, article.date_basis) == (expected.day, expected.basis)
    assert article.language == "en"


@each_article
def test_evidence_of_facts_is_in_the_file(
    articles: Mapping[str, Article], expected: ExpectedArticle
) -> None:
    """A stated day is printed in the text; nothing is from a list, as there is none."""
    article = articles[expected.id]
    if expected.printed_day:
        assert expected.printed_day in article.text
        assert expected.printed_day in article.date_evidence
    evidence = article.evidence
    every = (evidence.title, evidence.outlet, evidence.author, evidence.published, evidence.origin)
    assert FactBasis.LIST not in {one.basis for one in every}
    values = (article.title, article.outlet, article.author, article.published, article.origin)
    for value, one in zip(values, every, strict=True):
        assert (one.basis is FactBasis.UNKNOWN) == (value is None)


@each_article
def test_story_and_gaps_are_disjoint_parts_of_the_text(
    articles: Mapping[str, Article], expected: ExpectedArticle
) -> None:
    article = articles[expected.id]
    spans = sorted((*article.story, *(gap.span for gap in article.gaps)))
    assert list(article.story) == sorted(article.story)
    assert [gap.span for gap in article.gaps] == sorted(gap.span for gap in article.gaps)
    assert all(before.end <= after.start for before, after in pairwise(spans))
    assert spans[-1].end <= len(article.text)
    covered = set[int]().union(*(range(span.start, span.end) for span in spans))
    left = (c for at, c in enumerate(article.text) if at not in covered)
    assert "".join(left).strip() == ""


@each_article
def test_the_story_is_the_text_of_the_article_alone(
    articles: Mapping[str, Article], expected: ExpectedArticle
) -> None:
    """Nothing of menus, captions, bylines and signatures; no word is lost."""
    article = articles[expected.id]
    story = " ".join(article.text[span.start : span.end] for span in article.story)
    assert story.translate({ord("“"): '"', ord("”"): '"'}).split() == (
        " ".join(expected.story.paragraphs).translate({ord("“"): '"', ord("”"): '"'}).split()
    )


def test_the_pdf_has_its_quotation_on_page_2(articles: Mapping[str, Article]) -> None:
    article = articles["mine.pdf"]
    quoted = next(s for s in article.story if "“" in article.text[s.start : s.end])
    assert article.page_of(article.story[0]) == 1
    assert article.page_of(quoted) == 2


# --- counts and reasons --------------------------------------------------------------------------


def test_counts_of_files_add_up(reading: FolderContents) -> None:
    assert len(reading.files) == len(GOOD) + len(BROKEN)
    assert reading.files_read == len(GOOD)
    named = {
        name for name in (*GOOD, *BROKEN) if any(of_file(s.file, name) for s in reading.skipped)
    }
    assert named == set(BROKEN)
    assert all(any(of_file(s.file, name) for name in BROKEN) for s in reading.skipped)


@pytest.mark.parametrize("name", BROKEN)
def test_a_file_without_article_is_named_with_its_reason(
    reading: FolderContents, name: str
) -> None:
    reasons = [skipped.reason for skipped in reading.skipped if of_file(skipped.file, name)]
    assert BROKEN[name][1] in reasons[0]
    for reason in reasons:
        assert reason.isprintable()
        assert "Error" not in reason


# --- the index -----------------------------------------------------------------------------------


def test_the_first_build_reads_all(report: IndexReport, reading: FolderContents) -> None:
    assert (report.read, report.new, report.changed) == (len(EXPECTED), len(EXPECTED), 0)
    assert (report.files_seen, report.files_read) == (len(reading.files), reading.files_read)
    assert report.skipped == reading.skipped
    assert report.without_date == sum(one.day is None for one in EXPECTED)
    assert report.dispatches == len(EXPECTED), "no article is a reprint of another"


@each_article
def test_the_quotation_is_a_claim_of_its_speaker(
    claims: Mapping[str, list[Claim]], articles: Mapping[str, Article], expected: ExpectedArticle
) -> None:
    article = articles[expected.id]
    (claim,) = (c for c in claims[expected.id] if expected.words in " ".join(c.text.split()))
    assert claim.speaker == expected.speaker
    assert claim.kind is Kind.DIRECT
    cut = " ".join(article.text[span.start : span.end] for span in claim.content)
    assert expected.words in " ".join(cut.split())


@pytest.mark.usefixtures("report")
def test_a_second_run_changes_nothing(
    every: Settings, reading: FolderContents, capsys: pytest.CaptureFixture[str]
) -> None:
    run = in_process(every, capsys)
    ran = run("index", "--json")
    counts = json.loads(ran.out)
    assert ran.status == 1, "some files could not be read"
    assert ran.out.count("\n") == 1
    names = ("read", "new", "changed", "unchanged", "removed")
    changes = dict.fromkeys(names, 0) | {"read": len(EXPECTED), "unchanged": len(EXPECTED)}
    assert {name: counts[name] for name in names} == changes
    assert counts["recomputed"] == []
    files = {"seen": len(GOOD) + len(BROKEN), "read": len(GOOD), "skipped": len(BROKEN)}
    assert counts["files"] == files
    told = [Skipped(**item) for item in counts["skipped"]]
    assert told == list(reading.skipped)


@pytest.mark.usefixtures("report")
def test_check_finds_no_difference(every: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    run = in_process(every, capsys)
    ran = run("check", "--json")
    assert (ran.status, ran.out) == (0, "")
    clock = every.articles / "notes" / "clock.md"
    content = clock.read_bytes()
    clock.write_bytes(content.replace(b"century", b"lifetime"))
    try:
        changed = json.loads(run("check", "--json").out.splitlines()[0])
    finally:
        clock.write_bytes(content)
    assert (changed["file"], changed["kind"]) == ("notes/clock.md", "changed")

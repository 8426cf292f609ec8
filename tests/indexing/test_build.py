"""Index updates: recomputed articles, reprint groups, independence of order."""

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from conftest import ARTICLES, SEEDS
from double import Double

from rag.errors import ArticleError
from rag.indexing import build, check
from rag.models import embedder
from rag.schema.reports import IndexReport
from rag.settings import Settings
from rag.storage import generation as store
from rag.storage import lifecycle
from rag.storage.database import FILE
from rag.storage.kept.article_versions import ArticleVersions

REPRINT = ARTICLES["harbour.txt"].replace("Harbour reopens after storm", "Bergen harbour open")


class Watched:
    def __init__(self) -> None:
        self.steps: dict[str, list[int]] = {}
        self.step = ""

    def start(self, step: str, total: int) -> None:
        self.step = step
        self.steps[step] = [total, 0]

    def advance(self, parts: int) -> None:
        self.steps[self.step][1] += parts


def counted(report: IndexReport) -> tuple[int, int, int, int]:
    return report.new, report.changed, report.unchanged, report.removed


def records(settings: Settings) -> list[object]:
    """All that a generation holds, but for its name."""
    generation = store.open_generation(settings)
    try:
        return [
            generation.fingerprint,
            generation.articles(),
            generation.dispatches(),
            generation.passages(),
            generation.sentences(),
            tuple(generation.claims()),
        ]
    finally:
        generation.close()


def test_update_of_an_empty_index_reads_all_articles(settings: Settings, double: Double) -> None:
    watched = Watched()
    report = build.update(settings, double, watched)
    assert counted(report) == (3, 0, 0, 0)
    assert (report.read, report.dispatches, report.generation) == (3, 3, "gen-000001")
    assert report.recomputed == tuple(sorted(ARTICLES))
    assert report.skipped == ()
    generation = store.open_generation(settings, double.name)
    assert report.passages == len(generation.passages()) > 0
    assert report.claims == len(tuple(generation.claims())) > 0
    assert report.corpus == generation.fingerprint
    assert all(article.dispatch for article in generation.articles())
    assert {claim.dispatch for claim in generation.claims()} <= {
        dispatch.id for dispatch in generation.dispatches()
    }
    assert all(claim.group == claim.id for claim in generation.claims())
    generation.close()
    assert list(watched.steps.values()) == [[3, 3]] * 3


def test_update_without_changes_writes_and_encodes_nothing(
    settings: Settings, double: Double
) -> None:
    first = build.update(settings, double)
    before = {path: path.stat().st_mtime_ns for path in settings.index.rglob("*")}
    double.encoded.clear()
    second = build.update(settings, double)
    assert counted(second) == (0, 0, 3, 0)
    assert second.recomputed == ()
    assert double.encoded == []
    assert (second.generation, second.corpus) == (first.generation, first.corpus)
    assert (second.passages, second.claims) == (first.passages, first.claims)
    after = {path: path.stat().st_mtime_ns for path in settings.index.rglob("*")}
    written = {path.name for path in after if after[path] != before.get(path)}
    assert written <= {"LOCK", "import-report.json"}


def test_update_without_changes_loads_no_model(seed_index: Settings) -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "from rag.indexing import build as indexing; from rag.settings import Settings\n"
        "r = indexing.update(Settings(articles=Path(sys.argv[1]), index=Path(sys.argv[2])))\n"
        "heavy = {'torch', 'chromadb', 'spacy', 'llama_index', 'transformers', 'datasketch'}\n"
        "print(len(r.recomputed), r.unchanged, sorted(heavy & set(sys.modules)))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code, str(seed_index.articles), str(seed_index.index)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert result.stdout == "0 5 []\n"


def test_update_recomputes_only_the_edited_article(settings: Settings, double: Double) -> None:
    build.update(settings, double)
    path = settings.articles / "grain.txt"
    edited = path.read_text().replace("third week", "fourth week")
    path.write_text(edited)
    double.encoded.clear()
    report = build.update(settings, double)
    assert counted(report) == (0, 1, 2, 0)
    assert report.recomputed == ("grain.txt",)
    assert double.encoded
    assert all(text.rpartition(": ")[2] in edited for text in double.encoded)
    generation = store.open_generation(settings)
    assert generation.lexical("sentences", ["fourth"], 5) != []
    assert generation.lexical("sentences", ["third"], 5) == []
    generation.close()
    assert check.check(settings) == ()


def test_update_drops_a_removed_article_and_recomputes_nothing(
    settings: Settings, double: Double
) -> None:
    build.update(settings, double)
    (settings.articles / "grain.txt").unlink()
    double.encoded.clear()
    report = build.update(settings, double)
    assert counted(report) == (0, 0, 2, 1)
    assert double.encoded == []
    generation = store.open_generation(settings)
    assert [article.id for article in generation.articles()] == ["harbour.txt", "école.md"]
    assert generation.lexical("passages", ["grain", "wheat"], 5) == []
    assert len(generation.nearest(double.encode(["wheat"])[0], 99)) == report.passages
    generation.close()


def test_update_recomputes_an_article_whose_metadata_changed(
    settings: Settings, double: Double
) -> None:
    build.update(settings, double)
    (settings.articles / "articles.csv").write_text("file,outlet\ngrain.txt,Odesa Post\n")
    report = build.update(settings, double)
    assert report.recomputed == ("grain.txt",)
    generation = store.open_generation(settings)
    assert generation.articles()[0].outlet == "Odesa Post"
    generation.close()


def test_order_of_updates_does_not_change_records(
    settings: Settings, double: Double, tmp_path: Path
) -> None:
    (settings.articles / "reprint.txt").write_text(REPRINT)
    (settings.articles / "again.txt").write_text(REPRINT.replace("two days", "three days"))
    build.update(settings, double)
    # The same articles, come to one by one, with detours.
    steps = replace(settings, articles=tmp_path / "steps", index=tmp_path / "other")
    steps.articles.mkdir()
    for name in ("reprint.txt", "école.md", "again.txt", "harbour.txt", "grain.txt"):
        shutil.copy(settings.articles / name, steps.articles / name)
        build.update(steps, double)
    (steps.articles / "reprint.txt").write_text("Something else entirely.\n\nLund said so.\n")
    build.update(steps, double)
    (steps.articles / "harbour.txt").unlink()
    build.update(steps, double)
    for name in ("harbour.txt", "reprint.txt"):
        shutil.copy(settings.articles / name, steps.articles / name)
    build.update(steps, double)
    assert records(steps) == records(settings)
    one, other = (store.open_generation(some) for some in (settings, steps))
    for table in ("passages", "sentences"):
        (ids, rows), (other_ids, other_rows) = one.vectors(table), other.vectors(table)
        assert ids == other_ids
        assert np.allclose(rows, other_rows, atol=1e-6)
    one.close()
    other.close()


def test_reprints_share_groups_and_list_each_others_claims(
    settings: Settings, double: Double
) -> None:
    (settings.articles / "reprint.txt").write_text(REPRINT)
    report = build.update(settings, double)
    assert (report.read, report.dispatches) == (4, 3)
    generation = store.open_generation(settings)
    dispatch = next(d for d in generation.dispatches() if len(d.articles) == 2)
    claims = {claim.id: claim for claim in generation.claims()}
    copied = [claim for claim in claims.values() if claim.dispatch == dispatch.id]
    assert len(copied) == 2 * len({claim.group for claim in copied}) > 0
    texts = {article.id: article.text for article in generation.articles()}
    for claim in copied:
        (place,) = claim.places
        copy = claims[place.claim]
        assert (copy.article, copy.group) == (place.article, claim.group)
        assert place.article != claim.article
        cuts = [texts[place.article][span.start : span.end] for span in place.content]
        assert cuts == [texts[claim.article][span.start : span.end] for span in claim.content]
    groups = [s.group for s in generation.sentences() if s.article in dispatch.articles]
    assert all(groups.count(group) == 2 for group in groups)
    generation.close()
    assert check.check(settings) == ()
    # Without the reprint every piece is alone again.
    (settings.articles / "reprint.txt").unlink()
    build.update(settings, double)
    generation = store.open_generation(settings)
    assert all(claim.group == claim.id and not claim.places for claim in generation.claims())
    assert all(sentence.group == sentence.id for sentence in generation.sentences())
    generation.close()


def test_update_with_another_model_recomputes_everything(
    settings: Settings, double: Double
) -> None:
    first = build.update(settings, double)
    report = build.update(settings, Double("other@2"))
    assert counted(report) == (0, 0, 3, 0)
    assert report.recomputed == tuple(sorted(ARTICLES))
    assert report.corpus != first.corpus
    store.open_generation(settings, "other@2").close()


def test_update_encodes_passages_under_their_title(settings: Settings, double: Double) -> None:
    for name in ("grain.txt", "école.md"):
        (settings.articles / name).unlink()
    (settings.articles / "articles.csv").write_text("file,title\nharbour.txt,Open again\n")
    build.update(settings, double)
    generation = store.open_generation(settings)
    text = ARTICLES["harbour.txt"]
    passages = [text[one.span.start : one.span.end] for one in generation.passages()]
    sentences = [text[one.span.start : one.span.end] for one in generation.sentences()]
    # The double reads a sentence alone, as a model does that cannot read it in its passage.
    assert double.encoded == [*(f"Open again. {words}" for words in passages), *sentences]
    generation.close()


def test_encoded_passages_fit_the_limit_of_the_model(settings: Settings, double: Double) -> None:
    title = "A title of rather many words that takes its share"
    words = " ".join(f"word{n}" for n in range(150))
    for name in ARTICLES:
        (settings.articles / name).unlink()
    (settings.articles / "long.txt").write_text(f"{title}\n\n{words}. {words}.\n\n{words}\n")
    (settings.articles / "articles.csv").write_text(f"file,title\nlong.txt,{title}\n")
    build.update(settings, double)
    generation = store.open_generation(settings)
    number = len(generation.passages())
    generation.close()
    sizes = double.count(double.encoded[:number])
    assert number > 5
    assert double.limit - 20 < max(sizes) <= double.limit


def test_update_skips_an_unreadable_article(settings: Settings, double: Double) -> None:
    (settings.articles / "bad.txt").write_bytes(b"caf\0\xe9")
    report = build.update(settings, double)
    assert report.read == 3
    assert [(item.file, item.fault) for item in report.skipped] == [("bad.txt", True)]


def test_update_without_articles_keeps_the_index(settings: Settings, double: Double) -> None:
    build.update(settings, double)
    expected = records(settings)
    for path in settings.articles.iterdir():
        path.unlink()
    with pytest.raises(ArticleError):
        build.update(settings, double)
    assert records(settings) == expected


def test_update_rebuilds_a_damaged_index(settings: Settings, double: Double) -> None:
    first = build.update(settings, double)
    path = settings.index / first.generation / FILE
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 40_000] = b"\xff" * 40_000
    path.write_bytes(content)
    (settings.articles / "new.txt").write_text("Anew\n\nAll is well, Lund said.\n")
    report = build.update(settings, double)
    assert report.recomputed == tuple(sorted([*ARTICLES, "new.txt"]))
    assert check.check(settings) == ()


def test_update_rewrites_lost_files_of_chroma(settings: Settings, double: Double) -> None:
    first = build.update(settings, double)
    shutil.rmtree(settings.index / first.generation / "chroma")
    double.encoded.clear()
    report = build.update(settings, double)
    assert report.generation == "gen-000002"
    assert (report.recomputed, double.encoded) == ((), [])
    assert (settings.index / "gen-000002" / "chroma" / "chroma.sqlite3").is_file()


def test_seeds_have_five_articles_in_four_dispatches(seed_index: Settings) -> None:
    generation = store.open_generation(seed_index)
    assert len(generation.articles()) == 5
    two = [d for d in generation.dispatches() if len(d.articles) > 1]
    assert [sorted(d.articles) for d in two] == [
        ["000_f91781c4228a1322.txt", "001_6225434846a5dd1c.txt"]
    ]
    assert two[0].origin == "Sputnik"
    assert len(generation.dispatches()) == 4
    generation.close()
    assert check.check(seed_index) == ()


def test_llama_index_reads_the_vectors(seed_index: Settings, tmp_path: Path) -> None:
    """
    With nothing of ours imported: the folder that CURRENT names is an ordinary collection.

    That vectors are those of the published model is shown by tests/models/test_embedder.py.
    """
    question = "US military bases in Iraq"
    (vector,) = embedder.load(seed_index).encode([question])
    index = shutil.copytree(seed_index.index, tmp_path / "index")
    program = """
import json, sys
from pathlib import Path
import chromadb
from llama_index.core import VectorStoreIndex
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.vector_stores import FilterOperator, MetadataFilter, MetadataFilters
from llama_index.vector_stores.chroma import ChromaVectorStore

class Mini(BaseEmbedding):  # of this one question; loading the model takes the most time
    def _get_text_embedding(self, text):
        raise NotImplementedError
    def _get_query_embedding(self, query):
        return json.loads(sys.argv[2])
    async def _aget_query_embedding(self, query):
        return self._get_query_embedding(query)

index = Path(sys.argv[1])
folder = index / (index / "CURRENT").read_text().strip() / "chroma"
collection = chromadb.PersistentClient(str(folder)).get_collection("passages", embedding_function=None)
vectors = VectorStoreIndex.from_vector_store(ChromaVectorStore(chroma_collection=collection), Mini())
question = sys.argv[3]
found = vectors.as_retriever(similarity_top_k=3).retrieve(question)
only = MetadataFilters(filters=[
    MetadataFilter(key="outlet", operator=FilterOperator.EQ, value="Rudaw"),
    MetadataFilter(key="published", operator=FilterOperator.EQ, value="2020-08-24"),
])
rudaw = vectors.as_retriever(similarity_top_k=3, filters=only).retrieve(question)
print(json.dumps({
    "ours": [name for name in list(sys.modules) if name.split(".")[0] == "rag"],
    "found": [[n.node.node_id, n.node.text, n.node.metadata, n.node.ref_doc_id] for n in found],
    "rudaw": sorted({n.node.metadata["article"] for n in rudaw}),
}))
"""  # noqa: E501  - as a reader would write it
    result = subprocess.run(
        [sys.executable, "-c", program, str(index), json.dumps(vector.tolist()), question],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
    )
    answer = json.loads(result.stdout.splitlines()[-1])
    assert answer["ours"] == []
    assert answer["rudaw"] == ["003_65f59ed5da4b3415.txt"]
    generation = store.open_generation(seed_index)
    passages = {passage.id: passage for passage in generation.passages()}
    texts = {article.id: article.text for article in generation.articles()}
    generation.close()
    assert len(answer["found"]) == 3
    for name, words, metadata, document in answer["found"]:
        passage = passages[name]
        assert document == metadata["article"] == passage.article
        assert (metadata["start"], metadata["end"]) == (passage.span.start, passage.span.end)
        assert words == texts[passage.article][passage.span.start : passage.span.end]
    assert any("bases" in words for _, words, _, _ in answer["found"])


def test_seed_files_exist() -> None:
    assert len(list(SEEDS.glob("*.txt"))) == 5


def kept_texts(settings: Settings, name: str) -> list[str]:
    """The earlier texts of an article in force, oldest first."""
    generation = store.open_generation(settings)
    try:
        (article,) = (one for one in generation.articles() if one.id == name)
        versions = ArticleVersions(settings.index)
        read = [versions.read(entry) for entry in versions.of(article)]
        return [version.article.text for version in read if version]
    finally:
        generation.close()


def test_edited_article_keeps_its_earlier_texts(settings: Settings, double: Double) -> None:
    path = settings.articles / "harbour.txt"
    first = ARTICLES["harbour.txt"]
    second = first.replace("no ship", "one ship")
    build.update(settings, double)
    for text, kept in ((second, [first]), (first, [second]), (second, [first])):
        path.write_text(text, encoding="utf-8")
        build.update(settings, double)
        assert kept_texts(settings, "harbour.txt") == kept
    (settings.articles / "grain.txt").write_text(REPRINT, encoding="utf-8")
    build.update(settings, double)
    assert kept_texts(settings, "harbour.txt") == [first]
    assert kept_texts(settings, "grain.txt") == [ARTICLES["grain.txt"]]


def test_earlier_texts_outlast_a_change_of_the_engine(
    settings: Settings, double: Double, monkeypatch: pytest.MonkeyPatch
) -> None:
    build.update(settings, double)
    (settings.articles / "harbour.txt").write_text(REPRINT, encoding="utf-8")
    monkeypatch.setattr(build, "engine", lambda: "another")
    assert len(build.update(settings, double).recomputed) == 3
    assert kept_texts(settings, "harbour.txt") == [ARTICLES["harbour.txt"]]


def test_update_that_fails_leaves_the_text_in_force_without_versions(
    settings: Settings, double: Double, monkeypatch: pytest.MonkeyPatch
) -> None:
    build.update(settings, double)
    path = settings.articles / "harbour.txt"
    path.write_text(REPRINT, encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(lifecycle, "switch", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            build.update(settings, double)
    assert kept_texts(settings, "harbour.txt") == []
    build.update(settings, double)
    assert kept_texts(settings, "harbour.txt") == [ARTICLES["harbour.txt"]]


def test_versions_go_with_the_file_but_not_with_a_fault_of_it(
    settings: Settings, double: Double
) -> None:
    build.update(settings, double)
    path = settings.articles / "harbour.txt"
    path.write_text(REPRINT, encoding="utf-8")
    build.update(settings, double)
    path.write_text(" \n", encoding="utf-8")  # nothing to read: the file is skipped
    assert "harbour.txt" in {refused.file for refused in build.update(settings, double).skipped}
    path.write_text(REPRINT, encoding="utf-8")
    build.update(settings, double)
    assert kept_texts(settings, "harbour.txt") == [ARTICLES["harbour.txt"]]
    path.unlink()
    build.update(settings, double)
    assert list((settings.index / "versions").glob("harbour*")) == []

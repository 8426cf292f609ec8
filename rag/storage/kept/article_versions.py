"""
Earlier versions of edited articles, kept beside the generations for the links that cite them.

    versions/harbour.txt-1f0c9a3b5d7e2f46/20260503T101112000000Z-9f86d081884c7d65.json.gz
    versions/claims/5d.json    the newest version with each claim, by a hash of the claim's id

A version is the rows of an article and of its claims by column, as its generation had them, so that
later layouts read it too. Its name holds when it was replaced (UTC) and the hash of its text. A
version whose text is in force again counts as none.
"""

import gzip
import hashlib
import json
import logging
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from rag.calibration.parameters import parameters
from rag.errors import RagError
from rag.schema.articles import Article
from rag.schema.claims import Claim
from rag.storage import lifecycle
from rag.storage.codecs import from_columns
from rag.storage.database import FILE, RecordDatabase

FOLDER = "versions"
CLAIMS = "claims"
MINIMUM = 12  # hex digits of a hash by which an address may name a version
DIGITS = 16
PAGE = 100  # articles whose old rows are read at a time
_STAMP = "%Y%m%dT%H%M%S%fZ"
_NAME = re.compile(r"(?P<replaced>\d{8}T\d{12}Z)-(?P<hash>[0-9a-f]{16})\.json\.gz")
_UNREADABLE = (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError, AttributeError)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class VersionLimits:
    """Bounds of what is kept; values from calibration/indexing.toml."""

    kept: int  # versions of an article; the oldest go first


LIMITS = parameters(VersionLimits, "indexing", "versions")


@dataclass(frozen=True, slots=True)
class VersionEntry:
    """A version that is kept: the hash of its text, and when an update replaced it (UTC)."""

    hash: str
    replaced: datetime
    path: Path

    @property
    def day(self) -> date:
        """The day on which it was replaced."""
        return self.replaced.date()


@dataclass(frozen=True, slots=True)
class ArticleVersion:
    """An article as it was, with its claims in text order; their copies elsewhere are left out."""

    entry: VersionEntry
    article: Article
    claims: tuple[Claim, ...]

    def claim(self, name: str) -> Claim | None:
        """The claim with this id."""
        return next((claim for claim in self.claims if claim.id == name), None)


def text_hash(text: str) -> str:
    """What an address calls a text: the first 16 hex digits of its SHA-256."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:DIGITS]


class ArticleVersions:
    """The versions beside an index, for reading; what is damaged is logged and ignored."""

    def __init__(self, index: Path) -> None:
        self._folder = index / FOLDER

    def of(self, article: Article) -> tuple[VersionEntry, ...]:
        """The versions of an article, oldest first, without the text in force."""
        entries = _entries(self._folder / _folder_name(article.id))
        if not entries:
            return ()
        now = text_hash(article.text)
        return tuple(entry for entry in entries if entry.hash != now)

    def find(self, article: Article, beginning: str) -> VersionEntry | None:
        """The newest version of an article whose hash begins with at least 12 hex digits."""
        if len(beginning) < MINIMUM:
            return None
        found = (one for one in reversed(self.of(article)) if one.hash.startswith(beginning))
        return next(found, None)

    def read(self, entry: VersionEntry) -> ArticleVersion | None:
        """A version, None where it cannot be read."""
        try:
            rows = json.loads(gzip.decompress(entry.path.read_bytes()))
            article = from_columns(Article, rows["article"])
            if text_hash(article.text) != entry.hash:
                raise ValueError("expected the text of its hash, found another")
            claims = [from_columns(Claim, {**row, "places": "[]"}) for row in rows["claims"]]
        except _UNREADABLE as fault:
            log.warning("%s cannot be read and is ignored: %r", entry.path, fault)
            return None
        ordered = sorted(claims, key=lambda claim: claim.evidence)
        return ArticleVersion(entry, article, tuple(ordered))

    def newest(self, article: Article) -> Iterator[ArticleVersion]:
        """The versions of an article that can be read, newest first."""
        for entry in reversed(self.of(article)):
            if version := self.read(entry):
                yield version

    def with_claim(self, claim: str, articles: Mapping[str, Article]) -> ArticleVersion | None:
        """
        The newest version, of one of ``articles`` by id, that has a claim of this id.

        Reads one version, however many there are.
        """
        place = _claim_places(self._folder, _part(claim)).get(claim)
        entry = _entry(self._folder / place) if place else None
        version = self.read(entry) if entry and entry.path.is_file() else None
        if version is None or version.claim(claim) is None:
            return None
        now = articles.get(version.article.id)
        return version if now and now.text != version.article.text else None


def keep_superseded(index: Path, articles: Mapping[str, Article], now: datetime) -> None:
    """
    Keep the texts of the generation in force that ``articles``, by id, are about to replace.

    Only the holder of the lock may call this, before it publishes. A generation that cannot be read
    leaves no versions, with a warning. Raises StorageError where nothing can be written.
    """
    claims: dict[str, str] = {}
    try:
        for row in _replaced(index, articles):
            with lifecycle.guarded(index):
                path = _write(index / FOLDER, row, now)
            place = path.relative_to(index / FOLDER).as_posix()
            claims |= {str(claim["id"]): place for claim in row["claims"]}
    finally:  # of those that are written
        with lifecycle.guarded(index):
            _add_claims(index / FOLDER, claims)


def tidy(index: Path, articles: Iterable[str]) -> None:
    """
    Delete the versions of all but these articles, and the oldest of those that have too many.

    Only the holder of the lock may call this, after it has published.
    """
    folder = index / FOLDER
    if not folder.is_dir():
        return
    known = {_folder_name(article) for article in articles}
    deleted = False
    with lifecycle.guarded(index):
        for path in folder.iterdir():
            if path.name == CLAIMS or not path.is_dir():
                continue
            surplus = [entry.path for entry in _entries(path)[: -LIMITS.kept]]
            for one in surplus if path.name in known else [path]:
                lifecycle.discard(one)
                deleted = True
        if deleted:
            _prune_claims(folder)


# --- files ----------------------------------------------------------------------------------------


def _folder_name(article: str) -> str:
    """The name of an article's folder: the part of its id that people know, and a hash of it."""
    readable = re.sub(r"[^A-Za-z0-9._-]+", "_", article).lstrip(".")[:40]
    return f"{readable}-{text_hash(article)}"


def _entry(path: Path) -> VersionEntry | None:
    """The entry of a file, None where its name is none of ours."""
    match = _NAME.fullmatch(path.name)
    if match is None:
        return None
    try:
        replaced = datetime.strptime(match["replaced"], _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None
    return VersionEntry(match["hash"], replaced, path)


def _entries(folder: Path) -> list[VersionEntry]:
    """The versions in the folder of one article, oldest first."""
    try:
        paths = sorted(folder.iterdir())
    except OSError:
        return []
    return [entry for path in paths if (entry := _entry(path))]


def _replaced(index: Path, articles: Mapping[str, Article]) -> Iterator[dict[str, Any]]:
    """The rows of articles in force whose text ``articles`` change: "article", and "claims"."""
    try:
        name = lifecycle.current(index)
        if name is None or not (index / name / FILE).is_file():
            return
        records = RecordDatabase.open(index / name / FILE)
        try:
            known = records.fingerprints()
            changed = [
                article.id
                for article in articles.values()
                if known.get(article.id, article.fingerprint) != article.fingerprint
            ]
            for start in range(0, len(changed), PAGE):
                yield from _edited(records, changed[start : start + PAGE], articles)
        finally:
            records.close()
    except RagError as fault:
        log.warning("earlier versions of edited articles cannot be kept: %s", fault)


def _edited(
    records: RecordDatabase, names: Sequence[str], articles: Mapping[str, Article]
) -> Iterator[dict[str, Any]]:
    rows = {str(row["id"]): row for row in records.columns(Article, names)}
    edited = [name for name, row in rows.items() if row["text"] != articles[name].text]
    claims: dict[str, list[dict[str, object]]] = {name: [] for name in edited}
    for row in records.columns(Claim, edited):
        claims[str(row["article"])].append(row)
    yield from ({"article": rows[name], "claims": claims[name]} for name in edited)


def _write(folder: Path, row: dict[str, Any], now: datetime) -> Path:
    """Write one version, and delete the one of the same text from before; raises OSError."""
    article = row["article"]
    place = folder / _folder_name(article["id"])
    place.mkdir(parents=True, exist_ok=True)
    hash = text_hash(article["text"])
    path = place / f"{now.strftime(_STAMP)}-{hash}.json.gz"
    content = gzip.compress(json.dumps(row).encode("ascii"), mtime=0)
    lifecycle.write_file(place, path.name, content)
    for other in _entries(place):
        if other.hash == hash and other.path != path:
            lifecycle.discard(other.path)
    return path


# --- the index of claims --------------------------------------------------------------------------


def _part(claim: str) -> str:
    """The name of the part of the index that has a claim; there are 256."""
    return text_hash(claim)[:2]


def _claim_places(folder: Path, part: str) -> dict[str, str]:
    """The versions of the claims of one part; none where it is damaged."""
    path = folder / CLAIMS / f"{part}.json"
    if not path.is_file():
        return {}
    try:
        places = json.loads(path.read_text(encoding="utf-8"))
        return {str(claim): str(place) for claim, place in places.items()}
    except _UNREADABLE as fault:
        log.warning("%s cannot be read and is ignored: %r", path, fault)
        return {}


def _add_claims(folder: Path, claims: Mapping[str, str]) -> None:
    new: dict[str, dict[str, str]] = {}
    for claim, place in claims.items():
        new.setdefault(_part(claim), {})[claim] = place
    for part, places in new.items():
        _write_places(folder, part, _claim_places(folder, part) | places)


def _prune_claims(folder: Path) -> None:
    """Drop the claims of versions that are deleted."""
    for path in (folder / CLAIMS).glob("*.json"):
        places = _claim_places(folder, path.stem)
        left = {claim: place for claim, place in places.items() if (folder / place).is_file()}
        if not left:
            lifecycle.discard(path)
        elif left != places:
            _write_places(folder, path.stem, left)


def _write_places(folder: Path, part: str, places: Mapping[str, str]) -> None:
    (folder / CLAIMS).mkdir(parents=True, exist_ok=True)
    content = json.dumps(places, sort_keys=True).encode("ascii")
    lifecycle.write_file(folder / CLAIMS, f"{part}.json", content)

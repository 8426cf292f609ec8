"""
The folder of the index: its generations, the one in force, the writer's lock, the readers' leases.

    CURRENT        one line, the name of the generation in force (as in LevelDB and RocksDB)
    LOCK           held by the one writer; LOCK.holder says who that is
    import-report.json   what became of each file in the last update (import_report.py)
    computed.sqlite  what is computed of single articles (computed_values.py)
    arrivals.json  when each article first came in (arrivals.py)
    marks.sqlite   readers' marks and corrections (mark_store.py)
    versions/      earlier versions of edited articles (article_versions.py)
    gen-000002/    a finished generation, never changed again; its file LEASE is what readers lock
    next-x2f1c9/   a generation in the making, or what a killed run left of one

A generation becomes visible by one ``os.replace`` of CURRENT. Before that the old one is in force
and after that the new one, even if a run is killed; the next writer removes what is left over.
"""

import errno
import json
import os
import re
import secrets
import shutil
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from rag.errors import BusyIndexError, StorageError

try:
    import fcntl
except ImportError:  # pragma: no cover - Windows has no flock; `sweep` then keeps the predecessor
    fcntl = None  # type: ignore[assignment]  # a module cannot be typed as optional

CURRENT = "CURRENT"
LOCK = "LOCK"
HOLDER = "LOCK.holder"
LEASE = "LEASE"
NEXT = "next-"
NAME = re.compile(r"gen-(\d{6,})")

LOCK_WAIT = 10.0  # seconds: an update of a few articles beside ours is done by then

_CAUSES = {
    errno.ENOSPC: "no space is left on the disk; free some and run again: onrecord index",
    errno.EDQUOT: "the disk quota is used up; free some space and run again: onrecord index",
    errno.EFBIG: "a file would grow past the size limit; raise it and run again: onrecord index",
    errno.EROFS: "the file system is read-only; name another folder with --index",
    errno.EACCES: "permission is denied; change it, or name another folder with --index",
    errno.EPERM: "permission is denied; change it, or name another folder with --index",
    errno.ENOTDIR: "it is not a folder; name another one with --index",
    errno.EEXIST: "it is not a folder; name another one with --index",
}


@contextmanager
def guarded(index: Path, doing: str = "written") -> Iterator[None]:
    """Turn an OSError into a StorageError that names folder, cause and next step."""
    try:
        yield
    except OSError as error:
        cause = _CAUSES.get(error.errno or 0, f"{error.strerror or error}; check the disk")
        raise StorageError(f"{index} cannot be {doing}: {cause}") from error


def current(index: Path) -> str | None:
    """
    The name of the generation in force, None where no index is built yet.

    Costs one read of a small file, so a page may ask before each draw.
    """
    with guarded(index, "read"):
        try:
            line = (index / CURRENT).read_bytes()
        except FileNotFoundError:
            return None
        except IsADirectoryError as error:
            raise StorageError(
                f"{index / CURRENT}: expected a file that names a generation, found a folder. "
                "Remove it and build the index anew: onrecord index"
            ) from error
    name = line.decode("ascii", "replace").strip()
    if not NAME.fullmatch(name):
        raise StorageError(
            f"{index / CURRENT} should name a generation (gen-000001), it holds {name[:40]!r}. "
            "Build the index anew: onrecord index"
        )
    return name


class Lease:
    """
    A reader's hold on a finished generation: while it lasts, no writer deletes it.

    ``take`` returns None when the generation is deleted; a reader then reads CURRENT again. Where
    the file system has no locks the lease has no effect; `remove_stale` allows for that.
    """

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    @classmethod
    def take(cls, folder: Path) -> "Lease | None":
        """Lock ``folder`` for reading; works on a read-only file system too."""
        try:
            descriptor = os.open(folder / LEASE, os.O_RDONLY)
        except (FileNotFoundError, NotADirectoryError):
            return None
        if fcntl is not None:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:  # a writer is deleting it
                os.close(descriptor)
                return None
            except OSError:
                return cls(descriptor)
        # A writer may have deleted the file between our opening and locking it.
        if os.fstat(descriptor).st_nlink == 0:
            os.close(descriptor)
            return None
        return cls(descriptor)

    def release(self) -> None:
        """End the lease; a second call does nothing."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


@contextmanager
def locked(index: Path, wait: float = LOCK_WAIT) -> Iterator[None]:
    """
    Hold the writer's lock of ``index``, which is made where it is missing.

    Waits ``wait`` seconds for another writer, with a note on stderr, then raises BusyIndexError
    with the process that holds the lock. A lock dies with its process, so none is ever stale.
    """
    from filelock import FileLock, Timeout

    with guarded(index):
        index.mkdir(parents=True, exist_ok=True)
        lock = FileLock(index / LOCK)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            sys.stderr.write(f"{index} is being updated by {_holder(index)}; waiting {wait:g} s\n")
            try:
                lock.acquire(timeout=wait)
            except Timeout:
                raise BusyIndexError(
                    f"{index} is being updated by {_holder(index)}. Wait for it to end, or stop "
                    "it, and run again: onrecord index"
                ) from None
    try:
        with guarded(index):
            since = datetime.now().astimezone().isoformat(timespec="seconds")
            holder = {"pid": os.getpid(), "host": socket.gethostname(), "since": since}
            (index / HOLDER).write_text(json.dumps(holder), encoding="utf-8")
        yield
    finally:
        with suppress(OSError):
            (index / HOLDER).unlink(missing_ok=True)
        lock.release()


def being_written(index: Path) -> bool:
    """
    Whether a process notes that it is updating the index; asks for no lock.

    The note of a process of this machine that has ended does not count.
    """
    try:
        holder = json.loads((index / HOLDER).read_text(encoding="utf-8"))
        if fcntl is not None and holder["host"] == socket.gethostname():  # Windows would end it
            os.kill(int(holder["pid"]), 0)
    except PermissionError:
        return True  # it runs, under another user
    except (OSError, ValueError, KeyError, TypeError, OverflowError):
        return False
    return True


def _holder(index: Path) -> str:
    """The process that holds the lock, in words; its file may be missing or incomplete."""
    try:
        holder = json.loads((index / HOLDER).read_text(encoding="utf-8"))
        return f"process {holder['pid']} on {holder['host']} since {holder['since']}"
    except (OSError, ValueError, KeyError, TypeError):
        return "another process"


def begin(index: Path) -> Path:
    """Create an empty folder for the next generation, under a name that readers ignore."""
    with guarded(index):
        # Not by tempfile, which makes private folders: the index is as open as its folder is.
        folder = index / f"{NEXT}{secrets.token_hex(4)}"
        folder.mkdir()
        return folder


def upcoming(index: Path) -> str:
    """The name of the next generation; the same until that one is published."""
    with guarded(index):
        names = [path.name for path in index.iterdir()]
        with suppress(StorageError):  # a broken CURRENT is what the next generation mends
            names.append(current(index) or "")
    taken = [int(match[1]) for name in names if (match := NAME.fullmatch(name))]
    return f"gen-{max(taken, default=0) + 1:06d}"


def activate(index: Path, draft: Path, name: str) -> None:
    """
    Put the finished ``draft`` in force as ``name``.

    Everything is on the disk before CURRENT names it. Only the holder of the lock may call this.
    """
    with guarded(index):
        (draft / LEASE).touch()
        for folder, _, files in os.walk(draft):
            for file in files:
                _sync(Path(folder) / file)
            _sync(Path(folder))
        draft.rename(index / name)
    try:
        with guarded(index):
            _sync(index)
        switch(index, name)
    except BaseException:
        if current(index) != name:
            discard(index / name)
        raise


def switch(index: Path, name: str) -> None:
    """Make CURRENT name ``name``, atomically and durably."""
    write_file(index, CURRENT, f"{name}\n".encode("ascii"))


def write_file(index: Path, name: str, content: bytes) -> None:
    """Write or replace a file of the index, atomically and durably."""
    with guarded(index):
        temporary = index / f"{NEXT}{name}"
        temporary.write_bytes(content)
        _sync(temporary)
        temporary.replace(index / name)
        _sync(index)


def remove_stale(index: Path) -> None:
    """
    Delete drafts that killed runs left, and generations that are neither in force nor in use.

    Only the holder of the lock may call this. What cannot be deleted stays for the next time.
    """
    with guarded(index):
        for path in index.glob(f"{NEXT}*"):
            discard(path)
        try:
            in_force = current(index)
        except StorageError:
            return  # which generation to keep is unknown until an update rewrites CURRENT
        finished = sorted(
            (int(match[1]), path)
            for path in index.iterdir()
            if (match := NAME.fullmatch(path.name)) and path.name != in_force
        )
    for place, (_, path) in enumerate(finished, 1):
        if _unused(path, newest=place == len(finished)):
            discard(path)


def discard(path: Path) -> None:
    """Delete a file or folder, ignoring errors."""
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink(missing_ok=True)


def _unused(generation: Path, *, newest: bool) -> bool:
    """Whether no reader holds a lease; without locks the newest predecessor counts as held."""
    if fcntl is None:  # pragma: no cover - Windows
        return not newest
    try:
        descriptor = os.open(generation / LEASE, os.O_RDONLY)
    except OSError:
        return True  # never finished, or damaged: no reader can have opened it
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        # Deleted before the lock ends: a reader that opened it notices, and reads CURRENT.
        (generation / LEASE).unlink(missing_ok=True)
    except BlockingIOError:
        return False
    except OSError:
        return not newest
    finally:
        os.close(descriptor)
    return True


def _sync(path: Path) -> None:
    """Write a file or folder through to the disk; some file systems refuse that for folders."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.EBADF, errno.EROFS):
            raise
    finally:
        os.close(descriptor)

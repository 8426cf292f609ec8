"""Standard streams: encoding, closed streams, and output that cannot be written."""

import os
import sys
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path

from rag.errors import StorageError


def prepare_streams() -> None:
    """
    Make results UTF-8 with the line ends of their format, whatever the system prefers.

    A closed stream is replaced by one that discards its input. Bytes of an argument that are not
    text are written as escapes.
    """
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            nowhere = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  - open to the end
            setattr(sys, name, nowhere)
    out = sys.stdout
    if not isinstance(out, TextIOWrapper):  # a caller may have replaced stdout
        return
    with suppress(ValueError):  # closed, or detached from its buffer
        if not out.isatty():
            out.reconfigure(encoding="utf-8", newline="")
        out.reconfigure(errors="backslashreplace")


def drop_results() -> None:
    """Discard what is still to be written to stdout, so that the exit is quiet."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def output_error(error: OSError) -> StorageError:
    """An error of the operating system as a message of one line."""
    cause = error.strerror or str(error)
    if error.filename is not None:
        return StorageError(f"{error.filename}: {cause}. Check the path, its permissions, the disk")
    drop_results()
    return StorageError(
        f"the results cannot be written: {cause}. Make room on the disk, or send them elsewhere"
    )

"""Files that are replaced as a whole or not at all."""

import os
import shutil
from contextlib import suppress
from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """
    Write or replace a file, which keeps its permissions; a link is followed.

    Whoever reads meanwhile has the old content or the new one. Raises OSError; the old content then
    stays, and nothing is left beside it.
    """
    whole = path.resolve()
    draft = whole.with_name(f".{whole.name}.{os.getpid()}")
    try:
        draft.write_bytes(content)
        with suppress(FileNotFoundError):
            shutil.copymode(whole, draft)
        draft.replace(whole)
    except OSError:
        with suppress(OSError):
            draft.unlink()
        raise

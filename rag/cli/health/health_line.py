"""The result of one check of `onrecord doctor`, and what the checks share."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from rag.errors import RagError, StorageError
from rag.settings import Settings
from rag.storage.generation import Generation, open_generation


class HealthState(Enum):
    """Whether something is in order; a note says what an operator may want to know."""

    OK = "ok"
    NOTE = "note"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class HealthCheck:
    """
    One line of the report; ``values`` are its facts for other programs.

    The words of a problem end with the next step.
    """

    name: str
    state: HealthState
    words: str
    values: Mapping[str, object] = field(default_factory=dict)


# None where a check does not apply.
Check = Callable[[Settings], HealthCheck | None]


def checked(name: str, check: Check, settings: Settings) -> HealthCheck | None:
    """The result of a check; what it raises about models, index and disk is a problem."""
    try:
        return check(settings)
    except RagError as error:
        return HealthCheck(name, HealthState.PROBLEM, str(error))
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        words = f"{where}{error.strerror or error}. Check the path, its permissions and the disk"
        return HealthCheck(name, HealthState.PROBLEM, words)


@contextmanager
def generation_in_force(settings: Settings) -> Iterator[Generation]:
    """The generation in force, open for reading. Raises RagError where it cannot be read."""
    generation = None
    try:
        generation = open_generation(settings)
        yield generation
    except (KeyError, TypeError, ValueError) as error:
        raise StorageError(
            f"{settings.index}: the notes of the generation in force are damaged ({error}). "
            "Build it anew: onrecord index"
        ) from error
    finally:
        if generation is not None:
            generation.close()


def size_in_words(size: int) -> str:
    """A number of bytes as people read it: "512 bytes", "2.3 MB"."""
    number = float(size)
    for unit in ("bytes", "kB", "MB", "GB"):
        if number < 1000:
            return f"{number:.0f} {unit}" if unit == "bytes" else f"{number:.1f} {unit}"
        number /= 1000
    return f"{number:.1f} TB"


def folder_size(folder: Path) -> int:
    """The bytes of all files in a folder; 0 where there is none."""
    total = 0
    for place, _, files in os.walk(folder):
        for name in files:
            with suppress(OSError):  # deleted meanwhile
                total += (Path(place) / name).lstat().st_size
    return total

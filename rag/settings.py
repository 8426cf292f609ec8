"""The settings of one run, read from the environment once and frozen."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

BUNDLED_MODEL = "all-MiniLM-L6-v2"
BUNDLED_READER = "onrecord-reader"

# Variable, field, default, meaning: the one source of ``onrecord --help`` and ``from_environment``,
# and, by a test, of the manual.
VARIABLES: tuple[tuple[str, str, str, str], ...] = (
    ("ONRECORD_ARTICLES", "articles", "seeds", "folder of the articles"),
    ("ONRECORD_INDEX", "index", "index", "folder of the index"),
    (
        "ONRECORD_MODEL",
        "model",
        BUNDLED_MODEL,
        "embedding model: the bundled one, or any sentence-transformers name or folder",
    ),
    (
        "ONRECORD_READER",
        "reader",
        BUNDLED_READER,
        "model that reads the evidence: the bundled one, or the folder of a cross-encoder",
    ),
    ("ONRECORD_CHROMA_URL", "chroma_url", "", "a Chroma server; empty: embedded in the index"),
    ("ONRECORD_WORKERS", "workers", "", "processes that read new articles; empty: one a core"),
    ("ONRECORD_LLM", "llm", "", "model name for the optional writer; empty: no language model"),
    ("ONRECORD_LLM_URL", "llm_url", "", "address of an OpenAI-compatible server"),
    ("ONRECORD_LLM_KEY", "llm_key", "", "key of that server"),
    ("ONRECORD_API_TOKEN", "api_token", "", "token that programs must send; empty: none"),
    ("ONRECORD_API_RATE", "api_rate", "", "such as 60/minute; empty: 600/minute, not for loopback"),
    ("ONRECORD_API_CORS", "api_cors", "", "sites whose pages may read the API in a browser"),
    ("ONRECORD_EMBED", "embed", "", "sites that may embed views, such as https://news.example"),
    ("ONRECORD_MARKS", "marks", "yes", "no: readers may not mark"),
    (
        "ONRECORD_UPDATE",
        "update",
        "",
        "yes: readers may add articles, correct lists, update the index",
    ),
)

YES: Final = ("yes", "true", "on", "1")  # anything else is no

# What a Content-Security-Policy takes as a site; "*." stands for any part of a host before it.
SITE: Final = re.compile(r"https?://(\*\.)?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*(:\d{1,5})?/?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Folders, models and servers of one run."""

    articles: Path = Path("seeds")
    index: Path = Path("index")
    model: str = BUNDLED_MODEL
    reader: str = BUNDLED_READER
    chroma_url: str = ""
    workers: str = ""
    llm: str = ""
    llm_url: str = ""
    llm_key: str = field(default="", repr=False)  # a secret, kept out of logs
    api_token: str = field(default="", repr=False)
    api_rate: str = ""
    api_cors: str = ""
    embed: str = ""
    marks: str = "yes"
    update: str = ""

    @property
    def readers_may_update(self) -> bool:
        """Whether readers may add articles, correct lists and update the index."""
        return self.update.casefold() in YES

    @property
    def readers_may_mark(self) -> bool:
        """Whether readers may star, tag, note and check."""
        return self.marks.casefold() in YES

    @property
    def embedding_sites(self) -> tuple[str, ...]:
        """The sites that may embed views, each as scheme, host and perhaps port."""
        return tuple(one.rstrip("/") for one in _given(self.embed) if SITE.fullmatch(one))

    @property
    def api_sites(self) -> tuple[str, ...]:
        """The sites whose pages may read the API, each as scheme, host and perhaps port."""
        unusable = set(self.unusable_api_sites)
        return tuple(one.rstrip("/") for one in _given(self.api_cors) if one not in unusable)

    @property
    def unusable_api_sites(self) -> tuple[str, ...]:
        """What ``api_cors`` has that names no single site."""
        given = _given(self.api_cors)
        return tuple(one for one in given if "*" in one or not SITE.fullmatch(one))

    @property
    def unusable_sites(self) -> tuple[str, ...]:
        """What ``embed`` has that names no site."""
        return tuple(one for one in _given(self.embed) if not SITE.fullmatch(one))

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> "Settings":
        """Settings from environment variables; an empty variable means its default."""
        source = os.environ if environment is None else environment
        values = {name: source.get(variable) or default for variable, name, default, _ in VARIABLES}
        return cls(articles=Path(values.pop("articles")), index=Path(values.pop("index")), **values)


def _given(sites: str) -> list[str]:
    return sites.replace(",", " ").split()

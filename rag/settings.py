"""The settings of one run, read from the environment once and frozen."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

BUNDLED_MODEL = "all-MiniLM-L6-v2"

# Name, field, default, meaning: README's table, ``onrecord --help`` and ``from_environment`` all
# come from here, so that they cannot drift apart.
VARIABLES: tuple[tuple[str, str, str, str], ...] = (
    ("ONRECORD_ARTICLES", "articles", "seeds", "folder of the articles"),
    ("ONRECORD_INDEX", "index", "index", "folder of the index"),
    (
        "ONRECORD_MODEL",
        "model",
        BUNDLED_MODEL,
        "embedding model: the bundled one, or any sentence-transformers name or folder",
    ),
    ("ONRECORD_CHROMA_URL", "chroma_url", "", "a Chroma server; empty: embedded in the index"),
    ("ONRECORD_LLM", "llm", "", "model name for the optional writer; empty: no language model"),
    ("ONRECORD_LLM_URL", "llm_url", "", "address of an OpenAI-compatible server"),
    ("ONRECORD_LLM_KEY", "llm_key", "", "key of that server"),
    ("ONRECORD_UPDATE", "update", "", "yes: readers may update the index from the dashboard"),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things lie and which model is used. No field has a side effect."""

    articles: Path = Path("seeds")
    index: Path = Path("index")
    model: str = BUNDLED_MODEL
    chroma_url: str = ""
    llm: str = ""
    llm_url: str = ""
    llm_key: str = field(default="", repr=False)  # a secret must not end up in a log line
    update: str = ""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> "Settings":
        """Settings as the environment gives them; an empty variable means its default."""
        source = os.environ if environment is None else environment
        values = {name: source.get(variable) or default for variable, name, default, _ in VARIABLES}
        return cls(articles=Path(values.pop("articles")), index=Path(values.pop("index")), **values)

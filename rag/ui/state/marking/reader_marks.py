"""The marks of readers for the pages: whether they are allowed, the store, and undoing."""

import logging
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

import streamlit as st

from rag.desk.marked_places import unchanged
from rag.errors import StorageError
from rag.schema.articles import Article
from rag.schema.claims import Claim
from rag.schema.marks import Mark
from rag.storage.kept.mark_store import FILE, MarkStore
from rag.ui.state import resources

log = logging.getLogger(__name__)

PROBLEM: Final = "mark_problem"  # of the last change, in the session
CHANGED: Final = "mark_changed"  # the last change: the mark before and after


def allowed() -> bool:
    """Whether readers may mark; never in an embedded page."""
    return resources.settings().readers_may_mark and not st.context.is_embedded


def store() -> MarkStore:
    """The marks beside the index of the settings."""
    return MarkStore(resources.settings().index)


def marks() -> Mapping[tuple[str, str], Mark]:
    """All marks by article and claim; none where marking is not allowed, or they are damaged."""
    return _current()[0]


def fault() -> str:
    """Why the marks cannot be read; "" where they can."""
    return _current()[1]


def mark_of(article: Article, claim: Claim) -> Mark | None:
    """The mark on a claim, if its sentences are still those that were marked."""
    mark = marks().get((article.id, claim.id))
    return mark if mark and unchanged(mark, article, claim) else None


def _current() -> tuple[Mapping[tuple[str, str], Mark], str]:
    index = resources.settings().index
    try:
        status = (index / FILE).stat()
    except OSError:
        return {}, ""
    if not allowed():
        return {}, ""
    return _read(index, (status.st_ino, status.st_mtime_ns, status.st_size))


@lru_cache(maxsize=1)
def _read(index: Path, _: tuple[int, int, int]) -> tuple[Mapping[tuple[str, str], Mark], str]:
    """The marks of a file and what is wrong with it; the second argument is its state."""
    try:
        return {mark.subject: mark for mark in MarkStore(index).all()}, ""
    except StorageError as problem:
        log.warning("%s", problem)
        return {}, str(problem)


def put(mark: Mark, before: Mark | None) -> None:
    """Keep a mark in place of another; what went wrong is noted for the page."""
    st.session_state.pop(PROBLEM, None)
    if not allowed():  # a forged request needs no form
        return
    try:
        after = store().put(mark, before)
    except StorageError as problem:
        st.session_state[PROBLEM] = str(problem)
    else:
        st.session_state[CHANGED] = (before, after)


def undo() -> None:
    """Take back this session's last change."""
    before, after = st.session_state.pop(CHANGED, (None, None))
    if before or after:
        put(before or after.cleared(), after)
        st.session_state.pop(CHANGED, None)


def undoable(subject: tuple[str, str]) -> bool:
    """Whether the session's last change was of this mark."""
    return any(mark and mark.subject == subject for mark in st.session_state.get(CHANGED, ()))

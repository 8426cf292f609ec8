"""`onrecord marks`: the marks of readers."""

import argparse
import sys

from rag.cli.terminal import table
from rag.export.marks_csv import marks_csv
from rag.settings import Settings


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Print the marks as a table or as CSV. Raises StorageError."""
    from rag.corpus import Corpus
    from rag.desk.marked_places import located
    from rag.storage.kept.mark_store import MarkStore

    corpus = Corpus.open(settings)
    places = [located(corpus, mark) for mark in MarkStore(settings.index).all()]
    if options.format == "csv":
        rows = [(one.mark, one.article, one.claim, not one.gone) for one in places]
        sys.stdout.writelines(marks_csv(rows))
        return 0
    lines = [
        (
            "yes" if one.mark.star else "",
            f"{one.mark.checked_by}, {one.mark.checked_on}" if one.mark.checked_by else "",
            ", ".join(one.mark.tags),
            one.mark.note,
            one.claim.text if one.claim else one.mark.words,
            one.mark.article,
        )
        for one in places
    ]
    table(("star", "checked", "tags", "note", "claim", "article"), lines)
    return 0

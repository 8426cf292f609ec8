"""What was read from a folder → the import report that is kept with the index."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from rag.ingest.folder import FolderContents
from rag.schema.articles import Article
from rag.schema.reports import ImportedFile, ImportReport, ReadingNote, Skipped


def import_report(
    reading: FolderContents, skipped: Iterable[Skipped], corpus: str, made: datetime | None = None
) -> ImportReport:
    """
    The report of an update that read ``reading``, at the present time unless ``made`` is given.

    ``skipped`` are all faults of the update. One about an article that was read, such as a date
    that cannot be, is a remark on its file.
    """
    of_files = {refusal for file in reading.files for refusal in file.refused}
    known = {article.id for article in reading.articles}
    others = [item for item in skipped if item not in of_files]
    remarks: dict[str, list[ReadingNote]] = {}
    for note in (
        *(ReadingNote(item.file, item.reason) for item in others if item.file in known),
        *reading.notes,
    ):
        remarks.setdefault(note.file, []).append(note)
    earlier = _earlier_prints(reading.articles)
    return ImportReport(
        made=made or datetime.now(UTC).replace(microsecond=0),
        corpus=corpus,
        files=tuple(
            _completed(file, remarks, earlier)
            for file in sorted(reading.files, key=lambda file: file.name)
        ),
        others=tuple(item for item in others if item.file not in known),
        notes=tuple(note for note in reading.notes if note.file not in known),
    )


def _completed(
    file: ImportedFile, remarks: Mapping[str, Sequence[ReadingNote]], earlier: Mapping[str, str]
) -> ImportedFile:
    """A file with the remarks on its articles, and those whose story another one has."""
    return replace(
        file,
        remarks=tuple(note for name in file.articles for note in remarks.get(name, ())),
        same_text=tuple((name, earlier[name]) for name in file.articles if name in earlier),
    )


def _earlier_prints(articles: Iterable[Article]) -> dict[str, str]:
    """Each article whose story is word for word that of an earlier one → the first of them."""
    first: dict[str, str] = {}
    found: dict[str, str] = {}
    for article in articles:
        words = (article.text[span.start : span.end].split() for span in article.story)
        story = " ".join(word for some in words for word in some)
        if story and first.setdefault(story, article.id) != article.id:
            found[article.id] = first[story]
    return found

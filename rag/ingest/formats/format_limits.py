"""Bounds on what is read of foreign formats."""

from dataclasses import dataclass

from rag.calibration.parameters import parameters


@dataclass(frozen=True, slots=True, kw_only=True)
class FormatLimits:
    """
    Bounds for one file; what lies beyond them is refused with the reason.

    ``file_bytes`` hold for a file, ``archive_bytes`` for a web archive, which is read as a stream,
    ``record_bytes`` for one record of it. ``article_characters`` and ``articles`` bound what a
    file gives. ``page_bytes`` and ``elements`` hold for a web page, ``children`` for the
    elements directly within one of it, such as the cells of a row: extraction is quadratic in them.
    ``members``, ``member_bytes``, ``archive_unpacked_bytes`` and ``ratio`` (unpacked to
    packed) hold for zip files. ``memory_bytes``, ``seconds`` and ``processor_seconds`` hold for
    the process that reads, the times for each article or, where a file is one, for the file.
    ``file_seconds`` bound the time that all articles of a file take together. A file of many
    records is given up after more ``deaths`` of the process.
    """

    file_bytes: int
    archive_bytes: int
    record_bytes: int
    article_characters: int
    articles: int
    page_bytes: int
    elements: int
    children: int
    pdf_bytes: int
    pdf_pages: int
    members: int
    member_bytes: int
    archive_unpacked_bytes: int
    ratio: int
    memory_bytes: int
    seconds: int
    file_seconds: int
    processor_seconds: int
    deaths: int


LIMITS = parameters(FormatLimits, "ingest", "format_limits")

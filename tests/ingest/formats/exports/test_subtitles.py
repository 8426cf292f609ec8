"""Transcripts: cues to paragraphs, speakers, times, and captions that roll."""

import io

import pytest

from rag.ingest.formats.exports import subtitles
from rag.ingest.formats.parts import BlockKind, Part, Refused


def read(content: bytes | str) -> Part | Refused:
    data = content.encode() if isinstance(content, str) else content
    (item,) = subtitles.parts(io.BytesIO(data), "talk.srt")
    return item


def only(content: bytes | str) -> Part:
    part = read(content)
    assert isinstance(part, Part), part
    return part


def story(part: Part) -> list[str]:
    return [
        part.text[block.span.start : block.span.end]
        for block in part.blocks
        if block.kind is BlockKind.PARAGRAPH
    ]


def srt(*texts: str, step: int = 1) -> str:
    return "\n".join(
        f"{n + 1}\n00:00:{n * step:02},000 --> 00:00:{n * step + 1:02},000\n{text}\n"
        for n, text in enumerate(texts)
    )


def vtt(*texts: str) -> str:
    cues = (f"00:{n:02}.000 --> 00:{n + 1:02}.000\n{text}\n" for n, text in enumerate(texts))
    return "WEBVTT\n\n" + "\n".join(cues)


def test_cues_are_joined_to_sentences_with_the_time_before_them() -> None:
    part = only(srt("We regret", "this very\nmuch.", "Really."))
    assert part.text == "00:00:00,000\n\nWe regret this very much. Really."
    assert [block.kind for block in part.blocks] == ["entry", "paragraph"]
    assert (part.key, part.known, part.notes) == ("", {}, ())


def test_a_pause_after_a_sentence_begins_a_paragraph() -> None:
    part = only(srt("We regret it.", "Much more", "follows.", step=8))
    assert part.text == "00:00:00,000\n\nWe regret it.\n\n00:00:08,000\n\nMuch more follows."


def test_long_paragraphs_end_with_a_sentence() -> None:
    sentence = "word " * 25 + "end."
    parts = story(only(srt(*[f"{n} {sentence}" for n in range(8)])))
    assert len(parts) == 2
    assert all(part.endswith("end.") for part in parts)
    assert len(story(only(srt(*[f"{n} no full stop " * 10 for n in range(40)])))) > 2


def test_voices_begin_paragraphs() -> None:
    part = only(
        vtt(
            "<v Uwe Lang>We <i>regret</i> it</v>",
            "<v Uwe Lang>very\nmuch.</v>",
            "<v.loud Jane Roe>You &amp; I? <v Uwe Lang>Yes.",
            "Applause.",
        )
    )
    assert story(part) == [
        "Uwe Lang: We regret it very much.",
        "Jane Roe: You & I?",
        "Uwe Lang: Yes.",
        "Applause.",
    ]


def test_printed_speakers_begin_paragraphs_as_written() -> None:
    part = only(
        srt("UWE LANG: We regret", "it", "JANE ROE (shouting): Why?", "Uwe Lang: Because.", "- So?")
    )
    assert story(part) == [
        "UWE LANG: We regret it",
        "JANE ROE (shouting): Why?",
        "Uwe Lang: Because.",
        "- So?",
    ]
    assert story(only(srt(">> We regret it", ">> Why"))) == [">> We regret it", ">> Why"]


def test_a_colon_within_a_sentence_begins_nothing() -> None:
    assert story(only(srt("Yesterday", "He said: we regret it."))) == [
        "Yesterday He said: we regret it."
    ]


def test_rolling_captions_are_read_once() -> None:
    part = only(
        vtt(
            "we<00:00:00.200><c> regret</c>",
            "we regret",
            "we regret\nit very<00:00:02.500><c> much</c>",
            "it very much",
            "it very much\nreally",
        )
    )
    assert story(part) == ["we regret it very much really"]


def test_words_that_are_said_twice_stay() -> None:
    assert story(
        only(srt("No.", "No.", "I said", "never", "so", "then.", "Go", "home.", "Now"))
    ) == ["No. No. I said never so then. Go home. Now"]


def test_what_is_no_cue_is_left_out() -> None:
    part = only(
        "\ufeffWEBVTT - A title\nKind: captions\nLanguage: en\n\nSTYLE\n::cue { color: red }\n\n"
        "NOTE\n00:00.000 --> 00:01.000\nnot said\n\nintro\n00:01.000 --> 00:02.000 align:start\n"
        "{\\an8}<c.yellow>We regret it.</c>\n\nstray\n"
    )
    assert part.text == "00:01.000\n\nWe regret it."
    assert part.known["language"].value == "en"


def test_careless_subrip_loses_no_words() -> None:
    part = only(
        "1\r\n00:00:01,000 --> 00:00:02,000\r\nWe\r\n\r\nregret\r\n2\r\n"
        "00:00:02,000 --> 00:00:03,000\r\nit in\r\n2021\r\n\r\n3\r\n\r\n"
        "0:0:0 x\n"
    )
    assert story(part)[0].startswith("We regret it in 2021")


@pytest.mark.parametrize(
    ("encoding", "note"),
    [
        ("utf-8-sig", ()),
        ("utf-16", ()),
        ("utf-16-le", ("read as UTF-16",)),
        ("cp1252", ("read as Windows-1252",)),
    ],
)
def test_encodings_are_read_and_guesses_said(encoding: str, note: tuple[str, ...]) -> None:
    part = only(srt("“Gräßlich,” he said.").encode(encoding))
    assert story(part) == ["“Gräßlich,” he said."]
    assert part.notes == note


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"WEBVTT\n",
        b"Only words.\n",
        b"\x89PNG\r\n\x1a\n\0\0\0\r",
        b"1\n00:00:01,000 --> 00:00:02,000\n\n",
        b"1\n00:00:01,000 --> 00:00:02,000\n<i></i>\n",
    ],
    ids=["empty", "header", "words", "picture", "no-words", "tags"],
)
def test_what_has_no_words_is_refused(content: bytes) -> None:
    item = read(content)
    assert isinstance(item, Refused)
    assert item.reason


def test_hostile_files_are_read_in_time() -> None:
    for line in (
        "<" * 200_000,
        "A " * 100_000,
        "-->" * 100_000,
        "1:" * 100_000,
        "{\\" * 100_000,
        "<v" + " " * 100_000,
    ):
        assert read(srt(line + "x"))
    assert read(srt("\n".join(["same"] * 20_000), "\n".join(["same"] * 20_000)))


def test_a_file_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    class Small:
        file_bytes = 10

    monkeypatch.setattr(subtitles, "LIMITS", Small)
    assert isinstance(read(srt("We regret it.")), Refused)

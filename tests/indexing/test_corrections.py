"""Corrections of speakers by rows of speakers.csv."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from double import Double

from rag.errors import ArticleError
from rag.indexing import build, check
from rag.indexing.corrections import apply_corrections
from rag.ingest.lists import speaker_list
from rag.ingest.lists.speaker_list import parse
from rag.schema.claims import Claim, ClaimSpeaker, Speaker, joint_name
from rag.schema.reports import IndexDifference, IndexDifferenceKind, Skipped
from rag.settings import Settings
from rag.storage import generation as store

HEADER = "speaker,article,claim,name,role,organisation,actor,note\n"


def rows(*lines: str) -> str:
    return HEADER + "".join(f"{line}\n" for line in lines)


def saying(claim: str, article: str, *names: str, group: str | None = None) -> ClaimSpeaker:
    speakers = tuple(Speaker(name) for name in names)
    return ClaimSpeaker(
        claim=claim,
        article=article,
        group=group or claim,
        mention=joint_name(speakers),
        extracted=speakers,
        linked=speakers,
    )


SAID = (
    saying("1", "a.txt", "Tahsin Khafaji"),
    saying("2", "b.txt", "Khafaji"),
    saying("3", "c.txt", "Khafaji", group="2"),
    saying("4", "c.txt", "Kari Lund", "Omar Saleh"),
    saying("5", "d.txt"),
    saying("6", "d.txt", "Omar Saleh"),
)


def names(*lines: str) -> list[str | None]:
    """The speakers of the claims above after some rows."""
    found = corrected(*lines)[0]
    return [joint_name(found[saying.claim]) for saying in SAID]


def corrected(*lines: str) -> tuple[dict[str, tuple[Speaker, ...]], list[str]]:
    parsed, faults = parse(rows(*lines), "speakers.csv")
    assert faults == ()
    known = {saying.claim: saying.extracted for saying in SAID}
    articles = sorted({saying.article for saying in SAID})
    return apply_corrections(SAID, known, parsed, articles)


UNCHANGED = [joint_name(saying.extracted) for saying in SAID]


# --- what a row does ------------------------------------------------------------------------------


def test_apply_corrections_without_rows_keeps_linked_speakers() -> None:
    assert names() == UNCHANGED


def test_row_merges_two_speakers() -> None:
    assert names("Khafaji,,,Tahsin Khafaji")[:3] == ["Tahsin Khafaji"] * 3


def test_row_for_one_article_splits_a_speaker() -> None:
    assert names("Khafaji,c.txt,,Ali Khafaji")[:3] == ["Tahsin Khafaji", "Khafaji", "Ali Khafaji"]


def test_row_for_one_article_outweighs_one_for_all() -> None:
    found = names("Khafaji,,,Tahsin Khafaji", "Khafaji,c.txt,,Khafaji")
    assert found[:3] == ["Tahsin Khafaji", "Tahsin Khafaji", "Khafaji"]


def test_row_for_one_article_may_use_the_name_that_another_row_gives() -> None:
    found = names("Khafaji,,,Tahsin Khafaji", "Tahsin Khafaji,c.txt,,Ali Khafaji")
    assert found[:3] == ["Tahsin Khafaji", "Tahsin Khafaji", "Ali Khafaji"]


def test_row_for_one_claim_holds_for_its_copies_in_reprints() -> None:
    assert names(",,2,Ali Khafaji")[:3] == ["Tahsin Khafaji", "Ali Khafaji", "Ali Khafaji"]


def test_row_adds_a_speaker_to_an_unattributed_claim() -> None:
    assert names(",,5,Kari Lund")[4] == "Kari Lund"


def test_dash_removes_the_name() -> None:
    assert names("Omar Saleh,,,-")[5] is None


def test_row_about_one_person_renames_a_joint_speaker() -> None:
    found, _ = corrected("Omar Saleh,,,Umar Salih")
    assert found["4"] == (Speaker("Kari Lund"), Speaker("Umar Salih"))


def test_row_about_a_joint_speaker_replaces_all_of_them() -> None:
    found, unfit = corrected("Kari Lund and Omar Saleh,,,The Harbour Board")
    assert (found["4"], unfit) == ((Speaker("The Harbour Board"),), [])


def test_row_changes_the_spelling_of_a_name() -> None:
    assert names("Tahsin Khafaji,,,Tahsin al-Khafaji")[0] == "Tahsin al-Khafaji"


def test_rows_about_a_new_name_apply_in_turn() -> None:
    found = names("Khafaji,,,Tahsin Khafaji", "Tahsin Khafaji,,,Tahseen al-Khafaji")
    assert found[:3] == ["Tahseen al-Khafaji"] * 3


@pytest.mark.parametrize("written", ["khafaji", "Al-Khafaji", " Khafaji "])
def test_rows_match_other_spellings_of_a_name(written: str) -> None:
    assert names(f"{written},,,Tahsin Khafaji")[1] == "Tahsin Khafaji"


def test_row_corrects_role_organisation_and_actor() -> None:
    found, unfit = corrected(
        "Khafaji,,,Tahsin Khafaji",
        "Tahsin Khafaji,,,,,,Iraq",
        "Tahsin Khafaji,a.txt,,,spokesman,Defense Ministry,-",
        ",,3,,adviser",
    )
    assert unfit == []
    assert found["1"] == (Speaker("Tahsin Khafaji", "spokesman", "Defense Ministry", None),)
    assert found["2"] == (Speaker("Tahsin Khafaji", "adviser", None, "Iraq"),)
    assert found["3"] == found["2"]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (
            "Khafji,,,X",
            "line 2, column speaker: expected a speaker of claims, found 'Khafji'. "
            "The row changes nothing. Did you mean 'Khafaji'?",
        ),
        (
            "Zebulon Quux,,,X",
            "line 2, column speaker: expected a speaker of claims, found 'Zebulon Quux'. "
            "The row changes nothing. Take the name from: onrecord claims",
        ),
        (
            "Khafaji,z.txt,,X",
            "line 2, column article: expected an article, found none named z.txt. "
            "The row changes nothing. Take its name from: onrecord articles",
        ),
        (
            "Khafaji,d.txt,,X",
            "line 2, column speaker: expected a speaker of claims in d.txt, found 'Khafaji'. "
            "The row changes nothing. Did you mean 'Khafaji'?",
        ),
        (
            ",,zz,X",
            "line 2, column claim: expected the id of a claim, found 'zz'. "
            "The row changes nothing. Take it from: onrecord claims --format csv",
        ),
    ],
    ids=["near", "unknown", "article", "not there", "claim"],
)
def test_row_without_matching_claim_gives_the_reason(line: str, fault: str) -> None:
    found, unfit = corrected(line, "Khafaji,b.txt,,Tahsin Khafaji")
    assert unfit == [fault]
    assert joint_name(found["2"]) == "Tahsin Khafaji", "one bad row stops no other"


# --- what is wrong with a row ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ([",a.txt,,X"], "line 2, column speaker: expected a speaker, found nothing"),
        (["Khafaji,a.txt"], "line 2: expected a value in one of name, role, organisation, actor"),
        (["Khafaji,,,,,,,see the note"], "line 2: expected a value in one of"),
        (
            ["Khafaji,,,X", "khafaji,,,Y"],
            "line 3: expected one row about this, found another on line 2. Join the two",
        ),
        (["A,,,B,,,,,,x"], "line 2: expected 8 cells, found 10. Put cells that hold commas"),
        (
            ["A B,,,C D", "C D,,,a b"],
            "line 2, column name: expected another name, found 'C D', which leads back to 'A B'",
        ),
        (
            ["A B,,,C D", "C D,,,E F", "E F,,,A B"],
            "line 2, column name: expected another name, found 'C D', which leads back to 'A B'",
        ),
    ],
    ids=["nobody", "nothing", "note alone", "twice", "cells", "swap", "circle"],
)
def test_parse_reports_a_faulty_row_and_keeps_the_others(lines: list[str], reason: str) -> None:
    parsed, faults = parse(rows(*lines, "Kari Lund,,,Kari Berg"), "speakers.csv")
    assert ("Kari Lund", (("name", "Kari Berg"),)) in [(r.speaker, r.changes) for r in parsed]
    assert all(fault.file == "speakers.csv" and fault.fault for fault in faults)
    assert faults[0].reason.startswith(reason)
    assert "\n" not in faults[0].reason


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "line 1: expected a column `speaker`, found an empty line"),
        ("name\nx\n", "expected a column `speaker`, found name"),
        ('speaker,name\n"A,B\n', "line 2: not CSV"),
        ("speaker,name,name\n", "expected one column `name`, found 2"),
    ],
)
def test_parse_raises_for_a_file_of_another_format(content: str, words: str) -> None:
    with pytest.raises(ArticleError, match=re.escape(words)) as caught:
        parse(content, "articles/speakers.csv")
    assert str(caught.value).startswith("articles/speakers.csv")


def test_fingerprint_ignores_column_order_and_notes() -> None:
    one, _ = parse("name,speaker,note\nX Y,A B,because\n", "speakers.csv")
    other, _ = parse("speaker,note,name\n\nA B,,X Y\n", "speakers.csv")
    assert speaker_list.fingerprint(one) == speaker_list.fingerprint(other) != ""
    assert speaker_list.fingerprint(()) == ""


# --- in the index ---------------------------------------------------------------------------------


def claims(settings: Settings) -> dict[str, Claim]:
    generation = store.open_generation(settings)
    try:
        return {claim.text: claim for claim in generation.claims()}
    finally:
        generation.close()


QUAYS = '"All quays are in use since this morning,"'


def test_update_applies_a_correction_without_reading_articles(
    settings: Settings, double: Double
) -> None:
    before = build.update(settings, double)
    assert claims(settings)[QUAYS].speaker == "Kari Lund"
    path = settings.articles / "speakers.csv"
    path.write_text("speaker,name,role\nKari Lund,Kari Berg,port captain\n", encoding="utf-8-sig")
    double.encoded.clear()
    report = build.update(settings, double)
    assert (report.recomputed, report.unchanged, double.encoded) == ((), 3, [])
    assert report.skipped == ()
    assert report.corpus != before.corpus
    claim = claims(settings)[QUAYS]
    assert (claim.speaker, claim.role) == ("Kari Berg", "port captain")
    assert claim.mention == "Kari Lund, the harbour master"
    assert joint_name(claim.extracted_speakers) == "Kari Lund"
    assert check.check(settings) == ()
    again = build.update(settings, double)
    assert again.generation == report.generation
    # The article changes, the correction stays; the correction goes, and all is as before.
    grain = settings.articles / "harbour.txt"
    text = grain.read_text()
    grain.write_text(text.replace("until summer", "until autumn"))
    assert build.update(settings, double).recomputed == ("harbour.txt",)
    assert claims(settings)[QUAYS].speaker == "Kari Berg"
    grain.write_text(text)
    path.unlink()
    assert build.update(settings, double).corpus == before.corpus
    claim = claims(settings)[QUAYS]
    assert (claim.speaker, claim.role) == ("Kari Lund", claim.extracted_speakers[0].role)


def test_every_update_reports_a_row_without_matching_claim(
    settings: Settings, double: Double
) -> None:
    (settings.articles / "speakers.csv").write_text("speaker,name\nKari Lnd,Kari Berg\n")
    expected = Skipped(
        "speakers.csv",
        "line 2, column speaker: expected a speaker of claims, found 'Kari Lnd'. "
        "The row changes nothing. Did you mean 'Kari Lund'?",
        fault=True,
    )
    first, second = (build.update(settings, double) for _ in range(2))
    assert first.skipped == second.skipped == (expected,)
    assert first.generation == second.generation


def test_check_reports_corrections_not_applied_yet(settings: Settings, double: Double) -> None:
    build.update(settings, double)
    (settings.articles / "speakers.csv").write_text("speaker,name\nKari Lund,Kari Berg\n")
    assert check.check(settings) == (
        IndexDifference(file="speakers.csv", kind=IndexDifferenceKind.CORRECTIONS),
    )


def test_update_keeps_the_index_when_corrections_are_unreadable(
    settings: Settings, double: Double
) -> None:
    build.update(settings, double)
    before = claims(settings)
    (settings.articles / "speakers.csv").write_bytes(b"speaker,name\ncaf\0\xe9,x\n")
    with pytest.raises(ArticleError, match=r"speakers.csv: not a text"):
        build.update(settings, double)
    assert claims(settings) == before


def test_update_links_speakers_over_all_articles(settings: Settings, double: Double) -> None:
    (settings.articles / "later.txt").write_text("Quays\n\nLund said the quays were open.\n")
    build.update(settings, double)
    found = {claim.article: claim for claim in claims(settings).values() if claim.mention == "Lund"}
    assert found["later.txt"].speaker == "Kari Lund"
    assert joint_name(found["later.txt"].extracted_speakers) == "Lund"
    # Another Lund comes in: the surname alone says no longer who is meant, nothing is read again.
    (settings.articles / "other.txt").write_text("Fish\n\nPeter Lund said the fish was gone.\n")
    assert build.update(settings, double).recomputed == ("other.txt",)
    found = {claim.article: claim for claim in claims(settings).values() if claim.mention == "Lund"}
    assert found["later.txt"].speaker == "Lund"
    assert check.check(settings) == ()


def test_order_of_updates_does_not_change_speakers(
    settings: Settings, double: Double, tmp_path: Path
) -> None:
    later = "Quays\n\nLund said the quays were open.\n"
    (settings.articles / "later.txt").write_text(later)
    (settings.articles / "speakers.csv").write_text(
        "speaker,article,name\nLund,later.txt,K. Lund\n"
    )
    build.update(settings, double)
    steps = replace(settings, articles=tmp_path / "steps", index=tmp_path / "other")
    steps.articles.mkdir()
    (steps.articles / "later.txt").write_text(later)
    build.update(steps, double)
    for path in sorted(settings.articles.iterdir(), reverse=True):
        (steps.articles / path.name).write_bytes(path.read_bytes())
        build.update(steps, double)
    assert claims(steps) == claims(settings)

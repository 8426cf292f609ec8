"""Speakers as rows, with their spellings and those that may be the same."""

import csv
import io
import json

from record_tools import make_claim

from rag.export import speakers_csv
from rag.ingest.lists import speaker_list
from rag.schema.articles import Span
from rag.schema.claims import Claim, Kind, Speaker

PREMIER = Speaker("Mustafa al-Kadhimi", "Prime Minister", None, "Iraq")
OTHER = Speaker("Mustapha Al-Kazemi")


def claim(n: int, *speakers: Speaker, extracted: tuple[Speaker, ...] = (), mention: str) -> Claim:
    return make_claim(
        f"c{n}", f"a{n}.txt", Kind.DIRECT, (), (), (Span(0, 5),), text="words",
        speakers=speakers, extracted_speakers=extracted or speakers, mention=mention,
    )  # fmt: skip


CLAIMS = [
    claim(0, PREMIER, mention="Kazimi"),
    claim(1, PREMIER, extracted=(Speaker("M. al-Kadhimi"),), mention="M. al-Kadhimi"),
    claim(2, OTHER, mention="Al-Kazemi"),
    claim(3, Speaker(), mention="officials"),
]


def test_speakers_count_claims_and_collect_spellings() -> None:
    first, second = speakers_csv.speakers(CLAIMS)
    assert first.cells == {
        "speaker": "Mustafa al-Kadhimi",
        "role": "Prime Minister",
        "organisation": None,
        "actor": "Iraq",
        "claims": 2,
        "articles": 2,
        "also_written": ["Kazimi", "M. al-Kadhimi"],
        "may_be_the_same_as": ["Mustapha Al-Kazemi"],
        "speakers_csv": None,
    }
    assert second.name == "Mustapha Al-Kazemi"


def test_row_of_a_proposal_can_be_pasted_into_speakers_csv() -> None:
    rows = [one.row for one in speakers_csv.speakers(CLAIMS) if one.row]
    head = "speaker,article,claim,name,role,organisation,actor,note"
    corrections, faults = speaker_list.parse("\n".join([head, *rows]), "speakers.csv")
    assert not faults
    assert [(row.speaker, dict(row.changes)["name"]) for row in corrections] == [
        ("Mustapha Al-Kazemi", "Mustafa al-Kadhimi")
    ]


def test_speakers_for_different_countries_are_not_proposed() -> None:
    other = Speaker("Mustapha Al-Kazemi", actor="Kuwait")
    found = speakers_csv.speakers([CLAIMS[0], claim(1, other, mention="Al-Kazemi")])
    assert [one.may_be for one in found] == [(), ()]


def test_csv_and_json_lines_hold_the_same() -> None:
    found = speakers_csv.speakers(CLAIMS)
    rows = list(csv.DictReader(io.StringIO("".join(speakers_csv.speakers_csv(found)))))
    lines = [json.loads(line) for line in speakers_csv.speakers_jsonl(found)]
    assert [row["speaker"] for row in rows] == [line["speaker"] for line in lines]
    assert rows[0]["also_written"] == "; ".join(lines[0]["also_written"])
    assert tuple(rows[0]) == tuple(lines[0]) == speakers_csv.COLUMNS

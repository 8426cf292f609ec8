"""Names in questions that are spelt otherwise than in the articles."""

from collections.abc import Collection
from contextlib import closing
from pathlib import Path

import pytest
from record_tools import make_claim

from rag.corpus import Corpus
from rag.indexing import build
from rag.retrieval.speaker_spellings import SpeakerSpellings
from rag.schema.articles import Span
from rag.schema.claims import Speaker
from rag.settings import Settings

# Speaker as linked, and as each article writes it.
SPEAKERS = {
    "Mustafa al-Kazimi": ["Mustafa al-Kazimi", "Mustafa al-Kadhimi", "Mustapha Al-Kadhemi"],
    "Qassim Suleimani": ["Qassim Suleimani"],
    "Ragıp Yıldız": ["Ragıp Yıldız"],
    "Fatma Şahin": ["Fatma Şahin"],
    "Hossein Amir-Abdollahian": ["Hossein Amir-Abdollahian"],
    "Ahmed Salim": ["Ahmed Salim"],
    "Omar Salam": ["Omar Salam"],
    "Ali Hashemi": ["Ali Hashemi"],
    "Reza al-Hashimi": ["Reza al-Hashimi"],
    "Mark Clark": ["Mark Clark"],
    "Omar Reed": ["Omar Reed"],
    "Jane Doe": ["Jane Doe", "John Smith"],  # corrected in speakers.csv
}
ARTICLES = {
    "a.txt": "Port\n\nThe port will be dredged, Prime Minister Mustafa al-Kadhimi said.\n",
    "b.txt": "Cuts\n\nPrime Minister Mustafa al-Kadhimi said the budget would pass in March.\n",
    "c.txt": "Cuts\n\nPrime Minister Mustapha Al-Kazemi said the talks had been frank.\n",
    "d.txt": "Bridge\n\nMinister Ragıp Yıldız said on Monday that the bridge would open in June.\n",
}
QUESTIONS = [
    ("What did Kazimi say about the port?", "dredged", "“kadhimi” instead of “kazimi”"),
    ("What did Kazemi say about the budget?", "in March", "“kadhimi” instead of “kazemi”"),
    ("What did Kademi say about the talks?", "frank", "“kadhimi” instead of “kademi”"),
    ("What did Yildiz say about the bridge?", "in June", "“yıldız” instead of “yildiz”"),
]
PRINTED = "kazimi kadhimi kadhemi suleimani salim salam hashemi hashimi clark reed doe smith sahin"


def spellings() -> SpeakerSpellings:
    claims = [
        make_claim(
            f"{name}{n}",
            content=(Span(0, 5),),
            speakers=(Speaker(name),),
            extracted_speakers=(Speaker(written),),
        )
        for name, forms in SPEAKERS.items()
        for n, written in enumerate(forms)
    ]
    return SpeakerSpellings(claims)


def reading(asked: str, printed: Collection[str] = tuple(PRINTED.split())) -> dict[str, str]:
    return dict(spellings().reading(tuple(asked.split()), lambda term: int(term in printed)))


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("kazemi", {"kazemi": "kazimi"}),
        ("kademi", {"kademi": "kazimi"}),
        ("al-kadhimi", {"al-kadhimi": "kazimi"}),
        ("kadhimi", {"kadhimi": "kazimi"}),
        ("prime minister kazemi", {"kazemi": "kazimi"}),
        ("mustapha kazemi", {"mustapha": "mustafa", "kazemi": "kazimi"}),
        ("soleymani", {"soleymani": "suleimani"}),
        ("qasem soleimani", {"qasem": "qassim", "soleimani": "suleimani"}),
        ("yildiz", {"yildiz": "yıldız"}),
        ("shahin", {"shahin": "şahin"}),
        ("amirabdollahian", {"amirabdollahian": "amir-abdollahian"}),
        ("ali hashimy", {"hashimy": "hashemi"}),
    ],
)
def test_other_spelling_is_read_as_its_only_speaker(asked: str, expected: dict[str, str]) -> None:
    assert reading(asked) == expected


@pytest.mark.parametrize(
    "asked",
    "kazimi|suleimani|clark|ali kazemi|salem|hashimy|clerk|reid|smith|".split("|"),
    ids=[
        "as listed", "as printed", "English", "other given name", "Salim or Salam",
        "two speakers", "English by sound", "English surname", "corrected name", "nothing",
    ],
)  # fmt: skip
def test_name_is_kept_where_no_speaker_or_several_fit(asked: str) -> None:
    assert reading(asked) == {}


def test_printed_word_is_no_other_spelling() -> None:
    assert reading("kazemi", printed=("kazemi", "kazimi")) == {}


def test_others_are_the_spellings_of_one_speaker() -> None:
    known = spellings()
    assert known.others("kazimi") == {"kadhimi", "kadhemi"}
    assert known.others("suleimani") == frozenset()
    assert known.others("nobody") == frozenset()
    assert SpeakerSpellings([]).others("kazimi") == frozenset()


def test_answer_says_how_a_name_was_read(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    settings = Settings(articles=folder, index=tmp_path / "index")
    build.update(settings)
    with closing(Corpus.open(settings)) as corpus:
        assert {claim.speaker for claim in corpus.claims()} == {
            "Mustafa al-Kadhimi",
            "Ragıp Yıldız",
        }
        for question, words, reading in QUESTIONS:
            answer = corpus.ask(question)
            assert answer.reason is None, question
            assert any(words in citation.quote for citation in answer.citations)
            assert any(reading in how for how in answer.understood)

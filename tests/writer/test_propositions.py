"""A parsed sentence: reports with their speakers, and the words of what is said."""

import pytest

from rag.writer.propositions import parsed, plain


@pytest.mark.parametrize(
    ("text", "speakers", "roots"),
    [
        ("Kari Lund said that the port will close.", ("Lund",), ["close"]),
        ("“The port will close,” Lund said on Friday.", ("Lund",), ["close"]),
        ("According to Lund, the port will close.", ("Lund",), ["close"]),
        ("Lund and Berg said the port will close.", ("Lund", "Berg"), ["close"]),
        ("Lund said the port will close and the bridge will open.", ("Lund",), ["close", "open"]),
        ("The port will close.", (), ["close"]),
        ("Lund did not say that the port will close.", (), ["say"]),
        ("Lund might say that the port will close.", (), ["say"]),
    ],
)
def test_report_is_taken_apart(text: str, speakers: tuple[str, ...], roots: list[str]) -> None:
    (sentence,) = parsed(text)
    assert tuple(s for report in sentence.reports for s in report.speakers) == speakers
    assert [sentence.doc[root].text for root in sentence.roots] == roots


def test_report_holds_the_words_beside_its_speaker() -> None:
    (sentence,) = parsed("Kari Lund told the Gazette on Friday that the port will close.")
    (report,) = sentence.reports
    assert report.plain
    assert set(report.others) == {"Friday", "Kari", "Gazette"}


def test_report_with_a_clause_of_its_own_is_not_plain() -> None:
    (sentence,) = parsed("Lund, who lied, said that the port will close.")
    assert not sentence.reports[0].plain


def test_subject_is_that_of_each_joined_verb() -> None:
    (sentence,) = parsed("Lund came and left.")
    (subject,) = (word for word in sentence.words.values() if word.text == "Lund")
    assert [sentence.doc[head].text for _, head in subject.links] == ["came", "left"]


def test_plain_text_has_no_quotation_marks() -> None:
    assert plain("“I don’t,” 'she'  said—once.") == "I don't, she said - once."

"""Frames of source, cue and content from grammar."""

import pytest
from extraction import article_of, claims_of

from rag.attribution.frame_parser import frames
from rag.attribution.frames import Frame
from rag.attribution.paragraphs import article_paragraphs
from rag.schema.claims import Kind


def frames_of(text: str) -> tuple[Frame, ...]:
    (found,) = frames(article_paragraphs(article_of(text)))
    return found


def test_frames_hold_exact_spans_of_the_article() -> None:
    text = "“All is well,” said Kari Lund, who heads the port."
    (frame,) = frames_of(text)
    assert frame.source is not None
    assert frame.cue is not None
    parts = [text[s.start : s.end] for s in (*frame.content, frame.cue, frame.source)]
    assert parts == ["“All is well,”", "said", "Kari Lund"]


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("“All is well.”", "bare_quotation"),
        ("Kari Lund endorsed the plan.", "attitude"),
        ("Kari Lund said of the hall:", "introduces_quotation"),
        ("And from Chairwoman Kari Lund:", "introduces_quotation"),
        ("She said that all was well.", "pronoun"),
        ("LUND: I said that all was well.", "speaker_label"),
    ],
)
def test_frames_are_marked_by_their_form(text: str, mark: str) -> None:
    assert getattr(frames_of(text)[0], mark)


def test_frames_come_for_each_paragraph_in_order() -> None:
    paragraphs = article_paragraphs(article_of("Prices rose.\n\nKari Lund said that it rained."))
    assert [len(found) for found in frames(paragraphs)] == [0, 1]


@pytest.mark.parametrize(
    ("text", "speaker", "content", "kind"),
    [
        pytest.param(
            'Minister Olha Petrenko told reporters: "We expect a good harvest."',
            "Olha Petrenko", '"We expect a good harvest."', Kind.DIRECT, id="colon",
        ),
        pytest.param(
            "“We will not leave,” said Kari Lund.",
            "Kari Lund", "“We will not leave,”", Kind.DIRECT, id="inverted",
        ),
        pytest.param(
            "Kari Lund said that no ship had been damaged.",
            "Kari Lund", "no ship had been damaged", Kind.INDIRECT, id="that",
        ),
        pytest.param(
            "Kari Lund said no ship had been damaged.",
            "Kari Lund", "no ship had been damaged", Kind.INDIRECT, id="no that",
        ),
        pytest.param(
            "No ship had been damaged, Kari Lund said.",
            "Kari Lund", "No ship had been damaged", Kind.INDIRECT, id="clause first",
        ),
        pytest.param(
            "According to Kari Lund, no ship had been damaged.",
            "Kari Lund", "no ship had been damaged", Kind.INDIRECT, id="according to",
        ),
        pytest.param(
            "The port opened in 1834, according to Kari Lund, and the town built a new and much "
            "larger harbour for the fishing boats of the whole coast.",
            "Kari Lund", "The port opened in 1834", Kind.INDIRECT, id="according to, and",
        ),
        pytest.param(
            "Kari Lund said the harbour was “as good as new” again.",
            "Kari Lund", "the harbour was “as good as new” again", Kind.MIXED, id="mixed",
        ),
    ],
)  # fmt: skip
def test_forms_of_reported_speech(text: str, speaker: str, content: str, kind: Kind) -> None:
    (claim,) = claims_of(text)
    assert (claim.speaker, claim.text, claim.kind) == (speaker, content, kind)


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("“Is it over?” Lund continued. “Is it?”", "Lund", "“Is it over?” … “Is it?”"),
        ("“Well, they did…” Lund said. “Yes.”", "Lund", "“Well, they did…” … “Yes.”"),
        ("“We never did.” Lund said.", "Lund", "“We never did.”"),
        ("“We never did it at all.” — Kari Lund", "Kari Lund", "“We never did it at all.”"),
        ("Kari Lund: “We never did it at all.”", "Kari Lund", "“We never did it at all.”"),
        ('"We won," added a sailor. "Twice."', None, '"We won," … "Twice."'),
        (
            "The end of the war, said Kari Lund, was near.",
            "Kari Lund",
            "The end of the war … was near",
        ),
        ("The hall, Kari Lund said, was empty.", "Kari Lund", "The hall … was empty"),
        (
            "These clerks, Kari Lund explained earlier in the week, were “well-paid”.",
            "Kari Lund",
            "These clerks … were “well-paid”",
        ),
        (
            "Kari Lund says she hopes to win, but she knows that “Ruiz will be the queen.”",
            "Kari Lund",
            "she hopes to win, but she knows that “Ruiz will be the queen.”",
        ),
        (
            "Kari Lund said she wanted to speak “plainly” and let them know that “it is over.”",
            "Kari Lund",
            "she wanted to speak “plainly” and let them know that “it is over.”",
        ),
        (
            "“What he calls “hell” is home.” ― Kari N Lund",
            "Kari N Lund",
            "“What he calls “hell” is home.”",
        ),
        ("“We go on,” said Lund in Bergen.", "Lund", "“We go on,”"),
        ("“We go on,” said Kari Lund at a hearing in Bergen.", "Kari Lund", "“We go on,”"),
        ("“We go on,” said a spokesman, in Bergen.", None, "“We go on,”"),
        ("He told the crowd he’s had a good life.", None, "he’s had a good life"),
        (
            "Kari Lund issued a statement saying the hall was safe.",
            "Kari Lund",
            "the hall was safe",
        ),
        ("Kari Lund said of the hall:\n“It was empty.”", "Kari Lund", "“It was empty.”"),
    ],
)
def test_attributions_of_every_form_are_parsed(
    text: str, speaker: str | None, content: str
) -> None:
    (claim,) = claims_of(text)
    assert claim.text == content
    assert claim.speaker == speaker


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "Rents rose in May, according to data released on Friday by the town of Lund.",
            "Rents rose in May",
        ),
        ("According to a survey made for the town, rents rose.", "rents rose"),
        (
            "The rate is hovering around 15%, according to Kari Lund.",
            "The rate is hovering around 15%",
        ),
        ("That rate is too high, Kari Lund said.", "That rate is too high"),
        ("That was more than last year, Kari Lund said.", "That was more than last year"),
        ("Kari Lund found that rents rose, and also said wages fell.", "found that rents rose"),
        ("They object: “Why should we wait?” wrote Kari Lund.", "“Why should we wait?”"),
    ],
    ids=["participle", "made for", "per cent", "that rate", "that was", "and", "colon"],
)
def test_content_is_what_was_said_and_all_of_it(text: str, content: str) -> None:
    assert claims_of(text)[0].text == content

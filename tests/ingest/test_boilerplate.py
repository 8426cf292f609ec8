"""Segmentation of articles into story and boilerplate."""

import csv
from pathlib import Path

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from rag.ingest.boilerplate import StorySegments, segment_story
from rag.text.sentences import paragraphs

SEEDS = Path(__file__).parents[2] / "seeds"
PROSE = (
    "The minister said on Monday that the talks with the other side would go on until the autumn."
)
MORE = (
    "He added that nothing had been signed, and that nobody should expect a treaty before winter."
)
LAST = (
    "Observers from nine countries had watched the meeting, which lasted for most of the afternoon."
)


def read(name: str) -> str:
    (path,) = SEEDS.glob(f"{name}_*.txt")
    return path.read_bytes().decode("utf-8")


def title(name: str) -> str:
    with (SEEDS / "articles.csv").open(encoding="utf-8", newline="") as file:
        return next(row["title"] for row in csv.DictReader(file) if row["file"].startswith(name))


def story(text: str, headline: str | None = None) -> list[str]:
    return [text[span.start : span.end] for span in segment_story(text, headline).story]


def gaps(text: str, headline: str | None = None) -> dict[str, str]:
    return {text[g.span.start : g.span.end]: g.kind for g in segment_story(text, headline).gaps}


def assert_exact(text: str, marked: StorySegments) -> None:
    spans = sorted([*marked.story, *(gap.span for gap in marked.gaps)])
    covered = [False] * len(text)
    for span in spans:
        cut = text[span.start : span.end]
        assert cut == cut.strip()
        for at in range(span.start, span.end):
            assert not covered[at], "a character is marked twice"
            covered[at] = True
    for at, character in enumerate(text):
        assert covered[at] or character.isspace(), "a character is not marked"
    assert list(marked.story) == sorted(marked.story)
    lines = paragraphs(text)
    for span in marked.story:
        assert any(line.start <= span.start and span.end <= line.end for line in lines)


LINES = st.sampled_from(
    [
        PROSE, MORE, LAST, "", "  ", "Comments", "No comments:", "Post a comment", "## A heading",
        "Advertisement", "BAGHDAD (Reuters) - " + PROSE, "© New York Times", "Getty.", "> " + MORE,
        "By Jane Doe", "18.01.2019", "Read more: this", "A Headline Without Any Stop at Its End",
        "* * *", "\ufeff", "TRUMP: We will win.", "“Quoted.”–.html", "Related articles", "x",
        "3 comments", "Reply", "(CNN) -", "> ", "BAGHDAD –", "\\*Daesh is banned", "---",
        "Daesh\\* is here.",
    ]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.one_of(LINES, st.text(max_size=60)), max_size=14),
    st.sampled_from(["\n", "\r\n", "\n\n", "\r"]),
)
@example(["\ufeff", PROSE], "")
@example(["BAGHDAD (Reuters) -"], "\n")
@example([".html"], "\n")
def test_story_and_gaps_hold_each_character_once(lines: list[str], end: str) -> None:
    text = end.join(lines)
    assert_exact(text, segment_story(text))
    assert_exact(text, segment_story(text, lines[0] if lines else None))


@settings(max_examples=100, deadline=None)
@given(st.lists(LINES, max_size=10))
def test_prose_stays_story(lines: list[str]) -> None:
    count = lines.index("3 comments") if "3 comments" in lines else len(lines)
    assume("Reply" not in lines[count:])  # else the readers' comments begin at their count
    text = "\n".join(lines)
    kept = " ".join(story(text))
    for prose in (PROSE, MORE, LAST):
        assert (prose in kept) == (prose in text)


@pytest.mark.parametrize("name", ["000", "001", "002", "003", "004"])
def test_seeds_are_marked_exactly(name: str) -> None:
    text = read(name)
    assert_exact(text, segment_story(text))
    assert_exact(text, segment_story(text, title(name)))


@pytest.mark.parametrize("given_title", [True, False], ids=["title given", "title not given"])
def test_masthead_title_date_dateline_and_footnote_are_boilerplate(given_title: bool) -> None:
    text = read("000")
    left_out = gaps(text, title("000") if given_title else None)
    assert list(left_out.values()) == [
        *["masthead"] * 5, "title", "date", "source", "dateline", "footnote", "credit",
    ]  # fmt: skip
    told = story(text, title("000"))
    assert told[0].startswith("Iraq does not need and will not need foreign troops")
    assert told[-1].endswith("eliminating Daesh sleeper cells.")
    assert len(told) == 9


def test_photo_credit_and_caption_are_boilerplate() -> None:
    text = read("001")
    assert list(gaps(text, title("001")).values()) == ["credit", "caption"]
    assert story(text)[0].startswith("Iraq does not need")


@pytest.mark.parametrize("given_title", [True, False], ids=["title given", "title not given"])
def test_blog_furniture_is_boilerplate_and_paraphrase_is_story(given_title: bool) -> None:
    text = read("002")
    left_out = gaps(text, title("002") if given_title else None)
    assert list(left_out) == [
        "Thursday, August 15, 2024",
        "Foreign Ministry: There are no US forces in Iraq, only\xa0advisers",
        "Baghdad – Mil",
        "–.html",
        "No comments:",
        "Post a Comment",
    ]
    told = story(text)
    assert told[5].endswith("between Iraq and the United States.”")
    assert told[-1].endswith("as well as the Iraqi Constitution.")
    assert len(told) == 10


def test_second_printing_and_comment_policy_are_boilerplate() -> None:
    text = read("003")
    reasons = list(gaps(text).values())
    assert reasons[0] == "dateline"
    told = story(text)
    assert told[0].startswith("Troops from the Global Coalition")
    assert told[-1].endswith("“rapidly over the course of three years.”")
    assert len(told) == len(set(told)) == 11
    marked = segment_story(text)
    assert sum(gap.kind == "second printing" for gap in marked.gaps) == 10
    assert [gap.kind for gap in marked.gaps][-6:] == ["comments", *["comment policy"] * 5]


@pytest.mark.parametrize("given_title", [True, False], ids=["title given", "title not given"])
def test_title_without_blank_line_is_boilerplate_and_standfirst_is_story(given_title: bool) -> None:
    text = read("004")
    assert list(gaps(text, title("004") if given_title else None).values()) == ["title"]
    assert story(text)[0].startswith("During his visit to Washington")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Advertisement", "advertisement"),
        ("Story continues below advertisement", "advertisement"),
        ("Read more: Minister resigns over talks", "link"),
        ("Related: Minister resigns over talks", "link"),
        ("Watch the full interview below:", "link"),
        ("Click here to read the report", "link"),
        ("Share this", "share"),
        ("Facebook Twitter WhatsApp Email", "share"),
        ("Subscribe to our newsletter", "subscribe"),
        ("Sign up for our free daily newsletter", "subscribe"),
        ("Follow us on Twitter", "subscribe"),
        ("Follow Jane Doe on Twitter @janedoe.", "subscribe"),
        ("© 2024 Gazette Media. All rights reserved.", "copyright"),
        ("Copyright 2016 The Gazette Company", "copyright"),
        ("Photo: Gazette", "credit"),
        ("Photo by Ann Lee", "credit"),
        ("(Photo by Ann Lee/Gazette)", "credit"),
        ("Image: Reuters", "credit"),
        ("John Moore/Getty Images.", "credit"),
        ("© Gazette", "credit"),
        ("(Reporting by Ann Lee; Editing by Bob Ray)", "credit"),
        ("File photo: Soldiers at the base", "caption"),
        ("[1/3] The minister speaks in Baghdad. REUTERS/Ann Lee/File Photo", "caption"),
        ("The minister speaks in Baghdad. REUTERS/Ann Lee", "caption"),
        ("[File: Ann Lee/Reuters]", "caption"),
        ("Home / News / Middle East", "label"),
        ("Soldiers stand at the base. (Ann Lee/AFP/Getty Images)", "caption"),
        ("[Video: Full speech (9/17/16) Watch on YouTube.]", "video"),
        ("ABSTRACT.", "label"),
        ("FULL TEXT.", "label"),
        ("Tags: talks, treaty, minister", "label"),
        ("3 min read", "label"),
        ("(With inputs from agencies)", "credit"),
        ("2:45 p.m.", "clock"),
        ("___.", "markup"),
        ("* * *", "markup"),
        ("<div class='x'>", "markup"),
        ("![A base](base.jpg)", "markup"),
        ("## What comes next", "heading"),
        ("**What comes next**", "heading"),
        ("Published: 24 August 2020, 10:15 GMT", "date"),
        ("Thursday, August 15, 2024", "date"),
    ],
)  # fmt: skip
def test_furniture_is_recognised_by_its_form(line: str, reason: str) -> None:
    text = "\n\n".join(["# The headline of it all", PROSE, line, MORE])
    assert gaps(text)[line] == reason
    assert story(text) == [PROSE, MORE]


@pytest.mark.parametrize(
    "line",
    [
        "Comments",
        "Comments on the deal were scarce.",
        "He told Reuters.",
        "“See for yourself what happened here.”",
        "Sign up for the army, he urged them.",
        "Follow the money, she said.",
        "Share prices fell.",
        "No comment was given by the ministry.",
        "Related talks were held in Vienna.",
        "“I love you,” he said.",
        "Copyright law was on the table too.",
        "Read my lips: no new taxes.",
        "NATO - which had no part in it - was silent.",
        "Join us on Friday, the mayor told them.",
        "The photo: a hoax.",
        "He works for the AP/UPI pool, she said.",
        "The yes/no/maybe answer was a joke.",
        "TRUMP: We will win.",
        "At 2:45 p.m. the doors closed.",
        "It was 18.01.2019 when the talks began.",
        "(Laughter.)",
        "*The figures are those of the ministry.",
        "By Friday, the talks had failed.",
    ],
)
def test_story_that_resembles_furniture_is_kept(line: str) -> None:
    text = "\n\n".join([PROSE, MORE, line, LAST])
    assert LAST in story(text)
    if line != "Comments":
        assert line in story(text)


def test_story_below_a_lone_word_comments_is_kept() -> None:
    text = "\n".join([PROSE, MORE, "Comments", LAST])
    assert story(text)[:2] == [PROSE, MORE]
    assert story(text)[-1] == LAST


@pytest.mark.parametrize(
    "below",
    [
        ["We welcome comments that keep to our guidelines.", "Post a comment"],
        [
            "Your email address will not be published. Required fields are marked *",
            "Name",
            "Website",
        ],
        ["Please log in to leave a comment.", "Share this", "© 2024 Gazette"],
        [],
    ],
    ids=["policy", "form", "log in", "nothing"],
)
def test_comment_section_at_the_end_is_boilerplate(below: list[str]) -> None:
    for header in ("Comments", "Leave a Reply", "Post a comment"):
        assert story("\n".join([PROSE, MORE, header, *below])) == [PROSE, MORE]


def test_reader_comments_are_boilerplate() -> None:
    text = "\n".join(
        [PROSE, MORE, "2 comments:", "Anonymous said...", LAST, "Reply", "Ann says:", "No!"]
    )
    assert story(text) == [PROSE, MORE]


@pytest.mark.parametrize(
    ("dateline", "kept"),
    [
        ("BAGHDAD (Sputnik) [ ", ""),
        ("WASHINGTON (Reuters) - ", ""),
        ("BAGHDAD, Aug 23 (Reuters) - ", ""),
        ("LOUISVILLE, Ky. (AP) — ", ""),
        ("Cleveland (AFP) – ", ""),
        ("ERBIL, Kurdistan Region – ", ""),
        ("MIDWAY ATOLL - ", ""),
        ("NEW YORK -- ", ""),
        ("(CNN) -- ", ""),
        ("(CNN)", ""),
        ("Shafaq News/ ", ""),
        ("SHAFAQ NEWS / ", ""),
        ("BAGHDAD: ", ""),
        ("The Associated Press (AP) said: ", "The Associated Press (AP) said: "),
        ("NATO - as ever - ", "NATO - as ever - "),
        ("> ", ""),
    ],
)
def test_dateline_is_cut_off_the_first_paragraph(dateline: str, kept: str) -> None:
    assert story(dateline + PROSE + "\n\n" + MORE) == [kept + PROSE, MORE]


def test_byline_below_a_deck_is_boilerplate() -> None:
    deck = "Nothing was signed in the first week of talks"
    text = "\n".join(["# Talks go on", deck, "By Ann Lee and Bob Ray", "Gazette", PROSE, MORE])
    assert story(text) == [deck, PROSE, MORE]


def test_headlines_below_related_articles_are_boilerplate() -> None:
    text = "\n".join(
        [PROSE, "Related articles:", "World", "Talks in Vienna go on", "- More talks", MORE]
    )
    assert story(text) == [PROSE, MORE]


def test_speakers_of_a_transcript_are_no_datelines() -> None:
    lines = ["TRUMP: " + PROSE, "CLINTON: " + MORE, "TRUMP: " + LAST]
    assert story("\n\n".join(lines)) == lines


@pytest.mark.parametrize("mark_of_title", ["", "."], ids=["open", "full stop"])
def test_given_title_is_matched_by_its_words(mark_of_title: str) -> None:
    text = f"The talks WILL go on, minister says{mark_of_title}\n\n{PROSE}\n"
    assert story(text, "The talks will go on; minister says") == [PROSE]


def test_title_over_two_lines_is_one() -> None:
    text = f"Talks go on; \nNothing is signed yet, says minister.\n\n{PROSE}\n"
    assert story(text, "Talks go on; Nothing is signed yet, says minister") == [PROSE]


def test_first_sentence_is_no_title() -> None:
    text = f"The talks will go on.\n\n{PROSE}\n\n{MORE}"
    assert story(text)[0] == "The talks will go on."


def test_article_of_one_line_is_story() -> None:
    assert story("Iraq has no US bases") == ["Iraq has no US bases"]
    assert story("# Iraq has no US bases") == ["# Iraq has no US bases"]


def test_front_matter_is_no_story() -> None:
    text = f"---\ntitle: Talks\ndate: 2020-08-24\ntags:\n- a\n---\n{PROSE}\n\n---\n\n{MORE}"
    assert story(text) == [PROSE, MORE]
    assert gaps(text)["title: Talks"] == "front matter"


def test_byte_order_mark_is_no_story() -> None:
    text = "\ufeff" + PROSE
    assert story(text) == [PROSE]
    assert gaps(text) == {"\ufeff": "markup"}


def test_segmentation_is_exact_on_hostile_text() -> None:
    for text in (
        "A " * 50_000,
        "(" * 50_000,
        "A." * 50_000,
        "By " + "A, " * 30_000,
        "#" * 50_000,
        "share " * 20_000 + "y",
        "“" * 20_000,
        "1.1." * 20_000,
        "A\n" * 5_000,
    ):
        assert_exact(text, segment_story(text))


@pytest.mark.parametrize(
    "notice",
    [
        "Correction: The dike is in the north.",
        "*This article was amended on 3 May 2021. An earlier version said that 14 ships came.*",
        "[Clarification (May 3): The photograph showed another ship.]",
        "Editor's note: An earlier version of this story named the wrong minister.",
    ],
)
@pytest.mark.parametrize("place", [1, 2, 3], ids=["top", "middle", "end"])
def test_correction_is_no_story_wherever_it_is_printed(notice: str, place: int) -> None:
    lines = ["Talks go on", PROSE, MORE]
    lines.insert(place, notice)
    text = "\n\n".join(lines)
    assert gaps(text)[notice] == "correction"
    assert story(text) == [PROSE, MORE]


def test_correction_that_ends_a_paragraph_is_cut_off() -> None:
    notice = "An earlier version of this story named the wrong minister. It was Ann Lee."
    text = f"Talks go on\n\n{PROSE} {notice}\n\n{MORE}"
    assert gaps(text)[notice] == "correction"
    assert story(text) == [PROSE, MORE]


def test_correction_before_a_dateline_is_cut_off() -> None:
    text = f"Talks go on\n\n(Corrects name of minister) BERGEN (AP) — {PROSE}\n\n{MORE}"
    assert gaps(text)["(Corrects name of minister)"] == "correction"
    assert gaps(text)["BERGEN (AP) —"] == "dateline"
    assert story(text) == [PROSE, MORE]


def test_label_of_a_correction_announces_the_paragraphs_that_say_what_was_wrong() -> None:
    fault = "An article on Monday about the talks misstated the name of the minister."
    text = "\n\n".join(
        [
            "Talks go on",
            "Correction Appended",
            PROSE,
            MORE,
            LAST,
            "CORRECTION:",
            "As printed.",
            fault,
        ]
    )
    assert story(text) == [PROSE, MORE, LAST]
    assert gaps(text)[fault] == "correction"


def test_label_of_a_correction_keeps_the_story_below_it() -> None:
    text = "\n\n".join(
        ["Talks go on", "Correction appended", PROSE, MORE, LAST, PROSE + " " + LAST]
    )
    assert story(text) == [PROSE, MORE, LAST, PROSE + " " + LAST]


def test_headline_of_a_story_on_a_correction_is_its_title() -> None:
    text = f"Correction: Story on the harbour\n\n{PROSE}\n\n{MORE}"
    assert gaps(text)["Correction: Story on the harbour"] == "title"

"""Origin of an article from agency credits, and mentions that are no credit."""

from datetime import date
from pathlib import Path

import pytest

from rag.ingest.agencies import agency, read
from rag.ingest.boilerplate import segment_story
from rag.ingest.folder import read_articles

LEAD = "The talks in Vienna went on for a third day on Monday, and the ministers said little."
BODY = (
    f"{LEAD}\n\n“We will be back in the autumn,” said the minister of one of the countries.\n\n"
    "Nothing was signed at the meeting, which is to be followed by another one next month."
)
HEAD = "Talks Go On in Vienna"


def origin(text: str, author: str | None = None) -> str | None:
    marked = segment_story(text)
    return read(text, marked.story, marked.gaps, author)[0]


@pytest.mark.parametrize(
    ("dateline", "name"),
    [
        ("BAGHDAD (Sputnik) — ", "Sputnik"),
        ("BAGHDAD (AP) — ", "AP"), ("WASHINGTON (AP) -- ", "AP"),
        ("Washington (AFP) – ", "AFP"), ("BAGHDAD, Aug 24 (Reuters) - ", "Reuters"),
        ("Dec 29 (Reuters) - ", "Reuters"), ("29 December (Reuters) - ", "Reuters"),
        ("BAGHDAD/WASHINGTON (Reuters) - ", "Reuters"),
        ("DES MOINES, Iowa, Aug. 10 (UPI) — ", "UPI"),
        ("BAGHDAD, Aug. 24 (Xinhua) -- ", "Xinhua"), ("ANKARA (AA) – ", "Anadolu Agency"),
        ("MOSCOW, January 17. /TASS/. ", "TASS"), ("Moscow, January 17 /TASS/ ", "TASS"),
        ("Shafaq News/ ", "Shafaq News"), ("(Reuters) - ", "Reuters"), ("Baghdad (CNN) — ", "CNN"),
        ("New Delhi [India], Aug 24 (ANI): ", "ANI"), ("TEHRAN, Aug. 24 (ISNA) – ", "ISNA"),
        ("CAIRO (dpa) – ", "dpa"), ("BAGHDAD, Jan 17 (KUNA) -- ", "KUNA"),
        ("Paris (Agence France-Presse) – ", "AFP"), ("LONDON — (AP) ", "AP"),
    ],
)  # fmt: skip
def test_dateline_names_the_agency(dateline: str, name: str) -> None:
    text = f"{HEAD}\n\n{dateline}{BODY}"
    assert origin(text) == name
    marked = segment_story(text)
    assert text[marked.story[0].start : marked.story[0].end] == LEAD


@pytest.mark.parametrize(
    ("byline", "name"),
    [
        ("By Qassim Abdul-Zahra, Associated Press", "AP"), ("By The Associated Press", "AP"),
        ("By QASSIM ABDUL-ZAHRA and ANN LEE, Associated Press", "AP"), ("By AP", "AP"),
        ("By Ann Lee, The Associated Press", "AP"), ("By Ann Lee, Associated Press Writer", "AP"),
        ("By Reuters Staff", "Reuters"),
        ("By Ann Lee | Reuters", "Reuters"), ("BY REUTERS", "Reuters"),
        ("By Ann Lee / AFP", "AFP"), ("By AFP", "AFP"), ("By Agence France-Presse", "AFP"),
        ("By Jomana Karadsheh, CNN", "CNN"), ("By Ann Lee\nAssociated Press", "AP"),
        ("By Ann Lee\n\nReuters", "Reuters"), ("Reuters in Baghdad", "Reuters"),
        ("Agence France-Presse in Baghdad", "AFP"),
        ("AP, Washington", "AP"), ("AP | Baghdad", "AP"),
        ("Xinhua | Updated: 2020-08-24 10:12", "Xinhua"),
        ("ANI | Updated: Aug 24, 2020 10:12 IST", "ANI"),
        ("Posted by Reuters", "Reuters"),
    ],
)  # fmt: skip
def test_byline_names_the_agency(byline: str, name: str) -> None:
    assert origin(f"{HEAD}\n\n{byline}\n\n{BODY}") == name


@pytest.mark.parametrize(
    ("credit", "name"),
    [
        ("Source: Sputnik", "Sputnik"), ("SOURCE: AFP", "AFP"), ("Sources: Xinhua", "Xinhua"),
        ("Source : PTI", "PTI"), ("Source - Reuters", "Reuters"), ("(Source: ANI)", "ANI"),
        ("[Source: AFP]", "AFP"),
        ("Source: The Associated Press", "AP"), ("Via: Reuters", "Reuters"),
        ("Kaynak/Source: Sputnik", "Sputnik"), ("Source: Sputnik News", "Sputnik"),
        ("(Reuters)", "Reuters"), ("(AFP)", "AFP"), ("- Reuters", "Reuters"), ("— AP", "AP"),
        ("AFP", "AFP"), ("Reuters.", "Reuters"), ("The Associated Press", "AP"), ("--IANS", "IANS"),
        ("— CNN Wire", "CNN"), ("(CNN Wire)", "CNN"), ("CNN Wire", "CNN"),
        ("The-CNN-Wire™ & © 2020 Cable News Network, Inc. All rights reserved.", "CNN"),
        ("Reporting by Reuters; Editing by John Roe", "Reuters"), ("Reporting by AFP", "AFP"),
        ("(Reporting by Ann Lee, Reuters; Editing by John Roe)", "Reuters"),
        ("Reporting by Ann Lee; Reuters", "Reuters"),
        ("(Reporting by Ann Lee for Reuters)", "Reuters"),
        ("(Reporting by Ann Lee and Omar Haddad; Editing by John Roe; Reuters)", "Reuters"),
        ("Associated Press writer Ann Lee in Geneva contributed to this report.", "AP"),
        ("Associated Press writers Ann Lee and John Roe contributed to this report.", "AP"),
        ("© 2016 The Associated Press. All rights reserved.", "AP"),
        ("Copyright 2016 The Associated Press. All rights reserved. This material may not be "
         "published, broadcast, rewritten or redistributed.", "AP"),
        ("(c) 2015 AFP", "AFP"), ("© Thomson Reuters 2020", "Reuters"), ("© 2024 AFP", "AFP"),
        ("Copyright (2016) AFP. All rights reserved.", "AFP"),
        ("This article originally appeared on USA TODAY: Talks go on", "USA TODAY"),
        ("This story was originally published by Reuters.", "Reuters"),
        ("This article was first published in The Conversation.", "The Conversation"),
        ("This piece first appeared on Global Risk Insights.", "Global Risk Insights"),
        ("Republished with permission from Rudaw.", "Rudaw"),
        ("Originally published at Foreign Policy on Monday.", "Foreign Policy"),
    ],
)  # fmt: skip
def test_credit_names_the_origin_and_is_no_story(credit: str, name: str) -> None:
    text = f"{HEAD}\n\n{BODY}\n\n{credit}"
    assert origin(text) == name
    marked = segment_story(text)
    assert marked.story[-1].end < text.index(BODY) + len(BODY) + 1


@pytest.mark.parametrize(
    ("ending", "name"),
    [
        (" (Reuters)", "Reuters"), (" (ANI)", "ANI"), (" – AFP", "AFP"), (" --IANS", "IANS"),
        (" (AP)", "AP"),
    ],
)  # fmt: skip
def test_last_paragraph_may_end_in_the_agency(ending: str, name: str) -> None:
    text = f"{HEAD}\n\n{BODY}{ending}"
    marked = segment_story(text)
    assert origin(text) == name
    assert text[: marked.story[-1].end].endswith("next month.")


@pytest.mark.parametrize(
    "lead",
    [
        "A spokesman for the ministry told Sputnik on Thursday that the talks go on for now.",
        "The talks go on for now, a spokesman for the ministry in Baghdad told Sputnik.",
        "The talks go on for now, a spokesman told Sputnik earlier in the day, and will not end.",
        "The talks go on for now, the minister told Sputnik in an interview in Baghdad.",
        "The minister told Sputnik that the talks in Baghdad go on for now.",
    ],
)
def test_lead_that_cites_an_agency_names_the_origin(lead: str) -> None:
    assert origin(f"{HEAD}\n\n{lead}\n\n{BODY}") == "Sputnik"


@pytest.mark.parametrize(
    "text",
    [
        # an agency in a sentence of the story
        f"{BODY}\n\nHe told Reuters on Monday that they had ended.",
        f"{BODY}\n\nThe Associated Press reported that they had ended.",
        "The minister told CNN on Sunday that the talks in Vienna would go on for now.",
        "The minister, who told Reuters last year that he would stay, has gone home to Vienna.",
        "“The talks go on,” the agency Sputnik quoted the minister of one country as saying.",
        f"{BODY}\n\nThat was a report of the Iraqi News Agency (INA).\n\n{LEAD[:40]} it said so.",
        # photo credits
        f"{HEAD}\n\nJim Urquhart / Reuters\n\n{BODY}", f"{HEAD}\n\nPhoto: Reuters\n\n{BODY}",
        f"{HEAD}\n\n(AP Photo/Evan Vucci)\n\n{BODY}", f"{HEAD}\n\nASSOCIATED PRESS\n\n{BODY}",
        f"{HEAD}\n\nThe minister in Vienna on Monday [Ann Lee/Reuters]\n\n{BODY}",
        f"{HEAD}\n\nMinister in Vienna. Photograph: AFP/Getty Images\n\n{BODY}",
        f"{HEAD}\n\n© AFP 2019 / Ann Lee\n\n{BODY}", f"{BODY}\n\nImage: AFP",
        f"{HEAD}\n\nReuters, File\n\n{BODY}", f"{HEAD}\n\nAFP, Getty Images\n\n{BODY}",
        f"{HEAD}\n\nAnn Lee via Getty Images\n\n{BODY}", f"{BODY}\n\nPhoto by Ann Lee, AP",
        # an agency that only contributed
        f"{BODY}\n\nThe Associated Press contributed to this report.",
        f"{BODY}\n\nReuters contributed to this report.", f"{BODY}\n\nWith inputs from PTI",
        f"{BODY}\n\nAdditional reporting by Reuters.", f"{BODY}\n\n(With AFP)",
        f"{HEAD}\n\nBy Ann Lee and AP\n\n{BODY}", f"{BODY}\n\nSource: Reuters/AFP",
        f"{HEAD}\n\nBy Staff and Wire Reports\n\n{BODY}",
        # people and bodies
        f"{HEAD}\n\nBy Michael Bloomberg\n\n{BODY}", f"{HEAD}\n\nBy Nina Petra Lopez\n\n{BODY}",
        f"{HEAD}\n\nBy Ann Lee, Nina\n\n{BODY}", f"{BODY}\n\nSource: the ministry",
        f"{BODY}\n\nSource: hotel spa", f"{BODY}\n\n(Reporting by Ann Lee; Editing by John Roe)",
        f"{BODY}\n\nThis article was first published in English.",
        f"{BODY}\n\nThis article was originally published on Monday.",
        f"{BODY}\n\nThis article was first published on 17 January 2019.",
        f"BAGHDAD (IraqNow.example) – {BODY}", f"BAGHDAD — {BODY}",
    ],
)  # fmt: skip
def test_other_mentions_of_agencies_are_no_origin(text: str) -> None:
    assert origin(text) is None


def test_most_reliable_credit_is_chosen() -> None:
    text = f"{HEAD}\n\nBy Ann Lee, Associated Press\n\nBAGHDAD (AFP) – {BODY}\n\n© 2020 Reuters"
    assert origin(text) == "AFP"
    assert origin(text.replace("BAGHDAD (AFP) – ", "")) == "AP"


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Sputnik (17 January 2019)\n\n", date(2019, 1, 17)),
        ("BAGHDAD, 17 January 2019 (Sputnik) – ", date(2019, 1, 17)),
        ("BAGHDAD, Jan 17 (Sputnik) – ", None),
    ],
)
def test_date_beside_an_agency_dates_the_dispatch(line: str, day: date | None) -> None:
    text = f"{HEAD}\n\n{line}{BODY}"
    marked = segment_story(text)
    assert read(text, marked.story, marked.gaps) == ("Sputnik", day)


def test_listed_byline_names_the_agency() -> None:
    assert origin(BODY, "AP") == "AP"
    assert origin(BODY, "Ann Lee, Reuters") == "Reuters"
    assert origin(BODY, "Ann Lee") is None


def test_agencies_have_one_name() -> None:
    assert agency("The Associated Press") == agency("ap") == "AP"
    assert agency("Gazette") is None


@pytest.mark.parametrize(
    ("outlet", "expected"),
    [("Gazette", "AP"), ("AP", None), ("The Associated Press", None), ("", "AP")],
)
def test_agency_is_no_origin_of_its_own_page(
    tmp_path: Path, outlet: str, expected: str | None
) -> None:
    text = f"{HEAD}\n\nBAGHDAD (AP) — {BODY}\n\n© 2020 The Associated Press. All rights reserved."
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (tmp_path / "articles.csv").write_text(f"file,outlet\na.txt,{outlet}\n", encoding="utf-8")
    (article,) = read_articles(tmp_path).articles
    assert (article.outlet, article.origin) == (outlet or None, expected)

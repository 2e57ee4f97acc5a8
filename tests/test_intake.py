"""Intake: what is cut, blanked, dated and named in a text."""

from __future__ import annotations

import itertools
import re
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest
from cases_of import cases_of
from growth import check_growth
from hypothesis import given
from hypothesis import strategies as st

from claimx.intake import Article, article_of, read, sha256_of
from claimx.intake.article import Source
from claimx.intake.furniture import furniture, line_key
from claimx.intake.masking import RULES
from claimx.intake.printed import iso_day
from claimx.intake.reading import articles
from claimx.parsing.sentences import sentences

SEEDS = Path(__file__).parents[1] / "seeds"
TITLES = {
    "000": [
        ("Russian Media Outlet RuNews24: 'China Openly Sides With Russia; ", "Memri", None),
        ("Sino-Russian cooperation and the world order", "Express Tribune", "2025-07-21"),
        ("Why Chinese hackers have unleashed cyberattacks on 'friend Russia'", "Time of India", "2025-06-21"),
        (
            "Russian investment fund to cooperate with Chinese digital trade platform",
            "The Star",
            "2025-06-18",
        ),
        ("These two nations join hands up to build a nuclear power plant", "India.com", "2025-05-14"),
    ],
    "001": [
        ("Poland’s Belarus Border Closure Freezes China’s Trade Route", None, None),
        ("China’s Hacks on Russia Reveal Military Secrets… or Lack Thereof", None, None),
        ("Xi’s Support for Putin Raises Taiwan Invasion Fears", None, None),
        ("Zelensky Accuses Chinese Citizens of Working at Russian Drone Factory", None, None),
        ("Zelenskyy Accuses China of Arming Russia, Raising Stakes in Ukraine War", None, None),
        ("Chinese Military Observers in Ukraine: Business as Usual or Escalation?", None, None),
        ("China Condemns EU Sanctions Over Ukraine War Ties to Russia", None, None),
        ("Ukraine War: Will Conflict Spread to European Cities?", None, None),
        ("Trump Mum on Putin Chats: A Sign of Deeper Ties?", None, None),
        ("Russia’s Damaged Reputation: Assad’s Fall Exposes Moscow’s Weakness", None, None),
    ],
    "002": [
        ("Russian Media Outlet RuNews24: 'China Openly Sides With Russia; ", None, None),
        ("Iraq Opens Central Gas Processing Facility at Block 9", "Iraq Business", None),
        ("Iran executes over 100 Kurds in 2025 amid post-war crackdown: Watchdog", "Rudaw Net", None),
        ("Tensions rise in Iranian parliament ahead of IAEA visit", "Rudaw Net", None),
    ],
    "003": [("Both countries see the US as their main rival.", "UNIAN", None)],
    "004": [("China-Russia Relations in 2025: A Strategic Evolution", None, None)],
}
STRETCHES_OF_001 = [
    (24, 795),
    (797, 1672),
    (1674, 2297),
    (2299, 3097),
    (3099, 3862),
    (3864, 4579),
    (4581, 5249),
    (5251, 5945),
    (5947, 6610),
    (6612, 7289),
]


def seed(number):
    return [item for item in read([next(SEEDS.glob(f"{number}_*.txt"))]) if isinstance(item, Article)]


def cut(text, **options):
    return list(articles(Source("x.txt", text), **options))


def blanked(article):
    """The stretches that differ from the source, spaces between them joined."""
    source = article.source[article.start : article.end]
    gone = "".join(
        "\x02" if a != b else (" " if a == " " else "\x01") for a, b in zip(source, article.text, strict=True)
    )
    return [source[match.start() : match.end()] for match in re.finditer(r"\x02(?:[\x02 ]*\x02)?", gone)]


@pytest.mark.parametrize("case", cases_of("intake_mask"), ids=lambda case: case["name"])
def test_mask(case):
    (article,) = cut(case["text"])
    assert blanked(article) == case["blanked"]


@pytest.mark.parametrize("case", cases_of("intake_days"), ids=lambda case: case["text"][11:60])
def test_day_of_publication(case):
    (article,) = cut(case["text"])
    assert (article.published or "") == case["published"]


@pytest.mark.parametrize("case", cases_of("intake_cut"), ids=lambda case: case["name"])
def test_cut(case):
    found = cut(case["text"])
    assert len(found) == len(case["articles"])
    for article, expected in zip(found, case["articles"], strict=True):
        stretch = article.source[article.start : article.end]
        assert stretch.startswith(expected["first"])
        assert stretch.endswith(expected["last"])
        stated = {"title": article.title, "outlet": article.outlet, "published": article.published}
        assert {key: value or "" for key, value in stated.items()} == {key: expected[key] for key in stated}


@pytest.mark.parametrize("number", sorted(TITLES))
def test_articles_of_the_seeds(number):
    found = seed(number)
    assert [(a.outlet, a.published) for a in found] == [(outlet, day) for _, outlet, day in TITLES[number]]
    assert [a.index for a in found] == list(range(len(found)))
    for article, (title, _, _) in zip(found, TITLES[number], strict=True):
        assert article.title.startswith(title)
        assert article.title in article.text
        assert article.sha256 == sha256_of(article.source)


def test_stretches_of_teasers():
    assert [(a.start, a.end) for a in seed("001")] == STRETCHES_OF_001


def test_an_uncut_file_is_one_article_from_end_to_end():
    (article,) = seed("003")
    assert (article.start, article.end, article.sha256[:16]) == (0, 5730, "c330e4ce5c32b4a3")


def test_numbers_blanked_in_the_seeds():
    """Every digit that is blanked, so that a new rule shows what it takes."""
    gone = [text for number in sorted(TITLES) for article in seed(number) for text in blanked(article)]
    with_digits = [text for text in gone if re.search(r"\d", text)]
    assert [text[:40] for text in with_digits] == [
        "5 days ago",
        "[1]",
        "[2]",
        "[3]",
        "[4]",
        "21-07-2025",
        "21-06-2025",
        "by Taboola by Taboola Sponsored Links Sp",
        "18-06-2025",
        "MOSCOW, June 18 (Xinhua) --",
        "14-05-2025",
        "[1]",
        "[2]",
        "[3]",
        "[4]",
        "Explore what Daily8 AI can do for you:",
        "4 hours ago",
        "13 hours ago",
        "16 hours ago",
        "- China takes the last pandas from Japan",
        "Home » World » China-Russia Relations in",
        '<a data-ail="6074577" target="_blank" hr',
        '<a href="https://www.bbc.com/news/world-',
        '<a href="https://medium.com/@techboy7823',
        "China, Russia, Ukraine, G20, BRICS, Xi J",
    ]


def test_the_same_article_in_two_files_reads_the_same():
    one, other = seed("000")[0], seed("002")[0]
    sentence = "80 percent of critically important electronics for Russian drones are of Chinese origin."
    assert sentence in one.text
    assert sentence in other.text
    assert "[4]" not in one.text + other.text


def test_a_blanked_advert_joins_no_sentences():
    article = seed("000")[2]
    found = [article.text[start:end] for start, end in sentences(article.text)]
    assert any(sent.startswith("A classified Russian FSB document") for sent in found)


def test_bare_date_line_is_named():
    (article,) = cut("Boeing unveils a plane\nFebruary 17, 2005\nBoeing has unveiled a plane.")
    assert article.source[slice(*article.dateline)] == "February 17, 2005"


def test_a_text_in_hand_is_one_article():
    article = article_of("A\n21-07-2025\n- A\nB\nExports rose.", published="2025-07-22")
    assert (article.start, article.end, article.published) == (0, 32, "2025-07-22")


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2025-07-21", "2025-07-21"),
        ("2025-07-21T23:59:00+02:00", "2025-07-21"),
        ("2025-07-21 10:00:00", "2025-07-21"),
        ("20250721", "2025-07-21"),
        ("July 21, 2025", "2025-07-21"),
        ("21-07-2025", "2025-07-21"),
        ("2025", None),
        ("2025-07", None),
        ("2025-02-30", None),
        ("0000-01-01", None),
        ("yesterday", None),
        ("", None),
        (20250721, None),
        (None, None),
    ],
)
def test_iso_day(value, day):
    assert iso_day(value) == day


@given(st.text())
def test_any_text(text):
    for item in cut(text):
        assert len(item.text) == item.end - item.start
        source = item.source[item.start : item.end]
        assert all(b in (a, " ") for a, b in zip(source, item.text, strict=True))
        assert [c for c in source if c in "\r\n"] == [c for c in item.text if c in "\r\n"]


@given(
    st.lists(
        st.sampled_from(
            [
                "Daily Post",
                "5 days ago",
                "21-07-2025",
                "- Daily Post",
                "- Politics",
                "Read More",
                "Exports are up",
                "<a href=",
                "Exports rose 12 percent.",
                "… Continue reading",
                "A+ A-",
                "by Taboola",
                "Undo",
                "[1]",
                "http://a.b/5",
                "\n",
                " ",
                '">',
            ]
        )
    )
)
def test_any_mixture_of_furniture(parts):
    for item in cut("\n".join(parts)) + cut(" ".join(parts)):
        assert len(item.text) == item.end - item.start


def test_articles_do_not_overlap():
    for number in TITLES:
        found = seed(number)
        assert all(one.end <= other.start for one, other in itertools.pairwise(found))


HOSTILE = [
    "1", '"', ".", " ", "<", "<a ", "<a\n", "[", "(", "\0", "\ud800", "<!--", "<script>", "@", "a@b.",
    "a.b/", "www.", "http://", "&", "](", "**", "#", "\n", "\nx", "Read More\n", "A\n5 days ago\n- A\n",
    "by Taboola", "(photo by ", "hotos a.", "A+ A- ", "AAA ", "AAA, ", "March 01, 2008\n", "! Join Now",
    "e\u0301", "a", "a-", "[1,", "1-1-", "By A B ", "Home » ", "… Continue reading", "Published: ",
]  # fmt: skip


@pytest.mark.parametrize("pattern", HOSTILE, ids=repr)
def test_time_grows_with_length_only(pattern):
    check_growth(cut, pattern, 20_000)


def test_furniture_lists():
    rows = tomllib.loads((files("claimx.lexicon") / "furniture.toml").read_text("utf-8"))
    for name in ("lines", "strip_headings", "teaser_closers"):
        assert rows[name] == [row.casefold() for row in rows[name]], name
    for name in ("lines", "strip_headings"):
        assert all(line_key(row) == row for row in rows[name]), name
    for name, words in rows.items():
        assert len(words) == len(set(words)), name
        if name != "line_patterns":
            assert words == sorted(words), name
    assert len(RULES) == len(set(RULES))
    assert furniture() is furniture()

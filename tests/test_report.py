"""The report: complete without scripts, inert whatever an article holds, and usable by mouse and keyboard."""

import hashlib
import io
import re
from base64 import b64encode
from decimal import Decimal

import pytest
from browser import open_page
from claim_factory import TEXT, attribution, claim, date_claim, document, measure, span

from claimx.export import FORMATS, save, write
from claimx.export.highlight import highlighted, shown
from claimx.export.plots import Bar, bars, by_kind, by_source, pack, time_line
from claimx.export.sources import Sources
from claimx.export.sqlite import Verdict
from claimx.export.wording import change_text, period_text, value_text
from claimx.intake import sha256_of

SCRIPT = "<script>alert(1)</script>"
HOSTILE = f"{SCRIPT} =cmd|' /C calc'!A0 \u202etxt.exe\u202c costs $245 billion, \"><img src=x onerror=x()>"


def report(*claims, **options):
    stream = io.StringIO()
    assert write(iter(claims), stream, FORMATS["html"], **options) == len(claims)
    return stream.getvalue()


def with_source(text=TEXT, figures=("$245 billion",), **changes):
    doc = document(sha256=sha256_of(text), end=len(text), id="doc_" + sha256_of(text)[:16], **changes)
    sentence = {"text": text, "start": 0, "end": len(text)}
    made = [
        claim(**span(figure, text), id=f"clm_{n:016x}", document=doc, sentence=sentence, attribution=None)
        for n, figure in enumerate(figures)
    ]
    return made, Sources({sha256_of(text): text})


def test_the_article_is_shown_with_its_figure_and_source():
    sources = Sources({document()["sha256"]: TEXT})
    page = report(claim(), date_claim(), sources=sources)
    assert '<a class="figure k-money" href="#clm_0000000000000001"' in page
    assert '<span class="cue" data-of="clm_0000000000000001">said</span>' in page
    assert "2 figures in 1 article," in page
    assert "sentences alone" not in page


def test_without_its_source_the_sentences_stand_alone_and_the_page_says_so():
    page = report(claim(), claim())
    assert "1 of 1 articles cannot be shown" in page
    assert page.count("will reach approximately") == 1
    assert 'id="at-clm_0000000000000001"' in page


def test_nothing_found_is_a_page_too():
    assert "No figures were found" in report()


def test_verdicts_are_shown():
    verdict = Verdict(claim().id, claim().figure_id, "refuted", note="see table 3")
    page = report(claim(), verdicts={claim().id: verdict})
    assert ">refuted</span>" in page
    assert "see table 3" in page


def test_only_our_own_script_may_run_and_nothing_is_fetched():
    page = report(claim(document=document(title=SCRIPT, url="https://example.org/")))
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    assert len(scripts) == 1
    assert b64encode(hashlib.sha256(scripts[0].encode()).digest()).decode() in page
    assert "default-src 'none'" in page
    assert not re.search(r"<(script|img|link|iframe)[^>]*(src|href)=", page)


def test_a_hostile_article_is_escaped_everywhere():
    claims, sources = with_source(HOSTILE, title=SCRIPT, outlet=SCRIPT)
    claims = [made.model_copy(update={"measure": claim(measure=measure(SCRIPT)).measure}) for made in claims]
    page = report(*claims, sources=sources)
    assert SCRIPT not in page
    assert "<img" not in page
    assert "\u202e" not in page
    assert "U+202E" in page


@pytest.mark.parametrize("text", ["plain", "a<b>&\"'", "\x00\x1b", "\u202e", "\ud800", ""])
def test_shown_text_keeps_every_character_or_names_it(text):
    html = str(shown(text))
    assert not set(html) & {"\x00", "\x1b", "\u202e", "\ud800"}
    assert html.count("<") == html.count(">") == 2 * len(re.findall("[\x00\x1b\u202e\ud800]", text))


def test_overlapping_layers_nest_and_the_text_stays_whole():
    same = claim(attribution=attribution("Russia", cue=None))
    start = TEXT.index("Russia")
    source = same.attribution.source.model_copy(update={"start": start, "end": start + 6})
    made = same.model_copy(update={"attribution": same.attribution.model_copy(update={"source": source})})
    whole = claim(text=TEXT, start=0, end=len(TEXT), attribution=None, id="clm_2")
    html = str(highlighted(TEXT, 0, [made, whole]))
    assert re.sub("<[^>]*>", "", html) == TEXT
    assert html.count('id="at-clm_2"') == 1


def test_plots():
    claims = [claim(), date_claim(), date_claim("2024")]
    assert ">date<" in by_kind(claims)
    assert "the article itself" in by_source(claims)
    assert time_line([]) == ""
    assert "&lt;script" in bars([Bar(SCRIPT, 1, "")])


def test_lanes_do_not_overlap():
    assert pack([(1, 5), (2, 3), (6, 9), (20, 21)], 0) == [0, 1, 0, 0]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "245,000,000,000 USD"),
        ({"value": None, "low": 2, "high": 3, "unit": "week"}, "2 to 3 week"),
        ({"value": None, "low": 200, "unit": None}, "200 and up"),
        ({"value": None, "unit": None}, ""),
        ({"value": 0.6667, "unit": "fraction"}, "0.6667 fraction"),
    ],
)
def test_values_in_words(changes, expected):
    assert value_text(claim(**changes)) == expected


def test_dates_periods_and_changes_in_words():
    assert value_text(date_claim("2024-Q3")) == "2024-Q3"
    assert period_text(claim()) == "2024 (2024-01-01 to 2024-12-31)"
    assert change_text(claim()) == "up from 190,000,000,000 to 245,000,000,000 (28.95%)"


@pytest.fixture
def page_file(tmp_path):
    text = "Exports rose 12% to $3 billion in 2024. Imports fell 5%. " + HOSTILE
    claims, sources = with_source(text, ("12%", "$3 billion", "5%"), title=SCRIPT)
    kinds = ["percent", "money", "percent"]
    claims = [c.model_copy(update={"kind": kind}) for c, kind in zip(claims, kinds, strict=True)]
    claims[2] = claims[2].model_copy(update={"check_worthiness": 0.1, "value": Decimal(5)})
    path = tmp_path / "report.html"
    save(claims, path, sources=sources)
    return path


def visible(page, selector):
    return [item.get_attribute("id") for item in page.query_selector_all(selector) if item.is_visible()]


def test_in_a_browser(page_file):
    with open_page(viewport={"width": 1200, "height": 800}) as page:
        page.goto(page_file.as_uri())
        assert len(visible(page, ".card")) == 3
        assert SCRIPT in page.inner_text("h2")
        page.check("input[value=money]", force=True)
        assert visible(page, ".card") == ["clm_0000000000000001"]
        assert page.inner_text(".count") == "1 of 3 figures"
        page.keyboard.press("Escape")
        page.wait_for_selector(".count:text('3 of 3')")
        page.keyboard.press("j")
        page.keyboard.press("j")
        assert page.evaluate("location.hash") == "#clm_0000000000000001"
        assert page.locator(".figure.on").count() == 1
        page.keyboard.press("/")
        page.keyboard.type("12%")
        page.wait_for_selector(".count:text('1 of 3')")
        page.keyboard.press("Escape")
        page.keyboard.press("t")
        page.click("th:has-text('value')")
        assert page.locator("tbody tr").first.get_attribute("data-row") == "clm_0000000000000002"
        assert page.locator("th[aria-sort=ascending]").count() == 1


def test_a_deep_link_opens_its_claim(page_file):
    with open_page(viewport={"width": 400, "height": 800}, color_scheme="dark") as page:
        page.goto(page_file.as_uri() + "#clm_0000000000000002")
        assert page.locator(".card.on").get_attribute("id") == "clm_0000000000000002"


def test_without_scripts_everything_is_there(page_file):
    with open_page(java_script_enabled=False) as page:
        page.goto(page_file.as_uri())
        assert page.locator(".card:visible").count() == 3
        assert page.locator("tbody tr:visible").count() == 3

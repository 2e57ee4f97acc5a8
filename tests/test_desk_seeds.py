"""The desk on the five seeds: one article in two files is one origin, and nothing is found where nothing is wrong."""

from pathlib import Path

import pytest

import claimx
from claimx.export.sources import Sources
from claimx.review.audit import audit
from claimx.review.compare import compare
from claimx.review.listing import score_lines
from claimx.review.origins import origins
from claimx.review.score import read_rows, score

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def claims():
    return list(claimx.extract([ROOT / "seeds"]))


def test_the_article_that_two_files_share_is_one_origin(claims):
    origin = origins(claims, Sources())
    articles = {claim.document.id: (Path(claim.document.path).name[:3], claim.document.article) for claim in claims}
    copies = [(articles[leader], articles[one]) for one, leader in origin.items() if one != leader]
    assert copies == [(("000", 0), ("002", 0))]


def test_figures_of_the_shared_article_have_two_articles_and_one_origin(claims):
    groups = compare(claims, Sources())
    shared = [g for g in groups if {Path(f.claim.document.path).name[:3] for f in g.figures} == {"000"}]
    assert len(shared) >= 8
    assert {(group.articles, group.origins) for group in shared} == {(2, 1)}
    assert not any("conflict" in group.relations for group in groups)


def test_audit_finds_the_headline_and_nothing_else(claims):
    found = [(Path(f.claims[0].document.path).name[:3], f.rule, f.computation) for f in audit(claims)]
    assert found == [("002", "headline and text", "headline: over 100; text: at least 100")]


def test_the_worked_example_is_what_its_sheet_gives():
    page = (ROOT / "docs" / "desk.md").read_text(encoding="utf-8")
    lines = score_lines(score(read_rows(ROOT / "docs" / "spot-check.csv")), 0.05)
    assert "\n".join(lines) in page

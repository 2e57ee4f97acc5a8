"""The same figure across articles: copies are one origin, relations are named, nobody is judged."""

import json

import pytest
from claim_factory import attribution, claim, document, measure, period
from typer.testing import CliRunner

from claimx.cli import app
from claimx.export.sources import Sources
from claimx.export.text import to_json
from claimx.intake import sha256_of
from claimx.review.compare import compare
from claimx.review.listing import compare_lines, compare_objects
from claimx.review.origins import origins

STORY = """The port of Example handled more containers last year than ever before, its director told reporters on
Monday. Trade between China and Russia reached $245 billion in 2024, according to customs data that were released
a week later. Shipping lines moved services north to avoid longer routes, and rail operators added trains to
keep pace with the growing demand for space on the main lines between the two countries."""
RETOLD = """Customs data show that trade between China and Russia amounted to $245 billion in 2024. More containers
than ever passed through the port of Example. Its director spoke of longer trains, new northern services, and
of shippers who look for routes that cost them less time than those around the continent."""


def one(number, **changes):
    """A claim of an article of its own."""
    doc = document(id=f"doc_{number:016x}", path=f"{number}.txt", **changes.pop("document", {}))
    return claim(id=f"clm_{number:016x}", figure_id=f"fig_{number:016x}", document=doc, **changes)


def relation(**changes):
    groups = compare([one(1, attribution=None), one(2, **{"attribution": None, **changes})])
    return [(pair.relation, pair.detail) for group in groups for pair in group.pairs] or [
        (name, "") for group in groups for name in group.relations
    ]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "same"),
        ({"value": 245_300_000_000, "text": "$245.3 billion"}, "rounding"),
        ({"period": period("2023", first_day="2023-01-01", last_day="2023-12-31")}, "other period"),
        ({"value": 250_000_000_000, "text": "$250 billion", "unit": "EUR"}, "unit differs"),
        ({"value": 245_000_000, "text": "$245 million"}, "scale slip"),
        ({"value": 90_000_000_000, "measure": measure("Trade in oil between China and Russia")}, "other scope"),
        ({"value": 190_000_000_000, "text": "$190 billion"}, "conflict"),
    ],
)
def test_relations(changes, expected):
    (found,) = relation(**changes)
    assert found[0] == expected


def test_two_named_sources_are_a_spread_and_one_at_two_times_a_revision():
    far = {"value": 190_000_000_000, "text": "$190 billion"}
    (group,) = compare([one(1), one(2, attribution=attribution("Customs"), **far)])
    assert group.pairs[0].relation == "spread between sources"
    assert "Seth Jones, and Customs: -22.4%" in group.pairs[0].detail
    (group,) = compare([one(1), one(2, document={"published": "2024-09-01"}, **far)])
    assert group.pairs[0].relation == "revision"


def test_other_measures_are_not_compared():
    assert compare([one(1), one(2, measure=measure("Grain harvest of Ukraine"), entities=[])]) == []
    assert compare([one(1), one(2, kind="percent", unit="percent")]) == []


def test_copies_are_one_origin_and_a_story_told_again_is_another():
    cut = STORY.replace("Monday", "Tuesday")[:-70]
    claims = [
        one(n, document={"sha256": sha256_of(text), "start": 0, "end": len(text)})
        for n, text in enumerate((STORY, cut, RETOLD))
    ]
    sources = Sources({sha256_of(text): text for text in (STORY, cut, RETOLD)})
    first, copy, other = origins(claims, sources).values()
    assert first == copy != other
    (group,) = compare(claims, sources)
    assert (group.articles, group.origins, group.figures[0].origins) == (3, 2, 2)


def test_without_texts_the_sentences_tell_copies():
    def article(number):
        return [one(number).model_copy(update={"figure_id": f"fig_{n}", "start": n, "end": n}) for n in range(4)]

    assert len(set(origins([*article(1), *article(2)]).values())) == 1
    assert len(set(origins([one(1), one(2)]).values())) == 2


def test_what_is_shown():
    groups = compare([one(1, attribution=None), one(2, attribution=None, value=19, text="$19")])
    text = "\n".join(compare_lines(groups))
    assert "(2 articles, 2 origins): conflict" in text
    assert "1.txt:56" in text
    assert "[$245 billion]" in text
    (made,) = compare_objects(groups)
    assert json.loads(json.dumps(made))["figures"][0]["claims"][0]["value"] == 245_000_000_000


def test_the_command_exits_4_when_it_finds_what_fails(tmp_path):
    path = tmp_path / "claims.jsonl"
    made = [one(1, attribution=None), one(2, attribution=None, value=19, text="$19")]
    path.write_text("".join(f"{to_json(claim)}\n" for claim in made), encoding="utf-8")

    def run(*options):
        return CliRunner().invoke(app, ["compare", str(path), *options])

    assert run().exit_code == 0
    assert run("--fail-on", "rounding").exit_code == 0
    done = run("--fail-on", "rounding", "--fail-on", "conflict")
    assert (done.exit_code, done.stderr) == (4, "claimx: found: conflict\n")
    assert "conflict" in done.stdout
    wrong = run("--fail-on", "nonsense")
    assert wrong.exit_code == 2
    assert "conflict" in wrong.output

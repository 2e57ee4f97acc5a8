"""Whatever an article holds, every format takes it, and what can be read back is what went in."""

import csv
import io
import json
import re
import tomllib
from pathlib import Path

import pytest
from claim_factory import attribution, claim, document, measure
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimx.export import FLAT_COLUMNS, FORMATS, flat_row, write
from claimx.export.flat import COLUMNS, restore_row, storable
from claimx.records import Claim

DOCS = Path(__file__).parent.parent / "docs" / "columns.md"
TEXTS = st.text(alphabet=st.characters(), max_size=40) | st.sampled_from(
    [
        "=1+1",
        "@x",
        "\t",
        "\r\n",
        "</script>",
        "\x1b[2J",
        "\u202e",
        "\ud800",
        "'",
        '"',
        "\x00",
        "]]>",
        "{{ 1 }}",
        "%s",
        "| a |",
    ]
)
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30, places=4)


@st.composite
def hostile(draw):
    """A claim whose texts may hold anything."""
    text, title, name = draw(TEXTS), draw(TEXTS), draw(TEXTS)
    sentence = draw(TEXTS) + text + draw(TEXTS)
    start = sentence.index(text)
    return claim(
        text=text,
        start=start,
        end=start + len(text),
        value=draw(NUMBERS | st.none()),
        measure=measure(title),
        attribution=attribution(name),
        sentence={"text": sentence, "start": 0, "end": len(sentence)},
        document=document(
            title=title, outlet=name, url=draw(TEXTS), path=draw(TEXTS), id="doc_" + str(draw(st.integers(0, 2)))
        ),
    )


def written(name, claims):
    form = FORMATS[name]
    stream = io.BytesIO() if form.binary else io.StringIO(newline="")
    write(claims, stream, form)
    return stream.getvalue()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(hostile(), max_size=3))
@pytest.mark.parametrize("name", sorted(FORMATS))
def test_every_format_takes_any_text(name, claims):
    made = written(name, claims)
    (made if FORMATS[name].binary else made.encode("utf-8", "replace"))
    assert written(name, claims) == made or name == "sqlite"


@settings(max_examples=50, deadline=None)
@given(hostile())
def test_json_reads_back_as_the_same_claim(made):
    (line,) = written("jsonl", [made]).splitlines()
    back = Claim.model_validate(json.loads(line))
    assert back.model_copy(update={"value": None}) == made.model_copy(update={"value": None})
    if made.value is None:
        assert back.value is None
    else:
        assert float(back.value) == float(made.value)


@settings(max_examples=50, deadline=None)
@given(hostile())
def test_csv_reads_back_as_the_flat_row(made):
    text = written("csv", [made]).encode("utf-8", "replace").decode()
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    expected = {name: storable(cell) if isinstance(cell, str) else cell for name, cell in flat_row(made).items()}
    assert restore_row(row) == {name: None if cell == "" else cell for name, cell in expected.items()}


def test_the_documented_columns_are_the_columns():
    rows = re.findall(r"^\| `(\w+)` \| (\w+) \| (.+) \|$", DOCS.read_text(encoding="utf-8"), re.MULTILINE)
    assert rows == [(column.name, column.type, column.meaning) for column in COLUMNS]
    assert tuple(row[0] for row in rows) == FLAT_COLUMNS


def test_every_extra_that_a_format_names_exists():
    project = tomllib.loads((DOCS.parent.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = {form.extra for form in FORMATS.values() if form.extra}
    assert extras <= set(project["optional-dependencies"])

"""Work grows with the length of a text only: hostile text costs at most ten times what news of its length costs.

By default at 6,000 characters; `CLAIMX_CHARS=1000000 pytest tests/test_hostile_linear.py` takes a megabyte of each.
"""

from __future__ import annotations

import gzip
import json
import os
import time
from functools import cache
from pathlib import Path

import pytest

from claimx.errors import InputError
from claimx.intake import article_of, read
from claimx.intake.html import MAX_ELEMENTS
from claimx.parsing.gate import MAX_NEAR, MAX_NUMBERS, NEAR_CHARS, unread
from claimx.parsing.sentences import MAX_SENTENCE_CHARS, sentences
from claimx.pipeline import Extractor

CHARS = int(os.environ.get("CLAIMX_CHARS", "6000"))
MOST = 10
SEEDS = sorted((Path(__file__).parents[1] / "seeds").glob("*.txt"))
PATTERNS = {
    "digits": "1", "digit and blank": "1 ", "quotes": '"', "curly quotes": "“", "dots": ".", "spaces": " ",
    "two hundred and": "two hundred and ", "brackets": "(", "nested brackets": "([{", "notes": "[1",
    "combining marks": "e\u0301", "bare marks": "\u0301", "nul": "\0", "surrogates": "\ud800", "letters": "a",
    "hyphens": "a-", "commas": "1,", "dollars": "$", "sums": "$1 ", "percent": "5% ", "saying": "he said ",
    "quoted": "“5,” he said. ", "open quotations": "“5% ", "dates": "May 5, 2024 ", "years": "2024 ",
    "from to": "from 5 to ", "rates": "5 per ", "named": "Mr Smith said 5% ", "lines": "5%\n", "slashes": "1/",
    "ranges": "1-", "colons": "1:", "line ends": "\n", "and": "5 and ", "of the": "5 of the ", "scales": "million ",
    "tags": "<p>", "abbreviations": "U.S. ", "arabic digits": "١", "full width": "１", "halves": "½", "rtl": "\u202e5",
    "zero width": "\u200b5", "capitals": "A ", "names": "Abc 5 ", "more than": "more than ",
    "results": "it is 5%\n", "table": "Smith 1,234 45.2%\n", "named list": "Mr Smith: 5%\n",
    "according": "according to 5 ", "titles": "Mr ", "urls": "http://a.b/5 ", "entities": "&amp;",
}  # fmt: skip


@cache
def extractor():
    return Extractor()


def cost(text):
    """CPU seconds of the whole path."""
    start = time.process_time()
    claims = extractor().claims(article_of(text))
    spent = time.process_time() - start
    assert all(text[claim.start : claim.end] == claim.text for claim in claims)
    return spent


@cache
def news():
    """What news of this length costs; the second time, when everything is loaded."""
    text = "\n\n".join(path.read_text(encoding="utf-8") for path in SEEDS)
    text = (text * (CHARS // len(text) + 1))[:CHARS]
    cost(text)
    return cost(text)


@pytest.mark.parametrize("name", PATTERNS)
def test_hostile_text_costs_at_most_ten_times_news(name):
    pattern = PATTERNS[name]
    text = (pattern * (CHARS // len(pattern) + 1))[:CHARS]
    normal = news()  # first: the model is loaded with it
    spent = cost(text)
    assert spent < MOST * normal, f"{spent / normal:.1f} times news"


PAGES = {
    "<p>": "<p>", "<p>x": "<p>x ", "<div>": "<div>x", "<br>": "<br>", "table": "<table><tr><td>5", "list": "<ul><li>5",
    "links": "<a href=x>x ", "attributes": "<p a=b c=d>", "comment": "<!--", "script": "<script>", "closed": "<p>5</p>",
}  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_a_megabyte_of_tags_ends_soon(name, tmp_path):
    path = tmp_path / "a.html"
    path.write_text("<html><body>" + (PAGES[name] * (max(CHARS, 10**6) // len(PAGES[name]))), encoding="utf-8")
    start = time.process_time()
    (item,) = read([str(path)])
    assert time.process_time() - start < 20
    assert isinstance(item, InputError) or item.end < 10**6


def test_a_page_with_too_many_elements_says_so(tmp_path):
    path = tmp_path / "a.html"
    path.write_text("<html><body>" + "<p>5% " * MAX_ELEMENTS, encoding="utf-8")
    (error,) = read([str(path)])
    assert error.reason == "more than 50,000 elements in one page: give its text"


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.json", "a.html", "a.md"])
def test_a_line_of_fifty_megabytes_ends_with_a_limit(name, tmp_path):
    path = tmp_path / name
    body = "Exports rose 5% " * (50 * 2**20 // 16)
    path.write_text(json.dumps({"text": body}) if name.startswith("a.json") else body, encoding="utf-8")
    start = time.process_time()
    (error,) = read([str(path)])
    assert isinstance(error, InputError)
    assert "MiB" in error.reason
    assert time.process_time() - start < 10


def test_a_gzip_bomb_is_stopped_at_the_limit(tmp_path):
    bomb = gzip.compress(b"\0" * 2**20 * 64, mtime=0) * 16  # a gigabyte in a megabyte
    for name in ("a.txt.gz", "a.jsonl.gz", "a.html.gz", "a.gz"):
        (tmp_path / name).write_bytes(bomb)
        (error,) = read([str(tmp_path / name)])
        assert isinstance(error, InputError), name
        assert "MiB" in error.reason


def test_a_sentence_has_a_greatest_length():
    for text in ("x" * 10**5, "word 5 " * 10**4, ("y" * 1999 + " ") * 9, ("z" * 2001 + " ") * 9):
        found = sentences(text)
        assert max(end - start for start, end in found) <= MAX_SENTENCE_CHARS
        assert "".join(text[start:end] for start, end in found).replace(" ", "") == text.replace(" ", "")


def test_a_sentence_of_more_numbers_than_any_is_left_alone():
    most = "Sales were " + ", ".join("5%" for _ in range(MAX_NUMBERS)) + "."
    assert len(extractor().claims(article_of(most))) == MAX_NUMBERS
    assert unread(most) == 0
    assert extractor().claims(article_of(most[:-1] + ", 6%.")) == []
    assert unread(most[:-1] + ", 6%.") == 1


def test_a_table_of_lines_is_read():
    table = "".join(f"Candidate {n} 12,345 45.{n}%\n" for n in range(40))
    assert unread(table) == 0
    assert [claim.text for claim in extractor().claims(article_of(table)) if claim.kind == "percent"] == [
        f"45.{n}%" for n in range(40)
    ]


def test_a_table_is_left_alone_and_the_text_around_it_is_read():
    table = "".join(f"Team {n} 5 7 9 8 6\n" for n in range(MAX_NEAR))
    assert unread(table) == MAX_NEAR
    plain = "Exports rose 12%, the ministry said.\n"
    away = "Nobody said anything about it. " * (NEAR_CHARS // 30 + 1) + "\n"
    claims = extractor().claims(article_of(plain + away + table + away + plain))
    assert [(claim.text, claim.attribution.source.name) for claim in claims] == [("12%", "ministry")] * 2

"""Intake: files, formats, encodings, and everything that can be wrong with them."""

from __future__ import annotations

import gzip
import io
import json
import os
import socket
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimx.errors import InputError, UsageError
from claimx.intake import MAX_BAD_LINES, Article, formats, opening, read, sha256_of, source_of, sources
from claimx.intake.paths import is_file, openable, printable

TEXT = "Exports rose 12%.\nFine, “quoted” – café €5."


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(name, data):
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())


def one(*paths, **options):
    (item,) = read(paths, **options)
    return item


def refused(*paths, **options):
    item = one(*paths, **options)
    assert isinstance(item, InputError)
    assert "\n" not in str(item)
    return str(item)


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        b"\xef\xbb\xbf" + TEXT.encode(),
        TEXT.encode("utf-16"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("utf-32"),
        TEXT.encode("cp1252"),
    ],
    ids=[
        "utf-8",
        "utf-8 mark",
        "utf-16",
        "utf-16-be mark",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        "windows-1252",
    ],
)
def test_encodings(here, data):
    put("a.txt", data)
    assert one("a.txt").source == TEXT


def test_encoding_by_statistics(here):
    text = "Экспорт вырос на 12 процентов в прошлом году, сообщило министерство финансов."
    put("a.txt", text.encode("cp1251"))
    assert one("a.txt").source == text


def test_a_few_broken_bytes(here):
    put("a.txt", "Café “quoted” €5 and more é".encode() + b" bad \x93 end")
    assert one("a.txt").source == "Café “quoted” €5 and more é bad \ufffd end"


def test_encoding_named_by_the_user(here):
    put("a.txt", "Żółw 5".encode("iso-8859-2"))
    assert one("a.txt", encoding="iso-8859-2").source == "Żółw 5"
    assert refused("a.txt", encoding="ascii") == (
        "a.txt: is not ascii at byte 0: leave --encoding out or name another one"
    )


@pytest.mark.parametrize("name", ["no-such", "hex", "rot13", "", "\0"])
def test_unknown_encoding(name):
    with pytest.raises(UsageError, match="encoding"):
        read([], encoding=name)


def test_line_ends_are_left_alone(here):
    put("a.txt", b"Exports\r\nrose\rby 5\n")
    assert one("a.txt").source == "Exports\r\nrose\rby 5\n"


LD = '<script type="application/ld+json">'
PAGE = """<html><head><title>Exports &amp; imports | Site</title>
<meta property="og:title" content="Exports &amp; imports"><meta property="og:site_name" content="Daily Post">
<meta property="article:published_time" content="2025-07-21T05:00:00+02:00">
<link rel="canonical" href="https://a.example/x"></head><body><nav>Home 99</nav><article>
<h1>Exports &amp; imports</h1>
<p>Exports rose 12 percent to $3bn in 2024, the ministry said on Monday in a statement that was long.</p>
<p>Another paragraph with 50 people, and more text to be taken for content.</p></article></body></html>"""


def test_html(here):
    put("a.html", PAGE)
    article = one("a.html")
    assert article.source.startswith("Exports & imports\n")
    assert "12 percent to $3bn" in article.text
    assert (article.title, article.outlet, article.published) == (
        "Exports & imports",
        "Daily Post",
        "2025-07-21",
    )
    assert article.url == "https://a.example/x"
    assert (article.start, article.end) == (0, len(article.source))


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ('<meta name="date" content="2024">', None),
        ('<meta name="date" content="2024-05-06">', "2024-05-06"),
        (f'{LD}{{"@type":"NewsArticle","datePublished":"2024-05-06T10:00Z"}}</script>', "2024-05-06"),
        (f"{LD}{{broken</script>", None),
        ("", None),
    ],
)  # fmt: skip
def test_html_states_a_day_or_has_none(here, head, day):
    body = "<p>Copyright 2024. Exports rose 5%.</p>"
    put("a.htm", f"<html><head><title>T</title>{head}</head><body>{body}</body></html>")
    assert one("a.htm").published == day


def test_html_in_its_declared_encoding(here):
    head = '<meta charset="iso-8859-2"><title>Żółw</title>'
    page = f"<html><head>{head}</head><body><p>Cena wynosi 5 zł, mówi Żółw.</p></body></html>"
    put("a.html", page.encode("iso-8859-2"))
    assert one("a.html").title == "Żółw"


def test_html_without_an_article(here):
    put("a.html", "<html><body></body></html>")
    assert "no article text" in refused("a.html")


LINES = [
    {"text": "One 5."},
    {"id": 7, "text": "Two", "date": "2025-07-21T10:00:00Z", "title": "T", "outlet": "O", "url": "u"},
    {"id": "x", "text": "Three \ud800 x", "date": "soon", "title": 5},
]


def test_json_lines(here):
    put("a.jsonl", "\n\n".join(map(json.dumps, LINES)))
    found = list(read(["a.jsonl"]))
    assert [(a.key, a.index, a.published, a.title, a.outlet, a.url) for a in found] == [
        (None, 0, None, None, None, None),
        ("7", 1, "2025-07-21", "T", "O", "u"),
        ("x", 2, None, None, None, None),
    ]
    assert found[2].source == "Three \ud800 x"
    assert found[2].text == "Three   x"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_json_lines_in_other_encodings(here, encoding):
    put("a.jsonl", '{"text": "“One” – 5"}\n{"text": "Two"}'.encode(encoding))
    assert [a.source for a in read(["a.jsonl"])] == ["“One” – 5", "Two"]


def test_json_array_and_object(here):
    put("a.json", json.dumps(LINES))
    put("b.json", json.dumps(LINES[0], indent=1))
    assert [a.index for a in read(["a.json"])] == [0, 1, 2]
    assert one("b.json").source == "One 5."


def test_an_object_is_one_article(here):
    put(
        "a.jsonl",
        json.dumps({"text": "A\n21-07-2025\n- A\nB\nExports rose.\n\nC\n5 days ago\n- C\nD\nImports fell."}),
    )
    assert one("a.jsonl").start == 0


def test_bad_lines_are_named_and_the_rest_is_read(here):
    put("a.jsonl", '{"text":"A"}\nnope\n[1]\n{"text":5}\n{"text":" "}\n' + "[" * 100_000 + '\n{"text":"B"}\n')
    found = list(read(["a.jsonl"]))
    assert [str(item) for item in found if isinstance(item, InputError)] == [
        "a.jsonl: line 2: not JSON: Expecting value (column 1)",
        "a.jsonl: line 3: not an object with a text",
        'a.jsonl: line 4: no "text" in this object',
        'a.jsonl: line 5: empty "text"',
        "a.jsonl: line 6: not JSON: nested too deeply",
    ]
    assert [(item.source, item.index) for item in found if isinstance(item, Article)] == [("A", 0), ("B", 6)]


def test_bad_json_names_its_line(here):
    put("a.json", '{"text": "A",\n"x": 1,\n"y": }')
    assert refused("a.json") == "a.json: line 3: not JSON: Expecting value"
    put("b.json", '{"text":"A"}\n{"text":"B"}')
    assert "one object on each line is .jsonl" in refused("b.json")


@pytest.mark.parametrize("name", ["c.jsonl", "c.json"])
def test_claims_are_refused(here, name):
    put(name, '{"id": "clm_0123456789abcdef", "text": "5"}')
    assert "these are claims" in refused(name)


def test_bad_lines_have_an_end(here):
    put("a.jsonl", "{}\n" * 500)
    found = list(read(["a.jsonl"]))
    assert len(found) == MAX_BAD_LINES + 1
    assert "the rest of the file is not read" in str(found[-1])


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\t", "empty"),
        ("a.jsonl", b"\n\n", "empty"),
        ("a.json", b"", "empty"),
        ("a.html", b"", "empty"),
        ("a.txt", bytes(range(256)), "binary"),
        ("a.txt", b"\0" * 1000, "binary"),
        ("a.txt", b"%PDF-1.7 x", "a PDF file"),
        ("a.txt", b"PK\x03\x04 x", "ZIP"),
        ("a.txt", gzip.compress(b"x", mtime=0), "without the suffix .gz"),
        ("a.pdf", b"x", "unknown kind of file '.pdf'"),
        ("a.txt.gz", b"hello", "damaged gzip"),
        ("a.txt.gz", gzip.compress(b"hello", mtime=0)[:-6], "damaged gzip"),
        ("a.json", b"[" * 100_000, "nested too deeply"),
        ("a.json", b'{"text": ' + b"9" * 5000 + b"}", "not JSON"),
    ],
)
def test_refused_files(here, name, data, words):
    put(name, data)
    assert words in refused(name)


def test_missing_files(here):
    assert refused("no.txt") == "no.txt: cannot be read: no such file or directory"
    assert refused("no*.txt") == "no*.txt: no file matches this pattern"
    assert "no name can hold" in refused("a\0b.txt")
    assert "no name can hold" in refused("")


def test_over_long_article(here):
    put("a.txt", "a" * 101)
    assert refused("a.txt", max_article_chars=100) == (
        "a.txt: article 1: 101 characters, more than --max-article-chars 100: split the text or raise the limit"
    )
    assert one("a.txt", max_article_chars=101).end == 101


def test_over_long_line_and_file(here, monkeypatch):
    monkeypatch.setattr(formats, "MAX_LINE_BYTES", 1000)
    monkeypatch.setattr(opening, "MAX_FILE_BYTES", 1000)
    put("a.jsonl", '{"text":"' + "a" * 2000 + '"}\n')
    put("b.txt", "a" * 1001)
    put("c.txt.gz", gzip.compress(b"\0" * 10_000_000, mtime=0))
    assert "line 1: longer than" in refused("a.jsonl")
    assert "of text in one file" in refused("b.txt")
    assert "of text in one file" in refused("c.txt.gz")


@pytest.mark.parametrize("value", ["2025", "21-07-2025", "2025-02-30", "today", ""])
def test_date_option_must_be_iso(value):
    with pytest.raises(UsageError, match="not a date"):
        read([], date=value)


def test_limit_option_must_be_positive():
    with pytest.raises(UsageError, match="max-article-chars"):
        read([], max_article_chars=0)


def test_date_option_fills_what_is_missing(here):
    put("a.jsonl", '{"text":"A"}\n{"text":"B","date":"2024-01-02"}')
    assert [a.published for a in read(["a.jsonl"], date="2025-07-21")] == ["2025-07-21", "2024-01-02"]


@pytest.mark.parametrize("name", ["b.txt.gz", "b.md.gz", "b.gz"])
def test_gzip(here, name):
    put(name, gzip.compress(TEXT.encode(), mtime=0))
    assert one(name).source == TEXT


def test_folders_are_read_in_order(here):
    for name in ("d/b.txt", "d/a/z.md", "d/c.JSONL", "d/.hidden/x.txt", "d/picture.png", "d/.x.txt"):
        put(name, '{"text": "5"}')
    assert [a.path for a in read(["d/"])] == ["d/a/z.md", "d/b.txt", "d/c.JSONL"]
    assert [a.path for a in read(["d/*.txt", "d", "./d/b.txt"])] == [
        "d/b.txt",
        "d/a/z.md",
        "d/c.JSONL",
        "./d/b.txt",
    ]
    assert [a.path for a in read(["d/**/*.md"])] == ["d/a/z.md"]


def test_a_name_that_looks_like_a_pattern(here):
    put("a[1].txt", "5 men")
    assert one("a[1].txt").path == "a[1].txt"


def test_a_name_that_is_too_long(here):
    put("ok.txt", "5 men")
    for name in ("a" * 300 + ".txt", "a/" * 3000):
        bad, good = read([name, "ok.txt"])
        assert "name too long" in bad.reason
        assert good.path == "ok.txt"
    assert not is_file("a" * 300)


def test_folder_without_articles(here):
    (here / "d").mkdir()
    assert "no articles in this folder" in refused("d")


def test_links_that_loop(here):
    put("d/a.txt", "5 men")
    (here / "d" / "self").symlink_to(".")
    (here / "d" / "loop.txt").symlink_to("loop.txt")
    found = list(read(["d"]))
    assert [item.path for item in found] == ["d/a.txt", "d/loop.txt"]
    assert "symbolic links" in str(found[1])


@pytest.mark.skipif(sys.platform == "win32", reason="no named pipes")
def test_pipes_sockets_and_devices(here):
    os.mkfifo("pipe.txt")
    with socket.socket(socket.AF_UNIX) as unix:
        unix.bind("socket.txt")
        found = [str(item) for item in read(["."])]
    assert "a named pipe" in found[0]
    assert "a socket" in found[1]
    assert "a device" in refused("/dev/null")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads everything")
def test_unreadable(here):
    put("d/e/a.txt", "5 men")
    put("d/b.txt", "5 men")
    Path("d/b.txt").chmod(0)
    Path("d/e").chmod(0)
    found = [str(item) for item in read(["d"])]
    Path("d/e").chmod(0o700)
    assert found == [
        "d/b.txt: cannot be read: permission denied",
        "d/e: cannot read this folder: permission denied",
    ]


def test_a_file_that_vanishes(here):
    put("a.txt", "5 men")
    put("b.txt", "6 men")
    stream = read(["a.txt", "b.txt"])
    assert next(stream).source == "5 men"
    Path("b.txt").unlink()
    assert "no such file" in str(next(stream))


@pytest.mark.skipif(sys.platform != "linux", reason="names are bytes on Linux only")
def test_names_that_are_not_utf8(here):
    Path(os.fsdecode(b"na\xffme.txt")).write_text("5 men")
    Path("a\x1b[31m\n.txt").write_text("6 men")
    found = list(read(["."]))
    assert [item.path for item in found] == ["./a\\x1b[31m\\x0a.txt", "./na\\xffme.txt"]
    json.dumps(found[1].path).encode()
    assert [source.text for item in found for source in sources(item.path)] == ["6 men", "5 men"]


def test_printable():
    for path in ("a/b.txt", "\udcff", "\ud800", "\udcff\ud800", "é"):
        printable(path).encode("utf-8")
        assert isinstance(openable(printable(path)), str)


@pytest.mark.parametrize(
    ("data", "texts"),
    [
        (b"Exports rose.", ["Exports rose."]),
        (b'{"text":"A"}\n{"text":"B"}\n', ["A", "B"]),
        (b'[{"text":"A"},\n {"text":"B"}]', ["A", "B"]),
        (b'{\n "text": "A"}', ["A"]),
        (b'\xef\xbb\xbf{"text":"A"}', ["A"]),
        (b"[1] A footnote.", ["[1] A footnote."]),
        (gzip.compress(b"Exports rose.", mtime=0), ["Exports rose."]),
        (b"<!DOCTYPE html><html><head><title>T</title></head><body><p>Exports rose 5%.</p></body></html>",
         ["T\nExports rose 5%."]),
    ],
)  # fmt: skip
def test_standard_input(data, texts):
    found = list(read(["-"], stdin=io.BytesIO(data)))
    assert [(item.path, item.source) for item in found] == [("-", text) for text in texts]


def test_standard_input_is_read_as_it_comes():
    reader, writer = os.pipe()
    with os.fdopen(reader, "rb", buffering=0) as stdin, os.fdopen(writer, "wb", buffering=0) as out:
        out.write(b'{"text":"A"}\n{"text":"B"}\n')
        stream = read(["-"], stdin=stdin)
        assert next(stream).source == "A"


def test_source_of(here):
    put("a.jsonl", '{"id":"x","text":"A"}\nnope\n{"id":"y","text":"B"}')
    assert source_of("a.jsonl", key="y", sha256=sha256_of("B")) == "B"
    with pytest.raises(InputError, match="has changed"):
        source_of("a.jsonl", key="x", sha256=sha256_of("B"))
    with pytest.raises(InputError, match="no such file"):
        source_of("b.jsonl", key=None, sha256="")
    put("c.txt", b"\0" * 99)
    with pytest.raises(InputError, match="binary"):
        list(sources("c.txt"))


@pytest.mark.parametrize("suffix", ["txt", "html", "json", "jsonl", "txt.gz", "jsonl.gz", "gz"])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary() | st.text().map(str.encode) | st.text(alphabet='{}[]":,\\u"textid \n<>p/').map(str.encode))
def test_any_bytes(here, suffix, data):
    put(f"x.{suffix}", data)
    for item in read([f"x.{suffix}"]):
        if isinstance(item, Article):
            assert len(item.text) == item.end - item.start
        else:
            assert "\n" not in str(item)
    for item in read(["-"], stdin=io.BytesIO(data)):
        assert isinstance(item, Article | InputError)


@given(st.text())
def test_any_name(path):
    for item in read([path + "?.no-such"]):
        str(item).encode("utf-8")


def test_parquet_rows_are_articles(here):
    pa = pytest.importorskip("pyarrow")
    from pyarrow.parquet import write_table

    rows = [
        {"text": "It cost $5.", "id": 7, "date": date(2025, 7, 21), "outlet": "X", "other": 1},
        {"text": None, "id": 8, "date": None, "outlet": None, "other": 2},
    ]
    write_table(pa.Table.from_pylist(rows), "a.parquet")
    article, error = read(["a.parquet"])
    assert (article.text, article.key, article.published, article.outlet) == ("It cost $5.", "7", "2025-07-21", "X")
    assert str(error) == 'a.parquet: row 2: no "text" in this object'
    put("b.parquet", "no such thing")
    assert "damaged Parquet file" in refused("b.parquet")
    write_table(pa.Table.from_pylist([{"body": "It cost $5."}]), "b.parquet")
    assert refused("b.parquet").endswith('no column "text" in this file')

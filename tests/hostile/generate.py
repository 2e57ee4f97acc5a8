"""Nasty inputs from a number: `case(target, number)` is the same bytes on every machine.

Texts are built from figures, dates, quotations, page furniture and characters that break programs, in the shapes of
news; files are built valid and then broken: values swapped for others, stretches cut, doubled, moved or overwritten.
"""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Callable
from copy import deepcopy
from functools import cache
from pathlib import Path
from random import Random

from claim_factory import claim, date_claim

from claimx.intake import article_of
from hostile.targets import CLAIMS, FOLDERS, GOLD_LINE, READ_BACK, SHEETS, SUFFIXES, extractor, written

SEEDS = Path(__file__).parents[2] / "seeds"
NUMBERS = (
    "0 1 5 12 99 100 1,000 1.000 1 000 1'000 12,34 0.5 .5 1.2.3 ½ 1½ ⅓ 3/4 ١٢٣ １２ 二十 1e9 9999999999999999999999 "
    "1,2,3 007 -5 −5 +5 ~5 5+ 5- 1- -1 1-2 1–2 10-20-30 1st 2nd 21th IV ² 5² one two twelve dozen dozens score half "
    "hundred thousand million billion trillion m bn k mn tn crore lakh several hundreds thousands two-thirds "
    "one-in-five hundred-and-one zero no 1/0 0/0 00:00 24:00 25:61 99:99 2024-02-30 0000-00-00 9999-12-31 10000-01-01"
).split(" ")
UNITS = (
    "% percent per cent pct $ € £ ¥ US$ A$ USD dollars euros cents yuan rubles ₽ ₹ km kg tonnes barrels bpd mph km/h "
    "MW m² cubic metres °C degrees miles feet inches years months weeks days hours minutes seconds people men points "
    "bps basis points percentage points times x fold shares votes seats kWh GB per day a year /year each an hour"
).split(" ")
DATES = (
    "2024 1999 '99 the 1990s January Jan. Feb 30 29 February 2023 Monday last Tuesday next week yesterday today "
    "tomorrow now 5 days ago in two years Q3 2024 FY2025 the third quarter first half of 2022 mid-2023 since 2017 "
    "until between 2010 and 2015 from 1 to 3 May 2025-07-21 21/07/2025 07/06/2025 10:30 a.m. noon midnight GMT "
    "spring Christmas the 21st century 44 BC AD 12 every Friday twice a year 2017-18 2024/25 99999 0 year 0"
).split(" ")
VOICES = (
    "said told says according to reported by Reuters the ministry Mr Smith he she they it Putin's spokesman a source "
    "officials who asked not to be named added noting that claims denied was quoted as saying per cited the watchdog "
    "in a statement , : \" “ ” ‘ ’ « » ' '' `` „ ‟ — – - ( ) [ ] { } < > ; . ! ? … .. ... !? ,,"
).split(" ")
WORDS = (
    "exports imports rose fell to from by up down at least about nearly more than not if may will would of the a and "
    "or in on for with trade debt price output compared while China Iran U.S. U.N. Inc. Co. Ltd. No. St. Dr. e.g. I "
    "tripled doubled halved increase drop respectively total average least most age aged year-old 65-year-old who"
).split(" ")
FURNITURE = [
    "Read More\n", "5 days ago\n", "- Daily Post\n", "Daily Post\n", "[1]", "[1,2-3]", "http://a.b/5?x=1", "@x",
    "a@b.co", "<a href=\"5\">", "</a>", "<p>", "<script>", "&amp;", "&#50;", "**", "# ", "](5)", "(photo by A)",
    "March 01, 2008\n", "LONDON, July 20 (AP) -- ", "Published: July 20, 2025 10:32 AM ET\n", "By Jane Doe | ",
    "Home » World » ", "A+ A-", "by Taboola", "… Continue reading", "pic.twitter.com/x5", "Listen to article 5 min",
]  # fmt: skip
ODD = [
    "\0", "\x1b[2J", "\u200b", "\u200d", "\u202e", "\u202c", "\u2066", "\ufeff", "\ufffe", "\uffff", "\u0301",
    "e\u0301",
    "\u00e9", "\u00a0", "\u2009", "\u202f", "\u3000", "\u0085", "\u2028", "\u2029", "\v", "\f", "\x1c", "\x1f",
    "\r", "\r\n",
    "\n", "\n\n", "\t", "\ud800", "\udfff", "\U0001f600", "\U000e0031", "İ", "ß", "ŉ", "ǆ", "ﬁ", "Ⅷ", "㍿", "𝟙𝟚", "٣",
    "۵", "१२", "๓", "零", "Ω", "Экспорт вырос на 12%", "出口增长12%", "العربية 12٪", "עברית 5", "ไทย", "-\u00ad-",
    "=1+1", "'", "@", "%s",
    "{0}", "\\x00", "\\", "/", "x" * 50, "1" * 40, "(" * 30, "“" * 10, "." * 20, "$" * 5, "٬", "٫", "％",
    "＄",
]  # fmt: skip
POOLS = (NUMBERS, NUMBERS, UNITS, UNITS, DATES, VOICES, VOICES, WORDS, WORDS, FURNITURE, ODD)
JOINTS = (" ", " ", " ", " ", "", "-", ", ", ". ", ".\n", "\n", " and ", " to ", "\u00a0", "/")
SHAPES = (
    "{x} rose {n} {u} to {n} {u} in {d}, {x} said.", "“{x} {n} {u} {x},” said {x}, “{n}{u} {x}.”",
    "Between {d} and {d}, {x} fell from {n} to {n} {u}.", "{n}-{n} {u}", "{u}{n}-{n}{u} {x}",
    "{n} {u} of {x} ({n} {u})",
    "According to {x}, {x} will reach {n} {u} by {d}; {x} {n}.", "{x}, {n}, {x}", "{d}, {d} and {d}",
    "{n} and {n} {u} respectively", "{n} of {n} {u}", "more than {n} to {n} {u} a {u}", "{x}: {n}\n{x}: {n}\n{x}: {n}",
    "{x} {u} {n} {x} {d}", "the {n}th {x} in {n} years", "a {n}-{u}-old {x}", "{n}x {x} than {n} {u}", "{d} {n} {d}",
)  # fmt: skip
PAGES = (
    "<html><head><title>{t}</title></head><body><article><h1>{t}</h1><p>{t}</p><p>{t}</p></article></body></html>",
    '<!DOCTYPE html><html><meta charset="{t}"><meta property="og:title" content="{t}"><time datetime="{t}"><p>{t}',
    '<html><script type="application/ld+json">{j}</script><body><table><tr><td>{t}<td>{t}</table><ul><li>{t}<li>{t}',
    "<p>{t}</p><!-- {t} --><![CDATA[{t}]]><p>{t}<div><div><span>{t}</span>",
    "<a {t}>{t}</a><p><b><i>{t}",
)
CODECS = (
    "utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "latin-1", "cp1251",
    "gb18030", "shift_jis", "koi8-r", "cp1256", "utf-7",
)  # fmt: skip
JSON_VALUES = (
    None, True, False, 0, -1, 1, 2**31, 2**63, 10**40, 1e308, -0.0, 0.1, float("inf"), float("nan"), "", "0",
    "x", "NaN",
    "clm_1", "2024", "2025-07-21", "\ud800", "\0", "\x1b[2J", "=1+1", "../../etc/passwd", "-", "/", "a" * 300, [], {},
    [None], [[]], {"": None}, {"text": 5}, [{"text": "5", "start": 0, "end": 1}], "true", "http://a/", "percent",
    "money",
)  # fmt: skip


def case(target: str, number: int) -> bytes:
    """The input of that number."""
    return MAKERS[target](Random(f"{target} {number}"))


# Texts


def words(r: Random, most: int) -> str:
    """Pieces of all kinds, joined."""
    parts = []
    for _ in range(r.randint(0, most)):
        parts += (r.choice(r.choice(POOLS)), r.choice(JOINTS))
    return "".join(parts)


def shaped(r: Random) -> str:
    """A sentence of a shape that news has."""
    made = r.choice(SHAPES)
    fill = {"{n}": NUMBERS, "{u}": UNITS, "{d}": DATES}
    for mark, pool in fill.items():
        while mark in made:
            made = made.replace(mark, r.choice(pool), 1)
    while "{x}" in made:
        made = made.replace("{x}", words(r, 4).replace("{x}", ""), 1)
    return made


@cache
def news() -> tuple[str, ...]:
    """Paragraphs of the seeds."""
    lines = (line for path in sorted(SEEDS.glob("*.txt")) for line in path.read_text(encoding="utf-8").splitlines())
    return tuple(line for line in lines if line.strip())


def spoilt(r: Random, source: str) -> str:
    """A text with a few stretches cut, doubled, moved, swapped or overwritten."""
    for _ in range(r.randint(1, 6)):
        a = r.randint(0, len(source))
        b = min(len(source), a + r.choice((0, 1, 2, 5, 20, 80)))
        c = r.randint(0, len(source))
        part, piece = source[a:b], r.choice(r.choice(POOLS))
        if r.random() < 0.2:
            source = source[:c] + part + source[c:]
        else:
            other = r.choice(("", part * r.randint(2, 6), piece, part.swapcase(), words(r, 3)))
            source = source[:a] + other + source[b:]
    return source


def some_text(r: Random) -> str:
    """A text of one of the kinds."""
    kind = r.random()
    if kind < 0.35:
        return spoilt(r, "\n".join(r.choice(news()) for _ in range(r.randint(1, 3)))[:1500])
    if kind < 0.75:
        return r.choice(JOINTS).join(shaped(r) for _ in range(r.randint(1, 5)))
    if kind < 0.95:
        return words(r, 40)
    return "".join(chr(r.choice((r.randrange(128), r.randrange(0x3000), r.randrange(0x110000)))) for _ in range(60))


def coded(source: str) -> bytes:
    """UTF-8, whatever half characters are in it."""
    return source.encode("utf-8", "surrogatepass")


def make_text(r: Random) -> bytes:
    """A case of the target `text`."""
    return r.choice(READ_BACK).encode() + b"\n" + coded(some_text(r))


def make_opened(r: Random) -> bytes:
    """A case of the target `opened`."""
    return coded(some_text(r))


# Files


def broken(r: Random, data: bytes) -> bytes:
    """Bytes with some of them wrong; one time in three as they are."""
    if r.random() < 0.33 or not data:
        return data
    made = bytearray(data)
    for _ in range(r.choice((1, 1, 2, 5, 20))):
        a = r.randint(0, len(made))
        b = min(len(made), a + r.choice((0, 1, 1, 4, 30)))
        made[a:b] = r.choice(
            (
                b"",
                r.randbytes(1),
                r.randbytes(4),
                bytes(made[a:b]) * 2,
                b"\0",
                b"\xff\xfe",
                b"\n",
                b'"',
                b"<",
                b"{",
                b"\x80",
            )
        )
    return bytes(made[: r.choice((len(made), len(made), r.randint(0, len(made))))])


def encoded(r: Random, source: str) -> bytes:
    """The text in some encoding, as far as it goes."""
    return source.encode(r.choice(CODECS), r.choice(("replace", "ignore")))


def some_json(r: Random, depth: int = 3) -> object:
    """Any JSON value."""
    if depth == 0 or r.random() < 0.4:
        return r.choice((r.choice(JSON_VALUES), some_text(r)[:80]))
    if r.random() < 0.5:
        return [some_json(r, depth - 1) for _ in range(r.randint(0, 3))]
    return {r.choice(("id", "text", "date", "title", "x", "")): some_json(r, depth - 1) for _ in range(r.randint(0, 4))}


def edited(r: Random, value: object) -> object:
    """A JSON value with one to three of its leaves or branches replaced or removed."""
    made = json.loads(json.dumps(value))
    for _ in range(r.randint(1, 3)):
        at, key = made, None
        while isinstance(at, dict | list) and at and (key is None or r.random() < 0.8):
            holder, key = at, r.choice(list(at) if isinstance(at, dict) else range(len(at)))
            at = at[key]
        if key is None:
            return some_json(r)
        if r.random() < 0.2:
            del holder[key]
        else:
            # Copied: what is put in may be changed next, and the tables are those of all cases.
            holder[key] = deepcopy(r.choice((r.choice(JSON_VALUES), some_json(r, 1), at)))
    return made


def article_row(r: Random) -> object:
    """One line of JSON Lines."""
    row = {"text": some_text(r)[:300], "id": r.choice(JSON_VALUES), "date": r.choice(DATES), "title": words(r, 3)}
    return row if r.random() < 0.5 else edited(r, row)


def page_of(r: Random) -> str:
    """An HTML page."""
    made = r.choice(PAGES)
    while "{t}" in made:
        made = made.replace("{t}", some_text(r)[:300].replace("{t}", ""), 1)
    return made.replace("{j}", json.dumps(some_json(r)))


def file_of(r: Random, suffix: str) -> bytes:
    """The content of a file of that suffix, whole."""
    if suffix.endswith("gz"):
        return gzip.compress(
            broken(r, file_of(r, suffix.removesuffix("gz").rstrip(".") or r.choice(SUFFIXES[:5]))), mtime=0
        )
    if suffix == "html":
        return encoded(r, page_of(r))
    if suffix == "jsonl":
        return encoded(r, "\n".join(json.dumps(article_row(r)) for _ in range(r.randint(0, 4))))
    if suffix == "json":
        return encoded(r, json.dumps([article_row(r) for _ in range(r.randint(0, 3))]))
    if suffix == "parquet":
        return parquet_of(r)
    if suffix == "-":
        return file_of(r, r.choice(SUFFIXES[:-1]))
    return encoded(r, some_text(r))


def parquet_of(r: Random) -> bytes:
    """A Parquet file of articles."""
    import pyarrow as pa
    from pyarrow.parquet import write_table

    stream = io.BytesIO()
    rows = {"text": [some_text(r)[:200].encode("utf-8", "replace").decode() for _ in range(2)], "id": [1, 2]}
    write_table(pa.table(rows), stream)
    return stream.getvalue()


def make_intake(r: Random) -> bytes:
    """A case of the target `intake`."""
    suffix = r.choice(SUFFIXES)
    return suffix.encode() + b"\n" + broken(r, file_of(r, suffix))


def make_page(r: Random) -> bytes:
    """A case of the target `page`."""
    suffix = r.choice(("txt", "html", "md", "jsonl"))
    return suffix.encode() + b"\n" + broken(r, file_of(r, suffix))


# Records


@cache
def records() -> list[object]:
    """Claims as JSON: made by hand, and of a text."""
    source = "Exports rose 12% to $3bn in 2024, the ministry said. Imports fell from 40 to 30 tonnes a day."
    made = [claim(), date_claim(), *extractor().claims(article_of(source, published="2025-07-21"))]
    return [json.loads(one.model_dump_json(by_alias=True)) for one in made]


@cache
def valid(name: str) -> bytes:
    """A valid file of claims."""
    return written(name, [claim(), date_claim()])


def make_claims(r: Random) -> bytes:
    """A case of the target `claims`."""
    name = r.choice(CLAIMS)
    made = broken(r, valid(name))
    if name in ("json", "jsonl"):
        rows = [r.choice((r.choice(records()), edited(r, r.choice(records())))) for _ in range(r.randint(0, 3))]
        lines = [json.dumps(row) for row in rows]
        made = broken(r, ("\n".join(lines) if name == "jsonl" else f"[{','.join(lines)}]").encode())
    elif name in ("csv", "tsv") and r.random() < 0.6:
        made = cells_edited(r, valid(name), "," if name == "csv" else "\t")
    return name.encode() + b"\n" + made


def cells_edited(r: Random, data: bytes, delimiter: str) -> bytes:
    """Delimited rows with some cells replaced."""
    rows = [line.split(delimiter) for line in data.decode().splitlines()]
    for _ in range(r.randint(1, 4)):
        row = r.choice(rows)
        row[r.randrange(len(row))] = r.choice((r.choice(NUMBERS), str(r.choice(JSON_VALUES)), words(r, 2)))
    return "\n".join(delimiter.join(row) for row in rows).encode("utf-8", "surrogatepass")


@cache
def sheets(name: str) -> bytes:
    """A valid spot check."""
    from claimx.review.sample import sample, write_sample, write_sample_csv

    rows = list(sample([claim(), date_claim()], n=2, seed=0, by="kind"))
    if name == "xlsx":
        raw = io.BytesIO()
        write_sample(rows, raw)
        return raw.getvalue()
    stream = io.StringIO(newline="")
    write_sample_csv(rows, stream)
    return stream.getvalue().replace(",", "," if name == "csv" else "\t").encode()


def make_sheet(r: Random) -> bytes:
    """A case of the target `sheet`."""
    name = r.choice(SHEETS)
    made = valid("sqlite") if name == "sqlite" else sheets(name)
    if name in ("csv", "tsv") and r.random() < 0.6:
        head, *rows = made.decode("utf-8-sig").splitlines()
        numbers = (*NUMBERS, "inf", "nan", "-1", "1e400", "0", "", *"right wrong unsure x".split())
        at = head.split("," if name == "csv" else "\t").index("stratum_size")
        marks = [",".join(r.choice(numbers) for _ in range(at + 12)) for _ in range(r.randint(0, 3))]
        made = "\n".join(
            (head, *rows[: r.randint(0, 2)], *(m.replace(",", "," if name == "csv" else "\t") for m in marks))
        ).encode()
    return name.encode() + b"\n" + broken(r, made)


def make_folder(r: Random) -> bytes:
    """A case of the target `folder`."""
    name = r.choice(FOLDERS)
    if name == "floors":
        rows = [f"{r.choice('ab')} = {r.choice(('0.5', '1', 'true', 'nan', '[]', '{}', '1979-05-27', chr(34) * 2))}"]
        made = "\n".join((r.choice(("[a.floors]", "[a]", "a = 1", "[[a]]", "[a]\nfloors = 5")), *rows)).encode()
    elif name == "manifest":
        entry = {"output": "x", "bytes": 5, "input": "", "extractor": "x", "settings": "y", "errors_file": None}
        made = json.dumps(edited(r, {"extractor": "x", "settings": "y", "shards": {"a.txt": entry}})).encode()
    elif name == "texts":
        made = json.dumps(edited(r, {"file": "a.txt", "text": "Up 5%.", "dct": "2025-07-21"})).encode()
    else:
        made = "\n".join(json.dumps(edited(r, json.loads(GOLD_LINE))) for _ in range(r.randint(1, 2))).encode()
    return name.encode() + b"\n" + broken(r, made)


MAKERS: dict[str, Callable[[Random], bytes]] = {
    "intake": make_intake,
    "text": make_text,
    "opened": make_opened,
    "page": make_page,
    "claims": make_claims,
    "sheet": make_sheet,
    "folder": make_folder,
}

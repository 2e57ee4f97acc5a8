"""Encodings and scripts, odd files, and files that change under the reader: offsets stay true, the run goes on."""

from __future__ import annotations

import json
import os
import socket
import threading
import time
import unicodedata
from decimal import Decimal
from functools import cache

import pytest

from claimx.errors import InputError
from claimx.intake import article_of, opening, read
from claimx.pipeline import Extractor
from claimx.review.checks import spans_of
from claimx.review.verify import verify

NEWS = "Exports rose 12% to $3bn in 2024, the ministry said. “We sold 40,000 tonnes,” Anaïs Müller told Le Monde."
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252")


@cache
def extractor():
    return Extractor()


def checked(article):
    """The claims of an article, every span true to its source."""
    claims = extractor().claims(article)
    for claim in claims:
        for field, span in spans_of(claim):
            assert article.source[span.start : span.end] == span.text, field
    return claims


def values(text):
    """Text and value of each claim."""
    return [(claim.text, claim.value) for claim in checked(article_of(text))]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=repr)
def test_the_same_claims_in_every_encoding(tmp_path, encoding, end):
    path = tmp_path / "a.txt"
    path.write_bytes((NEWS + end + NEWS + end).encode(encoding))
    (article,) = read([str(path)])
    assert article.source == NEWS + end + NEWS + end
    assert [claim.text for claim in checked(article)] == ["12%", "$3bn", "2024", "40,000 tonnes"] * 2


@pytest.mark.parametrize("wrong", ["latin-1", "cp1251", "gb18030", "koi8-r", "utf-7"])
def test_a_wrong_encoding_gives_true_offsets_still(tmp_path, wrong):
    path = tmp_path / "a.txt"
    path.write_bytes(NEWS.encode())
    for item in read([str(path)], encoding=wrong):
        if not isinstance(item, InputError):
            checked(item)


def test_mixed_encodings_in_one_file(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(NEWS.encode() + b"\n" + NEWS.encode("cp1252", "replace") + b"\n" + b"\xff\xfe\x80 Up 5%.\n")
    (article,) = read([str(path)])
    assert {"12%", "$3bn", "40,000 tonnes", "5%"} <= {claim.text for claim in checked(article)}


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_composed_and_decomposed(form):
    text = unicodedata.normalize(form, NEWS + " Café São Paulo: 5 km², ½ of Zürich’s 10 000 firms.")
    claims = checked(article_of(text))
    assert [(claim.value, claim.unit) for claim in claims] == [
        (12, "percent"), (3 * 10**9, "USD"), (None, None), (40_000, "tonne"), (5, "square kilometre"),
        (Decimal("0.5"), "fraction"), (10_000, "firm"),
    ]  # fmt: skip
    assert unicodedata.normalize("NFC", claims[3].attribution.source.name) == "Anaïs Müller"


@pytest.mark.parametrize(
    ("figure", "value", "unit"),
    [
        ("１２％", 12, "percent"),
        ("١٢٪", 12, "percent"),
        ("१२%", 12, "percent"),
        ("＄３ bn", 3 * 10**9, "USD"),
        ("٤٠ tonnes", 40, "tonne"),
        ("४० tonnes", 40, "tonne"),
    ],
)
def test_digits_and_signs_of_other_scripts(figure, value, unit):
    (claim,) = checked(article_of(f"Exports rose to {figure}, the ministry said."))
    assert (claim.text, claim.value, claim.unit) == (figure, value, unit)


@pytest.mark.parametrize(
    "mark", ["\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u200e", "\u200f", "\u202a", "\u2066"]
)
def test_marks_that_nobody_sees(mark):
    for text in (NEWS.replace(" ", f" {mark}"), NEWS.replace(" ", f"{mark} "), mark.join(NEWS), NEWS + mark):
        values(text)
    assert ("12%", 12) in values(mark + NEWS)


@pytest.mark.parametrize(
    "text",
    [
        "Экспорт вырос на 12% до $3 млрд в 2024 году, сообщило министерство.",
        "出口增长12%，达到30亿美元，该部在2024年表示。",
        "ارتفعت الصادرات بنسبة ١٢٪ إلى ٣ مليارات دولار في ٢٠٢٤",
        "היצוא עלה ב-12% ל-3 מיליארד דולר בשנת 2024",
        "निर्यात १२% बढ़कर 3 अरब डॉलर हुआ",
        "Les exportations ont augmenté de 12 % à 3 milliards d’euros en 2024.",
        "輸出は１２％増の３０億ドル、２０２４年",
        "Exports rose １２％ to ＄３ bn, ٤٠ tonnes and ४० ships in २०२४, the ministry said.",
        "👩‍👩‍👧‍👦 12 families 🇺🇦 paid $3bn 💸💸 in 2024 👍🏽",
    ],
)
def test_other_scripts_and_digits(text):
    values(text)
    values(f"{text}\n{NEWS}")
    assert ("12%", 12) in values(f"{text}\n\n{NEWS}")


def test_names_and_kinds_of_files(tmp_path):
    """One folder with everything odd in it: two files are read, the rest is named or left out."""
    (tmp_path / "a.txt").write_text(NEWS, encoding="utf-8")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "round.txt").symlink_to(tmp_path / "round.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nothing.txt")
    (tmp_path / "folder.txt").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")
    with open(os.fsencode(tmp_path) + b"/\xff\xfe.txt", "wb") as odd:  # noqa: PTH123
        odd.write(NEWS.encode())
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind(str(tmp_path / "s.txt"))
        items = list(read([str(tmp_path)]))
    articles = [item for item in items if not isinstance(item, InputError)]
    assert sorted(article.path.rpartition("/")[2] for article in articles) == ["\\xff\\xfe.txt", "a.txt"]
    said = {item.path.rpartition("/")[2]: item.reason for item in items if isinstance(item, InputError)}
    assert said.keys() == {"round.txt", "gone.txt", "pipe.txt", "s.txt"}
    assert "named pipe" in said["pipe.txt"]
    assert "socket" in said["s.txt"]
    for article in articles:
        checked(article)


def test_a_file_that_shrinks_or_goes_while_it_is_read(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    original = opening.check_kind
    for act in (lambda: path.write_bytes(b""), path.unlink, lambda: path.write_bytes(b"%PDF-1")):
        path.write_text(NEWS, encoding="utf-8")
        calls = []

        def meddling(printed, mode, act=act, calls=calls):
            original(printed, mode)
            calls.append(1)
            if len(calls) == 1:
                act()

        monkeypatch.setattr(opening, "check_kind", meddling)
        items = list(read([str(path)]))
        assert all(isinstance(item, InputError) for item in items)
        assert len(items) == 1


def test_a_file_written_while_it_is_read(tmp_path):
    """Whatever mixture of two states is read: articles are whole or refused, and offsets are true to what was read."""
    path = tmp_path / "a.jsonl"
    states = ["\n".join(json.dumps({"text": f"{NEWS} {word}"}) for _ in range(300)) for word in ("one", "two " * 40)]
    path.write_text(states[0], encoding="utf-8")
    stop = threading.Event()

    def writing():
        while not stop.is_set():
            for state in states:
                path.write_text(state, encoding="utf-8")

    writer = threading.Thread(target=writing)
    writer.start()
    try:
        end = time.monotonic() + 2
        while time.monotonic() < end:
            for item in read([str(path)]):
                if not isinstance(item, InputError):
                    assert len(item.text) == len(item.source)
                    assert item.source.startswith("Exports rose 12%")
    finally:
        stop.set()
        writer.join()


def edits(record):
    """A record with its source, and copies that each say something else than the source."""
    yield "value of text", record | {"text": record["text"] + "0"}
    yield "moved", record | {"start": record["start"] + 1, "end": record["end"] + 1}
    yield "sentence", record | {"sentence": record["sentence"] | {"text": "Exports rose 99%."}}
    yield "id", record | {"id": "clm_0000000000000000"}
    yield "figure id", record | {"figure_id": "fig_0000000000000000"}
    yield "checksum", record | {"document": record["document"] | {"sha256": "0" * 64}}
    yield "title", record | {"document": record["document"] | {"title": "Another"}}


def test_verify_finds_every_edit(tmp_path):
    source, claims = tmp_path / "a.txt", tmp_path / "claims.jsonl"
    source.write_text(NEWS, encoding="utf-8")
    (article,) = read([str(source)])
    records = [json.loads(claim.model_dump_json(by_alias=True)) for claim in checked(article)]
    claims.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    assert verify(claims).ok
    for name, edited in edits(records[0]):
        claims.write_text(json.dumps(edited), encoding="utf-8")
        assert not verify(claims).ok, name
    claims.write_text(json.dumps(records[0] | {"value": 13}), encoding="utf-8")
    assert not verify(claims, again=lambda paths: checked(article)).ok
    claims.write_text(json.dumps(records[0]), encoding="utf-8")
    for changed in (NEWS.replace("12%", "13%"), NEWS + " ", " " + NEWS, ""):
        source.write_text(changed, encoding="utf-8")
        assert not verify(claims).ok

"""Incremental runs: the same bytes with and without a store, whatever happened to the run before."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time

import pytest
from test_cli import claimx, here

from claimx import incremental
from claimx.claims.assemble import document_of
from claimx.export.sqlite import Store
from claimx.intake import Article, article_of, read
from claimx.workers import BATCH_ARTICLES, batched, extract_all

RUN = [sys.executable, "-c", "from claimx.cli import main; main()"]


def lines(count, start=0):
    """Short articles: every fourth holds no figure, one holds half a surrogate pair."""
    for number in range(start, start + count):
        text = f"Exports rose {number % 50}.5% to ${number}bn in 2024, the ministry said. Mr Ng{number} agreed."
        if number % 4 == 3:
            text = f"Nobody counted anything in town {'abcdefghij'[number % 10]}."
        yield json.dumps({"text": text + ("\ud800" if number == 5 else ""), "id": f"n{number}", "date": "2025-07-21"})


@pytest.fixture
def news(tmp_path):
    path = tmp_path / "news.jsonl"
    path.write_text("\n".join(lines(40)) + "\n", encoding="utf-8")
    return path


def extracted(news, *options, cwd=None):
    """What a run prints: in this process, but for one that starts others."""
    if cwd is None and "--workers" not in options:
        return here("extract", news, "--quiet", *options, check=0)[1]
    return claimx("extract", news, "--quiet", *options, cwd=cwd, check=0)[1]


@pytest.fixture
def calls(monkeypatch):
    """How many articles were really extracted."""
    seen = []
    monkeypatch.setattr(incremental, "extract_batches", lambda batches, **options: counting(batches, seen, options))
    return seen


def counting(batches, seen, options):
    from claimx.workers import extract_batch

    for batch in batches:
        seen.extend(batch)
        yield extract_batch(batch, options["model"])


def articles_of(*paths, **settings):
    return [item for item in read([str(path) for path in paths], **settings) if isinstance(item, Article)]


def stored(articles, path, **options):
    return list(incremental.extract_stored(articles, str(path), **options))


def test_same_bytes_with_a_store_new_or_full_and_for_any_number_of_workers(news, tmp_path):
    store = tmp_path / "kept.sqlite"
    plain = extracted(news, "--tsv")
    assert extracted(news, "--tsv", "--store", store, "--workers", "2") == plain
    assert extracted(news, "--tsv", "--store", store) == plain
    assert extracted(news, "--jsonl", "--store", store) == extracted(news, "--jsonl")
    with Store(store) as kept:
        assert len(list(kept.claims())) == plain.count("\n") - 1


def test_known_articles_are_not_extracted_again(news, tmp_path, calls):
    store = tmp_path / "kept.sqlite"
    articles = articles_of(news)
    first = stored(articles, store)
    assert (len(calls), len(first)) == (40, 40)
    assert [] in first  # articles without claims are remembered too
    calls.clear()
    assert stored(articles, store) == first
    assert calls == []
    news.write_text("\n".join([*lines(40), *lines(3, start=100)]), encoding="utf-8")
    assert stored(articles_of(news), store)[:40] == first
    assert [article.key for article in calls] == ["n100", "n101", "n102"]


def test_what_decides_the_claims_decides_what_is_known(tmp_path, calls):
    path = tmp_path / "a.txt"
    path.write_text("Exports rose 12% on Monday, the ministry said.", encoding="utf-8")
    store = tmp_path / "kept.sqlite"
    for date, fresh in (("2025-07-21", 1), ("2025-07-21", 0), ("2025-07-28", 1), ("2025-07-28", 0)):
        calls.clear()
        articles = articles_of(path, date=date)
        assert stored(articles, store) == list(extract_all(articles))
        assert len(calls) == fresh, date


def test_another_model_is_another_extraction(news, tmp_path, calls, monkeypatch):
    articles = articles_of(news)[:2]
    stored(articles, tmp_path / "kept.sqlite")
    monkeypatch.setattr(incremental, "meta_of", lambda model: {"lang": "en", "name": "other", "version": "1"})
    stored(articles, tmp_path / "kept.sqlite")
    assert len(calls) == 4


def test_a_copy_is_read_back_with_its_own_path(tmp_path, calls):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("Exports rose 12% to $3bn, the ministry said.", encoding="utf-8")
    store = tmp_path / "kept.sqlite"
    stored(articles_of(tmp_path / "a.txt"), store)
    (claims,) = stored(articles_of(tmp_path / "b.txt"), store)
    assert {claim.document.path for claim in claims} == {str(tmp_path / "b.txt")}
    assert len(calls) == 1
    with Store(store) as kept:
        assert list(kept.claims()) == claims


def test_killed_at_any_moment_the_next_run_finishes_the_job(news, tmp_path):
    news.write_text("\n".join(lines(48)) + "\n", encoding="utf-8")
    store = tmp_path / "kept.sqlite"
    run = subprocess.Popen(
        [*RUN, "extract", news, "--jsonl", "--store", store], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    wait_for(lambda: articles_in(store) >= BATCH_ARTICLES)
    run.kill()
    run.wait()
    assert BATCH_ARTICLES <= articles_in(store) < 48
    fresh = tmp_path / "fresh.sqlite"
    assert extracted(news, "--jsonl", "--store", store) == extracted(news, "--jsonl", "--store", fresh)
    with Store(store) as one, Store(fresh) as other:
        assert list(one.claims()) == list(other.claims())


def articles_in(store):
    """How many articles a store holds while another process writes it."""
    if not store.exists():
        return 0
    connection = sqlite3.connect(store, timeout=30)
    try:
        return connection.execute("SELECT count(*) FROM extractions").fetchone()[0]
    except sqlite3.OperationalError:
        return 0
    finally:
        connection.close()


def wait_for(condition, seconds=60):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.mark.parametrize("extra", [[], ["--store", "kept.sqlite"]], ids=["plain", "store"])
def test_interrupted_workers_leave_no_half_file(news, tmp_path, extra):
    news.write_text("\n".join(lines(4000)) + "\n", encoding="utf-8")
    # A shell starts what it runs in the background deaf to Ctrl-C, and its children inherit that.
    heeding = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
    call = [*RUN[:-1], heeding + RUN[-1], "extract", news, "-o", "claims.jsonl", "--workers", "2", *extra]
    with subprocess.Popen(call, cwd=tmp_path, stderr=subprocess.PIPE, text=True, start_new_session=True) as run:
        wait_for(lambda: any(path.name.endswith(".tmp") for path in tmp_path.iterdir()))
        time.sleep(1.5)
        os.killpg(run.pid, signal.SIGINT)  # as a terminal does: the workers get it too
        assert run.stderr.read().strip() == "claimx: interrupted"
    assert run.returncode == 130
    assert {path.name for path in tmp_path.iterdir()} <= {"news.jsonl", "kept.sqlite"}


@pytest.mark.parametrize(
    ("options", "word"),
    [(["-o", "kept.sqlite", "--store", "kept.sqlite"], "replace"), (["--store", "other.db"], "not one of claimx")],
)
def test_bad_stores_are_refused(news, tmp_path, options, word):
    with sqlite3.connect(tmp_path / "other.db") as other:
        other.execute("CREATE TABLE mine (x)")
    other.close()
    code, _, err = claimx("extract", news, *options, cwd=tmp_path)
    assert code in (2, 3)
    assert word in err


def test_a_batch_is_bounded_in_articles_and_characters(news):
    articles = articles_of(news)
    assert [len(batch) for batch in batched(articles)] == [16, 16, 8]
    long = articles[0].__class__(
        **{**{name: getattr(articles[0], name) for name in articles[0].__slots__}, "text": "x" * 300_000}
    )
    assert [len(batch) for batch in batched([long, articles[0], long, long])] == [1, 2, 1]
    assert [document_of(article).key for batch in batched(articles) for article in batch] == [a.key for a in articles]


def test_a_pipeline_that_has_learned_too_many_strings_is_loaded_afresh(monkeypatch):
    from claimx.parsing import model
    from claimx.pipeline import Extractor

    monkeypatch.setattr(model, "NEW_STRINGS", 30)
    monkeypatch.setattr(model, "_loaded", {})
    extractor, seen = Extractor(), []
    for number in range(6):
        words = " ".join(f"New{number}{letter}" for letter in "abcdefghij")
        (claim,) = extractor.claims(article_of(f"Exports of {words} rose 12%, the ministry said."))
        seen.append(extractor.parser.nlp)
        assert (claim.value, claim.attribution.source.text) == (12, "the ministry")
        assert len(seen[-1].vocab.strings) < 1600
    assert len({id(nlp) for nlp in seen}) > 1

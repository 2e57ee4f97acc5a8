"""kill -9 at random moments: no torn output, no lost work, no lost verdict, and the next run completes.

Five kills by default; `CLAIMX_KILLS=100 pytest tests/test_hostile_kills.py` makes it a hundred.
"""

from __future__ import annotations

import http.client
import json
import os
import sqlite3
import subprocess
import time
from random import Random

import pytest
from test_cli import here
from test_review import post, started, wait_for
from test_store_runs import RUN, lines

from claimx.export.sqlite import Store

KILLS = int(os.environ.get("CLAIMX_KILLS", "5"))
SHARE = {"output": KILLS * 2 // 5, "store": KILLS * 2 // 5, "review": KILLS - 2 * (KILLS * 2 // 5)}
"""Kills of each kind: 40, 40 and 20 of a hundred."""
SEED = 20250721


@pytest.fixture
def news(tmp_path):
    path = tmp_path / "news.jsonl"
    path.write_text("\n".join(lines(60)) + "\n", encoding="utf-8")
    return path


def run(news, *options):
    """What a run of the command prints, undisturbed in this process."""
    return here("extract", news, "--quiet", *options, check=0)[1]


def seconds(news, *options):
    """How long a process for it runs to its end."""
    start = time.monotonic()
    assert killed(None, news, *options)
    return time.monotonic() - start


def killed(moment, news, *options):
    """A run of the command killed after some seconds; whether it had ended by then."""
    call = [*RUN, "extract", news, "--quiet", *options]
    with subprocess.Popen(call, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            process.wait(timeout=moment)
        except subprocess.TimeoutExpired:
            process.kill()
            return False
    return True


@pytest.mark.parametrize("name", ["claims.jsonl", "claims.sqlite"])
def test_an_output_is_the_old_one_or_the_new_one(news, tmp_path, name):
    target, r = tmp_path / name, Random(f"{SEED} {name}")
    if target.suffix == ".sqlite":
        span = seconds(news, "-o", target)
        whole = rows(target)
        (old := tmp_path / "old.txt").write_text("Exports rose 12%.", encoding="utf-8")
        run(old, "-o", target)
        states = (rows(target), whole)
    else:
        target.write_bytes(b"old\n")
        new = tmp_path / "new.jsonl"
        span = seconds(news, "-o", new)
        states = (b"old\n", new.read_bytes())
    for _ in range(max(1, SHARE["output"] // 2)):
        killed(r.uniform(0, 1.1) * span, news, "-o", target)
        assert (rows(target) if target.suffix == ".sqlite" else target.read_bytes()) in states
    run(news, "-o", target)
    assert (rows(target) if target.suffix == ".sqlite" else target.read_bytes()) == states[1]


def rows(store):
    """The claims of a whole database."""
    connection = sqlite3.connect(store)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return connection.execute("SELECT id FROM claims ORDER BY id").fetchall()
    finally:
        connection.close()


def test_a_store_keeps_what_was_done_and_the_next_run_completes(news, tmp_path):
    r, expected = Random(f"{SEED} store"), None
    store = tmp_path / "kept.sqlite"
    expected = run(news, "--jsonl")
    span = seconds(news, "--jsonl", "--store", tmp_path / "other.sqlite")
    done = 0
    for number in range(SHARE["store"]):
        killed(r.uniform(0, 1) * span, news, "--jsonl", "--store", store)
        held = len(rows(store)) if has_tables(store) else 0
        assert held >= done, "what was stored is lost"
        done = held
        if number % 10 == 9 or number == SHARE["store"] - 1:
            assert run(news, "--jsonl", "--store", store) == expected
            store.unlink()
            done = 0


def has_tables(store):
    """Whether a killed run came as far as to make the store."""
    if not store.exists():
        return False
    connection = sqlite3.connect(store)
    try:
        return connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] > 0
    finally:
        connection.close()


def test_no_confirmed_verdict_is_lost(news, tmp_path):
    r, store, confirmed = Random(f"{SEED} review"), tmp_path / "claims.sqlite", []
    run(news, "-o", store)
    with Store(store) as opened:
        ids = [claim.id for claim in opened.claims()]
    for number in range(SHARE["review"]):
        server, link = started(store)
        wait_for(link)
        end = time.monotonic() + r.uniform(0, 0.4)
        while time.monotonic() < end:
            given = {"id": r.choice(ids), "verdict": r.choice(("right", "wrong")), "note": f"{number} {len(confirmed)}"}
            try:
                if post(link, given) == 200:
                    confirmed.append(given["note"])
            except (OSError, http.client.HTTPException):
                break
        server.kill()
        server.communicate()
        with Store(store) as opened:
            assert opened.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert {verdict.note for verdict in opened.trail()} >= set(confirmed)
    assert confirmed
    again = subprocess.run([*RUN, "score", store, "--json"], capture_output=True, check=True)
    assert json.loads(again.stdout)

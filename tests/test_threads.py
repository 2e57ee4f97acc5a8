"""Threads share one pipeline: they load it once, teach its tokenizer in turn, and get what one thread gets."""

from __future__ import annotations

import subprocess
import sys

THREADS = """
import sys
from concurrent.futures import ThreadPoolExecutor
import claimx
sys.setswitchinterval(1e-5)
TEXTS = [
    "Exports didn't rise; they fell 12% to $3bn by 10 a.m. on Jan. 5, Reuters reported.",
    "We'd've sold 40 tonnes in the U.S., Mr. Lee said.",
    "It's 5p.m., and 70 percent can't vote, Ms. Ruiz said on Oct. 3.",
    "The Dr. wouldn't say that 9 of Gov. Ames's aides hadn't gone.",
] * 6
def found(text):
    return [claim.model_dump_json() for claim in claimx.extract_text(text, published="2025-07-21")]
with ThreadPoolExecutor(8) as pool:
    together = list(pool.map(found, TEXTS))
assert together == [found(text) for text in TEXTS] and all(together)
import catalogue
assert len(catalogue.AVAILABLE_ENTRY_POINTS)
"""

SHARED = """
import sys
from concurrent.futures import ThreadPoolExecutor
from claimx.intake import article_of
from claimx.parsing import model
from claimx.pipeline import Extractor
sys.setswitchinterval(1e-5)
model.NEW_STRINGS = 60
loaded = []
read = model.read_model
model.read_model = lambda *names, **options: loaded.append(names) or read(*names, **options)
extractor = Extractor()
def text(i):
    return f"Exports of w{i}a and w{i}b rose {i}% to $3bn, Mr. Lee{i} said."
def found(i):
    return [claim.text for claim in extractor.claims(article_of(text(i)))]
with ThreadPoolExecutor(4) as pool:
    together = list(pool.map(found, range(10, 22)))
assert together == [[f"{i}%", "$3bn"] for i in range(10, 22)], together
assert 1 < len(loaded) < 15, loaded
"""


def test_threads_get_what_one_thread_gets():
    done = subprocess.run([sys.executable, "-c", THREADS], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_threads_share_an_extractor_while_its_pipeline_is_loaded_afresh():
    done = subprocess.run([sys.executable, "-c", SHARED], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr

"""Writers killed at any moment, disks that are full, pipes that close: never a torn output."""

import json
import os
import re
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest
from claim_factory import claim

from claimx.errors import EnvironmentProblem
from claimx.export import save
from claimx.export.output import STALE
from claimx.export.sqlite import Store

HERE = Path(__file__).parent
WRITER = """
import sys
from claim_factory import claim
from claimx.export import save
print("go", flush=True)
number = 0
while True:
    number += 1
    save([claim(id=f"clm_{number}")] * 200, sys.argv[1])
"""


@pytest.mark.parametrize("name", ["claims.json", "claims.csv", "claims.sqlite"])
def test_a_killed_writer_never_tears_the_output(tmp_path, name):
    target = tmp_path / name
    save([claim()], target)
    for delay in (0.0, 0.02, 0.05, 0.11):
        writer = subprocess.Popen([sys.executable, "-c", WRITER, str(target)], stdout=subprocess.PIPE, cwd=HERE)
        writer.stdout.readline()
        time.sleep(delay)
        writer.kill()
        writer.communicate()
        check_whole(target)


def check_whole(target):
    if target.suffix == ".json":
        assert len(json.loads(target.read_text())) in (1, 200)
    elif target.suffix == ".csv":
        assert len(target.read_text().splitlines()) in (2, 201)
    else:
        with Store(target) as store:
            assert store.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert len(list(store.claims())) == 1


def test_what_a_killed_writer_left_is_swept_but_a_living_one_is_not_disturbed(tmp_path):
    target = tmp_path / "claims.jsonl"
    dead, other = tmp_path / ".claims.jsonl.dead.tmp", tmp_path / ".other.jsonl.x.tmp"
    for path in (dead, other):
        path.touch()
        os.utime(path, (0, 0))

    def claims():
        (held,) = (path for path in tmp_path.iterdir() if path.name not in (dead.name, other.name, target.name))
        os.utime(held, (time.time() - 2 * STALE,) * 2)
        save([claim()], target)
        assert held.exists()
        yield claim()

    save(claims(), target)
    assert sorted(path.name for path in tmp_path.iterdir()) == [other.name, target.name]


FULL = """
import resource, sys
from secrets import token_hex
from claim_factory import claim, document
from claimx.errors import EnvironmentProblem
from claimx.export import save
import signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
try:
    save([claim(document=document(title=token_hex(40))) for _ in range(500)], sys.argv[1])
except EnvironmentProblem as error:
    print(error)
"""


@pytest.mark.parametrize("name", ["c.json", "c.csv", "c.xlsx", "c.sqlite", "c.parquet", "c.html", "c.md", "c.jsonld"])
def test_no_room_leaves_the_old_file_and_says_so(tmp_path, name):
    target = tmp_path / name
    save([claim()], target)
    before = target.read_bytes()
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(target)], cwd=HERE, capture_output=True, text=True, check=False
    )
    assert re.search(r"cannot write|disk I/O error", done.stdout), done.stderr
    assert done.stdout.count("\n") == 1
    assert target.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_no_file_handles_left_is_one_line(tmp_path):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    opened = len(list(Path("/proc/self/fd").iterdir())) if Path("/proc/self/fd").exists() else 30
    resource.setrlimit(resource.RLIMIT_NOFILE, (opened - 1, hard))
    try:
        with pytest.raises(EnvironmentProblem, match="too many open files"):
            save([claim()], tmp_path / "claims.json")
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_one_line(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(EnvironmentProblem, match="permission denied"):
        save([claim()], tmp_path / "claims.json")
    tmp_path.chmod(0o700)

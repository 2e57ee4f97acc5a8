"""Faults of the machine and damaged models: one line on stderr, the documented exit code, the old output untouched.

No command but `review` and `--cluster` opens a socket, and nothing that is read is unpickled or evaluated.
"""

from __future__ import annotations

import ast
import os
import resource
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from test_cli import TEXT, claimx

from claimx.errors import EnvironmentProblem
from claimx.mentions.attributions import scoring
from claimx.parsing import model, shipped

PACKAGE = Path(model.__file__).parents[1]
RUN = [sys.executable, "-c", "from claimx.cli import main; main()"]
NOBODY = 65534
full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full is a Linux thing")


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def one_line(stderr):
    """The only line on stderr."""
    (line,) = stderr.splitlines()
    assert line.startswith("claimx: ")
    return line


# Disk, handles, pipes


@full
@pytest.mark.parametrize("command", [["extract", "--json"], ["extract"], ["annotate"], ["schema"]], ids=" ".join)
def test_no_room_behind_standard_output(article, command):
    given = [] if command == ["schema"] else [article]
    with Path("/dev/full").open("w") as out:
        done = subprocess.run([*RUN, *command, *given], stdout=out, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, one_line(done.stderr)) == (3, "claimx: standard output: No space left on device")


def limited(kind, value):
    """A process that begins with a limit of its own."""

    def begin():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(kind, (value, value))

    return begin


@pytest.mark.parametrize("options", [["-o", "claims.json"], ["--store", "claims.sqlite"]], ids=["output", "store"])
def test_a_full_disk(tmp_path, options):
    """What stood there stands there still."""
    first, more = tmp_path / "a.txt", tmp_path / "b.jsonl"
    first.write_text(TEXT, encoding="utf-8")
    more.write_text("\n".join(f'{{"text": "Exports rose {n}% to ${n}bn, Ann Lee{n} said."}}' for n in range(60)))
    claimx("extract", first, *options, cwd=tmp_path, check=0)
    target = tmp_path / options[1]
    before = target.read_bytes()
    done = subprocess.run(
        [*RUN, "extract", more, "--quiet", *options], cwd=tmp_path, capture_output=True, text=True, check=False,
        preexec_fn=limited(resource.RLIMIT_FSIZE, len(before) + 4096),
    )  # fmt: skip
    assert done.returncode == 3
    assert options[1] in one_line(done.stderr)
    if options[0] == "-o":
        assert target.read_bytes() == before
    assert "nothing is wrong" in claimx("verify", target, cwd=tmp_path, check=0)[2]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["a.txt", "b.jsonl", options[1]])


HANDLES = """
import resource, sys
from claimx.cli import main
from claimx.pipeline import extract_text
extract_text("Up 5%.")
import claimx.export.text, claimx.intake.formats, claimx.cli.target, claimx.workers
held = []
soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (64, hard))
try:
    while True: held.append(open("/dev/null"))
except OSError: pass
main()
"""


def test_no_file_handles_left(article, tmp_path):
    target = tmp_path / "claims.json"
    target.write_text("old", encoding="utf-8")
    call = [sys.executable, "-c", HANDLES, "extract", str(article), "-o", str(target), "-q"]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    assert done.returncode in (1, 3)
    assert all(line.startswith("claimx: ") for line in done.stderr.splitlines())
    assert "too many open files" in done.stderr.lower()
    assert target.read_text(encoding="utf-8") == "old"


@pytest.mark.parametrize("command", [["extract", "--json"], ["annotate"], ["schema"]], ids=" ".join)
def test_a_pipe_that_closes_is_no_error(article, command):
    given = [] if command == ["schema"] else [article]
    with subprocess.Popen([*RUN, *command, *given], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.close()
        said = process.stderr.read().decode()
    assert process.returncode == 0
    assert "Traceback" not in said


AS_NOBODY = """
import os, sys
from claimx.cli import main
from claimx.pipeline import extract_text
extract_text("Up 5%.")
import claimx.export.text, claimx.export.sqlite, claimx.cli.target, claimx.workers, claimx.intake.html
import claimx.incremental
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid({nobody})
    os.setuid({nobody})
main()
"""


def as_nobody(folder, *arguments):
    """Run the command as a user without rights, also when the tests run as root."""
    code = AS_NOBODY.format(nobody=NOBODY)
    call = [sys.executable, "-c", code, *map(str, arguments)]
    done = subprocess.run(call, cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def open_folder(tmp_path_factory):
    """A folder that everybody can reach."""
    path = tmp_path_factory.mktemp("open")
    for parent in (path, path.parent, path.parent.parent):
        if os.geteuid() == 0:
            parent.chmod(0o755)
    yield path
    for found in path.rglob("*"):
        found.chmod(0o700)


def test_a_read_only_folder(open_folder):
    (open_folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (open_folder / "claims.json").write_text("old", encoding="utf-8")
    open_folder.chmod(0o555)
    for options in (["-o", "claims.json"], ["--store", "claims.sqlite"]):
        code, _, said = as_nobody(open_folder, "extract", "a.txt", "-q", *options)
        assert code == 3
        assert "claims" in one_line(said)
    assert (open_folder / "claims.json").read_text(encoding="utf-8") == "old"
    open_folder.chmod(0o755)


def test_what_may_not_be_read_is_named_and_the_rest_is_read(open_folder):
    for name in ("a.txt", "shut.txt", "shut/b.txt", "open/c.txt"):
        path = open_folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(TEXT, encoding="utf-8")
    (open_folder / "shut.txt").chmod(0)
    (open_folder / "shut").chmod(0)
    code, out, said = as_nobody(open_folder, "extract", ".", "--jsonl", "-q")
    assert code == 1
    assert out.count("\n") == 6
    assert sorted(said.splitlines()) == [
        "claimx: ./shut.txt: cannot be read: permission denied",
        "claimx: ./shut: cannot read this folder: permission denied",
    ]


# Models


def copied(tmp_path):
    """A copy of the shipped models, of which a test damages one file."""
    for name in ("base/en_core_web_sm", "attribution"):
        shutil.copytree(shipped.model_folder(name), tmp_path / "models" / name)
    return tmp_path / "models"


@pytest.mark.parametrize(
    "name", ["parser/model", "ner/model", "tok2vec/model", "vocab/strings.json", "tokenizer", "config.cfg", "meta.json"]
)
@pytest.mark.parametrize("damage", ["flipped", "cut", "gone"])
def test_a_damaged_base_model_is_told(tmp_path, monkeypatch, name, damage):
    folder = copied(tmp_path)
    spoil(folder / "base" / "en_core_web_sm" / name, damage)
    monkeypatch.setattr(shipped, "_FOLDERS", (folder,))
    with pytest.raises(EnvironmentProblem, match=r"damaged: reinstall claimx"):
        model.read_model()


@pytest.mark.parametrize("damage", ["flipped", "cut"])
def test_damaged_weights_are_told(tmp_path, monkeypatch, damage):
    folder = copied(tmp_path)
    spoil(folder / "attribution" / "weights.npz", damage)
    with pytest.raises(EnvironmentProblem, match=r"damaged: reinstall claimx"):
        scoring.load(folder / "attribution")


def spoil(path, damage):
    """Flip one bit, cut the end, or remove."""
    data = path.read_bytes()
    if damage == "gone":
        path.unlink()
    else:
        middle = len(data) // 2
        path.write_bytes(
            data[:-1] if damage == "cut" else data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]
        )


@pytest.mark.parametrize("kind", ["missing", "file", "empty", "foreign", "module", "random", "package"])
def test_a_foreign_model_is_told_in_a_plain_line(tmp_path, kind):
    folder = tmp_path / "m"
    if kind in ("empty", "foreign", "random"):
        folder.mkdir()
    if kind == "foreign":
        (folder / "meta.json").write_text('{"lang": "en", "name": "x"}', encoding="utf-8")
    elif kind == "random":
        shutil.rmtree(folder)
        shutil.copytree(shipped.model_folder("base/en_core_web_sm"), folder)
        (folder / "parser" / "model").write_bytes(bytes(range(256)) * 40)
    elif kind == "file":
        folder.write_text("x", encoding="utf-8")
    name = {"module": "os", "package": "no_such_package"}.get(kind, str(folder))
    with pytest.raises(EnvironmentProblem) as told:
        model.read_model(name)
    said = str(told.value)
    assert name in said
    assert "[E" not in said
    assert "\n" not in said


# Network and code


OFFLINE = """
import os, sys
def refuse(event, arguments):
    if event.startswith("socket."):
        raise RuntimeError(f"network: {event} {arguments}")
sys.addaudithook(refuse)
from claimx.cli import app
sys.argv = ["claimx"]
code = 0
for line in sys.stdin.read().splitlines():
    try:
        app(line.split(" "), standalone_mode=False)
    except SystemExit as error:
        code = max(code, error.code or 0)
    sys.stdout.flush()
    print("done", line, file=sys.stderr)
"""
COMMANDS = """extract a.txt b.html --json
extract a.txt --store kept.sqlite -q
extract a.txt -o c.jsonl
extract a.txt -o c.csv
extract a.txt -o c.html
extract a.txt -o c.xlsx
extract a.txt -o c.md
extract a.txt -o c.jsonld
annotate a.txt
verify c.jsonl --again
evaluate gold
report c.jsonl -o r.html
compare a.txt c.jsonl
audit a.txt
sample c.jsonl -o s.csv
score s.csv
schema"""
PAGE = "<html><head><title>T</title><link href=http://192.0.2.1/x.css></head><body><img src=http://192.0.2.1/x>Up 5%."
GOLD = (
    '{"id": "a", "file": "a.txt", "start": 13, "end": 16, "text": "12%", "kind": "percent", "value": 12, '
    '"unit": "percent", "status": "asserted", "tier": 1}'
)


def test_no_command_opens_a_socket(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "gold" / "texts").mkdir(parents=True)
    (tmp_path / "gold" / "a.jsonl").write_text(GOLD, encoding="utf-8")
    (tmp_path / "gold" / "texts" / "a.txt").write_text(TEXT, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", OFFLINE], input=COMMANDS, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert "network" not in done.stderr
    assert [line[5:] for line in done.stderr.splitlines() if line.startswith("done ")] == COMMANDS.splitlines()


FORBIDDEN = {"eval", "exec", "compile", "__import__"}
LOADERS = {"pickle", "cPickle", "cloudpickle", "dill", "joblib", "shelve", "marshal", "yaml"}


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_nothing_is_unpickled_or_evaluated(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            assert not LOADERS & {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert (node.module or "").split(".")[0] not in LOADERS
        elif isinstance(node, ast.Call):
            check_call(node)


def check_call(node):
    """One call: nothing that runs text, no shell, no arrays with objects."""
    name = ast.unparse(node.func)
    assert name not in FORBIDDEN, ast.unparse(node)
    assert name.split(".")[0] != "subprocess", ast.unparse(node)
    assert name not in ("os.system", "os.popen"), ast.unparse(node)
    if name in ("np.load", "numpy.load"):
        assert "allow_pickle=False" in ast.unparse(node)
    assert not any(key.arg == "shell" for key in node.keywords)

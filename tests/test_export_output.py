"""Files appear whole or not at all; what goes wrong is one clear line."""

import io
import os
import stat
import threading
from pathlib import Path

import pytest
from claim_factory import claim

from claimx.errors import EnvironmentProblem, UsageError
from claimx.export import FORMATS, format_for, formats, open_output, save, standard_output, write


def test_the_old_file_stays_when_writing_fails(tmp_path):
    target = tmp_path / "claims.jsonl"
    target.write_text("old")

    def failing():
        yield claim()
        raise RuntimeError

    with pytest.raises(RuntimeError):
        save(failing(), target)
    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["claims.jsonl"]


def test_a_new_file_has_the_mode_that_the_umask_gives(tmp_path):
    plain = tmp_path / "plain"
    plain.touch()
    save([claim()], tmp_path / "claims.json")
    assert (tmp_path / "claims.json").stat().st_mode == plain.stat().st_mode


def test_a_replaced_file_keeps_its_mode_and_a_link_its_target(tmp_path):
    target = tmp_path / "claims.json"
    target.touch(mode=0o640)
    target.chmod(0o640)
    link = tmp_path / "link.json"
    link.symlink_to(target)
    save([claim()], link)
    assert link.is_symlink()
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert target.read_text().startswith("[")


@pytest.mark.parametrize(
    ("path", "reason"),
    [("missing/claims.json", "no such file or directory"), ("folder.json", "it is a folder")],
)
def test_what_cannot_be_written_is_named_with_the_reason(tmp_path, path, reason):
    (tmp_path / "folder.json").mkdir()
    with pytest.raises(EnvironmentProblem, match=reason) as caught:
        save([claim()], tmp_path / path)
    assert path in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_one_line():
    with pytest.raises(EnvironmentProblem, match="no space left on device"):
        save([claim()] * 100, "/dev/full", "jsonl")


def test_a_full_disk_leaves_the_old_file(tmp_path, monkeypatch):
    target = tmp_path / "claims.json"
    target.write_text("old")

    def no_space(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", no_space)
    with pytest.raises(EnvironmentProblem, match=r"cannot write .*claims\.json: no space left"):
        save([claim()], target)
    assert target.read_text() == "old"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_pipe_is_written_to_directly(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text()))
    reader.start()
    save([claim()], pipe, "jsonl")
    reader.join(timeout=10)
    assert read[0].startswith('{"id"')


@pytest.mark.parametrize(
    ("path", "name"), [("a.json", "json"), ("a.JSONL", "jsonl"), ("a.csv", "csv"), ("a.tsv", "tsv")]
)
def test_the_suffix_picks_the_format(path, name):
    assert format_for(path).name == name


def test_unknown_formats_are_usage_errors():
    with pytest.raises(UsageError, match=r"\.docx"):
        format_for("a.docx")
    with pytest.raises(UsageError, match="known: table, json"):
        format_for("a.json", "yaml")


def test_a_missing_package_says_how_to_get_it(monkeypatch):
    monkeypatch.setattr(formats, "find_spec", lambda name: None)
    form = formats.Format("xlsx", (".xlsx",), "xlsx:write_xlsx", True, "xlsx", "xlsxwriter")
    with pytest.raises(EnvironmentProblem, match=r"pip install 'claimx\[xlsx\]'"):
        write([claim()], io.BytesIO(), form)


def test_every_writer_exists_and_returns_the_count(tmp_path):
    for form in FORMATS.values():
        target = tmp_path / f"claims.{form.name}"
        assert save([claim(), claim()], target, form.name) == 2
        assert target.stat().st_size > 0


def test_standard_output_is_utf8_and_stays_open(capfdbinary):
    with standard_output(binary=False) as stream:
        stream.write("€ \ud800\n")
    with standard_output(binary=True) as stream:
        stream.write(b"\x00")
    assert capfdbinary.readouterr().out == "€ ?\n\x00".encode()


def test_a_terminal_takes_no_bytes(monkeypatch):
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    with pytest.raises(UsageError, match="-o"), standard_output(binary=True):
        pass


def test_open_output_gives_bytes_or_text(tmp_path):
    with open_output(tmp_path / "a", binary=True) as stream:
        stream.write(b"\xff")
    with open_output(tmp_path / "b", binary=False) as stream:
        stream.write("\n")
    assert (tmp_path / "a").read_bytes() == b"\xff"
    assert (tmp_path / "b").read_bytes() == b"\n"

"""`manifest.json` in the output folder: what is done, by which versions, with which settings.

    {"extractor": …, "settings": …, "shards": {path: {"output", "errors_file", "articles", "claims", "errors", "bytes",
                                                      "sha256", "input", "extractor", "settings"}}}

It is written again every few seconds and at the end, so a run that dies repeats what the last seconds finished.
"""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

from claimx.cluster.places import REMOTE, destination, file_system
from claimx.cluster.shards import Shard
from claimx.errors import EnvironmentProblem
from claimx.export.output import one_line_errors

NAME = "manifest.json"
_COUNTS = ("bytes", "articles", "claims", "errors")
SAVE_SECONDS = 5.0


class Manifest:
    """The state of an output folder, which is created where it does not exist."""

    def __init__(self, folder: str, extractor: str, settings: str) -> None:
        self.folder = folder.rstrip("/") if REMOTE in folder else str(Path(folder).absolute())
        self.versions = {"extractor": extractor, "settings": settings}
        self.system, self.inside = file_system(self.folder)
        with one_line_errors(folder):
            self.system.makedirs(self.inside, exist_ok=True)
            self.sizes = self.listing()
        self.shards: dict[str, dict[str, Any]] = self.load()
        self.saved = time.monotonic()

    def listing(self) -> dict[str, int]:
        """Name and size of every file in the folder."""
        return {info["name"].rpartition("/")[2]: info["size"] for info in self.system.ls(self.inside, detail=True)}

    def load(self) -> dict[str, dict[str, Any]]:
        """The entries of earlier runs."""
        if NAME not in self.sizes:
            return {}
        try:
            return entries_of(json.loads(self.system.cat_file(f"{self.inside}/{NAME}")))
        except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
            raise EnvironmentProblem(f"{self.folder}/{NAME}: is no manifest of claimx; name another folder") from error

    def finished(self, shard: Shard) -> dict[str, Any] | None:
        """The entry of a shard that need not run again: same input, versions and settings, and its file is there."""
        entry = self.shards.get(shard.path, {})
        same = entry.get("input") == shard.stamp and self.versions.items() <= entry.items()
        return entry if same and self.sizes.get(entry["output"]) == entry["bytes"] else None

    def record(self, shard: Shard, entry: dict[str, Any]) -> dict[str, Any]:
        """Enter a finished shard; returns its entry."""
        if not entry["errors_file"] and shard.errors in self.sizes:  # of an earlier run
            self.system.rm_file(f"{self.inside}/{shard.errors}")
        self.shards[shard.path] = {**entry, "input": shard.stamp, **self.versions}
        if time.monotonic() - self.saved > SAVE_SECONDS:
            self.save()
        return self.shards[shard.path]

    def save(self) -> None:
        """Write the manifest, whole or not at all."""
        state = {**self.versions, "shards": dict(sorted(self.shards.items()))}
        with destination(f"{self.folder}/{NAME}") as out:
            out.write((json.dumps(state, indent=1) + "\n").encode())
        self.saved = time.monotonic()


def entries_of(manifest: Any) -> dict[str, dict[str, Any]]:
    """The entries of a manifest; raises KeyError or TypeError for anything else."""
    entries: dict[str, dict[str, Any]] = manifest["shards"]
    for entry in entries.values() if isinstance(entries, dict) else (None,):
        if not isinstance(entry, dict) or not isinstance(entry["output"], str):
            raise TypeError(entry)
        if not all(isinstance(number, int) for number in (entry.get("unread", 0), *(entry[key] for key in _COUNTS))):
            raise TypeError(entry)
    return entries

"""`claimx extract --cluster`: the same options, one output file per input file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from claimx.errors import InputError, UsageError

if TYPE_CHECKING:
    from claimx.cli.console import Console
    from claimx.cluster import Settings


def spread(
    call: tuple[list[str], str | None, str, int],
    console: Console,
    refused: Mapping[str, Any],
    chosen: Mapping[str, Any],
) -> int:
    """Run on a cluster and tell as shards come in; returns how many claims were written.

    `call` is paths, output folder, address and workers; `refused` the options that do not go with a cluster.
    """
    from claimx.cluster import run

    paths, output, address, workers = call
    if given := [option for option, value in refused.items() if value]:
        raise UsageError(f"{' and '.join(given)} cannot be done shard by shard: leave out, or leave --cluster out")
    if output is None:
        raise UsageError("--cluster writes one file per input: name a folder with -o")
    for found in run(paths, output, address, settings_of(chosen), workers=workers):
        if isinstance(found, InputError):
            console.fail(found)
        else:
            console.shard(found)
    return console.claims


def settings_of(chosen: Mapping[str, Any]) -> Settings:
    """The settings of a cluster run. Raises UsageError for bad values, before anything is sent out."""
    from claimx.cluster.work import SHARD_FORMATS, Settings
    from claimx.intake import read

    given = {name: value for name, value in chosen.items() if value is not None}
    if given.get("form", "jsonl") not in SHARD_FORMATS:
        raise UsageError(f"--cluster writes {', '.join(SHARD_FORMATS)}, not {given['form']}")
    read([], **{name: given[name] for name in ("date", "encoding", "max_article_chars") if name in given})
    return Settings(**given)

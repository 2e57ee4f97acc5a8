"""Where the output goes and in which format: the flags, the suffix of -o, or what standard output is."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from claimx.errors import UsageError
from claimx.export.formats import Format, format_for, named_format, save, write
from claimx.export.output import standard_output

if TYPE_CHECKING:
    from claimx.records import Claim


@dataclass(frozen=True)
class Target:
    """A format and a place."""

    form: Format
    path: str | None
    options: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def choose(cls, path: str | None, name: str | None, flags: Mapping[str, bool], *, excel: bool) -> Target:
        """The target that the options describe. Raises UsageError when they contradict each other."""
        asked = [flag for flag, on in flags.items() if on]
        if name is not None:
            asked.append(name)
        if len(set(asked)) > 1:
            raise UsageError(f"one format at a time: {' and '.join(asked)} were given")
        form = pick(path, asked)
        if excel and form.name != "csv":
            raise UsageError(f"--excel goes with CSV output, not {form.name}: add --csv or name a .csv file")
        return cls(form, path, {"excel": True} if excel else {})

    def write(self, claims: Iterable[Claim]) -> int:
        """Write all claims; returns how many. Nothing is opened before the first claim, or its failure, is there."""
        claims = primed(claims)
        if self.path:
            return save(claims, self.path, self.form.name, **self.options)
        with standard_output(binary=self.form.binary) as stream:
            return write(claims, stream, self.form, **self.options)


def primed(claims: Iterable[Claim]) -> Iterator[Claim]:
    """The same claims, the first one made already."""
    rest = iter(claims)
    return chain(list(islice(rest, 1)), rest)


def pick(path: str | None, asked: list[str]) -> Format:
    """The format asked for, else the suffix's, else a table on a terminal and TSV in a pipe."""
    if asked:
        return named_format(asked[0])
    if path:
        return format_for(path)
    return named_format("table" if sys.stdout.isatty() else "tsv")

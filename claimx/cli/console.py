"""What the command says on stderr: warnings, a progress bar on terminals, one summary line. Stdout is data only."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING, Any

from claimx.errors import InputError

if TYPE_CHECKING:
    from claimx.intake import Article

PROGRESS_AFTER = 1.0
"""Seconds before a progress line appears: short runs stay quiet."""
_REFRESH = 0.2


def silence_stdout() -> None:
    """Send what is still buffered for a closed pipe nowhere, so that Python's exit stays quiet."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def plain(text: str) -> str:
    """Text that cannot move the cursor or colour the terminal: control characters become escapes."""
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)


@dataclass
class Console:
    """Counts what a run does and tells the user."""

    quiet: bool = False
    verbose: bool = False
    articles: int = 0
    claims: int = 0
    failures: int = 0
    started: float = field(default_factory=monotonic)
    _shown: float = 0.0
    _line: bool = False

    def fail(self, error: InputError) -> None:
        """Name an input that could not be read; the run goes on."""
        self.failures += 1
        self.say(str(error))

    def say(self, message: str) -> None:
        """One line on stderr."""
        self._clear()
        print(f"claimx: {plain(message)}", file=sys.stderr)

    def watch(self, articles: Iterable[Article]) -> Iterator[Article]:
        """Count articles as they go by."""
        for article in articles:
            self.articles += 1
            if self.verbose:
                self.say(f"{article.path}#{article.index}: {article.title or '(no title)'}")
            self._progress()
            yield article

    def tell_of_tables(self, article: Article) -> None:
        """Say that sentences with more numbers than are read give no claims."""
        from claimx.parsing.gate import unread

        if sentences := unread(article.text):
            self.say(f"{article.path}#{article.index}: {told_of_tables(sentences)}")

    def shard(self, entry: Mapping[str, Any]) -> None:
        """Count a finished shard of a cluster run."""
        self.articles += entry["articles"]
        self.claims += entry["claims"]
        self.failures += entry["errors"]
        if entry["errors"]:
            self.say(f"{entry['output']}: {counted(entry['errors'], 'input')} failed, see {entry['errors_file']}")
        if entry.get("unread"):
            self.say(f"{entry['output']}: {told_of_tables(entry['unread'])}")
        if self.verbose:
            self.say(f"{entry['output']}: {'finished before' if entry.get('skipped') else 'done'}")
        self._progress()

    def _progress(self) -> None:
        now = monotonic()
        late = now - self.started > PROGRESS_AFTER and now - self._shown > _REFRESH
        if self.quiet or not late or not sys.stderr.isatty():
            return
        self._shown, self._line = now, True
        rate = self.articles / (now - self.started)
        print(f"\r{self.articles} articles, {self.claims} claims, {rate:.1f} articles/s ", end="", file=sys.stderr)

    def _clear(self) -> None:
        if self._line:
            print("\r" + " " * 70 + "\r", end="", file=sys.stderr)
            self._line = False

    def summary(self, noun: str = "claim") -> None:
        """The one line that closes a run."""
        self._clear()
        if not self.quiet:
            failed = f", {counted(self.failures, 'input')} failed" if self.failures else ""
            line = f"claimx: {counted(self.claims, noun)} in {counted(self.articles, 'article')}{failed}"
            print(line, file=sys.stderr)


def told_of_tables(sentences: int) -> str:
    """What the gate leaves out is never lost in silence."""
    return f"no claims are taken from {counted(sentences, 'sentence')} with too many numbers (a table)"


def counted(number: int, noun: str) -> str:
    """A number with its noun: "1 claim", "2 claims"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"

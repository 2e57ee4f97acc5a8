"""The `claimx` command. Heavy imports happen inside the commands, so that `--help` is quick.

`app` collects the commands of `run` (extract, annotate), `desk` (report, compare, audit, sample, score, review) and
`checks` (verify, evaluate, schema); `options` holds what they share.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from claimx import __version__
from claimx.cli import checks, desk, run
from claimx.cli.console import silence_stdout
from claimx.errors import ClaimxError, EnvironmentProblem, brief

INTERRUPTED = 130


class Commands(TyperGroup):
    """Turns the errors that claimx raises on purpose into one line and the documented exit code."""

    def invoke(self, ctx: Any) -> Any:
        """Run a command."""
        try:
            return self.flushed(ctx)
        except ClaimxError as error:
            print(f"claimx: {error}", file=sys.stderr)
            raise typer.Exit(error.exit_code) from error
        except KeyboardInterrupt as error:
            print("claimx: interrupted", file=sys.stderr)
            raise typer.Exit(INTERRUPTED) from error
        except BrokenPipeError as error:  # claimx extract … | head
            silence_stdout()
            raise typer.Exit(0) from error

    def flushed(self, ctx: Any) -> Any:
        """Run a command, and have its output written before its exit code is decided."""
        try:
            return super().invoke(ctx)
        finally:
            sys.stdout.flush()


app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def show_version(wanted: bool) -> None:
    """Print the version and stop."""
    if wanted:
        typer.echo(f"claimx {__version__}")
        raise typer.Exit


@app.callback()
def about(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=show_version, is_eager=True)
    ] = False,
) -> None:
    """Every figure in the news, with who said it, checkable to the character."""


for module in (run, desk, checks):
    module.register(app)


def main() -> None:
    """Entry point of the `claimx` command; a fault of the machine that nothing caught is one line as well."""
    try:
        app()
    except OSError as error:  # a full disk behind standard output, no file handles left
        print(f"claimx: {error.filename or 'standard output'}: {error.strerror or brief(error)}", file=sys.stderr)
        with suppress(OSError):
            silence_stdout()
        sys.exit(EnvironmentProblem.exit_code)

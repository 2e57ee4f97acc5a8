"""The errors of claimx.

    ClaimxError
    ├── InputError      one input cannot be read; the run goes on            (exit 1)
    ├── UsageError      the request makes no sense                           (exit 2)
    └── EnvironmentProblem   a model is missing, an output cannot be written (exit 3)

Extraction never raises on text; reading and configuration do, early, with one line that says what to do.
"""

from __future__ import annotations


class ClaimxError(Exception):
    """Base of all errors that claimx raises on purpose."""

    exit_code = 1


class InputError(ClaimxError):
    """One input cannot be read: `path` names it, `reason` says why and what to do."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class UsageError(ClaimxError):
    """The request makes no sense as it stands."""

    exit_code = 2


class EnvironmentProblem(ClaimxError):
    """Something outside the input is missing: a model, a package, a writable folder."""

    exit_code = 3


def brief(error: BaseException) -> str:
    """The first line of what an error of another package says, or its name."""
    return next(iter(str(error).strip().splitlines()), type(error).__name__)

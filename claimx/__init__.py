"""claimx: every figure in the news, with who said it, checkable to the character.

    for claim in claimx.extract(["seeds/"]): ...
    claims = claimx.extract_text("Exports rose 12% to $3bn, Reuters reported.", published="2025-07-21")
    nlp = claimx.load()

Everything is imported when it is first used, so that `import claimx` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimx.claims.assemble import assemble
    from claimx.errors import ClaimxError, EnvironmentProblem, InputError, UsageError
    from claimx.pipeline import annotate, extract, extract_text, load
    from claimx.records import Annotation, Claim

__version__ = "0.1.0"

_HOMES = {
    "Annotation": "claimx.records",
    "Claim": "claimx.records",
    "ClaimxError": "claimx.errors",
    "EnvironmentProblem": "claimx.errors",
    "InputError": "claimx.errors",
    "UsageError": "claimx.errors",
    "annotate": "claimx.pipeline",
    "assemble": "claimx.claims.assemble",
    "extract": "claimx.pipeline",
    "extract_text": "claimx.pipeline",
    "load": "claimx.pipeline",
}

__all__ = [
    "Annotation",
    "Claim",
    "ClaimxError",
    "EnvironmentProblem",
    "InputError",
    "UsageError",
    "annotate",
    "assemble",
    "extract",
    "extract_text",
    "load",
]


def __getattr__(name: str) -> object:
    """Import a public name from its module at first use."""
    if name not in _HOMES:
        raise AttributeError(f"module 'claimx' has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The public names."""
    return [*__all__, "__version__"]

"""Article text → spaCy Doc: sentences by rule, a gate that picks the ones worth parsing, one Doc per article.

Read in this order: `sentences` (text → stretches), `gate` (which of them to open), `model` (the spaCy pipeline),
`parse` (text → Doc whose opened sentences are parsed and whose other sentences are bare tokens).
"""

import os
from importlib import import_module
from typing import TYPE_CHECKING, Any

# Before NumPy is imported: on matrices as small as a sentence's, threads of OpenBLAS only wait for each other.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# A text without numbers needs the sentences and the gate only: the rest is imported when it is asked for.
if TYPE_CHECKING:
    from claimx.parsing.model import load_model, load_parser
    from claimx.parsing.parse import Parser

_HOMES = {
    "Parser": "claimx.parsing.parse",
    "load_model": "claimx.parsing.model",
    "load_parser": "claimx.parsing.model",
}
__all__ = ["Parser", "load_model", "load_parser"]


def __getattr__(name: str) -> Any:
    """Import a public name from its module at first use."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)

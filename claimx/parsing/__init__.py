"""Article text → spaCy Doc: sentences by rule, a gate that picks the ones worth parsing, one Doc per article.

Read in this order: `sentences` (text → stretches), `gate` (which of them to open), `model` (the spaCy pipeline),
`parse` (text → Doc whose opened sentences are parsed and whose other sentences are bare tokens).
"""

import os

# Before NumPy is imported: on matrices as small as a sentence's, threads of OpenBLAS only wait for each other.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from claimx.parsing.model import load_model
from claimx.parsing.parse import Parser

__all__ = ["Parser", "load_model"]

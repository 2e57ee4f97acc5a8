"""Features by template: which atoms of a candidate are looked at together, and where their weights stand.

In: one row of atoms per candidate, each a whole number that stands for a word, a label, a distance (0: absent).
Out: `Templates.places`, one row of places in the table of weights per candidate. A template names up to four atoms;
its feature is absent when one of them is. The place is a multiplicative hash of the atoms, the same on all machines.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from zlib import crc32

import numpy as np

if TYPE_CHECKING:
    Places = np.ndarray[Any, np.dtype[np.int64]]
    Rows = Sequence[Sequence[int]] | Places

MOST_ATOMS = 4
# Odd numbers with bits all over, so that atoms that differ little fall far apart.
_FACTORS = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0xD6E8FEB86659FD93, 0xA0761D6478BD642F], dtype=np.uint64)
_FINAL = np.uint64(0xFF51AFD7ED558CCD)
_HALF = np.uint64(32)


class Templates:
    """The templates of a stage over the atoms that it names.

    `names` are the atoms of a row, in order. `lines` has one template per line: names of atoms.
    """

    def __init__(self, names: str, lines: str) -> None:
        self.names = names.split()
        found = {tuple(line.split()) for line in lines.strip().splitlines() if line.strip()}
        self.templates = sorted(found, key=lambda template: (len(template), template))
        columns = {name: k for k, name in enumerate(self.names)}
        self._uses = np.zeros((len(self.names), len(self.templates)), dtype=np.float32)
        for t, template in enumerate(self.templates):
            self._uses[[columns[name] for name in template], t] = 1
        # The templates with a first atom, with a second …: from one on, since the short ones come first.
        self._slots = []
        for slot in range(MOST_ATOMS):
            longer = [template for template in self.templates if len(template) > slot]
            places = np.array([columns[template[slot]] for template in longer], dtype=np.int64)
            self._slots.append((len(self.templates) - len(longer), places, _FACTORS[slot]))
        salts = [crc32(" ".join(template).encode()) for template in self.templates]
        self._salts = np.array(salts, dtype=np.uint64) * _FACTORS[0]

    def places(self, rows: Rows, bits: int) -> Places:
        """Places in a table of 2 ** bits weights; the one behind its end for absent features."""
        if not len(rows):
            return np.zeros((0, len(self.templates)), dtype=np.int64)
        # One row per atom and per template, so that whole rows are copied and added.
        atoms = np.ascontiguousarray(np.asarray(rows).T).astype(np.uint64)
        mixed = np.repeat(self._salts[:, None], len(rows), axis=1)
        for first, columns, factor in self._slots:
            mixed[first:] += (atoms * factor)[columns]
        mixed ^= mixed >> _HALF
        mixed *= _FINAL
        mixed >>= np.uint64(64 - bits)
        found = mixed.view(np.int64)
        absent = atoms == 0
        if absent.any():
            found[self._uses.T @ absent.astype(np.float32) > 0] = 1 << bits
        return found.T


def crossed(names: str, apart: str = "") -> str:
    """A template for each pair of some atoms; `apart` has one atom per line that does not meet those behind it."""
    words = names.split()
    kept_apart = {
        frozenset((one, other)) for line in apart.splitlines() for one, *rest in [line.split()] for other in rest
    }
    return "\n".join(f"{a} {b}" for i, a in enumerate(words) for b in words[:i] if {a, b} not in kept_apart)

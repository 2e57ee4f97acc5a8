"""Scores set by hand for the three stages: what claimx uses when it carries no trained weights.

The features are those of the trained stages; only the ones that matter most have a score here. Each row names the atoms
of a template, their values and the score. A value is a word, a whole number or truth value, "-" for none, "=5" for an
atom as it is, or a way from the cue to its source (">prep>pobj" down to it, "<xcomp>nsubj" up and down).
"""

from __future__ import annotations

import re
from typing import Any

import numpy as np

from claimx.mentions.attributions.cues import CHILD, CUE
from claimx.mentions.attributions.lexemes import code, number
from claimx.mentions.attributions.pair_features import PAIR
from claimx.mentions.attributions.scoring import STAGES, Model, Scorer
from claimx.mentions.attributions.sources import SOURCE, trail

BITS, STEP = 22, 0.1
"""The table is large, so that few features fall together; scores are multiples of the step."""
_MEETS = 2
_TEMPLATES = {"cue": (CUE, CHILD), "source": (SOURCE,), "pair": (PAIR,)}
_WAY = re.compile(r"([<>])(\w+)")

HAND_SET = {
    "cue": """
        one | =1 | -3.0
        kind | say | 2.0
        kind | show | 0.5
        kind | think | 0.8
        kind | judge | 1.0
        kind | according | 6.0
        kind | nsay | 1.0
        kind | nshow | 0.3
        kind | nthink | 0.8
        label | ccomp | 1.7
        label kind | ccomp say | 1.0
        label kind | ccomp show | 1.5
        label | dobj | 0.2
        label kind | dobj judge | 1.0
        label | nsubj | 0.8
        label | neg | -0.5
        quoted | False | 0.3
        quoted | True | -1.5
        stem | say | 1.5
        stem | tell | 1.0
        colon.named colon.short | True True | 2.5
        colon.reporting | True | 2.5
        colon.upper colon.short | True True | 1.0
    """,
    "source": """
        one | =1 | -1.5
        way | >nsubj | 5.0
        way | >agent | 0.5
        way | >agent>pobj | 4.5
        way kind | >prep>pobj according | 6.0
        way kind | >pobj per | 5.0
        way | >poss | 4.0
        way | <conj>nsubj | 4.0
        way | <xcomp>nsubj | 3.0
        way | <advcl>nsubj | 3.0
        way | <acl | 3.5
        way | <relcl | 1.0
        way | <relcl>nsubj | 1.0
        way | >nsubjpass | 0.5
        quotes | 2 | -1.0
        nominals order kind | 0 False : | 4.0
    """,
    "pair": """
        one | =1 | -2.5
        chance | 10 | 1.5
        chance | 9 | 1.5
        chance | 8 | 1.2
        chance | 7 | 1.0
        chance | 6 | 0.7
        chance | 5 | 0.4
        chance | 3 | -0.5
        chance | 2 | -1.0
        branch down | ccomp - | 3.0
        branch down | xcomp - | 1.5
        branch down | dobj - | 1.5
        branch down | parataxis - | 1.0
        branch down | advcl - | -0.5
        branch down | prep - | -0.5
        branch down | npadvmod - | -2.0
        inside | True | -3.0
        kind order | according False | 3.5
        kind order | according True | 3.5
        kind order | : False | 2.0
        quotes kind | 1 say | 2.0
        quotes kind | 3 say | 2.0
        quotes kind | 7 say | 2.0
        same.quote order | True True | 1.5
        same.quote order | True False | 1.5
        nested | 1 | 0.5
        nested | 3 | -1.0
        nested | 5 | -2.0
        standing kind order dominates | =5 say True False | 3.0
        standing kind order dominates | =5 show True False | 3.0
        standing kind order dominates | =7 say False False | 1.5
        standing kind order dominates | =6 say False False | 1.5
        nearer | 0 | 0.5
        nearer | 1 | -0.3
        nearer | 2 | -0.8
        nearer | 3 | -1.5
    """,
}


def hand_set_model() -> Model:
    """The stages on hand-set scores."""
    cue, source, pair = (Scorer(table(stage), STEP) for stage in STAGES)
    return Model(cue, source, pair, trained=False)


def table(stage: str) -> np.ndarray[Any, np.dtype[np.int32]]:
    """The weights of a stage."""
    weights = np.zeros((1 << BITS) + 1, dtype=np.int32)
    for line in HAND_SET[stage].strip().splitlines():
        names, values, score = (part.strip() for part in line.split("|"))
        weights[place(stage, names.split(), values.split())] = round(float(score) / STEP)
    return weights


def place(stage: str, names: list[str], values: list[str]) -> int:
    """Where the weight of a feature stands."""
    templates = next(one for one in _TEMPLATES[stage] if tuple(names) in one.templates)
    atoms = dict(zip(names, map(atom, values), strict=True))
    row = templates.places([[atoms.get(name, 0) for name in templates.names]], BITS)
    return int(row[0, templates.templates.index(tuple(names))])


def atom(value: str) -> int:
    """The atom that a value stands for."""
    if value[0] in "=-":
        return int(value[1:] or 1)
    if value in ("True", "False"):
        return number(value == "True")
    if value.isdigit():
        return number(int(value))
    if value[0] in "<>":
        steps = [(way, code(label)) for way, label in _WAY.findall(value)]
        return trail((*(one for way, one in steps if way == "<"), _MEETS, *(one for way, one in steps if way == ">")))
    return code(value)

"""Scores set by hand for the three stages: what claimx uses when it carries no trained weights.

The features are those of the trained stages; only the ones that matter most have a score here.
"""

from __future__ import annotations

HAND_SET: dict[str, dict[str, float]] = {
    "cue": {
        "bias": -3.0,
        "k=say": 2.0, "k=show": 0.5, "k=think": 0.8, "k=judge": 1.0, "k=according": 6.0,
        "k=nsay": 1.0, "k=nshow": 0.3, "k=nthink": 0.8,
        "c=ccomp": 1.7, "c=ccomp say": 1.0, "c=ccomp show": 1.5, "c=dobj": 0.2, "c=dobj judge": 1.0,
        "c=nsubj": 0.8, "c=neg": -0.5,
        "q=False True False": 0.5, "q=False": 0.3, "q=True": -1.5, "s=say": 1.5, "s=tell": 1.0,
        ":named=True True": 2.5, ":reporting=True": 2.5, ":upper=True True": 1.0,
    },
    "source": {
        "bias": -1.5,
        "r=vnsubj": 5.0, "r=vagent": 0.5, "r=vagentvpobj": 4.5, "r=vprepvpobj according": 6.0, "r=vpobj per": 5.0,
        "r=vposs": 4.0, "r=conjvnsubj": 4.0, "r=xcompvnsubj": 3.0, "r=advclvnsubj": 3.0, "r=acl": 3.5, "r=relcl": 1.0,
        "r=relclvnsubj": 1.0, "r=vnsubjpass": 0.5, "q=False True False": -1.0, "m=0 before :": 4.0,
    },
    "pair": {
        "bias": -2.5,
        "p=1.0": 1.5, "p=0.9": 1.5, "p=0.8": 1.2, "p=0.7": 1.0, "p=0.6": 0.7, "p=0.5": 0.4,
        "p=0.3": -0.5, "p=0.2": -1.0,
        "br=ccomp -": 3.0, "br=xcomp -": 1.5, "br=dobj -": 1.5, "br=parataxis -": 1.0, "br=advcl -": -0.5,
        "br=prep -": -0.5, "br=npadvmod -": -2.0, "src in=True": -3.0,
        "k=according before": 3.5, "k=according after": 3.5, "k=: before": 2.0, "quote=True say": 2.0,
        "same=True after": 1.5, "same=True before": 1.5,
        "nested=True 0": 0.5, "nested=True 1": -1.0, "nested=True 2": -2.0,
        "stand=-  end say after False": 3.0, "stand=-  end show after False": 3.0,
        "stand=-  middle say before False": 1.5, "stand=-  start say before False": 1.5,
        "nearer=0": 0.5, "nearer=1": -0.3, "nearer=2": -0.8, "nearer=3": -1.5,
    },
}  # fmt: skip

"""Attributions: who says what, and which figures it covers.

In: a parsed Doc. Out: `find(doc)`, every attribution with or without a number, and `link(doc, attributions, figures)`,
the attribution that vouches for each figure. Read in this order: `reading` (the Doc as lists), `cues`, `sources`,
`pairs` (the three stages), `content` (what is said), `scoring` (weights).

A figure that a cue of its own sentence or quotation vouches for lies in that attribution's content, and no other figure
does. A figure that is only carried over from the sentence before (`scope` discourse, outside quotation marks) does not
widen the content: the cue does not govern it.
"""

from claimx.mentions.attributions.finding import find
from claimx.mentions.attributions.linking import LINK_THRESHOLD, link
from claimx.mentions.attributions.scoring import model

MODEL_VERSION = 2
"""Version of the trained model, as records name it."""


def model_version() -> str:
    """What records say of the model: its version, or "hand-set" where an installation carries no weights."""
    return str(MODEL_VERSION) if model().trained else "hand-set"


__all__ = ["LINK_THRESHOLD", "find", "link", "model_version"]

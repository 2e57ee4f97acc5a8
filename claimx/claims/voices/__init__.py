"""Who says each figure: mentions joined to full names, chains of voices, carried-over sources and frames.

Read `attribute` (links → voices), `resolve` (mention → name), `names` (the names of an article), `frames`, `carry`,
`chains`. The word lists are `claimx/lexicon/voices.toml` and `first_names.toml`.
"""

from claimx.claims.voices.attribute import attribute
from claimx.claims.voices.names import NameIndex
from claimx.claims.voices.resolve import Resolver, Voice
from claimx.claims.voices.voiced import Voiced

__all__ = ["NameIndex", "Resolver", "Voice", "Voiced", "attribute"]

"""How well a name answers a pronoun or a role noun before which it stands.

In: the `Cast`, the `Reading` of a mention, a name and its distance in sentences. Out: a score, 0 when it cannot be. The
weights were set on the development articles.
"""

from __future__ import annotations

from claimx.claims.voices.around import Name, kind_of
from claimx.claims.voices.cast import Cast
from claimx.claims.voices.readings import Reading
from claimx.claims.voices.runs import WORD
from claimx.lexicon.voices import role_of
from claimx.records import SourceType

_PEOPLE_OR_BODIES = frozenset({"person", "organization", "media", "government"})
MANY = frozenset({"police"})
"""Names that "they" answers, never "it"."""


def answers_pronoun(cast: Cast, reading: Reading, distance: int, name: Name) -> float:
    """How well a name answers "he", "she" or "it"."""
    full = cast.full(name)
    if out_of_reach(cast, reading, name) or cast.follows(full, reading.end):
        return 0.0
    subject = cast.opens_sentence(name)
    if reading.gender is None and full.text.lower() in MANY:
        return 0.0
    if reading.gender:
        fits = may_be_he(cast, full, reading.gender) and not cast.describes(name)
    else:
        leads = cast.speaks(name) or cast.leads_sentence(name)
        fits = cast.kind(full) != "person" and full.certain and distance < 3 and leads
    if not fits:
        return 0.0
    score = 6.0 - 0.8 * min(distance, 7) + 2.0 * cast.speaks(name) + 0.8 * subject
    score += 0.8 * (subject and distance == 1) + 0.4 * cast.leads_sentence(name)
    return max(0.0, score + 0.7 * (full.kind == "person") + 0.5 * (full.gender is not None))


def out_of_reach(cast: Cast, reading: Reading, name: Name) -> bool:
    """Whether a name stands in a quotation and the mention does not."""
    return name.quoted and not cast.index.quotes.holds(reading.start)


def may_be_he(cast: Cast, full: Name, gender: str) -> bool:
    """A person of that gender; one known by the shape of the name alone must speak somewhere."""
    if cast.kind(full) != "person" or full.gender not in (None, gender):
        return False
    if full.kind != "person" and cast.is_place(full):
        return False  # "In Fort Adams she said"
    return full.kind == "person" or full.text in cast.speakers or bool(cast.roles(full))


def answers_role(cast: Cast, reading: Reading, distance: int, name: Name) -> float:
    """How well a name answers "the watchdog", "the budget office"."""
    full = cast.full(name)
    if out_of_reach(cast, reading, name) or not may_stand_for(cast, reading, full):
        return 0.0
    called = reading.head in cast.roles(full) or (reading.head in full.parts and full.kind is not None)
    # "losses at the paper maker Northmill. The company": a role beside the name makes it a topic at once.
    introduced = distance < 2 and any(role_of(role) == reading.kind for role in name.roles)
    topic = distance < 3 and cast.is_topic(full)
    speaks, opens = cast.speaks(name), cast.opens_sentence(name)
    fits = (speaks or opens or topic or introduced) and fits_role(reading.kind, cast.kind(full))
    if not called and not fits:
        return 0.0
    shared = shares(cast, reading, full) - called
    score = 2.0 + 1.5 * called + 1.5 * shared + 1.5 * introduced + 1.5 * speaks
    score += 0.7 * opens + 0.3 * topic
    return score - 0.5 * min(distance, 5) - 0.05 * distance + 1.5 * (distance < 2)


def may_stand_for(cast: Cast, reading: Reading, full: Name) -> bool:
    """Whether nothing keeps a role from standing for a name ("the NASA director" is nobody else's)."""
    if (len(full.parts) == 1 and full.parts[0] == reading.head) or not full.certain:
        return False
    kind = full.kind or kind_of(full.text)
    if kind is not None and reading.kind in _PEOPLE_OR_BODIES and (reading.kind == "person") != (kind == "person"):
        return False  # "the party" is no person, "the official" no department
    known = set(full.parts) | cast.roles(full)
    capitals = [word.lower() for word in WORD.findall(reading.text) if word[0].isupper()]
    return not capitals or any(word in known for word in capitals)


def fits_role(wanted: SourceType | None, kind: SourceType) -> bool:
    """Whether a role noun of one class may stand for a name of another."""
    return wanted == kind if wanted in {"person", "organization", "media"} else False


def shares(cast: Cast, reading: Reading, full: Name) -> int:
    """How many words of a role the name or its descriptions hold."""
    known = set(full.parts) | cast.roles(full)
    return sum(word in known for word in (*reading.modifiers, reading.head))

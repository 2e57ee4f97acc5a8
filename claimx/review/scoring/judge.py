"""One claim against the gold claim it was matched with: what is right and what is not.

`judge` asks one question per field. Where gold lists other right answers, the best one counts. Attribution
has five outcomes: found where there is one, missed, invented, rightly left out, and neutral (either is
fine).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from claimx.review.scoring.dates import same_date
from claimx.review.scoring.values import Verdict, judge_value, near
from claimx.review.scoring.words import ALIASES, content_words, overlap_f1, squeezed, words

if TYPE_CHECKING:
    from claimx.records import Change
    from claimx.review.scoring.gold import GoldAttribution, GoldClaim
    from claimx.review.scoring.predictions import Prediction

ARTICLES = frozenset({"the", "a", "an"})
TITLES = frozenset(ALIASES["titles"].split())
BRACKETED = re.compile(r"\([^)]*\)")
VERB_ENDINGS = ("ing", "ed", "es", "s", "d")
NOT_A_VERB = ("details", "as")

Outcome = Literal["found", "missed", "invented", "absent", "neutral"]


@dataclass(frozen=True, slots=True)
class SourceVerdict:
    """Whether a source was found, is right, is right by its full name, and is the one that gold prefers.

    `right` holds too when both sides name none, or when gold allows either.
    """

    outcome: Outcome
    right: bool
    resolved: bool
    preferred: bool


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is right about one claim; measure and entities as F1.

    `period` and `change` are None where gold does not decide.
    """

    kind: bool
    value: Verdict
    modifier: bool
    status: bool
    measure: float
    entities: float
    period: bool | None
    change: bool
    source: SourceVerdict
    cue: bool
    quotation: bool

    @property
    def record(self) -> bool:
        """Value, unit, modifier and source are right: the row can be used as it is."""
        return self.value.both and self.modifier and self.source.right

    @property
    def misattributed(self) -> bool:
        """A wrong or invented source: the harmful error."""
        return self.source.outcome == "invented" or (self.source.outcome == "found" and not self.source.right)

    def wrong(self) -> tuple[str, ...]:
        """The names of the fields that are not right."""
        fields = {
            "kind": self.kind,
            "value": self.value.value,
            "unit": self.value.unit,
            "modifier": self.modifier,
            "status": self.status,
            "period": self.period is not False,
            "change": self.change,
            "source": self.source.right,
        }
        return tuple(name for name, right in fields.items() if not right)


def judge(gold: GoldClaim, found: Prediction) -> Judgement:
    """Compare a claim with its gold, field by field."""
    return Judgement(
        kind=found.kind == gold.kind,
        value=judge_value(gold, found),
        modifier=canonical_modifier(found.modifier) in map(canonical_modifier, (gold.modifier, *gold.modifier_alt)),
        status=found.status in (gold.status, *gold.status_alt),
        measure=measure_f1(gold, found.measure),
        entities=overlap_f1({name.lower() for name in gold.entities}, {name.lower() for name in found.entities}),
        period=judge_period(gold, found),
        change=judge_change(gold, found.change),
        source=judge_source(gold, found.source),
        cue=gold.attribution is not None and same_cue(gold.attribution, found.cue),
        quotation=gold.attribution is not None and found.quotation == gold.attribution.type,
    )


def canonical_modifier(modifier: str | None) -> str:
    """One word for modifiers of one meaning; "" for none and for "exactly"."""
    spelling = squeezed(modifier or "")
    return str(ALIASES["modifiers"].get(spelling, spelling))


def measure_f1(gold: GoldClaim, measure: str | None) -> float:
    """Token F1 of the measure against the best of gold's."""
    found = content_words(measure)
    return max(overlap_f1(content_words(option), found) for option in (gold.measure, *gold.measure_alt))


def judge_period(gold: GoldClaim, found: Prediction) -> bool | None:
    """Whether the period is right; None when gold names one that has no value."""
    if gold.period and gold.period.value is None:
        return None
    wanted = gold.period.value if gold.period else None
    if not found.has_period:
        return wanted is None or None in gold.period_alt
    options = [value for value in (wanted, *gold.period_alt) if value is not None]
    return found.period is not None and any(same_date(value, found.period) for value in options)


def judge_change(gold: GoldClaim, found: Change | None) -> bool:
    """Whether direction and stated numbers agree; the starting point of a movement may do without."""
    wanted = gold.change
    if wanted is None:
        return found is None
    if found is None:
        return is_start(gold)
    stated = ((wanted.from_, found.from_), (wanted.to, found.to), (wanted.factor, found.factor))
    return wanted.direction == found.direction and all(
        number is None or (given is not None and near(number, float(given))) for number, given in stated
    )


def is_start(gold: GoldClaim) -> bool:
    """Whether the figure itself is where the movement starts ("up from $190 billion")."""
    start = gold.change.from_ if gold.change else None
    return start is not None and isinstance(gold.value, float) and near(start, gold.value)


def judge_source(gold: GoldClaim, name: str | None) -> SourceVerdict:
    """Compare a source name with gold's: its full name, the mention used, or another that is accepted."""
    if gold.attribution is None:
        return judge_no_source(gold, name)
    accepted = gold.attribution.accept_also
    if name is None:
        free = None in accepted
        return SourceVerdict("neutral" if free else "missed", right=free, resolved=free, preferred=False)
    full = same_name(name, gold.attribution.source)
    mention = same_name(name, gold.attribution.source_text)
    other = any(same_name(name, option) for option in accepted)
    return SourceVerdict("found", right=full or mention or other, resolved=full or other, preferred=full or mention)


def judge_no_source(gold: GoldClaim, name: str | None) -> SourceVerdict:
    """A source where gold has none is invented, unless gold allows that very one."""
    if name is None:
        return SourceVerdict("absent", right=True, resolved=True, preferred=False)
    free = any(same_name(name, option) for option in gold.attribution_alt)
    return SourceVerdict("neutral" if free else "invented", right=free, resolved=free, preferred=False)


def same_name(left: str | None, right: str | None) -> bool:
    """Whether two names have the same words, but for articles, brackets and offices ("Minister Sikorski")."""
    first, second = name_words(left), name_words(right)
    if first == second:
        return bool(first)
    return first - TITLES == second - TITLES and bool(first - TITLES)


def name_words(name: str | None) -> frozenset[str]:
    """The words of a name."""
    return frozenset(words(BRACKETED.sub(" ", name or ""))) - ARTICLES


def same_cue(gold: GoldAttribution, cue: str | None) -> bool:
    """Whether one cue holds the other ("said" in "said on Tuesday")."""
    found = cue_words(cue)
    options = [cue_words(option) for option in (gold.cue, *gold.cue_alt)]
    return bool(found) and any(option and (option <= found or found <= option) for option in options)


def cue_words(cue: str | None) -> frozenset[str]:
    """The stems of a cue; the colon of a headline is a cue as well."""
    if (cue or "").strip().lower() in (":", "colon"):
        return frozenset({":"})
    return frozenset(map(stem, words(cue))) - {"the", "a"}


def stem(word: str) -> str:
    """A reporting verb without its ending."""
    verb: str = ALIASES["verbs"].get(word, word)
    if verb not in NOT_A_VERB:
        ending = next((end for end in VERB_ENDINGS if verb.endswith(end) and len(verb) > len(end) + 2), "")
        verb = verb.removesuffix(ending)
    return verb.rstrip("e")

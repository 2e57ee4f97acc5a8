"""One review session: the claims to look at, the verdicts given, and the way back. Knows nothing of the web.

Every verdict is appended to the store at once. Undo appends too: it gives the claim back the verdict it had before,
or withdraws it, so that the trail keeps everything that happened.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from claimx.errors import UsageError
from claimx.export.sqlite import Store, Verdict
from claimx.review.fields import CHOICES, FIELDS, WRONG, joined, split

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimx.records import Claim

MAX_NOTE = 10_000
"""Characters of a note that are kept."""


class Session:
    """The queue and the verdicts of one reviewer."""

    def __init__(self, store: Store, queue: Iterable[Claim]) -> None:
        self.store = store
        self.queue = list(queue)
        self.claims = {claim.id: claim for claim in self.queue}
        self.verdicts = store.verdicts()
        self.sources = store.sources()
        self.done: list[tuple[str, Verdict | None]] = []

    def judge(self, claim_id: str, verdict: str | None, wrong: list[str], note: str | None) -> Verdict:
        """Save a verdict on a claim of the queue; marked fields make it wrong. Raises UsageError for anything else."""
        claim = self.claims.get(claim_id)
        unknown = [name for name in wrong if name not in FIELDS]
        if claim is None or unknown or verdict not in (None, *CHOICES):
            raise UsageError("no such claim, verdict or field")
        verdict = WRONG if wrong and verdict is not None else verdict
        made = Verdict(
            claim.id,
            claim.figure_id,
            verdict,
            wrong=joined(wrong),
            date=date.today().isoformat(),
            note=(note or "")[:MAX_NOTE] or None,
        )
        self.done.append((claim_id, self.verdicts.get(claim_id)))
        self.save(made)
        return made

    def undo(self) -> str | None:
        """Take back the last verdict of this session; the id of its claim, null when there is none."""
        if not self.done:
            return None
        claim_id, before = self.done.pop()
        claim = self.claims[claim_id]
        withdrawn = Verdict(claim.id, claim.figure_id)
        self.save(withdrawn if before is None else replace(before, claim_id=claim.id))
        return claim_id

    def save(self, verdict: Verdict) -> None:
        """To the store first, so that what the page shows is on disk."""
        self.store.add_verdict(verdict)
        if verdict.verdict is None:
            self.verdicts.pop(verdict.claim_id, None)
        else:
            self.verdicts[verdict.claim_id] = verdict

    def states(self) -> list[dict[str, object]]:
        """The queue for the page's list: id, figure, kind and verdict of each claim."""
        return [
            {"id": claim.id, "text": claim.text, "kind": claim.kind, **self.state(claim.id)} for claim in self.queue
        ]

    def state(self, claim_id: str) -> dict[str, object]:
        """The verdict on a claim as the page shows it."""
        verdict = self.verdicts.get(claim_id)
        if verdict is None:
            return {"verdict": None, "wrong": [], "note": None}
        return {"verdict": verdict.verdict, "wrong": split(verdict.wrong), "note": verdict.note}

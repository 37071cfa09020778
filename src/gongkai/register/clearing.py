"""What the register must be shown before it takes down a publication: who reviewed which revision, when.

The register does not know how reviews work. Whoever reviews hands in a `Clearing`, and the register refuses one
that three different people did not give.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

FIRST, SECOND, FINAL = "first", "second", "final"
EMERGENCY = "emergency"
STAGES = (FIRST, SECOND, FINAL)
STAGE_LABELS = {FIRST: "初审", SECOND: "再审", FINAL: "终审", EMERGENCY: "紧急发布"}


@dataclass(frozen=True)
class Reviewer:
    """One person who decided at one stage, as he signed it.

    `stage` is one of `STAGES` or `EMERGENCY`; `person` the primary key of the account; `name` and `post` what
    they were called at that time; `on_behalf_of` the name of the absent holder in whose place he acted, or "";
    `at` a moment with its time zone.
    """

    stage: str
    person: int
    name: str
    post: str
    on_behalf_of: str
    at: datetime.datetime


@dataclass(frozen=True)
class Clearing:
    """Leave to publish one revision: three reviewers, or in an emergency the one who answered for it.

    `content_hash` is the SM3 (64 hexadecimal digits) of the content that they saw. `comment` is the reason given
    for an emergency.
    """

    revision_id: int
    content_hash: str
    reviewers: tuple[Reviewer, ...]
    emergency: bool = False
    comment: str = ""

    def objections(self) -> list[str]:
        """Why this is no leave to publish, as whole sentences; empty when it is one."""
        if self.emergency:
            decided = [reviewer for reviewer in self.reviewers if reviewer.stage == EMERGENCY]
            return [] if decided else ["紧急发布须写明由谁决定，请由有权紧急发布的领导办理。"]
        missing = [
            STAGE_LABELS[stage]
            for stage in STAGES
            if sum(reviewer.stage == stage for reviewer in self.reviewers) != 1
        ]
        if missing:
            return [f"三审不全：{'、'.join(missing)}没有唯一的通过记录，请先走完初审、再审、终审。"]
        people = {reviewer.person for reviewer in self.reviewers if reviewer.stage in STAGES}
        if len(people) != len(STAGES):
            return ["初审、再审、终审须由三个不同的人完成，请由另外的人审核。"]
        return []


@dataclass(frozen=True)
class Particulars:
    """What else a line of the register (台账) says of the information. Plain texts, as they were at that time."""

    document_number: str = ""
    column: str = ""
    openness: str = "主动公开"
    channels: tuple[str, ...] = ("政府门户网站",)
    drafter: str = ""

"""What the scheduler does with the register: sign every day that has ended, verify everything once a day."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from gongkai.acts.jobs import Outcome


def sign(now: datetime.datetime) -> Iterable[Outcome]:
    """Sign the checkpoints that are due. A chain that is broken, or a key that is gone, fails the job."""
    from gongkai.register.checkpoints import sign_due

    return [Outcome(f"{checkpoint.day:%Y-%m-%d}的检查点", True) for checkpoint in sign_due()]


def verify(now: datetime.datetime) -> Iterable[Outcome]:
    """Verify the register, with what other apps hold against it, and keep what was found."""
    from gongkai.register.verification import verify_and_record

    outcome, _ = verify_and_record()
    if outcome.whole:
        return [Outcome("信息登记台账", True)]
    return [Outcome("信息登记台账", False, finding) for finding in outcome.findings[:20]]

"""What Wagtail does when its workflow ends: nothing. The action that ended it decides what follows."""

from __future__ import annotations

from typing import Any


def leave_to_the_action(workflow_state: Any, user: Any = None) -> None:
    """Wagtail would publish here. Publishing is an act of its own, with its checks and its entry in the register."""

"""What `review` needs of an item (`review.subject.Reviewable`), and what Wagtail's publishing meets instead.

The acts stand above the models and import them, so they are looked up here when they are needed.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gongkai.disclosure.checking import Finding


class ReviewableItem:
    """The part of an item that answers to the three reviews."""

    def review_findings(self) -> tuple[Finding, ...]:
        """What the draft checks say of the latest revision and nobody has answered for yet."""
        findings: tuple[Finding, ...] = _module("drafts").standing_against(self)
        return findings

    def worded(self, name: str) -> tuple[str, str] | None:
        """Label and text of a field for who compares two versions; None where its value is words already."""
        found: tuple[str, str] | None = _module("readings").worded(self, name)
        return found

    def on_cleared(self, decision: Any) -> None:
        """The last of the three approved, or someone answered for an emergency: it goes out, or is scheduled.

        Raises:
            Refused: when it cannot go out; the approval then does not stand either.
        """
        _module("actions.publish").go_out(self, decision)

    def on_emergency_confirmed(self, decision: Any) -> None:
        """Another chief answered for an emergency publication: the register says so."""
        _module("actions.emergency").confirm(self, decision)

    def on_emergency_rejected(self, decision: Any) -> None:
        """Another chief did not confirm an emergency publication: it is withdrawn at once."""
        _module("actions.emergency").take_back(self, decision)


def _module(name: str) -> Any:
    return import_module(f"gongkai.disclosure.{name}")

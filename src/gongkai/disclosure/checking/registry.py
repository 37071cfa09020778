"""The register of rules for drafts: name, title, basis, severity and an example each.

The page of rules is generated from here, and the examples are run by the tests.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from gongkai.disclosure.checking.finding import Finding, Severity, fingerprint_of

__all__ = ["RULES", "Example", "Rule", "register"]


@dataclass(frozen=True, slots=True)
class Example:
    """Changes to a correct draft, by name of its field, that make the rule speak."""

    text: str
    changes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: what it asks for (``title``), why (``basis``), and what its breach counts for."""

    name: str
    title: str
    basis: str
    severity: Severity
    explanation: str
    example: Example

    def finding(
        self,
        place: str,
        quoted: str,
        message: str,
        remedy: str,
        *,
        content: str | None = None,
        severity: Severity | None = None,
        mask_available: bool = False,
    ) -> Finding:
        """A finding of this rule; ``content`` is what its fingerprint rests on, the quoted words by default."""
        return Finding(
            rule=self.name,
            severity=severity or self.severity,
            place=place,
            quoted=quoted,
            message=message,
            remedy=remedy,
            fingerprint=fingerprint_of(self.name, quoted if content is None else content),
            mask_available=mask_available,
        )


RULES: dict[str, Rule] = {}
"""Every rule by its stable name, in the order of the documentation."""


def register(rule: Rule) -> Rule:
    """Add a rule to the register; a name stands once. Raises ValueError for a second one."""
    if rule.name in RULES:
        raise ValueError(f"rule registered twice: {rule.name}")
    RULES[rule.name] = rule
    return rule

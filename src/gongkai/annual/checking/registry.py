"""The register of rules: name, title, basis, severity and an example each; and how they are selected.

``docs/rules.md`` is generated from here, and the examples are run by the tests.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from gongkai.annual.checking.finding import Evidence, Fault, Finding, Severity
from gongkai.annual.report import Figure

__all__ = ["RULES", "Example", "Rule", "UnknownRuleError", "register", "selector"]


class UnknownRuleError(ValueError):
    """A name or prefix given to select or ignore that no rule has."""


@dataclass(frozen=True, slots=True)
class Example:
    """A disturbance of a correct report that the rule finds, as data.

    ``figures`` replaces figures (None makes a blank), ``sections`` replaces title and text of a section (None
    takes it out), ``edits`` replaces words of the narrative; ``status`` and ``notes`` (cell, kind, detail) say
    what reading left open; ``previous`` and ``peers`` are changes to last year's report and to the peers'.
    """

    text: str
    figures: Mapping[str, Figure | None] = field(default_factory=dict)
    sections: Mapping[int, tuple[str, str] | None] = field(default_factory=dict)
    edits: Mapping[str, str] = field(default_factory=dict)
    status: Mapping[str, str] = field(default_factory=dict)
    printed: Mapping[str, str] = field(default_factory=dict)
    notes: Sequence[tuple[str | None, str, str]] = ()
    identity: Mapping[str, object] = field(default_factory=dict)
    previous: Mapping[str, Figure | None] | None = None
    peers: Sequence[Mapping[str, Figure | None]] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: what it asks for (``title``), why (``basis``), and what its breach counts for."""

    name: str
    title: str
    basis: str
    severity: Severity
    fault: Fault
    explanation: str
    example: Example

    def finding(
        self,
        message: str,
        *,
        suggestion: str = "",
        cells: Iterable[str] = (),
        evidence: Iterable[Evidence] = (),
        expected: Figure | str | None = None,
        actual: Figure | str | None = None,
        severity: Severity | None = None,
        fault: Fault | None = None,
    ) -> Finding:
        """A finding of this rule; the suggestion ends the sentence that people read."""
        return Finding(
            rule=self.name,
            severity=severity or self.severity,
            fault=fault or self.fault,
            message=f"{message}。{suggestion}" if suggestion else message,
            cells=tuple(cells),
            evidence=tuple(evidence),
            expected=expected,
            actual=actual,
            suggestion=suggestion,
        )


RULES: dict[str, Rule] = {}
"""Every rule by its stable name, in the order of the documentation."""


def register(rule: Rule) -> Rule:
    """Add a rule to the register; a name stands once."""
    if rule.name in RULES:
        raise ValueError(f"rule registered twice: {rule.name}")
    RULES[rule.name] = rule
    return rule


def _matches(name: str, pattern: str) -> bool:
    prefix = pattern.removesuffix("*").removesuffix(".")
    return name == prefix or name.startswith(prefix + ".")


def selector(select: Iterable[str], ignore: Iterable[str]) -> frozenset[str]:
    """The names of the rules that count: those selected (all when none is), less those ignored.

    A pattern is a full name, or a prefix that ends at a dot (``applications``, ``text.*``). ``*`` is all.
    Raises UnknownRuleError for a pattern that no rule has.
    """
    chosen = _expand(select) or frozenset(RULES)
    return chosen - _expand(ignore)


def _expand(patterns: Iterable[str]) -> frozenset[str]:
    names: set[str] = set()
    for pattern in patterns:
        found = set(RULES) if pattern == "*" else {name for name in RULES if _matches(name, pattern)}
        if not found:
            raise UnknownRuleError(f"没有名为“{pattern}”的规则；全部规则见 docs/rules.md")
        names |= found
    return frozenset(names)

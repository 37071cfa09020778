"""Findings on their way to standard output, as they come: text, JSON or one SARIF log."""

from __future__ import annotations

import sys
from collections import Counter
from types import TracebackType

import click

from gongkai.annual.batch.checks import FindingShape, Verdict, empty_sarif
from gongkai.annual.checking import Severity
from gongkai.cli import streams

__all__ = ["Findings"]

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.HINT: "cyan"}


class Findings:
    """Prints verdicts and counts them; use it as a context manager, so that JSON is closed as it was opened.

    ``single`` prints the only report as an object instead of an array of one.
    """

    def __init__(self, shape: FindingShape, *, single: bool) -> None:
        self.shape = shape
        self.counts: Counter[Severity] = Counter()
        self.reports = 0
        self.clean = 0
        self.coloured = shape is FindingShape.TEXT and streams.colours(sys.stdout)
        self.held: str | None = None
        self.single = single
        self.written = 0

    def __enter__(self) -> Findings:
        if self.shape is FindingShape.SARIF:
            streams.write(empty_sarif()[0])
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            return
        if self.shape is FindingShape.SARIF:
            streams.write(empty_sarif()[1])
        elif self.shape is FindingShape.JSON:
            self._close_json()

    @property
    def has_errors(self) -> bool:
        """Whether any finding is an error."""
        return self.counts[Severity.ERROR] > 0

    def add(self, verdict: Verdict) -> None:
        """Print the findings on one report. Raises OutputClosed."""
        self.reports += 1
        self.counts += verdict.counts
        self.clean += not verdict.counts
        for severity, part in verdict.parts:
            if self.shape is FindingShape.TEXT:
                streams.write(self._painted(severity, part))
            elif self.shape is FindingShape.JSON and self.held is None:
                # Alone it is an object, in company an element.
                self.held = part
            else:
                self._element(part)

    def summary(self, failed: int) -> str:
        """What was found, in one line for people."""
        left = f"；{failed} 个文件读不出" if failed else ""
        if not self.counts:
            return f"{self.reports} 份年报，没有发现问题{left}。"
        found = "，".join(
            f"{severity.label} {self.counts[severity]} 条" for severity in Severity if self.counts[severity]
        )
        return f"{self.reports} 份年报：{found}；{self.clean} 份没有发现问题{left}。"

    def _element(self, part: str) -> None:
        if self.shape is FindingShape.JSON and self.written == 0:
            assert self.held is not None
            streams.write(f"[\n{self.held}")
            self.written = 1
        streams.write(f",\n{part}" if self.written else part)
        self.written += 1

    def _close_json(self) -> None:
        if self.written:
            streams.write("]")
        elif self.held is None:
            streams.write("[]")
        else:
            streams.write(self.held if self.single else f"[\n{self.held}\n]")

    def _painted(self, severity: Severity | None, line: str) -> str:
        if not self.coloured or severity is None:
            return line
        label = f": {severity.label} "
        return line.replace(label, f": {click.style(severity.label, fg=_COLOURS[severity])} ", 1)

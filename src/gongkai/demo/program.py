"""What happens to items in the example county, as data: published, revised, withdrawn and so on, each on its day."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from gongkai.demo.reporting import YearlyReport
from gongkai.demo.writing import Writing
from gongkai.statute.metadata import Validity


@dataclass(frozen=True)
class Published:
    """Drafted on the working day before, and public on `on` after three reviews.

    `returned` is why the second reviewer first sent it back; then all begins two working days earlier.
    """

    agency: str
    on: datetime.date
    writing: Writing
    returned: str = ""


@dataclass(frozen=True)
class Revised:
    """Something public is changed and goes through the three reviews again. `changes` are fields of `Writing`."""

    key: str
    on: datetime.date
    changes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Withdrawn:
    """Withdrawn by the chief."""

    key: str
    on: datetime.date
    reason: str


@dataclass(frozen=True)
class Revalued:
    """The validity of a document changed; `by_key` is the document that says so."""

    key: str
    on: datetime.date
    validity: Validity
    basis: str
    by_key: str = ""


@dataclass(frozen=True)
class Urgent:
    """Published in an emergency by the deputy leader, and confirmed by the chief on the next working day."""

    agency: str
    on: datetime.date
    writing: Writing
    reason: str
    confirmation: str


@dataclass(frozen=True)
class Reported:
    """The annual report of a body: made from its file on the working day before, and public on `on` after three reviews."""

    agency: str
    on: datetime.date
    report: YearlyReport

    @property
    def key(self) -> str:
        """What it is known by within the example."""
        return f"report-{self.agency}-{self.report.year}"


@dataclass(frozen=True)
class Carried:
    """An outside channel carried an item, at three in the afternoon; `channel` is one of `channels.kinds`."""

    key: str
    on: datetime.date
    channel: str
    name: str
    link: str = ""
    issue: str = ""
    note: str = ""


@dataclass(frozen=True)
class Hung:
    """A sheet was put up on a notice board, with a picture of it, and taken down on `down_on`, if ever."""

    key: str
    on: datetime.date
    until: datetime.date
    place: str
    down_on: datetime.date | None = None


@dataclass(frozen=True)
class Removed:
    """What an account had carried was deleted from it."""

    key: str
    on: datetime.date
    channel: str
    note: str


Happening = Published | Revised | Withdrawn | Revalued | Urgent | Reported | Carried | Hung | Removed

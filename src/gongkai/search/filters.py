"""By what a search is narrowed, as an address says it: agency=惠民镇&column=tzgg&theme=…&year=2024&kind=notice…

A body is searched together with all below it, unless the address says below=no.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final
from urllib.parse import urlencode

from gongkai.acts.days import CHINA
from gongkai.agencies.models import Agency
from gongkai.search.asking import LONGEST
from gongkai.search.folding import is_invisible
from gongkai.search.marks import mark
from gongkai.search.models import position_of

__all__ = ["FACETS", "LABELS", "SORTS", "Asked"]

LABELS: Final = {
    "agency": "发布机构",
    "year": "成文年份",
    "kind": "栏目类型",
    "column": "栏目",
    "theme": "主题分类",
    "genre": "体裁分类",
    "type": "附件类型",
    "validity": "有效性",
}
"""What people read for each facet, on the page and through the API: as an item's page calls it."""
FACETS: Final = tuple(LABELS)
SORTS: Final = ("date", "relevance")
MOST_CHARACTERS: Final = LONGEST + 1
"""Of a question: what is longer than is read, so that the page can say so. Each link to narrow it repeats them."""
MOST_PAGES: Final = 50
"""Pages that there are at most: so many make up what is counted of a search's hits."""


@dataclass(frozen=True)
class Asked:
    """A search as it was asked for. Whatever an address says can be read; what means nothing is left out."""

    text: str = ""
    facets: Mapping[str, str] = field(default_factory=dict)
    since: datetime.date | None = None
    until: datetime.date | None = None
    sort: str = "date"
    page: int = 1
    below: bool = True

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Asked:
        """Read the parameters of an address."""
        page = given.get("page", "")
        facets = {name: value[:60] for name in FACETS if (value := _plain(given.get(name, "")))}
        return cls(
            text=_plain(given.get("q", ""))[:MOST_CHARACTERS],
            facets=facets,
            since=_day(given.get("from", "")),
            until=_day(given.get("to", "")),
            sort=given.get("sort", "") if given.get("sort") in SORTS else SORTS[0],
            page=max(int(page), 1) if page.isascii() and page.isdigit() and len(page) < 6 else 1,
            below="agency" not in facets or given.get("below") != "no",
        )

    def address(self, **changed: str | int | None) -> str:
        """The query of an address that asks the same but for what is changed (None: without it), from page one."""
        pairs: dict[str, str] = {"q": self.text, **{name: self.facets.get(name, "") for name in FACETS}}
        pairs |= {
            "from": self.since.isoformat() if self.since else "",
            "to": self.until.isoformat() if self.until else "",
            "sort": self.sort if self.sort != SORTS[0] else "",
            "below": "" if self.below else "no",
        }
        pairs |= {name: "" if value is None else str(value) for name, value in changed.items()}
        if not pairs["agency"]:
            pairs["below"] = ""
        return "?" + urlencode({name: value for name, value in pairs.items() if value})

    def without_filters(self) -> Asked:
        """The same words, in everything."""
        return replace(self, facets={}, since=None, until=None, page=1, below=True)

    @property
    def narrowed(self) -> bool:
        """Whether something beside the words was chosen."""
        return bool(self.facets or self.since or self.until)

    @cached_property
    def body(self) -> Agency | None:
        """The chosen body, looked up once; None where none is chosen, or none is called so."""
        name = self.facets.get("agency")
        return Agency.objects.filter(short_name=name).first() if name else None

    def marks(self) -> tuple[tuple[str, ...], ...]:
        """The facets as marks of the index. An agency that does not exist is a mark that nothing has."""
        return tuple((self._mark(name, value),) for name, value in self.facets.items())

    def _mark(self, name: str, value: str) -> str:
        if name != "agency":
            return mark(name, value)
        return mark("agency" if self.below else "own", self.body.pk if self.body is not None else 0)

    def positions(self) -> tuple[int | None, int | None]:
        """Between which positions of the index the days of publication are."""
        after = position_of(_midnight(self.since), 0) if self.since else None
        before = position_of(_midnight(self.until + datetime.timedelta(days=1)), 0) if self.until else None
        return after, before


def _plain(text: str) -> str:
    """In one line, without what nobody sees and the index leaves out, nor the sign that PostgreSQL takes in no text."""
    seen = "".join(sign for sign in text.replace("\x00", " ") if not is_invisible(sign))
    return " ".join(seen.split())


def _day(text: str) -> datetime.date | None:
    try:
        day = datetime.date.fromisoformat(text.strip())
    except ValueError:
        return None
    return day if 1970 < day.year < 2200 else None


def _midnight(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(), CHINA)

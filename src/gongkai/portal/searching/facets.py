"""What a search can be narrowed by, in words, with the address of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from gongkai.agencies.models import Agency, BodyLevel
from gongkai.channels import addresses
from gongkai.disclosure.models import Column, ColumnKind
from gongkai.search.filters import FACETS, LABELS, Asked
from gongkai.search.finding import Found
from gongkai.statute.metadata import Validity

FILE_TYPES: Final = {
    "docx": "Word 文档",
    "doc": "Word 文档（旧格式）",
    "xlsx": "Excel 表格",
    "xls": "Excel 表格（旧格式）",
    "pdf": "PDF",
    "pptx": "演示文稿",
    "ofd": "OFD",
    "zip": "压缩包",
    "picture": "图片",
    "text": "文本",
    "html": "网页",
}
MOST_VALUES: Final = 12
Names = Mapping[str, Mapping[Any, tuple[str, str]]]
"""Of each facet its values as they are counted: how they are written in an address, and what people read."""


@dataclass(frozen=True)
class Choice:
    """A value that narrows the search; `number` of the counted hits have it."""

    label: str
    number: int
    address: str


@dataclass(frozen=True)
class Group:
    """A facet that was not chosen yet, and its values, the most frequent first (years: the latest)."""

    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Chosen:
    """What the search is narrowed by, and the address without it."""

    label: str
    value: str
    address: str


def search_address(asked: Asked, **changed: str | int | None) -> str:
    """The address of a search, as it stands in an href."""
    query = asked.address(**changed)
    return addresses.SEARCH + (query if query != "?" else "")


def groups_of(found: Found) -> tuple[Group, ...]:
    """The facets that can still narrow the search. Two queries, for the names of bodies and columns.

    A body above all that was found narrows nothing.
    """
    counted = {name: found.facets[name] for name in FACETS if name not in found.asked.facets}
    if "agency" in counted:
        bodies = counted["agency"].items()
        counted["agency"] = Counter({pk: number for pk, number in bodies if number < found.number})
    names = _names(counted)
    groups = (
        Group(LABELS[name], tuple(_choices(found.asked, name, counter, names)))
        for name, counter in counted.items()
    )
    return tuple(group for group in groups if len(group.choices) > 1)


def chosen_of(asked: Asked) -> tuple[Chosen, ...]:
    """What is chosen, each with the way back. One query when a column is."""
    names = _names({"column": Counter([asked.facets["column"]])}) if "column" in asked.facets else {}
    chosen = []
    for name, value in asked.facets.items():
        _, label = names.get(name, {}).get(value) or ("", _label(name, value))
        chosen.append(Chosen(LABELS[name], label, search_address(asked, **{name: None})))
    if asked.since is not None:
        chosen.append(Chosen("发布不早于", asked.since.isoformat(), search_address(asked, **{"from": None})))
    if asked.until is not None:
        chosen.append(Chosen("发布不晚于", asked.until.isoformat(), search_address(asked, to=None)))
    return tuple(chosen)


def reaches_of(asked: Asked) -> list[tuple[str, str, bool]]:
    """Label, address and whether it is so now: with the bodies below the chosen one, or its own alone.

    Nothing where it has none below it that publish. One query when a body is chosen.
    """
    body = asked.body
    if body is None or not body.get_descendants().exclude(level=BodyLevel.VILLAGE).exists():
        return []
    return [
        ("含下级", search_address(asked, below=None), asked.below),
        ("仅本级", search_address(asked, below="no"), not asked.below),
    ]


def _choices(asked: Asked, name: str, counter: Counter[Any], names: Names) -> Iterable[Choice]:
    rows = counter.items() if name == "year" else counter.most_common()
    ordered = sorted(rows, reverse=True) if name == "year" else rows
    for value, number in list(ordered)[:MOST_VALUES]:
        written, label = names.get(name, {}).get(value) or (str(value), _label(name, str(value)))
        yield Choice(label, number, search_address(asked, **{name: written}))


def _names(counted: Mapping[str, Counter[Any]]) -> Names:
    """Bodies are counted by their keys; a column's address has the name that most bodies give it."""
    names: dict[str, dict[Any, tuple[str, str]]] = {}
    if counted.get("agency"):
        rows = Agency.objects.filter(pk__in=counted["agency"]).values_list("pk", "short_name")
        names["agency"] = {pk: (short, short) for pk, short in rows}
    if counted.get("column"):
        called: dict[str, Counter[str]] = {}
        for slug, name in Column.objects.filter(slug__in=counted["column"]).values_list("slug", "name"):
            called.setdefault(slug, Counter())[name] += 1
        names["column"] = {slug: (slug, counter.most_common(1)[0][0]) for slug, counter in called.items()}
    return names


def _label(name: str, value: str) -> str:
    """What people read for a value, which may come from an address and be anything."""
    if name == "kind":
        return str(ColumnKind(value).label) if value in ColumnKind.values else value
    if name == "validity":
        return Validity(value).label if value in set(Validity) else value
    if name == "type":
        return FILE_TYPES.get(value, value)
    return f"{value}年" if name == "year" else value

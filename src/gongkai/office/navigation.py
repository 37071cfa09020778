"""The office's menu: what each person finds in it follows from his powers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from gongkai.agencies.models import PostRole
from gongkai.agencies.powers import Powers


def _everyone(powers: Powers) -> bool:
    return bool(powers.holdings)


def _administers(powers: Powers) -> bool:
    return powers.administers_accounts


def _reads_work(powers: Powers) -> bool:
    return bool(powers.agency_ids) or powers.audits


def _looks_after(powers: Powers) -> bool:
    return powers.audits or powers.has(
        PostRole.SUPERVISOR, PostRole.OFFICE_HEAD, PostRole.GROUP_LEADER, PostRole.CHIEF, PostRole.DRAFTER
    )


def _audits(powers: Powers) -> bool:
    return powers.audits


@dataclass(frozen=True)
class MenuItem:
    """A line of the menu."""

    label: str
    view: str
    shown: Callable[[Powers], bool] = _everyone
    section: str = ""


MENU: tuple[MenuItem, ...] = (
    MenuItem("今天", "office:home"),
    MenuItem("通知", "office:notices"),
    MenuItem("信息", "office:items", _reads_work, section="主动公开"),
    MenuItem("待审", "office:reviews", _reads_work, section="主动公开"),
    MenuItem("渠道待办", "office:channels", _reads_work, section="主动公开"),
    MenuItem("公开栏", "office:boards", _reads_work, section="主动公开"),
    MenuItem("完整度", "office:coverage", _looks_after, section="主动公开"),
    MenuItem("栏目与目录", "office:columns", _looks_after, section="主动公开"),
    MenuItem("用词表", "office:terms", _looks_after, section="主动公开"),
    MenuItem("信息登记台账", "register:index", _reads_work, section="监督保障"),
    MenuItem("年度统计", "office:yearly", _reads_work, section="监督保障"),
    MenuItem("审计记录", "office:audit", _audits, section="监督保障"),
    MenuItem("机关与岗位", "office:agencies", section="机关与人员"),
    MenuItem("账号", "office:people", _administers, section="机关与人员"),
    MenuItem("培训与考核", "office:training", section="机关与人员"),
)


@dataclass(frozen=True)
class MenuLine:
    """A line as it is drawn: its address, and whether one is there now."""

    label: str
    address: str
    section: str
    current: bool


def menu_of(request: HttpRequest, powers: Powers) -> Iterator[MenuLine]:
    """The lines for these powers. A line whose app is not installed is left out."""
    here = request.path
    for item in MENU:
        if not item.shown(powers):
            continue
        try:
            address = reverse(item.view)
        except NoReverseMatch:
            continue
        current = here == address or (item.view != "office:home" and here.startswith(address))
        yield MenuLine(item.label, address, item.section, current)

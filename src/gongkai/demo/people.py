"""Who works in the example county. Nobody of them exists: their surnames are none (示、例、样、演、拟、设、仿)."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.agencies.models import PostRole
from gongkai.demo.places import COUNTY

SURNAMES = "示例样演拟设仿"
GIVEN_NAMES = [
    "春和",
    "秋实",
    "青山",
    "远山",
    "晨光",
    "朝霞",
    "清泉",
    "明溪",
    "松涛",
    "竹韵",
    "兰芳",
    "梅香",
    "云峰",
    "雨竹",
    "雪松",
    "望岳",
    "临川",
    "近水",
    "向阳",
    "映山",
    "满仓",
    "丰年",
    "麦苗",
    "稻香",
    "果香",
    "江月",
    "江帆",
    "海棠",
    "石泉",
    "溪桥",
    "山行",
    "林深",
    "叶茂",
    "根深",
    "花朝",
    "月夕",
    "星河",
    "晓风",
    "暮云",
    "长虹",
    "采薇",
    "新禾",
    "南枝",
    "北望",
    "东篱",
    "西楼",
    "平川",
    "高原",
    "长林",
    "大川",
    "小满",
    "谷雨",
    "立夏",
    "白露",
    "寒梅",
    "霜叶",
    "冬青",
    "初晴",
    "新雨",
    "飞泉",
    "流云",
    "归鸿",
    "鸣蝉",
    "飞燕",
    "锦程",
    "致远",
    "思源",
    "行健",
    "知秋",
    "听涛",
    "观澜",
    "怀谷",
    "若水",
    "守拙",
    "乐山",
    "乐水",
    "亦农",
    "亦工",
    "学稼",
    "勤耕",
    "力行",
    "笃行",
    "明德",
    "日新",
]


@dataclass(frozen=True)
class Seat:
    """A post, and the first who holds it. Several seats may have the same person."""

    role: PostRole
    title: str
    person: str
    rank: int = 100
    listed: bool = False
    duties: str = ""


@dataclass(frozen=True)
class Newcomer:
    """Somebody who takes a post over later: from whom, in which body, on which day, by which paper."""

    agency: str
    role: PostRole
    leaves: str
    person: str
    on: datetime.date
    basis: str


@dataclass(frozen=True)
class Shown:
    """An account that is shown when the demo starts: who, its user name, and what to try."""

    agency: str
    person: str
    username: str
    role: str
    note: str


HUIMIN: tuple[Seat, ...] = (
    Seat(PostRole.CHIEF, "镇党委书记", "示远山", 1, True, "主持镇党委全面工作，政府信息公开工作第一责任人。"),
    Seat(PostRole.GROUP_LEADER, "镇政务公开领导小组组长", "示远山", 11),
    Seat(PostRole.GROUP_MEMBER, "镇党委副书记、镇长", "例清泉", 2, True, "主持镇政府全面工作。"),
    Seat(PostRole.GROUP_MEMBER, "镇人大主席", "样松涛", 3, True, "主持镇人大工作。"),
    Seat(PostRole.DEPUTY_LEADER, "镇党委副书记", "演晨光", 4, True, "分管党政办公室和政府信息公开工作。"),
    Seat(PostRole.GROUP_DEPUTY, "镇政务公开领导小组副组长", "演晨光", 12),
    Seat(PostRole.GROUP_MEMBER, "镇党委委员、纪委书记", "拟望岳", 5, True, "负责纪检监察工作。"),
    Seat(PostRole.GROUP_MEMBER, "镇党委委员、副镇长", "设满仓", 6, True, "分管农业农村、林业和水利工作。"),
    Seat(PostRole.GROUP_MEMBER, "副镇长", "仿兰芳", 7, True, "分管民政、教育和便民服务工作。"),
    Seat(PostRole.OFFICE_HEAD, "镇党政办公室主任", "示江帆", 20, False, "承担领导小组办公室日常工作。"),
    Seat(PostRole.DRAFTER, "政务公开专岗", "例麦苗", 30, False, "撰稿、初审，管理公开信息登记台账。"),
)
COUNTY_SEATS: tuple[Seat, ...] = (
    Seat(PostRole.CHIEF, "县政府办公室主任", "样石泉", 1, True),
    Seat(PostRole.DEPUTY_LEADER, "县政府办公室副主任", "演花朝", 2, True),
    Seat(PostRole.OFFICE_HEAD, "县政务公开办公室主任", "拟林深", 20),
    Seat(PostRole.DRAFTER, "政务公开股撰稿人", "设叶茂", 30),
    Seat(PostRole.SUPERVISOR, "政务公开股监督员", "仿长虹", 40),
    Seat(PostRole.ACCOUNT_ADMINISTRATOR, "账号管理员", "示采薇", 50),
    Seat(PostRole.AUDITOR, "审计员", "例星河", 60),
)
NEWCOMERS: tuple[Newcomer, ...] = (
    Newcomer(
        "惠民镇",
        PostRole.GROUP_MEMBER,
        "设满仓",
        "演丰年",
        datetime.date(2024, 5, 6),
        "惠民镇调整政务公开领导小组成员的会议（2024年4月30日）",
    ),
    Newcomer(
        "惠民镇",
        PostRole.OFFICE_HEAD,
        "示江帆",
        "样稻香",
        datetime.date(2024, 9, 2),
        "惠民镇调整政务公开领导小组成员的会议（2024年8月29日）",
    ),
    Newcomer(
        "惠民镇",
        PostRole.DRAFTER,
        "例麦苗",
        "仿新禾",
        datetime.date(2025, 3, 3),
        "惠民镇党政办公室岗位调整（2025年2月28日）",
    ),
)
SHOWN: tuple[Shown, ...] = (
    Shown(
        "惠民镇",
        "仿新禾",
        "zhuangao",
        "撰稿人",
        "打开草稿“关于做好今冬明春农田水利冬修工作的通知”，看检查发现了什么，改好后送审。",
    ),
    Shown("惠民镇", "演晨光", "fenguan", "分管领导（再审）", "首页有一条等待再审；通过，或者写明理由退回。"),
    Shown(
        "惠民镇",
        "示远山",
        "zhuyao",
        "主要领导（终审）",
        "终审通过即公开并登入台账；也可以撤回一条已公开的信息。",
    ),
    Shown("惠民镇", "样稻香", "bangongshi", "办公室主任", "看完整度和待更新的栏目，调整栏目的更新周期。"),
    Shown("惠民镇", "演丰年", "chengyuan", "领导小组成员", "能看本镇的信息，不能起草和审核。"),
    Shown(
        "永兴镇", "", "daixing", "副镇长（代行终审）", "党委书记休假，受委托代行终审：首页有一条等待办理。"
    ),
    Shown("财政局", "", "guzhang", "科室负责人（初审）", "财政局的初审由股长办理，一条信息由四个人经手。"),
    Shown(COUNTY, "仿长虹", "jiandu", "县级监督员", "看全县各机关的完整度、待办和超期，不能改动。"),
    Shown(COUNTY, "拟林深", "gongkaiban", "县政务公开办主任", "维护全县用词表，登记对各乡镇的考核。"),
    Shown(COUNTY, "示采薇", "zhanghao", "账号管理员", "给任何一个人重置口令；试着审核一条信息，会被拒绝。"),
    Shown(COUNTY, "例星河", "shenji", "审计员", "打开台账，核对登记链，查审计记录；什么都不能改。"),
)


def _invented_names() -> Iterator[str]:
    taken = {seat.person for seat in (*HUIMIN, *COUNTY_SEATS)} | {one.person for one in NEWCOMERS}
    for number, given in enumerate(GIVEN_NAMES):
        name = SURNAMES[(number * 3) % len(SURNAMES)] + given
        if name not in taken:
            yield name


def seats_of_towns(towns: tuple[str, ...]) -> dict[str, tuple[Seat, ...]]:
    """The posts of the towns beside 惠民镇, and who holds them."""
    names = iter(list(_invented_names())[:40])
    found: dict[str, tuple[Seat, ...]] = {}
    for town in towns:
        kind = town[-1]
        seats = [
            Seat(PostRole.CHIEF, f"{kind}党委书记", next(names), 1, True),
            Seat(PostRole.DEPUTY_LEADER, f"{kind}党委副书记", next(names), 2, True),
        ]
        if town == "永兴镇":
            seats.append(Seat(PostRole.GROUP_DEPUTY, "副镇长", next(names), 3, True))
        seats.append(Seat(PostRole.DRAFTER, "政务公开专岗", next(names), 30))
        found[town] = tuple(seats)
    return found


def seats_of_departments(departments: tuple[str, ...]) -> dict[str, tuple[Seat, ...]]:
    """The posts of the departments, and who holds them. In 财政局 a head of section does the first review."""
    names = iter(list(_invented_names())[40:])
    found: dict[str, tuple[Seat, ...]] = {}
    for department in departments:
        seats = [
            Seat(PostRole.CHIEF, "局长", next(names), 1, True),
            Seat(PostRole.DEPUTY_LEADER, "副局长", next(names), 2, True),
        ]
        if department == "财政局":
            seats.append(Seat(PostRole.SECTION_HEAD, "预算股股长", next(names), 20))
        seats.append(Seat(PostRole.DRAFTER, "办公室撰稿人", next(names), 30))
        found[department] = tuple(seats)
    return found


def password_of(username: str) -> str:
    """The password of a shown account: it looks made up, and is the same in every example county."""
    number = int(hashlib.sha256(f"示例县 {username}".encode()).hexdigest(), 16)
    return f"Mangguo-{1000 + number % 9000}"

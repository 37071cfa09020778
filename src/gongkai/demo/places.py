"""The bodies of the example county. The division codes are the official ones; every other number is invented."""

from __future__ import annotations

from dataclasses import dataclass

from stdnum.cn import uscc

from gongkai.agencies.models import BodyLevel

COUNTY = "盐边县"
COUNTY_CODE = "510422"
SITE_CODE = f"{COUNTY_CODE}0000"
"""A 网站标识码 that no site has: the numbers of sites begin with 1."""
EXAMPLE = "示例数据"
OFFICE_HOURS = "工作日8:30—12:00，14:30—18:00（示例数据）"

# 国家统计局, divisions as of 2023-06-30: code, name, and the name that accounts begin with.
TOWNS: tuple[tuple[str, str, str], ...] = (
    ("510422100", "桐子林镇", "tongzilin"),
    ("510422101", "红格镇", "hongge"),
    ("510422102", "渔门镇", "yumen"),
    ("510422103", "永兴镇", "yongxing"),
    ("510422104", "新九镇", "xinjiu"),
    ("510422105", "惠民镇", "huimin"),
    ("510422203", "红果彝族乡", "hongguo"),
    ("510422205", "共和乡", "gonghe"),
    ("510422206", "国胜乡", "guosheng"),
    ("510422207", "红宝苗族彝族乡", "hongbao"),
    ("510422210", "温泉彝族乡", "wenquan"),
    ("510422211", "格萨拉彝族乡", "gesala"),
)
DEPARTMENTS: tuple[tuple[str, str, str], ...] = (
    ("财政局", "盐财", "caizheng"),
    ("民政局", "盐民", "minzheng"),
    ("农业农村局", "盐农", "nongye"),
    ("自然资源和规划局", "盐自然资", "ziran"),
    ("市场监督管理局", "盐市监", "shichang"),
)
VILLAGES: tuple[tuple[str, str], ...] = (
    ("510422105200", "新林村"),
    ("510422105202", "银河社区"),
    ("510422105203", "兴隆社区"),
    ("510422105206", "和平村"),
    ("510422105207", "民主村"),
    ("510422105210", "建新村"),
    ("510422105211", "青龙村"),
)
"""The units of 惠民镇."""


@dataclass(frozen=True)
class Place:
    """A body: what is said of it when it is set up, and the name that its accounts begin with."""

    short_name: str
    name: str
    level: BodyLevel
    division_code: str
    account: str
    document_mark: str = ""
    number: int = 0

    @property
    def telephone(self) -> str:
        """A number that cannot be one: no local number begins with nought."""
        return f"0812-00000{self.number:02d}"

    @property
    def fields(self) -> dict[str, str]:
        """What `SetUpAgency` is told."""
        told = {"name": self.name, "short_name": self.short_name, "division_code": self.division_code}
        if self.level == BodyLevel.VILLAGE:
            return told
        return {
            **told,
            "social_credit_code": social_credit_code(self.number),
            "document_mark": self.document_mark,
            "address": f"盐边县{'' if self.short_name == COUNTY else self.short_name}示例路{self.number}号（示例数据）",
            "postcode": "617100",
            "office_hours": OFFICE_HOURS,
            "telephone": self.telephone,
            "fax": f"0812-00001{self.number:02d}",
            "site_identification_code": SITE_CODE if self.level == BodyLevel.COUNTY else "",
        }


def organisation_code(number: int) -> str:
    """An invented 组织机构代码 of nine characters with its check digit (GB 11714)."""
    body = f"9999{number:04d}"
    total = sum(int(digit) * weight for digit, weight in zip(body, (3, 7, 9, 10, 5, 8, 4, 2), strict=True))
    return body + "0123456789X"[-total % 11]


def social_credit_code(number: int) -> str:
    """An invented 统一社会信用代码 of a body of the county, with its check digit (GB 32100)."""
    body = f"11{COUNTY_CODE}{organisation_code(number)}"
    return body + str(uscc.calc_check_digit(body))


def town_mark(name: str) -> str:
    """The mark of a town in the numbers of its documents: 惠府发."""
    return f"{name[0] if name not in ('红格镇', '红果彝族乡', '红宝苗族彝族乡') else name[1]}府发"


def county() -> Place:
    """The county's government."""
    return Place(COUNTY, "盐边县人民政府", BodyLevel.COUNTY, COUNTY_CODE, "xian", "盐府发", 1)


def departments() -> tuple[Place, ...]:
    """The departments, which have the county's division code."""
    return tuple(
        Place(name, f"盐边县{name}", BodyLevel.DEPARTMENT, COUNTY_CODE, account, mark, number)
        for number, (name, mark, account) in enumerate(DEPARTMENTS, 2)
    )


def towns() -> tuple[Place, ...]:
    """The twelve towns."""
    return tuple(
        Place(name, f"盐边县{name}人民政府", BodyLevel.TOWNSHIP, code, account, town_mark(name), number)
        for number, (code, name, account) in enumerate(TOWNS, 11)
    )


def villages() -> tuple[Place, ...]:
    """The villages of 惠民镇, which publish through it."""
    return tuple(
        Place(name, f"盐边县惠民镇{name}村民委员会", BodyLevel.VILLAGE, code, "") for code, name in VILLAGES
    )

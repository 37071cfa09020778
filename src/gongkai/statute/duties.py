"""What a body must publish on its own motion (法定主动公开内容), as data.

Article 20 of the Regulation binds every body, Article 21 adds to it by the level of the body. The 26 domains of
grass-roots disclosure (国办发〔2019〕54号) are no law for a single body: which of them a town has to fill is settled by
its county's catalogue. They stand here as a default that an office changes, and say so by their confidence.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gongkai.statute.confidence import Confidence

__all__ = ["DUTIES", "BodyLevel", "Duty", "DutyGroup", "duties_for", "duty"]

REGULATION = "《中华人民共和国政府信息公开条例》"
DOMAINS_NOTICE = "国办发〔2019〕54号"


class BodyLevel(StrEnum):
    """The level of a body: a government of one of three levels, or a department of the county or above."""

    CITY = "city"
    COUNTY = "county"
    DEPARTMENT = "department"
    TOWNSHIP = "township"

    @property
    def label(self) -> str:
        """The word for a screen."""
        return {
            "city": "市级人民政府",
            "county": "县级人民政府",
            "department": "县级以上人民政府部门",
            "township": "乡镇人民政府",
        }[self.value]


class DutyGroup(StrEnum):
    """Where a duty comes from, for headings."""

    ARTICLE_20 = "article_20"
    ARTICLE_21_COUNTY = "article_21_county"
    ARTICLE_21_TOWNSHIP = "article_21_township"
    DOMAINS = "domains"

    @property
    def label(self) -> str:
        """The heading for a screen."""
        return {
            "article_20": "条例第二十条",
            "article_21_county": "条例第二十一条（市、县级人民政府及其部门）",
            "article_21_township": "条例第二十一条（乡镇人民政府）",
            "domains": "基层政务公开26个领域",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Duty:
    """A kind of information that has to be public.

    ``key`` never changes; ``basis`` is the place in ``source``; ``levels`` are the bodies it binds, or for a
    default (confidence below HIGH) those it is proposed for. ``also_called`` are later names of the same.
    """

    key: str
    number: int
    label: str
    basis: str
    source: str
    group: DutyGroup
    levels: frozenset[BodyLevel]
    confidence: Confidence = Confidence.HIGH
    also_called: tuple[str, ...] = ()

    @property
    def statutory(self) -> bool:
        """True when the Regulation itself says it: an office may not strike it from its catalogue."""
        return self.source == REGULATION

    @property
    def citation(self) -> str:
        """Source and place together, e.g. 《中华人民共和国政府信息公开条例》第二十条第（七）项."""
        return f"{self.source}{self.basis}"


_ARTICLE_20 = (
    "行政法规、规章和规范性文件",
    "机关职能、机构设置、办公地址、办公时间、联系方式、负责人姓名",
    "国民经济和社会发展规划、专项规划、区域规划及相关政策",
    "国民经济和社会发展统计信息",
    "办理行政许可和其他对外管理服务事项的依据、条件、程序以及办理结果",
    "实施行政处罚、行政强制的依据、条件、程序以及本行政机关认为具有一定社会影响的行政处罚决定",
    "财政预算、决算信息",
    "行政事业性收费项目及其依据、标准",
    "政府集中采购项目的目录、标准及实施情况",
    "重大建设项目的批准和实施情况",
    "扶贫、教育、医疗、社会保障、促进就业等方面的政策、措施及其实施情况",
    "突发公共事件的应急预案、预警信息及应对情况",
    "环境保护、公共卫生、安全生产、食品药品、产品质量的监督检查情况",
    "公务员招考的职位、名额、报考条件等事项以及录用结果",
    "法律、法规、规章和国家有关规定规定应当主动公开的其他政府信息",
)
_ARTICLE_21_COUNTY = (
    "市政建设",
    "公共服务",
    "公益事业",
    "土地征收",
    "房屋征收",
    "治安管理",
    "社会救助",
)
_ARTICLE_21_TOWNSHIP = (
    "贯彻落实农业农村政策",
    "农田水利工程建设运营",
    "农村土地承包经营权流转",
    "宅基地使用情况审核",
    "土地征收",
    "房屋征收",
    "筹资筹劳",
    "社会救助",
)
# The second value: whether catalogues of townships were seen to have it.
_DOMAINS = (
    ("重大建设项目", True),
    ("公共资源交易", True),
    ("财政预决算", True),
    ("安全生产", True),
    ("税收管理", False),
    ("征地补偿", False),
    ("国有土地上房屋征收", False),
    ("保障性住房", True),
    ("农村危房改造", True),
    ("生态环境", False),
    ("公共文化服务", True),
    ("公共法律服务", True),
    ("扶贫", True),
    ("救灾", True),
    ("食品药品监管", True),
    ("城市综合执法", False),
    ("就业", True),
    ("社会保险", True),
    ("社会救助", True),
    ("养老服务", True),
    ("户籍管理", True),
    ("涉农补贴", True),
    ("义务教育", True),
    ("医疗卫生", False),
    ("市政服务", False),
    ("国土空间规划", True),
)
_ALSO_CALLED = {"扶贫": ("乡村振兴",), "国土空间规划": ("自然资源",)}
_NUMERALS = ("", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十")


def _numeral(number: int) -> str:
    """A number below twenty in Chinese: 十五."""
    return _NUMERALS[number] if number <= 10 else f"十{_NUMERALS[number - 10]}"


def _article_20(number: int, label: str) -> Duty:
    return Duty(
        f"a20_{number:02}",
        number,
        label,
        f"第二十条第（{_numeral(number)}）项",
        REGULATION,
        DutyGroup.ARTICLE_20,
        frozenset(BodyLevel),
    )


def _article_21(prefix: str, number: int, label: str, group: DutyGroup, *levels: BodyLevel) -> Duty:
    # The article names its matters in running text: they have no item number to cite.
    return Duty(f"{prefix}_{number:02}", number, label, "第二十一条", REGULATION, group, frozenset(levels))


def _domain(number: int, label: str, in_townships: bool) -> Duty:
    levels = {BodyLevel.COUNTY, BodyLevel.TOWNSHIP} if in_townships else {BodyLevel.COUNTY}
    return Duty(
        f"d26_{number:02}",
        number,
        label,
        f"（{label}领域）",
        DOMAINS_NOTICE,
        DutyGroup.DOMAINS,
        frozenset(levels),
        Confidence.MEDIUM,
        _ALSO_CALLED.get(label, ()),
    )


DUTIES: tuple[Duty, ...] = (
    *(_article_20(number, label) for number, label in enumerate(_ARTICLE_20, 1)),
    *(
        _article_21(
            "a21_county",
            number,
            label,
            DutyGroup.ARTICLE_21_COUNTY,
            BodyLevel.CITY,
            BodyLevel.COUNTY,
            BodyLevel.DEPARTMENT,
        )
        for number, label in enumerate(_ARTICLE_21_COUNTY, 1)
    ),
    *(
        _article_21("a21_township", number, label, DutyGroup.ARTICLE_21_TOWNSHIP, BodyLevel.TOWNSHIP)
        for number, label in enumerate(_ARTICLE_21_TOWNSHIP, 1)
    ),
    *(_domain(number, label, in_townships) for number, (label, in_townships) in enumerate(_DOMAINS, 1)),
)

_BY_KEY = {entry.key: entry for entry in DUTIES}


def duty(key: str) -> Duty:
    """The duty with this key.

    Raises:
        KeyError: there is none.
    """
    return _BY_KEY[key]


def duties_for(level: BodyLevel | str, *, statutory_only: bool = False) -> tuple[Duty, ...]:
    """The duties of a body of this level, in the order of the law; with the proposed domains unless told not.

    Raises:
        ValueError: there is no such level.
    """
    wanted = BodyLevel(level)
    return tuple(
        entry for entry in DUTIES if wanted in entry.levels and (entry.statutory or not statutory_only)
    )

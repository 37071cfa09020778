"""Invented bodies and the text that they write round their tables, with true figures in it.

No name is that of a real body: places are put together from characters that no real place joins that way, or
are plainly made up (云栖县, 测试市).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random

from tests.annual.corpus.figures import Scale

__all__ = ["Agency", "Narrative", "random_agency", "random_narrative"]

_FIRST = "云青望澄岚霁沐禾芷溯"
_SECOND = "栖泮垣汀峤屿榆筠沅楸"
_TOWNS = ("柳河", "石桥", "白杨", "清溪口", "双槐", "枫林渡", "老井", "杏花坝")
_DEPARTMENTS = (
    "自然资源局",
    "人力资源和社会保障局",
    "市场监督管理局",
    "教育和体育局",
    "审计局",
    "水务局",
    "综合行政执法局",
)


@dataclass(frozen=True)
class Agency:
    """A body: its full name as it signs, how its text calls itself, and what kind it is."""

    name: str
    short: str
    scale: Scale
    area: str

    @property
    def scope(self) -> str:
        """The word for all it speaks of, e.g. 全县."""
        return {Scale.TOWN: "我镇", Scale.DEPARTMENT: "我局", Scale.COUNTY: "全县", Scale.CITY: "全市"}[
            self.scale
        ]


@dataclass
class Narrative:
    """All the running text of a report. ``texts`` maps 1, 5 and 6 to paragraphs; sub-headings are paragraphs.

    ``title`` is in lines as a document has them; ``signature`` may be empty, as many pages have none.
    """

    agency: Agency
    year: int
    title: tuple[str, ...]
    preface: str
    texts: dict[int, list[str]]
    signature: str
    dated: date | None
    contact: str

    @property
    def dated_text(self) -> str:
        """The date as it is printed, empty where there is none."""
        return f"{self.dated.year}年{self.dated.month}月{self.dated.day}日" if self.dated else ""


def random_agency(random: Random, scale: Scale) -> Agency:
    """An invented body of that scale."""
    place = random.choice(_FIRST) + random.choice(_SECOND)
    if scale is Scale.CITY:
        return Agency(f"{place}市人民政府", f"{place}市", scale, f"{place}市")
    county = f"{place}{random.choice('县县区')}"
    if scale is Scale.COUNTY:
        return Agency(f"{county}人民政府", county, scale, county)
    if scale is Scale.DEPARTMENT:
        name = county + random.choice(_DEPARTMENTS)
        return Agency(name, name.removeprefix(county), scale, county)
    town = random.choice(_TOWNS) + random.choice("镇镇乡")
    return Agency(f"{county}{town}人民政府", town, scale, county)


def _opening(random: Random, agency: Agency, year: int) -> str:
    return random.choice(
        (
            f"{year}年，{agency.short}坚持以习近平新时代中国特色社会主义思想为指导，认真落实《中华人民共和国政府信息公开条例》"
            "（国务院令第711号）要求，坚持以公开为常态、不公开为例外，各项工作有序开展。现将有关情况报告如下：",
            f"{year}年，{agency.short}围绕中心工作，聚焦群众关切，扎实推进决策、执行、管理、服务、结果公开。",
        )
    )


def _requests(figures: Mapping[str, int | Decimal], agency: Agency) -> str:
    received = figures["applications.received.total"]
    if not received:
        none = f"（二）依申请公开。经查，{agency.scope}全年未收到政府信息公开申请"
        disputed = any(value for path, value in figures.items() if path.startswith("disputes."))
        return f"{none}。" if disputed else f"{none}，未发生因政府信息公开引起的行政复议和行政诉讼。"
    done, out = figures["applications.results_total.total"], figures["applications.carried_out.total"]
    return (
        f"（二）依申请公开。{agency.scope}新收政府信息公开申请{received}件，办结{done}件，"
        f"结转下年度继续办理{out}件，均在法定期限内答复。"
    )


def _overview(random: Random, figures: Mapping[str, int | Decimal], agency: Agency, year: int) -> list[str]:
    posts, works = random.randrange(20, 3_000), random.randrange(2, 60)
    return [
        _opening(random, agency, year),
        f"（一）主动公开。通过门户网站发布政府信息{posts}条，发布政策解读{works}篇；"
        f"全年作出行政许可决定{figures['proactive.licences']}件。",
        _requests(figures, agency),
        "（三）政府信息管理。建立公开信息登记台账，落实初审、再审、终审“三审”制度，做到先审查、后公开，一事一审。",
        "（四）政府信息公开平台建设。优化网站栏目设置，清理空白栏目3个，关停长期不更新的政务新媒体账号1个。",
        f"（五）监督保障。{agency.scope}组织业务培训{random.randrange(1, 5)}次，未发生责任追究情形。",
    ]


def _shortcomings(random: Random, year: int) -> list[str]:
    return [
        random.choice(
            (
                "（一）存在的主要问题。一是公开内容的深度不够；二是政策解读形式单一；三是队伍的业务水平有待提升。",
                f"对照要求，{year}年的工作仍有差距：一是栏目更新不够及时，二是解读多为文字，三是部分人员对条例不够熟悉。",
            )
        ),
        f"（二）改进情况。{year + 1}年将从三个方面着力：一是梳理公开事项目录；二是丰富解读形式；"
        "三是开展全员培训。",
    ]


def _title(random: Random, agency: Agency, year: int) -> tuple[str, ...]:
    kind = random.choice(("政府信息公开工作年度报告", "政府信息公开工作年度报告", "政府信息公开年度报告"))
    name = agency.name if random.random() < 0.6 else agency.name.removesuffix("人民政府")
    return (f"{name}{year}年{kind}",) if random.random() < 0.7 else (name, f"{year}年{kind}")


def random_narrative(
    random: Random, figures: Mapping[str, int | Decimal], agency: Agency, year: int
) -> Narrative:
    """The text of a report on ``year`` that is true to its figures."""
    phone = f"0{random.randrange(300, 999)}-{random.randrange(2_000_000, 8_999_999)}"
    contact = f"联系地址：{agency.area}人民路{random.randrange(1, 300)}号；联系电话：{phone}"
    signed = random.random() < 0.8
    return Narrative(
        agency=agency,
        year=year,
        title=_title(random, agency, year),
        preface=(
            f"本报告根据《中华人民共和国政府信息公开条例》和国办公开办函〔2021〕30号文件要求编制，"
            f"所列数据统计期限为{year}年1月1日至12月31日。如有疑问，请与{agency.name}联系（{contact}）。"
        ),
        texts={
            1: _overview(random, figures, agency, year),
            5: _shortcomings(random, year),
            6: [f"{year}年，{agency.short}未收取信息处理费，没有其他需要报告的事项。"],
        },
        signature=agency.name if signed else "",
        dated=date(year + 1, 1, random.randrange(4, 31)) if signed else None,
        contact=contact,
    )

"""The columns and the catalogue that a new body begins with, by its level. Data; a body changes its own later."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.agencies.models import BodyLevel
from gongkai.disclosure.models import ColumnKind
from gongkai.statute.duties import Duty, DutyGroup, duties_for


@dataclass(frozen=True)
class StandardColumn:
    """A column. `duties` are keys of `statute.duties`; `every` is the number of days after which it goes stale.

    The periods are those of the inspection of government sites (国办秘函〔2019〕19号) where it names any: two weeks
    for news, half a year for notices and documents; a year where the law has a yearly matter.
    """

    slug: str
    name: str
    kind: ColumnKind
    duties: tuple[str, ...] = ()
    every: int | None = None
    keywords: str = ""


EVERYWHERE: tuple[StandardColumn, ...] = (
    StandardColumn("gkzn", "政府信息公开指南", ColumnKind.GUIDE, (), 365, "公开指南 依申请公开 联系方式"),
    StandardColumn("gkzd", "政府信息公开制度", ColumnKind.RULES, (), None, "公开制度 条例"),
    StandardColumn("nb", "政府信息公开年报", ColumnKind.ANNUAL_REPORT, (), 365, "年度报告 政府信息公开 年报"),
    StandardColumn("ldxx", "领导信息", ColumnKind.LEADER, ("a20_02",), 365, "领导 分工 简历"),
    StandardColumn("jgzn", "机构职能", ColumnKind.INSTITUTION, ("a20_02",), 365, "机构 职能 内设机构"),
    StandardColumn("zwdt", "政府动态", ColumnKind.NEWS, (), 14, "动态 要闻"),
    StandardColumn("tzgg", "通知公告", ColumnKind.NOTICE, (), 183, "通知 公告 公示"),
    StandardColumn("zfwj", "政府文件", ColumnKind.DOCUMENT, ("a20_01",), 183, "文件 规范性文件"),
    StandardColumn("zcjd", "政策解读", ColumnKind.INTERPRETATION, ("a20_03",), 183, "解读 政策"),
    StandardColumn(
        "ysjs", "财政预算、决算", ColumnKind.BUDGET, ("a20_07", "d26_03"), 365, "预算 决算 三公经费"
    ),
    StandardColumn("ghtj", "规划统计", ColumnKind.CATALOGUE, ("a20_03", "a20_04"), 365, "规划 计划 统计"),
    StandardColumn(
        "xzzf", "行政许可和行政执法", ColumnKind.CATALOGUE, ("a20_05", "a20_06"), 183, "许可 处罚 强制"
    ),
    StandardColumn(
        "sfcg", "收费和集中采购", ColumnKind.CATALOGUE, ("a20_08", "a20_09", "d26_02"), 365, "收费 采购"
    ),
    StandardColumn("zdxm", "重大建设项目", ColumnKind.CATALOGUE, ("a20_10", "d26_01"), 365, "项目 建设 招标"),
    StandardColumn(
        "msbz",
        "民生保障",
        ColumnKind.CATALOGUE,
        ("a20_11", "a21_township_08", "a21_county_07", "d26_13", "d26_17", "d26_18", "d26_19", "d26_20"),
        183,
        "社会救助 教育 医疗 就业",
    ),
    StandardColumn(
        "yjgl",
        "应急和安全",
        ColumnKind.CATALOGUE,
        ("a20_12", "a20_13", "d26_04", "d26_14"),
        365,
        "应急 预警 检查",
    ),
    StandardColumn("rsxx", "人事信息", ColumnKind.CATALOGUE, ("a20_14",), 365, "招考 录用 人事"),
    StandardColumn("qtfd", "其他法定信息", ColumnKind.CATALOGUE, ("a20_15",), None, "其他"),
)
IN_A_TOWNSHIP: tuple[StandardColumn, ...] = (
    StandardColumn("zbxx", "值班信息", ColumnKind.DUTY_ROSTER, (), 31, "值班 值守"),
    StandardColumn(
        "sncs",
        "农业农村",
        ColumnKind.CATALOGUE,
        (
            "a21_township_01",
            "a21_township_02",
            "a21_township_03",
            "a21_township_04",
            "a21_township_07",
            "d26_22",
        ),
        183,
        "惠农 补贴 宅基地 土地流转 筹资筹劳",
    ),
    StandardColumn(
        "zscs",
        "土地和房屋征收",
        ColumnKind.CATALOGUE,
        ("a21_township_05", "a21_township_06"),
        365,
        "征地 征收 补偿",
    ),
)
ABOVE_TOWNSHIPS: tuple[StandardColumn, ...] = (
    StandardColumn(
        "szjs",
        "市政建设和公共服务",
        ColumnKind.CATALOGUE,
        ("a21_county_01", "a21_county_02", "a21_county_03"),
        365,
        "市政 公益",
    ),
    StandardColumn(
        "zscs",
        "土地和房屋征收",
        ColumnKind.CATALOGUE,
        ("a21_county_04", "a21_county_05", "d26_06", "d26_07"),
        365,
        "征地 征收 补偿",
    ),
    StandardColumn("zagl", "治安管理", ColumnKind.CATALOGUE, ("a21_county_06",), 365, "治安 户籍"),
)
# 村、社区 publish through their town: they get neither columns nor a catalogue.
WITHOUT = frozenset({BodyLevel.VILLAGE})
# Towns of Sichuan promise five working days for most matters; twenty is the law's limit (第二十六条).
DEADLINES: dict[DutyGroup, int] = {
    DutyGroup.ARTICLE_20: 20,
    DutyGroup.ARTICLE_21_COUNTY: 20,
    DutyGroup.ARTICLE_21_TOWNSHIP: 5,
    DutyGroup.DOMAINS: 5,
}
CHANNELS: tuple[str, ...] = ("政府网站",)
CHANNELS_OF_TOWNSHIPS: tuple[str, ...] = ("县人民政府门户网站", "政务公开栏")


def columns_for(level: str) -> tuple[StandardColumn, ...]:
    """The standard columns of a body of that level; none for a village."""
    if level in WITHOUT:
        return ()
    more = IN_A_TOWNSHIP if level == BodyLevel.TOWNSHIP else ABOVE_TOWNSHIPS
    return (*EVERYWHERE, *more)


def duties_of(level: str) -> tuple[Duty, ...]:
    """The duties in the catalogue of a new body of that level; none for a village."""
    return () if level in WITHOUT else duties_for(level)


def column_for(duty: Duty, level: str) -> StandardColumn:
    """Where a body of that level publishes what the duty asks for: the column that names it, else the general one."""
    columns = columns_for(level)
    general = next(column for column in columns if "a20_15" in column.duties)
    return next((column for column in columns if duty.key in column.duties), general)


def channels_for(level: str) -> tuple[str, ...]:
    """A township has no site of its own (国办发〔2017〕47号): it publishes through the county's."""
    return CHANNELS_OF_TOWNSHIPS if level == BodyLevel.TOWNSHIP else CHANNELS

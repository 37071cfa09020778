"""Annual reports as the API shows them: which there are, and one with all its figures."""

from __future__ import annotations

import datetime

from gongkai.channels.api.schemas.common import AgencyReference, Answer, Error, Labelled, Paged, said

_SITE = "https://www.example.gov.cn"


class ReportFile(Answer, title="年报的文件"):
    """The report as a file."""

    kind: str = said("格式", "xlsx")
    url: str = said("下载地址", f"{_SITE}/zfxxgk/惠民镇/nb/2024.xlsx")


class Report(Answer, title="年报（列表）"):
    """A body's annual report of a year."""

    agency: AgencyReference = said("机关")
    year: int = said("报告年度", 2024)
    title: str = said("信息名称", "惠民镇人民政府2024年政府信息公开工作年度报告")
    item_id: int = said("发布它的信息的编号", 31)
    published_at: datetime.datetime | None = said("首次发布的时间", "2025-01-20T09:30:00+08:00")
    url: str = said("公开页面：法定表格、历年对照、图表", f"{_SITE}/zfxxgk/惠民镇/nb/2024/")
    api_url: str = said("本接口里的详情和全部数字", f"{_SITE}/api/v1/annual-reports/惠民镇/2024")
    files: list[ReportFile] = said("同一份年报的各种格式")


class ReportList(Paged, title="一页年报"):
    """Annual reports."""

    reports: list[Report] = said("年报，按机关，近年的在前")


class Figure(Answer, title="年报里的一个数"):
    """A figure of the statutory tables."""

    path: str = said("在法定格式里的位置", "applications.granted.total")
    label: str = said("表里的行和列", "予以公开·总计")
    unit: str = said("单位：count 为件数，wan_yuan 为万元", "count")
    value: int | str | None = said("数值；金额是十进制的文字，不知道时为 null（不是0）", 3)
    status: Labelled = said("怎样得来的", {"key": "printed", "label": "原件所印"})


class ReportSection(Answer, title="年报的一个部分"):
    """A section of the text."""

    number: int = said("第几部分", 1)
    title: str = said("标题", "总体情况")
    text: str = said("文字，一段一行", "2024年，……")


class ReportDetail(Report, title="年报（详情）"):
    """A report with its text and all its figures."""

    edition: str | None = said("格式的版本", "2021")
    dated: datetime.date | None = said("落款日期", "2025-01-15")
    preface: str = said("开头的文字", "根据《中华人民共和国政府信息公开条例》……")
    sections: list[ReportSection] = said("各部分的文字")
    figures: list[Figure] = said("法定表格的全部数字，按格式的次序")


class WithdrawnReport(Answer, title="撤回的年报"):
    """What stands in the place of a report that was withdrawn."""

    agency: AgencyReference = said("机关")
    year: int = said("报告年度", 2024)
    title: str = said("撤回时的名称", "惠民镇人民政府2024年政府信息公开工作年度报告")
    reason: str = said("撤回理由", "数字有误，另行公布")
    withdrawn_on: datetime.date = said("撤回日期", "2025-02-01")


class WithdrawnReportAnswer(Answer, title="年报已撤回的答复"):
    """The body of the answer 410."""

    error: Error = said("错误")
    tombstone: WithdrawnReport = said("撤回说明")

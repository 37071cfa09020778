"""A realistic report of an invented town, for the tests of writing. Its figures balance."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from gongkai.annual.form import EDITION_2021, PATHS
from gongkai.annual.report import AnnualReport, SectionText

__all__ = ["figures", "town_report"]

# The row: its six applicants. Totals are worked out below.
_ROWS = {
    "received": (41, 3, 0, 1, 2, 0),
    "carried_in": (2, 0, 0, 0, 0, 0),
    "granted": (12, 1, 0, 1, 0, 0),
    "partly_granted": (5, 0, 0, 0, 1, 0),
    "refused_third_party": (2, 0, 0, 0, 0, 0),
    "refused_internal_affairs": (1, 0, 0, 0, 0, 0),
    "refused_process_information": (3, 1, 0, 0, 0, 0),
    "unavailable_not_held": (10, 1, 0, 0, 1, 0),
    "unavailable_needs_creation": (2, 0, 0, 0, 0, 0),
    "not_processed_petition": (3, 0, 0, 0, 0, 0),
    "not_processed_repeat": (1, 0, 0, 0, 0, 0),
    "other_clarification_lapsed": (2, 0, 0, 0, 0, 0),
    "carried_out": (2, 0, 0, 0, 0, 0),
}

_DISPUTES = {
    "review": (1, 1, 0, 1),
    "litigation_direct": (0, 0, 0, 0),
    "litigation_after_review": (1, 0, 0, 0),
}

_PROACTIVE: dict[str, int | Decimal] = {
    "proactive.regulations.issued": 0,
    "proactive.regulations.repealed": 0,
    "proactive.regulations.in_force": 0,
    "proactive.normative_documents.issued": 2,
    "proactive.normative_documents.repealed": 1,
    "proactive.normative_documents.in_force": 9,
    "proactive.licences": 1236,
    "proactive.penalties": 58,
    "proactive.coercive_measures": 4,
    "proactive.fees_wan": Decimal("37.450"),
}

_GENERAL = """2024年，青塘镇认真贯彻《中华人民共和国政府信息公开条例》，坚持以公开为常态、不公开为例外，围绕群众关心的农田水利、\
社会救助、宅基地审批等事项，把应当公开的信息及时送到群众手边，全年工作平稳有序。
（一）主动公开
全年通过县政府网站青塘镇专栏发布信息312条，其中政策文件及解读26条、财政预算和决算4条、涉农补贴发放结果47条；在村（社区）公开栏张贴\
公示186期。镇政府领导班子成员王喆、陈翀、刘玥、李𬱖的分工调整后，均在五个工作日内更新。
（二）依申请公开
全年新收政府信息公开申请47件，上年结转2件，均按期办理，年末结转下年度2件。申请内容集中在征地补偿、危房改造和惠农资金三个方面，\
由自然人提出的占八成以上。
（三）政府信息管理
严格执行撰稿人初审、分管领导再审、主要领导终审的“三审”制度，建立信息发布登记台账；对2019年以前制发的文件逐件清理，废止1件。
（四）平台建设。按照全县统一规范调整专栏设置，新增“惠民惠农财政补贴”目录，政务服务大厅设查阅点1处，配备查询机2台。
（五）监督保障。将政府信息公开纳入对各办公室、各村（社区）的年度考核，组织业务培训3次，参加126人次；全年没有因公开工作被追究责任的情形。"""

_PROBLEMS = """2024年，我镇政府信息公开工作取得一定成效，但与上级要求和群众期盼相比仍有差距：一是部分村级公示更新不够及时，二是政策解读形式\
较为单一，三是经办人员变动较多，业务能力参差不齐。
下一步，我镇将从三个方面加以改进：一是建立村级公示按月核查制度，由党政综合办公室逐村通报；二是对惠民政策一律采用图文、问答等方式解读，\
与文件同步发布；三是落实“一人一岗一备份”，每季度组织一次案例学习，持续提高答复质量。"""

_OTHER = """（一）收取信息处理费情况
2024年，我镇未发出收费通知，未收取政府信息处理费。
（二）其他情况
本年度没有其他需要报告的事项。"""

_PREFACE = """本报告由青塘镇人民政府根据《中华人民共和国政府信息公开条例》（国务院令第711号）和《国务院办公厅政府信息与政务公开办公室关于\
印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》（国办公开办函〔2021〕30号）编制。报告所列数据的统计期限自2024年1月1日起至\
2024年12月31日止。如对本报告有疑问，请与青塘镇党政综合办公室联系（地址：云栖县青塘镇文昌路8号，邮编：000000，电话：0000-1234567，\
电子邮箱：gongkai@qingtang.example）。"""


def figures() -> dict[str, int | Decimal]:
    """Every figure of the form for the town: path to figure."""
    values: dict[str, int | Decimal] = dict.fromkeys(PATHS, 0)
    values.update(_PROACTIVE)
    columns = [column.key for column in EDITION_2021.applicants[:-1]]
    for row, counts in _ROWS.items():
        for column, count in zip(columns, counts, strict=True):
            values[f"applications.{row}.{column}"] = count
    for column in columns:
        values[f"applications.results_total.{column}"] = sum(
            int(values[f"applications.{row.key}.{column}"]) for row in EDITION_2021.result_rows
        )
    for group, counts in _DISPUTES.items():
        for result, count in zip(EDITION_2021.dispute_columns[:-1], counts, strict=True):
            values[f"disputes.{group}.{result.key}"] = count
    for identity in EDITION_2021.identities:
        if identity.rule in ("applications.row_total", "disputes.total"):
            values[identity.right[0]] = sum(int(values[path]) for path in identity.left)
    return values


def town_report(**changes: object) -> AnnualReport:
    """The report of 云栖县青塘镇 for 2024. ``changes`` set its attributes; ``values`` changes figures by path."""
    values = {**figures(), **changes.pop("values", {})}  # type: ignore[dict-item]
    identity: dict[str, object] = {
        "agency": "云栖县青塘镇人民政府",
        "year": 2024,
        "dated": date(2025, 1, 20),
        "preface": _PREFACE,
        "sections": [
            SectionText(1, "总体情况", _GENERAL),
            SectionText(5, "存在的主要问题及改进情况", _PROBLEMS),
            SectionText(6, "其他需要报告的事项", _OTHER),
        ],
    }
    return AnnualReport.from_values(values, **{**identity, **changes})

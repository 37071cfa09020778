"""Correct reports: random figures that agree with each other, and narrative sentences true to them."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from hypothesis import strategies as st

from gongkai.annual.checking.examples import correct_report
from gongkai.annual.form import EDITION_2021
from gongkai.annual.report import AnnualReport, SectionText

FORM = EDITION_2021
PARTS = [column.key for column in FORM.applicants[:-1]]
RESULTS = [row.key for row in FORM.result_rows]
GROUPS = {
    group: [row.key for row in FORM.result_rows if row.group == group]
    for group in ("refused", "unavailable", "not_processed", "other")
}
_LEAVES = [
    *(f"applications.{row}.{part}" for row in [*RESULTS, "carried_in", "carried_out"] for part in PARTS),
    *(path for group in FORM.dispute_paths for path in group[:-1]),
] + [f"applications.{row}.natural_person" for row in [*RESULTS, "carried_in", "carried_out"] * 4]
_DIGITS = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """A count below ten thousand in Chinese numerals."""
    if number == 0:
        return "零"
    if 10 <= number < 20:
        return "十" + (_DIGITS[number % 10] if number % 10 else "")
    text, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            text += ("零" if gap and text else "") + _DIGITS[digit] + name
            gap = False
        else:
            gap = True
    return text


@st.composite
def figures(draw, largest=40):
    """Every figure of the form, all equations true."""
    small = st.integers(0, largest)
    values = dict.fromkeys(FORM.paths, 0)
    values.update(draw(st.dictionaries(st.sampled_from(_LEAVES), small, max_size=20)))
    for part in PARTS:
        results = sum(values[f"applications.{row}.{part}"] for row in RESULTS)
        out = values[f"applications.carried_out.{part}"]
        into = min(values[f"applications.carried_in.{part}"], results + out)
        values[f"applications.results_total.{part}"] = results
        values[f"applications.carried_in.{part}"] = into
        values[f"applications.received.{part}"] = results + out - into
    for row in FORM.applications:
        values[f"applications.{row.key}.total"] = sum(
            values[f"applications.{row.key}.{part}"] for part in PARTS
        )
    for group in FORM.dispute_paths:
        values[group[-1]] = sum(values[path] for path in group[:-1])
    for path in FORM.proactive_paths:
        if "regulations" not in path or "normative" in path:
            values[path] = draw(st.integers(0, 5000))
    values["proactive.fees_wan"] = Decimal(draw(st.integers(0, 99_999))) / 100
    return values


def total(values, *rows):
    """The sum of the totals of rows of Table 3."""
    return sum(values[f"applications.{row}.total"] for row in rows)


@st.composite
def printed(draw, number):
    """A count as narratives print it."""
    ways = [
        str(number),
        f"{number} ",
        str(number).translate({ord("0") + d: chr(ord("０") + d) for d in range(10)}),
    ]
    if number >= 1000:
        ways += [f"{number:,}", f"{number:,}".replace(",", "，")]
    if number < 10_000:
        ways.append(chinese(number))
    return draw(st.sampled_from(ways))


_RECEIVED = (
    "全年共收到政府信息公开申请{}件",
    "2024年，我镇受理依申请公开{}宗",
    "新收公民、法人和其他组织提出的政府信息公开申请{}件",
    "全年收到{}件政府信息公开申请",
    "本年度共接收政府信息公开申请 {} 件",
    "通过网络、信函、当面等多种渠道共收到政府信息公开申请{}件",
    "截至2024年12月31日，共收到信息公开申请{}件",
)
_NOUGHT = (
    "本年度未收到政府信息公开申请",
    "全年没有收到公民、法人和其他组织提出的政府信息公开申请",
    "2024年无依申请公开事项",
    "全年收到政府信息公开申请0件",
)
_DISTRACTIONS = (
    "收到网民留言{}件，办结{}件",
    "组织业务培训{}次，发放宣传册{}份",
    "主动公开政府信息{}条，公示行政许可信息{}条",
    "2023年收到政府信息公开申请{}件，答复{}件",
    "第一季度收到政府信息公开申请{}件",
    "其中涉及征地拆迁{}件，涉及低保救助{}件",
    "办理人大代表建议{}件，政协提案{}件",
    "县住建局收到政府信息公开申请{}件",
    "通过门户网站收到{}件，信函收到{}件",
    "发布政策解读{}篇，同比增长{}%",
    "收到政府信息公开申请的件数比上年增加{}件",
    "受理信访事项{}件，按期办结率{}%",
    "接受政府信息公开咨询{}件次",
    "作为复议机关受理行政复议案件{}件，审结{}件",
    "近三年累计收到政府信息公开申请{}件",
)


@st.composite
def sentences_about_applications(draw, values):
    """Sentences on Table 3, each true in one of the ways that correct reports mean them."""

    def shown(number):
        return draw(printed(number))

    received, into = total(values, "received"), total(values, "carried_in")
    concluded, out = total(values, "results_total"), total(values, "carried_out")
    said = draw(st.sampled_from([received, received + into]))
    if said == 0:
        opening = draw(st.sampled_from(_NOUGHT))
    else:
        opening = draw(st.sampled_from(_RECEIVED)).format(shown(said))
    parts = [opening]
    if draw(st.booleans()):
        parts.append(f"上年结转{shown(into)}件")
    answered = draw(st.sampled_from([concluded, concluded - into])) if concluded >= into else concluded
    verb = draw(st.sampled_from(["办结", "已办结", "答复", "办理", "共办结"]))
    parts.append(f"{verb}{shown(answered)}{draw(st.sampled_from(['件', '宗', '件次']))}")
    parts.append(
        draw(
            st.sampled_from(
                ["结转下年度继续办理{}件", "顺延至2025年{}件", "转下年度{}件", "{}件结转下年办理"]
            )
        ).format(shown(out))
    )
    return "，".join(parts) + "。" + draw(_outcomes(values, concluded))


@st.composite
def _outcomes(draw, values, concluded):
    named = [
        ("予以公开", total(values, "granted")),
        ("部分公开", total(values, "partly_granted")),
        ("不予公开", total(values, *GROUPS["refused"])),
        ("无法提供", total(values, *GROUPS["unavailable"])),
        ("不予处理", total(values, *GROUPS["not_processed"])),
        ("其他处理", total(values, *GROUPS["other"])),
    ]
    chosen = draw(st.lists(st.sampled_from(named), unique=True, max_size=6))
    if not chosen:
        return ""
    gap = draw(st.sampled_from(["", "的", "答复", "："]))
    text = "其中，" + "、".join(f"{label}{gap}{draw(printed(number))}件" for label, number in chosen)
    _, number = chosen[-1]
    if concluded and 0 < number < concluded:
        text += f"（占{number * 100 / concluded:.1f}%）"
    people = values["applications.received.natural_person"]
    if draw(st.booleans()):
        text += f"。按申请人分，自然人申请{draw(printed(people))}件"
    return text + "。"


@st.composite
def sentences_about_disputes(draw, values):
    """A sentence on Table 4."""
    review = values["disputes.review.total"]
    suits = values["disputes.litigation_direct.total"] + values["disputes.litigation_after_review.total"]
    if not review and not suits:
        return draw(
            st.sampled_from(
                [
                    "未发生因政府信息公开引起的行政复议、行政诉讼案件。",
                    "没有因政府信息公开申请行政复议、提起行政诉讼的情况。",
                    "因政府信息公开被申请行政复议0件、提起行政诉讼0件。",
                ]
            )
        )
    if draw(st.booleans()):
        both = review + suits
        return f"因政府信息公开被申请行政复议、提起行政诉讼共{draw(printed(both))}件。"
    review -= draw(st.sampled_from([0, values["disputes.review.pending"]]))
    return f"因政府信息公开引发行政复议{draw(printed(review))}件、行政诉讼{draw(printed(suits))}件。"


@st.composite
def distractions(draw):
    """Sentences with numbers that no table holds."""
    chosen = draw(st.lists(st.sampled_from(_DISTRACTIONS), max_size=4))
    number = st.integers(0, 999)
    return ["".join((text.format(draw(number), draw(number)), "。")) for text in chosen]


@st.composite
def correct_reports(draw, largest=40) -> AnnualReport:
    """A report in which nothing contradicts anything."""
    values = draw(figures(largest=largest))
    others = draw(distractions())
    issued, repealed = (values[f"proactive.normative_documents.{key}"] for key in ("issued", "repealed"))
    paragraphs = [
        "2024年，惠丰镇扎实推进政府信息公开工作。" + "".join(others[:1]),
        f"（一）主动公开。制发行政规范性文件{draw(printed(issued))}件，废止{draw(printed(repealed))}件。",
        "（二）依申请公开。" + draw(sentences_about_applications(values)) + "".join(others[1:2]),
        draw(sentences_about_disputes(values)) + "".join(others[2:3]),
        f"（三）政府信息管理。全年作出行政处罚决定{draw(printed(values['proactive.penalties']))}件。"
        + "".join(others[3:]),
        f"（五）监督保障。行政事业性收费{values['proactive.fees_wan']}万元。",
    ]
    report = correct_report(values)
    sections = [section for section in report.sections if section.number != 1]
    first = SectionText(1, "总体情况", "\n".join(paragraphs))
    report.sections = [first, *sections]
    assert all(one.number < other.number for one, other in pairwise(report.sections))
    return report

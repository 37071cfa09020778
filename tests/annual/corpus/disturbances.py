"""What offices and converters do to a report's words and cells.

Each disturbance changes a draft and keeps its truth true.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from tests.annual.corpus.draft import Draft

from gongkai.annual.form import APPLICANT_COLUMNS, EDITION_2021, unit_of

__all__ = [
    "blank_marks",
    "count_in_two_lines",
    "every_label",
    "fee_in_words",
    "five_columns_blank",
    "full_width_digits",
    "half_width_brackets",
    "headings_misnumbered",
    "headings_varied",
    "in_text",
    "labels_misprinted",
    "labels_shortened",
    "labels_spaced",
    "note_in_count",
    "thousands",
    "total_column_blank",
    "zero_width",
]

_ORGANISATIONS = tuple(column.key for column in APPLICANT_COLUMNS[1:-1])
_FULL = str.maketrans("0123456789.", "０１２３４５６７８９．")
_ZERO_WIDTH = "\u200b\u200c\u200d\ufeff\u2060"


def every_label(draft: Draft) -> list[str]:
    """Every official label that the tables print."""
    edition = draft.edition
    labels = [str(row.label) for row in edition.applications] + [str(group.label) for group in edition.groups]
    for block in edition.proactive:
        labels += [str(block.basis), *map(str, block.columns), *(str(row.label) for row in block.rows)]
    labels += [
        str(column.label)
        for column in (*edition.applicants, *edition.dispute_columns, *edition.dispute_groups)
    ]
    return list(dict.fromkeys([*labels, "（六）其他处理"]))


def _relabel(draft: Draft, change: Callable[[str], str], share: float = 1.0) -> None:
    for label in every_label(draft):
        if draft.random.random() < share:
            draft.labels[label] = change(draft.label(label))


def labels_spaced(draft: Draft) -> None:
    """三、本年度办 理结果: spaces and breaks inside labels."""

    def change(text: str) -> str:
        at = draft.random.randrange(1, len(text)) if len(text) > 1 else 0
        return text[:at] + draft.random.choice((" ", "　", "\u00a0", "  ")) + text[at:]

    _relabel(draft, change, 0.5)


def half_width_brackets(draft: Draft) -> None:
    """Half-width brackets and commas, straight quotes, 、 and ， for each other."""
    signs = {
        "（": "(",
        "）": ")",
        "“": '"',
        "”": '"',
        "，": draft.random.choice(",、，"),
        "、": draft.random.choice("、、,"),
    }
    table = str.maketrans(signs)

    def change(text: str) -> str:
        head, sep, rest = text.partition("、") if text[:1] in "一二三四" else ("", "", text)
        return head + sep + rest.translate(table)

    _relabel(draft, change, 0.8)


_MISPRINTS = {
    "2.其他法律行政法规禁止公开": "2.其他法律行政止公开",
    "3.危及“三安全一稳定”": "3.危及“三安全一稳定",
    "5.属于三类内部事务信息": "5.属于三类内部事务信信息",
    "1.本机关不掌握相关政府信息": "1.本机关不掌握相关政府信",
    "2.没有现成信息需要另行制作": "2.没有现成信息需要另外制作",
    "4.无正当理由大量反复申请": "4.无正当理由大量反覆申请",
    "5.要求行政机关确认或重新出具已获取信息": "5.要求行政机关确认或重新出具己获取信息",
    "行政规范性文件": "行政规范性文件件",
    "四、结转下年度继续办理": "四、结转下年度继续力理",
    "一、本年新收政府信息公开申请数量": "一、本年新收政府信息公开申请数",
    "尚未审结": "尚末审结",
    "科研机构": "科研机枸",
    "7.属于行政执法案卷": "7.属于行政执法案巻",
}
_SHORT = {
    "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请": "1.逾期不补正",
    "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请": "2.逾期不缴费",
    "（六）其他处理": "（六）其他",
    "（二）部分公开（区分处理的，只计这一情形，不计其他情形）": "（二）部分公开",
    "本年收费金额（单位：万元）": "本年收费金额（万元）",
    "行政规范性文件": "规范性文件",
    "四、结转下年度继续办理": "四、结转下年度",
}


def labels_misprinted(draft: Draft) -> None:
    """Letters lost, doubled or taken for another that looks alike."""
    draft.labels |= {label: text for label, text in _MISPRINTS.items() if draft.random.random() < 0.6}


def labels_shortened(draft: Draft) -> None:
    """逾期不补正, 逾期不缴费, （六）其他."""
    draft.labels |= _SHORT


_TITLES: dict[int, tuple[str, ...]] = {
    1: ("总体工作情况", "总体落实情况", "政府信息公开工作总体情况", "概述"),
    2: ("行政机关主动公开政府信息情况", "本年度主动公开政府信息情况", "主动公开政务信息情况"),
    3: ("行政机关收到和处理信息公开申请情况", "收到和处理政府信息公开申请情况统计表"),
    4: ("因政府信息公开工作被申请行政复议、提起行政诉讼情况", "政府信息公开行政诉讼、行政复议情况"),
    5: ("存在的主要问题和改进情况", "存在问题与改进方向", "存在的问题及下步工作打算"),
    6: ("其他需要报告事项", "需要报告的其他事项"),
}


def headings_varied(draft: Draft) -> None:
    """Titles of sections in other words than the form's."""
    for number, titles in _TITLES.items():
        if draft.random.random() < 0.8:
            draft.headings[number] = f"{'一二三四五六'[number - 1]}、{draft.random.choice(titles)}"


def headings_misnumbered(draft: Draft) -> None:
    """Numbers off by one, twice, with a letter, with dots for 、, or with spaces."""
    kind = draft.random.choice(("shifted", "twice", "letter", "spaced", "point"))
    for number, heading in list(draft.headings.items()):
        title = heading.split("、", 1)[1]
        if kind == "shifted" and number > 2:
            draft.headings[number] = f"{'一二三四五六'[number - 2]}、{title}"
        elif kind == "twice":
            draft.headings[number] = f"{'一二三四五六'[number - 1]}、{heading}"
        elif kind == "letter" and number == 6:
            draft.headings[number] = f"l{heading}"
        elif kind == "spaced":
            draft.headings[number] = heading.replace("、", "、 ").replace("信息", "信 息")
        elif kind == "point":
            draft.headings[number] = heading.replace("、", draft.random.choice((".", "．", " ")), 1)


def zero_width(text: str, draft: Draft, share: float = 0.1) -> str:
    """Zero-width characters between letters."""
    return "".join(
        letter + (draft.random.choice(_ZERO_WIDTH) if draft.random.random() < share else "")
        for letter in text
    )


def in_text(draft: Draft, change: Callable[[str], str]) -> None:
    """Change every piece of text and every cell that is not told by its truth alone."""
    for label in every_label(draft):
        draft.labels[label] = change(draft.label(label))
    draft.headings = {number: change(text) for number, text in draft.headings.items()}
    narrative = draft.narrative
    narrative.texts = {number: [change(text) for text in texts] for number, texts in narrative.texts.items()}
    narrative.preface, narrative.signature = change(narrative.preface), change(narrative.signature)
    narrative.title = tuple(change(line) for line in narrative.title)


def _some(draft: Draft, share: float) -> list[str]:
    return [path for path in draft.edition.paths if draft.random.random() < share and path in draft.truth]


def blank_marks(draft: Draft, marks: tuple[str, ...]) -> None:
    """Cells that say nothing: "-", "—", "/", "无" or nothing at all."""
    for path in _some(draft, draft.random.choice((0.03, 0.2))):
        draft.blank([path], draft.random.choice(marks))


def total_column_blank(draft: Draft) -> None:
    """The total column is blank in most rows."""
    totals = [paths[-1] for paths in draft.edition.application_paths if paths[-1] in draft.truth]
    draft.blank(draft.random.sample(totals, 19), draft.random.choice(("", "", "/")))


def five_columns_blank(draft: Draft) -> None:
    """The five columns of organisations are blank throughout."""
    for row in draft.edition.applications:
        draft.blank(f"applications.{row.key}.{column}" for column in _ORGANISATIONS)


def thousands(draft: Draft) -> None:
    """1,234 and 1，234."""
    comma = draft.random.choice((",", ",", "，"))
    for path, value in draft.truth.items():
        if value is not None and value >= 1000:
            draft.printed[path] = (
                f"{value:,f}".replace(",", comma)
                if isinstance(value, Decimal)
                else (f"{value:,}".replace(",", comma))
            )


def full_width_digits(draft: Draft) -> None:
    """Digits and points in full width."""
    draft.printed = {path: text.translate(_FULL) for path, text in draft.printed.items()}


def fee_in_words(draft: Draft) -> None:
    """ "251000元", "0.37万元": the unit stands in the cell."""
    path = next(path for path in EDITION_2021.proactive_paths if unit_of(path).value == "wan_yuan")
    yuan = draft.random.choice((251_000, 3_700, 80, 1_234_567))
    if draft.random.random() < 0.5:
        draft.printed[path], draft.truth[path] = f"{yuan}元", Decimal(yuan).scaleb(-4)
        draft.may_be_null.add(path)
    else:
        draft.printed[path], draft.truth[path] = "0.37万元", Decimal("0.37")


_NOTES = ("（其中修订16件）", "（其中修订 16 件）", "(其中修订16件)", "件")


def note_in_count(draft: Draft) -> None:
    """22（其中修订16件）."""
    for kind in ("normative_documents", "regulations"):
        path = f"proactive.{kind}.issued"
        value = draft.random.randrange(17, 60)
        draft.truth[path] = value
        draft.printed[path] = f"{value}{draft.random.choice(_NOTES)}"


def count_in_two_lines(draft: Draft) -> list[str]:
    """Lines of Table 2 in which 22（其中修订 16 件） has left its row; the cells round it may be given up."""
    paths = [f"proactive.normative_documents.{part}" for part in ("issued", "repealed", "in_force")]
    draft.printed[paths[0]], draft.truth[paths[0]] = "22", 22
    draft.may_be_null |= set(paths) | {path.replace("normative_documents", "regulations") for path in paths}
    _, repealed, in_force = (draft.printed[path] for path in paths)
    return ["22（其中修订", f"行政规范性文件 {repealed} {in_force}", "16 件）"]

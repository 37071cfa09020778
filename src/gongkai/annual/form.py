"""The statutory form of the annual report, both editions, as data.

The form is set by 国办公开办函〔2021〕30号 (in force); 国办公开办函〔2019〕60号 is the trial form before it, which some
bodies still print. Every other module reads sections, tables, rows, columns, labels, units and identities
here. A future edition is one more :class:`Edition`.

Figures are named by dotted paths under ``tables`` of the JSON schema, for example
``applications.granted.total``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

__all__ = [
    "EDITIONS",
    "EDITION_2019",
    "EDITION_2021",
    "PATHS",
    "ApplicationRow",
    "Block",
    "BlockCell",
    "BlockRow",
    "Column",
    "Edition",
    "Identity",
    "Label",
    "RowGroup",
    "Section",
    "Unit",
    "label_of",
    "unit_of",
]


class Unit(StrEnum):
    """What a figure counts."""

    COUNT = "count"
    WAN_YUAN = "wan_yuan"


@dataclass(frozen=True, slots=True)
class Label:
    """An official label and the other wordings met in published reports that mean the same."""

    text: str
    variants: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.text

    @property
    def accepted(self) -> tuple[str, ...]:
        """The official wording first, then the variants."""
        return (self.text, *self.variants)


@dataclass(frozen=True, slots=True)
class Section:
    """One of the six sections (第五十条); ``table`` names the table that it holds, None when it is text."""

    number: int
    title: Label
    table: str | None = None
    parts: tuple[str, ...] = ()

    @property
    def heading(self) -> str:
        """The heading as the form prints it, e.g. 一、总体情况."""
        return f"{'一二三四五六'[self.number - 1]}、{self.title}"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of figures; ``group`` is the label above it where the form has one."""

    key: str
    label: Label
    group: str | None = None


@dataclass(frozen=True, slots=True)
class BlockCell:
    """A figure of Table 2: the column it stands in, and its path, None where the schema has no place."""

    column: Label
    path: str | None


@dataclass(frozen=True, slots=True)
class BlockRow:
    """A row of Table 2: its label and its figures in the order of the columns."""

    key: str
    label: Label
    cells: tuple[BlockCell, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A part of Table 2: one item of 第二十条 with its own columns."""

    basis: Label
    columns: tuple[Label, ...]
    rows: tuple[BlockRow, ...]
    unit: Unit = Unit.COUNT


@dataclass(frozen=True, slots=True)
class RowGroup:
    """A label that spans rows of Table 3 and has no figures of its own, e.g. （三）不予公开."""

    key: str
    label: Label
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class ApplicationRow:
    """A row of Table 3.

    ``basis`` is the article behind a result; ``is_result`` is true for the rows that add up to （七）总计.
    """

    key: str
    label: Label
    group: str | None = None
    basis: str = ""
    is_result: bool = False


@dataclass(frozen=True, slots=True)
class Identity:
    """An equation of the form (勾稽关系): the figures on the left add up to those on the right.

    ``rule`` is the check that reports it broken; ``subject`` says in Chinese which row, column or group it
    is about.
    """

    rule: str
    subject: str
    left: tuple[str, ...]
    right: tuple[str, ...]

    @property
    def paths(self) -> tuple[str, ...]:
        """All figures of the equation, left before right."""
        return self.left + self.right


APPLICANT_COLUMNS = (
    Column("natural_person", Label("自然人")),
    Column("enterprise", Label("商业企业"), "法人或其他组织"),
    Column("research", Label("科研机构"), "法人或其他组织"),
    Column("nonprofit", Label("社会公益组织"), "法人或其他组织"),
    Column("legal_service", Label("法律服务机构"), "法人或其他组织"),
    Column("other_organisation", Label("其他"), "法人或其他组织"),
    Column("total", Label("总计", ("合计",))),
)

DISPUTE_GROUPS = (
    Column("review", Label("行政复议")),
    Column("litigation_direct", Label("未经复议直接起诉"), "行政诉讼"),
    Column("litigation_after_review", Label("复议后起诉"), "行政诉讼"),
)

DISPUTE_COLUMNS = (
    Column("upheld", Label("结果维持", ("维持",))),
    Column("corrected", Label("结果纠正", ("纠正",))),
    Column("other", Label("其他结果", ("其他",))),
    Column("pending", Label("尚未审结", ("未审结",))),
    Column("total", Label("总计", ("合计",))),
)

SECTIONS = (
    Section(
        1,
        Label("总体情况", ("总体工作情况", "总体落实情况", "政府信息公开工作总体情况", "概述", "基本情况")),
        parts=("主动公开", "依申请公开", "政府信息管理", "政府信息公开平台建设", "监督保障"),
    ),
    Section(
        2,
        Label(
            "主动公开政府信息情况",
            (
                "行政机关主动公开政府信息情况",
                "本年度主动公开政府信息情况",
                "本年度行政机关主动公开政府信息情况",
                "主动公开政务信息情况",
                "主动公开信息情况",
                "主动公开情况",
            ),
        ),
        table="proactive",
    ),
    Section(
        3,
        Label(
            "收到和处理政府信息公开申请情况",
            (
                "行政机关收到和处理政府信息公开申请情况",
                "行政机关收到和处理信息公开申请情况",
                "本年度收到和处理政府信息公开申请情况",
                "收到和处理信息公开申请情况",
                "收到和处理政府信息公开申请情况统计表",
                "政府信息公开申请情况",
            ),
        ),
        table="applications",
    ),
    Section(
        4,
        Label(
            "政府信息公开行政复议、行政诉讼情况",
            (
                "因政府信息公开工作被申请行政复议、提起行政诉讼情况",
                "政府信息公开被申请行政复议、提起行政诉讼情况",
                "政府信息公开工作被申请行政复议、提起行政诉讼情况",
                "因政府信息公开被申请行政复议、提起行政诉讼情况",
                "政府信息公开行政复议和行政诉讼情况",
                "政府信息公开行政诉讼、行政复议情况",
                "行政复议、行政诉讼情况",
            ),
        ),
        table="disputes",
    ),
    Section(
        5,
        Label(
            "存在的主要问题及改进情况",
            (
                "存在的主要问题和改进情况",
                "存在问题及改进情况",
                "存在的问题及改进情况",
                "存在问题与改进方向",
                "存在的问题及下步工作打算",
                "存在的主要问题及改进措施",
                "存在的主要问题及下一步工作打算",
                "政府信息公开工作存在的主要问题及改进情况",
                "存在的主要问题",
                "存在问题",
            ),
        ),
    ),
    Section(
        6,
        Label(
            "其他需要报告的事项",
            ("其他需要报告事项", "需要报告的其他事项", "其他需要说明的事项", "其他报告事项"),
        ),
    ),
)


def _row(
    key: str, text: str, *variants: str, group: str | None = None, basis: str = "", result: bool = True
) -> ApplicationRow:
    return ApplicationRow(key, Label(text, variants), group, basis, result)


RESULT_GROUPS = (
    RowGroup("results", Label("三、本年度办理结果", ("本年度办理结果",))),
    RowGroup("refused", Label("（三）不予公开"), "results"),
    RowGroup("unavailable", Label("（四）无法提供"), "results"),
    RowGroup("not_processed", Label("（五）不予处理"), "results"),
    RowGroup("other", Label("（六）其他处理", ("（六）其他",)), "results"),
)

_RECEIVED = _row("received", "一、本年新收政府信息公开申请数量", result=False)
_CARRIED_IN = _row("carried_in", "二、上年结转政府信息公开申请数量", result=False)
_COMMON_RESULTS = (
    _row("granted", "（一）予以公开", group="results", basis="第三十六条第（一）、（二）项"),
    _row(
        "partly_granted",
        "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
        "（二）部分公开",
        group="results",
        basis="第三十七条",
    ),
    _row("refused_state_secret", "1.属于国家秘密", group="refused", basis="第十四条"),
    _row("refused_by_law", "2.其他法律行政法规禁止公开", group="refused", basis="第十四条"),
    _row("refused_security_stability", "3.危及“三安全一稳定”", group="refused", basis="第十四条"),
    _row("refused_third_party", "4.保护第三方合法权益", group="refused", basis="第十五条、第三十二条"),
    _row("refused_internal_affairs", "5.属于三类内部事务信息", group="refused", basis="第十六条第一款"),
    _row("refused_process_information", "6.属于四类过程性信息", group="refused", basis="第十六条第二款"),
    _row("refused_enforcement_file", "7.属于行政执法案卷", group="refused", basis="第十六条第二款"),
    _row(
        "refused_administrative_inquiry", "8.属于行政查询事项", group="refused", basis="第三十六条第（七）项"
    ),
    _row(
        "unavailable_not_held",
        "1.本机关不掌握相关政府信息",
        group="unavailable",
        basis="第三十六条第（四）、（五）项",
    ),
    _row("unavailable_needs_creation", "2.没有现成信息需要另行制作", group="unavailable", basis="第三十八条"),
    _row("unavailable_unclear", "3.补正后申请内容仍不明确", group="unavailable", basis="第三十条"),
    _row("not_processed_petition", "1.信访举报投诉类申请", group="not_processed", basis="第三十九条第一款"),
    _row("not_processed_repeat", "2.重复申请", group="not_processed", basis="第三十六条第（六）项"),
    _row(
        "not_processed_publication", "3.要求提供公开出版物", group="not_processed", basis="第三十九条第二款"
    ),
    _row("not_processed_excessive", "4.无正当理由大量反复申请", group="not_processed", basis="第三十五条"),
    _row(
        "not_processed_reconfirmation",
        "5.要求行政机关确认或重新出具已获取信息",
        group="not_processed",
        basis="第二条、第三十八条",
    ),
)
_OTHER_2021 = (
    _row(
        "other_clarification_lapsed",
        "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
        "1.申请人无正当理由逾期不补正",
        "1.逾期不补正",
        group="other",
        basis="第三十条",
    ),
    _row(
        "other_fee_unpaid",
        "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
        "2.申请人逾期未按收费通知要求缴纳费用",
        "2.逾期不缴费",
        group="other",
        basis="国办函〔2020〕109号",
    ),
    _row("other_other", "3.其他", group="other"),
)
_OTHER_2019 = (_row("other_other", "（六）其他处理", "（六）其他", group="results"),)
_RESULTS_TOTAL = _row("results_total", "（七）总计", "（七）合计", group="results", result=False)
_CARRIED_OUT = _row("carried_out", "四、结转下年度继续办理", "四、结转下年度", result=False)


def _application_rows(other: tuple[ApplicationRow, ...]) -> tuple[ApplicationRow, ...]:
    return (_RECEIVED, _CARRIED_IN, *_COMMON_RESULTS, *other, _RESULTS_TOTAL, _CARRIED_OUT)


def _block(
    item: str,
    columns: tuple[Label, ...],
    rows: tuple[tuple[str, Label, tuple[str | None, ...]], ...],
    unit: Unit = Unit.COUNT,
) -> Block:
    return Block(
        basis=Label(f"第二十条第（{item}）项"),
        columns=columns,
        rows=tuple(
            BlockRow(
                key,
                label,
                tuple(BlockCell(column, path) for column, path in zip(columns, paths, strict=True)),
            )
            for key, label, paths in rows
        ),
        unit=unit,
    )


_DOCUMENT_COLUMNS = (Label("本年制发件数"), Label("本年废止件数"), Label("现行有效件数"))
_DECISIONS = (Label("本年处理决定数量"),)

_BLOCKS_2021 = (
    _block(
        "一",
        _DOCUMENT_COLUMNS,
        (
            (
                "regulations",
                Label("规章"),
                (
                    "proactive.regulations.issued",
                    "proactive.regulations.repealed",
                    "proactive.regulations.in_force",
                ),
            ),
            (
                "normative_documents",
                Label("行政规范性文件", ("规范性文件",)),
                (
                    "proactive.normative_documents.issued",
                    "proactive.normative_documents.repealed",
                    "proactive.normative_documents.in_force",
                ),
            ),
        ),
    ),
    _block("五", _DECISIONS, (("licences", Label("行政许可"), ("proactive.licences",)),)),
    _block(
        "六",
        _DECISIONS,
        (
            ("penalties", Label("行政处罚"), ("proactive.penalties",)),
            ("coercive_measures", Label("行政强制"), ("proactive.coercive_measures",)),
        ),
    ),
    _block(
        "八",
        (Label("本年收费金额（单位：万元）", ("本年收费金额",)),),
        (("fees_wan", Label("行政事业性收费"), ("proactive.fees_wan",)),),
        Unit.WAN_YUAN,
    ),
)

_CHANGES_2019 = (Label("上一年项目数量"), Label("本年增/减", ("本年增减",)), Label("处理决定数量"))

_BLOCKS_2019 = (
    _block(
        "一",
        (
            Label("本年新制作数量", ("本年制作数量",)),
            Label("本年新公开数量", ("本年公开数量",)),
            Label("对外公开总数量"),
        ),
        (
            ("regulations", Label("规章"), (None, None, None)),
            ("normative_documents", Label("规范性文件"), (None, None, None)),
        ),
    ),
    _block(
        "五",
        _CHANGES_2019,
        (
            ("licences", Label("行政许可"), (None, None, "proactive.licences")),
            ("other_services", Label("其他对外管理服务事项"), (None, None, None)),
        ),
    ),
    _block(
        "六",
        _CHANGES_2019,
        (
            ("penalties", Label("行政处罚"), (None, None, "proactive.penalties")),
            ("coercive_measures", Label("行政强制"), (None, None, "proactive.coercive_measures")),
        ),
    ),
    _block("八", _CHANGES_2019[:2], (("fees_wan", Label("行政事业性收费"), (None, None)),)),
    _block(
        "九",
        (Label("采购项目数量"), Label("采购总金额")),
        (("procurement", Label("政府集中采购"), (None, None)),),
    ),
)


@dataclass(frozen=True)
class Edition:
    """One edition of the form: its sections, its three tables and the equations that tie them.

    ``proactive`` is Table 2 by blocks; ``applications`` the rows of Table 3 in print order, whose figures
    stand in ``applicants``; ``dispute_groups`` x ``dispute_columns`` is Table 4's one row of figures.
    """

    key: str
    document: str
    first_year: int
    last_year: int | None
    sections: tuple[Section, ...]
    proactive: tuple[Block, ...]
    applications: tuple[ApplicationRow, ...]
    groups: tuple[RowGroup, ...] = RESULT_GROUPS
    applicants: tuple[Column, ...] = APPLICANT_COLUMNS
    dispute_groups: tuple[Column, ...] = DISPUTE_GROUPS
    dispute_columns: tuple[Column, ...] = DISPUTE_COLUMNS
    balance_note: str = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    applicants_heading: str = "申请人情况"
    contents_heading: str = "信息内容"

    @cached_property
    def proactive_paths(self) -> tuple[str, ...]:
        """Paths of Table 2 in print order, without the figures that the schema has no place for."""
        return tuple(
            cell.path for block in self.proactive for row in block.rows for cell in row.cells if cell.path
        )

    @cached_property
    def application_paths(self) -> tuple[tuple[str, ...], ...]:
        """Paths of Table 3: a tuple of seven for each row."""
        return tuple(
            tuple(f"applications.{row.key}.{column.key}" for column in self.applicants)
            for row in self.applications
        )

    @cached_property
    def dispute_paths(self) -> tuple[tuple[str, ...], ...]:
        """Paths of Table 4: a tuple of five for each group."""
        return tuple(
            tuple(f"disputes.{group.key}.{column.key}" for column in self.dispute_columns)
            for group in self.dispute_groups
        )

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """Every figure of this edition that the schema has a place for, in print order."""
        return (
            *self.proactive_paths,
            *(path for row in self.application_paths for path in row),
            *(path for group in self.dispute_paths for path in group),
        )

    @cached_property
    def result_rows(self) -> tuple[ApplicationRow, ...]:
        """The rows that add up to （七）总计."""
        return tuple(row for row in self.applications if row.is_result)

    @cached_property
    def identities(self) -> tuple[Identity, ...]:
        """Every equation between figures of one report (law.md 2.3)."""
        return tuple(self._identities())

    def _identities(self) -> Iterator[Identity]:
        def at(row: str, column: Column) -> str:
            return f"applications.{row}.{column.key}"

        for column in self.applicants:
            yield Identity(
                "applications.balance",
                str(column.label),
                (at("received", column), at("carried_in", column)),
                (at("results_total", column), at("carried_out", column)),
            )
            yield Identity(
                "applications.result_total",
                str(column.label),
                tuple(at(row.key, column) for row in self.result_rows),
                (at("results_total", column),),
            )
        for row, paths in zip(self.applications, self.application_paths, strict=True):
            yield Identity("applications.row_total", str(row.label), paths[:-1], paths[-1:])
        for group, paths in zip(self.dispute_groups, self.dispute_paths, strict=True):
            yield Identity("disputes.total", str(group.label), paths[:-1], paths[-1:])


EDITION_2021 = Edition(
    key="2021",
    document="国办公开办函〔2021〕30号",
    first_year=2021,
    last_year=None,
    sections=SECTIONS,
    proactive=_BLOCKS_2021,
    applications=_application_rows(_OTHER_2021),
)
"""The form in force."""

EDITION_2019 = Edition(
    key="2019",
    document="国办公开办函〔2019〕60号（试行）",
    first_year=2019,
    last_year=2020,
    sections=SECTIONS,
    proactive=_BLOCKS_2019,
    applications=_application_rows(_OTHER_2019),
)
"""The trial form, superseded from the report for 2021 on."""

EDITIONS: dict[str, Edition] = {edition.key: edition for edition in (EDITION_2021, EDITION_2019)}

PATHS: tuple[str, ...] = EDITION_2021.paths
"""Every figure of the schema in print order: 10 of Table 2, 175 of Table 3, 15 of Table 4."""


def unit_of(path: str) -> Unit:
    """The unit of a figure: 万元 for the charges, a count for everything else."""
    return Unit.WAN_YUAN if path == "proactive.fees_wan" else Unit.COUNT


def _labels() -> Iterator[tuple[str, str]]:
    for block in EDITION_2021.proactive:
        for row in block.rows:
            for cell in row.cells:
                assert cell.path
                many = len(row.cells) > 1
                yield cell.path, f"{row.label}（{cell.column}）" if many else str(row.label)
    for application, paths in zip(EDITION_2021.applications, EDITION_2021.application_paths, strict=True):
        for column, path in zip(EDITION_2021.applicants, paths, strict=True):
            yield path, f"{application.label}·{column.label}"
    for group, paths in zip(EDITION_2021.dispute_groups, EDITION_2021.dispute_paths, strict=True):
        for column, path in zip(EDITION_2021.dispute_columns, paths, strict=True):
            yield path, f"{group.label}·{column.label}"


_LABELS = dict(_labels())


def label_of(path: str) -> str:
    """The Chinese name of a figure, e.g. ``（一）予以公开·自然人``.

    Raises KeyError for a path that the form does not have.
    """
    return _LABELS[path]

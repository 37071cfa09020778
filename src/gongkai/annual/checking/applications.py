"""Table 3: the equations printed on the form, and the figure that breaks them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal

from gongkai.annual.checking import reading_doubts
from gongkai.annual.checking.crossings import crossings
from gongkai.annual.checking.diagnosis import Cause, causes_of
from gongkai.annual.checking.equations import Equation, State, judge, sum_text
from gongkai.annual.checking.examination import Examination, name_of
from gongkai.annual.checking.finding import Evidence, Fault, Finding, Severity
from gongkai.annual.checking.registry import RULES, Example, Rule, register
from gongkai.annual.checking.rereading import reread_row
from gongkai.annual.checking.whole_columns import moved_columns, rows_without_total

__all__ = ["check_applications"]

_FORM = "国办公开办函〔2021〕30号，表三注明的勾稽关系"

BALANCE = register(
    Rule(
        name="applications.balance",
        title="第一项加第二项等于第三项加第四项",
        basis=_FORM,
        severity=Severity.ERROR,
        fault=Fault.REPORT,
        explanation="每一列：一、本年新收 + 二、上年结转 = 三（七）总计 + 四、结转下年度。一个数错会同时破坏几个等式，只报一条，指出那一格。",
        example=Example(
            "自然人列和总计列的“四、结转下年度继续办理”都多写了1件",
            figures={"applications.carried_out.natural_person": 3, "applications.carried_out.total": 3},
        ),
    )
)
RESULT_TOTAL = register(
    Rule(
        name="applications.result_total",
        title="各办理结果相加等于（七）总计",
        basis=_FORM,
        severity=Severity.ERROR,
        fault=Fault.REPORT,
        explanation="每一列：（一）至（六）各办理结果之和 = （七）总计。总计能与第一、二、四项勾稽上，不等于各结果加得对。",
        example=Example(
            "办理结果加起来是27件，（七）总计印的是21件，而一加二仍等于三加四",
            figures={"applications.granted.natural_person": 13, "applications.granted.total": 14},
        ),
    )
)
ROW_TOTAL = register(
    Rule(
        name="applications.row_total",
        title="六类申请人相加等于总计",
        basis=_FORM,
        severity=Severity.ERROR,
        fault=Fault.REPORT,
        explanation="每一行：自然人与五类法人或其他组织之和 = 总计。有总计和至少一个数的行，空白按没有计。",
        example=Example(
            "“一、本年新收”自然人一格把20误作26", figures={"applications.received.natural_person": 26}
        ),
    )
)


def check_applications(examination: Examination) -> Iterator[Finding]:
    """Findings on the equations of Table 3, one for each cause."""
    identities = [
        identity
        for identity in examination.table_three.identities
        if identity.rule.startswith("applications.")
    ]
    equations = judge(examination, identities)
    broken = [equation for equation in equations if equation.state is State.BROKEN]
    if not broken:
        return
    moved = moved_columns(examination.table_three, [e for e in broken if _is_row(e)], examination.values)
    if moved:
        yield reading_doubts.moved(examination, broken, moved)
        return
    moved_row = _moved_row(examination, broken)
    if moved_row:
        yield moved_row
        return
    causes = causes_of(equations, examination.values)
    doubted = [cause for cause in causes if _is_doubted(cause, examination.settled)]
    plain = [cause for cause in causes if cause not in doubted]
    if doubted:
        yield reading_doubts.unsettled(examination, [e for cause in doubted for e in cause.equations])
    yield from _plain(examination, plain, equations)


def _is_row(equation: Equation) -> bool:
    return equation.rule == ROW_TOTAL.name


def _is_doubted(cause: Cause, settled: frozenset[str]) -> bool:
    """True where the fault may be in a figure won by arithmetic.

    Where two equations meet in one figure, that figure is wrong, whatever else stands in them.
    """
    if cause.repair is None or len(cause.equations) < 2:
        return any(equation.settled for equation in cause.equations)
    return not settled.isdisjoint(cause.repair.paths)


def _moved_row(examination: Examination, broken: list[Equation]) -> Finding | None:
    """One row that breaks several columns, and in another reading breaks nothing."""
    rows = [equation for equation in broken if _is_row(equation) and not equation.settled]
    columns = [equation for equation in broken if not _is_row(equation)]
    if len(rows) != 1 or len({equation.identity.right[0].rpartition(".")[2] for equation in columns}) < 2:
        return None
    misread = _misread(examination, rows[0], columns)
    return misread[0] if misread and len(misread[1]) == len(columns) else None


def _plain(examination: Examination, causes: list[Cause], equations: list[Equation]) -> Iterator[Finding]:
    unexplained: list[Equation] = []
    for cause in causes:
        if cause.repair:
            yield _wrong_figures(examination, cause)
        else:
            unexplained += cause.equations
    rows = [equation for equation in unexplained if _is_row(equation)]
    columns = [equation for equation in unexplained if not _is_row(equation)]
    crossed = crossings(rows, columns, equations, examination.values)
    for cause in crossed:
        yield _wrong_figures(examination, cause)
    if crossed:
        return
    without = rows_without_total(rows)
    if without:
        rows = [row for row in rows if row not in without]
        _suspect(examination, without)
        yield _no_totals(examination, without)
    for row in list(rows):
        misread = _misread(examination, row, columns)
        if misread:
            finding, explained = misread
            rows.remove(row)
            columns = [equation for equation in columns if equation not in explained]
            yield finding
    _suspect(examination, rows + columns)
    yield from _unexplained(examination, rows, columns)


def _unexplained(
    examination: Examination, rows: list[Equation], columns: list[Equation]
) -> Iterator[Finding]:
    shared = columns if _same_difference(rows, columns) else []
    for row in rows:
        yield _equations(examination, ROW_TOTAL, [row], also=shared)
    if shared:
        return
    results = [equation for equation in columns if equation.rule == RESULT_TOTAL.name]
    balances = [equation for equation in columns if equation.rule == BALANCE.name]
    same = [e for e in balances if any(_same_total(e, result) for result in results)]
    if results:
        yield _equations(examination, RESULT_TOTAL, results, also=same)
    balances = [equation for equation in balances if equation not in same]
    if balances:
        yield _equations(examination, BALANCE, balances)


def _same_total(balance: Equation, result: Equation) -> bool:
    """True where another figure in （七）总计 would mend both equations of its column."""
    total = result.identity.right[0]
    return total in balance.identity.paths and balance.fix(total, 0) == result.fix(total, 0)


def _no_totals(examination: Examination, rows: list[Equation]) -> Finding:
    names = "、".join(f"“{row.identity.subject}”" for row in rows[:4]) + ("等" if len(rows) > 4 else "")
    first = rows[0]
    totals = [row.identity.right[0] for row in rows]
    return ROW_TOTAL.finding(
        f"表三“总计”列有{len(rows)}行印的是0，而六类申请人相加不是0：{names}；"
        f"如“{first.identity.subject}”一行{sum_text(examination, first)}",
        suggestion="请补填各行总计。",
        cells=totals,
        evidence=_evidence(examination, totals, rows),
        expected=first.left,
        actual=first.right,
    )


def _same_difference(rows: list[Equation], columns: list[Equation]) -> bool:
    """True where the rows are off by as much as the columns: then both are the same wrong figures."""
    if not rows or not columns:
        return False
    return Counter(map(_difference, rows)) == Counter(map(_difference, columns))


def _difference(equation: Equation) -> Decimal:
    return abs(Decimal(equation.left) - Decimal(equation.right))


def _misread(
    examination: Examination, row: Equation, columns: Iterable[Equation]
) -> tuple[Finding, list[Equation]] | None:
    key = row.identity.right[0].split(".")[1]
    found = reread_row(examination.table_three, key, examination.values)
    if found is None:
        return None
    text, figures = found
    explained = [equation for equation in columns if any(path in figures for path in equation.identity.paths)]
    examination.repairs.update(figures)
    return reading_doubts.misread_row(examination, row, text, figures), explained


def _suspect(examination: Examination, equations: Iterable[Equation]) -> None:
    for equation in equations:
        examination.suspects.update(equation.identity.paths)
        if equation.rule != BALANCE.name:
            examination.repairs[equation.identity.right[0]] = equation.left


def _wrong_figures(examination: Examination, cause: Cause) -> Finding:
    assert cause.repair
    rule = _rule_of(cause)
    examination.repairs.update(cause.repair.figures)
    printed = "，".join(f"{name_of(path)}印的是{examination.values[path]}" for path in cause.repair.paths)
    sums = "；".join(sum_text(examination, equation) for equation in cause.equations)
    fixed = "、".join(str(figure) for _, figure in cause.repair.figures)
    first, figure = cause.repair.figures[0]
    return rule.finding(
        f"{printed}，与其余数字对不上：{sums}",
        suggestion=f"按其余数字推算应为{fixed}，请对照台账核实后改正。",
        cells=cause.repair.paths,
        evidence=_evidence(examination, cause.repair.paths, cause.equations),
        expected=figure,
        actual=examination.values[first],
    )


def _rule_of(cause: Cause) -> Rule:
    """The rule of the equation that the wrong figure is the result of, else of the row that it stands in."""
    assert cause.repair
    rules = {equation.rule for equation in cause.equations}
    in_results = cause.repair.paths[0].startswith("applications.results_total.")
    if in_results and RESULT_TOTAL.name in rules:
        return RESULT_TOTAL
    if not in_results and ROW_TOTAL.name in rules:
        return ROW_TOTAL
    return RULES[cause.equations[0].rule]


def _equations(
    examination: Examination, rule: Rule, equations: list[Equation], also: Iterable[Equation] = ()
) -> Finding:
    first = equations[0]
    sums = "；".join(sum_text(examination, equation) for equation in equations)
    also = list(also)
    if rule is ROW_TOTAL:
        head = f"表三“{first.identity.subject}”一行六类申请人相加不等于总计：{sums}"
        suggestion = "请对照台账核对该行各格和总计后改正。"
    elif rule is RESULT_TOTAL:
        head = f"表三（一）至（六）各办理结果相加不等于（七）总计：{sums}"
        suggestion = "请逐行核对办理结果，改正错行或（七）总计。"
    else:
        head = f"表三第一项加第二项不等于第三项加第四项：{sums}"
        suggestion = "请核对新收、上年结转、（七）总计和结转下年度四行。"
    if also:
        head += "；同时" + "；".join(sum_text(examination, equation) for equation in also)
    if not first.complete:
        head += "（空白按没有计）"
    paths = tuple(dict.fromkeys(path for e in equations for path in (*e.identity.right, *e.identity.left)))
    shown = [path for path in paths if examination.values.get(path)]
    totals = [path for equation in equations for path in equation.identity.right]
    return rule.finding(
        head,
        suggestion=suggestion,
        cells=paths,
        evidence=_evidence(examination, dict.fromkeys([*totals, *shown]), [*equations, *also]),
        expected=first.left,
        actual=first.right,
    )


def _evidence(
    examination: Examination, paths: Iterable[str], equations: Iterable[Equation]
) -> list[Evidence]:
    quotes = list(examination.quotes(paths))
    return quotes + [Evidence(sum_text(examination, equation)) for equation in equations]

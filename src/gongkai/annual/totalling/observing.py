"""What is to be said of the bodies that were counted: gaps, broken equations, old forms, doubtful figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gongkai.annual.form import EDITION_2019, EDITIONS, PATHS, label_of
from gongkai.annual.report import Figure
from gongkai.annual.totalling.counted_body import BodyFigures
from gongkai.annual.totalling.remarks import Remark, RemarkKind
from gongkai.annual.totalling.summing import some_of

__all__ = ["observe"]

_IN_FORCE = tuple(path for path in PATHS if path.endswith(".in_force"))
_FEES = ("proactive.fees_wan",)


def observe(bodies: Sequence[BodyFigures], names: int) -> Iterator[Remark]:
    """The remarks on bodies whose figures are in the sums; ``names`` is how many figures a sentence names."""
    for body in bodies:
        yield from _of_body(body, names)
    yield from _to_verify(bodies)


def _of_body(body: BodyFigures, names: int) -> Iterator[Remark]:
    if body.agency is None:
        yield _remark(
            RemarkKind.NO_AGENCY, body, (), f"{body.name}：报告没有写明单位，已计入，请核对是否重复"
        )
    form = set(EDITIONS[body.edition].paths) if body.edition in EDITIONS else set(PATHS)
    outside = tuple(path for path in body.gaps if path not in form)
    if body.merged or outside:
        yield _remark(RemarkKind.OLD_EDITION, body, outside, _old_edition(body))
    cells = tuple(path for path in body.gaps if path in form)
    if cells:
        labels = some_of([label_of(path) for path in cells], names)
        sentence = f"{body.name}：缺 {len(cells)} 个数（{labels}），这些数的合计不全，没有当作 0"
        yield _remark(RemarkKind.INCOMPLETE, body, cells, sentence)
    if body.imbalances:
        broken = "；".join(body.imbalances[:names])
        more = f"等 {len(body.imbalances)} 处" if len(body.imbalances) > names else ""
        yield _remark(
            RemarkKind.OUT_OF_BALANCE,
            body,
            body.unbalanced,
            f"{body.name}：报告里的数不平，已照原样计入，合计因此也可能不平：{broken}{more}",
        )


def _old_edition(body: BodyFigures) -> str:
    if body.edition == EDITION_2019.key:
        return f"{body.name}：用的是2019年试行表格，现行表格里的有些数它没有"
    return f"{body.name}：把“（六）其他处理”合为一行，分不到现行表格的三行"


def _to_verify(bodies: Sequence[BodyFigures]) -> Iterator[Remark]:
    in_force = [path for path in _IN_FORCE if _reporting(bodies, path) > 1]
    if in_force:
        yield Remark(
            RemarkKind.IN_FORCE,
            None,
            (),
            tuple(in_force),
            "现行有效件数是各单位所报之和：联合发文会重复计数，自然失效的会漏扣，请与司法行政部门核对后再用",
        )
    if _reporting(bodies, _FEES[0]) > 1:
        yield Remark(
            RemarkKind.FEES,
            None,
            (),
            _FEES,
            "行政事业性收费是各单位所报万元数之和：代收、分成的会重复，误填为元的会虚高，请与财政部门核对后再用",
        )


def _reporting(bodies: Sequence[BodyFigures], path: str) -> int:
    position = PATHS.index(path)
    figures: list[Figure | None] = [body.figures[position] for body in bodies]
    return sum(1 for figure in figures if figure)


def _remark(kind: RemarkKind, body: BodyFigures, cells: tuple[str, ...], sentence: str) -> Remark:
    return Remark(kind, body.agency, body.files, cells, sentence)

"""规章 count only for those who can make them (立法法: 国务院部门, 省级政府, 设区的市和自治州政府)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gongkai.annual.body_name import BodyName, Level, parse_name
from gongkai.annual.form import PATHS, label_of
from gongkai.annual.totalling.counted_body import BodyFigures
from gongkai.annual.totalling.remarks import Remark, RemarkKind

__all__ = ["can_make_regulations", "set_aside_regulations"]

_POSITIONS = {path: PATHS.index(path) for path in PATHS if path.startswith("proactive.regulations.")}


def can_make_regulations(body: BodyName, parent: BodyName) -> bool:
    """Whether the body may have 规章 of its own; ``parent`` is the body that totals.

    True as well where the name does not tell: 昆山市 and 苏州市 look alike unless one is named under the
    other.
    """
    places = body.places or parent.places
    if not places:
        # Neither names a place: a total of the state's own departments.
        return True
    if body.core:
        return False
    last = places[-1]
    if last.level is Level.CITY:
        above = (*places[:-1], *(place for place in parent.places if place != last))
        return not any(place.level >= Level.CITY for place in above)
    return last.level is Level.PROVINCE


def set_aside_regulations(
    bodies: Sequence[BodyFigures], parent: BodyName
) -> tuple[list[BodyFigures], list[Remark]]:
    """The bodies without the 规章 of those that can make none, and a remark on each that printed some.

    Such a figure counts as nothing in the sum of 规章, for that is what it is by law; it is not moved to
    another row.
    """
    counted: list[BodyFigures] = []
    remarks: list[Remark] = []
    for body in bodies:
        wrong = tuple(path for path, position in _POSITIONS.items() if body.figures[position])
        if not wrong or can_make_regulations(parse_name(body.agency or ""), parent):
            counted.append(body)
            continue
        printed = "、".join(f"{label_of(path)} {body.figures[_POSITIONS[path]]}" for path in wrong)
        sentence = (
            f"{body.name}：没有规章制定权，却填了{printed}，没有计入规章的合计；请核对是否应为行政规范性文件"
        )
        remarks.append(Remark(RemarkKind.REGULATIONS, body.agency, body.files, wrong, sentence))
        kept = (0 if path in wrong else figure for path, figure in zip(PATHS, body.figures, strict=True))
        counted.append(replace(body, figures=tuple(kept)))
    return counted, remarks

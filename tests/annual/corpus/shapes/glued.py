"""Shapes of text stripped of all its tags, with nothing in their place: the digits of a row are one run."""

from __future__ import annotations

from random import Random

from tests.annual.corpus.draft import Draft, new_draft
from tests.annual.corpus.figures import Scale
from tests.annual.corpus.grids import application_lines, table_four, table_three_header, table_two
from tests.annual.corpus.sample import Sample
from tests.annual.corpus.shapes.registry import shape
from tests.annual.corpus.solver import Row, documents_readings, glued_readings, row_settled, settle

__all__ = ["glued_text"]


def _settle_documents(draft: Draft) -> None:
    for kind in ("regulations", "normative_documents"):
        paths = [f"proactive.{kind}.{part}" for part in ("issued", "repealed", "in_force")]
        readings = documents_readings("".join(draft.printed[path] for path in paths))
        draft.untold(path for path, same in zip(paths, row_settled(readings), strict=True) if not same)


def _settle_applications(draft: Draft) -> bool:
    readings: dict[str, list[Row]] = {
        line.key: glued_readings("".join(line.texts)) for line in application_lines(draft)
    }
    answer = settle(readings)
    if answer is None:
        return False
    for row, columns in answer.items():
        draft.untold(f"applications.{row}.{column}" for column in columns)
    return True


def _dispute_readings(digits: str) -> set[Row]:
    """Every cut of the run in three groups of five, each with its total."""
    found = set()
    first = [(cut, glued_readings(digits[:cut], 5)) for cut in range(5, len(digits) - 9)]
    last = {cut: glued_readings(digits[cut:], 5) for cut in range(10, len(digits) - 4)}
    for start, one in first:
        if not one:
            continue
        for end in range(start + 5, len(digits) - 4):
            if last[end]:
                found |= {
                    a + b + c for a in one for b in glued_readings(digits[start:end], 5) for c in last[end]
                }
    return found


def _settle_disputes(draft: Draft) -> None:
    paths = [path for group in draft.edition.dispute_paths for path in group]
    readings = sorted(_dispute_readings("".join(draft.printed[path] for path in paths)))
    draft.untold(path for path, same in zip(paths, row_settled(readings), strict=True) if not same)


def glued_text(draft: Draft) -> str | None:
    """The report with all tags and breaks gone; None where the truth of it is too much to search."""
    if not _settle_applications(draft):
        return None
    _settle_documents(draft)
    _settle_disputes(draft)
    table_three = "".join(box.text for row in table_three_header(draft) for box in row)
    for line in application_lines(draft):
        gap = " " if draft.random.random() < 0.2 else ""
        table_three += "".join((line.outer, gap, line.group, line.item, gap, *line.texts))
    tables = {
        2: "".join(box.text for row in table_two(draft) for box in row),
        3: table_three,
        4: "".join(box.text for row in table_four(draft) for box in row),
    }
    narrative = draft.narrative
    parts = [*narrative.title, narrative.preface]
    for number in range(1, 7):
        parts.extend((draft.headings[number], *narrative.texts.get(number, []), tables.get(number, "")))
    return "".join([*parts, narrative.signature, narrative.dated_text])


def _glued(random: Random, scales: tuple[Scale, ...]) -> Sample:
    while True:
        draft = new_draft(random, scale=random.choice(scales))
        text = glued_text(draft)
        if text is not None:
            return draft.text_sample(text, "txt")


@shape("glued_town")
def town(random: Random) -> Sample:
    """A town's small figures: nearly all settled."""
    return _glued(random, (Scale.TOWN,))


@shape("glued_county")
def county(random: Random) -> Sample:
    """Larger figures: the equations between rows are needed."""
    return _glued(random, (Scale.DEPARTMENT, Scale.COUNTY))


@shape("glued_with_header_of_file")
def with_header(random: Random) -> Sample:
    """Lines of a crawler's own before the glued text."""
    sample = _glued(random, (Scale.TOWN, Scale.DEPARTMENT))
    report = sample.reports[0]
    head = (
        f"标题: {report.agency}{report.year}年政府信息公开工作年度报告\n"
        f"发布时间: {(report.year or 0) + 1}-01-20 15:35\n文号: \n"
        f"发布机构: {report.agency}\n栏目: 政府信息公开年报\n"
        "原文链接: https://www.example.gov.cn/t20250310_97791.htm\n"
        "==================== 正文 ====================\n"
    )
    text = head + sample.source
    return Sample(text.encode(), sample.name, sample.reports, source=text)

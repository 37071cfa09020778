"""Bodies' reports for the tests of totalling: consistent ones, and any figures at all."""

from decimal import Decimal

from hypothesis import strategies as st

from gongkai.annual.form import EDITION_2019, PATHS, Unit, unit_of
from gongkai.annual.report import AnnualReport, Cell, Note, NoteKind, Status

COUNTY = "盐边县人民政府"
YEAR = 2024
NAMES = ["桐子林镇", "红格镇", "渔门镇", "永兴镇", "新九镇", "惠民镇", "财政局", "教育和体育局"]


def report(agency, values=(), *, file=None, year=YEAR, edition="2021", **identity):
    """A report of noughts but for the figures given; None makes a blank."""
    figures = dict.fromkeys(PATHS, 0) | dict(values)
    file = f"{agency}.docx" if file is None and agency else file
    return AnnualReport.from_values(figures, agency=agency, year=year, file=file, edition=edition, **identity)


def with_empty(whole, path, status):
    """The same report with one figure absent or unreadable."""
    whole.cells[path] = Cell(None, status)
    return whole


def with_merged_row(agency, number, *, edition="2019"):
    """A report whose （六）其他处理 is one row, with that number for natural persons."""
    whole = report(agency, {"applications.other_other.natural_person": number}, edition=edition)
    kept = set(EDITION_2019.paths)
    for path in PATHS:
        lost = path.startswith(("applications.other_clarification_lapsed", "applications.other_fee_unpaid"))
        if lost or (edition == "2019" and path not in kept):
            whole.cells[path] = Cell(None, Status.ABSENT)
    whole.notes.append(Note("applications.other_other.natural_person", NoteKind.MERGED, "合为一行"))
    return whole


COUNTS = st.integers(0, 10**7)
AMOUNTS = st.decimals(min_value=0, max_value=10**9, places=6)


@st.composite
def figures(draw, *, gaps=True):
    """Figures for some paths, the others 0; with ``gaps`` some are None."""
    values = {}
    for path in draw(st.lists(st.sampled_from(PATHS), max_size=12, unique=True)):
        amount = AMOUNTS if unit_of(path) is Unit.WAN_YUAN else COUNTS
        values[path] = draw(st.none() | amount if gaps else amount)
    return values


@st.composite
def counties(draw, *, gaps=True, most=6):
    """Reports of several towns of the county, 规章 left at 0 (towns can make none)."""
    names = draw(st.lists(st.sampled_from(NAMES), unique=True, min_size=1, max_size=most))
    found = []
    for name in names:
        values = draw(figures(gaps=gaps))
        found.append(
            report(
                name, {path: v for path, v in values.items() if not path.startswith("proactive.regulations")}
            )
        )
    return found


def fee(text):
    """A charge in 万元."""
    return {"proactive.fees_wan": Decimal(text)}

"""What is written is read back by this package's own reader, cell by cell."""

import pytest
from tests.annual.writing.town import town_report

from gongkai.annual.form import PATHS
from gongkai.annual.reading import read_bytes
from gongkai.annual.writing import KINDS, write

BLANK = "applications.granted.research"


@pytest.mark.parametrize("kind", KINDS)
def test_every_figure_is_read_back(kind):
    report = town_report(values={BLANK: None})
    (again,) = read_bytes(write(report, kind), f"report.{kind}")
    assert {path: again.value(path) for path in PATHS} == {path: report.value(path) for path in PATHS}
    assert (again.edition, again.year, again.dated) == ("2021", 2024, report.dated)


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"xlsx"}))
def test_agency_and_narrative_are_read_back(kind):
    report = town_report()
    (again,) = read_bytes(write(report, kind), f"report.{kind}")
    assert again.agency == report.agency
    for section in report.sections:
        found = again.section(section.number)
        assert (found.title, "".join(found.text.split())) == (section.title, "".join(section.text.split()))

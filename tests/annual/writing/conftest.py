"""Reports with a different figure in every cell, so that a figure in the wrong place is seen."""

from decimal import Decimal

import pytest
from tests.annual.writing.town import town_report

from gongkai.annual.form import PATHS, Unit, unit_of


@pytest.fixture(scope="session")
def distinct_figures():
    return {
        path: Decimal(f"{1000 + place}.50") if unit_of(path) is Unit.WAN_YUAN else 1000 + place
        for place, path in enumerate(PATHS)
    }


@pytest.fixture
def distinct_report(distinct_figures):
    return town_report(values=distinct_figures)

"""One report checked by all rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from gongkai.annual.checking.applications import check_applications
from gongkai.annual.checking.between_years import check_between_years
from gongkai.annual.checking.cells import check_cells
from gongkai.annual.checking.dates import check_dates, check_unit
from gongkai.annual.checking.disputes import check_disputes
from gongkai.annual.checking.examination import Examination
from gongkai.annual.checking.fees import check_fees
from gongkai.annual.checking.finding import Finding
from gongkai.annual.checking.form import check_form
from gongkai.annual.checking.outliers import check_outliers
from gongkai.annual.checking.proactive import check_proactive
from gongkai.annual.checking.reading_doubts import check_unreadable
from gongkai.annual.checking.registry import selector
from gongkai.annual.checking.repeated import check_repeated
from gongkai.annual.checking.settings import CheckSettings
from gongkai.annual.checking.text_figures import check_text_figures
from gongkai.annual.checking.text_quality import check_text_quality
from gongkai.annual.report import AnnualReport

__all__ = ["check"]

Family = Callable[[Examination], Iterable[Finding]]

_FAMILIES: tuple[Family, ...] = (
    check_applications,
    check_disputes,
    check_proactive,
    check_unit,
    check_between_years,
    check_unreadable,
    check_cells,
    check_form,
    check_dates,
    check_fees,
    check_text_figures,
    check_text_quality,
    check_repeated,
    check_outliers,
)
"""In this order: what a sum has shown to be wrong, the later families take into account."""

DEFAULT_SETTINGS = CheckSettings()


def check(
    report: AnnualReport,
    previous: AnnualReport | None = None,
    *,
    peers: Sequence[AnnualReport] = (),
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    settings: CheckSettings = DEFAULT_SETTINGS,
) -> list[Finding]:
    """Every contradiction in a report, one finding for each cause, the gravest first.

    ``previous`` is the same body's report of the year before, ``peers`` reports of like bodies for the same
    year. ``select`` and ``ignore`` take names of rules or prefixes (``applications``, ``text.*``).

    Raises UnknownRuleError for a pattern that no rule has.
    """
    wanted = selector(select, ignore)
    examination = Examination(report, previous, peers, settings)
    found = [finding for finding in _findings(examination) if finding.rule in wanted]
    return sorted(found, key=lambda finding: finding.severity.rank)


def _findings(examination: Examination) -> Iterator[Finding]:
    for family in _FAMILIES:
        yield from family(examination)

"""Reports for the command line to work on."""

import json
from decimal import Decimal
from pathlib import Path
from random import Random

from tests.annual.corpus.figures import Scale, random_figures

from gongkai.annual.report import AnnualReport


def report_of(seed: int, **identity: object) -> AnnualReport:
    """A report whose figures agree with every equation of the form."""
    values = dict(random_figures(Random(seed), Scale.COUNTY))
    values["proactive.fees_wan"] = Decimal("96171.60")
    defaults: dict[str, object] = {"agency": f"云栖县第{seed}局", "year": 2024}
    return AnnualReport.from_values(values, **{**defaults, **identity})


def write_json(path: Path, report: AnnualReport) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(report.to_dict(), ensure_ascii=False), encoding="utf-8")
    return path

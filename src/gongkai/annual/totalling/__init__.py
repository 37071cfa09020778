"""The county's own report from its bodies': sums that say what they do not contain.

``total`` or a ``Totaller`` makes a :class:`Total`; ``describe``, ``to_dict`` and ``workbook`` show it;
``compare_with_published`` holds the county's printed figures against it.
"""

from gongkai.annual.totalling.attendance import read_expected
from gongkai.annual.totalling.counted_body import BodyFigures
from gongkai.annual.totalling.matrix_book import workbook
from gongkai.annual.totalling.output import describe, to_dict
from gongkai.annual.totalling.publication import (
    PublishedComparison,
    Scope,
    compare_with_published,
    comparison_to_dict,
    scope_of,
)
from gongkai.annual.totalling.remarks import LEFT_OUT, Remark, RemarkKind
from gongkai.annual.totalling.result import Total, TotalSettings, Unread
from gongkai.annual.totalling.totaller import Totaller, total

__all__ = [
    "LEFT_OUT",
    "BodyFigures",
    "PublishedComparison",
    "Remark",
    "RemarkKind",
    "Scope",
    "Total",
    "TotalSettings",
    "Totaller",
    "Unread",
    "compare_with_published",
    "comparison_to_dict",
    "describe",
    "read_expected",
    "scope_of",
    "to_dict",
    "total",
    "workbook",
]

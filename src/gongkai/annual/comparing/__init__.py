"""Two annual reports side by side: figures with differences and shares, sections word by word, 重复率.

``compare`` makes a :class:`Comparison`; ``describe``, ``to_dict`` and ``render_page`` show it.
"""

from gongkai.annual.comparing.comparison import (
    CompareSettings,
    Comparison,
    SectionChange,
    SectionState,
    Subject,
    compare,
)
from gongkai.annual.comparing.figures import FigureChange, FigureState, count_states
from gongkai.annual.comparing.output import describe, to_dict
from gongkai.annual.comparing.page import render_page
from gongkai.annual.comparing.repetition import SHORTEST_RUN, EarlierText, Repetition, repetition
from gongkai.annual.comparing.wording import Run, RunKind, compare_wording

__all__ = [
    "SHORTEST_RUN",
    "CompareSettings",
    "Comparison",
    "EarlierText",
    "FigureChange",
    "FigureState",
    "Repetition",
    "Run",
    "RunKind",
    "SectionChange",
    "SectionState",
    "Subject",
    "compare",
    "compare_wording",
    "count_states",
    "describe",
    "render_page",
    "repetition",
    "to_dict",
]

"""Figures of five invented bodies, each set consistent in itself, for narratives that are true to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from gongkai.annual.form import EDITION_2021, PATHS
from gongkai.annual.report import Figure

APPLICANTS = [column.key for column in EDITION_2021.applicants[:-1]]
RESULTS = [row.key for row in EDITION_2021.result_rows]


def figures(
    rows: Mapping[str, Sequence[int]],
    documents: Sequence[int],
    powers: Sequence[Figure],
    disputes: Mapping[str, Sequence[int]],
    regulations: Sequence[int] = (0, 0, 0),
) -> dict[str, Figure]:
    """All figures of the form from rows of Table 3 by applicant, and the totals that belong to them."""
    values: dict[str, Figure] = dict.fromkeys(PATHS, 0)
    for row, parts in rows.items():
        values.update(
            {f"applications.{row}.{key}": part for key, part in zip(APPLICANTS, parts, strict=False)}
        )
        values[f"applications.{row}.total"] = sum(parts)
    for key in (*APPLICANTS, "total"):
        values[f"applications.results_total.{key}"] = sum(
            values[f"applications.{row}.{key}"] for row in RESULTS
        )
    for group, parts in disputes.items():
        for column, part in zip(("upheld", "corrected", "other", "pending"), parts, strict=True):
            values[f"disputes.{group}.{column}"] = part
        values[f"disputes.{group}.total"] = sum(parts)
    for kind, counts in (("normative_documents", documents), ("regulations", regulations)):
        for column, count in zip(("issued", "repealed", "in_force"), counts, strict=True):
            values[f"proactive.{kind}.{column}"] = count
    for key, count in zip(("licences", "penalties", "coercive_measures", "fees_wan"), powers, strict=True):
        values[f"proactive.{key}"] = count
    return values


FIGURES = {
    "town": figures(
        {
            "received": (20, 3),
            "carried_in": (2,),
            "granted": (8, 2),
            "partly_granted": (3,),
            "refused_state_secret": (1,),
            "refused_internal_affairs": (1,),
            "unavailable_not_held": (4, 1),
            "unavailable_unclear": (1,),
            "not_processed_petition": (1,),
            "other_clarification_lapsed": (2,),
            "carried_out": (1,),
        },
        (5, 3, 40),
        (12000, 3, 0, Decimal("5.2")),
        {"review": (1, 0, 0, 1), "litigation_direct": (1, 0, 0, 0)},
    ),
    "nought": figures({}, (0, 0, 2), (85, 3, 0, Decimal(0)), {}),
    "department": figures(
        {"received": (3, 1), "granted": (2,), "partly_granted": (0, 1), "unavailable_not_held": (1,)},
        (1, 0, 6),
        (356, 15, 2, Decimal("12.6")),
        {},
    ),
    "county": figures(
        {
            "received": (290, 15, 0, 1, 4, 2),
            "carried_in": (17, 1),
            "granted": (112, 6, 0, 0, 2),
            "partly_granted": (42, 2, 0, 1),
            "refused_third_party": (6,),
            "refused_internal_affairs": (8,),
            "refused_process_information": (4, 1),
            "refused_enforcement_file": (9,),
            "refused_administrative_inquiry": (7,),
            "unavailable_not_held": (63, 5, 0, 0, 2),
            "unavailable_needs_creation": (3,),
            "unavailable_unclear": (2,),
            "not_processed_petition": (12,),
            "not_processed_repeat": (4,),
            "other_clarification_lapsed": (5, 1),
            "other_other": (6, 0, 0, 0, 0, 2),
            "carried_out": (24, 1),
        },
        (12, 7, 156),
        (48231, 2310, 86, Decimal("7730.28")),
        {
            "review": (8, 2, 5, 3),
            "litigation_direct": (2, 0, 1, 1),
            "litigation_after_review": (3, 0, 0, 1),
        },
    ),
    "province": figures(
        {
            "received": (5120, 300, 2, 8, 120, 14),
            "carried_in": (210, 12, 0, 0, 3),
            "granted": (2400, 150, 1, 4, 60, 8),
            "partly_granted": (500, 20, 1, 0, 12),
            "refused_state_secret": (12,),
            "refused_by_law": (7,),
            "refused_security_stability": (3,),
            "refused_third_party": (45,),
            "refused_internal_affairs": (60,),
            "refused_process_information": (55,),
            "refused_enforcement_file": (88,),
            "refused_administrative_inquiry": (102,),
            "unavailable_not_held": (1400, 90, 0, 2, 40),
            "unavailable_needs_creation": (60,),
            "unavailable_unclear": (30,),
            "not_processed_petition": (120,),
            "not_processed_repeat": (40,),
            "not_processed_publication": (1,),
            "not_processed_excessive": (9,),
            "not_processed_reconfirmation": (8,),
            "other_clarification_lapsed": (100, 6),
            "other_other": (50, 6, 0, 2, 1, 6),
            "carried_out": (240, 40, 0, 0, 10),
        },
        (120, 64, 1450),
        (1523400, 402311, 9120, Decimal("966171.6")),
        {
            "review": (120, 14, 40, 22),
            "litigation_direct": (30, 2, 8, 11),
            "litigation_after_review": (45, 3, 6, 19),
        },
        (3, 1, 58),
    ),
}
"""A town, a body without any request, a department, a county, a province."""

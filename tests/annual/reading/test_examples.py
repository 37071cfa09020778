"""Real published reports with their true figures beside them, where they are at hand."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from gongkai.annual.form import PATHS
from gongkai.annual.reading import read_bytes
from gongkai.annual.report import NoteKind, Status

PROJECT = Path(__file__).parents[3]
EXAMPLES = PROJECT.parent / "shared" / "examples"
SAMPLES = PROJECT / "samples"
TRUTHS = Path(__file__).parent / "truth"


# The digits of these are glued and no equation ties them: the truth is known, but the source does not tell it.
UNTOLD = {
    "pingtan-2024-glued.txt": {
        f"proactive.normative_documents.{part}" for part in ("issued", "repealed", "in_force")
    }
}


def _pairs(folder: Path, truth_folder: Path) -> list[tuple[Path, Path]]:
    """Each source with its truth: the truth of ``a.html`` is ``a.truth.json``."""
    truths = sorted(truth_folder.glob("*.truth.json")) if folder.is_dir() else []
    found = []
    for truth in truths:
        stem = truth.name.removesuffix(".truth.json")
        found += [(path, truth) for path in folder.glob(f"{stem}.*") if path != truth]
    return found


def _at(tables: dict[str, Any], path: str) -> Any:
    node: Any = tables
    for part in path.split("."):
        node = node[part]
    return node


def _differences(source: Path, truth: Path) -> list[str]:
    expected = json.loads(truth.read_text("utf-8"))
    (report,) = read_bytes(source.read_bytes(), source.name)
    differences = []
    for path in PATHS:
        value = _at(expected["tables"], path)
        wanted = Decimal(value) if isinstance(value, str) else value
        if path in UNTOLD.get(source.name, ()):
            assert report.cell(path).status is Status.UNREADABLE
            wanted = None
        if report.value(path) != wanted:
            differences.append(f"{path}: expected {wanted}, got {report.cell(path)}")
    if report.year != expected["year"]:
        differences.append(f"year: expected {expected['year']}, got {report.year}")
    return differences


@pytest.mark.parametrize(("source", "truth"), _pairs(EXAMPLES, EXAMPLES), ids=lambda path: path.name)
def test_every_cell_of_a_published_report(source: Path, truth: Path) -> None:
    assert _differences(source, truth) == []


@pytest.mark.parametrize(("source", "truth"), _pairs(SAMPLES, TRUTHS), ids=lambda path: path.name)
def test_every_cell_of_a_sample_of_the_demo(source: Path, truth: Path) -> None:
    assert _differences(source, truth) == []


def test_the_demo_has_samples() -> None:
    assert len(_pairs(SAMPLES, TRUTHS)) >= 6


@pytest.mark.skipif(not EXAMPLES.is_dir(), reason="the published examples are not at hand")
def test_a_lost_label_and_blank_cells_are_noted() -> None:
    source = EXAMPLES / "huimin-2024.txt"
    (report,) = read_bytes(source.read_bytes(), source.name)
    kinds = {(note.cell or "", note.kind) for note in report.notes}
    assert any(
        cell.startswith("applications.granted") and kind is NoteKind.GUESSED_LABEL for cell, kind in kinds
    )
    assert ("disputes.review.upheld", NoteKind.BLANK) in kinds

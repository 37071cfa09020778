"""What the kinds of columns are called. The register keeps only their names; who defines them says the labels."""

from __future__ import annotations

from collections.abc import Iterable

_labels: dict[str, str] = {}


def register_column_kinds(choices: Iterable[tuple[str, str]]) -> None:
    """Tell the labels, in AppConfig.ready of the app that defines the kinds: (name, label) in their order."""
    _labels.update(choices)


def column_kinds() -> list[tuple[str, str]]:
    """All kinds that are known, with their labels."""
    return list(_labels.items())


def column_kind_label(name: str) -> str:
    """The label of a kind; 其他 for one that nobody told."""
    return _labels.get(name, "其他" if name else "")

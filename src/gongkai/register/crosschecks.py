"""What other apps hold against the register: is everything that is public there, and nothing else public?

The register does not know the apps above it. Each registers, in its AppConfig.ready, a function that yields one
whole sentence for everything of its own that disagrees with the register.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

Crosscheck = Callable[[], Iterable[str]]

_registered: dict[str, Crosscheck] = {}


def register_crosscheck(name: str, check: Crosscheck) -> None:
    """Add a check; a name registered again replaces the first, so that `ready` may run twice."""
    _registered[name] = check


def disagreements() -> list[str]:
    """All sentences of all checks. A check that fails is itself a disagreement: nothing was made sure."""
    found: list[str] = []
    for name, check in _registered.items():
        try:
            found.extend(check())
        except Exception as error:  # noqa: BLE001 - one check that breaks must not hide what the others find
            found.append(f"“{name}”的核对没能完成（{type(error).__name__}：{error}）。")
    return found

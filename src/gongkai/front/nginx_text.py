"""The syntax of nginx: lines in blocks, and paths in quotes."""

from __future__ import annotations

from pathlib import Path


def indented(lines: list[str]) -> list[str]:
    """The lines of what stands within braces."""
    return [f"    {line}" if line else "" for line in lines]


def block(head: str, lines: list[str]) -> list[str]:
    """Lines in braces, and an empty one after them."""
    return [f"{head} {{", *indented(lines), "}", ""]


def quoted(path: Path) -> str:
    """A path as nginx reads it, whatever is in its names."""
    escaped = str(path).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'

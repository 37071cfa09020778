#!/usr/bin/env python3
"""Writes the .mo beside each .po of ours, so that neither a server nor a checkout needs the gettext binaries."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scripts.catalogues import compiled, read_po  # noqa: E402


def catalogues() -> list[Path]:
    """Our .po files, in every app."""
    return sorted((ROOT / "src/gongkai").rglob("locale/*/LC_MESSAGES/*.po"))


def main() -> None:
    """Compile them all."""
    for path in catalogues():
        entries = read_po(path)
        path.with_suffix(".mo").write_bytes(compiled(entries))
        print(f"{path.relative_to(ROOT)}: {len(entries)} entries")


if __name__ == "__main__":
    main()

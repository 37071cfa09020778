"""Fail when a part of the core has too few of its branches covered.

python scripts/check_branches.py build/coverage.json

The threshold of coverage.py itself is for lines and branches together. Ours is for branches alone, and for
each part of the core by itself, so that a well tested part cannot pay for another.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

CORE = (
    "src/gongkai/annual/",
    "src/gongkai/disclosure/attachments/",
    "src/gongkai/disclosure/checking/",
    "src/gongkai/statute/",
)
THRESHOLD = 90


def main(report: str) -> int:
    """Print the share of each part that was measured, and say whether all reach the threshold."""
    measured = json.loads(Path(report).read_text(encoding="utf-8"))
    if not measured["meta"]["branch_coverage"]:
        print("no branch of the core was measured: no test imports it")
        return 1
    branches: Counter[str] = Counter()
    covered: Counter[str] = Counter()
    for name, file in measured["files"].items():
        for part in CORE:
            if name.startswith(part):
                branches[part] += file["summary"]["num_branches"]
                covered[part] += file["summary"]["covered_branches"]
    too_few = False
    for part, total in branches.items():
        share = 100 * covered[part] / total if total else 100.0
        too_few |= share < THRESHOLD
        print(f"{part}: {covered[part]} of {total} branches covered, {share:.1f} % (at least {THRESHOLD} %)")
    return 1 if too_few or not branches else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

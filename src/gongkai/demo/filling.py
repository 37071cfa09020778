"""Fills the demo's database with the example county, in a process of its own that knows Django.

Writes the accounts into the data folder, so that a later start can show them again. The file is written last: a
filling that was interrupted leaves none, and is begun anew.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

from gongkai.site.processes.django_ready import set_up

ACCOUNTS = "demo-accounts.json"


def main() -> int:
    """Build the county and write its accounts; progress goes to standard error."""
    set_up()
    from django.conf import settings

    from gongkai.acts.action import Refused
    from gongkai.demo import county

    def echo(line: str) -> None:
        print(line, file=sys.stderr, flush=True)  # noqa: T201 - shown to the person who waits

    try:
        accounts = [asdict(account) for account in county.build(echo)]
    except Refused as refusal:
        echo(str(refusal))
        return 2
    file = Path(settings.DATA) / ACCOUNTS
    unfinished = file.with_suffix(".unfinished")
    unfinished.write_text(json.dumps(accounts, ensure_ascii=False, indent=1), "utf-8")
    unfinished.replace(file)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""What the processes say, as one log."""

from __future__ import annotations

import io
import json

from gongkai.site.child_output import Lines


def test_each_line_is_an_object_with_its_process_and_its_level() -> None:
    log = io.StringIO()
    said = '{"event": "act", "level": "info"}\n[ERROR] Unexpected exit from worker-1\n\n惠民\n'
    Lines(log, "json").pump(io.BytesIO(said.encode()), "web", "办公")
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    assert [(line["event"], line["level"], line.get("process")) for line in lines] == [
        ("act", "info", None),
        ("Unexpected exit from worker-1", "error", "web"),
        ("惠民", "info", "web"),
    ]

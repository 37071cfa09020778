"""The rich text of a body as paragraphs of runs, which can be set on paper. Pure; never fails on what is odd."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

HEADINGS = {"h1": 1, "h2": 1, "h3": 2, "h4": 2, "h5": 2, "h6": 2}
BOLD, ITALIC = frozenset({"b", "strong"}), frozenset({"i", "em"})
ENDING = frozenset({"p", "div", "blockquote", "li", "ul", "ol", "br", "tr", *HEADINGS})

_BLANKS = re.compile("[ \\t\\r\\n]+")
"""What a browser shows as one blank, wherever the source was broken into lines."""


@dataclass
class _Reader(HTMLParser):
    """What was open when a piece of text came."""

    blocks: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.runs: list[dict[str, Any]] = []
        self.open: list[str] = []
        self.numbers: list[int | None] = []
        self.mark = ""

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag in ENDING:
            self.end_block()
        if tag == "hr":
            self.blocks.append({"kind": "rule"})
        if tag in ("ol", "ul"):
            self.numbers.append(0 if tag == "ol" else None)
        if tag == "li":
            self.mark = self._next_mark()
        if tag not in ("br", "hr", "img", "embed"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in ENDING:
            self.end_block()
        if tag in ("ol", "ul") and self.numbers:
            self.numbers.pop()
        if tag in self.open:
            while self.open and self.open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        text = _BLANKS.sub(" ", data if self.runs else data.lstrip())
        if text:
            inside = set(self.open)
            self.runs.append(
                {
                    "text": text,
                    "bold": bool(inside & BOLD),
                    "italic": bool(inside & ITALIC),
                    "raised": "sup" in inside,
                }
            )

    def end_block(self) -> None:
        """What was gathered becomes a block."""
        runs, self.runs = self.runs, []
        if not any(run["text"].strip() for run in runs):
            return
        level = next((HEADINGS[tag] for tag in self.open if tag in HEADINGS), 0)
        if level:
            self.blocks.append({"kind": "heading", "level": level, "runs": runs})
            return
        self.blocks.append(
            {
                "kind": "paragraph",
                "runs": runs,
                "depth": len(self.numbers),
                "mark": self.mark,
                "quoted": "blockquote" in self.open,
            }
        )
        self.mark = ""

    def _next_mark(self) -> str:
        if not self.numbers:
            return ""
        number = self.numbers[-1]
        if number is None:
            return "•"
        self.numbers[-1] = number + 1
        return f"{number + 1}."


def blocks_of(html: str) -> list[dict[str, Any]]:
    """Paragraphs, headings and rules, in their order: {"kind", "runs": [{"text", "bold", "italic", "raised"}], …}."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_block()
    return reader.blocks

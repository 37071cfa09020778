"""The headers of `headers.py` as nginx sends them: a variable for each that not every kind of answer has alike."""

from __future__ import annotations

from typing import Final

from gongkai.front import headers
from gongkai.front.headers import OF_KIND, Kind

# By address and type, the first that fits; as `headers.kind_of` decides.
_PATTERNS: Final[tuple[tuple[str, Kind], ...]] = (
    (r"~^[^|]*\\|text/html", Kind.PAGE),
    (r"~^/(api|feeds)/", Kind.OPEN_DATA),
    (r"~\\|(text/(css|javascript|plain|xml)|application/([a-z.]+\\+)?(json|xml))", Kind.DATA),
    (r"~\\|application/pdf", Kind.PDF),
    (r"~\\|(image|font)/", Kind.SHOWN_FILE),
    ("default", Kind.SAVED_FILE),
)


def maps() -> str:
    """The variables, for `http { }`."""
    lines = ["# 由 gongkai portal nginx 生成。放进 http { } 里，例如 /etc/nginx/conf.d/gongkai.conf。"]
    for name in _varying():
        lines += ["", f'map "$uri|$sent_http_content_type" ${_variable(name)} {{']
        lines += [f'    "{pattern}" "{dict(_of(kind)).get(name, "")}";' for pattern, kind in _PATTERNS]
        lines.append("}")
    lines += ["", "map $uri $gongkai_kept {", f'    "~\\.[0-9a-f]{{12}}\\.[^./]+$" "{headers.FOR_GOOD}";']
    return "\n".join([*lines, f'    default "{headers.A_WHILE}";', "}", ""])


def add(more: tuple[headers.Header, ...]) -> list[str]:
    """The headers of a public answer."""
    fixed = [f'add_header {name} "{value}" always;' for name, value in (*headers.ALWAYS, *more)]
    return [*fixed, *(f"add_header {name} ${_variable(name)} always;" for name in _varying())]


def _of(kind: Kind) -> list[headers.Header]:
    how = {Kind.PDF: "inline", Kind.SAVED_FILE: "attachment"}.get(kind, "")
    return [*OF_KIND[kind], *([("content-disposition", how)] if how else [])]


def _varying() -> list[str]:
    return list(dict.fromkeys(name for _, kind in _PATTERNS for name, _ in _of(kind)))


def _variable(header: str) -> str:
    return f"gongkai_{header.replace('-', '_')}"

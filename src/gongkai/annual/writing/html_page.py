"""The report as one web page that stands alone: semantic, accessible, without a script."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from gongkai.annual.form import Edition
from gongkai.annual.report import AnnualReport
from gongkai.annual.writing.html_table import table_html
from gongkai.annual.writing.outline import Outline, Paragraph, SectionPart, outline_of

__all__ = ["render"]

NARROW_COLUMNS = 4
"""So many columns a telephone shows side by side; a table with more scrolls."""

_STYLE = """\
:root{color-scheme:light dark;--ink:#1a1a1a;--paper:#fff;--line:#555;--shade:#eee}
@media (prefers-color-scheme:dark){:root{--ink:#e6e6e6;--paper:#161616;--line:#8a8a8a;--shade:#2a2a2a}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:1.125rem/1.8 FangSong,仿宋,仿宋_GB2312,STFangsong,serif;\
overflow-wrap:anywhere}
article{max-width:52rem;margin:0 auto;padding:2rem 1rem}
h1{font:700 1.6rem/1.5 方正小标宋简体,SimSun,宋体,STSong,serif;text-align:center;margin:1rem 0 2rem}
h1 span{display:block}
h2{font:400 1.2rem/1.8 SimHei,黑体,STHeiti,sans-serif;margin:1.2rem 0 .4rem;text-indent:2em}
h3,.lead{font-family:KaiTi,楷体,楷体_GB2312,STKaiti,serif;font-weight:400}
h3{font-size:1.125rem;margin:0;text-indent:2em}
p{margin:0;text-indent:2em;text-align:justify}
.table{overflow-x:auto;margin:.5rem 0 1rem}
.table:focus-visible{outline:2px solid}
table{border-collapse:collapse;width:100%;font:.875rem/1.5 SimSun,宋体,STSong,serif}
.wide table{min-width:44rem}
caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
th,td{border:1px solid var(--line);padding:.25rem .4rem;text-align:center;vertical-align:middle}
th{font-weight:400}
thead th,.heads th{font-family:SimHei,黑体,STHeiti,sans-serif}
th.basis{background:var(--shade)}
th[scope=row],td.note{text-align:left}
td{font-variant-numeric:tabular-nums}
.signature{margin:3rem 4em 0 auto;width:fit-content;max-width:100%}
.signature p{text-indent:0;text-align:center}
@media (max-width:40rem){article{padding:1rem .75rem}h1{font-size:1.3rem}h2{text-indent:0}p{text-align:start}.signature{margin-right:0}}
@media print{@page{size:A4;margin:37mm 26mm 35mm 28mm}:root{--ink:#000;--paper:#fff;--line:#000;--shade:#eee}
article{max-width:none;padding:0}.table{overflow:visible}.wide table,table{min-width:0;font-size:9pt;line-height:1.25}th,td{padding:2pt 3pt}.wide{break-inside:avoid}
tr{break-inside:avoid}h2,h3{break-after:avoid}.signature{break-inside:avoid}}
"""


def render(report: AnnualReport, edition: Edition) -> bytes:
    """The report as UTF-8 bytes of an HTML page; all text of the report is escaped."""
    return "\n".join(_page(outline_of(report, edition))).encode() + b"\n"


def _page(outline: Outline) -> Iterator[str]:
    yield '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    if outline.agency:
        yield f'<meta name="author" content="{escape(outline.agency)}">'
    yield f"<title>{escape(outline.title)}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n<main>\n<article>"
    yield f"<h1>{''.join(f'<span>{escape(line)}</span>' for line in outline.title_lines)}</h1>"
    yield from _paragraphs(outline.preface)
    for place, section in enumerate(outline.sections, 1):
        yield from _section(section, place)
    yield from _paragraphs(outline.closing)
    yield from _signature(outline)
    yield "</article>\n</main>\n</body>\n</html>"


def _paragraphs(paragraphs: tuple[Paragraph, ...]) -> Iterator[str]:
    for paragraph in paragraphs:
        if paragraph.is_heading:
            yield f"<h3>{escape(paragraph.lead)}</h3>"
        else:
            lead = f'<span class="lead">{escape(paragraph.lead)}</span>' if paragraph.lead else ""
            yield f"<p>{lead}{escape(paragraph.text)}</p>"


def _section(section: SectionPart, place: int) -> Iterator[str]:
    name = f"section-{place}"
    yield f'<section aria-labelledby="{name}">\n<h2 id="{name}">{escape(section.heading)}</h2>'
    yield from _paragraphs(section.paragraphs)
    if section.table:
        # The box scrolls, not the page; whoever has no mouse reaches it by the keyboard.
        wide = " wide" if len(section.table.widths) > NARROW_COLUMNS else ""
        yield f'<div class="table{wide}" role="region" tabindex="0" aria-labelledby="{name}">'
        yield from table_html(section.table)
        yield "</div>"
    yield "</section>"


def _signature(outline: Outline) -> Iterator[str]:
    if not outline.agency and not outline.dated:
        return
    yield '<footer class="signature">'
    if outline.agency:
        yield f"<p>{escape(outline.agency)}</p>"
    if outline.dated:
        yield f'<p><time datetime="{outline.dated.isoformat()}">{outline.dated_text}</time></p>'
    yield "</footer>"

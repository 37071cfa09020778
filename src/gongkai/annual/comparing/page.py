"""A comparison as one HTML page that stands alone: no script, no outside file, readable on a phone and on paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from gongkai.annual.comparing.comparison import Comparison, SectionChange, SectionState
from gongkai.annual.comparing.figures import FigureChange, FigureState
from gongkai.annual.comparing.output import figures_summary, repetition_summary, section_summary
from gongkai.annual.comparing.wording import Run, RunKind
from gongkai.annual.form import SECTIONS

__all__ = ["render_page"]

# Colours keep a contrast of 7 to 1 on white; what they say, signs and underlines say too.
_STYLE = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 1rem; color: #1a1a1a; background: #fff;
  font: 1rem/1.75 "Noto Sans SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", sans-serif;
  overflow-wrap: anywhere; }
h1 { font-size: 1.4rem; line-height: 1.4; } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; margin: 0; }
dt { font-weight: 700; } dd { margin: 0; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0; font-size: .95rem; line-height: 1.5; }
caption { text-align: left; padding: .25rem 0; color: #444; }
th, td { border: 1px solid #8a8a8a; padding: .3rem .5rem; vertical-align: top; }
thead th { background: #f0f0f0; } tbody th { text-align: left; font-weight: 400; }
td { text-align: right; font-variant-numeric: tabular-nums; }
thead th, td { overflow-wrap: normal; word-break: keep-all; }
.up td:last-child { color: #0b4f1c; } .down td:last-child { color: #8a1010; }
details { margin: .5rem 0; } summary { cursor: pointer; padding: .5rem 0; }
.text { border-left: 4px solid #ccc; padding-left: .75rem; } .text p { margin: .5rem 0; }
del { color: #8a1010; background: #fdecec; text-decoration: line-through; }
ins { color: #0b4f1c; background: #e7f6e9; text-decoration: underline; }
del::before, del::after, ins::before, ins::after { position: absolute; width: 1px; height: 1px;
  overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
del::before { content: "〔删去〕"; } del::after { content: "〔删去完〕"; }
ins::before { content: "〔增加〕"; } ins::after { content: "〔增加完〕"; }
.note { border: 1px solid #8a6d00; background: #fff8e1; padding: .5rem .75rem; }
@media (max-width: 30rem) { body { padding: .75rem; } table { font-size: .85rem; }
  th, td { padding: .25rem .2rem; } dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .5rem; } }
@media print { body { max-width: none; padding: 0; font-size: 10.5pt; } tr { break-inside: avoid; }
  thead { display: table-header-group; } h2, h2 + p { break-after: avoid; }
  section > table { break-inside: avoid; } p { orphans: 2; widows: 2; }
  del, ins, thead th { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
"""
_TAGS = {RunKind.DELETED: "del", RunKind.INSERTED: "ins"}
_UNCHANGED = (FigureState.SAME, FigureState.NEITHER)


def render_page(comparison: Comparison) -> str:
    """The whole page; everything that comes from the reports is escaped."""
    title = escape(f"年度报告比较：{comparison.first.text}、{comparison.second.text}")
    body = "\n".join(_body(comparison))
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _body(comparison: Comparison) -> Iterator[str]:
    first, second = comparison.names
    yield "<h1>政府信息公开工作年度报告比较</h1>"
    yield "<dl>"
    yield from _term(first, comparison.first.text)
    yield from _term(second, comparison.second.text)
    yield from _term("数字", figures_summary(comparison))
    yield from _term("文字重复率", repetition_summary(comparison.repetition))
    yield "</dl>"
    for remark in comparison.remarks:
        yield f'<p class="note"><strong>注意：</strong>{escape(remark)}</p>'
    changes = {change.number: change for change in comparison.sections}
    for section in SECTIONS:
        change = changes.get(section.number)
        if section.table is None and change is None:
            continue
        heading = f"{'一二三四五六'[section.number - 1]}、{change.title}" if change else section.heading
        yield f'<section aria-labelledby="s{section.number}">'
        yield f'<h2 id="s{section.number}">{escape(heading)}</h2>'
        if section.table:
            yield from _figures(comparison, section.table)
        if change and (change.runs or not section.table):
            yield from _text(change, comparison.names)
        yield "</section>"


def _term(term: str, text: str) -> Iterator[str]:
    yield f"<dt>{escape(term)}</dt><dd>{escape(text)}</dd>"


def _figures(comparison: Comparison, table: str) -> Iterator[str]:
    changes = [change for change in comparison.figures if change.path.startswith(f"{table}.")]
    differing = [change for change in changes if change.state not in _UNCHANGED]
    unchanged = [change for change in changes if change.state in _UNCHANGED]
    if differing:
        yield from _table(f"有变化的 {len(differing)} 个数", comparison.names, differing)
    else:
        yield "<p>数字没有变化。</p>"
    if unchanged:
        yield f"<details><summary>没有变化的 {len(unchanged)} 个数</summary>"
        yield from _table("没有变化的数", comparison.names, unchanged)
        yield "</details>"


def _table(caption: str, names: tuple[str, str], changes: Iterable[FigureChange]) -> Iterator[str]:
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in ("项目", *names, "变化"))
    yield f"<table><caption>{escape(caption)}</caption>"
    yield f"<thead><tr>{heads}</tr></thead><tbody>"
    for change in changes:
        cells = "".join(f"<td>{escape(text)}</td>" for text in (change.first_text, change.second_text))
        # A narrow screen may break the line before the share, never inside a number.
        cells += f"<td>{escape(change.change_text).replace('（', '<wbr>（')}</td>"
        yield f'<tr class="{change.state.value}"><th scope="row">{escape(change.short_label)}</th>{cells}</tr>'
    yield "</tbody></table>"


def _text(change: SectionChange, names: tuple[str, str]) -> Iterator[str]:
    summary = section_summary(change, names).split("：", 1)[1]
    yield f"<p>{escape(summary)}</p>"
    if change.first_title and change.second_title and change.first_title != change.second_title:
        yield (
            f"<p>标题由<del>{escape(change.first_title)}</del>改为<ins>{escape(change.second_title)}</ins></p>"
        )
    if not change.runs:
        return
    if change.state is SectionState.SAME:
        yield "<details><summary>文字</summary>"
    yield '<div class="text">'
    yield from (f"<p>{paragraph}</p>" for paragraph in _paragraphs(change.runs))
    yield "</div>"
    if change.state is SectionState.SAME:
        yield "</details>"


def _paragraphs(runs: Iterable[Run]) -> Iterator[str]:
    """The runs as the insides of paragraphs; a run over a line break is marked up anew in each paragraph."""
    paragraph = ""
    for run in runs:
        for number, line in enumerate(run.text.split("\n")):
            if number and paragraph:
                yield paragraph
                paragraph = ""
            if line:
                tag = _TAGS.get(run.kind)
                paragraph += f"<{tag}>{escape(line)}</{tag}>" if tag else escape(line)
    if paragraph:
        yield paragraph

"""Excel workbooks (XLSX): every cell of every sheet, hidden ones too, and the data kept behind them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING

from gongkai.annual.reading.formats.archive import Archive
from gongkai.annual.reading.formats.docx_xml import local_name
from gongkai.disclosure.attachments.extract import ConcernKind
from gongkai.disclosure.attachments.gathering import Gathering
from gongkai.disclosure.attachments.office_parts import (
    gather_common,
    joined_text,
    named,
    optional_xml,
    relations,
    text_parts,
)
from gongkai.disclosure.attachments.sheet_cells import Shape, column_name, rows_of, shape_of

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["MANY_HIDDEN_ROWS", "gather"]

MANY_HIDDEN_ROWS = 50
"""Up to so many hidden rows are what a filter leaves behind every day; more are worth stopping for."""
_WORKBOOK = "xl/workbook.xml"
_PIVOTS = re.compile(r"xl/pivotCache/pivotCache(?:Definition|Records)\d*\.xml")
_EXTERNAL = re.compile(r"xl/externalLinks/externalLink\d*\.xml")
_MODEL = re.compile(r"xl/model/.+|customXml/item\d*\.data")
_QUOTED_IN_FORMULA = re.compile(r'"((?:[^"]|"")*)"')
_ELEMENT_TEXT = re.compile(r">([^<]+)<")
_FIELD = re.compile(r"&(?:[LCRPNDTAFZGBIUSXYEOH]|\d{1,3}|\"[^\"]*\")")
_LONGEST_HEADER = 8_000
_HIDDEN_LABEL = "（隐藏）"


@dataclass(frozen=True, slots=True)
class _Sheet:
    name: str
    part: str
    hidden: bool
    deep: bool

    @property
    def place(self) -> str:
        return f"工作表“{self.name}”{_HIDDEN_LABEL if self.hidden else ''}"


def gather(data: bytes, gathering: Gathering) -> None:
    """Take an XLSX apart. Raises UnreadableError and TooMuchError, with what was gathered before kept."""
    archive = Archive(data)
    root = optional_xml(archive, _WORKBOOK)
    sheets = list(_sheets(archive, root))
    shapes = {sheet.part: shape_of(archive.read(sheet.part) or b"") for sheet in sheets}
    rows_of_sheets = rows_of(data, [(sheet.name, shapes[sheet.part]) for sheet in sheets])
    for sheet, rows in zip(sheets, rows_of_sheets, strict=True):
        _sheet(sheet, shapes[sheet.part], rows, gathering)
    for sheet in sheets:
        _comments(archive, sheet, gathering)
        _header(archive.read(sheet.part) or b"", sheet, gathering)
    _defined_names(root, gathering)
    _behind(archive, gathering)
    gather_common(archive, gathering)


def _sheets(archive: Archive, root: _Element | None) -> Iterator[_Sheet]:
    targets = {name: target for name, _, target, _ in relations(archive, _WORKBOOK)}
    for element in root.iter("{*}sheet") if root is not None else ():
        identifier = next(
            (str(value) for key, value in element.attrib.items() if str(key).endswith("}id")), ""
        )
        state = element.get("state") or "visible"
        part = targets.get(identifier, "")
        if "/chartsheets/" not in part:
            yield _Sheet(element.get("name") or "", part, state != "visible", state == "veryHidden")


def _sheet(sheet: _Sheet, shape: Shape, rows: list[tuple[int, list[str]]], gathering: Gathering) -> None:
    """The rows of a sheet as pieces: the visible cells and the hidden ones of a row apart."""
    hidden_rows: list[str] = []
    hidden_cells: list[str] = []
    columns: list[str] = []
    for number, cells in rows:
        columns += [f"{column_name(index)}列" for index in range(len(columns), len(cells))]
        place = f"{sheet.place}第{number}行"
        if sheet.hidden:
            _add_row(gathering, place, cells, columns, hidden=True)
        elif shape.hides_row(number):
            hidden_rows.append("\t".join(cells))
            _add_row(gathering, place + _HIDDEN_LABEL, cells, columns, hidden=True)
        elif shape.hidden_columns:
            hidden_cells += _split_row(gathering, place, cells, columns, shape)
        else:
            _add_row(gathering, place, cells, columns, hidden=False)
    if sheet.hidden:
        _tell_sheet(sheet, rows, gathering)
    _tell_rows(sheet, hidden_rows, gathering)
    if hidden_cells:
        names = "、".join(column_name(index) for index in sorted(shape.hidden_columns)[:6])
        _tell(
            gathering, ConcernKind.HIDDEN_COLUMNS, sheet.place, f"{names}列是隐藏的，里面有内容", hidden_cells
        )


def _add_row(gathering: Gathering, place: str, cells: list[str], columns: list[str], *, hidden: bool) -> None:
    gathering.add_text(place, "\t".join(cells), hidden=hidden, columns=columns[: len(cells)])


def _split_row(
    gathering: Gathering, place: str, cells: list[str], columns: list[str], shape: Shape
) -> list[str]:
    covered = [index for index in range(len(cells)) if index in shape.hidden_columns]
    shown = [index for index in range(len(cells)) if index not in shape.hidden_columns]
    _add_row(
        gathering, place, [cells[index] for index in shown], [columns[index] for index in shown], hidden=False
    )
    values = [cells[index] for index in covered]
    names = [f"{columns[index]}{_HIDDEN_LABEL}" for index in covered]
    _add_row(gathering, place, values, names, hidden=True)
    return [value for value in values if value.strip()]


def _tell_sheet(sheet: _Sheet, rows: list[tuple[int, list[str]]], gathering: Gathering) -> None:
    lines = ["\t".join(cells) for _, cells in rows if any(cells)]
    if lines:
        how = "是深度隐藏的（在“取消隐藏”里也看不到）" if sheet.deep else "是隐藏的"
        _tell(
            gathering, ConcernKind.HIDDEN_SHEET, sheet.place, f"整张表{how}，里面有{len(lines)}行内容", lines
        )


def _tell_rows(sheet: _Sheet, hidden_rows: list[str], gathering: Gathering) -> None:
    lines = [line for line in hidden_rows if line.strip()]
    if lines:
        many = len(lines) > MANY_HIDDEN_ROWS
        kind = ConcernKind.HIDDEN_ROWS if many else ConcernKind.FEW_HIDDEN_ROWS
        _tell(gathering, kind, sheet.place, f"有{len(lines)}行是隐藏的，里面有内容", lines)


def _tell(gathering: Gathering, kind: ConcernKind, place: str, detail: str, lines: list[str]) -> None:
    quoted = next((line for line in lines if line.strip()), "")
    gathering.add_concern(kind, place, detail, quoted=quoted, content="\n".join(lines))


def _comments(archive: Archive, sheet: _Sheet, gathering: Gathering) -> None:
    said: dict[str, str] = {}
    for _, kind, target, outside in relations(archive, sheet.part):
        if outside or kind not in ("comments", "threadedComment"):
            continue
        root = optional_xml(archive, target)
        for item in root.iter("{*}comment", "{*}threadedComment") if root is not None else ():
            text = "".join(leaf.text or "" for leaf in item.iter("{*}t", "{*}text") if leaf.text)
            if text.strip():
                said.setdefault(text.strip(), item.get("ref") or "")
    for text, cell in said.items():
        gathering.add_text(f"{sheet.place}{cell}单元格的批注", text, hidden=True)
    if said:
        texts = list(said)
        _tell(gathering, ConcernKind.COMMENT, sheet.place, f"有{len(texts)}条批注", texts)


def _header(data: bytes, sheet: _Sheet, gathering: Gathering) -> None:
    """What is printed above and below; the last elements of a sheet, so that a search from its end is quick."""
    start = data.rfind(b"headerFooter", 0, max(data.rfind(b"headerFooter"), 0))
    if start >= 0:
        words = " ".join(
            _ELEMENT_TEXT.findall(data[start : start + _LONGEST_HEADER].decode("utf-8", "replace"))
        )
        gathering.add_text(f"{sheet.place}的页眉页脚", _FIELD.sub(" ", unescape(words)))


def _defined_names(root: _Element | None, gathering: Gathering) -> None:
    """Names are ordinary; only the texts written into them can tell something."""
    for element in root.iter("{*}definedName") if root is not None else ():
        texts = [text.replace('""', '"') for text in _QUOTED_IN_FORMULA.findall(element.text or "")]
        comment = element.get("comment") or ""
        gathering.add_text(f"名称“{element.get('name') or ''}”", "\n".join([*texts, comment]), hidden=True)


def _behind(archive: Archive, gathering: Gathering) -> None:
    """Data that sheets keep a copy of: pivot caches, linked workbooks, the data model."""
    cached = []
    for _, root in text_parts(archive, _PIVOTS):
        values = [value for item in root.iter("{*}s", "{*}n", "{*}d") if (value := item.get("v"))]
        gathering.add_text("数据透视表的缓存", "\n".join(values), hidden=True)
        cached += values
    if cached:
        _tell(
            gathering, ConcernKind.PIVOT_CACHE, "", f"数据透视表的缓存里存着{len(cached)}个原始数据", cached
        )
    for name, root in text_parts(archive, _EXTERNAL):
        _linked(archive, name, root, gathering)
    if models := named(archive.names, _MODEL):
        gathering.add_concern(
            ConcernKind.DATA_MODEL, "", "带有数据模型，里面的数据没有办法检查", content="\n".join(models)
        )
    connections = optional_xml(archive, "xl/connections.xml")
    if connections is not None:
        words = [str(value) for item in connections.iter() for value in item.attrib.values()]
        gathering.add_text("数据连接", "\n".join(words), hidden=True)
        names = [item.get("name") or "" for item in connections if local_name(item.tag) == "connection"]
        _tell(gathering, ConcernKind.EXTERNAL_LINK, "", "保存着到别处取数的连接", names or ["connections"])


def _linked(archive: Archive, name: str, root: _Element, gathering: Gathering) -> None:
    target = next(
        (target for _, _, target, outside in relations(archive, name) if outside), posixpath.basename(name)
    )
    gathering.add_text("外部链接的地址", target, hidden=True)
    values = joined_text(root)
    if values:
        gathering.add_text("外部链接存下的数据", values, hidden=True)
        detail = "里面存着从别的工作簿带来的数据"
        gathering.add_concern(
            ConcernKind.EXTERNAL_DATA, "", detail, quoted=target, content=f"{target}\n{values}"
        )
    else:
        gathering.add_concern(
            ConcernKind.EXTERNAL_LINK, "", "有指向别的工作簿的链接", quoted=target, content=target
        )

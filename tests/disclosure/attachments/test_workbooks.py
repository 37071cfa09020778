"""Workbooks: whatever a reader could unhide is found, and what is ordinary is left alone."""

from __future__ import annotations

import io

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet
from tests.disclosure.attachments.makers import ROWS, with_parts, workbook

from gongkai.disclosure.attachments import AttachmentKind, ConcernKind, Extract, extract_from, inspect, stored


def kinds(extract: Extract) -> list[ConcernKind]:
    return [concern.kind for concern in extract.concerns]


def test_an_ordinary_workbook_is_read_without_alarm() -> None:
    found = inspect(workbook(), "名单.xlsx")
    assert (found.kind, found.failed, found.concerns) == (AttachmentKind.XLSX, None, ())
    assert [piece.text for piece in found.pieces if not piece.hidden] == ["\t".join(row) for row in ROWS]


@pytest.mark.parametrize(("state", "words"), [("hidden", "是隐藏的"), ("veryHidden", "深度隐藏")])
def test_a_hidden_sheet_is_named_with_its_rows(state: str, words: str) -> None:
    def hide(book: Workbook, _: Worksheet) -> None:
        sheet = book.create_sheet("底稿")
        sheet.append(["张三", "13812341234"])
        sheet.sheet_state = state

    found = inspect(workbook(hide), "名单.xlsx")
    (concern,) = found.concerns
    assert concern.kind is ConcernKind.HIDDEN_SHEET
    assert concern.place == "工作表“底稿”（隐藏）"
    assert words in concern.detail
    assert "1行" in concern.detail
    piece = next(piece for piece in found.pieces if "138" in piece.text)
    assert piece.hidden
    assert piece.place_at(piece.text.index("138")) == "工作表“底稿”（隐藏）第1行B列"


def test_a_hidden_sheet_without_content_is_no_matter() -> None:
    def hide(book: Workbook, _: Worksheet) -> None:
        book.create_sheet("空").sheet_state = "hidden"

    assert inspect(workbook(hide), "名单.xlsx").concerns == ()


def test_a_hidden_column_is_told_and_kept_apart() -> None:
    def hide(_: Workbook, sheet: Worksheet) -> None:
        sheet.column_dimensions["B"].hidden = True

    found = inspect(workbook(hide), "名单.xlsx")
    assert kinds(found) == [ConcernKind.HIDDEN_COLUMNS]
    assert "B列" in found.concerns[0].detail
    hidden = [piece for piece in found.pieces if piece.hidden and piece.columns]
    assert [(piece.text, piece.place_at(0)) for piece in hidden][1] == (
        "惠民镇和平村",
        "工作表“名单”第2行B列（隐藏）",
    )
    shown = next(piece for piece in found.pieces if piece.text.startswith("张三"))
    assert (shown.text, shown.columns) == ("张三\t面议", ("A列", "C列"))


def test_an_empty_hidden_column_is_no_matter() -> None:
    def hide(_: Workbook, sheet: Worksheet) -> None:
        sheet.column_dimensions["H"].hidden = True

    assert inspect(workbook(hide), "名单.xlsx").concerns == ()


@pytest.mark.parametrize(
    ("count", "kind"), [(50, ConcernKind.FEW_HIDDEN_ROWS), (51, ConcernKind.HIDDEN_ROWS)]
)
def test_the_rows_that_a_filter_hides_are_few_or_many(count: int, kind: ConcernKind) -> None:
    def hide(_: Workbook, sheet: Worksheet) -> None:
        for number in range(2, count + 2):
            sheet.row_dimensions[number].hidden = True

    found = inspect(workbook(hide, [["姓名"], *([f"村民{number}"] for number in range(90))]), "名单.xlsx")
    assert kinds(found) == [kind]
    assert f"有{count}行" in found.concerns[0].detail
    assert sum(piece.hidden and "（隐藏）" in piece.place for piece in found.pieces) == count


@pytest.mark.parametrize("mark", [b'<row r="2" ht="0" customHeight="1"', b"<row r='2' hidden='true'"])
def test_a_row_of_no_height_is_hidden_however_it_is_written(mark: bytes) -> None:
    def squash(name: str, content: bytes) -> bytes:
        return content.replace(b'<row r="2"', mark) if "sheet1" in name else content

    assert kinds(inspect(with_parts(workbook(), {}, squash), "名单.xlsx")) == [ConcernKind.FEW_HIDDEN_ROWS]


def test_all_rows_may_be_hidden_by_default() -> None:
    def squash(name: str, content: bytes) -> bytes:
        if "sheet1" not in name:
            return content
        return content.replace(b"<sheetFormatPr", b'<sheetFormatPr zeroHeight="1"').replace(
            b'<row r="2"', b'<row r="2" hidden="1"'
        )

    found = inspect(with_parts(workbook(), {}, squash), "名单.xlsx")
    assert "有1行" in found.concerns[0].detail


def test_comments_are_told_with_their_cell() -> None:
    def remark(_: Workbook, sheet: Worksheet) -> None:
        sheet["C2"].comment = Comment("电话13812341234，先不公开", "王五")

    found = inspect(workbook(remark), "名单.xlsx")
    assert kinds(found) == [ConcernKind.COMMENT]
    piece = next(piece for piece in found.pieces if "先不公开" in piece.text)
    assert (piece.hidden, piece.place) == (True, "工作表“名单”C2单元格的批注")


def test_defined_names_are_no_concern_but_their_texts_are_read() -> None:
    def name(book: Workbook, _: Worksheet) -> None:
        book.defined_names["联系人"] = DefinedName("联系人", attr_text='"13812341234"', hidden=True)
        book.defined_names["区域"] = DefinedName("区域", attr_text="名单!$A$1:$C$3")

    found = inspect(workbook(name), "名单.xlsx")
    assert found.concerns == ()
    assert [piece.text.strip() for piece in found.pieces if piece.place == "名称“联系人”"] == ["13812341234"]


def test_pivot_caches_and_linked_workbooks_keep_data() -> None:
    records = b'<pivotCacheRecords xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><r><s v="\xe5\xbc\xa0\xe4\xb8\x89"/><n v="13812341234"/></r></pivotCacheRecords>'
    linked = b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><externalBook><sheetDataSet><sheetData sheetId="0"><row r="1"><cell r="A1"><v>42</v></cell></row></sheetData></sheetDataSet></externalBook></externalLink>'
    parts = {"xl/pivotCache/pivotCacheRecords1.xml": records, "xl/externalLinks/externalLink1.xml": linked}
    found = inspect(with_parts(workbook(), parts), "名单.xlsx")
    assert kinds(found) == [ConcernKind.PIVOT_CACHE, ConcernKind.EXTERNAL_DATA]
    assert any(piece.hidden and "13812341234" in piece.text for piece in found.pieces)


def test_a_macro_and_an_embedded_file_are_told() -> None:
    parts = {"xl/vbaProject.bin": b"\xd0\xcf", "xl/embeddings/oleObject1.xlsx": workbook(rows=[["内部底稿"]])}
    found = inspect(with_parts(workbook(), parts), "名单.xlsx")
    assert kinds(found) == [ConcernKind.MACRO, ConcernKind.EMBEDDED_FILE]
    assert any(piece.hidden and piece.text == "内部底稿" for piece in found.pieces)


def test_a_telephone_number_kept_as_a_number_is_read_as_one() -> None:
    found = inspect(workbook(rows=[["电话"], [13812341234], [1.5]]), "名单.xlsx")
    assert [piece.text for piece in found.pieces if piece.columns] == ["电话", "13812341234", "1.5"]


def test_cells_begin_where_they_stand() -> None:
    def far(_: Workbook, sheet: Worksheet) -> None:
        sheet["D9"] = "这里"

    found = inspect(workbook(far, rows=[]), "名单.xlsx")
    piece = next(piece for piece in found.pieces if piece.columns)
    assert piece.place_at(piece.text.index("这里")) == "工作表“名单”第9行D列"


def test_headers_and_footers_of_a_sheet_are_read() -> None:
    def head(_: Workbook, sheet: Worksheet) -> None:
        sheet.oddHeader.center.text = "惠民镇电话13812341234"
        sheet.oddFooter.left.text = "第&P页"

    found = inspect(workbook(head), "名单.xlsx")
    piece = next(piece for piece in found.pieces if piece.place == "工作表“名单”的页眉页脚")
    assert piece.text.split() == ["惠民镇电话13812341234", "第", "页"]


def test_cells_too_far_apart_are_refused_not_laid_out() -> None:
    def far(_: Workbook, sheet: Worksheet) -> None:
        sheet["XFD1048576"] = "远"

    for data in (
        workbook(far),
        with_parts(workbook(far), {}, lambda _, part: part.replace(b' r="XFD', b'\tr= "XFD')),
    ):
        found = inspect(data, "名单.xlsx")
        assert found.failed is not None
        assert "散得太开" in found.failed


def test_what_was_stored_comes_back_the_same() -> None:
    def hide(_: Workbook, sheet: Worksheet) -> None:
        sheet.column_dimensions["B"].hidden = True

    found = inspect(workbook(hide), "名单.xlsx")
    assert extract_from(stored(found)) == found
    assert extract_from({**stored(found), "form": 0}) is None
    assert extract_from(None) is None


def test_a_locked_workbook_is_said_to_be_locked() -> None:
    stream = io.BytesIO(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") * 2)
    found = inspect(stream.getvalue(), "名单.xlsx")
    assert found.kind is AttachmentKind.LOCKED
    assert found.failed == "文件加了密码，没有办法检查；请去掉密码后再传。"
    assert found.concerns == ()

"""Word files: comments, changes on record, hidden words; and nothing said of an ordinary one."""

from __future__ import annotations

import io
from typing import Any

import pytest
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm
from tests.disclosure.attachments.makers import jpeg, png, with_parts, word, workbook

from gongkai.disclosure.attachments import ConcernKind, Extract, inspect

CHANGE = '<w:{tag} xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" w:id="1" w:author="王五"/>'


def kinds(extract: Extract) -> list[ConcernKind]:
    return [concern.kind for concern in extract.concerns]


def changed(paragraph: Any, tag: str, text: str) -> None:
    change = OxmlElement(f"w:{tag}")
    change.set(qn("w:author"), "王五")
    run = OxmlElement("w:r")
    words = OxmlElement("w:delText" if tag == "del" else "w:t")
    words.text = text
    run.append(words)
    change.append(run)
    paragraph._p.append(change)


def test_an_ordinary_file_is_read_without_alarm() -> None:
    found = inspect(word(), "通知.docx")
    assert (found.failed, found.concerns) == (None, ())
    assert [(piece.place, piece.text) for piece in found.pieces if not piece.hidden] == [
        ("第1段", "关于做好2024年春耕工作的通知"),
        ("第2段", "各村民委员会、社区居民委员会：现将有关事项通知如下。"),
        ("表格1第1行", "事项\t时间"),
        ("表格1第2行", "备种\t3月"),
    ]
    assert found.pieces[3].place_at(3) == "表格1第2行第2列"


def test_changes_on_record_are_told_and_what_was_deleted_is_no_text_of_the_page() -> None:
    def change(document: Document) -> None:
        paragraph = document.add_paragraph("补助标准为")
        changed(paragraph, "del", "三百元")
        changed(paragraph, "ins", "二百元")

    found = inspect(word(change), "通知.docx")
    (concern,) = found.concerns
    assert concern.kind is ConcernKind.TRACKED_CHANGE
    assert concern.detail == "有修订痕迹：删除1处、插入1处（王五）"
    assert concern.quoted == "三百元"
    assert "补助标准为二百元" in [piece.text for piece in found.pieces]
    assert [piece.text for piece in found.pieces if piece.place == "正文里已删除的文字"] == ["三百元"]


def test_hidden_words_are_told_by_mark_and_by_style() -> None:
    def hide(document: Document) -> None:
        paragraph = document.add_paragraph("联系人：")
        paragraph.add_run("张三 13812341234").font.hidden = True
        style = document.styles.add_style("暗", 2)
        style.font.hidden = True
        paragraph.add_run("另有内情", style)
        paragraph.add_run("公开", style).font.hidden = False

    found = inspect(word(hide), "通知.docx")
    assert kinds(found) == [ConcernKind.HIDDEN_TEXT]
    assert "有2处" in found.concerns[0].detail
    assert [piece.text for piece in found.pieces if piece.place == "正文里隐藏的文字"] == [
        "张三 13812341234",
        "另有内情",
    ]
    assert "联系人：公开" in [piece.text for piece in found.pieces]


def test_comments_are_told_with_their_author() -> None:
    def remark(document: Document) -> None:
        paragraph = document.add_paragraph("请各村报名单。")
        document.add_comment(paragraph.runs, text="此人电话13812341234", author="王五")

    found = inspect(word(remark), "通知.docx")
    assert kinds(found) == [ConcernKind.COMMENT]
    assert found.concerns[0].detail == "有1条批注（王五）"
    assert any(piece.hidden and piece.text == "此人电话13812341234" for piece in found.pieces)


def test_headers_footers_and_text_boxes_are_read() -> None:
    box = (
        '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:pict><w:txbxContent><w:p><w:r>'
        "<w:t>框里的字</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
    )

    def fill(document: Document) -> None:
        document.sections[0].header.paragraphs[0].text = "惠民镇人民政府文件"
        document.sections[0].footer.paragraphs[0].text = "共2页"

    def insert(name: str, content: bytes) -> bytes:
        return (
            content.replace("现将有关".encode(), f"现将</w:t></w:r>{box}<w:r><w:t>有关".encode())
            if name == "word/document.xml"
            else content
        )

    found = inspect(with_parts(word(fill), {}, insert), "通知.docx")
    texts = {piece.place: piece.text for piece in found.pieces}
    assert (texts["页眉"], texts["页脚"], texts["文本框1第1段"]) == (
        "惠民镇人民政府文件",
        "共2页",
        "框里的字",
    )
    assert texts["第2段"] == "各村民委员会、社区居民委员会：现将有关事项通知如下。"
    assert found.concerns == ()


def test_pictures_are_a_hint_beside_text_and_more_where_there_is_nothing_else() -> None:
    def picture(document: Document) -> None:
        document.add_picture(io.BytesIO(png()), width=Cm(3))

    assert kinds(inspect(word(picture), "通知.docx")) == [ConcernKind.PICTURES_WITHIN]

    def only_picture(document: Document) -> None:
        for element in list(document.element.body)[:-1]:
            document.element.body.remove(element)
        picture(document)

    assert kinds(inspect(word(only_picture), "扫描.docx")) == [ConcernKind.PICTURE]


def test_a_photograph_within_tells_where_it_was_taken() -> None:
    data = with_parts(word(), {"word/media/image9.jpg": jpeg(latitude=(26, 30, 1))})
    assert ConcernKind.POSITION in kinds(inspect(data, "通知.docx"))


def test_macros_embedded_workbooks_and_templates_fetched_from_elsewhere() -> None:
    relations = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" Target="http://example.com/a.dotm" TargetMode="External"/></Relationships>'
    parts = {
        "word/vbaProject.bin": b"x",
        "word/embeddings/book.xlsx": workbook(rows=[["底稿", "13812341234"]]),
        "word/_rels/settings.xml.rels": relations,
    }
    found = inspect(with_parts(word(), parts), "通知.docx")
    assert kinds(found) == [ConcernKind.EXTERNAL_LINK, ConcernKind.MACRO, ConcernKind.EMBEDDED_FILE]
    assert found.concerns[2].place == "内嵌文件《book.xlsx》"


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml"])
def test_a_damaged_part_makes_the_whole_file_unchecked(part: str) -> None:
    found = inspect(with_parts(word(), {part: b"<w:document"}), "通知.docx")
    assert found.failed is not None
    assert found.failed.endswith("。")
    assert "无法检查" in found.failed

"""Word files: what a reader of the printed page sees."""

from __future__ import annotations

import pytest
from tests.annual.formats.drawing import lines
from tests.annual.formats.word_files import p, package, tbl, tc, word_file

from gongkai.annual.reading.blocks import Kind, UnreadableError
from gongkai.annual.reading.formats import open_source
from gongkai.annual.reading.formats.numerals import format_number


def read(body: str, **parts: str) -> list[str]:
    return lines(open_source(word_file(body, **parts)))


def test_merged_cells():
    merged = '<w:vMerge w:val="restart"/>'
    assert read(
        tbl(
            [tc("甲", f'<w:gridSpan w:val="2"/>{merged}'), tc("1")],
            [tc("", '<w:gridSpan w:val="2"/><w:vMerge/>'), tc("2")],
            [tc("乙"), tc("丙"), tc("3")],
        )
    ) == ["|甲×2x2|1", "|2", "|乙|丙|3"]


def test_a_cell_may_hold_lines_and_breaks():
    assert read(
        tbl([tc(p("结果") + p("维持")), tc("<w:p><w:r><w:t>自</w:t><w:br/><w:t>然</w:t></w:r></w:p>")])
    ) == ["|结果/维持|自/然"]


def test_deleted_and_hidden_text_is_left_out_and_inserted_text_is_in():
    body = (
        "<w:p><w:r><w:t>共</w:t></w:r><w:del><w:r><w:delText>17</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>95</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>密</w:t></w:r>"
        '<w:hyperlink><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>件</w:t></w:r></w:hyperlink></w:p>'
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>前半</w:t></w:r></w:p>" + p("后半")
    )
    assert read(body) == ["共95件", "前半后半"]


def test_text_boxes_and_pictures_follow_their_paragraph():
    box = f"<w:txbxContent>{p('框中')}</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>文</w:t><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>"
        f"{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent>"
        '<w:drawing><wp:docPr descr="表二"/><a:blip/></w:drawing><w:t>后</w:t></w:r></w:p>'
    )
    assert read(body) == ["文后", "框中", "[图:表二]"]


def test_content_controls_tags_and_ruby():
    body = (
        f"<w:sdt><w:sdtContent>{p('控件')}</w:sdtContent></w:sdt><w:p><w:smartTag><w:r><w:t>2024年</w:t></w:r>"
        "</w:smartTag><w:r><w:ruby><w:rt><w:r><w:t>pin</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>拼</w:t></w:r>"
        "</w:rubyBase></w:ruby><w:tab/><w:t>音</w:t></w:r></w:p>"
    )
    assert read(body) == ["控件", "2024年拼\t音"]


NUMBERING = (
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
    '<w:lvlText w:val="%1、"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
    '<w:lvlText w:val="（%2）"/></w:lvl><w:lvl w:ilvl="2"><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>'
    '</w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="8"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
    "</w:lvlOverride></w:num>"
)


def numbered(text: str, level: int, number: int = 7) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def test_automatic_numbers_are_written_out():
    body = (
        numbered("总体情况", 0) + numbered("主动公开", 1) + numbered("平台", 2) + numbered("依申请公开", 1)
        + numbered("问题", 0) + numbered("不足", 1) + numbered("另起", 0, 8) + numbered("无", 0, 0)
    )  # fmt: skip
    assert read(body, numbering=NUMBERING) == [
        "一、总体情况", "（一）主动公开", "1.平台", "（二）依申请公开", "二、问题", "（一）不足", "一、另起", "无",
    ]  # fmt: skip


def test_headings_and_numbers_come_from_styles():
    styles = (
        '<w:style w:styleId="a"><w:name w:val="heading 2"/><w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr>'
        '</w:style><w:style w:styleId="b"><w:basedOn w:val="a"/></w:style>'
        '<w:style w:styleId="loop"><w:basedOn w:val="loop"/></w:style>'
    )
    body = (
        p("甲", '<w:pStyle w:val="b"/>')
        + p("乙", '<w:outlineLvl w:val="0"/>')
        + p("丙", '<w:pStyle w:val="loop"/>')
    )
    assert read(body, numbering=NUMBERING, styles=styles) == ["## 一、甲", "# 乙", "丙"]


@pytest.mark.parametrize(
    ("number", "form", "text"),
    [
        (10, "chineseCounting", "十"), (21, "chineseCountingThousand", "二十一"), (105, "chineseCounting", "一百零五"),
        (3, "decimalEnclosedCircle", "③"), (12, "upperRoman", "XII"), (27, "lowerLetter", "aa"),
        (2, "ideographTraditional", "乙"), (4, "chineseLegalSimplified", "肆"), (5, "decimalZero", "05"),
        (7, "decimalFullWidth", "７"), (20, "ideographDigital", "二〇"), (6, "somethingNew", "6"), (0, "decimal", "0"),
        (9, "bullet", ""),
    ],
)  # fmt: skip
def test_numerals(number, form, text):
    assert format_number(number, form) == text


def test_what_the_file_says_of_itself():
    data = package(
        word__document_xml=(
            '<d:document xmlns:d="http://purl.oclc.org/ooxml/wordprocessingml/main"><d:body><d:p><d:r><d:t>严格'
            "</d:t></d:r></d:p></d:body></d:document>"
        ),
        docProps__core_xml='<c xmlns:dc="x"><dc:title>年报</dc:title><dc:creator>办公室</dc:creator></c>',
    )
    document = open_source(data, "年报.docx")
    assert (document.kind, document.title, lines(document)) == (Kind.DOCX, "年报", ["严格"])
    assert document.metadata["creator"] == "办公室"


def test_outside_files_and_entities_are_not_opened():
    data = package(
        word__document_xml=(
            '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]><w:document xmlns:w="w"><w:body><w:p><w:r>'
            "<w:t>甲&x;</w:t></w:r></w:p></w:body></w:document>"
        )
    )
    assert lines(open_source(data)) == ["甲"]


@pytest.mark.parametrize("depth", [100, 1000])
def test_tables_nested_too_deep(depth):
    with pytest.raises(UnreadableError, match="层次过深"):
        open_source(word_file("<w:tbl><w:tr><w:tc>" * depth + "</w:tc></w:tr></w:tbl>" * depth))


def test_rows_and_cells_that_are_not_there():
    restart, going_on = '<w:hMerge w:val="restart"/>', "<w:hMerge/>"
    rows = (
        "<w:tr><w:trPr><w:gridBefore w:val='2'/></w:trPr>" + tc("自然人") + "</w:tr>"
        "<w:tr><w:trPr><w:del/></w:trPr>" + tc("删") + "</w:tr>"
        "<w:ins><w:tr>" + tc("甲", restart) + tc("", going_on) + tc("1") + tc("废", "<w:cellDel/>") + "</w:tr></w:ins>"
    )  # fmt: skip
    assert read(f"<w:tbl>{rows}</w:tbl>") == ["|×1x2|自然人", "|甲×1x2|1"]


def test_a_table_in_a_table_that_lays_out_the_page():
    inner = tbl([tc("规章"), tc("0")], [tc("文件"), tc("3")])
    assert read(tbl([tc("左"), tc(p("二、主动公开", '<w:outlineLvl w:val="0"/>') + inner + p("后"))])) == [
        "左", "# 二、主动公开", "|规章|0", "|文件|3", "后",
    ]  # fmt: skip


def test_signs_of_symbol_fonts():
    assert read(
        '<w:p><w:r><w:sym w:char="F0FE"/><w:sym w:char="25A1"/><w:sym w:char="x"/><w:t>是</w:t></w:r></w:p>'
    ) == ["□是"]


def test_lists_may_be_defined_by_a_style():
    numbering = NUMBERING.replace("<w:num ", '<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="s"/>'
        '</w:abstractNum><w:num w:numId="9"><w:abstractNumId w:val="2"/></w:num><w:num ', 1)  # fmt: skip
    styles = '<w:style w:styleId="s"><w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr></w:style>'
    assert read(numbered("甲", 0, 9) + numbered("乙", 0, 9), numbering=numbering, styles=styles) == [
        "一、甲",
        "二、乙",
    ]


def test_the_main_part_may_have_another_name():
    data = package(
        _rels___rels="<r><x Type='http://a/officeDocument' Target='/word/document2.xml'/></r>",
        word__document2_xml="<w:document xmlns:w='w'><w:body><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:body></w:document>",
    )
    assert lines(open_source(data)) == ["甲"]

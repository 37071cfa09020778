"""Web pages, in the shapes in which reports were published."""

from __future__ import annotations

import pytest
from tests.annual.formats.drawing import grids, lines

from gongkai.annual.reading.blocks import Kind, Paragraph, UnreadableError
from gongkai.annual.reading.formats import open_source


def read(body: str, head: str = ""):
    return open_source(f"<html><head>{head}</head><body>{body}</body></html>".encode())


def test_words_wrapped_in_markup_of_word_come_out_whole():
    document = read(
        '<p class="MsoNormal"><span>一、<font face="黑体">总体<o:p></o:p></font></span><b>情</b>况</p>'
        "<table><tr><td><p><span>1<font>36</font><o:p></o:p></span></p></td><td><p>&nbsp;</p></td></tr>"
        "<tr><td><p>结果</p><p>维持</p></td><td>自<br>然<br/>人</td></tr></table>"
    )
    assert document.kind is Kind.HTML
    assert lines(document) == ["一、总体情况", "|136|", "|结果/维持|自/然/人"]


def test_spans_stand_at_every_position():
    grid = grids(read("<table><tr><td rowspan=2 colspan='2'>甲<td>1<tr><td>2<tr><td>a<td>b<td>c</table>"))[0]
    assert [[cell.text for cell in row] for row in grid.rows] == [
        ["甲", "甲", "1"],
        ["甲", "甲", "2"],
        list("abc"),
    ]
    assert grid.rows[1][1] is grid.rows[0][0]


def test_a_rowspan_ends_with_its_group_and_zero_means_to_its_end():
    document = read(
        "<table><tfoot><tr><td>总计<td>9</tr></tfoot><thead><tr><th rowspan=9>项<th>数</tr></thead>"
        "<tbody><tr><td rowspan=0>甲<td>1<tr><td>2</tr></tbody></table>"
    )
    assert lines(document) == ["|项|数", "|甲×2x1|1", "|2", "|总计|9"]


def test_what_the_page_does_not_show_is_left_out():
    document = read(
        "<!-- <p>注释</p> --><script>var a='<p>脚本</p>'</script><style>p{}</style><noscript>无脚本</noscript>"
        "<template><p>模板</p></template><p style='display: none'>隐藏</p><p hidden>也隐藏</p>"
        "<select><option>选项</option></select><input type=hidden value=x><p>正\u200b文\u00ad在\ufeff此</p>"
    )
    assert lines(document) == ["正文在此"]


def test_text_that_is_hidden_until_a_script_shows_it_is_read_with_a_warning():
    document = read(f"<p>首页</p><div style='display:none'><p>{'本机关主动公开政府信息。' * 20}</p></div>")
    assert len(lines(document)) == 2
    assert document.warnings


def test_order_is_that_of_the_page():
    document = read(
        "<h1>年报</h1>前<table><tr><td>甲<td>1</table>中<img src=a.png alt='表三'>后"
        "<table><caption>表</caption><tr><td>乙<td>2</table>末"
    )
    assert lines(document) == ["# 年报", "前", "|甲|1", "中后", "[图:表三]", "|乙|2", "末"]
    assert [grid.number for grid in grids(document)] == [1, 2]
    assert grids(document)[1].caption == "表"


def test_a_table_that_lays_out_the_page_is_no_table():
    prose = "本机关认真贯彻落实《中华人民共和国政府信息公开条例》。" * 10
    document = read(
        f"<table><tr><td>导航<td><table><tr><td><p>一、总体情况</p><p>{prose}</p>"
        "<table><tr><td>规章<td>0<tr><td>规范性文件<td>3</table><p>三、申请</p></table></table>"
    )
    assert lines(document) == ["导航", "一、总体情况", prose, "|规章|0", "|规范性文件|3", "三、申请"]


def test_rows_of_prose_divide_a_table_that_holds_the_whole_report():
    prose = "本机关认真贯彻落实《中华人民共和国政府信息公开条例》。" * 10
    document = read(
        f"<table><tr><td colspan=2>{prose}<tr><td rowspan=5>规章<td>0<tr><td>1"
        f"<tr><td>{prose}<tr><td>甲<td>2</table>"
    )
    assert lines(document) == [prose, "|规章×2x1|0", "|1", prose, "|规章|甲|2"]


def test_a_figure_in_a_table_of_its_own_is_part_of_its_cell():
    document = read(
        "<table><tr><td>项目<td>数<td>注<tr><td>规章<td><table><tr><td>3</table><td>无"
        "<tr><td>文件<td>4<td>无</table>"
    )
    assert lines(document) == ["|项目|数|注", "|规章|3|无", "|文件|4|无"]


def test_text_set_as_typed_keeps_its_lines_and_tabs():
    document = read("<pre>一、总体情况\n\n规章\t0\t0\n文件\t1\t2\n三、其他</pre>")
    assert lines(document) == ["一、总体情况", "|规章|0|0", "|文件|1|2", "三、其他"]
    assert not grids(document)[0].aligned


def test_a_whole_report_in_one_paragraph_has_its_lines():
    document = read("<p>　　一、总体情况<br>　　（一）主动公开<br/><br>　　公开\n信息7条。 共\n 8 条</p>")
    assert lines(document) == ["一、总体情况", "（一）主动公开", "公开信息7条。 共 8 条"]


def test_what_the_page_says_of_itself():
    document = read(
        "<a href='/'>首页</a><a href='javascript:x'>关</a><p>详见<a href='files/nb.pdf'> 附件 </a></p>"
        "<iframe src='view.html'></iframe>",
        "<title>某县 年报</title><meta name='PubDate' content='2025-01-20'><meta name=ContentSource content=县府办>",
    )
    assert document.title == "某县 年报"
    assert document.metadata == {"pubdate": "2025-01-20", "contentsource": "县府办"}
    assert [(link.text, link.target) for link in document.links] == [
        ("附件", "files/nb.pdf"),
        ("", "view.html"),
    ]


@pytest.mark.parametrize(
    "body",
    [
        '<div id="app"></div><script src="app.js"></script>',
        "<noscript>请启用脚本</noscript><script>x()</script>加载中",
    ],
)
def test_a_shell_that_loads_its_text_by_script(body):
    assert read(body).scripted


def test_a_page_that_only_points_to_a_file_is_no_shell():
    assert not read("<script>x()</script><a href='nb.pdf'>年报下载</a>").scripted


def test_tags_in_capitals_and_unclosed_cells_are_read_as_browsers_do():
    document = read("<P>甲<P>乙<TABLE><TR><TD>1<TD>2<TR><TD>3<TD>4</TABLE><DIV>丙</DIV>丁<BR>戊")
    assert lines(document) == ["甲", "乙", "|1|2", "|3|4", "丙", "丁", "戊"]


def test_control_characters_of_the_source_are_no_marks():
    document = read("<p>甲&#2;0&#3;乙&#30;丙</p><table><tr><td>&#2;7&#3;<td>1<tr><td>x<td>y</table>")
    assert next(block.text for block in document.blocks if isinstance(block, Paragraph)).startswith("甲")
    assert len(grids(document)[-1].rows) == 2


def test_a_saved_web_archive_and_xhtml():
    page = "<html><body><p>一、总体情况</p></body></html>"
    archive = (
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"
        f"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{page}\r\n--x--\r\n"
    )
    assert lines(open_source(archive.encode())) == ["一、总体情况"]
    assert lines(open_source(f"<?xml version='1.0'?>\n{page}".encode())) == ["一、总体情况"]
    assert lines(open_source("<p>一、总体情况</p><p>二</p>".encode("utf-16"))) == ["一、总体情况", "二"]


def test_a_web_archive_without_a_page():
    with pytest.raises(UnreadableError, match="mht"):
        open_source(b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n\nno\n--x--\n")


def test_a_small_table_inside_a_table_of_data_follows_it():
    document = read(
        "<table><tr><th>项目<th>甲<th>乙<th>丙<tr><td>规章<td>1<td>2<td>3<tr><td>文件<td>4<td>5"
        "<td>6<table><tr><td>注一<td>7<tr><td>注二<td>8</table></table>"
    )
    assert lines(document) == ["|项目|甲|乙|丙", "|规章|1|2|3", "|文件|4|5|6", "|注一|7", "|注二|8"]


def test_a_page_in_frames_names_them():
    document = open_source(b"<html><frameset><frame src='left.htm'><frame src='text.htm'></frameset></html>")
    assert [link.target for link in document.links] == ["left.htm", "text.htm"]

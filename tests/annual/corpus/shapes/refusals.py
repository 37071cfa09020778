"""Sources that are no readable report: what they are must be said, and no figure made up."""

from __future__ import annotations

import io
import zipfile
from html import escape
from random import Random

from tests.annual.corpus.draft import new_draft
from tests.annual.corpus.grids import tables
from tests.annual.corpus.sample import Sample
from tests.annual.corpus.shapes.html import article, page
from tests.annual.corpus.shapes.lines import document, tabbed
from tests.annual.corpus.shapes.pages import NAVIGATION
from tests.annual.corpus.shapes.registry import shape

__all__: list[str] = []


def _refused(text: str, name: str, *words: str) -> Sample:
    return Sample(text.encode(), name, refusal=words, source=text)


@shape("refused_other_page")
def other_page(random: Random) -> Sample:
    """A page of the same site that is no annual report."""
    body = (
        "<h1>关于公布2024年行政执法主体名单的公告</h1><p>根据有关规定，现将名单公布如下：</p><table><tr><td>序号</td>"
        "<td>单位</td><td>数量</td></tr><tr><td>1</td><td>水务局</td><td>12</td></tr></table><p>2024年5月6日</p>"
    )
    return _refused(
        page(body, "公告", around=(NAVIGATION, "")), "公告.html", "不是", "没有找到", "未找到", "没有"
    )


@shape("refused_news_about_reports")
def news(random: Random) -> Sample:
    """A news item that speaks of annual reports."""
    text = (
        "我县举办政府信息公开工作年度报告编制培训\n\n2025年1月6日，县政府办公室举办培训，讲解主动公开政府信息情况、"
        "收到和处理政府信息公开申请情况、政府信息公开行政复议、行政诉讼情况三张表的填报要求，共有42个单位63人参加。\n"
    )
    return _refused(text, "新闻.txt", "不是", "没有找到", "未找到", "没有")


@shape("refused_blank_form")
def blank_form(random: Random) -> Sample:
    """The form with nothing filled in."""
    draft = new_draft(random)
    draft.printed = dict.fromkeys(draft.printed, "")
    draft.narrative.texts = {}
    draft.narrative.preface = ""
    draft.narrative.title = ("政府信息公开工作年度报告（格式）",)
    draft.without_signature()
    if random.random() < 0.5:
        return _refused(page(article(draft), "年度报告格式"), "格式.html", "空白", "没有填", "未填")
    lines = document(draft, {number: tabbed(rows) for number, rows in tables(draft).items()})
    return _refused("\n".join(lines), "格式.txt", "空白", "没有填", "未填")


@shape("refused_older_form")
def older_form(random: Random) -> Sample:
    """The form of before 2019: one long list of indicators."""
    rows = (
        ("一、主动公开情况", "", ""),
        ("（一）主动公开政府信息数", "条", "1532"),
        ("其中：主动公开规范性文件数", "条", "6"),
        ("（二）通过不同渠道和方式公开政府信息的情况", "", ""),
        ("1.政府公报公开政府信息数", "条", "0"),
        ("2.政府网站公开政府信息数", "条", "1402"),
        ("二、回应解读情况", "", ""),
        ("（一）回应公众关注热点或重大舆情数", "次", "9"),
        ("三、依申请公开情况", "", ""),
        ("（一）收到申请数", "件", "12"),
        ("1.当面申请数", "件", "3"),
        ("（二）申请办结数", "件", "12"),
        ("（三）申请答复数", "件", "12"),
        ("1.属于已主动公开范围数", "件", "2"),
        ("2.同意公开答复数", "件", "8"),
        ("四、行政复议数量", "件", "0"),
        ("五、行政诉讼数量", "件", "0"),
        ("六、举报投诉数量", "件", "0"),
        ("七、依申请公开信息收取的费用", "万元", "0"),
        ("八、机构建设和保障经费情况", "", ""),
    )
    cells = "".join("<tr>" + "".join(f"<td>{escape(text)}</td>" for text in row) + "</tr>" for row in rows)
    year = random.randrange(2014, 2019)
    body = (
        f"<h1>云栖县{year}年政府信息公开工作年度报告</h1><p>一、概述</p><p>{year}年，全县主动公开信息1532条。</p>"
        f"<p>政府信息公开情况统计表（{year}年度）</p><table><tr><td>统计指标</td><td>单位</td><td>统计数</td></tr>{cells}</table>"
    )
    return _refused(page(body, "年度报告"), f"{year}.html", "2019", "旧")


@shape("refused_pictures")
def pictures(random: Random) -> Sample:
    """Headings two, three and four with a picture each."""
    draft = new_draft(random)
    images = {number: f"<p><img src='./W0202501{number}.png' alt=''></p>" for number in (2, 3, 4)}
    return _refused(page(article(draft, printed_tables=images), "年报"), "年报.html", "图片")


@shape("refused_nothing_between_headings")
def nothing_between(random: Random) -> Sample:
    """Headings two, three and four with nothing between them."""
    draft = new_draft(random)
    return _refused(page(article(draft, printed_tables={}), "年报"), "年报.html", "图片", "附件", "没有表")


@shape("refused_script_shell")
def script_shell(random: Random) -> Sample:
    """A shell that loads its text by script."""
    text = (
        "<!DOCTYPE html><html><head><meta charset='utf-8'><title>政府信息公开年报</title></head><body><div id='app'></div>"
        "<noscript>请开启JavaScript</noscript><script src='/static/js/chunk-vendors.4f2a.js'></script>"
        "<script src='/static/js/app.77aa.js'></script></body></html>"
    )
    return _refused(text, "index.html", "脚本")


@shape("refused_link_to_pdf")
def link_to_pdf(random: Random) -> Sample:
    """A page that only links to a PDF: the link is named."""
    body = (
        "<h1>云栖县水务局2024年政府信息公开工作年度报告</h1><p>发布时间：2025-01-20</p>"
        "<p>附件：<a href='./P020250120412345678.pdf'>云栖县水务局2024年政府信息公开工作年度报告.pdf</a></p>"
    )
    return _refused(page(body, "年度报告", around=(NAVIGATION, "")), "年报.html", "P020250120412345678.pdf")


@shape("refused_picture_file")
def picture_file(random: Random) -> Sample:
    """A photo."""
    data = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" + random.randbytes(4_000)
    return Sample(data, "扫描件.jpg", refusal=("图片",), source="(JPEG)")


@shape("refused_picture_pdf")
def picture_pdf(random: Random) -> Sample:
    """A scanned PDF: pages that are pictures, no text at all."""
    import pypdfium2

    document = pypdfium2.PdfDocument.new()
    for _ in range(3):
        document.new_page(595, 842)
    buffer = io.BytesIO()
    document.save(buffer)
    return Sample(buffer.getvalue(), "扫描件.pdf", refusal=("图片", "没有文字", "扫描"), source="(PDF)")


@shape("refused_empty")
def empty(random: Random) -> Sample:
    """Nothing, or only white space."""
    return Sample(random.choice((b"", b"\n \n", b"\xef\xbb\xbf")), "空.txt", refusal=("空", "没有文字"))


@shape("refused_archive")
def archive(random: Random) -> Sample:
    """A zip file of something else."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        file.writestr("photo.bin", random.randbytes(300))
    return Sample(buffer.getvalue(), "附件.zip", refusal=("压缩", "zip", "ZIP"))


@shape("refused_other_sheet")
def other_sheet(random: Random) -> Sample:
    """A spreadsheet of something else."""
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet("通讯录")
    for r, row in enumerate((("姓名", "电话"), ("张三", 5551234), ("李四", 5554321))):
        sheet.write_row(r, 0, row)
    book.close()
    return Sample(buffer.getvalue(), "通讯录.xlsx", refusal=("不是", "没有找到", "未找到", "没有"))


@shape("refused_table_three_of_pictures_only_text")
def attachments(random: Random) -> Sample:
    """The tables are said to be in attachments."""
    draft = new_draft(random)
    links = {
        number: f"<p>详见<a href='./table{number}.xlsx'>附件{number - 1}</a></p>" for number in (2, 3, 4)
    }
    return _refused(
        page(article(draft, printed_tables=links), "年报"),
        "年报.html",
        "附件",
        "图片",
        "table2.xlsx",
        "没有表",
    )

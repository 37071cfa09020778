"""The Word document, read by python-docx."""

import io
import zipfile

import docx
import pytest
from docx.oxml.ns import qn
from tests.annual.writing.test_write import HOSTILE, hostile_report
from tests.annual.writing.town import figures, town_report

from gongkai.annual.form import EDITION_2021, PATHS
from gongkai.annual.writing import write
from gongkai.annual.writing.tables import figure_text


def read(report):
    return docx.Document(io.BytesIO(write(report, "docx")))


@pytest.fixture(scope="module")
def document():
    return read(town_report())


def cells_of(row):
    """The texts of a row; a cell that spans columns once."""
    return list({id(cell._tc): cell.text for cell in row.cells}.values())


def figure_cells(document):
    proactive, applications, disputes = (table.rows for table in document.tables)
    rows = [cells_of(row) for row in proactive]
    texts = [text for row in rows if len(row) > 1 and row[0] != "信息内容" for text in row[1:]]
    texts += [cell.text for row in list(applications)[3:] for cell in row.cells[3:]]
    return texts + cells_of(disputes[3])


def test_every_figure_stands_in_its_cell(distinct_report, distinct_figures):
    assert figure_cells(read(distinct_report)) == [figure_text(distinct_figures[path]) for path in PATHS]


def test_unknown_figures_are_empty_cells():
    document = read(town_report(values={"applications.granted.research": None, "proactive.fees_wan": None}))
    found = dict(zip(PATHS, figure_cells(document), strict=True))
    assert found["applications.granted.research"] == found["proactive.fees_wan"] == ""
    assert found["applications.granted.total"] == figure_text(figures()["applications.granted.total"])


def test_headings_are_real_and_numbered_in_text(document):
    headings = [
        (line.style.name, line.text) for line in document.paragraphs if line.style.name.startswith("Head")
    ]
    assert [text for name, text in headings if name == "Heading 1"] == [
        section.heading for section in EDITION_2021.sections
    ]
    assert ("Heading 2", "（一）主动公开") in headings
    levels = document.styles["Heading 1"].element.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
    assert levels.get(qn("w:val")) == "0"


def test_page_and_lines_follow_the_standard(document):
    section = document.sections[0]
    assert [round(length.mm) for length in (section.page_width, section.page_height)] == [210, 297]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(margin.mm) for margin in margins] == [37, 35, 28, 26]
    spacing = document.styles["Normal"].element.find(f"{qn('w:pPr')}/{qn('w:spacing')}")
    assert (spacing.get(qn("w:line")), spacing.get(qn("w:lineRule"))) == ("579", "exact")


def test_every_run_names_its_chinese_font(document):
    fonts = {}
    for line in document.paragraphs:
        for run in line.runs:
            if run.text.strip():
                fonts.setdefault(run._r.rPr.rFonts.get(qn("w:eastAsia")), run.text)
    assert set(fonts) == {"方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体"}
    cells = {
        run._r.rPr.rFonts.get(qn("w:eastAsia"))
        for table in document.tables
        for row in table.rows
        for cell in row.cells
        for line in cell.paragraphs
        for run in line.runs
    }
    assert cells == {"宋体", "黑体"}


def test_header_rows_repeat_and_rows_do_not_split(document):
    for table, heads in zip(document.tables, (0, 3, 3), strict=True):
        rows = table._tbl.tr_lst
        repeated = [row.trPr.find(qn("w:tblHeader")) is not None for row in rows]
        assert repeated == [True] * heads + [False] * (len(rows) - heads)
        assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in rows)
    assert (
        document.tables[1]._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
        == "收到和处理政府信息公开申请情况"
    )


def test_page_numbers_stand_outside_on_odd_and_even_pages(document):
    section = document.sections[0]
    assert document.settings.odd_and_even_pages_header_footer
    sides = [footer.paragraphs[0]._p.pPr.jc.val for footer in (section.footer, section.even_page_footer)]
    assert [str(side).split(" ")[0] for side in sides] == ["RIGHT", "LEFT"]
    for footer in (section.footer, section.even_page_footer):
        assert footer.paragraphs[0]._p.findall(qn("w:fldSimple"))[0].get(qn("w:instr")) == " PAGE "


def test_properties_come_from_the_report(document):
    properties = document.core_properties
    assert properties.title == "云栖县青塘镇人民政府2024年政府信息公开工作年度报告"
    assert properties.author == "云栖县青塘镇人民政府"
    assert properties.created.date().isoformat() == properties.modified.date().isoformat() == "2025-01-20"


def test_the_package_holds_nothing_of_the_librarys_template():
    with zipfile.ZipFile(io.BytesIO(write(town_report(), "docx"))) as package:
        assert package.namelist()[0] == "[Content_Types].xml"
        assert not [name for name in package.namelist() if "thumbnail" in name]
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"python-docx" not in b"".join(map(package.read, package.namelist()))


def test_signature_agency_centred_over_the_date(document):
    agency, dated = document.paragraphs[-2:]
    assert (agency.text, dated.text) == ("云栖县青塘镇人民政府", "2025年1月20日")
    indent = [int(line._p.pPr.find(qn("w:ind")).get(qn("w:rightChars"))) for line in (agency, dated)]
    # 10 characters over 6.5: the agency reaches 1.75 further to each side than the date.
    assert indent == [225, 400]


def test_a_long_name_moves_the_date_and_stays_inside_the_margin():
    document = read(town_report(agency="云栖县住房和城乡建设与综合行政执法管理局"))
    agency, dated = document.paragraphs[-2:]
    indent = [int(line._p.pPr.find(qn("w:ind")).get(qn("w:rightChars"))) for line in (agency, dated)]
    assert indent == [0, 675]


def test_hostile_text_comes_back_as_text():
    text = "\n".join(line.text for line in read(hostile_report()).paragraphs)
    assert '#read("report.typ")' in text
    assert "<script>alert(1)</script><b>粗</b> &amp; &lt; ]]> <!-- -->" in text
    assert "控制" in text
    assert "\x1b" in HOSTILE
    assert "\x1b" not in text


def test_a_page_may_end_behind_a_group_of_table_three(document):
    rows = document.tables[1].rows
    labels = [cells_of(row)[:3] for row in rows]
    free = [
        place
        for place, row in enumerate(rows)
        if row._tr.find(f".//{qn('w:keepNext')}") is None and place < len(labels) - 1
    ]

    assert [labels[place][2] for place in free] == [
        "8.属于行政查询事项",
        "3.补正后申请内容仍不明确",
        "5.要求行政机关确认或重新出具已获取信息",
    ]

"""The PDF, read by pdfium."""

import ctypes
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pypdfium2
import pypdfium2.raw as raw
import pytest
from tests.annual.writing.test_write import hostile_report
from tests.annual.writing.town import town_report

from gongkai.annual.form import PATHS
from gongkai.annual.report import AnnualReport, SectionText
from gongkai.annual.writing import unprintable, write
from gongkai.annual.writing.tables import figure_text


def open_pdf(report):
    return pypdfium2.PdfDocument(write(report, "pdf"))


def text_of(document):
    pages = (page.get_textpage().get_text_range() for page in document)
    return "".join(re.sub(r"\s*— \d+ —\s*$", "\n", page) for page in pages)


def flowed(text):
    return re.sub(r"\s", "", text)


@pytest.fixture(scope="module")
def document():
    return open_pdf(town_report())


def test_every_figure_is_found_in_reading_order(distinct_report, distinct_figures):
    found = re.findall(
        r"\b1[0-2]\d\d(?:\.\d\d)?\b", text_of(open_pdf(distinct_report)).split("二、主动公开")[1]
    )
    found = found[: len(PATHS)]
    assert found == [figure_text(distinct_figures[path]) for path in PATHS]


def test_all_text_is_extractable_in_order(document):
    text = flowed(text_of(document))
    report = town_report()
    places = [text.index(flowed(part)) for part in (report.preface, *(s.text for s in report.sections))]
    assert places == sorted(places)
    assert "王喆、陈翀、刘玥" in text
    assert text.index("六、其他需要报告的事项") < text.index("2025年1月20日")


def test_fonts_are_embedded(document):
    count = 0
    for page in document:
        for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
            assert raw.FPDFFont_GetIsEmbedded(raw.FPDFTextObj_GetFont(thing.raw)) == 1
            count += 1
    assert count > 100


def utf16(call, *arguments):
    size = call(*arguments, None, 0)
    buffer = ctypes.create_string_buffer(size)
    call(*arguments, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)) if call in WIDE else buffer, size)
    return buffer.raw[:size].decode("utf-16-le").rstrip("\0")


WIDE = (raw.FPDFCatalog_GetLanguage,)


def tags_of(page):
    tree = raw.FPDF_StructTree_GetForPage(page.raw)
    found = []

    def walk(element):
        found.append(utf16(raw.FPDF_StructElement_GetType, element))
        for place in range(raw.FPDF_StructElement_CountChildren(element)):
            child = raw.FPDF_StructElement_GetChildAtIndex(element, place)
            if child:
                walk(child)

    for place in range(raw.FPDF_StructTree_CountChildren(tree)):
        walk(raw.FPDF_StructTree_GetChildAtIndex(tree, place))
    raw.FPDF_StructTree_Close(tree)
    return found


def test_the_document_is_tagged_and_says_its_language(document):
    assert raw.FPDFCatalog_IsTagged(document.raw)
    assert utf16(raw.FPDFCatalog_GetLanguage, document.raw).startswith("zh")
    tags = [tag for page in document for tag in tags_of(page)]
    assert {"H1", "H2", "P", "Table", "TR", "TH", "TD"} <= set(tags)
    data = write(town_report(), "pdf")
    assert b"/StructTreeRoot" in data
    assert b"/MarkInfo" in data


def test_it_declares_pdf_a_and_pdf_ua():
    data = write(town_report(), "pdf")
    assert b"<pdfaid:part>2</pdfaid:part>" in data
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in data
    assert b"<pdfuaid:part>1</pdfuaid:part>" in data


def test_properties_come_from_the_report(document):
    found = document.get_metadata_dict()
    assert found["Title"] == "云栖县青塘镇人民政府2024年政府信息公开工作年度报告"
    assert found["Author"] == "云栖县青塘镇人民政府"
    assert found["CreationDate"].startswith("D:20250120")


def test_the_date_is_no_secret_of_the_clock():
    found = open_pdf(town_report(dated=None)).get_metadata_dict()
    assert found["CreationDate"].startswith("D:20241231")


def test_pages_are_a4_and_numbered(document):
    for number, page in enumerate(document, 1):
        assert [round(side) for side in page.get_size()] == [595, 842]
        assert page.get_textpage().get_text_range().strip().endswith(f"— {number} —")


def signature_page(report):
    document = open_pdf(report)
    return flowed(document[len(document) - 1].get_textpage().get_text_range())


@pytest.mark.parametrize("lines", range(1, 24, 2))
def test_the_signature_never_stands_alone_on_a_page(lines):
    text = "\n".join(f"第{number}项，情况正常。" for number in range(lines))
    last = signature_page(town_report(sections=[SectionText(6, "其他需要报告的事项", text)]))
    assert "2025年1月20日" in last
    assert f"第{lines - 1}项，情况正常。" in last


def lowest(page):
    """Millimetres of white between what is printed lowest on a page and its lower margin."""
    bottoms = [thing.get_bounds()[1] for thing in page.get_objects()]
    return (min((bottom for bottom in bottoms if bottom > 99), default=638) - 99) / 72 * 25.4


@pytest.mark.parametrize("lines", range(0, 30, 3))
def test_a_table_leaves_no_page_half_white_and_is_cut_behind_a_group(lines):
    text = "\n".join(f"第{number}项，情况正常。" for number in range(lines))
    document = open_pdf(town_report(sections=[SectionText(1, "总体情况", text)]))
    pages = [flowed(page.get_textpage().get_text_range()) for page in document]
    start = next(place for place, page in enumerate(pages) if "三、收到和处理" in page)
    end = next(place for place, page in enumerate(pages) if "四、结转下年度继续办理" in page)

    assert max(lowest(page) for page in list(document)[:end]) < 225 / 2
    assert end - start <= 1
    if end > start:
        assert "（三）不予公开" in pages[start]
        assert "8.属于行政查询事项" in pages[start]
        assert "勾稽关系" in pages[end]
        assert "（七）总计" in pages[end]


def test_hostile_text_comes_back_as_text():
    text = text_of(open_pdf(hostile_report()))
    assert '#read("report.typ") #eval("1+1") $x^2$ *粗* _斜_ @ref' in text
    assert "<script>alert(1)</script>" in text
    assert "{{ 7*7 }}" in text
    assert "控制字符反向" in text


def test_characters_without_a_glyph_are_named_and_marked():
    report = town_report(preface="笑脸😀与한글，喆翀玥𬱖与㎡，组合e\u0301。")
    assert unprintable(report) == ("😀", "한", "글", "\u0301")
    assert "笑脸〓与〓〓，喆翀玥𬱖与㎡" in flowed(text_of(open_pdf(report)))


def test_long_figures_stay_in_their_columns():
    values = {path: 12345678 for path in PATHS if not path.startswith("proactive")}
    document = open_pdf(town_report(values=values))
    text = text_of(document)
    assert text.count("12345678") == len(values)


def test_a_run_without_breaks_stays_on_the_page():
    address = "https://" + "x" * 300
    document = open_pdf(town_report(preface=address, sections=[]))
    page = document[0].get_textpage()
    assert address in flowed(page.get_text_range())
    right = max(page.get_charbox(place)[2] for place in range(page.count_chars()))
    assert right <= (210 - 26) / 25.4 * 72 + 1


def test_threads_have_compilers_of_their_own():
    reports = [town_report(dated=date(2025, 1, 1 + place)) for place in range(8)]
    expected = [write(report, "pdf") for report in reports]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda report: write(report, "pdf"), reports)) == expected


def test_an_empty_form_has_no_figures():
    text = text_of(open_pdf(AnnualReport())).replace("1.", "")
    assert "0" not in re.sub(r"\s", "", text.split("二、主动公开")[1])

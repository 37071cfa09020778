"""Page, styles, page numbers and signature of a Word document by GB/T 9704-2012.

Lengths in Word's own units: twentieths of a point, half points for sizes, hundredths of a character.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gongkai.annual.writing.outline import Outline, width_in_characters

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section
    from docx.text.paragraph import Paragraph as Line

__all__ = [
    "FONT_BODY",
    "FONT_HEADING",
    "FONT_SUBHEADING",
    "FONT_TABLE",
    "FONT_TITLE",
    "TABLE_STYLE",
    "add_line",
    "add_run",
    "child",
    "keep_with_next",
    "leave_room_above",
    "number_pages",
    "set_fonts",
    "set_language",
    "set_page",
    "set_styles",
    "sign",
]

FONT_TITLE = "方正小标宋简体"
FONT_BODY = "仿宋_GB2312"
FONT_HEADING = "黑体"
FONT_SUBHEADING = "楷体_GB2312"
FONT_TABLE = "宋体"

TABLE_STYLE = "Table Text"

LINE_PITCH = 579
"""28.95 pt: 22 lines in the 225 mm between the margins."""

SIZE_TITLE = 44
SIZE_BODY = 32
SIZE_PAGE_NUMBER = 28
SIZE_TABLE = 18

TIGHTEN = -4
"""A fifth of a point less between characters: 28 of 16 pt are then 442.4 pt."""

MARGINS_MM = {"top": 37.0, "bottom": 35.0, "left": 28.0, "right": 25.9}
"""The standard's own, but for a tenth of a millimetre (it allows one) that the 28th character needs."""

SIGNATURE_INDENT = 4.0
"""右空四字: what stays free to the right of the date of a sealed document."""


def child(parent: Any, tag: str, **attributes: str | int) -> Any:
    """Append an element of Word's namespace with attributes of Word's namespace; returns it."""
    from docx.oxml.ns import qn
    from lxml import etree

    names = {qn(f"w:{name}"): str(value) for name, value in attributes.items()}
    return etree.SubElement(parent, qn(f"w:{tag}"), names)


def set_fonts(properties: Any, font: str, hint: bool = True) -> None:
    """Name the font for all scripts; ``hint`` lets quotes and dashes count as Chinese ones."""
    fonts = properties.find(f"{{{properties.nsmap['w']}}}rFonts")
    if fonts is not None:
        properties.remove(fonts)
    extra = {"hint": "eastAsia"} if hint else {}
    made = child(properties, "rFonts", ascii=font, hAnsi=font, eastAsia=font, cs=font, **extra)
    properties.remove(made)
    # The schema wants the fonts right behind the style, before every other property.
    properties.insert(1 if len(properties) and properties[0].tag.endswith("}rStyle") else 0, made)


def add_line(document: Document, style_id: str | None = None) -> Line:
    """Append a paragraph. The style goes by its identifier: to look up its name takes a millisecond a line."""
    line = document.add_paragraph()
    if style_id:
        paragraph: Any = line._p
        paragraph.style = style_id
    return line


def add_run(line: Line, text: str, font: str) -> None:
    """Append text in that font to a paragraph."""
    run = line.add_run(text)
    set_fonts(run._r.get_or_add_rPr(), font)


def set_page(section: Section) -> None:
    """A4 with margins of 37, 35, 28 and 26 mm, and a grid of lines."""
    from docx.shared import Mm

    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(MARGINS_MM["top"]), Mm(MARGINS_MM["bottom"])
    section.left_margin, section.right_margin = Mm(MARGINS_MM["left"]), Mm(MARGINS_MM["right"])
    section.gutter = Mm(0)
    # The dash stands 7 mm under the text; the number is about 5 mm high.
    section.footer_distance = Mm(MARGINS_MM["bottom"] - 7 - 5)
    properties: Any = section._sectPr
    for grid in properties.findall(f"{{{properties.nsmap['w']}}}docGrid"):
        properties.remove(grid)
    child(properties, "docGrid", type="lines", linePitch=LINE_PITCH)


def set_language(document: Document) -> None:
    """Chinese as the language of the document, punctuation set as Chinese Word does, Word 2013's rules."""
    settings: Any = document.settings.element
    space = {"w": settings.nsmap["w"]}
    name = f"{{{space['w']}}}val"
    for spacing in settings.findall("w:characterSpacingControl", space):
        spacing.set(name, "compressPunctuation")
    for language in settings.findall("w:themeFontLang", space):
        language.set(f"{{{space['w']}}}eastAsia", "zh-CN")
    for setting in settings.findall("w:compat/w:compatSetting", space):
        if setting.get(f"{{{space['w']}}}name") == "compatibilityMode":
            setting.set(name, "15")
    for language in document.styles.element.findall("w:docDefaults//w:lang", space):
        language.set(name, "en-US")
        language.set(f"{{{space['w']}}}eastAsia", "zh-CN")


def set_styles(document: Document) -> None:
    """Normal, Title, Heading 1 and 2, Footer and the text of tables."""
    from docx.enum.style import WD_STYLE_TYPE

    styles = document.styles
    _restyle(styles["Normal"], FONT_BODY, SIZE_BODY, jc="both", first=200)
    _restyle(styles["Title"], FONT_TITLE, SIZE_TITLE, jc="center", line=700, after=LINE_PITCH)
    _restyle(styles["Heading 1"], FONT_HEADING, SIZE_BODY, jc="both", first=200, level=0)
    _restyle(styles["Heading 2"], FONT_SUBHEADING, SIZE_BODY, jc="both", first=200, level=1)
    _restyle(styles["Footer"], FONT_TABLE, SIZE_PAGE_NUMBER, jc="left", line=None)
    table = styles.add_style(TABLE_STYLE, WD_STYLE_TYPE.PARAGRAPH)
    _restyle(table, FONT_TABLE, SIZE_TABLE, jc="center", line=None)


def _restyle(
    style: Any,
    font: str,
    size: int,
    jc: str,
    first: int = 0,
    line: int | None = LINE_PITCH,
    after: int = 0,
    level: int | None = None,
) -> None:
    """Give a style exactly these properties and none of the template's; ``line`` None is single spacing."""
    element = style.element
    for old in [
        *element.findall(f"{{{element.nsmap['w']}}}pPr"),
        *element.findall(f"{{{element.nsmap['w']}}}rPr"),
    ]:
        element.remove(old)
    paragraph = child(element, "pPr")
    if level is not None:
        child(paragraph, "keepNext")
    child(paragraph, "widowControl", val=0)
    # 28 characters are the whole line: punctuation does not hang over its end.
    child(paragraph, "overflowPunct", val=0)
    if line != LINE_PITCH:
        child(paragraph, "snapToGrid", val=0)
    rule: dict[str, str | int] = (
        {"line": 240, "lineRule": "auto"} if line is None else {"line": line, "lineRule": "exact"}
    )
    child(paragraph, "spacing", before=0, after=after, **rule)
    child(paragraph, "ind", left=0, right=0, firstLineChars=first, firstLine=first * size // 10)
    child(paragraph, "jc", val=jc)
    if level is not None:
        child(paragraph, "outlineLvl", val=level)
    run = child(element, "rPr")
    set_fonts(run, font, hint=False)
    for off in ("b", "bCs"):
        child(run, off, val=0)
    child(run, "color", val="000000")
    child(run, "spacing", val=TIGHTEN if size == SIZE_BODY else 0)
    child(run, "kern", val=0)
    child(run, "sz", val=size)
    child(run, "szCs", val=size)


def number_pages(document: Document) -> None:
    """Page numbers — 1 —: right on odd pages, left on even ones, one character in from the edge."""
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        line = footer.paragraphs[0]
        properties: Any = line._p.get_or_add_pPr()
        edge = {f"{side}Chars": 100, side: SIZE_PAGE_NUMBER * 10}
        child(properties, "ind", **edge)
        child(properties, "jc", val=side)
        add_run(line, "— ", FONT_TABLE)
        field = child(line._p, "fldSimple", instr=" PAGE ")
        inner = child(field, "r")
        set_fonts(child(inner, "rPr"), FONT_TABLE)
        child(inner, "t").text = "1"
        add_run(line, " —", FONT_TABLE)


def leave_room_above(line: Line) -> None:
    """Some air between a table and the heading after it."""
    child(line._p.get_or_add_pPr(), "spacing", before=200)


def keep_with_next(line: Line) -> None:
    """Keep a paragraph on the page of the one after it."""
    line.paragraph_format.keep_with_next = True


def sign(document: Document, outline: Outline) -> None:
    """The agency and the date: the date four characters from the right, the agency centred over it."""
    texts = [text for text in (outline.agency, outline.dated_text) if text]
    date_width = width_in_characters(outline.dated_text)
    widest = max(width_in_characters(text) for text in texts)
    # A name so long that it would cross the margin pushes both towards the left.
    room = max(0.0, SIGNATURE_INDENT - (widest - date_width) / 2) if outline.dated_text else SIGNATURE_INDENT
    for place, text in enumerate(texts):
        line = add_line(document)
        if place < len(texts) - 1:
            keep_with_next(line)
        right = room + (widest - width_in_characters(text)) / 2
        properties: Any = line._p.get_or_add_pPr()
        if place == 0:
            child(properties, "spacing", beforeLines=200, before=2 * LINE_PITCH)
        indent = {"firstLineChars": 0, "firstLine": 0, "rightChars": round(right * 100)}
        child(properties, "ind", **indent, right=round(right * SIZE_BODY * 10))
        child(properties, "jc", val="right")
        add_run(line, text, FONT_BODY)

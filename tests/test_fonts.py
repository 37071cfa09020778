"""The fonts that are shipped print every character that a report may hold."""

import importlib.machinery
import importlib.util
import json
import string
from pathlib import Path

import pypdfium2
import pytest
import typst
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
FONTS = ROOT / "src/gongkai/annual/writing/fonts"

FANDOL = ("FandolFang-Regular.otf", "FandolHei-Regular.otf", "FandolKai-Regular.otf", "FandolSong-Bold.otf")
FALLBACK = "NotoSerifSC-Fallback-Regular.ttf"
FALLBACK_BOLD = "NotoSerifSC-Fallback-Bold.ttf"

PRINTABLE = string.ascii_letters + string.digits + string.punctuation + " "
FULL_WIDTH = "，。、；：？！（）《》〈〉【】〔〕“”‘’—…·～％＋－＝／｜　①②③④⑤⑥⑦⑧⑨⑩〇√×℃"
NAMES = "喆翀玥祎昇堃"

BUILD = importlib.machinery.SourceFileLoader("build_fonts", str(ROOT / "scripts/build_fonts"))


@pytest.fixture(scope="module")
def build_fonts():
    spec = importlib.util.spec_from_loader(BUILD.name, BUILD)
    module = importlib.util.module_from_spec(spec)
    BUILD.exec_module(module)
    return module


def characters_of(name):
    with TTFont(FONTS / name, lazy=True) as font:
        return {chr(code) for code in font.getBestCmap()}


def gb2312():
    """Levels 1 and 2, rows 16 to 87."""
    found = set()
    for row in range(0xB0, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                found.add(bytes((row, cell)).decode("gb2312"))
            except UnicodeDecodeError:
                continue
    return found


def lacking(characters, *fonts):
    return "".join(sorted(set(characters).difference(*map(characters_of, fonts))))


def test_gb2312_is_whole():
    assert len(gb2312()) == 6763


@pytest.mark.parametrize("font", FANDOL)
def test_each_face_prints_what_reports_are_made_of(font):
    assert lacking(gb2312() | set(PRINTABLE) | set(FULL_WIDTH), font) == ""


@pytest.mark.parametrize("font", FANDOL)
def test_each_face_with_its_fallback_prints_the_whole_of_gbk(font, build_fonts):
    # ≒ is in GBK; in those who need an "approximately" it is ≈, and Noto Serif SC does not draw it.
    assert lacking(map(chr, build_fonts.gbk()), font, FALLBACK) in {"", "≒"}


def test_characters_of_names_come_from_the_fallbacks():
    assert lacking(NAMES, *FANDOL) == "".join(sorted(NAMES))
    assert lacking(NAMES, FALLBACK) == ""
    assert lacking(NAMES, FALLBACK_BOLD) == ""


def test_fandol_is_shipped_as_it_came(build_fonts):
    """NOTICE says unchanged files, and the licence is simpler for it."""
    digests = {name: build_fonts.hashlib.sha256((FONTS / name).read_bytes()).hexdigest() for name in FANDOL}
    assert digests == build_fonts.FANDOL


def test_every_font_has_its_licence_in_the_notice():
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    fonts = [file.stem for file in FONTS.iterdir() if file.suffix in {".otf", ".ttf"}]
    assert [name for name in fonts if name not in notice] == []
    assert "GNU GENERAL PUBLIC LICENSE" in (FONTS / "Fandol-COPYING.txt").read_text(encoding="utf-8")
    assert "GPL + GPL font exception" in (FONTS / "Fandol-README.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE" in (FONTS / "OFL.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("family", ["FandolFang R", "FandolHei", "FandolKai", "FandolSong"])
def test_a_document_in_each_family_keeps_its_text(family):
    """The names of the families as typst knows them, one font taking over from the other inside a word."""
    text = f"张{NAMES}〔2024〕—“市”①"
    source = """
        #let given = json(bytes(sys.inputs.given))
        #set text(font: (given.family, "Noto Serif SC"), fallback: false)
        #set page(height: auto)
        #given.text
        #strong(given.text)
    """
    compiler = typst.Compiler(font_paths=[str(FONTS)], ignore_system_fonts=True)
    inputs = {"given": json.dumps({"family": family, "text": text})}
    pdf, warnings = compiler.compile_with_warnings(source.encode(), format="pdf", sys_inputs=inputs)
    assert warnings == []
    page = pypdfium2.PdfDocument(pdf)[0]
    assert "".join(page.get_textpage().get_text_range().split()) == text * 2

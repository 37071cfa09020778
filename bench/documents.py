"""The documents that are measured: invented reports from the tests' corpus, in the shapes of published ones."""

from __future__ import annotations

import os
import re
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from random import Random

from tests.annual.corpus.figures import Scale, random_figures
from tests.annual.corpus.sample import Sample
from tests.annual.corpus.shapes import make

from gongkai.annual.report import AnnualReport
from gongkai.annual.writing import write

__all__ = ["crowded_page", "mixed_folder", "pages_of", "pdf_of_five_pages", "sample", "word_page"]

MIXTURE = {
    "word_spans_kept": 18,
    "word_everything": 12,
    "html_site_around": 15,
    "html_table_three_cut": 10,
    "docx_by_hand": 10,
    "docx_by_library": 10,
    "text_tabs": 6,
    "text_rows": 6,
    "glued_town": 4,
    "markdown_piped": 4,
    "pdf_ruled": 5,
}
"""Shapes of a folder as an office has it, and how many of a hundred files each of them is."""

PAGE_BYTES = 60 * 1024


@lru_cache
def sample(name: str, seed: int = 1) -> Sample:
    """A sample of the corpus."""
    return make(name, seed)


_CELL = ' width="66" style="border:1px solid windowtext;padding:0 7px;height:24px"'
_CELL_TEXT = '<p style="text-align:center;line-height:20px"><span style="font-size:14px;font-family:宋体">{}</span></p>'
_LINE_TEXT = '<p style="text-indent:43px;line-height:37px"><span style="font-size:21px;font-family:仿宋_GB2312">{}</span></p>'


def word_page() -> Sample:
    """A page of 60 KB as a site's editor keeps what was pasted from Word: every cell with its own style."""
    article = sample("html_clean")
    text = article.data.decode()
    text = re.sub(
        r"<td([^>]*)>(.*?)</td>", lambda cell: f"<td{cell[1]}{_CELL}>{_CELL_TEXT.format(cell[2])}</td>", text
    )
    text = re.sub(r"<p>(.*?)</p>", lambda line: _LINE_TEXT.format(line[1]), text)
    return Sample(text.encode(), article.name, article.reports)


def crowded_page() -> Sample:
    """A page of 60 KB at its worst: a span round every few characters, a site's links round the article."""
    article = sample("word_spans_kept")
    missing = PAGE_BYTES - len(article.data)
    link = '<li class="nav-item"><a href="/art/2024/{0}.html" title="栏目{0}">栏目{0}</a></li>\n'
    links = "".join(link.format(number) for number in range(2000)).encode()[:missing]
    links = links[: links.rfind(b"\n")]
    start = article.data.index(b"<body")
    start = article.data.index(b">", start) + 1
    data = article.data[:start] + b"<ul>" + links + b"</ul>" + article.data[start:]
    return Sample(data, article.name, article.reports)


def pdf_of_five_pages() -> bytes:
    """A report written by this program, with as much narrative as fills five pages."""
    random = Random(5)
    values = dict(random_figures(random, Scale.COUNTY))
    report = AnnualReport.from_values(values, agency="云栖县人民政府", year=2024)
    report.title = "云栖县人民政府2024年政府信息公开工作年度报告"
    paragraph = "全年通过政府网站主动公开政府信息若干条，按时答复申请，没有发生因政府信息公开引起的纠纷。"
    from gongkai.annual.form import EDITION_2021
    from gongkai.annual.report import SectionText

    for length in range(1, 200):
        report.sections = [
            SectionText(section.number, str(section.title), "\n".join([paragraph] * length))
            for section in EDITION_2021.sections
            if section.table is None
        ]
        data = write(report, "pdf")
        if pages_of(data) >= 5:
            return data
    raise AssertionError("no length of the narrative gives five pages")


def pages_of(data: bytes) -> int:
    """The number of pages of a PDF."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        return len(document)
    finally:
        document.close()


def mixed_folder(folder: Path, count: int, distinct: int = 8) -> None:
    """Fill a folder with ``count`` files: each shape in ``distinct`` variants, linked under many names."""
    pool = folder / ".pool"
    pool.mkdir(parents=True)
    variants: dict[str, list[Path]] = {}
    for name in MIXTURE:
        for seed in range(distinct):
            made = make(name, seed)
            path = pool / f"{name}-{seed}{Path(made.name).suffix}"
            path.write_bytes(made.data)
            variants.setdefault(name, []).append(path)
    order = [name for name, share in MIXTURE.items() for _ in range(share)]
    random = Random(1)
    for number in range(count):
        origin = variants[random.choice(order)][number % distinct]
        target = folder / f"{number // 1000:02}" / f"{number:05}{origin.suffix}"
        target.parent.mkdir(exist_ok=True)
        os.link(origin, target)


def is_right(reports: list[AnnualReport], expected: dict[str, int | Decimal | None]) -> bool:
    """Whether the only report has exactly these figures: a fast wrong answer is worth nothing."""
    return len(reports) == 1 and all(reports[0].value(path) == value for path, value in expected.items())

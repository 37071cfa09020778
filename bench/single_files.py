"""One document at a time, in a warm process."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator

from bench.documents import crowded_page, is_right, pages_of, pdf_of_five_pages, sample, word_page
from bench.timing import Row, Timed, against

__all__ = ["rows"]


def rows() -> Iterator[Row]:
    """Every measurement of a single document, in a process that is set up as a batch worker is."""
    from gongkai.annual.batch.memory import keep_freed_pages

    keep_freed_pages()
    yield from _pages()
    yield _word()
    yield from _texts()
    yield _pdf()
    yield _check()
    yield _pdf_writing()


def _reader(data: bytes, name: str) -> Callable[[], list[object]]:
    from gongkai.annual.reading import read_bytes

    return lambda: list(read_bytes(data, name))


def _note(right: bool) -> str:
    return "" if right else " (figures NOT right)"


def _row(
    subject: str, ours: Timed, reference: tuple[str, Timed], target: str, met: bool | None, right: bool = True
) -> Row:
    name, timed = reference
    ratio = ours.best / timed.best
    return Row(
        subject + _note(right),
        str(ours),
        f"{name} {timed}",
        f"{ratio:.2f}",
        target if met is not None else "",
        met and right,
    )


def _pages() -> Iterator[Row]:
    """The page that is usual, judged; and the worst that we know, shown."""
    import pandas
    from selectolax.lexbor import LexborHTMLParser

    for page, subject, judged in (
        (word_page(), "HTML of {:.0f} KB pasted from Word, bytes to settled figures", True),
        (crowded_page(), "the same, {:.0f} KB of a tag round every few characters", False),
    ):
        read = _reader(page.data, page.name)
        right = is_right(read(), page.expected)  # type: ignore[arg-type]
        subject = subject.format(len(page.data) / 1024)
        data, text = page.data, page.data.decode()

        ours, tables = against(read, lambda data=data: pandas.read_html(io.BytesIO(data), flavor="lxml"))
        met = tables.best >= 2.5 * ours.best if judged else None
        yield _row(subject, ours, ("pandas.read_html (lxml), bare tables", tables), "<= 0.40", met, right)

        ours, bare = against(read, lambda text=text: LexborHTMLParser(text))
        met = ours.best <= 6 * bare.best if judged else None
        yield _row(subject, ours, ("lexbor, bare parse", bare), "<= 6", met, right)


def _word() -> Row:
    import docx

    file = sample("docx_by_library")
    read = _reader(file.data, file.name)

    def walk() -> None:
        for grid in docx.Document(io.BytesIO(file.data)).tables:
            for row in grid.rows:
                [cell.text for cell in row.cells]

    size = sum(entry.file_size for entry in zipfile.ZipFile(io.BytesIO(file.data)).infolist())
    ours, reference = against(read, walk)
    right = is_right(read(), file.expected)  # type: ignore[arg-type]
    subject = f"DOCX of {size / 1024:.0f} KB unpacked"
    return _row(subject, ours, ("python-docx, bare tables", reference), "< 30 ms", ours.best < 30, right)


def _texts() -> Iterator[Row]:
    for name, subject in (("text_tabs", "text, columns by tabs"), ("glued_county", "text, digits glued")):
        file = sample(name)
        read = _reader(file.data, file.name)
        numbers = re.compile(r"\d+")
        ours, reference = against(
            read, lambda data=file.data, numbers=numbers: numbers.findall(data.decode()), seconds=2
        )
        unsettled = file.reports[0].may_be_null
        asked = {path: value for path, value in file.expected.items() if path not in unsettled}
        right = is_right(read(), asked)  # type: ignore[arg-type]
        yield _row(subject, ours, ("decode and find numbers", reference), "< 10 ms", ours.best < 10, right)


def _pdf() -> Row:
    import pypdfium2

    data = pdf_of_five_pages()
    read = _reader(data, "年报.pdf")

    def extract() -> None:
        document = pypdfium2.PdfDocument(data)
        for number in range(len(document)):
            page = document[number]
            words = page.get_textpage()
            words.get_text_range()
            words.close()
            page.close()
        document.close()

    ours, bare = against(read, extract)
    subject = f"PDF of {pages_of(data)} pages"
    return _row(subject, ours, ("pypdfium2, bare text", bare), "< 4", ours.best < 4 * bare.best)


def _check() -> Row:
    from gongkai.annual.checking import check
    from gongkai.annual.reading import read_bytes

    page = word_page()
    (report,) = read_bytes(page.data, page.name)
    ours, reference = against(lambda: check(report), _reader(page.data, page.name), seconds=2)
    return _row("check of one report", ours, ("reading the same", reference), "< 2 ms", ours.best < 2)


def _pdf_writing() -> Row:
    from gongkai.annual.reading import read_bytes
    from gongkai.annual.writing import write

    page = word_page()
    (report,) = read_bytes(page.data, page.name)
    ours, reference = against(lambda: write(report, "pdf"), lambda: write(report, "docx"))
    return _row("PDF writing, warm", ours, ("the same as DOCX", reference), "< 100 ms", ours.best < 100)

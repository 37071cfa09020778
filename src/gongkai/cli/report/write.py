"""``gongkai report write``: a report in the official form."""

from __future__ import annotations

import click

from gongkai.annual.report import AnnualReport
from gongkai.cli import streams
from gongkai.cli.report.parameters import FilePath
from gongkai.cli.report.single import one_report, put_in_place, tell_if_unreadable
from gongkai.cli.speech import Command
from gongkai.cli.status import CannotDo, Status

__all__ = ["rendered", "write"]


def _write(path: str, target: str) -> int:
    kind = kind_for(target)
    report = one_report(path)
    put_in_place(target, rendered(report, kind))
    unknown = sum(report.value(path) is None for path in report.form.paths)
    gaps = f"（有 {unknown} 个数字未知，写成空格）" if unknown else ""
    streams.say(f"已写入 {target}{gaps}。")
    return Status.FOUND if tell_if_unreadable(path, report) else Status.DONE


def kind_for(target: str) -> str:
    """The format that a file name asks for. Raises CannotDo for one that cannot be written."""
    from gongkai.annual.writing import WritingError, kind_of

    try:
        return kind_of(target)
    except WritingError as error:
        raise CannotDo(str(error)) from error


def rendered(report: AnnualReport, kind: str) -> bytes:
    """The report in that format. Raises CannotDo where it cannot be written so."""
    from gongkai.annual.writing import WritingError, unprintable, write

    try:
        data = write(report, kind)
    except WritingError as error:
        raise CannotDo(str(error)) from error
    missing = unprintable(report) if kind == "pdf" else ()
    if missing:
        streams.say(f"字库里没有这些字，PDF 中以〓代替：{''.join(missing)}")
    return data


write = Command(
    "write",
    callback=_write,
    help="""按格式文本（国办公开办函〔2021〕30号）和 GB/T 9704 的版式写出一份年报。

    未知的数字写成空格，绝不写成 0。""",
    params=[
        click.Argument(
            ["path"], type=FilePath(), metavar="年报", help="一份年报：本程序的 JSON 或任何能读取的文件"
        ),
        click.Option(
            ["--to", "target"],
            type=FilePath(),
            metavar="文件",
            required=True,
            help="写到哪个文件，按结尾定格式：.docx .pdf .html .xlsx .md .json",
        ),
    ],
    examples=(
        ("写成 Word", "gongkai report write 年报.json --to 年报.docx"),
        ("把网页上的年报排成 PDF", "gongkai report write 年报.html --to 年报.pdf"),
    ),
)
"""The command ``gongkai report write``."""

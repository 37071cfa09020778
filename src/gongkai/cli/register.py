"""``gongkai register``: the register verified, exported, and signed for the day."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from gongkai.cli import streams
from gongkai.cli.platform import data_option, start_platform, where_the_data_is
from gongkai.cli.public_key import read_public_key
from gongkai.cli.report.parameters import FilePath, WholeNumber
from gongkai.cli.speech import Command, LazyGroup
from gongkai.cli.status import CannotDo, Status

if TYPE_CHECKING:
    from gongkai.register.queries import EntryQuerySet

__all__ = ["checkpoint", "export", "group", "verify", "verify_database"]


def _verify(exported: str | None, checkpoints: str | None, public_key: str | None, items: bool) -> int:
    if exported is not None:
        if items:
            raise click.UsageError("--items 要用数据库，不能与导出的文件一起用")
        return _verify_file(exported, checkpoints, public_key)
    if checkpoints is not None or public_key is not None:
        raise click.UsageError("--checkpoints 和 --public-key 要与导出的文件一起用")
    return verify_database(items)


def verify_database(items: bool) -> int:
    """Verify the register, with the items too if wanted, and say what was found; the status to end with."""
    start_platform()
    from django.db import DatabaseError

    from gongkai.register.verification import verify as verify_register
    from gongkai.register.verification import verify_and_record

    try:
        outcome, _ = verify_and_record(crosscheck=items)
    except DatabaseError:
        # A copy that nobody may write into can be verified all the same.
        outcome = verify_register(crosscheck=items)
        streams.say("数据库写不进，这次核对没有留下记录。")
    if outcome.broken is not None:
        streams.write(f"链断在{outcome.broken.message}")
    for finding in outcome.findings[1 if outcome.broken else 0 :]:
        streams.write(finding)
    if not outcome.whole:
        streams.say(f"台账有问题。所查的是：{where_the_data_is()}。")
        return Status.FOUND
    position = outcome.position
    streams.write(
        f"台账完好：共{position.sequence}条，链首摘要 {position.chain_hash}，用时 {outcome.seconds:.1f} 秒。"
    )
    return Status.DONE


def _verify_file(exported: str, checkpoints: str | None, public_key: str | None) -> int:
    from gongkai.register.breaks import first_break
    from gongkai.register.exported import Unreadable, anchors_of, links_of
    from gongkai.register.signing import CannotSign

    began = time.monotonic()
    pem = read_public_key(public_key) if public_key is not None else None
    try:
        anchors, faults = anchors_of(_text(checkpoints), pem) if checkpoints is not None else ([], [])
        number = 0
        with _opened(exported) as file:

            def counted() -> Iterator[object]:
                nonlocal number
                for number, each in enumerate(links_of(file), 1):  # noqa: B007 - told afterwards
                    yield each

            broken = first_break(counted(), anchors=anchors)  # type: ignore[arg-type]
    except (Unreadable, CannotSign) as error:
        raise CannotDo(f"{exported}：{error}") from error
    if broken is not None:
        streams.write(f"链断在{broken.message}")
    for fault in faults:
        streams.write(fault)
    if broken is not None or faults:
        return Status.FOUND
    checked = f"，与{len(anchors)}个检查点相符" if checkpoints is not None else ""
    streams.write(f"文件完好：共{number}条{checked}，用时 {time.monotonic() - began:.1f} 秒。")
    return Status.DONE


def _text(path: str) -> str:
    with _opened(path) as file:
        try:
            return file.read().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise CannotDo(f"{path}：不是 UTF-8 文本") from error


@contextmanager
def _opened(path: str) -> Iterator[BinaryIO]:
    from gongkai.annual.system_errors import reason_of

    try:
        file = Path(path).open("rb")  # noqa: SIM115 - closed below
    except OSError as error:
        raise CannotDo(f"打不开“{path}”：{reason_of(error)}") from error
    with file:
        yield file


def _export(target: str, agency: str | None, year: int | None) -> int:
    ending = Path(target).suffix.lower()
    if ending not in (".xlsx", ".jsonl"):
        raise CannotDo(f"不知道怎样写“{Path(target).name}”，文件名请以 .xlsx 或 .jsonl 结尾")
    start_platform()
    from gongkai.annual.exporting.files import ExportError, written_whole
    from gongkai.register.exporting import write_json_lines, write_workbook

    entries, note = _selected(agency, year)
    try:
        with written_whole(Path(target)) as file:
            if ending == ".xlsx":
                number = write_workbook(entries, file, note)
            else:
                number = write_json_lines(entries, file)
    except ExportError as error:
        raise CannotDo(str(error)) from error
    streams.say(f"已写入 {target}：{number} 条。")
    return Status.DONE


def _selected(agency: str | None, year: int | None) -> tuple[EntryQuerySet, str]:
    import datetime

    from gongkai.agencies.models import Agency
    from gongkai.register.models import Entry
    from gongkai.register.queries import Search

    body = Agency.objects.filter(short_name=agency).first() if agency is not None else None
    if agency is not None and body is None:
        raise CannotDo(f"没有简称为“{agency}”的机关，请按机关列表里的简称填写")
    search = Search(
        agency=body.pk if body else None,
        since=datetime.date(year, 1, 1) if year else None,
        until=datetime.date(year, 12, 31) if year else None,
    )
    scope = f"{body.name if body else '全部机关'}，{f'{year}年公开的' if year else '全部时间'}"
    return Entry.objects.matching(search), scope


def _checkpoint(including_today: bool) -> int:
    start_platform()
    from gongkai.register.checkpoints import ChainBroken, key_folder, sign_due
    from gongkai.register.signing import CannotSign

    try:
        made = sign_due(including_today=including_today)
    except ChainBroken as error:
        streams.write(str(error))
        return Status.FOUND
    except CannotSign as error:
        raise CannotDo(str(error)) from error
    for each in made:
        streams.write(
            f"{each.day:%Y-%m-%d} 至第{each.sequence}条 {each.algorithm} 公钥指纹 {each.key_fingerprint}"
        )
    if made:
        streams.say(f"已签署 {len(made)} 个检查点，密钥在 {key_folder()}。")
    else:
        streams.say("没有要签署的检查点：已结束的日子都签过了，或者台账还是空的。")
    return Status.DONE


verify = Command(
    "verify",
    callback=_verify,
    help="""核对台账：从第一条到最后一条的 SM3 链，签过的检查点，数据库里阻止改写的触发器。

    链断了，说出第一条断在哪里、改了什么。给出导出的 .jsonl 文件，就只核对那个文件，不用数据库。""",
    params=[
        click.Argument(
            ["exported"], required=False, type=FilePath(), metavar="[文件]", help="export 导出的 .jsonl"
        ),
        data_option(),
        click.Option(["--items"], is_flag=True, help="同时核对：公开中的每一条信息都与台账相符"),
        click.Option(
            ["--checkpoints"],
            type=FilePath(),
            metavar="文件",
            help="与导出的文件一起用：网站上的 /register/checkpoints.json",
        ),
        click.Option(
            ["--public-key"],
            type=FilePath(),
            metavar="文件",
            help="与 --checkpoints 一起用：网站上的 /register/public-key.pem",
        ),
    ],
    examples=(
        ("核对数据库里的台账", "gongkai register verify"),
        (
            "核对拿到手的导出文件",
            "gongkai register verify 台账.jsonl --checkpoints checkpoints.json --public-key public-key.pem",
        ),
    ),
)
"""The command ``gongkai register verify``."""

export = Command(
    "export",
    callback=_export,
    help="""导出台账：.xlsx 是通行的登记台账表，.jsonl 一行一条，可以用 verify 另行核对。

    只有不加 --agency 和 --year 的 .jsonl 是完整的链。""",
    params=[
        data_option(),
        click.Option(
            ["--to", "target"],
            type=FilePath(),
            required=True,
            metavar="文件",
            help="写到哪个文件：.xlsx .jsonl",
        ),
        click.Option(["--agency"], metavar="简称", help="只导出一个机关的"),
        click.Option(["--year"], type=WholeNumber(2000, 2100), metavar="年度", help="只导出在这一年公开的"),
    ],
    examples=(
        ("导出惠民镇2024年的台账", "gongkai register export --to 台账.xlsx --agency 惠民镇 --year 2024"),
    ),
)
"""The command ``gongkai register export``."""

checkpoint = Command(
    "checkpoint",
    callback=_checkpoint,
    help="签署检查点：每个已经结束的日子一个，漏下的一并补签。链断了就不签。",
    params=[
        data_option(),
        click.Option(["--today", "including_today"], is_flag=True, help="今天的也现在就签，不等到今天结束"),
    ],
    examples=(("补签到昨天", "gongkai register checkpoint"),),
)
"""The command ``gongkai register checkpoint``."""

group = LazyGroup(
    "register",
    help="""信息登记台账：只追加、不改写，每条以 SM3 相连。

    数据在 --data 或者环境变量 GONGKAI_DATA 所指的文件夹，或者 DATABASE_URL 所指的数据库。
    退出状态：0 完好或完成；1 发现问题；2 没能完成。""",
    lazy={
        "verify": ("gongkai.cli.register:verify", "核对台账，说出第一条断链"),
        "export": ("gongkai.cli.register:export", "导出为登记台账表或 JSON Lines"),
        "checkpoint": ("gongkai.cli.register:checkpoint", "签署到昨天为止的检查点"),
    },
)
"""The group of commands."""

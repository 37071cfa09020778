"""Personal data in the text of a draft and in its attachments: nothing of it may go out by oversight."""

from __future__ import annotations

import threading
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterator
from itertools import accumulate

from gongkai.disclosure.attachments.extract import Extract, Piece
from gongkai.disclosure.attachments.kinds import AttachmentKind
from gongkai.disclosure.checking.draft import Attachment, Draft, Paragraph, Passage
from gongkai.disclosure.checking.finding import Finding, Severity
from gongkai.disclosure.checking.registry import Example, Rule, register
from gongkai.statute.personal_data import PersonalDatum, PersonalKind, find_personal_data

__all__ = ["REGISTERED", "check_personal_data", "check_personal_data_attached"]

_BASIS = "《个人信息保护法》第六条、第二十五条；《政府信息公开条例》第十五条"

_EXAMPLE_ATTACHMENT = Attachment(
    "名单.xlsx",
    Extract(
        "名单.xlsx",
        AttachmentKind.XLSX,
        (
            Piece(
                "工作表“名单”第2行", "张三\t13812341234", hidden=True, columns=("A列（隐藏）", "C列（隐藏）")
            ),
        ),
    ),
)

TEXT = register(
    Rule(
        name="personal_data.text",
        title="文字里没有个人信息",
        basis=_BASIS,
        severity=Severity.BLOCKING,
        explanation="居民身份证号（核对校验码）、手机号、银行卡号、出入境证件号、家庭住址；可以一键遮盖。固定电话只警告：单位的电话本来要公开。",
        example=Example("正文里写了手机号", {"body": (Paragraph("联系电话13812341234。"),)}),
    )
)
ATTACHED = register(
    Rule(
        name="personal_data.attachment",
        title="附件里没有个人信息",
        basis=_BASIS,
        severity=Severity.BLOCKING,
        explanation="附件的全部文字都看，隐藏的工作表、行、列、批注、修订、压缩包里的文件也看。每种个人信息、每张表（每段）只报头几处，并说一共有多少。",
        example=Example("工作簿隐藏的列里有手机号", {"attachments": (_EXAMPLE_ATTACHMENT,)}),
    )
)
REGISTERED = register(
    Rule(
        name="personal_data.registered",
        title="标题和文号里没有个人的号码",
        basis=_BASIS,
        severity=Severity.BLOCKING,
        explanation="标题和文号随公开登入台账，登入以后不能改、不能删：其中的居民身份证号、手机号、银行卡号、出入境证件号必须去掉，不能写理由保留。",
        example=Example("标题里写了手机号", {"title": "联系电话13812341234的通知"}),
    )
)
Located = tuple[tuple[PersonalDatum, str], ...]

_MOST_REMEMBERED = 50
_found: OrderedDict[str, Located] = OrderedDict()
_lock = threading.Lock()
_SEPARATOR = "\n；\n"
_TOLD_A_KIND = 3
_CELLS = str.maketrans("\t", "；")


def check_personal_data(draft: Draft) -> Iterator[Finding]:
    """Each datum in what will be public of the item itself; a number that stands twice is told twice."""
    for passage in draft.passages:
        for datum in find_personal_data(passage.text):
            yield (
                _registered(passage, datum)
                if _enters_register(passage, datum)
                else TEXT.finding(
                    passage.place,
                    datum.masked,
                    f"这里有{datum.kind.label}（{datum.masked}）。",
                    "请点“一键遮盖”，或删去；确需公开的，请在信息页写明理由。",
                    content=f"{datum.kind} {datum.text}",
                    severity=_severity(datum),
                    mask_available=True,
                )
            )


def _enters_register(passage: Passage, datum: PersonalDatum) -> bool:
    """Whether a number would stand in the register for good. A house may have to be named: of it a person decides."""
    return passage.registered and datum.blocking and datum.kind is not PersonalKind.ADDRESS


def _registered(passage: Passage, datum: PersonalDatum) -> Finding:
    return REGISTERED.finding(
        passage.place,
        datum.masked,
        f"这里有{datum.kind.label}（{datum.masked}）。登入台账以后不能改、不能删。",
        "请点“一键遮盖”，或删去。",
        content=f"{datum.kind} {datum.text}",
        mask_available=True,
    )


def check_personal_data_attached(draft: Draft) -> Iterator[Finding]:
    """The personal data in each attachment: the first few of a kind, then one finding for all the rest."""
    for attachment in draft.attachments:
        if attachment.extract is not None:
            yield from _in_attachment(attachment, _remembered(attachment.extract))


def _remembered(extract: Extract) -> Located:
    """What is in a file: looked for once, for a draft is checked again with every sentence that is typed."""
    key = f"{extract.digest} {len(extract.pieces)}"
    with _lock:
        if extract.digest and key in _found:
            _found.move_to_end(key)
            return _found[key]
    located = tuple(_located(extract.pieces))
    with _lock:
        _found[key] = located
        while len(_found) > _MOST_REMEMBERED:
            _found.popitem(last=False)
    return located


def _in_attachment(attachment: Attachment, located: Located) -> Iterator[Finding]:
    rest: dict[str, list[tuple[PersonalDatum, str]]] = {}
    told: dict[str, set[str]] = {}
    for datum, place in located:
        seen = told.setdefault(datum.kind, set())
        if datum.text in seen:
            continue
        if len(seen) < _TOLD_A_KIND:
            seen.add(datum.text)
            yield _attached(attachment, datum, place)
        else:
            rest.setdefault(datum.kind, []).append((datum, place))
    for found in rest.values():
        first, place = found[0]
        content = "\n".join(sorted({datum.text for datum, _ in found}))
        count = len({datum.text for datum, _ in found})
        yield ATTACHED.finding(
            f"附件《{attachment.name}》{place}等处",
            first.masked,
            f"附件《{attachment.name}》里还有{count}个{first.kind.label}，如{place}的{first.masked}。",
            _REMEDY,
            content=f"{first.kind} {content}",
            severity=_severity(first),
        )


_REMEDY = "请在原文件里删去或遮盖，再重新上传；确需公开的，请在信息页写明理由。"


def _attached(attachment: Attachment, datum: PersonalDatum, place: str) -> Finding:
    return ATTACHED.finding(
        f"附件《{attachment.name}》{place}",
        datum.masked,
        f"附件《{attachment.name}》{place}有{datum.kind.label}（{datum.masked}）。",
        _REMEDY,
        content=f"{datum.kind} {datum.text}",
        severity=_severity(datum),
    )


def _located(pieces: tuple[Piece, ...]) -> Iterator[tuple[PersonalDatum, str]]:
    """What is found in all pieces at once, which is far quicker than one by one, with its place.

    A sign between cells and pieces keeps numbers of two of them from being read as one.
    """
    starts = [0, *accumulate(len(piece.text) + len(_SEPARATOR) for piece in pieces)]
    text = _SEPARATOR.join(
        [piece.text.translate(_CELLS) if piece.columns else piece.text for piece in pieces]
    )
    for datum in find_personal_data(text):
        index = bisect_right(starts, datum.start) - 1
        piece = pieces[index]
        place = piece.place_at(datum.start - starts[index])
        yield datum, f"{place}（隐藏）" if piece.hidden and "（隐藏）" not in place else place


def _severity(datum: PersonalDatum) -> Severity:
    return Severity.BLOCKING if datum.blocking else Severity.WARNING

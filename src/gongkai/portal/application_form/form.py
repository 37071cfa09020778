"""What an application has to say (第二十九条), as the fields of a form, and where a body takes it in.

Nothing else is asked: no purpose (第二十七条), no choice of what is read out of the law.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Final

from gongkai.agencies.models import Agency
from gongkai.channels import addresses
from gongkai.portal.applying import PERIODS

NAME: Final = addresses.FORM
DAY: Final = datetime.date(2019, 5, 15)
"""The date of both files, since when the Regulation asks for these fields: the same form has the same bytes."""


@dataclass(frozen=True)
class Field:
    """A blank: its label, what may be ticked in it, and how many lines high it is."""

    label: str
    choices: tuple[str, ...] = ()
    lines: int = 1


@dataclass(frozen=True)
class Part:
    """Blanks under a heading: one or two on a row."""

    heading: str
    rows: tuple[tuple[Field, ...], ...]


@dataclass(frozen=True)
class Form:
    """The form of one body. `where` and `notes` are sentences for the applicant."""

    agency: str
    parts: tuple[Part, ...]
    where: tuple[str, ...]
    notes: tuple[str, ...]


_REACHED: Final = (
    (Field("联系电话"), Field("邮政编码")),
    (Field("通信地址"),),
    (Field("电子邮箱"),),
)
PARTS: Final = (
    Part(
        "申请人：公民填写",
        ((Field("姓名"), Field("证件名称")), (Field("证件号码"),), *_REACHED),
    ),
    Part(
        "申请人：法人或者其他组织填写",
        (
            (Field("名称"),),
            (Field("统一社会信用代码"), Field("法定代表人/负责人")),
            (Field("联系人"), Field("联系电话")),
            (Field("通信地址"), Field("邮政编码")),
            (Field("电子邮箱"),),
        ),
    ),
    Part(
        "所申请公开的政府信息",
        (
            (Field("名称、文号，或者便于查询的其他特征", lines=5),),
            (Field("提供的形式", ("纸质", "电子文档", "其他：")),),
            (Field("获取的途径", ("邮寄", "电子邮件", "传真", "当面领取", "当场查阅、抄录")),),
        ),
    ),
    Part(
        "签名",
        (
            (Field("申请人签名、盖章"), Field("申请日期")),
            (Field("代为填写的人员"), Field("代理人签名")),
        ),
    ),
    Part("以下由受理机关填写", ((Field("收到日期"), Field("登记编号")),)),
)

NOTES: Final = (
    "请附身份证明：公民附身份证件的复印件，法人或者其他组织附登记证书的复印件；委托他人办理的，另附授权委托书和代理人的"
    "身份证明。",
    "不需要说明申请的用途。书写确有困难的，可以口头提出，由工作人员代为填写。",
    "不用这张表也可以：书面申请写明了申请人的姓名或者名称、身份证明、联系方式，所申请的信息，以及提供的形式和途径，同样"
    "有效（《中华人民共和国政府信息公开条例》第二十九条）。",
    f"受理机关自收到申请之日起{PERIODS['reply']}内答复；内容不明确的，{PERIODS['clarification_notice']}内一次性告知怎样补正。",
)


def form_of(body: Agency) -> Form:
    """The form with the body's own receiving addresses, as they stand in its guide."""
    return Form(body.name, PARTS, tuple(_where(body)), NOTES)


def _where(body: Agency) -> list[str]:
    at = body.address
    known = {
        "当面提交": at and "，".join(filter(None, (at, body.office_hours))),
        "邮寄": at
        and f"{at}，{body.name}{f'，邮编{body.postcode}' if body.postcode else ''}（信封上注明“政府信息公开申请”）",
        "传真": body.fax and f"{body.fax}（请同时打电话确认收到）",
        "电子邮件": body.email and f"{body.email}（请同时打电话确认收到）",
        "咨询电话": body.telephone,
    }
    found = [f"{way}：{text}" for way, text in known.items() if text]
    return found or ["受理机关还没有登记接收申请的地址，请先向它询问。"]

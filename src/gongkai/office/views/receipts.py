"""What a clerk enters about channels: a receipt, a posting, a taking down, an error; and the pictures kept with them."""

from __future__ import annotations

import datetime
import uuid
from pathlib import Path
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone

from gongkai.agencies.access import OfficeRequest, office_screen
from gongkai.channels.actions.boards import PostOnBoard, TakeDown
from gongkai.channels.actions.record_receipt import RecordReceipt, VoidReceipt
from gongkai.channels.models import PaperSize, Receipt
from gongkai.channels.rights import may_record
from gongkai.disclosure.models import Item
from gongkai.disclosure.serving import served
from gongkai.office.forms.channels import DownForm, PostingForm, ReceiptForm, VoidForm, usual_days
from gongkai.office.views.acting import Page, act, posted
from gongkai.office.views.items import item_or_404

POSTING = "office/channels/post.html"


def _item(request: OfficeRequest, pk: int) -> Item:
    stored = item_or_404(request, pk)
    if not may_record(request.powers, stored.agency):
        raise Http404("这条信息的渠道回执不归您登记。")
    return stored


def _receipt(request: OfficeRequest, pk: int) -> Receipt:
    found = Receipt.objects.select_related("item__agency", "entry").filter(pk=pk).first()
    if found is None or not may_record(request.powers, found.item.agency):
        raise Http404("没有这张回执，或者它不归您办理。")
    receipt: Receipt = found
    return receipt


def _back(item: Item) -> str:
    return reverse("office:item-channels", args=[item.pk])


def _now() -> datetime.datetime:
    return timezone.localtime().replace(second=0, microsecond=0)


@office_screen()
def record(request: OfficeRequest, pk: int) -> HttpResponse:
    """Enter the receipt of an outside channel."""
    stored = _item(request, pk)
    chosen = {"channel": request.GET.get("channel", ""), "name": request.GET.get("name", "")[:60]}
    form = ReceiptForm(posted(request), request.FILES or None, initial={"at": _now(), **chosen})
    page = Page("登记渠道回执", "登记", _back(stored), lead=stored.title, done="渠道回执已登记，并登入台账。")
    return act(request, page, form, lambda typed: RecordReceipt(stored, request.user, **typed))


@office_screen()
def post(request: OfficeRequest, pk: int) -> HttpResponse:
    """Print the sheet of an item, and enter that it was put up."""
    stored = _item(request, pk)
    form = PostingForm(posted(request), request.FILES or None, initial=usual_days())
    page = Page(
        "打印并登记张贴",
        "登记张贴",
        _back(stored),
        lead=stored.title,
        done="张贴已登记，并登入台账。到期前请留意首页的提示。",
        more={"stored": stored, "sizes": PaperSize.choices, "days": usual_days()},
    )
    return act(
        request, page, form, lambda typed: PostOnBoard(stored, request.user, **typed), template=POSTING
    )


@office_screen()
def take_down(request: OfficeRequest, pk: int) -> HttpResponse:
    """Enter that something was taken down."""
    receipt = _receipt(request, pk)
    form = DownForm(posted(request), request.FILES or None, initial={"at": _now()})
    page = Page(
        f"登记撤下：{receipt.carrier_label}",
        "登记撤下",
        _back(receipt.item),
        lead=receipt.item.title,
        done="撤下已登记，并登入台账。",
    )
    return act(request, page, form, lambda typed: TakeDown(receipt, request.user, **typed))


@office_screen()
def void(request: OfficeRequest, pk: int) -> HttpResponse:
    """Enter that a receipt is wrong."""
    receipt = _receipt(request, pk)
    page = Page(
        f"更正回执：{receipt.carrier_label}",
        "作废这张回执",
        _back(receipt.item),
        lead=f"{receipt.item.title}（台账第{receipt.entry.sequence}条）",
        warnings=("作废后，这张回执不再计入，原来的记录和台账条目保留。需要的，请再登记一张正确的。",),
        done="回执已作废。需要的，请再登记一张正确的。",
        danger=True,
    )

    def action(typed: dict[str, Any]) -> VoidReceipt:
        return VoidReceipt(receipt, request.user, at=timezone.now(), **typed)

    return act(request, page, VoidForm(posted(request)), action)


@office_screen()
def picture(request: OfficeRequest, key: uuid.UUID) -> HttpResponse:
    """The picture of a receipt, for those who read the body's work."""
    receipt = Receipt.objects.select_related("item__agency").filter(key=key).exclude(picture="").first()
    if receipt is None or not request.powers.reads(receipt.item.agency):
        raise Http404("没有这张照片，或者它不属于您的机关。")
    path = Path(receipt.picture.path)
    if not path.is_file():
        raise Http404("照片的文件不见了，请联系系统管理员从备份恢复。")
    return served(request, path, name=f"渠道回执{receipt.pk}.jpg", tag=receipt.picture_hash, public=False)

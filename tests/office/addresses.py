"""What to put into the parameters of an address. A page that is added needs a line here, or its test fails."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import models
from django.urls import reverse
from tests.office.stage import Stage
from tests.office.states import TOWN
from tests.office.walking import A_KEY, Screen

from gongkai.agencies.models import Agency, Appointment, Assessment, Delegation, Person, Post, Training
from gongkai.channels import addresses as public_addresses
from gongkai.channels.models import Receipt
from gongkai.disclosure.models import CatalogueEntry, Column, CountyTerm, StoredFile
from gongkai.register.models import Checkpoint, Entry

Parameters = dict[str, Any]
Provider = Callable[[Stage], Iterable[tuple[str, Parameters]]]


@dataclass(frozen=True)
class Address:
    """Where to go, and what is there: the state of an item, or the name of something else."""

    label: str
    path: str


def _items(stage: Stage) -> Iterator[tuple[str, Parameters]]:
    yield from ((kept.label, {"pk": kept.pk}) for kept in stage.items)
    yield "不存在", {"pk": 999_999_999}
    yield "太大的编号", {"pk": 10**25}


def _rows(model: type[models.Model], parameter: str = "pk", most: int = 5) -> Provider:
    """The first rows and the last one."""

    def provider(stage: Stage) -> Iterator[tuple[str, Parameters]]:
        manager: Any = model._default_manager
        rows = list(manager.order_by("pk"))
        for row in [*rows[: most - 1], *rows[most - 1 :][-1:]]:
            yield f"{model._meta.verbose_name}“{row}”", {parameter: row.pk}
        yield "不存在", {parameter: 999_999_999}

    return provider


def _of_bodies(model: type[models.Model], agency: str = "agency") -> Provider:
    """All rows of 惠民镇, and the first of each other body."""

    def provider(stage: Stage) -> Iterator[tuple[str, Parameters]]:
        manager: Any = model._default_manager
        for name, body in stage.world.agencies.items():
            rows = manager.filter(**{agency: body}).order_by("pk")
            for row in rows if name == TOWN else rows[:1]:
                yield f"{name}的{model._meta.verbose_name}“{row}”", {"pk": row.pk}
        yield "不存在", {"pk": 999_999_999}

    return provider


def _people(stage: Stage) -> Iterator[tuple[str, Parameters]]:
    for username in ("drafter1", "deputy_leader1", "spare", "leaver", "account_administrator0", "root"):
        yield f"{username}的账号", {"pk": Person.objects.get(username=username).pk}


def _files(stage: Stage) -> Iterator[tuple[str, Parameters]]:
    for kept in stage.items:
        for stored in StoredFile.objects.filter(item=kept.pk).order_by("pk"):
            yield f"{kept.label}的附件", {"key": stored.key, "name": stored.name}
        if kept.label in ("草稿", "撤回"):
            yield f"{kept.label}的附件，改名", {"key": stored.key, "name": "x.txt"}
    yield "不存在", {"key": A_KEY, "name": "x.txt"}


def _public_pages(stage: Stage) -> Iterator[tuple[str, Parameters]]:
    """What has a public address, or would have: each item in its states, the lists it would stand in, other editions."""
    for kept in stage.items:
        for address in (public_addresses.item, public_addresses.history, public_addresses.print_view):
            yield kept.label, {"address": address(kept.item).removeprefix("/")}
    town = stage.world.agency(TOWN)
    lists = [
        public_addresses.column(column)
        for column in Column.objects.filter(agency=town).select_related("agency")
    ]
    blocks = [
        public_addresses.block(town, name) for name in (public_addresses.STATUTORY, public_addresses.REPORTS)
    ]
    columns = Column.objects.filter(agency=town).select_related("agency")
    feeds = [
        public_addresses.feed(name, body, column)
        for name in ("atom.xml", "feed.json")
        for body, column in ((None, None), (town, None), *((town, column) for column in columns))
    ]
    told = (
        "/sitemap.xml",
        "/sitemap-pages.xml",
        "/sitemap-0.xml",
        "/robots.txt",
        public_addresses.FEEDS,
        *feeds,
    )
    for address in (public_addresses.DISCLOSURE, public_addresses.agency(town), *blocks, *lists, *told):
        yield TOWN, {"address": address.removeprefix("/")}
        yield f"{TOWN}，长者版", {"address": f"{public_addresses.ELDER}{address}".removeprefix("/")}
    for name in ("atom.xml", "feed.json"):
        yield f"{TOWN}的订阅", {"address": public_addresses.feed(name, town).removeprefix("/")}
    yield "不存在", {"address": "zfxxgk/没有/xx/1/"}
    yield "不存在", {"address": "zfxxgk/../office/"}


def _attached(stage: Stage) -> Iterator[tuple[str, Parameters]]:
    for kept in stage.items:
        for attachment in kept.item.get_latest_revision_as_object().attachments.all():
            yield kept.label, {"pk": kept.pk, "key": attachment.key}
    yield "不存在", {"pk": stage.items[0].pk, "key": A_KEY}


def _pictures(stage: Stage) -> Iterator[tuple[str, Parameters]]:
    for kept in stage.items:
        for picture in kept.pictures:
            yield f"{kept.label}的图片", {"path": picture.file.name}
            for rendition in picture.renditions.order_by("pk")[:1]:
                yield f"{kept.label}的小图", {"path": rendition.file.name}
    yield "不存在", {"path": "original_images/../../keys/register"}


def _chosen(parameter: str) -> Provider:
    def provider(stage: Stage) -> Iterator[tuple[str, Parameters]]:
        for label in ("草稿", "公开", "撤回", "待初审"):
            yield f"{label}的图片", {parameter: stage.item(label).pictures[0].pk}
        yield "不存在", {parameter: 999_999_999}

    return provider


def _entries(stage: Stage) -> Iterator[tuple[str, Parameters]]:
    for sequence in (1, Entry.objects.count(), 999_999_999, 10**25):
        yield f"第{sequence}号", {"sequence": sequence}


def _checkpoints(stage: Stage) -> Iterator[tuple[str, Parameters]]:
    for checkpoint in Checkpoint.objects.order_by("pk"):
        yield "检查点", {"day": checkpoint.day}


def _receipts(stage: Stage) -> Iterator[tuple[str, Parameters]]:
    for receipt in Receipt.objects.filter(automatic=False).select_related("item").order_by("pk"):
        yield f"“{receipt.item}”的{receipt}", {"pk": receipt.pk}
    yield "不存在", {"pk": 999_999_999}


def _receipt_pictures(stage: Stage) -> Iterator[tuple[str, Parameters]]:
    for receipt in Receipt.objects.exclude(picture="").order_by("pk"):
        yield f"{receipt}的照片", {"key": receipt.key}
    yield "不存在", {"key": A_KEY}


def _items_by_number(stage: Stage) -> Iterator[tuple[str, Parameters]]:
    for label, kwargs in _items(stage):
        yield label, {"number": kwargs["pk"]}


PROVIDERS: dict[str, Provider] = {
    "api:get_item": _items_by_number,
    "api:get_agency": lambda stage: [
        (name, {"short_name": name}) for name in (*stage.world.agencies, "没有这个机关")
    ],
    "api:get_annual_report": lambda stage: [
        ("没有的年报", {"short_name": TOWN, "year": "2023"}),
        ("不是年份", {"short_name": TOWN, "year": "nb"}),
    ],
    "api:without_slash": lambda stage: [("末尾有斜线", {"rest": "items"})],
    "api:unknown": lambda stage: [("没有的地址", {"rest": "nowhere"})],
    "office:receipt-down": _receipts,
    "office:receipt-void": _receipts,
    "office:receipt-picture": _receipt_pictures,
    "disclosure:file": _files,
    "disclosure:picture": _pictures,
    "portal:page": _public_pages,
    "office:column": _of_bodies(Column),
    "office:catalogue-entry": _of_bodies(CatalogueEntry),
    "office:term": _of_bodies(CountyTerm),
    "office:agency": _rows(Agency),
    "office:agency-edit": _rows(Agency),
    "office:agency-close": _rows(Agency),
    "office:post-create": _rows(Agency),
    "office:post": _of_bodies(Post),
    "office:post-edit": _of_bodies(Post),
    "office:post-close": _of_bodies(Post),
    "office:post-take-up": _of_bodies(Post),
    "office:appointment-hand-over": _of_bodies(Appointment, "post__agency"),
    "office:appointment-end": _of_bodies(Appointment, "post__agency"),
    "office:appointment-delegate": _of_bodies(Appointment, "post__agency"),
    "office:delegation-take-back": _rows(Delegation),
    "office:person": _people,
    "office:person-edit": _people,
    "office:person-identity": _people,
    "office:person-switch-off": _people,
    "office:person-switch-on": _people,
    "office:person-reset-password": _people,
    "office:person-reset-factor": _people,
    "office:training-correct": _rows(Training),
    "office:assessment-correct": _rows(Assessment),
    "register:entry": _entries,
    "register_public:statement": _checkpoints,
    "register_public:signature": _checkpoints,
    "mfa_remove_webauthn": _rows(Authenticator),
    "mfa_edit_webauthn": _rows(Authenticator),
    "wagtailimages_chooser:chosen": _chosen("pk"),
    "wagtailimages_chooser:select_format": _chosen("image_id"),
    "wagtailadmin_tag_model_autocomplete": lambda stage: [
        ("标签", {"app_name": "taggit", "model_name": "tag"}),
        ("不是标签", {"app_name": "disclosure", "model_name": "item"}),
        ("不存在", {"app_name": "nothing", "model_name": "nothing"}),
    ],
}
ABOUT_ITEMS = ("office:item",)


def provider_of(screen: Screen) -> Provider | None:
    """What fills the parameters of the screen; None when nobody has said it yet."""
    if not screen.parameters:
        return lambda stage: [("", {})]
    if screen.name in PROVIDERS:
        return PROVIDERS[screen.name]
    about_item = screen.name.startswith(ABOUT_ITEMS) and screen.parameters == ("pk",)
    return _items if about_item else None


def addresses(screen: Screen, stage: Stage) -> list[Address]:
    """Where the screen is: one address for each state of an item, or for each thing that it is about."""
    provider = provider_of(screen)
    assert provider is not None, missing(screen)
    if "(unnamed" in screen.name:
        return [Address("", screen.any_path())]
    return [Address(label, reverse(screen.name, kwargs=kwargs)) for label, kwargs in provider(stage)]


def missing(screen: Screen) -> str:
    """What somebody who added a page has to do."""
    wanted = "、".join(screen.parameters)
    return (
        f"地址 {screen.route}（{screen.name}）的参数 {wanted} 没有取值。"
        f'请在 tests/office/addresses.py 的 PROVIDERS 里加一行 "{screen.name}": …，'
        "给出每一种对象（信息的页面用 _items，它包括每一种状态）。"
    )

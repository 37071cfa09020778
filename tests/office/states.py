"""An item in every state, each made by the acts of people, with texts of its own that must not be seen by others."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from tests.world import World

from gongkai.acts.days import today
from gongkai.agencies.models import Agency, Person, PostRole
from gongkai.channels.actions.boards import PostOnBoard
from gongkai.disclosure.actions.attach import Attach
from gongkai.disclosure.actions.draft_ends import DiscardDraft
from gongkai.disclosure.actions.save_draft import SaveDraft
from gongkai.disclosure.actions.withdraw import Withdraw
from gongkai.disclosure.models import Column, ColumnKind, Item, Picture
from gongkai.disclosure.states import ItemState, states_of
from gongkai.review.actions import (
    Approve,
    ChangeReviewSettings,
    Comment,
    PublishInEmergency,
    SendBack,
    Submit,
)
from gongkai.review.models import Stage
from gongkai.review.settings import DEFAULT_CHECKLIST, DEFAULT_TERMS

TOWN = "惠民镇"
DEPARTMENT = "民政局"
CONFIRMED = [check.key for check in DEFAULT_CHECKLIST]
# What every mark of every item has in it: something to search for that finds all of them.
COMMON = "zq7mark"


@dataclass
class Kept:
    """An item, and the marks in it: those that only readers of the body may see, those that everybody may."""

    label: str
    item: Item
    state: ItemState
    secret: list[str] = field(default_factory=list)
    public: list[str] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)

    @property
    def pk(self) -> int:
        return int(self.item.pk)


@dataclass
class Scenes:
    """Makes the items of one body."""

    world: World
    town: str = TOWN
    made: list[Kept] = field(default_factory=list)
    number: int = 0

    @property
    def agency(self) -> Agency:
        found: Agency = Agency.objects.get(pk=self.world.agency(self.town).pk)
        return found

    def of(self, role: PostRole) -> Person:
        return self.world.of(self.town, role)

    def mark(self) -> str:
        self.number += 1
        return f"{COMMON}{self.agency.pk:02d}{self.number:03d}"

    def column(self, kind: ColumnKind) -> Column:
        defaults = {"name": kind.label, "slug": str(kind.value).replace("_", "-")}
        found: Column = Column.objects.get_or_create(agency=self.agency, kind=kind, defaults=defaults)[0]
        return found

    def picture(self, mark: str) -> Picture:
        info = PngInfo()
        info.add_text("Comment", mark)
        buffer = io.BytesIO()
        Image.new("RGB", (40, 30), "#1d5a8c").save(buffer, "PNG", pnginfo=info)
        file = SimpleUploadedFile(f"{mark}.png", buffer.getvalue())
        made: Picture = Picture.objects.create(
            title=f"图{mark}", file=file, uploaded_by_user=self.of(PostRole.DRAFTER)
        )
        made.get_rendition("width-20")
        return made

    def write(self, kept: Kept, item: Item, *, secret: bool, **fields: Any) -> None:
        """A draft with a new mark in its text, its picture and its file; in its title when it is a secret."""
        mark = self.mark()
        picture = self.picture(mark)
        kept.pictures.append(picture)
        (kept.secret if secret else kept.public).append(mark)
        shown = {"picture": picture, "alternative_text": "蓝色的标志", "caption": f"图{mark}"}
        typed: dict[str, Any] = {
            "title": f"关于{kept.label}的公告" + (mark if secret else ""),
            "summary": f"概述{mark}。",
            "body": [("text", f"<p>镇人民政府定于本周组织植树。{mark}</p>"), ("picture", shown)],
            **fields,
        }
        for name, value in typed.items():
            setattr(item, name, value)
        SaveDraft(item, self.of(PostRole.DRAFTER), item.latest_revision_id).perform()
        kept.item = self.again(item)
        upload = SimpleUploadedFile(f"附件{mark}.txt", f"附件的文字{mark}".encode())
        Attach(kept.item, self.of(PostRole.DRAFTER), upload=upload).perform()
        kept.item = self.again(item)

    def again(self, item: Item) -> Item:
        found: Item = Item.objects.get(pk=item.pk)
        return found

    def begin(self, label: str, state: ItemState, *, secret: bool = True, **fields: Any) -> Kept:
        """A new item with a first draft."""
        kind = fields.pop("kind", ColumnKind.NOTICE)
        day = today()
        item = Item(agency=self.agency, column=self.column(kind), formed_on=day, theme="综合政务/政务公开")
        kept = Kept(label, item, state)
        self.write(kept, item, secret=secret, **fields)
        self.made.append(kept)
        return kept

    def revise(self, kept: Kept) -> None:
        """A new draft of something that was public."""
        stored = self.again(kept.item)
        latest = stored.get_latest_revision_as_object()
        latest.latest_revision_id = stored.latest_revision_id
        latest.attachments = []
        self.write(kept, latest, secret=True)

    def submit(self, kept: Kept) -> None:
        present = self.again(kept.item)
        Submit(present, self.of(PostRole.DRAFTER), present.latest_revision_id, checklist=CONFIRMED).perform()

    def approve(self, kept: Kept, stage: Stage, role: PostRole) -> None:
        present = self.again(kept.item)
        Approve(present, self.of(role), present.latest_revision_id, stage).perform()

    def send_back(self, kept: Kept) -> None:
        present = self.again(kept.item)
        SendBack(
            present, self.of(PostRole.DEPUTY_LEADER), present.latest_revision_id, "请补充时间。"
        ).perform()

    def review(self, kept: Kept) -> None:
        self.submit(kept)
        self.approve(kept, Stage.SECOND, PostRole.DEPUTY_LEADER)
        self.approve(kept, Stage.FINAL, PostRole.CHIEF)

    def publish(self, label: str, state: ItemState = ItemState.PUBLIC, **fields: Any) -> Kept:
        kept = self.begin(label, state, secret=False, **fields)
        self.review(kept)
        return kept

    def post_up(self, kept: Kept) -> None:
        """A sheet on a notice board, with a picture of it."""
        buffer = io.BytesIO()
        Image.new("RGB", (40, 30), "#1d5a8c").save(buffer, "PNG")
        PostOnBoard(
            self.again(kept.item),
            self.of(PostRole.DRAFTER),
            place="和平村公开栏",
            posted_on=today(),
            until_on=today() + datetime.timedelta(days=30),
            picture=SimpleUploadedFile("照片.png", buffer.getvalue()),
        ).perform()

    def withdraw(self, kept: Kept) -> None:
        """What was for everybody is from now on for nobody else."""
        Withdraw(
            self.again(kept.item), self.of(PostRole.CHIEF), reason="内容有误，改正后另行公开。"
        ).perform()
        kept.secret, kept.public = [*kept.secret, *kept.public], []


def _drafts(scenes: Scenes) -> None:
    scenes.begin("草稿", ItemState.DRAFT)
    second = scenes.begin("待再审", ItemState.IN_REVIEW)
    scenes.submit(second)
    present = scenes.again(second.item)
    comment = f"意见{second.secret[0]}。"
    Comment(present, scenes.of(PostRole.DEPUTY_LEADER), present.latest_revision_id, comment).perform()
    final = scenes.begin("待终审", ItemState.IN_REVIEW)
    scenes.submit(final)
    scenes.approve(final, Stage.SECOND, PostRole.DEPUTY_LEADER)
    back = scenes.begin("退回", ItemState.SENT_BACK)
    scenes.submit(back)
    scenes.send_back(back)
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    scenes.review(scenes.begin("定时", ItemState.SCHEDULED, go_live_at=tomorrow))
    discarded = scenes.begin("放弃", ItemState.GIVEN_UP)
    present = scenes.again(discarded.item)
    DiscardDraft(present, scenes.of(PostRole.DRAFTER), seen_revision_id=present.latest_revision_id).perform()
    reason = {"withholding_reason": "internal_affairs", "withholding_explanation": "后勤管理的内部安排。"}
    scenes.review(scenes.begin("归档", ItemState.FILED, openness="withheld", **reason))


def _published(scenes: Scenes) -> None:
    scenes.post_up(scenes.publish("公开"))
    scenes.publish("文件", kind=ColumnKind.DOCUMENT, document_number="测惠府发〔2024〕3号", genre="通知")
    scenes.revise(scenes.publish("公开有修改稿", ItemState.PUBLIC_DRAFT))
    reviewed = scenes.publish("公开修改稿在审", ItemState.PUBLIC_IN_REVIEW)
    scenes.revise(reviewed)
    scenes.submit(reviewed)
    back = scenes.publish("公开修改稿退回", ItemState.PUBLIC_SENT_BACK)
    scenes.revise(back)
    scenes.submit(back)
    scenes.send_back(back)
    withdrawn = scenes.publish("撤回", ItemState.WITHDRAWN)
    scenes.post_up(withdrawn)
    scenes.withdraw(withdrawn)
    again = scenes.publish("撤回后重写", ItemState.WITHDRAWN)
    scenes.withdraw(again)
    scenes.revise(again)
    urgent = scenes.begin("紧急发布", ItemState.PUBLIC, secret=False)
    present = scenes.again(urgent.item)
    reason = "山洪预警，来不及三审。"
    PublishInEmergency(present, scenes.of(PostRole.CHIEF), present.latest_revision_id, reason).perform()


def _of_a_department(world: World) -> list[Kept]:
    """Where the first review is somebody else's: an item that waits for it."""
    scenes = Scenes(world, DEPARTMENT)
    head = world.newcomer("section", "民科")
    world.appoint(head, DEPARTMENT, PostRole.SECTION_HEAD, "办公室主任")
    terms = type(DEFAULT_TERMS)(first=(PostRole.SECTION_HEAD,))
    ChangeReviewSettings(scenes.agency, scenes.of(PostRole.CHIEF), today(), terms).perform()
    waiting = scenes.begin("待初审", ItemState.IN_REVIEW)
    scenes.submit(waiting)
    return scenes.made


def make_items(world: World) -> list[Kept]:
    """One in every state in 惠民镇, and one that waits for its first review in 民政局.

    Raises:
        AssertionError: when an act left an item in another state than it is here for.
    """
    scenes = Scenes(world)
    _drafts(scenes)
    _published(scenes)
    made = [*scenes.made, *_of_a_department(world)]
    for kept in made:
        kept.item = scenes.again(kept.item)
    wrong = list(_in_another_state(made))
    assert not wrong, wrong
    without = set(ItemState) - {kept.state for kept in made}
    assert not without, f"这些状态没有信息，请在 tests/office/states.py 里各做一条：{without}"
    return made


def _in_another_state(made: list[Kept]) -> Iterator[str]:
    found = states_of(kept.item for kept in made)
    for kept in made:
        if found[kept.pk] != kept.state:
            yield f"{kept.label}: {found[kept.pk].label}"

"""Who may read which item, in every state; validity and interpretations as readers see them."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from gongkai.acts.action import Refused
from gongkai.acts.days import today
from gongkai.agencies.models import PostRole
from gongkai.agencies.powers import Powers, powers_of
from gongkai.disclosure.actions.validity import ChangeValidity
from gongkai.disclosure.actions.withdraw import Withdraw
from gongkai.disclosure.models import ColumnKind, Item
from gongkai.disclosure.queries import may_read
from gongkai.disclosure.validity import validity_after, validity_of
from gongkai.register.models import ChangeKind, Entry
from gongkai.statute.metadata import Validity

from .conftest import Office

STATES = ("draft", "in_review", "public", "public_with_draft", "scheduled", "withdrawn", "withheld")
HIDDEN = frozenset(STATES) - {"public", "public_with_draft"}
WHO: dict[str, tuple[str, PostRole] | None] = {
    "nobody": None,
    "drafter": ("惠民镇", PostRole.DRAFTER),
    "deputy": ("惠民镇", PostRole.DEPUTY_LEADER),
    "chief": ("惠民镇", PostRole.CHIEF),
    "another drafter": ("永兴镇", PostRole.DRAFTER),
    "another chief": ("永兴镇", PostRole.CHIEF),
    "department": ("民政局", PostRole.CHIEF),
    "county drafter": ("测试县", PostRole.DRAFTER),
    "county chief": ("测试县", PostRole.CHIEF),
    "supervisor": ("测试县", PostRole.SUPERVISOR),
    "auditor": ("测试县", PostRole.AUDITOR),
    "accounts": ("测试县", PostRole.ACCOUNT_ADMINISTRATOR),
}
INTERNAL = {"withholding_reason": "internal_affairs", "withholding_explanation": "人事管理信息。"}
READS_ALL = frozenset({"drafter", "deputy", "chief", "supervisor", "auditor"})


def in_every_state(office: Office) -> dict[str, Item]:
    items = {
        "draft": office.draft("草稿"),
        "in_review": office.draft("在审"),
        "public": office.published("公开"),
        "public_with_draft": office.published("公开又有草稿"),
        "scheduled": office.published("定时", go_live_at=datetime.datetime(2024, 6, 9, tzinfo=datetime.UTC)),
        "withdrawn": office.published("撤回"),
        "withheld": office.published("内部", openness="withheld", **INTERNAL),
    }
    office.submit(items["in_review"])
    office.revised(items["public_with_draft"], summary="新的概述。")
    Withdraw(items["withdrawn"], office.chief, "内容有误").perform()
    return {state: office.again(item) for state, item in items.items()}


def test_who_reads_what_in_every_state(office: Office) -> None:
    items = in_every_state(office)
    for who, held in WHO.items():
        powers = powers_of(office.world.of(*held), today()) if held else Powers()
        visible = set(Item.objects.visible_to(powers).values_list("pk", flat=True))
        for state, item in items.items():
            expected = state not in HIDDEN or who in READS_ALL
            assert (item.pk in visible) == expected, (who, state)
            assert may_read(powers, item) == expected, (who, state)


def test_the_public_is_what_is_live_and_open(office: Office) -> None:
    items = in_every_state(office)
    public = set(Item.objects.public().values_list("pk", flat=True))
    assert public == {items["public"].pk, items["public_with_draft"].pk}


def test_validity_is_what_the_dated_changes_say(office: Office) -> None:
    item = office.published("管理办法", ColumnKind.DOCUMENT)
    june, july, year = datetime.date(2024, 6, 3), datetime.date(2024, 7, 1), datetime.date(2025, 1, 1)
    assert validity_of(item, june) == Validity.IN_FORCE
    for validity, on, basis in (
        (Validity.PARTLY_IN_FORCE, july, "测惠府发〔2024〕9号修改第三条"),
        (Validity.REPEALED, year, "测惠府发〔2024〕30号"),
    ):
        ChangeValidity(item, office.chief, validity=validity, on=on, basis=basis).perform()
    assert [validity_of(item, day) for day in (june, july, datetime.date(2024, 12, 31), year)] == [
        Validity.IN_FORCE,
        Validity.PARTLY_IN_FORCE,
        Validity.PARTLY_IN_FORCE,
        Validity.REPEALED,
    ]
    found = Item.objects.with_validity(july).select_related("column").get(pk=item.pk)
    assert validity_after(found, found.validity_then) == Validity.PARTLY_IN_FORCE
    kinds = Entry.objects.order_by("sequence").values_list("kind", flat=True)
    assert list(kinds) == [ChangeKind.PUBLISHED, ChangeKind.VALIDITY, ChangeKind.VALIDITY]
    last = Entry.objects.order_by("sequence").last()
    assert last is not None and "自2025年1月1日起废止：测惠府发〔2024〕30号" in str(last.body)
    assert office.again(item).live


def test_a_wrong_change_of_validity_is_put_right_by_another(office: Office) -> None:
    item = office.published("管理办法", ColumnKind.DOCUMENT)
    day = datetime.date(2024, 6, 10)
    ChangeValidity(item, office.chief, validity=Validity.LAPSED, on=day, basis="有效期届满").perform()
    ChangeValidity(
        item, office.chief, validity=Validity.IN_FORCE, on=day, basis="登记有误，有效期至2029年"
    ).perform()
    assert validity_of(item, day) == Validity.IN_FORCE
    assert item.validity_changes.count() == 2


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"basis": " "}, "写明依据"),
        ({"on": datetime.date(2024, 6, 1)}, "不能早于成文日期"),
        ({"validity": Validity.IN_FORCE}, "已经是“有效”"),
    ],
)
def test_changes_of_validity_that_make_no_sense_are_refused(
    office: Office, changes: dict[str, Any], reason: str
) -> None:
    item = office.published("管理办法", ColumnKind.DOCUMENT)
    stated = {"validity": Validity.REPEALED, "on": datetime.date(2024, 7, 1), "basis": "废止决定", **changes}
    with pytest.raises(Refused, match=reason):
        ChangeValidity(item, office.chief, **stated).perform()
    with pytest.raises(Refused, match="分管领导或者主要领导"):
        ChangeValidity(item, office.drafter, **stated).perform()


def test_a_document_and_its_interpretation_lead_to_each_other(office: Office) -> None:
    document = office.published("管理办法", ColumnKind.DOCUMENT)
    item = office.draft("《管理办法》解读", ColumnKind.INTERPRETATION)
    latest = office.revised(item, interprets=[document])
    assert not Item.objects.all().interpreting(document).exists()
    office.reviewed(latest)
    assert list(Item.objects.all().interpreting(document)) == [item]
    assert list(office.again(item).interprets.all()) == [document]
    # The link stays when the document is withdrawn: its tombstone stands there.
    Withdraw(document, office.chief, "重新制定").perform()
    assert list(office.again(item).interprets.all()) == [document]
    with pytest.raises(Exception, match="不能解读它自己"):
        office.again(document).interprets = [document]
        own = office.again(document)
        own.interprets = [own]
        own.full_clean()

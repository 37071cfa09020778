"""Changes for harvesters: a mirror that follows them has what is public, and nothing that was withdrawn."""

from __future__ import annotations

import datetime
import json
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.disclosure.conftest import body

from gongkai.channels import registered
from gongkai.channels.actions.record_receipt import RecordReceipt
from gongkai.channels.carried import note_carried
from gongkai.channels.kinds import ChannelKind
from gongkai.disclosure.actions.conceal import Conceal
from gongkai.disclosure.actions.withdraw import Withdraw
from gongkai.disclosure.models import Concealed, Item


def mirrored(api: Any, mirror: dict[int, str], after: int = 0) -> int:
    """Follow the changes as an outside harvester does; the number to go on from."""
    path = f"changes?after={after}&size=2"
    while path:
        said = api(path).said
        for change in said["changes"]:
            if change["state"] == "withdrawn":
                mirror.pop(change["id"], None)
            else:
                mirror[change["id"]] = change["title"]
        after = said["last_sequence"]
        path = said["next"].partition("/api/v1/")[2] if said["next"] else ""
    return after


def test_a_mirror_learns_of_corrections_and_withdrawals(office: Any, api: Any) -> None:
    items = [office.published(f"第{number}号") for number in range(3)]
    mirror: dict[int, str] = {}
    at = mirrored(api, mirror)
    assert set(mirror.values()) == {f"第{number}号" for number in range(3)}
    Withdraw(office.again(items[1]), office.chief, "有误").perform()
    office.reviewed(office.revised(items[2], title="第2号（更正）"))
    office.published("第3号")
    assert mirrored(api, mirror, at) > at
    assert set(mirror.values()) == {"第0号", "第2号（更正）", "第3号"}
    whole: dict[int, str] = {}
    mirrored(api, whole)
    assert whole == mirror


def test_who_copied_it_hears_what_is_not_shown_any_more(office: Any, api: Any) -> None:
    gone = office.published("关于王五低保待遇的公示")
    Withdraw(gone, office.chief, "公示期已满").perform()
    corrected = office.reviewed(
        office.revised(office.published("公告", body=body("王五患病。")), body=body("已删去。"))
    )
    last = api("changes").said["last_sequence"]
    Conceal(office.again(gone), office.chief, Concealed.TITLE, "标题含个人信息").perform()
    Conceal(office.again(corrected), office.chief, Concealed.EARLIER_VERSIONS, "涉及个人隐私").perform()
    changes = api(f"changes?after={last}").said["changes"]
    assert [(change["id"], change["state"]) for change in changes] == [
        (gone.pk, "withdrawn"),
        (corrected.pk, "public"),
    ]
    assert "王五" not in json.dumps(changes, ensure_ascii=False)
    assert [change["sequence"] for change in changes] == [last + 1, last + 2]
    detail = api(f"items/{corrected.pk}").said
    assert (len(detail["versions"]), detail["sequence"]) == (1, last + 2)


def test_nothing_new_is_an_empty_page_with_the_same_number(office: Any, api: Any) -> None:
    office.published()
    last = api("changes").said["last_sequence"]
    said = api(f"changes?after={last}").said
    assert said == {"changes": [], "last_sequence": last, "more": False, "next": None}


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00%2B14:00", "9999-12-31T23:59:59-14:00"])
def test_a_moment_that_is_none_in_another_time_zone_is_refused(api: Any, moment: str) -> None:
    answer = api(f"changes?updated_since={moment}", status=422)
    assert answer.said["error"]["field"] == "updated_since"


def test_changes_since_a_moment(office: Any, api: Any, clock: Any) -> None:
    office.published("早的")
    clock.shift(datetime.timedelta(days=1))
    office.published("晚的")
    found = api("changes?updated_since=2024-06-04T00:00:00%2B08:00").said["changes"]
    assert [change["title"] for change in found] == ["晚的"]
    assert api("changes?updated_since=2030-01-01T00:00:00Z").said["changes"] == []


def test_a_moment_without_its_time_zone_is_refused(api: Any) -> None:
    answer = api("changes?updated_since=2024-06-04T00:00:00")
    assert answer.status_code == 422
    assert "时区" in answer.said["error"]["message"]


@pytest.mark.any_database
def test_what_a_channel_notes_of_itself_is_no_change(office: Any, api: Any) -> None:
    item = office.published()
    before = api("changes").said["changes"], api(f"items/{item.pk}").content
    assert note_carried([item.pk], timezone.now()) == 1
    assert (api("changes").said["changes"], api(f"items/{item.pk}").content) == before


def test_what_channels_noted_is_gone_past_for_good(
    office: Any, api: Any, django_assert_max_num_queries: Any
) -> None:
    """A register in which most entries are receipts costs few queries, and the next question begins after them."""
    item = office.published()
    after = api("changes").said["last_sequence"]
    for _ in range(4):
        RecordReceipt(item, office.drafter, channel=ChannelKind.VILLAGE_RADIO, at=timezone.now()).perform()
    with django_assert_max_num_queries(4):
        said = api(f"changes?after={after}&size=1").said
    assert said == {"changes": [], "last_sequence": after + 4, "more": False, "next": None}


def test_a_long_run_of_other_entries_is_gone_through_in_several_answers(
    office: Any, api: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr(registered, "LOOKED_THROUGH", 2)
    monkeypatch.setattr(registered, "MOST_LOOKS", 2)
    item = office.published()
    for _ in range(6):
        RecordReceipt(item, office.drafter, channel=ChannelKind.VILLAGE_RADIO, at=timezone.now()).perform()
    office.published("关于停水的通知")
    first = api("changes?size=5").said
    assert (len(first["changes"]), first["more"]) == (1, True)
    mirror: dict[int, str] = {}
    mirrored(api, mirror)
    assert list(mirror.values()) == ["关于开展春季植树活动的公告", "关于停水的通知"]


@given(data=st.data())
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_the_pages_every_item_comes_once(office: Any, api: Any, monkeypatch: Any, data: Any) -> None:
    """Over any size of page and of what is read at a time."""
    if not Item.objects.exists():
        items = [office.published(f"第{number}号") for number in range(4)]
        for item in items[:2]:
            RecordReceipt(
                item, office.drafter, channel=ChannelKind.VILLAGE_RADIO, at=timezone.now()
            ).perform()
        Withdraw(office.again(items[1]), office.chief, "有误").perform()
    monkeypatch.setattr(registered, "LOOKED_THROUGH", data.draw(st.integers(1, 12)))
    monkeypatch.setattr(registered, "MOST_LOOKS", data.draw(st.integers(1, 3)))
    path, seen = f"changes?size={data.draw(st.integers(1, 6))}", []
    while path:
        said = api(path).said
        seen += [(change["sequence"], change["id"]) for change in said["changes"]]
        path = said["next"].partition("/api/v1/")[2] if said["next"] else ""
    assert seen == sorted(seen) and len({pk for _, pk in seen}) == len(seen) == 4

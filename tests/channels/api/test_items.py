"""Items through the API: lists, details, tombstones, and never anything that is not public."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.disclosure.conftest import MORNING

from gongkai.agencies.models import PostRole
from gongkai.channels.api.documents import item_files
from gongkai.disclosure.actions.attach import Attach
from gongkai.disclosure.actions.validity import ChangeValidity
from gongkai.disclosure.actions.withdraw import Withdraw
from gongkai.disclosure.models import ColumnKind
from gongkai.statute.metadata import METADATA_FIELDS, Validity

TOWN = "惠民镇"


def titles(answer: Any) -> list[str]:
    return [item["title"] for item in answer.said["items"]]


def published_on(office: Any, day: int, title: str, **fields: Any) -> Any:
    with time_machine.travel(MORNING + datetime.timedelta(days=day), tick=True):
        return office.published(title, **fields)


def test_a_list_has_the_newest_first_and_says_where_one_is(office: Any, api: Any) -> None:
    for day in range(3):
        published_on(office, day, f"第{day}号公告")
    answer = api("items?size=2")
    assert answer.status_code == 200
    assert titles(answer) == ["第2号公告", "第1号公告"]
    said = answer.said
    assert (said["total"], said["page"], said["size"], said["pages"]) == (3, 1, 2, 2)
    assert said["previous"] is None
    assert said["next"].endswith("/api/v1/items?size=2&page=2")
    following = api("items?size=2&page=2")
    assert titles(following) == ["第0号公告"]
    assert following.said["next"] is None and following.said["previous"] is not None
    assert titles(api("items?size=2&page=3")) == []


def test_a_draft_is_in_no_list_and_has_no_detail(office: Any, api: Any) -> None:
    draft = office.draft("还没有公开的事")
    assert titles(api("items")) == []
    assert api("changes").said["changes"] == []
    answer = api(f"items/{draft.pk}")
    assert answer.status_code == 404
    assert answer.said == api("items/999999").said


def test_the_draft_of_something_public_stays_inside(office: Any, api: Any) -> None:
    item = office.published("关于停水的通知")
    before = api(f"items/{item.pk}").content
    office.revised(item, title="改了一半的标题")
    assert api(f"items/{item.pk}").content == before
    assert titles(api("items")) == ["关于停水的通知"]


@pytest.mark.any_database
def test_lists_are_narrowed(office: Any, api: Any) -> None:
    published_on(office, 0, "甲", theme="综合政务/政务公开")
    published_on(
        office, 1, "乙", kind=ColumnKind.DOCUMENT, theme="综合政务/信访", document_number="测惠府〔2024〕1号"
    )
    published_on(office, 2, "丙", theme="科技、教育/教育")
    for question, expected in (
        (f"agency={TOWN}", "甲乙丙"),
        ("agency=民政局", ""),
        ("column=document", "乙"),
        (f"agency={TOWN}&column=notice", "甲丙"),
        ("kind=document", "乙"),
        ("theme=综合政务", "甲乙"),
        ("theme=综合政务/政务公开", "甲"),
        ("year=2024", "甲乙丙"),
        ("year=2023", ""),
        ("since=2024-06-04", "乙丙"),
        ("until=2024-06-04", "甲乙"),
        ("since=2024-06-04&until=2024-06-04", "乙"),
        ("year=2024&since=2023-01-01&until=2024-06-03", "甲"),
    ):
        answer = api(f"items?{question}")
        assert set(titles(answer)) == set(expected), question
        assert answer.said["total"] == len(expected)


def test_a_detail_has_everything_that_readers_may_know(office: Any, api: Any) -> None:
    item = office.published(
        "关于印发工作方案的通知",
        ColumnKind.DOCUMENT,
        document_number="测惠府〔2024〕2号",
        keywords="植树；绿化",
    )
    said = api(f"items/{item.pk}").said
    assert [field["key"] for field in said["metadata"]] == [field.key for field in METADATA_FIELDS]
    values = {field["key"]: field["value"] for field in said["metadata"]}
    assert values["document_number"] == "测惠府〔2024〕2号"
    assert values["published_on"] == "2024-06-03"
    assert said["validity"] == {"key": "in_force", "label": "有效"}
    assert said["keywords"] == ["植树", "绿化"]
    assert said["published_at"].endswith("+08:00")
    assert said["body_html"] == "<p>镇人民政府定于本周组织植树。</p>"
    assert said["body_text"] == "镇人民政府定于本周组织植树。"
    assert said["url"].endswith(f"/xx/{item.pk}/") and said["url"].startswith("http")
    assert len(said["versions"]) == 1
    assert said["versions"][0]["content_hash"] == item.own_hash()


def test_an_attachment_has_its_digest_and_an_address_that_is_answered(
    office: Any, api: Any, client: Any
) -> None:
    item = office.draft()
    attached = Attach(item, office.drafter, ContentFile("第一条".encode(), name="方案 #1.txt")).perform()
    public = office.reviewed(office.again(item))
    (said,) = api(f"items/{public.pk}").said["attachments"]
    assert said["sm3"] == attached.content_hash and said["size"] == attached.size
    path = said["url"].split("://", 1)[1].partition("/")[2]
    answer = client.get(f"/{path}")
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == "第一条".encode()


def test_names_of_reviewers_and_their_remarks_are_in_no_answer(office: Any, api: Any) -> None:
    item = office.published()
    text = "".join(api(path).content.decode() for path in (f"items/{item.pk}", "items", "changes"))
    for role in (PostRole.DRAFTER, PostRole.DEPUTY_LEADER, PostRole.CHIEF):
        assert office.of(role).name not in text
    assert "reviewers" not in text and "drafted_by" not in text


def test_what_was_withdrawn_answers_410_with_its_tombstone(withdrawn: Any, api: Any) -> None:
    answer = api(f"items/{withdrawn.pk}")
    assert answer.status_code == 410
    assert answer.said["error"]["code"] == "withdrawn"
    assert answer.said["tombstone"]["reason"] == "内容有误，另行公布"
    assert answer.said["tombstone"]["withdrawn_on"] == "2024-06-03"
    assert "body_html" not in answer.content.decode()
    assert titles(api("items")) == []


def test_versions_before_a_withdrawal_are_not_told(withdrawn: Any, office: Any, api: Any) -> None:
    office.reviewed(office.revised(withdrawn, title="关于停水的通知（重发）"))
    said = api(f"items/{withdrawn.pk}").said
    assert [version["kind"]["key"] for version in said["versions"]] == ["published"]
    assert said["title"] == "关于停水的通知（重发）"


def test_document_and_interpretation_name_each_other_while_both_are_public(office: Any, api: Any) -> None:
    document = office.published("工作方案", ColumnKind.DOCUMENT, document_number="测惠府〔2024〕2号")
    reading = office.published("《工作方案》解读", ColumnKind.INTERPRETATION, interprets=[document])
    assert [each["id"] for each in api(f"items/{document.pk}").said["interpreted_by"]] == [reading.pk]
    assert [each["id"] for each in api(f"items/{reading.pk}").said["interprets"]] == [document.pk]
    Withdraw(document, office.chief, "有误").perform()
    assert api(f"items/{reading.pk}").said["interprets"] == []


def test_validity_is_that_of_today(office: Any, api: Any, clock: Any) -> None:
    document = office.published("工作方案", ColumnKind.DOCUMENT, document_number="测惠府〔2024〕2号")
    ChangeValidity(
        document,
        office.chief,
        validity=Validity.REPEALED,
        on=datetime.date(2024, 7, 1),
        basis="测府〔2024〕9号",
    ).perform()
    assert api(f"items/{document.pk}").said["validity"]["key"] == "in_force"
    clock.move_to(datetime.datetime(2024, 7, 1, 1, 0, tzinfo=datetime.UTC))
    said = api(f"items/{document.pk}").said
    assert said["validity"]["key"] == "repealed"
    assert said["validity_changes"] == [
        {"on": "2024-07-01", "validity": {"key": "repealed", "label": "废止"}, "basis": "测府〔2024〕9号"}
    ]


@pytest.mark.any_database
def test_a_list_asks_the_database_as_often_for_many_as_for_one(office: Any, api: Any) -> None:
    office.published("甲", ColumnKind.DOCUMENT, document_number="测惠府〔2024〕1号")

    def asked(path: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert api(path).status_code == 200
        return len(queries)

    paths = ("items", "changes", "columns", "agencies", f"agencies/{TOWN}", f"items?agency={TOWN}&year=2024")
    one = {path: asked(path) for path in paths}
    for number in range(4):
        office.published(f"第{number}号", ColumnKind.NOTICE if number % 2 else ColumnKind.NEWS)
    assert {path: asked(path) for path in paths} == one
    assert max(one.values()) <= 5


@pytest.mark.any_database
def test_many_details_ask_as_often_as_one(office: Any) -> None:
    ids = [office.published(f"第{number}号").pk for number in range(4)]

    def asked(wanted: list[int]) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert len(list(item_files(wanted))) == len(wanted)
        return len(queries)

    assert asked(ids) == asked(ids[:1])

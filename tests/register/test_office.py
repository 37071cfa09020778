"""The auditor's page: who sees what, searching, paging, one entry, the chain's state, downloads."""

import io
import re

import pytest
from python_calamine import CalamineWorkbook
from tests.register.making import publish
from tests.register.tampering import execute, without_guards
from tests.site.chinese_pages import english_left

from gongkai.agencies.models import PostRole
from gongkai.register.checkpoints import sign_due
from gongkai.register.models import Verification
from gongkai.register.tasks import verify_for
from gongkai.register.verification import verify_and_record

pytestmark = pytest.mark.django_db

ADDRESSES = ["/office/register/", "/office/register/1/", "/office/register/export.xlsx"]


@pytest.fixture
def mixed(world):
    publish(world, 1)
    publish(world, 2, town="永兴镇", title="永兴镇防汛通知", column_kind="notice")
    return world


@pytest.fixture
def as_(client, mixed):
    def sign_in(town, role):
        client.force_login(mixed.of(town, role), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


@pytest.fixture
def auditor(as_):
    return as_("测试县", PostRole.AUDITOR)


def titles(response):
    assert response.status_code == 200, response.status_code
    return re.findall(r'<a href="/office/register/\d+/">([^<]*)</a>', response.content.decode())


def test_nobody_gets_in_without_signing_in(client, mixed):
    for address in [*ADDRESSES, "/office/register/export.jsonl"]:
        response = client.get(address)
        assert response.status_code == 302 and "next=" in response["Location"]
    assert client.post("/office/register/verify/").status_code == 302


def test_whoever_has_no_post_is_refused(client, mixed):
    client.force_login(mixed.newcomer("nobody"), backend="django.contrib.auth.backends.ModelBackend")
    assert {client.get(address).status_code for address in ADDRESSES} == {403}


def test_a_town_sees_its_own_and_no_way_to_others(as_):
    client = as_("惠民镇", PostRole.DRAFTER)
    assert titles(client.get("/office/register/")) == ["惠民镇第1条信息"]
    assert client.get("/office/register/2/").status_code == 404
    assert titles(client.get("/office/register/?text=防汛")) == []
    exported = b"".join(client.get("/office/register/export.jsonl").streaming_content)
    assert exported.count(b"\n") == 1 and "永兴镇".encode() not in exported
    assert client.post("/office/register/verify/").status_code == 403
    page = client.get("/office/register/").content.decode()
    assert "现在核对" not in page
    assert ">永兴镇</option>" not in page


def test_supervisor_and_auditor_see_all(as_):
    for role in (PostRole.SUPERVISOR, PostRole.AUDITOR):
        assert titles(as_("测试县", role).get("/office/register/")) == ["永兴镇防汛通知", "惠民镇第1条信息"]


def test_searching_narrows_the_page_and_both_downloads(auditor):
    assert titles(auditor.get("/office/register/?text=防汛&column_kind=notice")) == ["永兴镇防汛通知"]
    content = b"".join(auditor.get("/office/register/export.xlsx?text=防汛").streaming_content)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert [row[2] for row in rows[3:]] == ["永兴镇防汛通知"]
    response = auditor.get("/office/register/export.jsonl?text=防汛")
    assert "%E5%8F%B0%E8%B4%A6" in response["Content-Disposition"]
    assert b"".join(response.streaming_content).count(b"\n") == 1


def test_what_was_typed_wrong_stays_and_is_said(auditor):
    response = auditor.get("/office/register/?text=防汛&since=2024-13-01&kind=nothing")
    page = response.content.decode()
    assert "日期请写成 2024-03-05 这样。" in page and "没有这个选项" in page
    assert 'value="防汛"' in page and 'value="2024-13-01"' in page and 'aria-invalid="true"' in page
    assert titles(response) == []
    page = auditor.get("/office/register/?since=2024-03-05&until=2024-03-04").content.decode()
    assert "结束日期早于开始日期" in page


@pytest.mark.parametrize(
    "query", ["until=9999-12-31", "since=0001-01-01", "since=0001-01-01&until=9999-12-31"]
)
def test_a_day_of_which_there_can_be_no_entry_is_said(auditor, query):
    response = auditor.get(f"/office/register/?{query}")
    assert "年份应在1949至2100之间" in response.content.decode()


@pytest.mark.parametrize("ending", ["xlsx", "jsonl"])
def test_a_wrong_question_is_no_empty_file(auditor, ending):
    response = auditor.get(f"/office/register/export.{ending}?until=9999-12-31", follow=True)
    assert "年份应在1949至2100之间" in response.content.decode()


@pytest.mark.parametrize(
    "query", ["before=x", "after=-1", "before=99999999999999999999999", "agency=abc", "before=²"]
)
def test_nonsense_in_the_address_breaks_nothing(auditor, query):
    assert auditor.get(f"/office/register/?{query}").status_code == 200


def test_paging_keeps_the_search(auditor, mixed, monkeypatch):
    for number in range(3, 55):
        publish(mixed, number)
    page = auditor.get("/office/register/?kind=published").content.decode()
    older = re.search(r'href="(\?kind=published&amp;before=\d+)"', page).group(1).replace("&amp;", "&")
    second = auditor.get(f"/office/register/{older}")
    assert len(titles(second)) == 4
    newer = re.search(r'href="(\?kind=published&amp;after=\d+)"', second.content.decode()).group(1)
    back = auditor.get(f"/office/register/{newer.replace('&amp;', '&')}")
    assert len(titles(back)) == 50


def test_the_list_costs_the_same_however_long(auditor, mixed, django_assert_max_num_queries):
    auditor.get("/office/register/")
    with django_assert_max_num_queries(20) as few:
        auditor.get("/office/register/")
    for number in range(3, 30):
        publish(mixed, number)
    with django_assert_max_num_queries(20) as many:
        auditor.get("/office/register/")
    assert len(many) == len(few)


def test_one_entry_shows_who_signed_its_body_and_its_hashes(auditor, mixed):
    publish(mixed, 1, revision_id=11, kind="corrected")
    page = auditor.get("/office/register/1/").content.decode()
    for said in (
        "惠副1（镇党委副书记） 2024-03-05 07:30",
        "测惠府〔2024〕1号",
        "与登记内容和上一条相符",
        "第 3 条，更正",
    ):
        assert said in page
    assert auditor.get("/office/register/99/").status_code == 404


def test_an_entry_that_was_tampered_with_says_so(auditor):
    with without_guards():
        execute(
            "UPDATE register_entry SET body = replace(body, '正文', '正文'), previous_hash = 'x' WHERE sequence = 2"
        )
    assert "与登记内容不符" in auditor.get("/office/register/2/").content.decode()


def test_the_state_of_the_chain_is_told(auditor, mixed):
    assert "还没有核对过" in auditor.get("/office/register/").content.decode()
    verify_and_record(crosscheck=False)
    sign_due(including_today=True)
    page = auditor.get("/office/register/").content.decode()
    assert "最近一次核对：完好" in page and "核对到第 2 条，系统例行" in page and "至第 2 条" in page
    with without_guards():
        execute("UPDATE register_entry SET title = 'x' WHERE sequence = 2")
    verify_and_record(crosscheck=False)
    page = auditor.get("/office/register/").content.decode()
    assert "最近一次核对：有问题" in page and "第2条：信息名称现为" in page


def test_verification_can_be_asked_for(auditor, mixed):
    response = auditor.post("/office/register/verify/", follow=True)
    assert "已开始核对" in response.content.decode()
    verify_for.func(mixed.of("测试县", PostRole.AUDITOR).pk)
    assert Verification.objects.get().recorded_by == mixed.of("测试县", PostRole.AUDITOR)
    assert auditor.get("/office/register/verify/").status_code == 405


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_can_be_written_here(auditor, address):
    for method in ("post", "put", "delete", "patch"):
        assert getattr(auditor, method)(address).status_code == 405


def test_no_english_is_left(auditor, mixed):
    verify_and_record(crosscheck=False)
    for address in ("/office/register/", "/office/register/1/"):
        assert english_left(auditor.get(address).content.decode()) == []

"""The screens for bodies, posts, accounts and trainings: who sees what, what is kept, what is said."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.site.chinese_pages import english_left
from tests.world import World

from gongkai.agencies.actions import AddPost, Delegate, HandOver
from gongkai.agencies.models import (
    Agency,
    Appointment,
    Assessment,
    Delegation,
    Person,
    Post,
    PostRole,
    Training,
)
from gongkai.agencies.powers import powers_of
from gongkai.disclosure.models import CatalogueEntry, Column, ColumnKind

TODAY = datetime.date(2024, 6, 3)


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGKAI_TODAY", TODAY.isoformat())


def as_(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def administrator(world: World) -> Client:
    return as_(world.of("测试县", PostRole.ACCOUNT_ADMINISTRATOR))


def names(world: World) -> list[str]:
    return [person.username for person in Person.objects.all()]


def test_the_tree_shows_what_one_may_see(world: World, administrator: Client) -> None:
    whole = administrator.get("/office/agencies/").content.decode()
    for short_name in world.agencies:
        assert short_name in whole
    own = as_(world.of("惠民镇", PostRole.DRAFTER)).get("/office/agencies/").content.decode()
    assert "惠民镇" in own and "永兴镇" not in own
    assert english_left(whole) == []


def test_a_bodys_page_on_another_day(world: World, administrator: Client) -> None:
    chief = world.appointments["惠民镇", PostRole.CHIEF]
    successor = world.newcomer("successor", "王新")
    HandOver(chief, None, successor, datetime.date(2024, 5, 1)).perform()
    address = reverse("office:agency", args=[world.agency("惠民镇").pk])
    today = administrator.get(address).content.decode()
    before = administrator.get(address, {"day": "2024-04-30"}).content.decode()
    assert "王新" in today and chief.person.name not in today
    assert chief.person.name in before and "王新" not in before
    assert "移交<span" in today and "移交<span" not in before
    assert english_left(today, names(world)) == []
    assert administrator.get(address, {"day": "nonsense"}).status_code == 200
    assert administrator.get(address, {"day": "2024-02-30"}).status_code == 200
    empty = administrator.get(address, {"day": "2020-01-01"}).content.decode()
    assert "三审不能完成" in empty


@pytest.mark.parametrize("role", [PostRole.SUPERVISOR, PostRole.AUDITOR])
def test_supervisors_and_auditors_read_and_change_nothing(world: World, role: PostRole) -> None:
    reader = as_(world.of("测试县", role))
    town = world.agency("惠民镇")
    appointment = world.appointments["惠民镇", PostRole.CHIEF]
    page = reader.get(reverse("office:agency", args=[town.pk])).content.decode()
    assert appointment.person.name in page and "移交" not in page and "修改资料" not in page
    for name, pk in (
        ("agency-edit", town.pk),
        ("agency-close", town.pk),
        ("post-create", town.pk),
        ("post-edit", appointment.post_id),
        ("post-take-up", appointment.post_id),
        ("appointment-hand-over", appointment.pk),
        ("appointment-end", appointment.pk),
        ("appointment-delegate", appointment.pk),
    ):
        for method in (reader.get, reader.post):
            assert method(reverse(f"office:{name}", args=[pk])).status_code == 404, name
    for name in ("person-edit", "person-switch-off", "person-reset-password", "person-reset-factor"):
        address = reverse(f"office:{name}", args=[appointment.person_id])
        assert reader.post(address).status_code == 403, name


def test_a_towns_administrator_stays_in_his_town(world: World) -> None:
    keeper = world.newcomer("keeper")
    world.appoint(keeper, "惠民镇", PostRole.ACCOUNT_ADMINISTRATOR, "账号管理员")
    client = as_(keeper)
    other = world.agency("永兴镇")
    assert client.get(reverse("office:agency", args=[other.pk])).status_code == 404
    stranger = world.of("永兴镇", PostRole.DRAFTER)
    for name in ("person", "person-edit", "person-switch-off", "person-reset-password"):
        assert client.get(reverse(f"office:{name}", args=[stranger.pk])).status_code == 404, name
    assert stranger.name not in client.get("/office/people/").content.decode()
    assert client.get(reverse("office:agency-create"), {"above": other.pk}).status_code == 404


def test_setting_up_a_body_keeps_what_was_typed(world: World, administrator: Client) -> None:
    county = world.agency("测试县")
    address = f"{reverse('office:agency-create')}?above={county.pk}"
    typed = {
        "level": "township",
        "name": "测试县新镇人民政府",
        "short_name": "新镇",
        "division_code": "510422103",
        "index_pattern": "{code}/{year}-{serial:05d}",
        "telephone": "0812-8650001",
    }
    page = administrator.post(address, typed)
    text = page.content.decode()
    assert page.status_code == 422 and "应以510499开头" in text
    assert "0812-8650001" in text and "测试县新镇人民政府" in text and english_left(text) == []
    assert administrator.post(address, {**typed, "division_code": "510499103"}).status_code == 302
    town = Agency.objects.get(short_name="新镇")
    assert town.telephone == "0812-8650001"
    # Its people can write at once: the columns and duties of its level are there.
    assert Column.objects.filter(agency=town, kind=ColumnKind.NOTICE).exists()
    assert CatalogueEntry.objects.filter(agency=town).exists()


def test_from_account_to_hand_over(world: World, administrator: Client) -> None:
    town = world.agency("惠民镇")
    opened = administrator.post(
        "/office/people/new/", {"agency": town.pk, "name": "王新", "username": "wangxin"}
    )
    assert opened.status_code == 200 and opened.context["opened"].password in opened.content.decode()
    assert english_left(opened.content.decode(), ["wangxin", opened.context["opened"].password]) == []
    again = administrator.post(
        "/office/people/new/", {"agency": town.pk, "name": "王二", "username": "wangxin"}
    )
    assert (
        again.status_code == 422
        and "已经有人用了" in again.content.decode()
        and "王二" in again.content.decode()
    )
    appointment = world.appointments["惠民镇", PostRole.CHIEF]
    address = reverse("office:appointment-hand-over", args=[appointment.pk])
    form = administrator.get(address).content.decode()
    assert "王新（wangxin）" in form and english_left(form, names(world)) == []
    successor = Person.objects.get(username="wangxin")
    answer = administrator.post(
        address, {"person": successor.pk, "on": "2024-06-03", "basis": "测委干〔2024〕9号"}
    )
    assert answer.status_code == 302
    assert powers_of(successor, TODAY).holding(town, PostRole.CHIEF)
    history = administrator.get(reverse("office:post", args=[appointment.post_id])).content.decode()
    assert "移交给王新" in history and "测委干〔2024〕9号" in history
    # Each of the two is told.
    told = as_(appointment.person).get("/office/account/").content.decode()
    assert "由王新接任" in told


def test_a_refused_appointment_keeps_what_was_typed(world: World, administrator: Client) -> None:
    post = world.appointments["惠民镇", PostRole.CHIEF].post
    drafter = world.of("惠民镇", PostRole.DRAFTER)
    page = administrator.post(
        reverse("office:post-take-up", args=[post.pk]),
        {"person": drafter.pk, "began_on": "2024-06-03", "basis": "会议"},
    )
    assert (
        page.status_code == 422 and "请办理移交" in page.content.decode() and "会议" in page.content.decode()
    )
    assert Appointment.objects.filter(post=post).count() == 1


def test_a_leader_lets_another_stand_in_and_takes_it_back(world: World) -> None:
    chief, deputy = world.of("惠民镇", PostRole.CHIEF), world.of("惠民镇", PostRole.DEPUTY_LEADER)
    appointment, client = world.appointments["惠民镇", PostRole.CHIEF], as_(chief)
    assert "不在岗时委托别人" in client.get("/office/account/").content.decode()
    address = reverse("office:appointment-delegate", args=[appointment.pk])
    typed = {"deputy": deputy.pk, "began_on": "2024-06-03", "until_on": "2024-06-07", "reason": "休假"}
    assert client.post(address, typed)["Location"] == "/office/account/"
    page = client.get("/office/account/").content.decode()
    assert "收回委托" in page and english_left(page, names(world)) == []
    assert "我代行的岗位" in as_(deputy).get("/office/account/").content.decode()
    back = reverse("office:delegation-take-back", args=[Delegation.objects.get().pk])
    assert as_(deputy).post(back).status_code == 404
    assert client.post(back).status_code == 302
    assert powers_of(deputy, TODAY).holding(world.agency("惠民镇"), PostRole.CHIEF) is None


def test_nobody_delegates_anothers_post(world: World) -> None:
    appointment = world.appointments["惠民镇", PostRole.CHIEF]
    other = as_(world.of("惠民镇", PostRole.DEPUTY_LEADER))
    assert other.get(reverse("office:appointment-delegate", args=[appointment.pk])).status_code == 404


def test_switching_off_and_on(world: World, administrator: Client) -> None:
    drafter = world.of("惠民镇", PostRole.DRAFTER)
    page = administrator.get(reverse("office:person-switch-off", args=[drafter.pk])).content.decode()
    assert "请办理移交或者免职" in page
    administrator.post(reverse("office:person-switch-off", args=[drafter.pk]))
    drafter.refresh_from_db()
    assert not drafter.is_active
    listed = administrator.get("/office/people/", {"state": "off"}).content.decode()
    assert drafter.name in listed and english_left(listed, names(world)) == []
    on = administrator.post(reverse("office:person-switch-on", args=[drafter.pk]))
    assert on.status_code == 200 and "一次性口令" in on.content.decode()
    person = administrator.get(reverse("office:person", args=[drafter.pk])).content.decode()
    assert "恢复账号" in person and english_left(person, names(world)) == []


def test_trainings_from_form_to_count(world: World) -> None:
    drafter = world.of("惠民镇", PostRole.DRAFTER)
    client, town = as_(drafter), world.agency("惠民镇")
    typed = {"title": "条例解读", "held_on": "2024-05-06", "hours": "2.5", "teacher": "王老师"}
    late = client.post("/office/training/new/", {**typed, "held_on": "2024-07-01"})
    assert late.status_code == 422 and "王老师" in late.content.decode()
    far = client.post("/office/training/new/", {**typed, "attended": "9" * 23})
    assert far.status_code == 422 and "请从列出的人里选择。" in far.content.decode()
    people = [drafter.pk, world.of("惠民镇", PostRole.CHIEF).pk]
    assert client.post("/office/training/new/", {**typed, "attended": people}).status_code == 302
    page = client.get("/office/training/", {"agency": town.pk, "year": 2024}).content.decode()
    assert "2人次参加" in page and english_left(page, names(world)) == []
    wrong = Training.objects.get()
    form = client.get(reverse("office:training-correct", args=[wrong.pk])).content.decode()
    assert form.count("checked") == 2
    client.post(
        reverse("office:training-correct", args=[wrong.pk]), {**typed, "hours": "3", "attended": people}
    )
    page = client.get("/office/training/", {"agency": town.pk, "year": 2024}).content.decode()
    assert "3学时" in page and Training.objects.count() == 2
    stranger = as_(world.of("永兴镇", PostRole.DRAFTER))
    assert stranger.get(reverse("office:training-correct", args=[wrong.pk])).status_code == 404


def test_assessments_from_form_to_list(world: World) -> None:
    supervisor, county = as_(world.of("测试县", PostRole.SUPERVISOR)), world.agency("测试县")
    address = f"/office/assessments/new/?agency={county.pk}"
    form = supervisor.get(address).content.decode()
    assert "惠民镇" in form and english_left(form) == []
    typed = {
        "agency": world.agency("惠民镇").pk,
        "year": 2023,
        "concluded_on": "2024-01-20",
        "score": "95.5",
        "grade": "优秀",
    }
    assert supervisor.post(address, typed).status_code == 302
    assert supervisor.post(address, typed).status_code == 422
    page = supervisor.get("/office/training/", {"agency": county.pk, "year": 2023}).content.decode()
    assert "95.50" in page and Assessment.objects.count() == 1
    assert as_(world.of("惠民镇", PostRole.CHIEF)).get(address).status_code == 404


def test_queries_of_the_lists_do_not_grow(world: World, administrator: Client) -> None:
    town = world.agency("惠民镇")
    pages = (
        "/office/agencies/",
        reverse("office:agency", args=[town.pk]),
        "/office/people/",
        "/office/training/",
        "/office/account/",
    )

    def counted() -> list[int]:
        counts = []
        for page in pages:
            with CaptureQueriesContext(connection) as queries:
                assert administrator.get(page).status_code == 200
            counts.append(len(queries))
        return counts

    counted()
    before = counted()
    county = Agency.objects.get(short_name="测试县")
    for number in range(12):
        Agency.objects.get(pk=county.pk).add_child(
            name=f"部门{number}", short_name=f"部门{number}", level="department"
        )
        post = AddPost(town, None, PostRole.GROUP_MEMBER, f"成员{number}").perform()
        person = Person.objects.create_user(username=f"n{number}", name="新人", agency=town)
        Appointment.objects.create(post=post, person=person, began_on=TODAY)
        Delegate(
            Appointment.objects.latest("pk"), None, world.of("惠民镇", PostRole.CHIEF), TODAY, TODAY, "休假"
        ).perform()
        Training.objects.create(agency=county, held_on=TODAY, title="培训", hours=1)
    assert counted() == before
    assert max(before) <= 22, before


def test_people_page_by_page(world: World, administrator: Client) -> None:
    town = world.agency("惠民镇")
    Person.objects.bulk_create(
        Person(username=f"many{number:03}", name=f"多{number:03}", agency=town) for number in range(65)
    )
    seen: list[int] = []
    after = ""
    while True:
        page = administrator.get("/office/people/", {"after": after, "agency": town.pk})
        seen += [person.pk for person, _, _ in page.context["rows"]]
        after = page.context["next"]
        if not after:
            break
    assert seen == sorted(set(seen)) and len(seen) == Person.objects.filter(agency=town).count()
    found = administrator.get("/office/people/", {"q": "MANY064"}).context["rows"]
    assert [person.username for person, _, _ in found] == ["many064"]


def test_without_a_post_one_has_an_account_and_nothing_else(world: World) -> None:
    client = as_(world.newcomer("nobody"))
    assert "您目前没有岗位" in client.get("/office/account/").content.decode()
    assert client.get("/office/agencies/").status_code == 403
    assert Post.objects.exists()

"""Bodies and posts: levels, codes, and who may set them up."""

from __future__ import annotations

from typing import Any

import pytest
from tests.world import World

from gongkai.acts.action import Refused
from gongkai.acts.models import AuditEntry
from gongkai.agencies.actions import AddPost, ChangeAgency, ChangePost, CloseAgency, ClosePost, SetUpAgency
from gongkai.agencies.actions.set_up_agency import pattern_refusals
from gongkai.agencies.models import Agency, BodyLevel, PostRole
from gongkai.statute import duties


def new_town(world: World, by: Any = None, **fields: str) -> SetUpAgency:
    wanted = {"name": "测试县新镇人民政府", "short_name": "新镇", "division_code": "510499103", **fields}
    parent = Agency.objects.get(short_name="测试县")
    return SetUpAgency(parent, by, BodyLevel.TOWNSHIP, **wanted)


def reasons_of(action: Any) -> str:
    with pytest.raises(Refused) as refused:
        action.perform()
    return "\n".join(refused.value.reasons)


def test_levels_are_those_of_the_statute_and_the_village() -> None:
    ours = {level: level.label for level in BodyLevel}
    for level in duties.BodyLevel:
        assert ours.pop(BodyLevel(level.value)) == level.label
    assert list(ours) == [BodyLevel.VILLAGE] and BodyLevel.VILLAGE.statutory is None
    assert BodyLevel.TOWNSHIP.statutory is duties.BodyLevel.TOWNSHIP


def test_the_countys_administrator_sets_up_a_town_and_its_village(world: World) -> None:
    administrator = world.of("测试县", PostRole.ACCOUNT_ADMINISTRATOR)
    town = new_town(world, administrator).perform()
    assert town.get_parent() == world.agency("测试县")
    village = SetUpAgency(
        town,
        administrator,
        BodyLevel.VILLAGE,
        name="新镇一村",
        short_name="一村",
        division_code="510499103201",
    ).perform()
    assert village.is_descendant_of(Agency.objects.get(pk=town.pk)) and not village.publishes
    entry = AuditEntry.objects.filter(act="SetUpAgency").first()
    assert entry and entry.recorded_by == administrator and not entry.refused


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"division_code": "510422103"}, "不属于测试县：应以510499开头"),
        ({"division_code": "510499"}, "应为9位数字"),
        ({"division_code": "510499101"}, "已经是别的机关的"),
        ({"short_name": "惠民镇"}, "简称“惠民镇”已经有了"),
        ({"short_name": "新 镇"}, "简称只用汉字、字母、数字"),
        ({"social_credit_code": "11510422MB1234567X"}, "末位校验码应相符"),
        ({"index_pattern": "{code}/{year}"}, "要有流水号"),
        ({"index_pattern": "{code.__class__}/{serial}"}, "只能使用"),
        ({"postcode": "61710"}, "邮政编码为6位数字"),
    ],
)
def test_what_is_wrong_with_a_body_is_said(world: World, fields: dict[str, str], said: str) -> None:
    assert said in reasons_of(new_town(world, **fields))
    assert not Agency.objects.filter(name="测试县新镇人民政府").exists()


def test_a_social_credit_code_with_its_check_digit_is_taken_once(world: World) -> None:
    code = "11510422450718837K"
    new_town(world, social_credit_code=code).perform()
    second = new_town(world, name="乙", short_name="乙", division_code="510499104", social_credit_code=code)
    assert "已经是别的机关的" in reasons_of(second)


def test_a_new_body_moves_no_other(world: World) -> None:
    before = dict(Agency.objects.values_list("pk", "path"))
    new_town(world, name="测试县安镇人民政府", short_name="安镇", division_code="510499100").perform()
    assert {pk: path for pk, path in Agency.objects.values_list("pk", "path") if pk in before} == before


def test_what_stands_below_what(world: World) -> None:
    town = Agency.objects.get(short_name="惠民镇")
    said = reasons_of(SetUpAgency(town, None, BodyLevel.DEPARTMENT, name="站所", short_name="站所"))
    assert "乡镇人民政府下面不能设" in said


@pytest.mark.parametrize("role", [PostRole.CHIEF, PostRole.SUPERVISOR, PostRole.AUDITOR, PostRole.DRAFTER])
def test_nobody_but_an_administrator_sets_up_or_changes(world: World, role: PostRole) -> None:
    person = world.of("测试县", role)
    assert "账号管理员才能" in reasons_of(new_town(world, person))
    assert "账号管理员才能" in reasons_of(ChangeAgency(world.agency("惠民镇"), person, telephone="1"))
    assert "账号管理员才能" in reasons_of(AddPost(world.agency("惠民镇"), person, PostRole.DRAFTER, "又一岗"))


def test_a_towns_administrator_keeps_his_town_and_no_other(world: World) -> None:
    keeper = world.newcomer("keeper")
    world.appoint(keeper, "惠民镇", PostRole.ACCOUNT_ADMINISTRATOR, "账号管理员")
    AddPost(world.agency("惠民镇"), keeper, PostRole.DRAFTER, "公开副岗").perform()
    for other in ("永兴镇", "测试县"):
        assert "账号管理员才能" in reasons_of(AddPost(world.agency(other), keeper, PostRole.DRAFTER, "岗"))


def test_the_root_is_the_systems(world: World) -> None:
    administrator = world.of("测试县", PostRole.ACCOUNT_ADMINISTRATOR)
    assert "在安装时设立" in reasons_of(SetUpAgency(None, administrator, BodyLevel.COUNTY, name="乙县"))
    assert (
        SetUpAgency(None, None, BodyLevel.COUNTY, name="乙县人民政府", short_name="乙县").perform().is_root()
    )


def test_a_change_says_what_it_was(world: World) -> None:
    ChangeAgency(world.agency("惠民镇"), None, telephone="0812-8650000").perform()
    entry = AuditEntry.objects.filter(act="ChangeAgency").first()
    assert entry and entry.details == {"changed": {"telephone": ["", "0812-8650000"]}}
    with pytest.raises(TypeError):
        ChangeAgency(world.agency("惠民镇"), None, path="0001")


def test_a_body_closes_when_nobody_works_there(world: World) -> None:
    said = reasons_of(CloseAgency(world.agency("惠民镇"), None))
    assert "还有3个岗位有人任职" in said
    assert "还有3个在用的机关" in reasons_of(CloseAgency(Agency.objects.get(short_name="测试县"), None))
    town = new_town(world).perform()
    assert not CloseAgency(town, None).perform().in_service
    assert "已经停用" in reasons_of(CloseAgency(town, None))
    assert "已经停用" in reasons_of(AddPost(Agency.objects.get(pk=town.pk), None, PostRole.DRAFTER, "岗"))


def test_a_post_is_there_once_and_closes_empty(world: World) -> None:
    town = world.agency("惠民镇")
    assert "已经有岗位" in reasons_of(AddPost(town, None, PostRole.DRAFTER, "公开专岗"))
    post = AddPost(town, None, PostRole.GROUP_MEMBER, "成员").perform()
    ChangePost(post, None, title="组员", rank=3, listed_as_leader=False, duties="").perform()
    post.refresh_from_db()
    assert post.title == "组员" and post.role == PostRole.GROUP_MEMBER
    assert not ClosePost(post, None).perform().in_service
    held = world.appointments["惠民镇", PostRole.CHIEF].post
    assert "还有人任职" in reasons_of(ClosePost(held, None))


def test_patterns_of_index_numbers() -> None:
    assert pattern_refusals("{code}/{year}-{serial:05d}") == []
    for wrong in ("", "{serial", "{serial:zz}", "{0}{serial}", "{code}-{month}-{serial}"):
        assert pattern_refusals(wrong), wrong

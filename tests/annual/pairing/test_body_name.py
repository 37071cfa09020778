"""Spellings of one body are told to be one, and bodies that only look alike are kept apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.annual.body_name import Level, clean_name, parse_name
from gongkai.annual.pairing import Likeness, likeness, same_body


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("盐边县惠民镇人民政府", "盐边县惠民镇"),
        ("盐边县惠民镇人民政府", " 盐边县 惠民镇\u3000人民政府\u200b"),
        ("盐边县惠民镇人民政府", "鹽邊縣惠民鎮人民政府"),
        ("盐边县惠民镇人民政府", "盐边县惠民镇人民政府办公室"),
        ("盐边县人民政府办公室", "盐边县政府办"),
        ("盐边县发展和改革局", "盐边县发改局"),
        ("盐边县发展和改革局（县粮食和物资储备局）", "盐边县发展改革局"),
        ("盐边县住房和城乡建设局", "盐边县住建局"),
        ("盐边县红宝苗族彝族乡人民政府", "盐边县红宝乡"),
        ("凉山彝族自治州财政局", "凉山州财政局"),
        ("广西壮族自治区财政厅", "广西财政厅"),
        ("平潭综合实验区管理委员会", "平潭综合实验区管委会"),
        ("成都市青羊区草市街街道办事处", "成都市青羊区草市街街道"),
        ("ＡＢＣ开发区管委会", "ABC开发区"),
    ],
)
def test_spellings_of_one_body(one, other):
    assert likeness(one, other) is Likeness.SAME


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("盐边县财政局", "财政局"),
        ("盐边县财政局", "县财政局"),
        ("四川省攀枝花市盐边县财政局", "盐边县财政局"),
        ("四川省盐边县财政局", "攀枝花市盐边县财政局"),
        ("四川盐边县惠民镇", "惠民镇人民政府"),
        ("江苏省苏州市昆山市财政局", "昆山市财政局"),
        ("攀枝花市市场监督管理局", "市市场监管局"),
    ],
)
def test_places_may_be_left_out(one, other):
    assert likeness(one, other) is Likeness.PLACE_LEFT_OUT
    assert same_body(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("盐边县财政局", "米易县财政局"),
        ("盐边县财政局", "攀枝花市财政局"),
        ("盐边县财政局", "盐边县审计局"),
        ("甘肃省平安县财政局", "四川省平安县财政局"),
        ("攀枝花市城市管理局", "盐边县城市管理局"),
        ("盐边县惠民镇", "盐边县"),
        ("海南省人民政府", "海南藏族自治州人民政府"),
        ("吉林省人民政府", "吉林市人民政府"),
        ("盐边县发展和改革局", "盐边县发展和改革委员会"),
        ("盐边县惠民镇", "盐边县惠民乡"),
    ],
)
def test_bodies_that_look_alike_are_two(one, other):
    assert likeness(one, other) is None


def test_a_government_and_its_office_are_not_quite_one():
    assert likeness("盐边县人民政府", "盐边县人民政府办公室") is Likeness.OFFICE
    assert not same_body("盐边县人民政府", "盐边县人民政府办公室")


@pytest.mark.parametrize(
    ("name", "places", "core"),
    [
        ("景德镇市人民政府", [(Level.CITY, "景德镇")], ""),
        ("新乡市红旗区人民政府", [(Level.CITY, "新乡"), (Level.COUNTY, "红旗")], ""),
        ("玉林市容县人民政府", [(Level.CITY, "玉林"), (Level.COUNTY, "容")], ""),
        ("荆州市沙市区财政局", [(Level.CITY, "荆州"), (Level.COUNTY, "沙市")], "财政局"),
        ("盐城市城南新区管委会", [(Level.CITY, "盐城"), (Level.COUNTY, "城南新")], ""),
        ("攀枝花市民政局", [(Level.CITY, "攀枝花")], "民政局"),
        ("盐边县乡村振兴局", [(Level.COUNTY, "盐边")], "乡村振兴局"),
        ("县市场监督管理局", [], "市场监督管理局"),
        ("大兴安岭地区行政公署", [(Level.CITY, "大兴安岭")], ""),
    ],
)
def test_places_end_where_they_end(name, places, core):
    parsed = parse_name(name)
    assert [(place.level, place.stem) for place in parsed.places] == places
    assert parsed.core == core


def test_a_name_inside_its_county_does_not_need_the_county():
    county = parse_name("四川省攀枝花市盐边县人民政府")
    spellings = ["四川省攀枝花市盐边县财政局", "盐边县财政局", "县财政局", "财政局"]
    assert len({parse_name(name).relative_to(county) for name in spellings}) == 1
    assert parse_name("米易县财政局").relative_to(county) != parse_name("财政局").relative_to(county)


@given(st.text(max_size=40))
def test_any_text_can_be_taken_apart(name):
    assert not any(sign.isspace() for sign in clean_name(name))
    assert parse_name(name) == parse_name(name + "\u3000")


@given(st.sampled_from(["盐边县财政局", "惠民镇人民政府", "四川省盐边县发改局"]), st.data())
def test_spaces_anywhere_change_nothing(name, data):
    where = data.draw(st.integers(0, len(name)))
    space = data.draw(st.sampled_from([" ", "\u3000", "\n", "\u200b", "\ufeff", "\xa0"]))
    assert likeness(name, name[:where] + space + name[where:]) is Likeness.SAME

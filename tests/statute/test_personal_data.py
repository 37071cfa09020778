import string
import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum import luhn
from stdnum.cn import uscc
from stdnum.iso7064 import mod_11_2

from gongkai.statute.masking import mask
from gongkai.statute.personal_data import PersonalKind, find_personal_data

# Invented: 510422 19800315 123 with its check digit; one whose check digit is X; a card that no bank issued.
IDENTITY = "51042219800315123" + mod_11_2.calc_check_digit("51042219800315123")
IDENTITY_X = "51042219800315108X"
CARD = "621700123456789012" + luhn.calc_check_digit("621700123456789012")
SHORT_CARD = "622202123456789" + luhn.calc_check_digit("622202123456789")
VISA = "451234567890123" + luhn.calc_check_digit("451234567890123")
FULL_WIDTH = str.maketrans(string.digits, "０１２３４５６７８９")


def found(text):
    return [(datum.kind.value, datum.text) for datum in find_personal_data(text)]


@pytest.mark.parametrize(
    "written",
    [
        IDENTITY,
        IDENTITY_X,
        IDENTITY_X.lower(),
        IDENTITY_X[:-1] + "Ｘ",
        f"{IDENTITY[:6]} {IDENTITY[6:14]} {IDENTITY[14:]}",
        f"{IDENTITY[:6]}-{IDENTITY[6:14]}-{IDENTITY[14:]}",
        f"{IDENTITY[:9]}\n{IDENTITY[9:]}",
        f"{IDENTITY[:9]}\r\n  {IDENTITY[9:]}",
        f"{IDENTITY[:6]}\u200b{IDENTITY[6:]}",
        " ".join(IDENTITY),
        IDENTITY.translate(FULL_WIDTH),
    ],
)
def test_an_identity_card_however_it_is_written(written):
    assert found(f"张三（{written}）") == [("identity_card", written)]


def test_an_identity_card_with_a_wrong_check_digit_or_date_or_province_is_none():
    wrong = IDENTITY[:17] + ("0" if IDENTITY[17] != "0" else "1")
    no_date = "51042219800231123" + mod_11_2.calc_check_digit("51042219800231123")
    no_province = "99042219800315123" + mod_11_2.calc_check_digit("99042219800315123")
    assert found(f"{wrong}，{no_date}，{no_province}") == []


def test_an_identity_card_inside_a_longer_number_is_none():
    assert found(f"1{IDENTITY}") == []
    assert found(f"{IDENTITY}7") == []


def test_fifteen_digits_are_an_identity_card_only_where_cards_are_spoken_of():
    assert found("身份证号：510422800315123") == [("identity_card", "510422800315123")]
    assert found("税务登记：510422800315123") == []
    assert found("凭身份证领取，合同号510422800315123") == []


@pytest.mark.parametrize(
    "written",
    [
        "13812345678",
        "138 1234 5678",
        "138-1234-5678",
        "138.1234.5678",
        "138 12345678",
        "1381234 5678",
        "1 3 8 1 2 3 4 5 6 7 8",
        "+8613812345678",
        "+86 138 1234 5678",
        "8613812345678",
        "13812345678".translate(FULL_WIDTH),
        "1381\n2345678",
    ],
)
def test_a_mobile_however_it_is_written(written):
    assert found(f"联系电话：{written}。") == [("mobile", written)]


@pytest.mark.parametrize("mark", [",", "、", "/", "；", "\n", "\t"])
def test_two_mobiles_side_by_side(mark):
    assert len(found(f"13812345678{mark}13987654321")) == 2


@pytest.mark.parametrize("before", ["微信wx", "Tel:", "tel-", "QQ", "手机号码 "])
def test_a_mobile_behind_letters_that_say_so(before):
    assert found(f"{before}13812345678") == [("mobile", "13812345678")]


def test_bank_cards():
    spaced = f"{SHORT_CARD[:4]} {SHORT_CARD[4:8]} {SHORT_CARD[8:12]} {SHORT_CARD[12:]}"
    assert found(f"打入{CARD}") == [("bank_card", CARD)]
    assert found(f"打入{spaced}，") == [("bank_card", spaced)]
    assert found(f"开户银行农商行，账号{CARD[:10]}\n{CARD[10:]}") == [
        ("bank_card", f"{CARD[:10]}\n{CARD[10:]}")
    ]
    assert found(f"打入账户{CARD[:6]} {CARD[6:]}") == [("bank_card", f"{CARD[:6]} {CARD[6:]}")]
    assert found(f"信用卡：{VISA}") == [("bank_card", VISA)]


def test_what_only_looks_like_a_bank_card():
    wrong = CARD[:-1] + str((int(CARD[-1]) + 1) % 10)
    assert found(f"打入{wrong}") == []
    # Numbers of projects begin with the province, as foreign cards do.
    assert found(f"项目{VISA}已立项") == []
    assert found(f"发票号码：{CARD}") == []
    # A row of figures.
    assert found(f"12 {SHORT_CARD[:4]} {SHORT_CARD[4:8]} {SHORT_CARD[8:12]} {SHORT_CARD[12:]}") == []


def test_landlines_are_told_apart_and_do_not_block():
    text = "家庭电话：0812-8651234，宅电：8655678，（0812）8650001，联系电话08128650002"
    data = find_personal_data(text)
    assert [datum.text for datum in data] == ["0812-8651234", "8655678", "0812）8650001", "08128650002"]
    assert {datum.kind for datum in data} == {PersonalKind.LANDLINE}
    assert not any(datum.blocking for datum in data)
    assert all(kind.blocking for kind in PersonalKind if kind is not PersonalKind.LANDLINE)


def test_a_passport():
    assert found("持护照E12345678入境") == [("passport", "E12345678")]
    assert found("设备型号E12345678") == []


@pytest.mark.parametrize(
    ("text", "behind_the_town"),
    [
        ("家庭住址：四川省攀枝花市盐边县惠民镇新林村3组12号。", "新林村3组12号"),
        ("住址：盐边县惠民镇新林村3组", "新林村3组"),
        ("住址：盐边县 惠民镇 新林村 3 组 12 号", "新林村 3 组 12 号"),
        ("住址\n四川省盐边县惠民镇新林村三组", "新林村三组"),
        ("户籍地：盐边县惠民镇新林村", "新林村"),
        ("户籍所在地四川省盐边县惠民镇新林村", "新林村"),
        ("住址：盐边县惠民镇建新路12号", "建新路12号"),
        ("张三，男，住四川省盐边县惠民镇新林村3组12号，", "新林村3组12号"),
        ("家住惠民镇新林村3组的张大爷说", "新林村3组"),
        ("走访惠民镇新林村3组12号李四一家", "新林村3组12号"),
        ("住在攀枝花市东区炳草岗大街12号3栋2单元501室", "炳草岗大街12号3栋2单元501室"),
        ("阳光小区3栋2单元501", "阳光小区3栋2单元501"),
        ("金江花园3栋501号", "金江花园3栋501号"),
        ("住址：红格镇阳光小区Ａ栋１单元２０１".replace("Ａ", "A"), "阳光小区A栋１单元２０１"),
        ("张三住新林村第3村民小组12号", "新林村第3村民小组12号"),
    ],
)
def test_an_address_is_found_behind_the_town(text, behind_the_town):
    assert found(text) == [("address", behind_the_town)]


@pytest.mark.parametrize(
    "text",
    [
        "盐府发〔2026〕12号",
        "索引号：11510422008250000X/2021-00050",
        "统一社会信用代码：91510422MA62R12345",
        "投资13812345678元",
        "投资13,812,345,678.50元",
        "合计 ¥13812345678",
        "0.13812345678",
        "二〇二六年十一月二十三日，2026年11月23日，2026-11-23，20261123",
        "拨打12345热线或400-812-3456、4008123456、95598",
        "邮编：617100，邮政编码617100",
        "监督电话：0812-8651234",
        "办公电话：0812-8651234、8651235",
        "合同编号：SC-2026-13812345678",
        "流水号 13812345678",
        "设备SN13812345678",
        "http://www.example.gov.cn/a/t20260101_13812345678.html",
        "附件P020231115612345678901.pdf",
        "项目代码：2405-510422-04-01-123456",
        "150 2300 1200 45",
        "12 150 2300 1200",
        "138\t1234\t5678",
        "1500\n2300120",
        "13812\n345678",
        "2026-138-1234-5678",
        "510422105200 510422105202 510422105203",
        "2019 2020 2021 2022",
        "138****1234，51*************123，6217***********0123，0812-****234，惠民镇****",
        "办公地址：盐边县惠民镇新街路60号2栋1单元301室",
        "地址：盐边县惠民镇新街路60号",
        "新林村3组道路硬化项目，涉及1组、2组、3组12户",
        "新林村3组12号井已修复",
        "第3组12号选手",
        "行政中心3号楼501室，县政府3栋501室",
        "二号楼二单元停水通知",
        "住址信息公示在社区公告栏，住址、电话不得公开，家庭住址：详见附件",
        "住址：盐边县惠民镇",
        "现居住地为农村社区",
        "家住3楼",
    ],
)
def test_what_is_no_personal_datum(text):
    assert found(text) == []


def test_the_code_of_a_body_is_not_taken_for_a_card():
    # Begins with 9 as the cards of foreign residents do, and is right by both check digits.
    bodies = (f"91510419990101{serial:03}" for serial in range(1000))
    numbers = (body + mod_11_2.calc_check_digit(body) for body in bodies)
    number = next(number for number in numbers if uscc.is_valid(number))
    assert uscc.is_valid(number)
    assert found(number) == []


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        (f"张三{IDENTITY}。", f"张三51*************{IDENTITY[-3:]}。"),
        ("电话13812341234，", "电话138****1234，"),
        ("电话+86 138-1234-1234，", "电话+86138****1234，"),
        ("电话8613812341234，", "电话86138****1234，"),
        (f"卡号{CARD}", f"卡号6217***********{CARD[-4:]}"),
        ("宅电0812-8651234", "宅电0812-****234"),
        ("宅电：8651234", "宅电：****234"),
        ("护照E12345678", "护照E*****678"),
        ("家庭住址：四川省盐边县惠民镇新林村3组12号。", "家庭住址：四川省盐边县惠民镇****。"),
        (f"{IDENTITY[:9]}\n{IDENTITY[9:]}下一行", f"51*************{IDENTITY[-3:]}下一行"),
    ],
)
def test_masked_forms(text, masked):
    assert mask(text) == masked


def test_only_the_kinds_asked_for_are_masked():
    text = f"张三{IDENTITY}，电话13812345678"
    assert mask(text, {PersonalKind.MOBILE}) == f"张三{IDENTITY}，电话138****5678"


def test_places_are_places_in_the_text_that_was_given():
    text = f"𠀀甲{IDENTITY.translate(FULL_WIDTH)}乙13812345678"
    for datum in find_personal_data(text):
        assert text[datum.start : datum.end] == datum.text
        assert datum.kind.label


# What stands around: Chinese, signs, and words that this module looks for.
words = st.sampled_from(
    [
        "张三",
        "村民",
        "电话：",
        "身份证号",
        "，",
        "。",
        "\n",
        " ",
        "（",
        "）",
        "编号",
        "惠民镇",
        "新林村",
        "3组",
        "住址：",
        "元",
        "2026年",
    ]
)
chinese = st.lists(st.one_of(words, st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)))).map(
    "".join
)
provinces = st.sampled_from(["11", "15", "21", "23", "31", "37", "41", "46", "50", "51", "54", "61", "65"])
identities = st.builds(
    lambda province, place, born, serial: f"{province}{place:04}{born:%Y%m%d}{serial:03}",
    provinces,
    st.integers(0, 9999),
    st.dates(min_value=date(1920, 1, 1), max_value=date(2026, 1, 1)),
    st.integers(0, 999),
).map(lambda body: body + mod_11_2.calc_check_digit(body))
mobiles = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
cards = st.from_regex(r"62[0-9]{16}", fullmatch=True).map(lambda body: body + luhn.calc_check_digit(body))
numbers = st.from_regex(r"[0-9]{1,20}", fullmatch=True)
mixed = st.lists(
    st.one_of(
        words, identities, mobiles, cards, numbers, st.sampled_from([" ", "-", "\n", "*", "号", "栋2单元"])
    )
).map("".join)


@given(chinese.filter(lambda text: not text[-1:].isdigit()), identities, chinese)
def test_any_identity_card_in_chinese_text_is_found(before, number, after):
    datum = next(
        datum for datum in find_personal_data(before + number + "，" + after) if datum.start == len(before)
    )
    assert (datum.kind, datum.text) == (PersonalKind.IDENTITY_CARD, number)


@given(identities, st.lists(st.sampled_from(["", "", " ", "-", "\n", "\u3000"]), min_size=18, max_size=18))
def test_any_identity_card_is_found_however_its_digits_are_parted(number, gaps):
    written = "".join(digit + gap for digit, gap in zip(number, gaps, strict=True)).rstrip(" -\n\u3000")
    assert ("identity_card", written) in found(f"证件{written}。")


@given(mixed)
@settings(max_examples=300)
def test_masked_text_has_no_finding_and_masks_to_itself(text):
    masked = mask(text)
    assert find_personal_data(masked) == []
    assert mask(masked) == masked


@given(mixed)
@settings(max_examples=300)
def test_findings_lie_in_order_and_apart_and_the_rest_is_unchanged(text):
    data = find_personal_data(text)
    position = 0
    rest = ""
    for datum in data:
        assert position <= datum.start < datum.end
        assert text[datum.start : datum.end] == datum.text
        assert datum.masked != datum.text
        rest += text[position : datum.start] + datum.masked
        position = datum.end
    # One round of masking is the text with each finding in its masked form, and nothing else.
    once = rest + text[position:]
    assert mask(once) == mask(text)


@given(st.from_regex(r"[159][1-39][0-9]{6}[0-9A-HJ-NPQRTUWXY]{9}", fullmatch=True))
def test_codes_of_bodies_are_not_found_where_they_are_named(body):
    code = body + uscc.calc_check_digit(body)
    assert found(f"统一社会信用代码：{code}") == []


PARAGRAPH = (
    "关于印发《惠民镇2026年农业农村工作要点》的通知（盐惠府发〔2026〕12号）。各村、社区，镇属各单位：现将有关事项通知如下，"
    "投资1,234.56万元，2026年11月23日前报送，第3组、二社道路硬化，邮编617100。一是加强领导，二是落实责任，三号桥已完工。"
)


def seconds(text):
    begin = time.process_time()
    find_personal_data(text)
    return time.process_time() - begin


def test_a_megabyte_of_text_is_read_at_once():
    text = PARAGRAPH * (1_000_000 // len(PARAGRAPH.encode()))
    # Under 0.1 seconds on two idle cores; the limit here is for hangs on busy machines.
    assert min(seconds(text) for _ in range(3)) < 1


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1 ",
        "1\t",
        "5104221980031512",
        "5 1 0 4 2 2 1 9 8 0 0 3 1 5 ",
        "138 1234 ",
        "6222 ",
        "0812-",
        "3组12号",
        "村3组12号，",
        "住址：",
        "镇村路街",
        "1号",
        "a1",
        "13812345678,",
        "护照",
        " ",
        "一",
        "家住市县区镇乡",
    ],
)
def test_hostile_text_costs_its_length_and_no_more(piece):
    short, long = piece * (20_000 // len(piece)), piece * (160_000 // len(piece))
    # Eight times the text: eight times the time, and 64 times if it were quadratic.
    assert min(seconds(long) for _ in range(2)) < 25 * max(min(seconds(short) for _ in range(3)), 0.002)

"""Each rule speaks of its example and of nothing else; a correct draft is left in peace."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest
from tests.disclosure.checking.drafts import BODY, CORRECT, rules, said, spoilt

from gongkai.disclosure.checking import (
    RULES,
    CountyTerm,
    Draft,
    Finding,
    Heading,
    Link,
    Paragraph,
    Picture,
    Rule,
    Severity,
    Table,
    check_draft,
)
from gongkai.disclosure.checking.run import FAMILIES


def test_a_correct_draft_is_left_in_peace() -> None:
    assert check_draft(CORRECT) == ()


@pytest.mark.parametrize(
    "rule", [rule for rule in RULES.values() if rule.name != "check.failed"], ids=lambda rule: rule.name
)
def test_the_example_of_a_rule_makes_it_speak(rule: Rule) -> None:
    found = [finding for finding in spoilt(**rule.example.changes) if finding.rule == rule.name]
    assert found, rule.example.text
    for finding in found:
        assert finding.message.endswith("。")
        assert finding.remedy.endswith("。")
        assert finding.place
        assert re.fullmatch(r"[0-9a-f]{64}", finding.fingerprint)
        assert rule.title
        assert rule.basis
        assert rule.explanation.endswith("。")


def test_a_rule_that_breaks_down_blocks_and_keeps_what_it_had_found() -> None:
    def breaks(draft: Draft) -> Iterator[Finding]:
        yield from check_draft(replace(draft, title="联系13812341234"))[:1]
        raise ZeroDivisionError

    families = (("坏的检查", breaks), *FAMILIES)
    found = check_draft(CORRECT, families)
    assert rules(found) == ["personal_data.registered", "check.failed"]
    assert found[1].severity is Severity.BLOCKING
    assert found[1].message == "“坏的检查”这一项检查出了意外，没有做完。"
    again = check_draft(replace(CORRECT, title="改过的标题"), families)
    assert again[1].fingerprint != found[1].fingerprint


def test_the_gravest_comes_first() -> None:
    found = said("我的的电话是13812341234。", openness="withheld", title="通知，，")
    ranks = [finding.severity.rank for finding in found]
    assert ranks == sorted(ranks)
    assert ranks[0] == 0


# --- metadata, number, dates


def test_what_is_missing_is_named_but_for_what_the_system_fills_in() -> None:
    found = spoilt(metadata={"issuer": " "}, formed_on=None)
    assert {finding.place for finding in found} == {
        f"信息要素“{name}”" for name in ("发布机构", "成文日期", "主题分类", "内容概述")
    }
    assert rules(spoilt(automatic=frozenset())) == ["metadata.statutory_missing", "metadata.missing"]


def test_what_article_12_asks_for_holds_the_draft_back_and_the_rest_does_not() -> None:
    found = spoilt(metadata={"issuer": "惠民镇人民政府"}, formed_on=None)
    held = {finding.place for finding in found if finding.is_blocking}
    assert held == {"信息要素“成文日期”", "信息要素“内容概述”"}
    assert all("第十二条" in finding.message for finding in found if finding.is_blocking)
    assert [finding.place for finding in found if not finding.is_blocking] == ["信息要素“主题分类”"]


def test_a_reason_needs_a_ground_and_words() -> None:
    assert rules(spoilt(openness="on_request")) == ["metadata.reason_missing"]
    assert rules(spoilt(openness="withheld", withholding_reason="third_party")) == ["metadata.reason_missing"]
    assert (
        spoilt(
            openness="withheld", withholding_reason="third_party", withholding_explanation="涉及他人病历。"
        )
        == ()
    )


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("惠府发[2024]5号", "六角括号"),
        ("惠府发（2024）5号", "六角括号"),
        ("惠府发〔2024〕05号", "多了0"),
        ("惠府发〔2024〕第5号", "第"),
        ("惠府发〔24〕5号", "四位"),
        ("惠府发〔2024〕5", "“号”"),
        ("惠府发 〔2024〕 5号", "空格"),
    ],
)
def test_a_number_of_the_wrong_form_is_said_how_to_write(number: str, words: str) -> None:
    (finding,) = spoilt(metadata={**CORRECT.metadata, "document_number": number})
    assert finding.rule == "number.form"
    assert words in finding.message
    if "24〕" not in number or "2024" in number:
        assert finding.remedy == "请写成“惠府发〔2024〕5号”。"


@pytest.mark.parametrize(
    "number", ["", "川办发〔2024〕12号", "盐边县人民政府令第3号", "2024年第2号", "盐府公告2024年第1号"]
)
def test_a_number_of_the_right_form_is_left(number: str) -> None:
    assert spoilt(metadata={**CORRECT.metadata, "document_number": number}) == ()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"published_on": datetime.date(2024, 3, 1)}, "在发布日期（2024年3月1日）之后"),
        ({"formed_on": datetime.date(2024, 4, 1), "published_on": None}, "在将来"),
        ({"expires_on": datetime.date(2024, 3, 21)}, "不在上线日期（2024年3月21日）之后"),
        ({"expires_on": datetime.date(2024, 3, 19), "go_live_on": None}, "已过"),
        ({"formed_on": datetime.date(2023, 12, 30)}, "2024年的，成文日期却是2023年12月30日"),
    ],
)
def test_dates_that_contradict(changes: dict[str, object], words: str) -> None:
    (finding,) = spoilt(**changes)
    assert finding.rule == "dates.contradict"
    assert words in finding.message


# --- links, pictures, tables


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("", "没有填地址"),
        ("www.scyanbian.gov.cn/a", "少写了开头的 https://"),
        ("http//www.example.gov.cn", "开头写得不对"),
        ("https:/example.gov.cn", "开头写得不对"),
        ("htps://example.gov.cn", "开头写得不对"),
        ("https://example", "名称写得不对"),
        ("https://www.example.gov.cn/a b", "空格"),
        ("file:///C:/桌面/名单.xlsx", "自己电脑"),
        ("C:\\桌面\\名单.xlsx", "自己电脑"),
        ("http://192.168.1.5/oa", "内部网络"),
        ("/zfxxgk/没有/", "本站没有的页面"),
        ("https://www.example-town.gov.cn/nothing", "本站没有的页面"),
        ("javascript:void(0)", "读者打不开"),
        ("mailto:someone", "邮箱"),
    ],
)
def test_a_broken_link_is_said_why(target: str, words: str) -> None:
    (finding,) = spoilt(body=(Paragraph("详见这里。", (Link("这里", target),)),))
    assert (finding.rule, finding.severity) == ("links.broken", Severity.WARNING)
    assert words in finding.message


@pytest.mark.parametrize(
    "target",
    [
        "https://www.gov.cn/zhengce/1.htm",
        "http://政务.中国/a",
        "/zfxxgk/",
        "/zfxxgk",
        "https://www.example-town.gov.cn/zfxxgk/?a=1",
        "#二",
        "mailto:a@b.gov.cn",
        "tel:0812-12345",
    ],
)
def test_a_good_link_is_left(target: str) -> None:
    assert spoilt(body=(Paragraph("详见这里。", (Link("这里", target),)),)) == ()


def test_what_a_try_has_shown_counts() -> None:
    target = "https://www.gov.cn/gone"
    (finding,) = spoilt(
        body=(Paragraph("详见。", (Link("这里", target),)),), link_failures={target: "没有这个页面（404）"}
    )
    assert "打不开：没有这个页面（404）" in finding.message


@pytest.mark.parametrize("text", ["", "图片", "IMG_20240301.jpg", "微信图片_2024", "春耕.png", "照片1"])
def test_an_alternative_text_must_say_something(text: str) -> None:
    assert rules(spoilt(body=(Picture(text),))) == ["pictures.alternative_text"]
    assert spoilt(body=(Picture(text, decorative=True),)) == ()


def test_a_table_of_one_row_needs_no_header() -> None:
    assert spoilt(body=(Table((("一行",),)),)) == ()


# --- words and signs


@pytest.mark.parametrize(
    "text",
    [
        "做好春耕的的工作。",
        "完成了了任务。",
        "在在全镇开展。",
        "惠民镇惠民镇人民政府。",
        "进行检修检修。",
    ],
)
def test_doubled_words_are_found(text: str) -> None:
    assert rules(said(text)) == ["words.doubled"]


@pytest.mark.parametrize(
    "text",
    [
        "往往、常常、天天、谢谢、人人、家家户户、高高兴兴、仅仅、渐渐、时时处处都好。",
        "目的的确明确，为了了解情况，在在建项目中，共和和平，参与与会人员，是是非非。",
        "讨论讨论、一步一步、一个一个、逐户逐户地做，县人民政府政府网站。",
        "对对象进行核对，予以以下说明，把把关的事做好，被被子盖住。",
        "以及及时处理，合并并入，方向向前。",
    ],
)
def test_words_that_are_rightly_doubled_are_left(text: str) -> None:
    assert said(text) == ()


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("会议布署了工作。", "部署"),
        ("既使下雨也要去。", "即使"),
        ("请登录帐号。", "账号"),
        ("按装路灯十盏。", "安装"),
        ("截止目前已完成。", "截至"),
        ("截止2024年底已完成。", "截至"),
        ("人民正府通知。", "人民政府"),
        ("己经完成。", "已经"),
    ],
)
def test_misprints_are_found(text: str, right: str) -> None:
    (finding,) = said(text)
    assert (finding.rule, finding.severity) == ("words.misprint", Severity.HINT)
    assert right in finding.message


@pytest.mark.parametrize(
    "text",
    [
        "既使群众得了实惠，又使环境变好。",
        "自己经过考察，解决对口支援问题，不宜布置过早，适宜传播。",
        "按装配式标准建设，报名截止日期为3月10日，报名截止3月12日。",
        "解决义务教育问题，现实再次证明，配合做好工作，员工做饭，按排名先后，会议务必准时。",
        "企业物流、调整该项目、证书纪念、各乡填报、否则任何人不得。",
    ],
)
def test_what_only_looks_like_a_misprint_is_left(text: str) -> None:
    assert said(text) == ()


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("做好春耕,备好种子。", "punctuation.half_width"),
        ("做好春耕，，备好种子。", "punctuation.doubled"),
        ("做好春耕，。", "punctuation.doubled"),
        ("学习《条例，做好工作。", "punctuation.unpaired"),
        ("要做到“三个必须。", "punctuation.unpaired"),
        ("做好（春耕工作。", "punctuation.unpaired"),
        ("做好春耕）工作。", "punctuation.unpaired"),
    ],
)
def test_signs_out_of_place_are_found(text: str, rule: str) -> None:
    assert rules(said(text)) == [rule]


@pytest.mark.parametrize(
    "text",
    [
        "共1,200元，网址a,b。时间10:30，比例3:1。",
        "他说：“好！”——真的……是吗？！",
        "1）备种；2）整地；（一）一般（括号里有（括号））。",
        "“引文分几段，这一段不收尾。",
        "用(半角括号）混着写。",
        "It’s 惠民镇。",
    ],
)
def test_signs_in_their_place_are_left(text: str) -> None:
    assert said(text) == ()


def test_only_prose_is_read_for_its_wording() -> None:
    assert spoilt(body=(Table((("序号", "备注"), ("1", "的的，，")), has_header=True),)) == ()


# --- the county's words, leaders, figures


def test_the_countys_words() -> None:
    terms = (
        CountyTerm("公开办", "政务公开办"),
        CountyTerm("惠民乡", "惠民镇", blocking=True, remarks="2019年撤乡设镇"),
    )
    assert said("请政务公开办办理。", county_terms=terms) == ()
    (hint,) = said("请公开办办理。", county_terms=terms)
    assert (hint.severity, hint.remedy) == (Severity.HINT, "请改为“政务公开办”。")
    (blocking,) = said("惠民乡人民政府、惠民乡党委。", county_terms=terms)
    assert blocking.is_blocking
    assert "2019年撤乡设镇" in blocking.message


@pytest.mark.parametrize(
    "text", ["镇长王健国讲话。", "王建囯镇长讲话。", "副镇长李小梅参加。", "副镇长何萍参加。", "镇长：王建过"]
)
def test_a_name_that_differs_by_one_character_from_the_holder_of_the_post(text: str) -> None:
    (finding,) = said(text)
    assert (finding.rule, finding.severity) == ("leaders.name", Severity.WARNING)


@pytest.mark.parametrize(
    "text",
    [
        "镇长王建国讲话。",
        "原镇长王健国到会。",
        "时任副镇长李小梅。",
        "副镇长张大山参加。",
        "镇长主持会议。",
        "副镇长何平参加。",
        "村民王健国说。",
        "县长王建民到我镇。",
    ],
)
def test_names_that_are_right_or_of_others_are_left(text: str) -> None:
    assert said(text) == ()


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [
        ("李晓梅、王建国参加。", True),
        ("副镇长何平和李晓梅参加。", True),
        ("王建国、李晓梅、何平参加。", False),
        ("镇长王建国，副镇长李晓梅、何平参加。", False),
        ("李晓梅讲了话。王建国作了总结。", False),
        ("李晓梅陪同调研，随后王建国、何平参加座谈。", False),
    ],
)
def test_the_order_of_leaders(text: str, is_wrong: bool) -> None:
    assert rules(said(text)) == (["leaders.order"] if is_wrong else [])


def test_a_column_of_leaders_is_in_order_from_top_to_bottom() -> None:
    body = (Heading("李晓梅"), Paragraph("副镇长。"), Heading("王建国"), Paragraph("镇长。"))
    assert rules(spoilt(body=body, column_kind="leader")) == ["leaders.order"]
    assert spoilt(body=body) == ()


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [
        ("2024年，我镇主动公开政府信息8条。", True),
        ("我镇主动公开政府信息共８条。", True),
        ("收到的群众依申请公开为3件。", True),
        ("2024年，我镇主动公开政府信息7条。", False),
        ("2023年，我镇主动公开政府信息5条。", False),
        ("去年主动公开政府信息5条。", False),
        ("其中通过网站主动公开政府信息5条。", False),
        ("主动公开政府信息近十条。", False),
        ("主动公开政府信息7条，比上年增加2条。", False),
        ("主动公开政府信息占90%。", False),
        ("一季度主动公开政府信息2条。", False),
    ],
)
def test_figures_against_the_ledger(text: str, is_wrong: bool) -> None:
    assert rules(said(text)) == (["figures.ledger"] if is_wrong else [])


def test_a_figure_that_contradicts_names_both() -> None:
    (finding,) = said("2024年，主动公开政府信息8条。", ledger={"主动公开政府信息": Decimal(7)})
    assert finding.message == "“主动公开政府信息8条”说的是8条，台账里“主动公开政府信息”是7。"


def test_paragraphs_are_counted_as_a_reader_counts_them() -> None:
    body = (
        Heading("一、要求"),
        Paragraph(" "),
        Paragraph("好。"),
        Picture("田里的秧苗"),
        Paragraph("布署工作。"),
    )
    (finding,) = spoilt(body=body)
    assert finding.place == "正文第3段"


def test_every_place_of_the_draft_is_looked_at() -> None:
    for changes in (
        {"title": "布署工作"},
        {"metadata": {**CORRECT.metadata, "summary": "布署工作"}},
        {"body": (*BODY, Picture("布署现场的干部"))},
        {"body": (*BODY, Table((("表头", "时间"), ("布署", "3月")), has_header=True))},
    ):
        assert rules(spoilt(**changes)) == ["words.misprint"], changes

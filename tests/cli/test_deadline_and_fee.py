"""`gongkai deadline` and `gongkai fee`: the answer, the way there, and what is refused."""

import json

import pytest


def test_the_due_date_and_the_way_there(gongkai):
    result = gongkai("deadline", "--received", "2026-11-23")

    assert result.status == 0
    assert result.out.splitlines()[0] == "答复期限：2026年12月21日（星期一）"
    assert "2026年11月24日至2026年12月21日，答复期限，计20个工作日；扣除周末8天" in result.out
    assert "第三十三条第二款" in result.out


def test_every_stretch_as_data(gongkai):
    result = gongkai(
        *("deadline", "--received", "2026-09-21", "--asked-to-clarify", "2026-09-22", "--clarified"),
        *("2026-09-23", "--third-party", "2026-09-24", "--answered", "2026-10-14", "--extended", "5"),
        "--json",
    )

    found = json.loads(result.out)
    assert result.status == 0
    assert (found["received"], found["due"], found["provisional"]) == ("2026-09-21", "2026-11-17", False)
    assert [(each["kind"], each["workdays"]) for each in found["stretches"]] == [
        ("correction", 0),
        ("reply", 1),
        ("third_party", 0),
        ("reply", 19),
        ("extension", 5),
    ]
    pause = found["stretches"][2]
    assert {each["name"]: len(each["days"]) for each in pause["days_off"]} == {
        "周末": 1,
        "中秋节": 3,
        "国庆节": 7,
    }
    assert pause["make_up_workdays"] == ["2026-10-10"]
    assert "第三十二条" in pause["basis"]


def test_a_year_that_is_not_announced_is_provisional(gongkai):
    result = gongkai("deadline", "--received", "2031-01-06")

    assert result.status == 0
    assert "暂定" in result.out.splitlines()[0]
    assert "2031年部分节假日安排的通知" in result.out
    assert json.loads(gongkai("deadline", "--received", "2031-01-06", "--json").out)["provisional"] is True


def test_what_was_done_too_late_is_said_and_the_status_says_so(gongkai):
    result = gongkai("deadline", "--received", "2026-11-23", "--asked-to-clarify", "2026-12-09")

    assert result.status == 1
    assert result.out.startswith("答复期限：收到补正后重新计算")
    assert "已经超过" in result.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["deadline"], "缺少选项 --received"),
        (["deadline", "--received", "2026-02-30"], "“2026-02-30”不是日期，请写成 2026-11-23 这样"),
        (["deadline", "--received", "2026-11-23", "--clarified", "2026-11-25"], "没有写告知补正的日期"),
        (["deadline", "--received", "2026-11-23", "--extended", "21"], "最长为20个工作日"),
        (["deadline", "--received", "1900-01-01"], "不在工作日历之内"),
        (["fee"], "请用 --items 写明件数"),
        (["fee", "--items", "3", "--pages", "3"], "只能用一个"),
        (["fee", "--pages", "-1"], "应当在 0 到 999999 之间"),
    ],
)
def test_a_mistake_is_told_in_chinese(gongkai, arguments, words):
    result = gongkai(*arguments)

    assert (result.status, result.out) == (2, "")
    assert words in result.err


def test_the_fee_and_its_steps(gongkai):
    by_items = gongkai("fee", "--items", "35")
    by_pages = gongkai("fee", "--pages", "250", "--json")

    assert by_items.out.splitlines()[:4] == [
        "信息处理费：3,000元（按件计收，35件）",
        "  第1至10件，10件，免费",
        "  第11至30件，20件，每件100元，2,000元",
        "  第31至35件，5件，每件200元，1,000元",
    ]
    found = json.loads(by_pages.out)
    assert found["yuan"] == 4700 == sum(step["yuan"] for step in found["steps"])


@pytest.mark.parametrize("command", ["deadline", "fee"])
def test_help_is_chinese_with_an_example(gongkai, command):
    result = gongkai(command, "--help")

    assert result.status == 0
    assert result.out.startswith(f"用法：gongkai {command}")
    assert "例：" in result.out

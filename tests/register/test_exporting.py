"""Exports are read again by another program, and say what the register says."""

import io
import json

import pytest
from python_calamine import CalamineWorkbook
from tests.register.making import MORNING, cleared, publish, reviewers_of

from gongkai.agencies.models import PostRole
from gongkai.register import exporting
from gongkai.register.breaks import BreakKind, first_break
from gongkai.register.clearing import Particulars, Reviewer
from gongkai.register.exported import Unreadable, links_of
from gongkai.register.exporting import write_json_lines, write_workbook
from gongkai.register.ledger_form import COLUMNS
from gongkai.register.models import Entry

pytestmark = pytest.mark.django_db


def sheets(entries, note=""):
    file = io.BytesIO()
    number = write_workbook(entries, file, note)
    book = CalamineWorkbook.from_filelike(io.BytesIO(file.getvalue()))
    return number, [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


def lines(entries):
    file = io.BytesIO()
    write_json_lines(entries, file)
    return file.getvalue().splitlines()


def test_the_workbook_has_the_usual_form(world):
    entry = publish(world)
    number, [(title, note, head, line)] = sheets(Entry.objects.all(), "惠民镇，2024年")
    assert number == 1
    assert (title[0], note[0]) == ("政府信息公开登记台账", "惠民镇，2024年")
    assert head == [label for label, _ in COLUMNS]
    assert dict(zip(head, line, strict=True)) == {
        "序号": 1.0,
        "机关": "惠民镇",
        "信息名称": "惠民镇第1条信息",
        "索引号": "510499101/2024-00001",
        "文号": "测惠府〔2024〕1号",
        "栏目": "政府动态",
        "公开方式": "主动公开",
        "撰稿人/初审": "惠撰1（公开专岗） 2024-03-05 06:30",
        "再审": "惠副1（镇党委副书记） 2024-03-05 07:30",
        "终审": "惠正1（镇党委书记） 2024-03-05 08:30",
        "公开时间": "2024-03-05 09:30",
        "公开渠道": "政府门户网站",
        "动作": "发布",
        "备注": "",
        "摘要": entry.entry_hash,
    }


def test_who_stood_in_and_what_was_urgent_is_written_out(world):
    first, second, final = reviewers_of(world)
    away = Reviewer(final.stage, final.person, final.name, final.post, "李某", final.at)
    publish(world, 1, clearing=cleared(world, 10, reviewers=(first, second, away)))
    chief = world.of("惠民镇", PostRole.CHIEF)
    alone = (Reviewer("emergency", chief.pk, chief.name, "镇党委书记", "", MORNING),)
    urgent = cleared(world, 20, reviewers=alone, emergency=True, comment="防汛")
    publish(world, 2, clearing=urgent, particulars=Particulars(drafter="惠撰1"))
    _, [rows] = sheets(Entry.objects.all())
    assert rows[3][9] == "惠正1（镇党委书记，代李某） 2024-03-05 08:30"
    assert rows[4][7:10] == ["撰稿 惠撰1", "", "紧急发布：惠正1（镇党委书记） 2024-03-05 09:30"]
    assert rows[4][13] == "防汛"


@pytest.mark.parametrize("title", ["=1+1", "https://例", "000123", "+8613", "带\x0b控制字符", "长" * 300])
def test_whatever_a_title_looks_like_it_stays_a_text(world, title):
    publish(world, title=title)
    _, [rows] = sheets(Entry.objects.all())
    assert rows[3][2] == title.replace("\x0b", "_x000B_") or rows[3][2] == title


def test_a_full_sheet_goes_on_in_the_next(world, monkeypatch):
    monkeypatch.setattr(exporting, "ROWS_A_SHEET", 2)
    for number in range(1, 6):
        publish(world, number)
    number, found = sheets(Entry.objects.all())
    assert number == 5
    assert [[row[0] for row in rows[3:]] for rows in found] == [[1.0, 2.0], [3.0, 4.0], [5.0]]


def test_an_empty_export_is_a_form_without_lines(db):
    number, [rows] = sheets(Entry.objects.all())
    assert (number, len(rows)) == (0, 3)
    assert lines(Entry.objects.all()) == []


def test_json_lines_verify_without_the_database(world):
    for number in range(1, 4):
        publish(world, number)
    exported = lines(Entry.objects.all())
    assert json.loads(json.loads(exported[1])["body"])["title"] == "惠民镇第2条信息"
    assert first_break(links_of(exported)) is None
    changed = [exported[0], exported[1].replace("第2条".encode(), "第二条".encode()), exported[2]]
    broken = first_break(links_of(changed))
    assert (broken.sequence, broken.kind) == (2, BreakKind.BODY)


@pytest.mark.parametrize("text", [b"x", b"[]", b"{}", b'{"sequence": "a"}', b"\xff"])
def test_a_line_that_is_no_entry_is_named(text):
    with pytest.raises(Unreadable, match="第2行"):
        list(links_of([b"", text]))

"""The story's own days: all of them working days, in an order that can have been."""

from __future__ import annotations

import datetime
import os

import pytest

from gongkai.acts.days import today
from gongkai.demo.files import drawing, printed, word, workbook
from gongkai.demo.places import organisation_code, social_credit_code, towns
from gongkai.demo.program import Published, Revised, Urgent, Withdrawn
from gongkai.demo.texts import happenings
from gongkai.demo.timeline import Timeline, moment, real_days, workday_before
from gongkai.disclosure.attachments import inspect
from gongkai.statute.workdays import CALENDAR


def test_everything_happens_on_working_days() -> None:
    assert [one for one in happenings() if not CALENDAR.is_workday(one.on)] == []


def test_every_key_is_written_once_and_before_it_is_revised() -> None:
    written = {one.writing.key: one.on for one in happenings() if isinstance(one, Published | Urgent)}
    assert len(written) == sum(isinstance(one, Published | Urgent) for one in happenings())
    for one in happenings():
        if isinstance(one, Revised | Withdrawn):
            assert written[one.key] < one.on


def test_nothing_is_formed_after_it_was_written() -> None:
    for one in happenings():
        if isinstance(one, Published) and one.writing.formed_on:
            assert one.writing.formed_on <= workday_before(one.on), one.writing.key


def test_acts_are_done_in_their_order_each_on_its_day() -> None:
    timeline, seen = Timeline(), []
    for day in (datetime.date(2024, 5, 6), datetime.date(2023, 1, 3), datetime.date(2024, 5, 6)):
        timeline.at(moment(day, 9), lambda: seen.append(today()))
    timeline.at(moment(datetime.date(2026, 1, 5), 9), lambda: seen.append("later"))
    assert timeline.run(moment(datetime.date(2025, 1, 1), 0)) == 3
    assert seen == [datetime.date(2023, 1, 3), datetime.date(2024, 5, 6), datetime.date(2024, 5, 6)]


def test_a_fixed_day_is_put_aside_and_put_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGKAI_TODAY", "2025-06-03")
    with real_days():
        assert "GONGKAI_TODAY" not in os.environ
    assert today() == datetime.date(2025, 6, 3)


def test_the_working_day_before_leaps_over_holidays() -> None:
    assert workday_before(datetime.date(2026, 11, 23)) == datetime.date(2026, 11, 20)
    assert workday_before(datetime.date(2024, 10, 8)) == datetime.date(2024, 9, 30)


def test_codes_have_their_check_digits() -> None:
    # The example of GB 11714-1997: D2143569 has the check digit X.
    assert organisation_code(1)[:8] == "99990001"
    assert len({social_credit_code(place.number) for place in towns()}) == 12


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("表.docx", word("申请表", ["请填写。"], [("项目", "内容")])),
        ("表.xlsx", workbook([("收入", [("科目", "数"), ("税收", 1)])])),
        ("说明.pdf", printed("审核流程说明", ("一、撰稿人起草。",))),
    ],
)
def test_files_made_on_the_fly_have_nothing_hidden(name: str, data: bytes) -> None:
    extract = inspect(data, name)
    assert extract.failed is None
    assert extract.concerns == ()
    assert "".join(piece.text for piece in extract.pieces)


def test_a_drawing_is_a_picture() -> None:
    assert inspect(drawing(7), "画.png").kind == "picture"
    assert drawing(7) == drawing(7) != drawing(8)

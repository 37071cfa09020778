"""Labels are found in spite of spaces, breaks, misprints, cuts and renumbering."""

import pytest

from gongkai.annual.form import EDITION_2021
from gongkai.annual.reading.recognition import labels
from gongkai.annual.reading.recognition.folding import fold, parse_label
from gongkai.annual.reading.recognition.labels import Fit


@pytest.mark.parametrize("row", EDITION_2021.applications, ids=lambda row: row.key)
def test_every_row_is_found_by_every_accepted_wording(row) -> None:
    for wording in row.label.accepted:
        found = labels.applications().find(wording)
        assert found is not None
        assert found.key == row.key


@pytest.mark.parametrize("row", EDITION_2021.applications, ids=lambda row: row.key)
def test_spaces_breaks_and_half_width_signs_change_nothing(row) -> None:
    disturbed = " ".join(
        row.label.text.replace("（", "(").replace("）", ")").replace("、", ",").replace("“", '"')
    )
    found = labels.applications().find(disturbed[:6] + "\n" + disturbed[6:])
    assert found is not None
    assert found.key == row.key


@pytest.mark.parametrize(
    ("text", "key", "fit"),
    [
        ("2.其他法律行政止公开", "refused_by_law", Fit.MISPRINT),
        ("1.本机关不掌", "unavailable_not_held", Fit.FRAGMENT),
        ("握相关政府信息", "unavailable_not_held", Fit.FRAGMENT),
        ("（四）无法提供 1.本机关不掌握相关政府信息", "unavailable_not_held", Fit.CONTAINED),
        ("(六)其他处理", "group.other", Fit.EXACT),
        ("（六）其他", "group.other", Fit.EXACT),
        ("3.其他", "other_other", Fit.EXACT),
        ("三\n、\n本\n年\n度\n办\n理\n结\n果", "group.results", Fit.EXACT),
        ("(七) 总计", "results_total", Fit.EXACT),
    ],
)
def test_published_oddities(text: str, key: str, fit: Fit) -> None:
    assert labels.applications().find(text) == (key, fit)


@pytest.mark.parametrize(
    "text", ["", "政府信息公开申请", "平潭综合实验区", "公开", "一二三四五六七八九十" * 20]
)
def test_a_text_that_fits_no_label_or_several_names_none(text: str) -> None:
    assert labels.applications().find(text) is None


def test_columns_of_both_editions_are_told_apart() -> None:
    find = labels.proactive_columns().find
    assert find("本年制发 件数").key == "2021.本年制发件数"
    assert find("对外公开总数量").key == "2019.对外公开总数量"
    assert find("上一年项目数量").key == "2019.上一年项目数量"


def test_numbering_is_taken_off_and_kept() -> None:
    assert parse_label("（三）不予公开") == ("（三）", "不予公开")
    assert parse_label("3.危及“三安全一稳定”") == ("3", "危及三安全一稳定")
    assert parse_label("一、本年新收") == ("一", "本年新收")
    assert fold("（ 总 计 ）") == "总计"

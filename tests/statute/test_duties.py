import pytest

from gongkai.annual.form import EDITION_2021
from gongkai.statute.confidence import Confidence
from gongkai.statute.duties import DUTIES, BodyLevel, DutyGroup, duties_for, duty
from gongkai.statute.metadata import (
    GENRES,
    METADATA_FIELDS,
    WITHHOLDING_REASONS,
    Openness,
    Validity,
    withholding_reason,
)
from gongkai.statute.themes import THEMES, theme


def keys(level, **options):
    return {entry.key for entry in duties_for(level, **options)}


def test_article_20_binds_every_level():
    twenty = {f"a20_{number:02}" for number in range(1, 16)}
    assert all(twenty <= keys(level) for level in BodyLevel)


def test_article_21_is_not_the_same_for_a_township_and_a_county():
    assert {key for key in keys("township") if key.startswith("a21")} == {
        f"a21_township_{number:02}" for number in range(1, 9)
    }
    for level in ("city", "county", "department"):
        assert {key for key in keys(level) if key.startswith("a21")} == {
            f"a21_county_{number:02}" for number in range(1, 8)
        }


def test_the_domains_are_a_proposal_and_not_law():
    domains = [entry for entry in DUTIES if entry.group is DutyGroup.DOMAINS]
    assert [entry.key for entry in domains] == [f"d26_{number:02}" for number in range(1, 27)]
    assert all(entry.confidence is Confidence.MEDIUM and not entry.statutory for entry in domains)
    assert len(keys("township") - keys("township", statutory_only=True)) == 19
    assert duty("d26_13").also_called == ("乡村振兴",)
    assert "d26_06" not in keys("township")
    assert "d26_06" in keys("county")


def test_a_duty_cites_its_place():
    assert duty("a20_07").citation == "《中华人民共和国政府信息公开条例》第二十条第（七）项"
    assert duty("a20_15").basis == "第二十条第（十五）项"
    assert duty("a21_township_04").label == "宅基地使用情况审核"
    assert duty("a21_township_04").basis == "第二十一条"


def test_keys_are_unique_and_levels_are_named():
    assert len({entry.key for entry in DUTIES}) == len(DUTIES) == 15 + 7 + 8 + 26
    assert len({level.label for level in BodyLevel}) == 4
    assert len({group.label for group in DutyGroup}) == 4
    with pytest.raises(ValueError, match="village"):
        duties_for("village")
    with pytest.raises(KeyError):
        duty("a20_16")


def test_metadata():
    statutory = [field.label for field in METADATA_FIELDS if field.statutory]
    assert statutory == ["索引号", "信息名称", "成文日期", "内容概述"]
    assert all(field.required for field in METADATA_FIELDS if field.statutory)
    assert [value.label for value in Validity] == ["有效", "部分有效", "失效", "废止"]
    assert [value.label for value in Openness] == ["主动公开", "依申请公开", "不予公开"]
    assert sum(genre.official for genre in GENRES) == 15


def test_every_ground_for_withholding_has_its_row_in_the_annual_report():
    rows = {row.key for row in EDITION_2021.applications}
    assert {f"refused_{reason.key}" for reason in WITHHOLDING_REASONS} <= rows
    assert withholding_reason("internal_affairs").kinds == ("人事管理", "后勤管理", "内部工作流程")
    assert [reason.binding for reason in WITHHOLDING_REASONS] == [True] * 4 + [False] * 3


def test_themes():
    assert [entry.number for entry in THEMES] == list(range(1, 23))
    assert theme(17).children[0] == "减灾救灾"
    assert theme(2).children[-2] == "参事、文史"
    assert theme(22).children == ()

"""The catalogue's free words for channels, as the vocabulary has them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.channels.kinds import ChannelKind, Demanded, demanded
from gongkai.disclosure.standard_columns import CHANNELS, CHANNELS_OF_TOWNSHIPS


def kinds(*texts: str) -> list[str]:
    return [one.kind for one in demanded(texts)]


@pytest.mark.parametrize("kind", [kind for kind in ChannelKind if kind is not ChannelKind.OTHER])
def test_a_kind_is_known_by_its_own_label(kind: ChannelKind) -> None:
    assert kinds(kind.label) == [kind]


def test_what_a_new_body_begins_with_is_known() -> None:
    assert kinds(*CHANNELS) == [ChannelKind.PORTAL]
    assert kinds(*CHANNELS_OF_TOWNSHIPS) == [ChannelKind.PORTAL, ChannelKind.NOTICE_BOARD]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("两微一端", [ChannelKind.OFFICIAL_ACCOUNT]),
        ("微信小程序", [ChannelKind.MINI_PROGRAM]),
        ("发布会/听证会", [ChannelKind.PRESS_CONFERENCE]),
        ("广播电视", [ChannelKind.BROADCAST]),
        ("村村响", [ChannelKind.VILLAGE_RADIO]),
        ("纸质媒体", [ChannelKind.NEWSPAPER]),
        ("公开查阅点", [ChannelKind.READING_PLACE]),
        ("政务服务中心", [ChannelKind.READING_PLACE]),
        ("政务服务中心公开栏", [ChannelKind.NOTICE_BOARD]),
        ("社区/企事业单位/村公示栏（电子屏）", [ChannelKind.NOTICE_BOARD]),
        (
            "政府网站、公众号；村务公开栏",
            [ChannelKind.PORTAL, ChannelKind.NOTICE_BOARD, ChannelKind.OFFICIAL_ACCOUNT],
        ),
        ("RSS订阅", [ChannelKind.FEED]),
        ("公众号及村务公开栏", [ChannelKind.NOTICE_BOARD, ChannelKind.OFFICIAL_ACCOUNT]),
        ("两微一端/公开栏", [ChannelKind.NOTICE_BOARD, ChannelKind.OFFICIAL_ACCOUNT]),
        ("公众号 公告栏", [ChannelKind.NOTICE_BOARD, ChannelKind.OFFICIAL_ACCOUNT]),
        ("公众号（和公开栏）", [ChannelKind.NOTICE_BOARD, ChannelKind.OFFICIAL_ACCOUNT]),
        ("和平村公开栏和政务服务中心", [ChannelKind.NOTICE_BOARD, ChannelKind.READING_PLACE]),
        ("□公众号", []),
        ("■ 政府网站　□ 公众号", [ChannelKind.PORTAL]),
    ],
)
def test_words_of_the_catalogues_are_known(text: str, expected: list[str]) -> None:
    assert kinds(text) == expected


OFFICIAL_FORM = (
    "■政府网站 □政府公报 {account}两微一端 □发布会/听证会 □广播电视 □纸质媒体 □公开查阅点 □政务服务中心 □便民服务站 "
    "□入户/现场 ■社区/企事业单位/村公示栏（电子屏） □精准推送 □其他____"
)


@pytest.mark.parametrize("between", [" ", "", "\n", "　"])
def test_of_the_official_form_only_what_is_ticked_is_asked(between: str) -> None:
    line = OFFICIAL_FORM.replace(" ", between)
    board = [ChannelKind.PORTAL, ChannelKind.NOTICE_BOARD]
    assert kinds(line.format(account="□")) == board
    assert kinds(line.format(account="■")) == [*board, ChannelKind.OFFICIAL_ACCOUNT]
    assert demanded(["■入户/现场□精准推送■其他____"]) == (Demanded(ChannelKind.OTHER, "入户/现场"),)


def test_what_is_not_known_keeps_its_words() -> None:
    assert demanded(["入户/现场、政府网站", "精准推送"]) == (
        Demanded(ChannelKind.PORTAL),
        Demanded(ChannelKind.OTHER, "入户/现场"),
        Demanded(ChannelKind.OTHER, "精准推送"),
    )


@given(st.lists(st.one_of(st.text(), st.none(), st.integers())))
def test_nothing_in_a_catalogue_breaks_it_and_nothing_comes_twice(texts: list[object]) -> None:
    found = demanded(texts)
    assert len(found) == len(set(found))
    assert all(one.label for one in found)
    assert demanded(texts + texts) == found

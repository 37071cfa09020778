"""The body of an item as no editor would send it: refused in a sentence, nothing saved, nothing lost."""

from __future__ import annotations

import datetime
import json
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests.disclosure.conftest import clock, media, office
from tests.office.test_channels import browser, shown
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from gongkai.channels.notice_board.bodies import body_of
from gongkai.disclosure.actions.draft_ends import DiscardDraft
from gongkai.disclosure.blocks import TEXT_FEATURES, BodyBlock
from gongkai.disclosure.draft_bodies import text_blocks
from gongkai.disclosure.models import Item
from gongkai.office.forms.editor_data import is_table, is_text
from gongkai.portal.items.tables import table_html

__all__ = ["clock", "media", "office"]
pytestmark = pytest.mark.any_database
CONVERTER = ContentstateConverter(features=list(TEXT_FEATURES))
BROKEN = "的数据不完整或者已经损坏，没有收到。"


@pytest.fixture(autouse=True)
def usual(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def clerk(office: Any) -> Client:
    return browser(office.drafter)


def text(words: str = "照常写的一段。", **paragraph: Any) -> str:
    raw = {"blocks": [{"key": "a", "text": words, "type": "unstyled", **paragraph}], "entityMap": {}}
    return json.dumps(raw)


def linked(*places: dict[str, int], entity: Any = None) -> str:
    raw = json.loads(text("一二三四五六七八", entityRanges=list(places)))
    raw["entityMap"] = {"0": entity or {"type": "LINK", "mutability": "MUTABLE", "data": {"url": "/"}}}
    return json.dumps(raw)


def table(**parts: Any) -> str:
    return json.dumps({"data": [["村", "户"], ["和平村", "3"]], "table_header_choice": "row", **parts})


def block(number: int = 0, kind: str = "text", value: str | None = None, **parts: str) -> dict[str, str]:
    usual = {"deleted": "", "order": str(number), "type": kind, "id": ""}
    sent = usual | ({} if value is None else {"value": value}) | parts
    return {f"body-{number}-{part}": words for part, words in sent.items()}


def form(office: Any, *blocks: dict[str, str], **fields: str) -> dict[str, str]:
    sent = {
        "agency": str(office.agency.pk),
        "column": str(office.column().pk),
        "title": "关于开展春季植树活动的公告",
        "openness": "proactive",
        "summary": "这一句也不能丢。",
        "body-count": str(len(blocks)),
    }
    for one in blocks:
        sent |= one
    return sent | fields


AT_0_3 = {"offset": 0, "length": 3, "key": 0}
TEXTS = {
    "no JSON": "{",
    "nothing": "",
    "a number": "3",
    "a list": "[]",
    "without blocks": '{"entityMap": {}}',
    "blocks that are none": '{"blocks": [3], "entityMap": {}}',
    "a kind that is not known": text(type="bogus"),
    "words that are a number": text(text=3),
    "NUL": text("一\0二"),
    "half a pair": text("一\ud800二"),
    "a depth without end": text(type="unordered-list-item", depth=10**5),
    "a depth below nothing": text(type="unordered-list-item", depth=-1),
    "a style that is not known": text(inlineStyleRanges=[{"offset": 0, "length": 1, "style": "BOGUS"}]),
    "a style nowhere": text(inlineStyleRanges=[{"offset": "x", "length": 1, "style": "BOLD"}]),
    "a link to nothing": text(entityRanges=[AT_0_3]),
    "a link within a link": linked(AT_0_3, {"offset": 1, "length": 4, "key": 0}),
    "a link to a page": linked(AT_0_3, entity={"type": "LINK", "data": {"id": 1, "url": "/"}}),
    "a link that is a number": linked(AT_0_3, entity={"type": "LINK", "data": {"url": 3}}),
    "a link that is not known": linked(AT_0_3, entity={"type": "BOGUS", "data": {}}),
    "nested": '{"blocks":' + "[" * 100_000 + "]" * 100_000 + "}",
    "a number of many digits": '{"blocks":' + "9" * 5000 + "}",
    "no number": text(depth=float("nan")),
}
TABLES = {
    "no JSON": "{",
    "nothing": "",
    "a list": "[1]",
    "rows that are none": table(data=[1, 2]),
    "cells that are none": table(data=[[{"a": 1}]]),
    "half a pair": table(data=[["一\ud800二"]]),
    "NUL": table(table_caption="\0"),
    "no number": table(data=[[float("nan")]]),
    "cells of nowhere": table(cell=[{"className": "x"}]),
    "merged without end": table(mergeCells=[{"row": 0, "col": 0, "rowspan": 10**9, "colspan": 10**9}]),
    "a caption that is none": table(table_caption={"x": 1}),
    "something else": table(more=1),
}
FRAMES: dict[str, dict[str, str]] = {
    "a count that is none": {"body-count": "x"},
    "no count": {"body-count": ""},
    "a count below nothing": {"body-count": "-1"},
    "more than there are": {"body-count": "3"},
    "more than can be": {"body-count": "9" * 30},
    "a kind that is not known": {"body-1-type": "bogus"},
    "an order that is none": {"body-1-order": "²"},
    "one place twice": {"body-1-order": "0"},
    "a key with NUL": {"body-1-id": "\0"},
}


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        *(pytest.param("text", value, id=f"text: {name}") for name, value in TEXTS.items()),
        *(pytest.param("table", value, id=f"table: {name}") for name, value in TABLES.items()),
        pytest.param("text", None, id="no text"),
        pytest.param("picture", None, id="no picture"),
        pytest.param("video", None, id="no video"),
    ],
)
def test_a_broken_block_is_named_and_the_others_stay(
    office: Any, clerk: Client, kind: str, value: str | None
) -> None:
    sent = form(office, block(0, value=text()), block(1, kind, value))
    answer = clerk.post("/office/items/new/", sent)
    page = answer.content.decode()
    assert answer.status_code == 422 and not Item.objects.exists()
    assert f"没有保存。正文第2块（{BodyBlock().child_blocks[kind].label}）{BROKEN}" in shown(answer)
    assert json.dumps("照常写的一段").strip('"') in page.replace("\\\\", "\\")
    assert "这一句也不能丢。" in page
    checked = clerk.post("/office/items/check/", sent)
    assert BROKEN in shown(checked) and "没有发现问题" not in shown(checked)


@pytest.mark.parametrize("parts", [pytest.param(parts, id=name) for name, parts in FRAMES.items()])
def test_what_is_no_list_of_blocks_leaves_the_saved_body(
    office: Any, clerk: Client, parts: dict[str, str]
) -> None:
    item = office.draft()
    sent = form(
        office, block(0, value=text()), block(1, value=text()), seen_revision=str(item.latest_revision_id)
    )
    answer = clerk.post(f"/office/items/{item.pk}/edit/", sent | parts)
    assert answer.status_code == 422 and f"正文{BROKEN}" in shown(answer)
    assert json.dumps("组织植树").strip('"') in answer.content.decode().replace("\\\\", "\\")
    assert "这一句也不能丢。" in answer.content.decode()
    assert office.again(item).latest_revision_id == item.latest_revision_id


def _in_review(office: Any, item: Item) -> Item:
    office.submit(item)
    return item


def _scheduled(office: Any, item: Item) -> Item:
    later = timezone.now() + datetime.timedelta(days=2)
    return office.reviewed(office.revised(item, go_live_at=later))  # type: ignore[no-any-return]


def _given_up(office: Any, item: Item) -> Item:
    DiscardDraft(item, office.drafter).perform()
    return item


@pytest.mark.parametrize(
    ("settle", "reason"),
    [(_in_review, "正在审核"), (_scheduled, "请先取消定时公开"), (_given_up, "已经放弃")],
)
def test_what_may_not_be_changed_is_said_before_anything_is_typed_and_loses_nothing_that_was(
    office: Any, clerk: Client, settle: Any, reason: str
) -> None:
    item = office.draft()
    page = f"/office/items/{item.pk}/"
    assert clerk.get(f"{page}edit/").status_code == 200
    assert f'href="{page}edit/"' in clerk.get(page).content.decode()
    item = office.again(settle(office, item))
    assert f'href="{page}edit/"' not in clerk.get(page).content.decode()
    turned_away = clerk.get(f"{page}edit/", follow=True)
    assert turned_away.redirect_chain == [(page, 302)] and reason in shown(turned_away)
    # Opened before, in another window.
    sent = form(office, block(0, value=text("下午写的一段。")), seen_revision=str(item.latest_revision_id))
    answer = clerk.post(f"{page}edit/", sent)
    assert answer.status_code == 422 and reason in shown(answer)
    assert "这一句也不能丢。" in answer.content.decode()
    assert json.dumps("下午写的一段。").strip('"') in answer.content.decode().replace("\\\\", "\\")
    assert office.again(item).latest_revision_id == item.latest_revision_id


def test_a_picture_that_is_no_number_is_a_broken_block(office: Any, clerk: Client) -> None:
    parts = {"value-picture": "x", "value-alternative_text": "", "value-caption": ""}
    answer = clerk.post("/office/items/new/", form(office, block(0, "picture", **parts)))
    assert answer.status_code == 422 and f"正文第1块（图片）{BROKEN}" in shown(answer)


@given(
    html=st.lists(
        st.sampled_from(
            [
                "<p>一<b>二</b>三<i>四</i></p>",
                '<p><a href="/a">一</a><a href="mailto:a@b.cn">二</a></p>',
                "<h2>一</h2>",
                "<ul><li>一<ul><li>二</li></ul></li></ul>",
                "<ol><li>一</li></ol>",
                "<hr/>",
                "<p>一<br/>二<sup>3</sup></p>",
                "<blockquote>一</blockquote>",
                "<p></p>",
                '<p>一<a href="/a"></a></p>',
                "<table><tr><td>一</td></tr></table>",
                "<p>𠮷<b>野</b></p>",
            ]
        )
    ).map("".join)
)
def test_what_the_editor_is_given_it_may_send_back(html: str) -> None:
    assert is_text(CONVERTER.from_database_format(html), CONVERTER)


WORDS = st.sampled_from(["", "a", "一二三", "unstyled", "header-two", "atomic", "LINK", "BOLD", "0", "1"])
NUMBERS = st.integers(0, 4)
STYLES = st.fixed_dictionaries(
    {"offset": NUMBERS, "length": NUMBERS, "style": st.sampled_from(["BOLD", "ITALIC"])}
)
LINKS = st.fixed_dictionaries({"offset": NUMBERS, "length": NUMBERS, "key": st.integers(0, 1)})
PARAGRAPHS = st.fixed_dictionaries(
    {
        "key": WORDS,
        "text": WORDS,
        "type": st.sampled_from(["unstyled", "unordered-list-item", "header-two", "atomic"]),
        "depth": NUMBERS,
        "inlineStyleRanges": st.lists(STYLES, max_size=2),
        "entityRanges": st.lists(LINKS, max_size=2),
    }
)
ENTITIES = st.fixed_dictionaries(
    {
        "type": st.sampled_from(["LINK", "HORIZONTAL_RULE"]),
        "data": st.dictionaries(st.sampled_from(["url", "id", "x"]), st.none() | WORDS | NUMBERS, max_size=2),
    }
)
STATES = st.fixed_dictionaries(
    {
        "blocks": st.lists(PARAGRAPHS, max_size=2),
        "entityMap": st.fixed_dictionaries({"0": ENTITIES, "1": ENTITIES}),
    }
)


@given(state=STATES)
def test_a_text_that_is_taken_can_be_read(state: Any) -> None:
    if is_text(json.dumps(state), CONVERTER):
        written = CONVERTER.to_database_format(json.dumps(state))
        list(text_blocks(written))
        CONVERTER.from_database_format(written)


CELLS = st.none() | WORDS | NUMBERS | st.floats(allow_nan=True) | st.lists(WORDS, max_size=1)
PLACES = st.fixed_dictionaries(
    {"row": NUMBERS, "col": NUMBERS},
    optional={
        "rowspan": NUMBERS,
        "colspan": NUMBERS,
        "className": st.none() | WORDS,
        "hidden": st.booleans(),
    },
)
GRIDS = st.fixed_dictionaries(
    {"data": st.lists(st.lists(CELLS, max_size=3), max_size=3)},
    optional={
        "cell": st.none() | st.lists(PLACES, max_size=2),
        "mergeCells": st.none() | st.lists(PLACES, max_size=2),
        "table_header_choice": st.sampled_from(["", "row", "column", "both", "neither", "x", None, 3]),
        "first_row_is_table_header": st.booleans() | st.none() | st.just(""),
        "table_caption": st.none() | WORDS | NUMBERS,
    },
)


@given(grid=GRIDS)
def test_a_table_that_is_taken_can_be_shown(grid: Any) -> None:
    if is_table(json.dumps(grid)):
        field = BodyBlock()
        value = field.to_python([{"type": "table", "value": json.loads(json.dumps(grid))}])
        field.clean(value)
        table_html(value[0].value)
        body_of(value)


def test_more_than_is_taken_in_is_told_so(office: Any, clerk: Client, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 5000
    answer = clerk.post("/office/items/new/", form(office, block(0, value=text("长" * 5000))))
    assert answer.status_code == 413 and "没有收下，也没有保存" in shown(answer)
    assert not Item.objects.exists()

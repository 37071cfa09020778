"""The body of an item for other people's pages: all that a text has, nothing that runs, whole addresses."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from selectolax.lexbor import LexborHTMLParser

from gongkai.channels.bodies import bodies_html, cleaned, plain_text
from gongkai.channels.bodies.cleaning import ATTRIBUTES, KEPT
from gongkai.disclosure.models import Item, Picture

SITE = "https://www.example.gov.cn/"


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("<p>正文<b>加粗</b></p>", "<p>正文<b>加粗</b></p>"),
        ("<script>alert(1)</script><p>正文</p>", "<p>正文</p>"),
        ("<p onclick='alert(1)' style='color:red' class='a'>正文</p>", "<p>正文</p>"),
        ("<a href='javascript:alert(1)'>甲</a>", "<a>甲</a>"),
        ("<a href='java\nscript:alert(1)'>甲</a>", "<a>甲</a>"),
        ("<a href='\x01javascript:alert(1)'>甲</a>", "<a>甲</a>"),
        ("<a href='data:text/html,x'>甲</a>", "<a>甲</a>"),
        ("<img src='data:image/svg+xml,x' onerror='alert(1)' alt='图'>", '<img alt="图">'),
        ("<a href='/zfxxgk/惠民镇/'>甲</a>", f'<a href="{SITE}zfxxgk/%E6%83%A0%E6%B0%91%E9%95%87/">甲</a>'),
        ("<a href='mailto:a@b.cn'>信</a>", '<a href="mailto:a@b.cn">信</a>'),
        ("<svg><script>alert(1)</script></svg>后", "后"),
        ("<font size=7>大字</font>", "大字"),
        ("1 &lt; 2 &amp; 3", "1 &lt; 2 &amp; 3"),
        ("<!-- 批注 --><p>正文</p>", "<p>正文</p>"),
        ("<td colspan='2' bgcolor='red'>格</td>", '<td colspan="2">格</td>'),
        ("   ", ""),
    ],
)
def test_what_stays_and_what_goes(given_text: str, expected: str) -> None:
    assert cleaned(given_text, SITE) == expected


PIECES = st.sampled_from(
    ["<p>", "</p>", "<script>", "</script>", "<svg", "<style>", "<!--", "-->", "<a href=", "'javascript:x'", ">", "onload=x ",
     "<img src=x ", "</title>", "<math><mi>", "<noscript>", "<template>", "&lt;script&gt;", "正文", '"', "'", "<table><td>", "\x00", "<br/>"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=12).map("".join))
def test_nothing_in_it_runs_whatever_was_written(text: str) -> None:
    page = LexborHTMLParser(f"<div id='it'>{cleaned(text, SITE)}</div>")
    for element in page.css("#it *"):
        assert element.tag in KEPT | {"-comment", "tbody"}
        assert set(element.attributes) <= set(ATTRIBUTES.get(str(element.tag), ()))
        for name in ("href", "src"):
            assert (element.attributes.get(name) or "https:").split(":")[0] in {
                "http",
                "https",
                "mailto",
                "tel",
            }


def test_text_has_a_line_for_each_paragraph_row_and_entry() -> None:
    markup = (
        "<h2>一、安排</h2><p>第一<b>段</b>。</p>\n<ul><li>甲</li><li>乙</li></ul>"
        "<table><tr><th>职务</th><th>姓名</th></tr><tr><td>镇长</td><td>张三</td></tr></table>"
        '<figure><img alt="植树现场"><figcaption>图一</figcaption></figure>行<br>尾'
    )
    assert plain_text(markup).split("\n") == [
        "一、安排", "第一段。", "甲", "乙", "职务\t姓名", "镇长\t张三", "植树现场", "图一", "行", "尾",
    ]  # fmt: skip
    assert plain_text("") == ""


def test_tables_keep_their_heads_and_spans() -> None:
    table = {
        "data": [["职务", "姓名"], ["镇长", "张<三>"]],
        "first_row_is_table_header": True,
        "first_col_is_header": False,
        "table_caption": "负责人",
        "cell": [{"row": 1, "col": 0, "className": "htCenter"}],
    }
    item = Item(pk=1, body=[("table", table)])
    (found,) = bodies_html([item]).values()
    assert '<th scope="col">职务</th>' in found
    assert "<td>张&lt;三&gt;</td>" in found
    assert "class" not in found


def test_pictures_of_many_items_are_asked_for_at_once(office: Any, django_assert_num_queries: Any) -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (40, 30), "#1d5a8c").save(buffer, "PNG")
    picture = Picture.objects.create(title="植树", file=SimpleUploadedFile("a.png", buffer.getvalue()))
    shown = {"picture": picture, "alternative_text": "植树<现场>", "caption": "图一"}
    items = [Item(pk=number, body=[("picture", shown), ("text", "<p>正文</p>")]) for number in (1, 2)]
    bodies_html(items)  # the size is made when it is first needed
    with django_assert_num_queries(1):
        found = bodies_html(items)
    assert found[1] == found[2]
    page = LexborHTMLParser(found[1])
    image = page.css_first("img").attributes
    assert image["alt"] == "植树<现场>"
    assert str(image["src"]).startswith("http") and "/media/" in str(image["src"])
    assert page.css_first("figcaption").text() == "图一"

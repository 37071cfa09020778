"""What the helper for the tests of pages calls English, and what it lets pass."""

from __future__ import annotations

import pytest
from tests.site.chinese_pages import english_left


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ("<p>Privacy and access</p>", ["Privacy and access"]),
        ("<p>公开范围 <b>Draft</b> 草稿</p>", ["Draft"]),
        ("<p>公开范围<!-- remark --> edited</p>", ["edited"]),
        ("<title>Sign in</title><p>登录</p>", ["Sign in"]),
        ('<a href="/" title="Edit">编辑</a>', ["Edit"]),
        ('<button aria-label="Close dialog">×</button>', ["Close dialog"]),
        ('<input type="search" placeholder="Search all pages…">', ["Search all pages…"]),
        ('<img src="a.png" alt="An office">', ["An office"]),
        ('<input type="submit" value="Save draft">', ["Save draft"]),
        ('<optgroup label="Types"><option>Page</option></optgroup>', ["Types", "Page"]),
        ("<template><h2>Delete block</h2></template>", ["Delete block"]),
        ("<svg><title>Calendar</title></svg>", ["Calendar"]),
        ("<p>3 pages</p><p>3  pages</p>", ["3 pages"]),
        ("<p>Open PDF</p>", ["Open PDF"]),
    ],
)
def test_english_is_found(page: str, found: list[str]) -> None:
    assert english_left(page) == found


@pytest.mark.parametrize(
    "page",
    [
        "<p>已发布的 Page 有 3 个</p>",
        "<p>PDF, DOCX / XLSX（ID）OIDC URL CSV SM3 HTML</p>",
        "<p>zhang@example.gov.cn</p><p>https://www.example.gov.cn/zfxxgk/</p>",
        "<p>2024-12-31 08:30</p><p>510422-2024-000123</p><p>12.5 KB</p><p>A</p>",
        "<p>川盐边府函〔2024〕3号</p><p>N2024-A7F</p><p>annual-report.docx</p>",
        "<script>const message = 'Saved';</script><style>.live { color: red }</style>",
        "<code>DATABASE_URL</code><textarea>Typed by a person</textarea>",
        '<input type="text" value="typed"><input type="hidden" value="token">',
        "<p>&lt;div&gt; &lt;/div&gt;</p>",
        "<div data-side-panel-toggle-counter hidden> None </div>",
        '<div id="main" class="w-dialog" data-controller="w-dialog">正文</div>',
    ],
)
def test_chinese_and_codes_pass(page: str) -> None:
    assert english_left(page) == []


def test_names_of_a_test_may_be_allowed() -> None:
    assert english_left("<p>chief of Huimin</p>", allowed=["chief"]) == ["chief of Huimin"]
    assert english_left("<p>chief</p>", allowed=["chief"]) == []

"""What a reader's browser says of a page: faults for those who hear it, have little room, or value their privacy."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from tests.office.browsing import too_wide

NARROWEST = {"width": 320, "height": 640}
SHEET = {"width": 612, "height": 980}
"""A4 between the margins of an item's page, which are the widest."""
# A document that is not there says so in the console too.
EXPECTED = ("status of 404", "status of 410")
_AXE = "(only) => axe.run({resultTypes: ['violations'], ...only}).then((found) => found.violations)"
# WCAG 2.2 AA asks for targets of 24 pixels (2.5.8); axe looks at it only when told.
_ALL: dict[str, object] = {"rules": {"target-size": {"enabled": True}}}
_COLOURS: dict[str, object] = {"runOnly": ["color-contrast", "color-contrast-enhanced", "link-in-text-block"]}
# Room for two characters, wherever there are as many; the labels of the third official table stand upright.
_SQUEEZED = """() => [...document.querySelectorAll('td, th, .tiles a, .nav a')].filter((one) => {
  const style = getComputedStyle(one);
  const room = one.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  const em = parseFloat(style.fontSize);
  return one.offsetWidth && !one.closest('.section-3') && /[\\u4e00-\\u9fff]{2}/.test(one.textContent) && room < 2.2 * em;
}).map((one) => one.textContent.trim().slice(0, 20))"""
_CUT = """(edge) => [...document.querySelectorAll('body *')].filter((one) => {
  const box = one.getBoundingClientRect();
  return box.width > 2 && box.right > edge + 1 && !one.closest('.hidden-text, .skip');
}).map((one) => one.outerHTML.slice(0, 80))"""
_OUTLINE = """() => ({
  lang: document.documentElement.lang,
  levels: [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map((one) => Number(one.tagName[1])),
  mains: document.querySelectorAll('main').length,
  outside: [...document.body.children].filter(
    (one) => one.textContent.trim() && !one.matches('header, nav, main, footer, aside, .skip, .wrap, script')
  ).map((one) => one.outerHTML.slice(0, 80)),
  title: document.title,
})"""
# Space between the cells of a row is for the eye. Who has them read out hears one word, unless something separates
# them: Orca said 有效惠民镇.
_RUN_TOGETHER = r"""() => {
  const words = (one) => one.matches('span, small, strong') && !one.matches('.hidden-text') && one.getClientRects().length;
  const rows = [...document.querySelectorAll('body *')].filter((one) => /flex|grid/.test(getComputedStyle(one).display));
  return rows.flatMap((row) => [...row.children].flatMap((one, at, all) => {
    const next = all[at + 1];
    if (!next || !words(one) || !words(next)) return [];
    if (next.getBoundingClientRect().top >= one.getBoundingClientRect().bottom) return [];
    const [before, after] = [one.textContent.trim(), next.textContent.trim()];
    return /[\p{L}\p{N}]$/u.test(before) && /^[\p{L}\p{N}]/u.test(after) ? [before + '|' + after] : [];
  }));
}"""


@dataclass
class Watch:
    """What a page's browser asked for and complained of."""

    page: Any
    elsewhere: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    @classmethod
    def over(cls, page: Any, url: str) -> Watch:
        """From now on."""
        watch, host = cls(page), urlsplit(url).netloc
        page.on("request", lambda request: watch._note(request.url, host))
        page.on("console", lambda said: watch._hear(said.type, said.text))
        page.on("pageerror", lambda error: watch.complaints.append(str(error)))
        return watch

    def faults(self) -> Iterator[str]:
        """Requests to others, cookies, and complaints."""
        if self.elsewhere:
            yield f"向别的网站请求：{self.elsewhere[:3]}"
        if cookies := self.page.context.cookies():
            yield f"留了Cookie：{[cookie['name'] for cookie in cookies]}"
        if self.complaints:
            yield f"浏览器报错：{self.complaints[:3]}"

    def _note(self, address: str, host: str) -> None:
        parts = urlsplit(address)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != host:
            self.elsewhere.append(address)

    def _hear(self, kind: str, text: str) -> None:
        if kind in ("error", "warning") and not any(words in text for words in EXPECTED):
            self.complaints.append(text)


def heard(page: Any, sizes: tuple[dict[str, int], ...]) -> Iterator[str]:
    """What axe finds, in every size; and in the dark, where nothing but the colours is another."""
    page.evaluate(Axe().axe_script)
    for size in sizes:
        page.set_viewport_size(size)
        for scheme, only in (("light", _ALL), ("dark", _COLOURS)):
            page.emulate_media(color_scheme=scheme)
            for found in page.evaluate(_AXE, only):
                nodes = [node["html"][:140] for node in found["nodes"][:3]]
                yield f"{size['width']} {scheme} {found['id']}（{found['impact']}）{found['help']}：{nodes}"


def outlined(page: Any) -> Iterator[str]:
    """Headings in order, one <main>, everything in a landmark, the language named."""
    about = page.evaluate(_OUTLINE)
    levels = about["levels"]
    if about["lang"] != "zh-CN":
        yield f"语言是{about['lang']!r}"
    if levels[:1] != [1] or levels.count(1) != 1:
        yield f"标题不从唯一的一级开始：{levels}"
    if jumps := [(before, after) for before, after in itertools.pairwise(levels) if after > before + 1]:
        yield f"标题跳级：{jumps}"
    if about["mains"] != 1:
        yield f"有{about['mains']}个<main>"
    if about["outside"]:
        yield f"不在地标里：{about['outside'][:3]}"
    if not about["title"]:
        yield "没有标题"


def squeezed(page: Any, size: dict[str, int]) -> Iterator[str]:
    """Words that stand one character to a line, as in a table that does not scroll."""
    page.set_viewport_size(size)
    if found := page.evaluate(_SQUEEZED):
        yield f"{size['width']} 一行放不下两个字：{found[:5]}"


def cut(page: Any) -> Iterator[str]:
    """What stands beyond the edge of the paper, where nothing can be pushed sideways."""
    page.set_viewport_size(SHEET)
    page.emulate_media(media="print")
    if found := page.evaluate(_CUT, SHEET["width"]):
        yield f"纸上印不全：{found[:3]}"
    if page.get_by_text("左右滑动").first.is_visible():
        yield "纸上说可以左右滑动"
    page.emulate_media(media="screen")


def run_together(page: Any) -> Iterator[str]:
    """Words of a row that are read out as one."""
    if found := page.evaluate(_RUN_TOGETHER):
        yield f"读出来连成一个词：{found[:5]}"


def narrow(page: Any) -> Iterator[str]:
    """Whether the page has to be pushed sideways where there is least room (WCAG 1.4.10)."""
    yield from too_wide(page, NARROWEST)

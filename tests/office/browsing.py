"""What a browser says of a page: faults for those who hear it, who use the keyboard, who enlarge it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from axe_playwright_python.sync_playwright import Axe

DESKTOP = {"width": 1366, "height": 768}
# 1280 pixels at 400 % (WCAG 1.4.10).
ENLARGED = {"width": 320, "height": 640}
MOST_TABS = 400
SKIP = "跳到正文"
# Everything that can be used, but what the browser passes over: hidden, disabled, the rest of a group of radios.
_REACHABLE = """() => {
  const usable = 'a[href], button, input, select, textarea, summary, iframe, [tabindex], [contenteditable=true]';
  const groups = new Set();
  const left = [];
  document.querySelectorAll(usable).forEach((element, number) => {
    element.dataset.reached = '';
    const shown = element.getClientRects().length > 0 && element.checkVisibility({visibilityProperty: true});
    const passed = element.disabled || element.type === 'hidden' || element.tabIndex < 0 || element.closest('[inert]');
    if (!shown || passed) { delete element.dataset.reached; return; }
    if (element.type === 'radio') {
      const group = element.form ? [...element.form.elements].filter((one) => one.name === element.name) : [element];
      const chosen = group.find((one) => one.checked) || group[0];
      if (element !== chosen) { delete element.dataset.reached; }
    }
  });
}"""
# As after the page was opened, also where it put the cursor into a field.
_FROM_THE_TOP = """() => {
  const top = document.createElement('span');
  top.tabIndex = -1;
  document.body.prepend(top);
  top.focus();
  top.remove();
}"""
_HERE = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) { return null; }
  // The parts of a date are stops of one and the same field.
  const part = window.lastReached === element;
  const again = element.dataset.reached === 'yes' && !part;
  window.lastReached = element;
  element.dataset.reached = 'yes';
  const seen = (one) => {
    const style = getComputedStyle(one);
    const outline = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
    return outline || style.boxShadow !== 'none';
  };
  const visible = part || element.tagName === 'IFRAME' || seen(element) || (element.parentElement && seen(element.parentElement));
  return {again, visible, what: (element.outerHTML || '').slice(0, 120)};
}"""
_NOT_REACHED = (
    """() => [...document.querySelectorAll('[data-reached=""]')].map((one) => one.outerHTML.slice(0, 120))"""
)
_TOO_WIDE = """() => {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) { return ''; }
  const wide = [...document.querySelectorAll('body *')].filter(
    (one) => one.getBoundingClientRect().right > root.clientWidth + 1
  );
  return `${root.scrollWidth} > ${root.clientWidth}: ` + wide.slice(0, 3).map((one) => one.outerHTML.slice(0, 90));
}"""

# Scripts have nothing to do, the page was drawn since, and still they have nothing. What need not be drawn is not: a
# browser without a window then calls for no frame, and what waits for one waits for ever.
_AT_REST = """() => new Promise((done) => {
  const idle = (then) => requestIdleCallback(then, {timeout: 2000});
  const drawn = (then) => {
    const longest = setTimeout(then, 200);
    requestAnimationFrame(() => { clearTimeout(longest); then(); });
  };
  idle(() => drawn(() => idle(() => done())));
})"""
MOST_RESTS = 2_000


class Visitor:
    """A page of a browser, and what it asked for and has not got yet."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.asked: set[Any] = set()
        page.on("request", lambda request: self.asked.add(request))
        page.on("requestfinished", lambda request: self.asked.discard(request))
        page.on("requestfailed", lambda request: self.asked.discard(request))

    def open(self, path: str) -> None:
        """Go there, and wait until the scripts have nothing more to do and nothing is on its way to them."""
        self.asked.clear()
        self.page.goto(path)
        for _ in range(MOST_RESTS):
            self.page.evaluate(_AT_REST)
            if not self.asked:
                return
        raise AssertionError(f"{path}：总在等 {[request.url for request in self.asked]}")


def heard(page: Any, leave_out: tuple[str, ...] = ()) -> Iterator[str]:
    """What axe finds, of any impact; `leave_out` has the selectors of what is not ours."""
    context = (
        {"include": [["body"]], "exclude": [[selector] for selector in leave_out]} if leave_out else None
    )
    for violation in Axe().run(page, context=context).response["violations"]:
        nodes = [node["html"][:160] for node in violation["nodes"][:3]]
        yield f"{violation['id']}（{violation['impact']}）{violation['help']}：{nodes}"


def too_wide(page: Any, size: dict[str, int]) -> Iterator[str]:
    """Whether the page has to be pushed sideways on a screen of that size, and what does not fit."""
    page.set_viewport_size(size)
    if wide := page.evaluate(_TOO_WIDE):
        yield f"宽{size['width']}像素时要左右滚动：{wide}"


def by_keyboard(page: Any) -> Iterator[str]:
    """What the keyboard does not reach, or reaches without showing where it is."""
    page.evaluate(_REACHABLE)
    page.evaluate(_FROM_THE_TOP)
    unseen = []
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        here = page.evaluate(_HERE)
        if here is None or here["again"]:
            break
        if not here["visible"]:
            unseen.append(here["what"])
    if missed := page.evaluate(_NOT_REACHED):
        yield f"键盘到不了：{missed[:3]}（共{len(missed)}处）"
    if unseen:
        yield f"到了却看不出：{unseen[:3]}（共{len(unseen)}处）"


def skips(page: Any) -> Iterator[str]:
    """Whether the first stop of the keyboard leads past the menu, where there is one."""
    if not page.query_selector("nav"):
        return
    page.evaluate(_FROM_THE_TOP)
    page.keyboard.press("Tab")
    if page.evaluate("() => document.activeElement.textContent") != SKIP:
        yield "键盘的第一站不是“跳到正文”"
        return
    page.keyboard.press("Enter")
    if page.evaluate("() => document.activeElement.id") != "main":
        yield "“跳到正文”没有到正文"

"""Take the pictures of the portal that the READMEs show: python scripts/portal_pictures.py [FOLDER]

Starts the example county in a folder of its own, as a reader sees it, and writes docs/pictures/portal-*.png.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from office_pictures import ADDRESS, ROOT, photographed
from playwright.sync_api import Page

DESK = {"width": 1366, "height": 900}
TOWN = "/zfxxgk/惠民镇/"
PICTURES = (
    ("portal-town", TOWN),
    ("portal-duties", f"{TOWN}fdzdgk/#article_20"),
    ("portal-search", "/search/?q=农田水利"),
    ("portal-report", f"{TOWN}nb/"),
    ("portal-elder", f"/zzb{TOWN}zfwj/#main"),
)
DOCUMENT = "惠民镇人民政府关于印发2025年农田水利维修养护办法的通知"
"""It has a document number, a validity and an interpretation."""


def reader(browser: Any) -> Page:
    """A reader's page, without JavaScript as the portal has none."""
    context = browser.new_context(
        viewport=DESK,
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        base_url=ADDRESS,
        java_script_enabled=False,
        reduced_motion="reduce",  # at the anchor at once
    )
    page: Page = context.new_page()
    return page


def take(browser: Any, where: Path) -> None:
    """The pictures, each as a reader comes upon it."""
    page = reader(browser)
    for name, address in PICTURES:
        page.goto(address)
        page.screenshot(path=where / f"{name}.png")
    page.goto(TOWN)
    page.get_by_role("link", name="政府文件", exact=True).click()
    page.get_by_role("link", name=DOCUMENT).click()
    page.screenshot(path=where / "portal-item.png")


def main(where: Path) -> None:
    """Take the pictures into a folder."""
    photographed(lambda browser, _: take(browser, where))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "pictures")

"""Take the pictures of the portal that the READMEs show: python scripts/portal_pictures.py [FOLDER]

Starts the example county in a folder of its own, as a reader sees it, and writes docs/pictures/portal-*.png.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path
from typing import Any

from office_pictures import ADDRESS, FONTS, ROOT, answering, started
from playwright.sync_api import Page, sync_playwright

DESK = {"width": 1366, "height": 900}
PHONE = {"width": 375, "height": 760}
TOWN = "/zfxxgk/惠民镇/"
DUTIES = f"{TOWN}fdzdgk/"
BUDGETS = f"{TOWN}ysjs/"


def reader(browser: Any, size: dict[str, int], scheme: str = "light") -> Page:
    """A reader's page."""
    context = browser.new_context(
        viewport=size,
        color_scheme=scheme,
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        base_url=ADDRESS,
        java_script_enabled=False,
    )
    page: Page = context.new_page()
    return page


def take(browser: Any, where: Path) -> None:
    """The pictures: desk and phone, dark, and the edition for elderly readers."""
    desk, phone = reader(browser, DESK), reader(browser, PHONE)
    for page, address, name in (
        (desk, "/", "portal-home"),
        (desk, TOWN, "portal-town"),
        (desk, DUTIES, "portal-duties"),
        (phone, TOWN, "portal-phone"),
        (phone, f"/zzb{BUDGETS}", "portal-elder"),
        (reader(browser, PHONE, "dark"), BUDGETS, "portal-dark"),
    ):
        page.goto(address)
        page.screenshot(path=where / f"{name}.png")
    # As the newcomer finds it: the town, its budgets, the one of 2024.
    desk.goto(TOWN)
    desk.get_by_role("link", name="财政预算、决算").click()
    desk.get_by_role("link", name="惠民镇2024年部门预算").click()
    desk.screenshot(path=where / "portal-item.png")


def main(where: Path) -> None:
    """Start, take, stop."""
    folder = Path(tempfile.mkdtemp(prefix="gongkai-pictures-"))
    fonts = folder / "fonts.conf"
    fonts.write_text(
        f"<fontconfig><dir>{FONTS}</dir><dir>/usr/share/fonts</dir><cachedir>{folder}</cachedir></fontconfig>",
        encoding="utf-8",
    )
    process, _ = started(folder)
    try:
        answering()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"),
                args=["--no-sandbox", "--disable-gpu", "--lang=zh-CN"],
                env={**os.environ, "FONTCONFIG_FILE": str(fonts)},
            )
            take(browser, where)
            browser.close()
    finally:
        os.killpg(process.pid, signal.SIGINT)
        process.wait(timeout=30)
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "pictures")

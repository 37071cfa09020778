"""Take the pictures of the office that the READMEs show: python scripts/office_pictures.py [FOLDER]

Starts the example county in a folder of its own, signs in as its people, and writes docs/pictures/office-*.png.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
FONTS = ROOT / "src" / "gongkai" / "annual" / "writing" / "fonts"
PORT = 8765
ADDRESS = f"http://localhost:{PORT}"
ACCOUNT = re.compile(r"^  (\w+)\s+(\S+-\d+)\s", re.MULTILINE)


def started(folder: Path) -> tuple[subprocess.Popen[str], dict[str, str]]:
    """The example county, open, and the passwords by user name: they are shown when the first page can be read."""
    output = (folder / "output").open("w+", encoding="utf-8")
    program = ROOT / ".venv" / "bin" / "gongkai"
    process = subprocess.Popen(
        [program, "demo", "--data", folder / "data", "--port", str(PORT)],
        stdout=output, stderr=subprocess.STDOUT, text=True, start_new_session=True,
    )  # fmt: skip
    for _ in range(600):
        time.sleep(1)
        said = (folder / "output").read_text(encoding="utf-8")
        if process.poll() is not None:
            sys.exit(said)
        if accounts := dict(ACCOUNT.findall(said)):
            return process, accounts
    sys.exit("the example county did not come up")


def signed_in(browser: Any, user: str, password: str) -> Page:
    """A page of somebody who signed in as people do."""
    page: Page = browser.new_context(
        viewport={"width": 1366, "height": 900}, locale="zh-CN", timezone_id="Asia/Shanghai", base_url=ADDRESS
    ).new_page()
    page.goto("/office/")
    page.get_by_label("用户名").fill(user)
    page.get_by_label("口令", exact=True).fill(password)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "login" not in address)
    return page


def take(browser: Any, accounts: dict[str, str], where: Path) -> None:
    """The four pictures."""
    drafter = signed_in(browser, "zhuangao", accounts["zhuangao"])
    drafter.screenshot(path=where / "office-today.png")
    drafter.get_by_role("region", name="我的草稿").get_by_role("link").first.click()
    drafter.locator("#findings .office-finding").first.wait_for()
    drafter.screenshot(path=where / "office-writing.png")
    second = signed_in(browser, "fenguan", accounts["fenguan"])
    second.goto("/office/reviews/")
    second.locator("table a").first.click()
    second.wait_for_load_state()
    second.screenshot(path=where / "office-review.png")
    auditor = signed_in(browser, "shenji", accounts["shenji"])
    auditor.goto("/office/register/")
    auditor.screenshot(path=where / "office-register.png")
    supervisor = signed_in(browser, "jiandu", accounts["jiandu"])
    supervisor.goto("/office/coverage/")
    supervisor.screenshot(path=where / "office-coverage.png")


def photographed(take: Callable[[Any, dict[str, str]], None]) -> None:
    """Start the example county, have `take` use a browser and the accounts' passwords, and stop."""
    folder = Path(tempfile.mkdtemp(prefix="gongkai-pictures-"))
    fonts = folder / "fonts.conf"
    fonts.write_text(
        f"<fontconfig><dir>{FONTS}</dir><dir>/usr/share/fonts</dir><cachedir>{folder}</cachedir></fontconfig>",
        encoding="utf-8",
    )
    process, accounts = started(folder)
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium-headless-shell") or shutil.which("chromium"),
                args=["--no-sandbox", "--disable-gpu", "--lang=zh-CN"],
                env={**os.environ, "FONTCONFIG_FILE": str(fonts)},
            )
            take(browser, accounts)
            browser.close()
    finally:
        os.killpg(process.pid, signal.SIGINT)
        process.wait(timeout=30)
        shutil.rmtree(folder, ignore_errors=True)


def main(where: Path) -> None:
    """Take the pictures into a folder."""
    photographed(lambda browser, accounts: take(browser, accounts, where))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "pictures")

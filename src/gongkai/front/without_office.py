"""What is answered when the office does not: the copy goes on, and says so where it cannot."""

from __future__ import annotations

import json
from typing import Final

from gongkai.front import headers, layout, routes
from gongkai.front.answer import Answer, of_bytes, of_held
from gongkai.front.copy import Copy
from gongkai.front.shelf import Held

RETRY_SECONDS: Final = 30
_RETRY: Final[list[headers.Header]] = [("retry-after", str(RETRY_SECONDS))]

LATER: Final = "系统暂时不能办理这项操作，请稍后再试。已经公开的信息仍然可以查阅。"
NOWHERE: Final = "没有这个页面。地址可能写错了，请核对地址，或者从首页查找。"
REFUSALS: Final = {
    400: ("没有收完", "提交的内容没有传完整，没有收下，也没有保存。请退回上一页再提交一次。"),
    408: (
        "没有收完",
        "提交的内容传得太慢，没有收完，也没有保存。请退回上一页再提交一次；网络不好时，先把附件压缩。",
    ),
    413: ("内容太大", "提交的内容太大，没有收下。请退回上一页，把附件压缩，或者分成几个文件再提交。"),
}
"""Title and words for what is not taken in from a reader, by status."""

_OF_OUR_OWN: Final = {routes.NOWHERE: ("没有这个页面", NOWHERE), routes.LATER: ("暂时不能办理", LATER)}
_PAGE: Final = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
</head>
<body>
<main>
<h1>{title}</h1>
<p>{words}</p>
<p><a href="/">返回首页</a></p>
</main>
</body>
</html>
"""


def error_of(code: str, message: str) -> str:
    """What an address of the data interface answers when it cannot: as the office's own answers."""
    return json.dumps({"error": {"code": code, "message": message, "field": None}}, ensure_ascii=False)


def page_of(title: str, words: str) -> str:
    """A page that needs no copy."""
    return _PAGE.format(title=title, words=words)


class WithoutOffice:
    """The answers to what would have been the office's."""

    def __init__(self, copy: Copy) -> None:
        self.copy = copy

    def answer(self, method: str, address: str, status: int = 503) -> Answer:
        """The answer to a request that the office did not answer.

        `status` is 504 where it only took too long, and one of REFUSALS where it was not asked.
        """
        if status in REFUSALS:
            return self._refusal(address, status)
        reading = method in routes.READING
        search = self.search(method, address)
        if search is not None:
            return of_held(search)
        if address.startswith(routes.API):
            return self._data(address, status, "unavailable", LATER, _RETRY)
        if address == "/readyz":
            return self._not_ready()
        if reading and not routes.is_of_the_office(address) and self.copy.is_there():
            return self._page(address, routes.NOWHERE, 404)
        return self._page(address, routes.LATER, status)

    def search(self, method: str, address: str) -> Held | None:
        """The copy's page that searches by itself, where this asks for a search and there is one."""
        return self.copy.at(address) if method in routes.READING and address in routes.SEARCHES else None

    def _refusal(self, address: str, status: int) -> Answer:
        if address.startswith(routes.API):
            return self._data(address, status, "refused", REFUSALS[status][1], [])
        return self._page_of_our_own(address, status, REFUSALS[status], [])

    def _page(self, address: str, name: str, status: int) -> Answer:
        """The page of that name in the edition of the address; where the copy has none, one of our own."""
        more = _RETRY if status != 404 else []
        edition = routes.ELDER if address.startswith(f"{routes.ELDER}/") else ""
        held = self.copy.at(f"{edition}{name}") or self.copy.at(name)
        if held is not None:
            return of_held(held, status, more)
        return self._page_of_our_own(address, status, _OF_OUR_OWN[name], more)

    def _page_of_our_own(
        self, address: str, status: int, said: tuple[str, str], more: list[headers.Header]
    ) -> Answer:
        body = page_of(*said).encode()
        known = headers.of_public(address, layout.TYPES["html"], https=self.copy.https)
        return of_bytes(status, [("content-type", layout.TYPES["html"]), *known, *more], body)

    def _data(self, address: str, status: int, code: str, message: str, more: list[headers.Header]) -> Answer:
        known = headers.of_public(address, layout.TYPES["json"], https=self.copy.https)
        body = error_of(code, message).encode()
        return of_bytes(status, [("content-type", layout.TYPES["json"]), *known, *more], body)

    def _not_ready(self) -> Answer:
        checks = [{"name": "office", "ok": False, "reason": "办公进程没有回答。", "age": None, "limit": None}]
        body = json.dumps({"ready": False, "checks": checks}, ensure_ascii=False).encode()
        return of_bytes(503, [("content-type", layout.TYPES["json"]), ("cache-control", "no-store")], body)

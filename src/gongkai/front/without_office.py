"""What is answered when the office does not: the copy goes on, and says so where it cannot."""

from __future__ import annotations

import json
from typing import Final

from gongkai.front import headers, layout, routes
from gongkai.front.answer import Answer, of_bytes, of_held
from gongkai.front.copy import Copy

RETRY_SECONDS: Final = 30
_READING: Final = ("GET", "HEAD")

LATER: Final = "系统暂时不能办理这项操作，请稍后再试。已经公开的信息仍然可以查阅。"
NOWHERE: Final = "没有这个页面。地址可能写错了，请核对地址，或者从首页查找。"

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


class WithoutOffice:
    """The answers to what would have been the office's."""

    def __init__(self, copy: Copy) -> None:
        self.copy = copy

    def answer(self, method: str, address: str, status: int = 503) -> Answer:
        """The answer to a request that the office did not answer; `status` 504 where it only took too long."""
        reading = method in _READING
        if reading and address in routes.SEARCHES:
            held = self.copy.at(address)
            if held is not None:
                return of_held(held)
        if address.startswith(routes.API):
            return self._data(address, status)
        if address == "/readyz":
            return self._not_ready()
        if reading and not routes.is_of_the_office(address) and self.copy.is_there():
            return self._page(address, routes.NOWHERE, 404)
        return self._page(address, routes.LATER, status)

    def _page(self, address: str, name: str, status: int) -> Answer:
        """The page of that name in the edition of the address; where the copy has none, one of our own."""
        more = [("retry-after", str(RETRY_SECONDS))] if status != 404 else []
        edition = routes.ELDER if address.startswith(f"{routes.ELDER}/") else ""
        held = self.copy.at(f"{edition}{name}") or self.copy.at(name)
        if held is not None:
            return of_held(held, status, more)
        title, words = _OF_OUR_OWN[name]
        body = _PAGE.format(title=title, words=words).encode()
        known = headers.of_public(address, layout.TYPES["html"], https=self.copy.https)
        return of_bytes(status, [("content-type", layout.TYPES["html"]), *known, *more], body)

    def _data(self, address: str, status: int) -> Answer:
        known = headers.of_public(address, layout.TYPES["json"], https=self.copy.https)
        error = {"code": "unavailable", "message": LATER, "field": None}
        body = json.dumps({"error": error}, ensure_ascii=False).encode()
        more = [("content-type", layout.TYPES["json"]), ("retry-after", str(RETRY_SECONDS))]
        return of_bytes(status, [*more, *known], body)

    def _not_ready(self) -> Answer:
        checks = [{"name": "office", "ok": False, "reason": "办公进程没有回答。", "age": None, "limit": None}]
        body = json.dumps({"ready": False, "checks": checks}, ensure_ascii=False).encode()
        return of_bytes(503, [("content-type", layout.TYPES["json"]), ("cache-control", "no-store")], body)

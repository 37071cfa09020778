"""One visit of a page by a role, kept: what came back, in whatever form it can be read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from django.core.cache import cache
from django.db import transaction
from lxml import html as markup
from tests.office.stage import Stage
from tests.site.chinese_pages import english_left

SCRIPT_TYPES = ("", "text/javascript", "application/javascript", "module")


@dataclass(frozen=True)
class Answer:
    """Status, headers and body; what is packed in the body is unpacked by `texts`."""

    status: int
    headers: dict[str, str]
    body: bytes
    error: str = ""

    @property
    def is_page(self) -> bool:
        return self.headers.get("Content-Type", "").startswith("text/html")

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")

    def texts(self) -> Iterator[str]:
        """The body, each part of a packed one, and the headers as they are and decoded."""
        yield self.text
        for name, value in self.headers.items():
            yield f"{name}: {value}"
            yield unquote(value)
        if self.body.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(self.body)) as archive:
                for name in archive.namelist():
                    yield archive.read(name).decode("utf-8", "replace")

    def shows(self, mark: str) -> bool:
        return any(mark in text for text in self.texts())


def answer_of(response: Any) -> Answer:
    """An answer, its stream read to the end."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    headers = {name: str(value) for name, value in response.items()}
    headers |= {f"Set-Cookie {name}": morsel.value for name, morsel in response.cookies.items()}
    error = repr(response.exc_info[1]) if getattr(response, "exc_info", None) else ""
    return Answer(response.status_code, headers, body, error)


@dataclass
class Visits:
    """What each role got at each address: asked for once, since looking changes nothing."""

    stage: Stage
    kept: dict[tuple[str, str], Answer] = field(default_factory=dict)

    def get(self, role: str, path: str) -> Answer:
        if (role, path) not in self.kept:
            self.kept[role, path] = self.ask("GET", role, path)
        return self.kept[role, path]

    def ask(self, method: str, role: str, path: str, data: dict[str, Any] | None = None) -> Answer:
        """Ask anew, and put everything back that it changed."""
        cache.clear()  # how often one tries is counted there
        with transaction.atomic():
            client = self.stage.client(role)
            response = client.post(path, data or {}) if method == "POST" else client.generic(method, path)
            answer = answer_of(response)
            transaction.set_rollback(True)
        return answer


def faults_of_page(answer: Answer, usernames: set[str]) -> Iterator[str]:
    """What is wrong with a page of ours, whoever reads it."""
    page = markup.document_fromstring(answer.body)
    if page.get("lang") not in ("zh-Hans", "zh-CN"):  # the portal says zh-CN, also in a preview
        yield f"语言是{page.get('lang')}"
    if len(page.xpath("//h1")) != 1:
        yield f"有{len(page.xpath('//h1'))}个一级标题"
    if not "".join(page.xpath("//head/title//text()")).strip():
        yield "没有标题"
    if "content-security-policy" not in {name.lower() for name in answer.headers}:
        yield "没有内容安全策略"
    for script in page.xpath("//script[not(@src)]"):
        if script.get("type", "").lower() in SCRIPT_TYPES:
            yield f"页面里写着脚本：{(script.text or '')[:60]!r}"
    if page.xpath("//@*[starts-with(name(), 'on')]"):
        yield "元素上写着脚本"
    if english := english_left(answer.text, allowed=usernames):
        yield f"有英文：{english[:5]}"

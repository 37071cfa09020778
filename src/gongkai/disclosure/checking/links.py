"""Links that lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from gongkai.disclosure.checking.draft import Draft, Heading, Link, Paragraph
from gongkai.disclosure.checking.finding import Finding, Severity
from gongkai.disclosure.checking.quoting import shown
from gongkai.disclosure.checking.registry import Example, Rule, register

__all__ = ["check_links"]

BROKEN = register(
    Rule(
        name="links.broken",
        title="链接都打得开",
        basis="国办秘函〔2019〕19号：政府网站检查指标（链接可用）",
        severity=Severity.WARNING,
        explanation="看得出写坏了的地址、本站没有的页面、少写了 https:// 的外站地址；试着打开过、没有打开的也在内。不挡发布。",
        example=Example(
            "地址里少写了一个冒号",
            {"body": (Paragraph("详见县政府网站。", (Link("县政府网站", "http//www.example.gov.cn/"),)),)},
        ),
    )
)

_SCHEMES = frozenset(("http", "https", "mailto", "tel"))
_LOOKS_LIKE_HOST = re.compile(
    r"(?:www\.|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:cn|com|net|org|gov|edu)(?:[/:?#]|$))", re.IGNORECASE
)
_OWN_MACHINE = re.compile(
    r"^(?:file:|[a-z]:[\\/]|\\\\|https?://(?:localhost|127\.|192\.168\.|10\.))", re.IGNORECASE
)
_HOST = re.compile(r"(?=.{1,253}$)[^\s.@/]+(?:\.[^\s.@/]+)+|\[[0-9a-f:.]+\]", re.IGNORECASE)
_BAD_SCHEME = re.compile(r"^(?:https?(?:/{1,2}|:/?(?!/)|;//|：//|:\\\\)|h?t{1,3}ps?://)", re.IGNORECASE)


def check_links(draft: Draft) -> Iterator[Finding]:
    """Each link that is malformed, unknown, or was tried in vain."""
    paragraph = 0
    for block in draft.body:
        if isinstance(block, Paragraph | Heading) and block.text.strip():
            paragraph += 1
        for link in block.links if isinstance(block, Paragraph) else ():
            reason = _reason(link.target.strip(), draft)
            if reason:
                yield BROKEN.finding(
                    f"正文第{max(paragraph, 1)}段",
                    shown(link.text or link.target),
                    f"“{shown(link.text or link.target)}”的链接{reason}。",
                    "请改正链接地址，或去掉这个链接。",
                    content=f"{link.target} {reason}",
                )


def _reason(target: str, draft: Draft) -> str:
    """Why a link is broken, as the end of a sentence; empty where nothing speaks against it."""
    if target in draft.link_failures:
        return f"打不开：{draft.link_failures[target]}"
    if not target:
        return "没有填地址"
    if _OWN_MACHINE.search(target):
        return "指向自己电脑或内部网络里的文件，别人打不开"
    if re.search(r"\s", target):
        return "地址中间有空格"
    try:
        parts = urlsplit(target)
    except ValueError:
        return "地址写得不对"
    if parts.scheme and parts.scheme in _SCHEMES and not _is_malformed(target):
        return _of_address(target, draft)
    return _of_bare(target, parts.scheme, draft)


def _is_malformed(target: str) -> bool:
    return _BAD_SCHEME.match(target) is not None and re.match(r"https?://[^/]", target, re.IGNORECASE) is None


def _of_address(target: str, draft: Draft) -> str:
    parts = urlsplit(target)
    if parts.scheme == "mailto":
        return "" if re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", parts.path) else "不是完整的邮箱地址"
    if parts.scheme == "tel":
        return "" if re.fullmatch(r"\+?[\d\-() ]{3,}", parts.path) else "不是电话号码"
    host = (parts.hostname or "").lower()
    if not _HOST.fullmatch(host):
        return "网站的名称写得不对"
    return _of_page(parts.path, draft) if host in draft.own_hosts else ""


def _of_bare(target: str, scheme: str, draft: Draft) -> str:
    if _is_malformed(target) or target.startswith("//"):
        return "地址的开头写得不对，应是 https:// 或 http://"
    if target.startswith("#"):
        return "" if len(target) > 1 else "没有填地址"
    if _LOOKS_LIKE_HOST.match(target):
        return "是外站地址，少写了开头的 https://"
    if scheme:
        return f"以“{scheme}:”开头，读者打不开"
    if not target.startswith("/"):
        return "不是完整的地址"
    return _of_page(urlsplit(target).path, draft)


def _of_page(path: str, draft: Draft) -> str:
    """A page of this site: it must be one that is known, with or without its last stroke."""
    if draft.known_links is None:
        return ""
    wanted = unquote(path).rstrip("/")
    known = draft.known_links
    return (
        "" if {wanted, f"{wanted}/", path, path.rstrip("/")} & known or not wanted else "指向本站没有的页面"
    )

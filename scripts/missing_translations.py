#!/usr/bin/env python3
"""Prints what the packages show in English because neither they nor we have it in Chinese; 1 if there is any.

python scripts/missing_translations.py          the messages, one a line
python scripts/missing_translations.py --po     as entries for our catalogue, to be filled in
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scripts.catalogues import Message, Sought, read_mo, read_po, translation  # noqa: E402
from scripts.translatable import marked  # noqa: E402

OWN = ROOT / "src/gongkai/site/locale"
LOCALE = "zh_Hans/LC_MESSAGES"
DOMAINS = ("django", "djangojs")
_LETTERS = re.compile(r"[A-Za-z]{2,}")
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|<[^>]*>|&\w+;")
_HAN = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True)
class Package:
    """A package whose words reach our screens. `apart`: its folders that are packages of their own or not used."""

    name: str
    apart: tuple[str, ...] = field(default=())

    @property
    def folder(self) -> Path:
        """Where it is installed."""
        spec = find_spec(self.name)
        if spec is None or not spec.submodule_search_locations:
            raise SystemExit(f"not installed: {self.name}")
        return Path(spec.submodule_search_locations[0])

    def catalogues(self, name: str) -> list[Path]:
        """Its catalogues of that name, such as zh_Hans/LC_MESSAGES/django.mo."""
        excluded = self.excluded()
        found = sorted(self.folder.rglob(f"locale/{name}"))
        return [path for path in found if not excluded.intersection(path.parents)]

    def wanted(self, domain: str) -> frozenset[Message]:
        """The messages of its English catalogues and, those being older than the code at times, of its code."""
        return _wanted(self, domain)

    def excluded(self) -> frozenset[Path]:
        """The folders that are `apart`."""
        return frozenset(self.folder / name for name in self.apart)


@cache
def _wanted(package: Package, domain: str) -> frozenset[Message]:
    paths = package.catalogues(f"en/LC_MESSAGES/{domain}.po")
    listed = frozenset(entry.message for path in paths for entry in read_po(path))
    return listed | marked(package.folder, package.excluded()) if domain == "django" else listed


# What is not here is not installed in the platform. The API of Wagtail and Django's own administration speak to
# programs and to nobody; the sign-in providers of allauth other than OIDC are switched off.
PACKAGES = (
    Package("django.forms"),
    Package("django.core"),
    Package("django.db"),
    Package("django.views"),
    Package("django.utils"),
    Package("django.contrib.auth"),
    Package("django.contrib.contenttypes"),
    Package("django.contrib.messages"),
    Package("django.contrib.sessions"),
    Package("django.contrib.sites"),
    Package("django.contrib.staticfiles"),
    Package("django.contrib.humanize"),
    Package("django.contrib.admin"),
    Package(
        "wagtail",
        apart=(
            "api",
            "contrib/forms",
            "contrib/frontend_cache",
            "contrib/search_promotions",
            "contrib/simple_translation",
            "contrib/sitemaps",
            "contrib/styleguide",
        ),
    ),
    Package("allauth", apart=("headless", "idp")),
    Package("axes"),
    Package("taggit"),
    Package("treebeard"),
    Package("modelcluster"),
    Package("modelsearch"),
    Package("django_filters"),
    Package("django_tasks"),
    Package("django_tasks_db"),
    Package("django_structlog"),
)


def missing(
    domain: str, packages: Iterable[Package] = PACKAGES, catalogue: Sought | None = None
) -> dict[Message, str]:
    """The messages of the domain that would be shown in English, with the package that wants each.

    `catalogue` is the Chinese to look into; without it that of the packages with ours.
    """
    chosen = tuple(packages)
    chinese = read_mo([*_shipped(domain, chosen), *_own(domain)]) if catalogue is None else catalogue
    wanted: dict[Message, str] = {}
    for package in chosen:
        for message in package.wanted(domain):
            wanted.setdefault(message, package.name)
    return {message: wanted[message] for message in sorted(wanted) if _is_missing(message, chinese)}


def _shipped(domain: str, packages: Iterable[Package]) -> list[Path]:
    own_words = [path for package in packages for path in package.catalogues(f"{LOCALE}/{domain}.mo")]
    return [*Package("django.conf").catalogues(f"{LOCALE}/{domain}.mo"), *own_words]


def _own(domain: str) -> list[Path]:
    path = OWN / LOCALE / f"{domain}.mo"
    return [path] if path.exists() else []


def _is_missing(message: Message, chinese: Sought) -> bool:
    """Not translated, or translated by the same English words; what has no words needs no translation."""
    if not _LETTERS.search(_PLACEHOLDER.sub("", message.text)):
        return False
    found = translation(message, chinese)
    return not found or (found == message.text and not _HAN.search(found))


def as_po(messages: dict[Message, str]) -> str:
    """Entries without translation, to be filled in."""
    lines: list[str] = []
    for message, package in messages.items():
        lines.append(f"#. {package}")
        if message.context:
            lines.append(f"msgctxt {_quoted(message.context)}")
        lines.append(f"msgid {_quoted(message.text)}")
        if message.plural:
            lines += [f"msgid_plural {_quoted(message.plural)}", 'msgstr[0] ""', ""]
        else:
            lines += ['msgstr ""', ""]
    return "\n".join(lines)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def main(arguments: list[str]) -> int:
    """Print what is missing and say by the status whether there is any."""
    count = 0
    for domain in DOMAINS:
        messages = missing(domain)
        count += len(messages)
        if "--po" in arguments:
            print(as_po(messages))
        else:
            for message, package in messages.items():
                print(f"{domain} {package}: {message.text!r}")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

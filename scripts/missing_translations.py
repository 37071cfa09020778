#!/usr/bin/env python3
"""Prints what the packages show in English because neither they nor we have it in Chinese; 1 if there is any.

python scripts/missing_translations.py          the messages, one a line
python scripts/missing_translations.py --po     as entries for our catalogue, to be filled in
"""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scripts.catalogues import Compiled, Message, read_po  # noqa: E402
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
    Package("django.contrib.sessions"),
    Package("django.contrib.sites"),
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


def missing(domain: str) -> dict[Message, str]:
    """The messages of the domain that would be shown in English, with the package that wants each."""
    wanted: dict[Message, str] = {}
    for package in PACKAGES:
        for message in _wanted(package, domain):
            wanted.setdefault(message, package.name)
    chinese = Compiled([*_shipped(domain), *_own(domain)])
    return {
        message: package for message, package in sorted(wanted.items()) if _is_missing(message, chinese)
    }


def _wanted(package: Package, domain: str) -> set[Message]:
    apart = frozenset(package.folder / name for name in package.apart)
    found = {
        entry.message
        for path in package.folder.rglob(f"locale/en/LC_MESSAGES/{domain}.po")
        if not apart.intersection(path.parents)
        for entry in read_po(path)
    }
    return found | marked(package.folder, apart) if domain == "django" else found


def _shipped(domain: str) -> list[Path]:
    folders = [Package("django.conf").folder, *(package.folder for package in PACKAGES)]
    return [path for folder in folders for path in sorted(folder.rglob(f"locale/{LOCALE}/{domain}.mo"))]


def _own(domain: str) -> list[Path]:
    path = OWN / LOCALE / f"{domain}.mo"
    return [path] if path.exists() else []


def _is_missing(message: Message, chinese: Compiled) -> bool:
    """Not translated, or translated by the same English words; what has no words needs no translation."""
    if not _LETTERS.search(_PLACEHOLDER.sub("", message.text)):
        return False
    translation = chinese.translation(message)
    return not translation or (translation == message.text and not _HAN.search(translation))


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

"""The Chinese of the packages that the platform stands on: complete, in the words of the field, up to date."""

from __future__ import annotations

import gettext
import json
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.test import RequestFactory
from django.utils.translation import gettext as translated
from django.utils.translation import ngettext, override
from django.utils.translation.trans_real import DjangoTranslation
from django.views.i18n import JSONCatalog
from scripts.catalogues import Entry, Message, compiled, read_mo, read_po, translation
from scripts.compile_translations import catalogues
from scripts.missing_translations import DOMAINS, PACKAGES, Package, as_po, main, missing
from scripts.translatable import marked
from tests.site.chinese_pages import english_left

CATALOGUES = catalogues()
# The words of the sector stand in the design's glossary; these are what others say for the same.
WORDS_OF_OTHERS = re.compile("集合|片段|评论|工作流|取消发布|驳回|拒绝|批准|审批|修订|隐私|私有|缩略名|任务")
PLACEHOLDERS = re.compile(r"%\(\w+\)[a-z]|%[a-z]|%%|\{\w*\}|</?[a-z][^>]*>|&\w+;")
# These have no name: their order counts.
POSITIONAL = re.compile(r"%[a-z]")


def entries() -> Iterator[Entry]:
    for path in CATALOGUES:
        yield from read_po(path)


def test_there_is_a_catalogue_of_each_domain() -> None:
    assert [path.name for path in CATALOGUES] == [f"{domain}.po" for domain in DOMAINS]


@pytest.mark.parametrize("domain", DOMAINS)
def test_no_package_lacks_chinese(domain: str) -> None:
    assert missing(domain) == {}


@pytest.mark.parametrize("domain", DOMAINS)
def test_nothing_is_in_english_as_the_platform_is_set_up(domain: str) -> None:
    merged = DjangoTranslation("zh-hans", domain=domain)._catalog
    assert missing(domain, installed_packages(), merged) == {}


def installed_packages() -> list[Package]:
    """The packages that are apps of the platform, without those of their apps that are not, and the libraries."""
    installed = {config.name for config in apps.get_app_configs()}
    found = []
    for package in PACKAGES:
        own_apps = {path.parent for path in package.folder.rglob("apps.py")}
        names = {".".join((package.name, *app.relative_to(package.folder).parts)): app for app in own_apps}
        if names and installed.isdisjoint({package.name, *names}):
            continue
        absent = [
            str(app.relative_to(package.folder)) for name, app in names.items() if name not in installed
        ]
        found.append(replace(package, apart=(*package.apart, *(name for name in absent if name != "."))))
    return found


def test_an_app_that_speaks_is_among_the_packages_looked_at() -> None:
    looked_at = tuple(str(package.folder) for package in PACKAGES)
    speaking = [
        config.name
        for config in apps.get_app_configs()
        if not config.name.startswith("gongkai.") and not config.path.startswith(looked_at)
        if marked(Path(config.path))
    ]
    assert speaking == []


def test_the_catalogue_is_where_django_looks() -> None:
    assert {path.parents[2] for path in CATALOGUES} <= {Path(folder) for folder in settings.LOCALE_PATHS}
    with override("zh-hans"):
        assert translated("Privacy and access") == "公开范围"
        assert ngettext("%(num_pages)d page", "%(num_pages)d pages", 1) % {"num_pages": 1} == "1 个页面"


def test_what_is_missing_is_told(tmp_path: Path) -> None:
    """A package that speaks English in its code and in a template, and whose catalogue is older than both."""
    package = tmp_path / "speaking"
    (package / "templates").mkdir(parents=True)
    (package / "forms.py").write_text(
        "from django.utils.translation import gettext_lazy as _, ngettext, pgettext\n"
        "label = _('Old' ' label')\n"
        "def count(n): return ngettext('%d sheep', '%d sheep or more', n), pgettext('farm', 'Pen'), _(label)\n"
    )
    (package / "templates/field.html").write_text(
        "{% load i18n %}{% trans 'Gate' %}{% blocktrans count n=n trimmed %}\n one {{ n }}\n{% plural %}\n"
        " many {{ n }}\n{% endblocktrans %}{{ _('Hedge') }}{% trans '100' %}"
    )
    found = marked(package)
    assert found == {
        Message("Old label"),
        Message("%d sheep", "%d sheep or more"),
        Message("Pen", context="farm"),
        Message("Gate"),
        Message("one %(n)s", "many %(n)s"),
        Message("Hedge"),
        Message("100"),
    }


def test_english_told_as_chinese_is_missing() -> None:
    taggit = [package for package in PACKAGES if package.name == "taggit"]
    tags = Message("Tags")
    assert tags in missing("django", taggit, {})
    assert tags in missing("django", taggit, {"Tags": "Tags"})
    assert tags not in missing("django", taggit, {"Tags": "标签"})


def test_the_script_says_by_its_status_that_nothing_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    assert capsys.readouterr().out == ""


def test_missing_messages_can_be_filled_in(tmp_path: Path) -> None:
    messages = {Message('Say "%(word)s"\n', "Say %(count)d words", "speech"): "axes", Message("Go"): "axes"}
    path = tmp_path / "django.po"
    path.write_text(as_po(messages), encoding="utf-8")
    assert [entry.message for entry in read_po(path)] == list(messages)


def test_a_translation_keeps_the_placeholders_and_the_markup() -> None:
    """One translation serves all numbers; the English of the plural is the one that names everything."""
    wrong = []
    for entry in entries():
        english = entry.message.plural or entry.message.text
        for parts, of in ((PLACEHOLDERS, Counter), (POSITIONAL, list)):
            if of(parts.findall(entry.translation)) != of(parts.findall(english)):
                wrong.append(entry)
    assert wrong == []


def test_every_entry_is_translated_and_wanted() -> None:
    wanted = {
        (message.context, message.text)
        for package in PACKAGES
        for domain in DOMAINS
        for message in package.wanted(domain)
    }
    for entry in entries():
        assert entry.translation.strip() and not entry.fuzzy, entry
        assert (entry.message.context, entry.message.text) in wanted, f"nobody asks for it: {entry}"


@pytest.mark.parametrize("domain", DOMAINS)
def test_the_words_are_those_of_the_field(domain: str) -> None:
    wagtail = next(package for package in PACKAGES if package.name == "wagtail")
    chinese = read_mo(
        [
            *wagtail.catalogues(f"zh_Hans/LC_MESSAGES/{domain}.mo"),
            *(path.with_suffix(".mo") for path in CATALOGUES),
        ]
    )
    spoken = {message.text: translation(message, chinese) or "" for message in wagtail.wanted(domain)}
    assert {text: said for text, said in spoken.items() if WORDS_OF_OTHERS.search(said)} == {}


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.name)
def test_the_compiled_catalogue_is_current(path: Path) -> None:
    assert path.with_suffix(".mo").read_bytes() == compiled(read_po(path)), (
        "run scripts/compile_translations.py"
    )


def test_python_reads_what_was_compiled() -> None:
    entries_of_a_test = [
        Entry(Message("Publish"), "发布", 1),
        Entry(Message("%d page", "%d pages"), "%d 个页面", 2),
        Entry(Message("May", context="month"), "五月", 3),
        Entry(Message("Guess"), "猜", 4, fuzzy=True),
    ]
    read = gettext.GNUTranslations(BytesIO(compiled(entries_of_a_test)))
    assert read.gettext("Publish") == "发布"
    assert [read.ngettext("%d page", "%d pages", number) for number in (1, 2)] == ["%d 个页面"] * 2
    assert read.pgettext("month", "May") == "五月"
    assert read.gettext("Guess") == "Guess"


@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="gettext is not installed: a second opinion only")
@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.name)
def test_gettext_itself_agrees(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "theirs.mo"
    subprocess.run(["msgfmt", "--check-format", "-o", target, path], check=True, capture_output=True)
    theirs, ours = read_mo([target]), read_mo([path.with_suffix(".mo")])
    assert {key: text for key, text in theirs.items() if key} == {
        key: text for key, text in ours.items() if key
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('msgid "A"\nmsgstr "甲"\n\nmsgid "A"\nmsgstr "乙"\n', "told before, in line 1"),
        ('msgid "A"\nmsgtsr "甲"\n', "django.po:2: no part of an entry"),
        ('msgid "A"\nmsgid "B"\nmsgstr "甲"\n', "django.po:2: no part of an entry"),
    ],
)
def test_a_slip_in_a_catalogue_is_told_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "django.po"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=re.escape(said)):
        read_po(path)


def test_the_editor_in_the_browser_gets_our_words() -> None:
    """Wagtail asks for the catalogue of its own package only; ours is merged all the same."""
    with override("zh-hans"):
        answer = JSONCatalog.as_view(packages=["wagtail.admin"])(RequestFactory().get("/"))
    said = json.loads(answer.content)["catalog"]
    assert said["Insert a block"] == "插入内容块"
    assert said["Comment"] == "批注"
    assert said["%(num)s error"] == ["%(num)s 处错误"]


def test_the_words_that_python_hands_to_the_browser_are_chinese() -> None:
    from wagtail.admin.localization import get_js_translation_strings
    from wagtail.rich_text import features

    def leaves(value: object) -> Iterator[str]:
        if isinstance(value, dict):
            for inner in value.values():
                yield from leaves(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from leaves(inner)
        else:
            yield str(value)

    with override("zh-hans"):
        labels = list(leaves(get_js_translation_strings()))
        tools = [features.get_editor_plugin("draftail", name) for name in features.get_default_features()]
        labels += [str(tool.data["description"]) for tool in tools if getattr(tool, "data", None)]
    shown = "".join(f"<p>{re.sub(PLACEHOLDERS, '', label)}</p>" for label in labels)
    assert len(labels) > 50
    assert english_left(shown) == []

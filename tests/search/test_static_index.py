"""The static index: searched by a browser that has nothing but the files of the copy."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests.office.conftest import browser_context_args, browser_type_launch_args, context
from tests.search.conftest import Office, attach, docx
from tests.search.test_spellings import THE_SAME

from gongkai.channels import pages
from gongkai.channels.models import PendingChange
from gongkai.channels.pages import Absent, Changes, File
from gongkai.disclosure.actions.withdraw import Withdraw
from gongkai.portal.editions import InBothEditions
from gongkai.portal.searching import making, shards
from gongkai.portal.searching.source import SearchSource
from gongkai.search.compact import PARTS, decoded, encoded, part_of
from gongkai.search.models import Document, DocumentText
from gongkai.search.tokens import parts_of, squeezed, tokens_of

__all__ = ["browser_context_args", "browser_type_launch_args", "context"]


@pytest.fixture(autouse=True)
def own_folder(monkeypatch: Any, tmp_path: Path) -> None:
    monkeypatch.setattr(shards, "folder", lambda: tmp_path / "search-index")


def body(text: str) -> list[tuple[str, str]]:
    return [("text", f"<p>{text}</p>")]


@given(st.sets(st.integers(1, 2**40)).map(sorted))
def test_numbers_come_back(numbers: list[int]) -> None:
    assert decoded(encoded(numbers)) == numbers


@pytest.mark.any_database
def test_withdrawn_is_gone_before_the_words_are_made_anew(office: Office) -> None:
    source = SearchSource()
    item = office.published(title="关于征地补偿的公告")
    shards.make()
    items = f"/search-index/items/{item.pk // 100}.json"
    assert "征地补偿" in rendered(source, items)
    Withdraw(item, office.chief, "内容有误，另行公开。").perform()
    stale = list(source.stale(Changes(items=frozenset({item.pk}))))
    assert {("recent", 0), ("items", item.pk // 100)} <= set(stale)
    files = {found.address: found for found in source.render([("recent", 0), ("items", item.pk // 100)])}
    assert isinstance(files[items], Absent)
    assert rendered(source, "/search-index/recent.json") == "{}"


def rendered(source: SearchSource, address: str) -> str:
    key = source.at(address)
    assert key is not None
    (found,) = source.render([key])
    assert isinstance(found, File) and found.address == address
    return found.body.decode() if isinstance(found.body, bytes) else found.body.read_text("utf-8")


@pytest.mark.any_database
def test_words_are_made_when_something_changed_and_then_taken(office: Office) -> None:
    source = SearchSource()
    other = office.published(title="关于植树的公告")
    item = office.published(title="关于征地补偿的公告")
    PendingChange.objects.all().delete()
    assert making.make_words.call() == 2
    assert [change.item_id for change in PendingChange.objects.all()] == [item.pk]
    assert making.make_words.call() == 0
    for _ in range(2):  # a round that the folder did not take is asked for again
        changes = Changes(items=frozenset({item.pk, other.pk}))
        assert sum(kind == "words" for kind, _ in source.stale(changes)) == PARTS
    changes = Changes(items=frozenset({other.pk}))
    assert not any(kind == "words" for kind, _ in source.stale(changes))
    place = part_of("征地")
    assert f'"征地":"{encoded([item.pk])}"' in rendered(source, f"/search-index/words/{place:02x}.json")


@pytest.mark.any_database
def test_each_address_is_that_of_a_key_and_back(office: Office) -> None:
    office.published()
    source = SearchSource()
    keys = set(source.keys())
    files = [found for found in source.render(list(keys)) if isinstance(found, File)]
    assert {source.at(found.address) for found in files} <= keys
    for address in ("/search-index/words/3.json", "/search-index/", "/search-index/words/xx.json", "/search"):
        assert source.at(address) is None


def copy() -> Callable[[Any], None]:
    """What the front gives from the copy while the office is down: a handler for the browser's requests."""
    source = InBothEditions(SearchSource())
    files = {found.address: found for found in source.render(list(source.keys())) if isinstance(found, File)}

    def served(route: Any) -> None:
        address = unquote(urlsplit(route.request.url).path)
        if address.startswith("/static/"):
            name = finders.find(address.removeprefix("/static/"))
            if name is None:  # its name has its hash
                folder, _, file = address.removeprefix("/static/").rpartition("/")
                name = finders.find(f"{folder}/{file.split('.')[0]}.{file.split('.')[-1]}")
            route.fulfill(path=str(name)) if name else route.fulfill(status=404)
        elif address not in files:
            route.fulfill(status=404)
        else:
            found = files[address]
            content = found.body.read_bytes() if isinstance(found.body, Path) else found.body
            route.fulfill(body=content, content_type=found.content_type)

    return served


def test_a_reader_searches_without_the_office(office: Office, page: Any) -> None:
    office.published(
        title="关于山坪塘加固的公告", document_number="测惠府〔2024〕7号", summary="水利管护。",
        keywords="防汛", body=body("请各村清淤。"),
    )  # fmt: skip
    office.published(title="关于植樹的公告", body=body("栽植香樟。"))
    shards.make()
    gone = office.published(title="关于停水的公告", summary="检修。", body=body("检修山坪管道。"))
    Withdraw(gone, office.chief, "内容有误，另行公开。").perform()
    office.published(title="关于供水的公告", summary="恢复。", body=body("山坪供水恢复。"))
    page.route("**/*", copy())
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))

    def search(words: str) -> list[str]:
        page.goto(f"http://localhost/search/?q={words}")
        page.wait_for_function("!/^$|正在/.test(document.getElementById('search-said').textContent)")
        return [link.inner_text() for link in page.locator("#search-hits a").all()]

    pond, trees, water = "关于山坪塘加固的公告", "关于植樹的公告", "关于供水的公告"
    for words in (
        "坪塘",
        "管护",
        "防汛",
        "清淤",
        "测惠府〔2024〕7号",
        "测惠府[2024]7",
        "测惠府〔2024〕第7号",
        "加固 清淤",
        "山坪塘加固",
    ):
        assert search(words) == [pond], words
    assert search("山坪") == [water, pond]
    assert search("植树") == search("植樹") == [trees]
    assert search("停水") == search("火箭") == search("塘坪") == []
    assert "没有找到“塘坪”" in page.inner_text("#search-said")
    assert search("山坪 -供水") == search("山坪 －“供水恢复”") == [pond]
    assert search("山坪 -加固") == [water]
    assert search("山坪 -公告") == search("山坪-加固") == []  # no minus within a word
    assert search("山坪 -塘") == [water] and "里排除：塘" in page.inner_text("#search-said")
    for nothing_to_find in ("塘", "山 坪", "-山坪", "。。"):
        search(nothing_to_find)
        assert "至少一个两个字以上的词" in page.inner_text("#search-said"), nothing_to_find
    assert page.inner_text("mark") if search("坪塘") else False
    assert not page.locator("#search-more").is_visible()
    assert errors == []


@pytest.mark.parametrize(
    "text",
    [
        "按照第33条，規定A4",
        "２０２４-03-05 政\u200b府",
        "𠀀㐀二○二四年",
        "ＧＢ／Ｔ 9704.1—2012",
        "Ünïcode ½ ㎡ ⅳ",
    ],
)
def test_the_browser_reads_texts_as_the_index_does(page: Any, db: None, text: str) -> None:
    page.route("**/*", copy())
    page.goto("http://localhost/search/")
    read = page.evaluate(
        """async (text) => {
            const about = await (await fetch("/search-index/about.json")).json();
            return staticSearch.partsOf(staticSearch.folder(about.from, about.to)(text));
        }""",
        text,
    )
    assert read == parts_of(text)
    for token in ("公开", "a4", "𠀀政"):
        assert page.evaluate("(token) => staticSearch.partOf(token)", token) == part_of(token)


NOT_WITHOUT_THE_OFFICE = {"川府发〔二〇二四〕三号", "川府发〔二〇二四〕第十三号"}


@pytest.mark.parametrize("new", [False, True], ids=["words", "recent"])
def test_the_browser_finds_what_is_written_otherwise(page: Any, db: None, new: bool) -> None:
    answers: dict[str, Any] = {"recent": {}, "words": [{} for _ in range(PARTS)]}
    for number, (_, text) in enumerate(THE_SAME, 1):
        indexed = shards.text_of(DocumentText(title=text), (), whole=True)
        if new:
            answers["recent"][number] = squeezed([indexed])
        else:
            for token in set(tokens_of(indexed)):
                answers["words"][part_of(token)].setdefault(token, []).append(number)
    for part in answers["words"]:
        part |= {token: encoded(numbers) for token, numbers in part.items()}
    page.route("**/*", copy())
    page.goto("http://localhost/search/")
    found = page.evaluate(
        r"""async ([asked, answers]) => {
            const fetched = async (address) => {
                const [, name, part] = /search-index\/(about|recent|words)(?:\/(..))?.json/.exec(address);
                if (name === "about") return fetch(address);
                const body = part ? answers.words[parseInt(part, 16)] : answers.recent;
                return { ok: true, status: 200, json: async () => body };
            };
            const found = [];
            for (const words of asked) found.push((await staticSearch.find(words, "/search-index/", fetched)).numbers);
            return found;
        }""",
        [[asked for asked, _ in THE_SAME], answers],
    )
    not_found = {
        asked for number, (asked, _) in enumerate(THE_SAME, 1) if number not in (found[number - 1] or ())
    }
    assert not_found == NOT_WITHOUT_THE_OFFICE


def test_a_reader_finds_titles_of_attachments_without_the_office(office: Office, page: Any) -> None:
    item = attach(office, office.draft(title="关于项目的公告"), "附件1.docx", docx("项目"), "堰塘整治表")
    office.reviewed(attach(office, item, "二〇二四年名单.docx", docx("名单")))
    shards.make()
    page.route("**/*", copy())
    for recent in (True, False):
        if not recent:
            Document.objects.update(changed_at=timezone.now() - datetime.timedelta(days=9))
            page.unroute("**/*")
            page.route("**/*", copy())
        for words in ("堰塘整治", "2024年名单"):
            page.goto(f"http://localhost/search/?q={words}")
            page.wait_for_function("!/^$|正在/.test(document.getElementById('search-said').textContent)")
            assert page.locator("#search-hits a").count() == 1, (recent, words)


def test_without_javascript_the_page_says_so(db: None) -> None:
    found = pages.at("/search/")
    assert found is not None and isinstance(found.body, bytes)
    assert "<noscript>" in found.body.decode()
    assert settings.STATIC_URL in found.body.decode()
    elder = pages.at("/zzb/search/")
    assert elder is not None and isinstance(elder.body, bytes) and b'class="elder"' in elder.body

"""What is sent to an OpenSearch, and the way there and back. The server itself is not run here."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.disclosure.conftest import body
from tests.search.conftest import Office, found
from tests.search.opensearch_stand_in import OpenSearchStandIn, Refused

from gongkai.disclosure.actions.withdraw import Withdraw
from gongkai.search import keeping
from gongkai.search.asking import Question, Scope, words_of
from gongkai.search.backends import backend
from gongkai.search.backends.opensearch import OpenSearchIndex, lines_to_put, request
from gongkai.search.documents import Entry
from gongkai.search.models import Document, DocumentText


def test_a_question() -> None:
    asked = request(Question(words_of("政府信息 年 -决算"), (("§a1",),), after=5), 21)
    assert asked["size"] == 21 and asked["sort"] == [{"position": "desc"}]
    words, single, marks, between = asked["query"]["bool"]["filter"]
    assert {"match_phrase": {"text": {"query": "政府 府信 信息"}}} in words["bool"]["should"]
    assert "match_phrase_prefix" in json.dumps(single)
    assert marks == {"terms": {"marks": ["§a1"]}}
    assert between == {"range": {"position": {"gte": 5}}}
    assert "决算" in json.dumps(asked["query"]["bool"]["must_not"], ensure_ascii=False)
    in_title = request(Question(words_of("预算"), scope=Scope.TITLE), 5)
    assert '"text"' not in json.dumps(in_title["query"])


def test_an_entry() -> None:
    document = Document(position=7, marks="§ §a1")
    text = DocumentText(
        title="预算公开", document_number="测府〔2024〕1号", body="第一段", attachments=[["表", "金额"]]
    )
    action, fields = lines_to_put(Entry(document, text))
    assert action == {"index": {"_id": "7"}}
    assert fields["title"] == "预算 算公 公开 开 ¶ 测府 府 2024 1 号"
    assert fields["text"] == "第一 一段 段 ¶ 表 ¶ 金额 额"
    assert fields["marks"] == "§ §a1"


@pytest.fixture
def server(settings: Any) -> Iterator[OpenSearchStandIn]:
    with OpenSearchStandIn() as running:
        settings.SEARCH_ADDRESS = running.address
        yield running


@pytest.mark.django_db(transaction=True)
@pytest.mark.any_database
class TestTheWayThere:
    """Acts, searches and mending, through opensearch-py to what stands in for the server."""

    def test_finds_what_the_index_in_the_database_finds(
        self, office: Office, server: OpenSearchStandIn, settings: Any
    ) -> None:
        office.published(title="关于春季植树的公告", body=body("栽植香樟。"), keywords="绿化")
        office.published(title="关于秋季植树的公告", body=body("栽植桂花，2024年完成。"))
        gone = office.published(title="关于征地补偿的公告")
        Withdraw(office.again(gone), office.chief, "内容有误。").perform()
        asked = (
            "植树",
            "植树 -香樟",
            "“秋季植树”",
            "树",
            "桂",
            "二〇二四年",
            "征地",
            "绿化",
            "植树 桂花",
            "季树",
            "-桂花",
        )
        there = {text: [hit.item.title for hit in found(text).hits] for text in asked}
        by_kind = found("植树", kind="notice").number, found("", sort="relevance").number
        assert server.documents and backend().holds() == 2
        settings.SEARCH_ADDRESS = ""
        keeping.rebuild()
        assert {text: [hit.item.title for hit in found(text).hits] for text in asked} == there
        assert (found("植树", kind="notice").number, found("", sort="relevance").number) == by_kind
        assert there["植树 -香樟"] == ["关于秋季植树的公告"] and there["征地"] == []

    def test_what_the_server_refused_is_mended_later(self, office: Office, server: OpenSearchStandIn) -> None:
        office.published(title="第一条")
        server.refuse = "index read-only"
        item = office.published(title="关于征地补偿的公告")
        assert item.live and found("征地").number == 0
        server.refuse = ""
        assert [outcome.done for outcome in keeping.keep_in_step(timezone.now())] == [True]
        assert found("征地").number == 1
        assert list(keeping.keep_in_step(timezone.now())) == []

    def test_an_index_that_another_process_made_first_is_used(self, server: OpenSearchStandIn) -> None:
        first, second = OpenSearchIndex(server.address), OpenSearchIndex(server.address)
        assert first.holds() == 0
        with made_meanwhile(server):
            assert second.holds() == 0

    def test_made_anew(self, office: Office, server: OpenSearchStandIn) -> None:
        office.published(title="关于征地补偿的公告")
        server.documents["999"] = dict(next(iter(server.documents.values())))
        assert keeping.rebuild() == 1
        assert len(server.documents) == 1

    def test_a_reader_is_told_when_it_does_not_answer(self, settings: Any) -> None:
        with OpenSearchStandIn() as ended:
            settings.SEARCH_ADDRESS = ended.address
        answer = Client().get("/search/?q=预算")
        assert answer.status_code == 503
        assert "搜索暂时不能用" in answer.content.decode()
        assert Client().get("/api/v1/search?q=预算").status_code == 503


@contextlib.contextmanager
def made_meanwhile(server: OpenSearchStandIn) -> Iterator[None]:
    """Another process makes the index between our looking for it and our making it."""
    answer = server.answer

    def later(method: str, path: str, query: Any, text: str) -> Any:
        if method == "HEAD":
            raise Refused(404, "index_not_found_exception", path)
        return answer(method, path, query, text)

    server.answer = later  # type: ignore[method-assign]
    yield
    server.answer = answer  # type: ignore[method-assign]

"""What is sent to an OpenSearch, and the way there and back, through its client to a server that answers as it does."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from opensearchpy.client import IndicesClient
from tests.disclosure.conftest import body
from tests.front.certificates import make_certificate
from tests.front.front_process import free_port
from tests.search.conftest import Office, found
from tests.search.opensearch_door import Door
from tests.search.opensearch_server import FULL_DISK, RunningOpenSearch

from gongkai.disclosure.actions.withdraw import Withdraw
from gongkai.search import keeping
from gongkai.search.asking import Question, Scope, words_of
from gongkai.search.backends import backend
from gongkai.search.backends.opensearch import OpenSearchIndex
from gongkai.search.backends.opensearch.requests import operations_of, request
from gongkai.search.backends.protocol import Unreachable
from gongkai.search.documents import Entry
from gongkai.search.models import Document, DocumentText
from gongkai.search.rebuilding import rebuild
from gongkai.search.writing import write


def test_a_question() -> None:
    asked = request(Question(words_of("政府信息 年 -决算"), (("§a1",),), after=5), 21)
    assert asked["size"] == 21 and asked["sort"] == [{"position": "desc"}]
    words, single, marks, between = asked["query"]["bool"]["filter"]
    assert {"match_phrase": {"text": {"query": "政府 府信 信息"}}} in words["bool"]["should"]
    assert {"prefix": {"text": {"value": "年"}}} in single["bool"]["should"]
    (after_a_number,) = request(Question(words_of("“第33条”")), 5)["query"]["bool"]["filter"]
    assert "match_phrase_prefix" in json.dumps(after_a_number)
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
    entry, gone = Entry(document, text), Entry(Document(position=6), text)
    taken_out, written = operations_of([gone, entry], [entry])
    assert taken_out == {"_op_type": "delete", "_id": "6"}
    assert (written["_op_type"], written["_id"]) == ("index", "7")
    fields = written["_source"]
    assert fields["title"] == "预算 算公 公开 开 ¶ 测府 府 2024 1 号"
    assert fields["text"] == "第一 一段 段 ¶ 表 ¶ 金额 额"
    assert fields["marks"] == "§ §a1"


@pytest.mark.django_db(transaction=True)
@pytest.mark.any_database
class TestTheWayThere:
    """Acts, searches and mending."""

    def test_finds_what_the_index_in_the_database_finds(
        self, office: Office, opensearch: RunningOpenSearch, settings: Any
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
        assert opensearch.held() == 2 and backend().surplus() == 0
        settings.SEARCH_ADDRESS = ""
        rebuild()
        assert {text: [hit.item.title for hit in found(text).hits] for text in asked} == there
        assert (found("植树", kind="notice").number, found("", sort="relevance").number) == by_kind
        assert there["植树 -香樟"] == ["关于秋季植树的公告"] and there["征地"] == []

    def test_what_the_server_refused_is_mended_later(
        self, office: Office, opensearch: RunningOpenSearch
    ) -> None:
        office.published(title="第一条")
        opensearch.set(FULL_DISK, True)
        item = office.published(title="关于征地补偿的公告")
        assert item.live and found("征地").number == 0
        opensearch.set(FULL_DISK, None)
        assert [outcome.done for outcome in keeping.keep_in_step(timezone.now())] == [True]
        assert found("征地").number == 1
        assert list(keeping.keep_in_step(timezone.now())) == []

    def test_an_index_that_another_process_made_first_is_used(
        self, opensearch: RunningOpenSearch, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        first, second = OpenSearchIndex(opensearch.address), OpenSearchIndex(opensearch.address)
        assert first.surplus() == 0
        kept = IndicesClient.exists
        looked = iter([False])  # it looked before the other one made it
        monkeypatch.setattr(
            IndicesClient, "exists", lambda *given, **named: next(looked, None) or kept(*given, **named)
        )
        assert second.surplus() == 0
        assert opensearch.indexes == {f"{opensearch.alias}-1": [opensearch.alias]}

    def test_made_anew(self, office: Office, opensearch: RunningOpenSearch) -> None:
        office.published(title="关于征地补偿的公告")
        opensearch.client.index(index=opensearch.index, id="999", body={"position": 999})
        assert rebuild() == (1, {})
        assert opensearch.held() == 1
        assert opensearch.indexes == {f"{opensearch.alias}-2": [opensearch.alias]}

    def test_a_character_that_begins_very_many_tokens(
        self, office: Office, opensearch: RunningOpenSearch
    ) -> None:
        many = "，".join(f"公{chr(0x4E00 + number)}" for number in range(1100))
        item = office.published(title="关于姓名的公告", body=body(many))
        assert [hit.item.pk for hit in found("公").hits] == [item.pk]

    def test_a_withdrawal_that_is_refused_is_not_half_done(
        self, office: Office, opensearch: RunningOpenSearch
    ) -> None:
        kept = office.published(title="第一条")
        item = office.published(title="关于征地补偿的公告")
        opensearch.client.indices.close(index=opensearch.index)
        office.reviewed(office.revised(item, title="关于拆迁安置的公告"))
        Withdraw(office.again(kept), office.chief, "内容有误。").perform()
        opensearch.client.indices.open(index=opensearch.index)
        assert opensearch.held() == Document.objects.count() == 2
        assert not keeping.broken()
        list(keeping.keep_in_step(timezone.now()))
        assert (found("征地").number, found("拆迁").number, opensearch.held()) == (0, 1, 1)

    def test_nothing_is_locked_while_it_is_waited_for(
        self, office: Office, opensearch: RunningOpenSearch, monkeypatch: Any
    ) -> None:
        locked = []
        written, filled = OpenSearchIndex.write, OpenSearchIndex.fill

        def write(self: Any, *entries: Any) -> None:
            locked.append(connection.in_atomic_block)
            written(self, *entries)

        def fill(self: Any, entries: Any) -> Any:
            locked.append(connection.in_atomic_block)
            return filled(self, entries)

        monkeypatch.setattr(OpenSearchIndex, "write", write)
        monkeypatch.setattr(OpenSearchIndex, "fill", fill)
        office.published(title="关于征地补偿的公告")
        Document.objects.all().delete()
        list(keeping.keep_in_step(timezone.now()))
        assert found("征地").number == 1
        assert len(locked) == 2 and not any(locked)

    @pytest.mark.filterwarnings("ignore:System time is way off")
    def test_https_with_a_certificate_of_the_bodys_own_and_a_password(
        self,
        office: Office,
        opensearch: RunningOpenSearch,
        settings: Any,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        certificate = make_certificate(tmp_path)
        office.published(title="关于停水的公告")
        with Door(opensearch, certificate=certificate, password="gongkai:口令@:/") as door:
            right = door.address_for("gongkai:%E5%8F%A3%E4%BB%A4%40%3A%2F")
            settings.SEARCH_ADDRESS = right
            with pytest.raises(Unreachable, match="CERTIFICATE_VERIFY_FAILED"):
                rebuild()
            monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
            settings.SEARCH_ADDRESS = door.address_for("gongkai:other")
            with pytest.raises(Unreachable, match="回答的是 401，没有写明原因"):
                rebuild()
            settings.SEARCH_ADDRESS = right
            office.published(title="关于征地补偿的公告")
            assert (found("征地").number, found("停水").number) == (1, 1)

    def test_requests_are_cut_to_what_a_server_takes(
        self, office: Office, opensearch: RunningOpenSearch, settings: Any, monkeypatch: Any
    ) -> None:
        monkeypatch.setattr("gongkai.search.backends.opensearch.connection.MOST_BYTES", 4000)
        with Door(opensearch, most=9000) as door:
            settings.SEARCH_ADDRESS = door.address
            for number in range(5):
                office.published(title=f"第{number}次植树的公告", body=body("栽植香樟" * 40))
            item = office.published(title="关于征地补偿的公告", body=body("一张很大的表" * 300))
            door.sizes.clear()
            done, failed = rebuild()
            assert (done, list(failed)) == (5, [item.pk])
            assert 2000 < max(door.sizes) < 4000
            assert found("植树").number == 5

    def test_a_document_that_is_refused_is_told_of(
        self, office: Office, opensearch: RunningOpenSearch
    ) -> None:
        opensearch.make(title={"type": "integer"})
        item = office.published(title="关于征地补偿的公告")
        assert office.again(item).live
        (outcome,) = keeping.keep_in_step(timezone.now())
        assert not outcome.done and f"编号{item.pk}" in outcome.subject
        assert "failed to parse field [title]" in outcome.message

    def test_a_closed_index_refuses_no_document_in_particular(
        self, office: Office, opensearch: RunningOpenSearch
    ) -> None:
        office.published(title="关于停水的公告")
        opensearch.client.indices.close(index=opensearch.index)
        with pytest.raises(Unreachable, match="没有写入"):
            write([office.published(title="关于征地补偿的公告").pk])

    def test_an_index_that_was_deleted_is_not_made_by_a_publication(
        self, office: Office, opensearch: RunningOpenSearch
    ) -> None:
        office.published(title="关于停水的公告")
        opensearch.client.indices.delete(index=opensearch.index)
        office.published(title="关于征地补偿的公告")
        assert not opensearch.client.indices.exists(index=opensearch.alias)
        list(keeping.keep_in_step(timezone.now()))
        list(keeping.keep_in_step(timezone.now()))
        made = opensearch.client.indices.get_mapping(index=opensearch.index)
        assert made[opensearch.index]["mappings"]["dynamic"] == "strict"
        assert (found("征地").number, found("停水").number) == (1, 1)

    def test_a_reader_is_told_when_it_does_not_answer_and_the_log_has_why(
        self, settings: Any, caplog: pytest.LogCaptureFixture
    ) -> None:
        settings.SEARCH_ADDRESS = f"http://127.0.0.1:{free_port()}/gongkai"
        answer = Client().get("/search/?q=预算")
        assert answer.status_code == 503
        assert "搜索暂时不能用" in answer.content.decode()
        assert "Connection refused" in caplog.text and "Traceback" not in caplog.text
        assert Client().get("/api/v1/search?q=预算").status_code == 503
        assert Client().get("/search/suggest.json?q=预算").json() == {"suggestions": []}

    def test_one_that_says_nothing_is_waited_for_once(
        self, office: Office, opensearch: RunningOpenSearch, settings: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("gongkai.search.backends.opensearch.connection.ASKING", 0.3)
        with Door(opensearch) as door:
            settings.SEARCH_ADDRESS = door.address
            office.published(title="关于停水的公告")
            assert found("停水").number == 1
            with door.held():
                before = door.come
                for _ in range(5):
                    assert Client().get("/search/?q=停水").status_code == 503
                item = office.published(title="关于征地补偿的公告")
                assert door.come == before + 1
                assert office.again(item).live
            monkeypatch.setattr("gongkai.search.backends.opensearch.patience.BETWEEN_TRIES", 0)
            assert found("停水").number == 1
            list(keeping.keep_in_step(timezone.now()))
            assert found("征地").number == 1

    def test_nothing_that_goes_wrong_with_it_says_that_a_publication_failed(
        self, office: Office, opensearch: RunningOpenSearch, monkeypatch: Any
    ) -> None:
        monkeypatch.setitem(sys.modules, "opensearchpy", None)
        monkeypatch.setitem(sys.modules, "opensearchpy.exceptions", None)
        item = office.published(title="关于征地补偿的公告")
        assert office.again(item).live

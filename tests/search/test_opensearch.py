"""What would be sent to an OpenSearch. The server itself is not run here."""

from __future__ import annotations

import json

from gongkai.search.asking import Question, Scope, words_of
from gongkai.search.backends.opensearch import lines_to_put, request
from gongkai.search.documents import Entry
from gongkai.search.models import Document, DocumentText


def test_a_question() -> None:
    body = request(Question(words_of("政府信息 年 -决算"), (("§a1",),), after=5), 21)
    assert body["size"] == 21 and body["sort"] == [{"position": "desc"}]
    words, single, marks, between = body["query"]["bool"]["filter"]
    assert {"match_phrase": {"text": {"query": "政府 府信 信息"}}} in words["bool"]["should"]
    assert "match_phrase_prefix" in json.dumps(single)
    assert marks == {"terms": {"marks": ["§a1"]}}
    assert between == {"range": {"position": {"gte": 5}}}
    assert "决算" in json.dumps(body["query"]["bool"]["must_not"], ensure_ascii=False)
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

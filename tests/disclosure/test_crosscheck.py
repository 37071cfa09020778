"""What is public, held against the register, in as many turns as it takes."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.disclosure import crosscheck, triggers
from gongkai.disclosure.actions.attach import Attach
from gongkai.disclosure.actions.withdraw import Withdraw
from gongkai.disclosure.models import ColumnKind, Item

from .conftest import Office


def with_file(office: Office, title: str, **fields: Any) -> Item:
    draft = office.draft(title, **fields)
    for name in ("附件一.txt", "附件二.txt"):
        upload = SimpleUploadedFile(name, f"{title}的{name}".encode())
        Attach(office.again(draft), office.drafter, upload=upload).perform()
    return office.reviewed(office.again(draft))


def behind_the_triggers(statement: str, *values: object) -> None:
    """What somebody could do who owns the database."""
    on_table = f' ON "{triggers.TABLE}"' if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for name in triggers.trigger_names():
            if "revision" not in name:
                cursor.execute(f'DROP TRIGGER "{name}"{on_table}')
        cursor.execute(statement, values)
        triggers.install(connection)


def test_files_and_documents_are_held_against_it_too(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    document = with_file(
        office, "植树工作方案", kind=ColumnKind.DOCUMENT, document_number="测惠府发〔2024〕3号"
    )
    reading = with_file(office, "植树工作方案的解读", interprets=[document])
    Withdraw(office.published("撤回的"), office.chief, reason="内容有误。").perform()
    for at_once in (300, 1):
        monkeypatch.setattr(crosscheck, "AT_ONCE", at_once)
        assert list(crosscheck.disagreements()) == []

    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM disclosure_attachment WHERE item_id = %s", [document.pk])
        cursor.execute("DELETE FROM disclosure_item_interprets WHERE from_item_id = %s", [reading.pk])
    found = list(crosscheck.disagreements())
    assert len(found) == 2
    assert all("摘要不符" in sentence for sentence in found)


def test_who_is_public_in_the_register_only_or_in_the_list_only_is_told(office: Office) -> None:
    hidden, shown = office.published("藏起来的"), office.draft("摆出来的")
    behind_the_triggers(
        "UPDATE disclosure_item SET live = NOT live WHERE id IN (%s, %s)", hidden.pk, shown.pk
    )
    found = list(crosscheck.disagreements())
    assert [sentence for sentence in found if "藏起来的" in sentence and "现在没有公开" in sentence]
    assert [sentence for sentence in found if "摆出来的" in sentence and "台账里没有登记" in sentence]
    assert len(found) == 2


def test_more_items_take_no_more_queries(office: Office) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert list(crosscheck.disagreements()) == []
        return len(caught)

    office.published("第一条")
    one = queries()
    for number in range(5):
        office.published(f"又一条{number}")
    assert queries() == one

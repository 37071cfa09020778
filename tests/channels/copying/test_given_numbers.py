"""A backup that was put back gives no number again that readers know from the copy."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from tests.disclosure.conftest import Office

from gongkai.channels import addresses
from gongkai.channels.copying import given_numbers
from gongkai.channels.copying.building import build
from gongkai.channels.copying.folder import Folder
from gongkai.channels.copying.following import Follower
from gongkai.channels.models import PendingChange
from gongkai.disclosure.actions.index_number import AllotIndexNumber
from gongkai.disclosure.actions.withdraw import Withdraw
from gongkai.disclosure.models import IndexNumber, Item

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Folder:
    """With the sources that are really there: what the index numbers are read from is the API's."""
    settings.DATA = tmp_path
    settings.PORTAL = tmp_path / "portal"
    made = Folder(settings.PORTAL)
    made.prepare()
    return made


def put_back(backup: str) -> None:
    """As from a backup: SQLite's count goes back with the rows, PostgreSQL's stands in the dump beside them."""
    transaction.savepoint_rollback(backup)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence('disclosure_item', 'id'), MAX(id)) FROM disclosure_item"
            )


def test_numbers_given_since_the_backup_are_not_given_again(office: Office, folder: Folder) -> None:
    before, drafted = office.published("备份以前"), office.draft("备份以前起草")
    build(folder, 1)
    PendingChange.objects.all().delete()
    assert not given_numbers.keep(folder)

    backup = transaction.savepoint()
    last = office.published("备份以后")
    gone = office.published("备份以后公开又撤回")
    published = office.reviewed(office.again(drafted))
    Withdraw(gone, office.chief, "内容有误").perform()
    Follower(folder).round()
    known = [each.index_number.number for each in (last, gone, published)]
    put_back(backup)
    assert not Item.objects.filter(pk__gt=drafted.pk).exists()
    assert IndexNumber.objects.count() == 1

    kept = given_numbers.keep(folder)
    assert (kept.highest, sorted(kept.index_numbers)) == (gone.pk, sorted(known))
    assert not given_numbers.keep(folder)  # the next start has nothing to say

    fresh = office.draft("恢复以后")
    assert fresh.pk == gone.pk + 1
    number = AllotIndexNumber(fresh, office.drafter).perform()
    assert number.number not in known and number.serial == 5
    assert office.again(before).index_number_id == before.index_number_id
    build(folder, 1)
    assert not (folder.public / addresses.item(last).strip("/")).exists()
    assert not given_numbers.keep(folder)


def test_what_the_copy_cannot_tell_keeps_nothing_from_going_on(office: Office, folder: Folder) -> None:
    office.published("备份以前")
    build(folder, 1)
    backup = transaction.savepoint()
    lost = office.published("备份以后")
    Follower(folder).round()
    place = folder.public / f"api/v1/items/{lost.pk}.json"
    put_back(backup)
    place.write_text("{")
    (place.parent / "no-number.json").write_text("{}")
    kept = given_numbers.keep(folder)
    assert (kept.highest, kept.index_numbers) == (lost.pk, ())


def test_a_copy_that_nothing_is_known_of_moves_nothing(office: Office, folder: Folder) -> None:
    office.draft()
    assert not given_numbers.keep(folder)

"""Every known way round the reviews, tried: each is refused, and the row stays as it was."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from wagtail.actions.publish_revision import PublishRevisionAction
from wagtail.actions.unpublish import UnpublishAction

from gongkai.disclosure import triggers
from gongkai.disclosure.guard import NotRegistered
from gongkai.disclosure.models import Attachment, Item
from gongkai.register.models import Entry

from .conftest import Office, body


def set_live(item: Item) -> None:
    item.live = True
    item.live_revision = item.latest_revision
    item.save()


def set_live_only(item: Item) -> None:
    item.live = True
    item.save(update_fields=["live"])


def set_live_revision(item: Item) -> None:
    item.live, item.live_revision_id = True, item.latest_revision_id
    item.save(update_fields=["live", "live_revision_id"])


def bulk_update(item: Item) -> None:
    item.live = True
    Item.objects.bulk_update([item], ["live"])


def bulk_create(item: Item) -> None:
    Item.objects.bulk_create([Item(agency=item.agency, column=item.column, title="绕过", live=True)])


def create(item: Item) -> None:
    Item.objects.create(agency=item.agency, column=item.column, title="绕过", live=True)


def update_or_create(item: Item) -> None:
    Item.objects.update_or_create(pk=item.pk, defaults={"live": True})


def superuser_publishes(item: Item) -> None:
    from gongkai.agencies.models import Person

    someone = Person.objects.create_superuser(username="root", name="超级用户", password="x" * 20)
    item.latest_revision.publish(user=someone, skip_permission_checks=True)


WAYS_TO_PUBLISH: dict[str, Callable[[Item], Any]] = {
    "revision.publish": lambda item: item.latest_revision.publish(),
    "revision.publish, no permission asked": lambda item: item.latest_revision.publish(
        skip_permission_checks=True
    ),
    "revision.publish by a superuser": superuser_publishes,
    "item.publish": lambda item: item.publish(item.latest_revision, skip_permission_checks=True),
    "Wagtail's action": lambda item: PublishRevisionAction(item.latest_revision).execute(
        skip_permission_checks=True
    ),
    "Wagtail's action, reverting": lambda item: PublishRevisionAction(
        item.latest_revision, previous_revision=item.revisions.order_by("pk").first()
    ).execute(skip_permission_checks=True),
    "save": set_live,
    "save of one field": set_live_only,
    "save of both fields": set_live_revision,
    "a revision's object saved": lambda item: set_live(item.latest_revision.as_object()),
    "with_content_json": lambda item: set_live(item.with_content_json(item.latest_revision.content)),
    "queryset.update": lambda item: Item.objects.filter(pk=item.pk).update(live=True),
    "queryset.update of the revision": lambda item: Item.objects.update(live_revision=item.latest_revision),
    "bulk_update": bulk_update,
    "bulk_create": bulk_create,
    "create": create,
    "update_or_create": update_or_create,
}


@pytest.mark.parametrize("way", WAYS_TO_PUBLISH)
def test_no_way_to_make_a_draft_public(office: Office, way: str) -> None:
    item = office.draft()
    office.submit(item)
    office.approve(item, "second", office.deputy)
    item = office.again(item)
    with pytest.raises(NotRegistered) as refusal, transaction.atomic():
        WAYS_TO_PUBLISH[way](item)
    assert all(reason.endswith("。") for reason in refusal.value.reasons)
    assert not Item.objects.filter(live=True).exists()
    assert not Entry.objects.exists()


def change_and_save(item: Item) -> None:
    item.title = "换过的标题"
    item.save()


def change_one_field(item: Item) -> None:
    item.body = body("换过的正文。")
    item.save(update_fields=["body"])


def delete_attachments(item: Item) -> None:
    item.attachments = []
    item.save()


def newer_draft(item: Item) -> Any:
    return item.revisions.order_by("-pk").first()


WAYS_TO_CHANGE: dict[str, Callable[[Item], Any]] = {
    "save": change_and_save,
    "save of one field": change_one_field,
    "queryset.update": lambda item: Item.objects.filter(pk=item.pk).update(title="换过的标题"),
    "update of a foreign key": lambda item: Item.objects.filter(pk=item.pk).update(column_id=item.column_id),
    "bulk_update": lambda item: Item.objects.bulk_update([item], ["summary"]),
    "publishing the newer draft": lambda item: newer_draft(item).publish(skip_permission_checks=True),
    "saving the newer draft": lambda item: newer_draft(item).as_object().save(),
    "a loose attachment": lambda item: Attachment(item=item, stored_id=1).save(),
    "index number": lambda item: Item.objects.filter(pk=item.pk).update(index_number=None),
}


@pytest.mark.parametrize("way", WAYS_TO_CHANGE)
def test_no_way_to_change_what_is_public(office: Office, way: str) -> None:
    item = office.published()
    office.revised(item, title="换过的标题", body=body("换过的正文。"))
    item = office.again(item)
    before = item.own_hash(), item.index_number_id
    with pytest.raises(NotRegistered), transaction.atomic():
        WAYS_TO_CHANGE[way](item)
    after = office.again(item)
    assert (after.own_hash(), after.index_number_id) == before
    assert after.live


def take_off(item: Item) -> None:
    item.live = False
    item.save()


WAYS_TO_TAKE_OFF: dict[str, Callable[[Item], Any]] = {
    "unpublish": lambda item: item.unpublish(),
    "unpublish as expired": lambda item: item.unpublish(set_expired=True),
    "Wagtail's action": lambda item: UnpublishAction(item).execute(skip_permission_checks=True),
    "save": take_off,
    "queryset.update": lambda item: Item.objects.filter(pk=item.pk).update(live=False),
    "delete": lambda item: item.delete(),
    "queryset.delete": lambda item: Item.objects.filter(pk=item.pk).delete(),
}


@pytest.mark.parametrize("way", WAYS_TO_TAKE_OFF)
def test_no_way_to_take_off_what_is_public_without_a_word(office: Office, way: str) -> None:
    item = office.published()
    with pytest.raises(NotRegistered), transaction.atomic():
        WAYS_TO_TAKE_OFF[way](item)
    assert office.again(item).live


def test_what_was_withdrawn_does_not_come_back_by_its_old_revision(office: Office) -> None:
    from gongkai.disclosure.actions.withdraw import Withdraw

    item = office.published()
    revision = item.live_revision
    Withdraw(item, office.chief, "内容有误").perform()
    with pytest.raises(NotRegistered), transaction.atomic():
        revision.publish(skip_permission_checks=True)
    assert not office.again(item).live


def test_wagtails_schedule_on_an_unreviewed_draft_does_not_go_out(office: Office, clock: Any) -> None:
    item = office.draft(go_live_at=timezone.now() + datetime.timedelta(hours=1))
    item.latest_revision.publish(skip_permission_checks=True)
    assert item.revisions.filter(approved_go_live_at__isnull=False).exists()
    clock.shift(datetime.timedelta(hours=2))
    with pytest.raises(CommandError, match="1条没有办成"):
        call_command("publish_scheduled")
    assert not office.again(item).live


def test_the_command_that_publishes_by_the_clock_is_ours() -> None:
    from django.core.management import get_commands

    assert get_commands()["publish_scheduled"] == "gongkai.disclosure"


RAW = {
    "public": ("UPDATE disclosure_item SET live = {true} WHERE id = %s", "draft"),
    "public with its revision": (
        "UPDATE disclosure_item SET live = {true}, live_revision_id = latest_revision_id WHERE id = %s",
        "draft",
    ),
    "the newer draft": (
        "UPDATE disclosure_item SET live_revision_id = latest_revision_id WHERE id = %s",
        "revised",
    ),
    "without a revision": ("UPDATE disclosure_item SET live_revision_id = NULL WHERE id = %s", "public"),
    "the title": ("UPDATE disclosure_item SET title = 'x' WHERE id = %s", "public"),
    "the body": ("UPDATE disclosure_item SET body = '[]' WHERE id = %s", "public"),
    "the index number": ("UPDATE disclosure_item SET index_number_id = NULL WHERE id = %s", "public"),
    "off": ("UPDATE disclosure_item SET live = {false} WHERE id = %s", "public"),
    "deleted": ("DELETE FROM disclosure_item WHERE id = %s", "public"),
}


@pytest.mark.parametrize("what", RAW)
def test_the_database_itself_refuses_raw_statements(office: Office, what: str) -> None:
    statement, state = RAW[what]
    item = office.draft() if state == "draft" else office.published()
    if state == "revised":
        office.revised(item, summary="新的草稿。")
    true, false = ("1", "0") if connection.vendor == "sqlite" else ("true", "false")
    refused = "|".join(triggers.REFUSALS.values())
    with (
        pytest.raises(DatabaseError, match=refused),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(true=true, false=false), [item.pk])
    assert office.again(item).live == (state != "draft")


def test_the_database_refuses_a_row_inserted_as_public(office: Office) -> None:
    item = office.draft()
    with pytest.raises(DatabaseError, match=triggers.REFUSALS["entered"]), transaction.atomic():
        Item._base_manager.bulk_create(
            [Item(agency=item.agency, column=item.column, title="绕过", live=True)]
        )


def test_the_base_manager_is_stopped_by_the_database(office: Office) -> None:
    item = office.draft()
    with pytest.raises(DatabaseError, match=triggers.REFUSALS["entered"]), transaction.atomic():
        Item._base_manager.filter(pk=item.pk).update(live=True)


def test_an_entry_for_another_revision_is_not_enough(office: Office) -> None:
    item = office.published()
    draft = office.revised(item, summary="没有审过的概述。")
    with pytest.raises(DatabaseError, match=triggers.REFUSALS["entered"]), transaction.atomic():
        Item._base_manager.filter(pk=item.pk).update(live_revision=draft.latest_revision)


def test_what_is_not_content_can_be_changed_while_public(office: Office) -> None:
    item = office.published()
    item.reassess_on = datetime.date(2025, 6, 3)
    item.save(update_fields=["reassess_on"])
    item = office.again(item)
    item.save()
    assert office.again(item).reassess_on == datetime.date(2025, 6, 3)


@pytest.mark.sqlite_only  # PostgreSQL changes tables in place.
def test_a_table_made_anew_gets_its_triggers_back(office: Office) -> None:
    with connection.cursor() as cursor:
        for name in triggers.trigger_names():
            cursor.execute(f'DROP TRIGGER "{name}"')
    assert triggers.missing(connection) == list(triggers.trigger_names())
    call_command("migrate", verbosity=0)
    assert triggers.missing(connection) == []
    with pytest.raises(DatabaseError), transaction.atomic():
        Item._base_manager.filter(pk=office.draft().pk).update(live=True)


def test_verification_finds_contents_that_were_changed_behind_the_triggers(office: Office) -> None:
    from gongkai.register.crosschecks import disagreements

    item = office.published()
    assert disagreements() == []
    name = "disclosure_item_content_on_update"
    table = f' ON "{triggers.TABLE}"' if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f'DROP TRIGGER "{name}"{table}')
        cursor.execute("UPDATE disclosure_item SET title = 'x' WHERE id = %s", [item.pk])
    found = disagreements()
    assert any("摘要不符" in sentence for sentence in found)
    assert any(name in sentence for sentence in found)


@pytest.mark.parametrize(
    "verb", ["UPDATE wagtailcore_revision SET content = '{}'", "DELETE FROM wagtailcore_revision"]
)
def test_a_revision_in_the_register_stays_as_it_was(office: Office, verb: str) -> None:
    item = office.published()
    refused = triggers.REFUSALS["entered_revision"]
    with (
        pytest.raises(DatabaseError, match=refused),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"{verb} WHERE id = %s", [item.live_revision_id])
    with pytest.raises(DatabaseError), transaction.atomic():
        item.live_revision.delete()
    revision = item.live_revision
    revision.save()
    assert office.again(item).live_revision_id == revision.pk

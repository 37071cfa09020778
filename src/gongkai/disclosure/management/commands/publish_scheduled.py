"""`publish_scheduled`: what is due goes out, what has expired comes off. Takes the place of Wagtail's command.

Wagtail's publishes whatever is marked and unpublishes whatever has expired, with no entry in the register.
"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from gongkai.disclosure.models import Item
from gongkai.disclosure.schedule import due_revisions, publish_due, withdraw_expired


class Command(BaseCommand):
    """公开已到时间的信息，撤回已到期的信息。"""

    help = "公开已到时间的信息，撤回已到期的信息；每一条都登入台账。"

    def add_arguments(self, parser: Any) -> None:
        """`--dryrun` as Wagtail's command has it."""
        parser.add_argument("--dryrun", action="store_true", help="只列出到时间的信息，不办理。")

    def handle(self, *args: Any, dryrun: bool = False, **options: Any) -> None:
        """Do it, and say each outcome.

        Raises:
            CommandError: when one could not be done; the others were.
        """
        if dryrun:
            self._list()
            return
        outcomes = [*withdraw_expired(), *publish_due()]
        for outcome in outcomes:
            self.stdout.write(outcome.sentence())
        failed = [outcome for outcome in outcomes if outcome.error]
        if failed:
            raise CommandError(f"有{len(failed)}条没有办成，见上。")

    def _list(self) -> None:
        now = timezone.now()
        titles = Item.objects.in_bulk([int(revision.object_id) for revision in due_revisions(now)])
        for item in titles.values():
            self.stdout.write(f"待公开：《{item.title}》")
        for item in Item.objects.due_to_expire(now):
            self.stdout.write(f"待到期撤回：《{item.title}》")

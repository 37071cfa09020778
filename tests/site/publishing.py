"""Acts in the database of a running platform, from a process of their own: `python -m tests.site.publishing ACT …`.

Each prints what it did as JSON when it is committed; the time is that of the machine.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

WORD = "岩羊"


def main(act: str, *arguments: str) -> None:
    import django

    django.setup()
    acts = {"publish": publish, "withdraw": withdraw}
    print(json.dumps({**acts[act](*arguments), "at": time.time()}))  # noqa: T201 - the test reads it


def publish() -> dict[str, Any]:
    """Found the county, then have an item with a file pass through its town's three people."""
    from django.core.files.uploadedfile import SimpleUploadedFile
    from tests.disclosure.conftest import Office, body
    from tests.world import build_world

    from gongkai.acts.days import today
    from gongkai.channels import addresses
    from gongkai.disclosure.actions.attach import Attach
    from gongkai.disclosure.actions.set_up import SetUpDisclosure

    world = build_world()
    for agency in world.agencies.values():
        SetUpDisclosure(agency, None).perform()
    office = Office(world)
    from gongkai.disclosure.models import Column

    column = Column.objects.get(agency=office.agency, slug="tzgg")
    office.columns[column.kind] = column
    item = office.draft(f"关于{WORD}保护的公告", formed_on=today(), body=body(f"发现{WORD}请报镇人民政府。"))
    file = SimpleUploadedFile("名单.txt", "保护区名单：新林村、银河社区。\n".encode())
    Attach(item, office.drafter, file, "保护区名单").perform()
    item = office.reviewed(item)
    [attachment] = item.attachments.all()
    return {
        "pk": item.pk,
        "title": item.title,
        "page": addresses.link(addresses.item(item)),
        "list": addresses.link(addresses.column(column)),
        "feed": addresses.link(addresses.feed("atom.xml", office.agency)),
        "file": addresses.link(f"/files/{attachment.key}/{attachment.name}"),
        "api": f"/api/v1/items/{item.pk}",
        "search": addresses.link(f"{addresses.SEARCH}?q={WORD}"),
    }


def withdraw(pk: str) -> dict[str, Any]:
    """The chief withdraws it."""
    from gongkai.agencies.models import Person
    from gongkai.disclosure.actions.withdraw import Withdraw
    from gongkai.disclosure.models import Item

    item = Item.objects.get(pk=int(pk))
    chief = Person.objects.get(appointments__post__agency=item.agency, appointments__post__role="chief")
    Withdraw(item, chief, "内容有误，另行公告。").perform()
    return {}


if __name__ == "__main__":
    main(*sys.argv[1:])

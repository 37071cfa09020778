"""A backup of the database that was put back makes public again what was withdrawn after it: the copy still knows which."""

from __future__ import annotations

import structlog

from gongkai.channels import addresses
from gongkai.channels.copying import status
from gongkai.channels.copying.folder import Folder
from gongkai.disclosure.models import Item
from gongkai.front.layout import path_of

log = structlog.get_logger(__name__)


def tell_what_is_public_again(folder: Folder) -> None:
    """Log the addresses of what is public in the database and withdrawn in the copy, before the copy is built anew.

    Nothing is done about it: to withdraw is a person's act, and only he knows the reason.
    """
    if status.same_past(status.read(folder)):
        return
    again = [
        address
        for address in map(addresses.item, Item.objects.public().select_related("agency"))
        if (folder.public / f"{path_of(address)}.meta").is_file()
    ]
    log.warning("database_put_back", public_again=again)

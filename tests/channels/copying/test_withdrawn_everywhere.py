"""With the sources that are really there: what is withdrawn is in no page of its own, file, report or API answer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.disclosure.conftest import Office
from tests.reports.conftest import Reporting, town_report
from tests.world import build_world

from gongkai.channels import addresses
from gongkai.channels.copying.folder import Folder
from gongkai.channels.copying.following import Follower
from gongkai.disclosure.actions.withdraw import Withdraw
from gongkai.front.layout import META, path_of, read_meta

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.any_database]


def shown(folder: Folder, address: str) -> int:
    """The status with which the copy shows the address; 404 where it has nothing."""
    path = path_of(address)
    place = folder.public / path
    if not place.is_file():
        return 404
    meta = place.with_name(place.name + META)
    return read_meta(path, meta.read_bytes() if meta.exists() else b"")[0]


def all_text(folder: Folder) -> str:
    files = (each for each in Path(folder.public).rglob("*") if each.is_file())
    return "\n".join(each.read_text("utf-8", "replace") for each in files if each.suffix != ".gz")


def test_an_annual_report_that_is_withdrawn_is_gone_with_its_files(
    transactional_db: None, tmp_path: Path, settings: Any
) -> None:
    settings.PORTAL = tmp_path / "portal"
    folder = Folder(settings.PORTAL)
    folder.prepare()
    office = Office(build_world())
    item = Reporting(office).published(town_report())
    Follower(folder).round()
    own = (*addresses.of_item(item), *addresses.of_report(item.agency, 2023))
    assert {shown(folder, address) for address in own} == {200}
    (stored,) = item.stored_files.all()
    assert shown(folder, addresses.file(stored)) == 200

    Withdraw(item, office.chief, "数字有误").perform()
    assert {shown(folder, address) for address in own} <= {404, 410}
    assert shown(folder, addresses.item(item)) == 410
    assert shown(folder, addresses.annual_report(item.agency, 2023)) == 410
    assert shown(folder, addresses.annual_report(item.agency, 2023, "docx")) == 404
    assert shown(folder, addresses.file(stored)) == 404

    Follower(folder).round()
    tombstones = {path_of(address) for address in own}
    for path in tombstones:
        (folder.public / path).unlink(missing_ok=True)
    assert item.title not in all_text(folder)

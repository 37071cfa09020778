"""The sources that are really there: what follows a change and what builds everything come to the same copy."""

from __future__ import annotations

from typing import Any

import pytest
from tests.disclosure.conftest import Office

from gongkai.agencies.models import Agency
from gongkai.channels import pages
from gongkai.channels.copying.folder import Folder
from gongkai.channels.copying.writing import Writer, write
from gongkai.channels.pages import Changes, Key, Source
from gongkai.disclosure.actions.withdraw import Withdraw
from gongkai.disclosure.models import ColumnKind, Item

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def filled(office: Office) -> Office:
    for kind in (ColumnKind.NOTICE, ColumnKind.GUIDE, ColumnKind.BUDGET, ColumnKind.LEADER):
        office.published(f"{ColumnKind(kind).label}的信息", kind)
    gone = office.published("撤回的公告")
    Withdraw(gone, office.chief, "内容有误").perform()
    office.draft("还是草稿")
    return office


@pytest.fixture
def folder(tmp_path: Any, settings: Any) -> Folder:
    settings.PORTAL = tmp_path / "portal"
    made = Folder(settings.PORTAL)
    made.prepare()
    return made


def written(folder: Folder, source: Source, keys: list[Key]) -> set[str]:
    with Writer(folder) as writer:
        assert write(writer, source, keys) == []
    return writer.paths


def test_following_everything_comes_to_what_building_comes_to(filled: Office, folder: Folder) -> None:
    everything = Changes(
        items=frozenset(Item._base_manager.values_list("pk", flat=True)),
        agencies=frozenset(Agency.objects.values_list("pk", flat=True)),
    )
    owner: dict[str, str] = {}
    for source in pages.sources():
        built = written(folder, source, list(source.keys()))
        followed = written(folder, source, list(dict.fromkeys(source.stale(everything))))
        assert followed <= built, source.name
        assert not [path for path in built if path in owner], f"{source.name}: two sources at one address"
        owner |= dict.fromkeys(built, source.name)


def test_each_file_is_found_by_its_address(filled: Office, folder: Folder) -> None:
    """As the view that answers where no copy is finds it."""
    for source in pages.sources():
        keys = source.keys()
        for key in keys:
            for found in source.render([key]):
                if isinstance(found, pages.File):
                    assert source.at(found.address) is not None, f"{source.name} {found.address}"

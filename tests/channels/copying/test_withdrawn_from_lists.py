"""What lists have of an item beside its title is out of the copy when the act has returned."""

from __future__ import annotations

from typing import Any

import pytest
from tests.disclosure.conftest import Office
from tests.reports.conftest import Reporting, town_report

from gongkai.channels import addresses
from gongkai.channels.copying.folder import Folder
from gongkai.channels.copying.following import Follower
from gongkai.disclosure.actions.withdraw import Withdraw
from gongkai.front.layout import path_of
from gongkai.portal.sources import column_pages

from .test_withdrawn_everywhere import folder, having, moved, office, shown

__all__ = ["folder", "office"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.any_database]


@pytest.mark.parametrize("heard", [True, False])
def test_its_summary_is_on_no_older_page_of_its_columns_lists(
    office: Office, folder: Folder, settings: Any, monkeypatch: pytest.MonkeyPatch, heard: bool
) -> None:
    """Nor at a former address of one; also when the lists have not followed another withdrawal yet."""
    monkeypatch.setattr(column_pages, "SIZE", 2)
    items = [office.published(f"第{number}条", summary="概述里的秘密。") for number in range(7)]
    follower = Follower(folder)
    follower.round()
    moved(office, items[0].column, "elsewhere")
    follower.round()
    assert {"notice/p2", "elsewhere/p2"} <= {
        "/".join(place.parts[-3:-1]) for place in having(folder, "概述里的秘密")
    }
    settings.PORTAL = folder.root if heard else None
    for item in items:
        Withdraw(office.again(item), office.chief, "泄露个人信息").perform()
    if not heard:
        follower.round()
    assert having(folder, "概述里的秘密") == []


def test_the_figures_of_an_annual_report_are_beside_no_other_years(office: Office, folder: Folder) -> None:
    reporting = Reporting(office)
    reporting.published(town_report(2023))
    # So many digits that no SM3 in the manifest has them by chance.
    before = reporting.published(town_report(2022, {"proactive.licences": 7189364}))
    follower = Follower(folder)
    follower.round()
    block, after = (
        addresses.block(before.agency, addresses.REPORTS),
        addresses.annual_report(before.agency, 2023),
    )
    shown_at = {
        str(folder.public / path_of(f"{edition}{page}"))
        for edition in ("", "/zzb")
        for page in (block, after)
    }
    assert shown_at <= set(map(str, having(folder, "7189364")))
    Withdraw(before, office.chief, "数字有误").perform()
    assert having(folder, "7189364") == []
    assert (shown(folder, block), shown(folder, after)) == (200, 200)

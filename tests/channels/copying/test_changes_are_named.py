"""After acts of every kind, whatever page or file differs is among those that its source names as touched."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from tests.disclosure.conftest import MORNING, Office
from tests.reports.conftest import Reporting, town_report

from gongkai.agencies.actions import ChangeAgency, ChangePost
from gongkai.agencies.models import Post, PostRole
from gongkai.channels import pages
from gongkai.channels.changes import changes_of
from gongkai.channels.models import PendingChange
from gongkai.channels.pages import Changes, File
from gongkai.disclosure.actions.change_settings import ChangeCatalogueEntry, ChangeColumn
from gongkai.disclosure.actions.conceal import Conceal
from gongkai.disclosure.actions.set_up import SetUpDisclosure
from gongkai.disclosure.actions.validity import ChangeValidity
from gongkai.disclosure.actions.withdraw import Withdraw
from gongkai.disclosure.models import CatalogueEntry, Column, ColumnKind, Concealed
from gongkai.statute.metadata import Validity

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
DAY = MORNING.date()


def everything() -> dict[str, Any]:
    """All that is public, by address."""
    return {
        found.address: (found.body, found.status)
        for source in pages.sources()
        for found in source.render(list(source.keys()))
        if isinstance(found, File)
    }


def named(changes: Changes) -> set[str]:
    """The addresses that the sources make anew."""
    stale = ((source, list(source.stale(changes))) for source in pages.sources())
    return {found.address for source, keys in stale if keys for found in source.render(keys)}


def items_come_and_go(office: Office) -> Iterator[str]:
    """Each act, when it is done, by name."""
    old = office.published("旧办法", ColumnKind.DOCUMENT, document_number="测惠府〔2023〕3号")
    yield "a document"
    new = office.published("新办法", ColumnKind.DOCUMENT, duties=["a20_01"])
    yield "another, marked with a duty"
    reading = office.published("新办法解读", ColumnKind.INTERPRETATION, interprets=[new])
    yield "its interpretation"
    ChangeValidity(
        office.again(old), office.chief, validity=Validity.REPEALED, on=DAY, basis="新办法", basis_item=new
    ).perform()
    yield "the old one repealed by the new one"
    office.reviewed(office.revised(new, title="新办法（更正）"))
    yield "the new one corrected"
    Conceal(office.again(new), office.chief, Concealed.EARLIER_VERSIONS, "涉及个人隐私").perform()
    yield "its earlier version concealed"
    office.reviewed(office.revised(reading, column=office.column(ColumnKind.NEWS)))
    yield "the interpretation in another column"
    Withdraw(office.again(reading), office.chief, "内容有误").perform()
    yield "the interpretation withdrawn"
    Withdraw(office.again(new), office.chief, "内容有误").perform()
    yield "the new one withdrawn"
    office.published("惠民镇指南", ColumnKind.GUIDE)
    yield "a guide"
    office.published("镇长", ColumnKind.LEADER)
    yield "a leader"


def reports_come_and_go(office: Office) -> Iterator[str]:
    reporting = Reporting(office)
    for year in (2019, 2023):
        item = reporting.published(town_report(year))
        yield f"the report of {year}"
    Withdraw(office.again(item), office.chief, "数据有误").perform()
    yield "one withdrawn"


def bodies_change(office: Office) -> Iterator[str]:
    office.published("公告")
    item = Reporting(office).published(town_report(2021))
    Withdraw(office.again(Reporting(office).published(town_report(2023))), office.chief, "数据有误").perform()
    yield "what is there"
    admin = office.world.of("测试县", PostRole.ACCOUNT_ADMINISTRATOR)
    SetUpDisclosure(office.world.agency("永兴镇"), admin).perform()
    yield "another body's columns and catalogue"
    ChangeAgency(office.agency, admin, telephone="0812-0000016").perform()
    yield "a telephone"
    ChangeAgency(office.agency, admin, name="测试县惠民街道办事处").perform()
    yield "a name"
    column = Column.objects.get(pk=item.column_id)
    column.name = "年报"
    ChangeColumn(column, office.chief).perform()
    yield "a column's name"
    column = Column.objects.filter(agency=office.agency, kind=ColumnKind.NOTICE).first()
    assert column is not None
    column.in_service = False
    ChangeColumn(column, office.chief).perform()
    yield "a column out of service"
    entry = CatalogueEntry.objects.filter(agency=office.agency).first()
    assert entry is not None
    entry.matter = "镇政府职能"
    ChangeCatalogueEntry(entry, office.chief).perform()
    yield "an entry of the catalogue"
    post = Post.objects.get(agency=office.agency, role=PostRole.DEPUTY_LEADER)
    ChangePost(post, admin, title="副镇长", rank=2, listed_as_leader=True, duties="分管民政").perform()
    yield "a leader's post"


@pytest.mark.parametrize("told", [items_come_and_go, reports_come_and_go, bodies_change])
def test_what_differs_is_named(office: Office, told: Any) -> None:
    admin = office.world.of("测试县", PostRole.ACCOUNT_ADMINISTRATOR)
    SetUpDisclosure(office.agency, admin).perform()
    office.columns = {column.kind: column for column in Column.objects.order_by("-rank", "-pk")}
    PendingChange.objects.all().delete()
    before = everything()
    missed = {}
    for act in told(office):
        changes = changes_of(list(PendingChange.objects.all()))
        PendingChange.objects.all().delete()
        assert changes and not changes.everything, act
        after = everything()
        differs = {place for place in before | after if before.get(place) != after.get(place)}
        left = differs - named(changes)
        if left:
            missed[act] = sorted(left)
        before = after
    assert missed == {}

"""A form for requests stands beside each body's guide, with its own addresses, for those who want one."""

from __future__ import annotations

import io
from typing import Any

import docx
import pypdfium2
import pytest
from tests.world import World

from gongkai.agencies.actions import ChangeAgency
from gongkai.agencies.models import Agency
from gongkai.channels import addresses, pages
from gongkai.channels.addresses import ELDER
from gongkai.channels.pages import Absent, Changes, File
from gongkai.portal.application_form.form import PARTS
from gongkai.portal.sources.application_form import ApplicationForms

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
TOWN = "惠民镇"
CONTACTS = {
    "address": "测试县惠民镇一路1号",
    "postcode": "617100",
    "office_hours": "工作日9:00—17:00",
    "telephone": "0812-0000001",
    "fax": "0812-0000002",
    "email": "gk@example.gov.cn",
}


@pytest.fixture
def town(world: World) -> Agency:
    """A town that says how to reach it."""
    found: Agency = ChangeAgency(world.agency(TOWN), None, **CONTACTS).perform()
    return found


def file(ending: str) -> bytes:
    """The town's form, as it stands at its address."""
    found = pages.at(addresses.application_form(TOWN, ending))
    assert found is not None and isinstance(found.body, bytes)
    return found.body


def words_of_docx(body: bytes) -> str:
    """All that is written in it, cell by cell and line by line."""
    read = docx.Document(io.BytesIO(body))
    cells = [cell.text for row in read.tables[0].rows for cell in row.cells]
    return "\n".join([line.text for line in read.paragraphs] + cells)


def words_of_pdf(body: bytes) -> str:
    """All that is printed, on the one sheet that it is."""
    read = pypdfium2.PdfDocument(body)
    assert len(read) == 1
    return str(read[0].get_textpage().get_text_range())


@pytest.mark.parametrize(("ending", "words"), [("docx", words_of_docx), ("pdf", words_of_pdf)])
def test_it_asks_what_the_law_asks_and_says_where_to(town: Agency, ending: str, words: Any) -> None:
    said = words(file(ending)).replace("\r", "").replace("\n", "")
    for part in PARTS:
        for field in (field for row in part.rows for field in row):
            assert field.label in said
            assert all(f"□{choice}" in said for choice in field.choices)
    assert town.name in said and "第二十九条" in said and "20个工作日" in said.replace(" ", "")
    assert all(text in said.replace(" ", "") for text in CONTACTS.values())
    labels = [field.label for part in PARTS for row in part.rows for field in row]
    assert not any("用途" in label for label in labels)  # nobody has to say what for (第二十七条)
    assert file(ending) == file(ending)


def test_a_body_that_cannot_be_reached_says_so(world: World) -> None:
    assert "还没有登记接收申请的地址" in words_of_docx(file("docx"))
    assert "还没有登记接收申请的地址" in words_of_pdf(file("pdf"))


def test_a_long_address_stays_on_the_one_sheet(town: Agency) -> None:
    address = "四川省某市某县某某苗族彝族乡某街综合便民服务中心大楼一楼政务公开办公室三号窗口（旧供销社对面，公交站牌旁）"
    hours = "工作日上午8:30—12:00，下午14:30—18:00（夏季15:00—18:30），节假日和休息日除外"
    email = "mouxiang-zhengwugongkai-bangongshi@some-county.example.gov.cn"
    Agency.objects.filter(pk=town.pk).update(address=address * 2, office_hours=hours * 2, email=email)
    assert "一次性告知怎样补正" in words_of_pdf(file("pdf")).replace("\r", "").replace("\n", "")


@pytest.mark.parametrize("page", [addresses.APPLY, f"{addresses.DISCLOSURE}{TOWN}/{addresses.GUIDE}/"])
@pytest.mark.parametrize("edition", ["", ELDER])
def test_it_is_offered_where_one_reads_how_to_apply(town: Agency, page: str, edition: str) -> None:
    found = pages.at(f"{edition}{page}")
    assert found is not None and isinstance(found.body, bytes)
    for ending in ("docx", "pdf"):
        assert f'href="{addresses.link(addresses.application_form(TOWN, ending))}"' in found.body.decode()


def test_a_body_out_of_service_has_none(town: Agency) -> None:
    Agency.objects.filter(pk=town.pk).update(in_service=False)
    assert [type(found) for found in ApplicationForms().render([TOWN])] == [Absent, Absent]
    guide = pages.at(f"{addresses.DISCLOSURE}{TOWN}/{addresses.GUIDE}/")
    assert guide is not None and isinstance(guide.body, bytes)
    assert addresses.link(addresses.FORM) not in guide.body.decode()


def test_it_is_made_anew_when_the_body_changes_and_not_for_what_it_publishes(
    town: Agency, django_assert_num_queries: Any
) -> None:
    source = ApplicationForms()
    assert source.stale(Changes(agencies=frozenset({town.pk}))) == [TOWN]
    assert source.stale(Changes(items=frozenset({1, 2}))) == []
    with django_assert_num_queries(1):
        found = list(source.render([TOWN, "测试县", "没有"]))
    assert sum(isinstance(one, File) for one in found) == 4
    assert [one.address for one in found if isinstance(one, Absent)] == [
        addresses.application_form("没有", ending) for ending in ("docx", "pdf")
    ]

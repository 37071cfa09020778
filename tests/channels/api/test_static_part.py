"""What the static copy has of the API is, byte for byte, what the live view answers."""

from __future__ import annotations

from typing import Any

import pytest

from gongkai.channels import addresses, pages
from gongkai.channels.api.source import ApiSource
from gongkai.channels.pages import Absent, Changes, File
from gongkai.disclosure.actions.withdraw import Withdraw
from gongkai.disclosure.models import ColumnKind


def files(source: ApiSource, keys: Any) -> list[File]:
    return [file for file in source.render(list(keys)) if isinstance(file, File)]


def test_every_document_is_what_the_view_answers(office: Any, withdrawn: Any, client: Any) -> None:
    office.published("工作方案", ColumnKind.DOCUMENT, document_number="测惠府〔2024〕2号")
    office.draft("还没有公开的事")
    source = ApiSource()
    rendered = files(source, source.keys())
    assert {addresses.api("items"), addresses.api("agencies", "惠民镇"), addresses.api("openapi.json")} <= {
        file.address for file in rendered
    }
    for file in rendered:
        answer = client.get(addresses.link(file.address))
        assert (answer.status_code, answer.content) == (file.status, file.body), file.address
        assert answer["Content-Type"] == file.content_type
        assert "Link" not in answer  # the copy's front could not say it


def test_an_address_is_known_by_its_form(office: Any, withdrawn: Any) -> None:
    source = ApiSource()
    for key in list(source.keys()):
        for file in files(source, [key]):
            assert source.at(file.address) == key
    for address in (
        "/api/v1/items/",
        "/api/v1/items/x",
        "/api/v1/items/01",
        "/api/v1/agencies/",
        "/items/1",
        "/api/v1/items/१",
    ):
        assert source.at(address) is None
    gone = pages.at(addresses.api("items", withdrawn.pk))
    assert gone is not None and gone.status == 410


def test_what_is_not_public_is_absent(office: Any) -> None:
    draft = office.draft()
    assert list(ApiSource().render([draft.pk])) == [Absent(addresses.api("items", draft.pk))]


def all_files(source: ApiSource) -> dict[str, Any]:
    return {file.address: (file.body, file.status) for file in files(source, source.keys())}


@pytest.mark.any_database
def test_what_a_change_touches_is_named(office: Any) -> None:
    """After each act, the documents that differ are among those that are said to be stale."""
    source = ApiSource()
    document = office.published("工作方案", ColumnKind.DOCUMENT, document_number="测惠府〔2024〕2号")
    reading = office.published("《工作方案》解读", ColumnKind.INTERPRETATION, interprets=[document])

    def correct() -> None:
        office.reviewed(office.revised(document, title="工作方案（更正）"))

    def part() -> None:
        office.reviewed(office.revised(reading, interprets=[]))

    def withdraw() -> None:
        Withdraw(office.again(document), office.chief, "有误").perform()

    for act, item in ((correct, document), (part, reading), (withdraw, document)):
        before = all_files(source)
        act()
        after = all_files(source)
        changed = {
            address for address in before.keys() | after.keys() if before.get(address) != after.get(address)
        }
        stale = list(source.stale(Changes(items=frozenset({item.pk}))))
        assert changed <= {file.address for file in source.render(stale)}


@pytest.mark.any_database
def test_a_change_of_a_body_touches_all_that_names_it(office: Any, world: Any) -> None:
    source = ApiSource()
    office.published()
    before = all_files(source)
    agency = office.agency
    agency.name = "测试县惠民镇人民政府（更名）"
    agency.save()
    after = all_files(source)
    stale = list(source.stale(Changes(agencies=frozenset({agency.pk}))))
    changed = {address for address in after if before.get(address) != after[address]}
    assert changed and changed <= {file.address for file in source.render(stale)}

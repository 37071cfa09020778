"""A small county that published a little of everything: what readers in a browser are shown."""

from __future__ import annotations

import datetime
import io
from dataclasses import dataclass, field
from typing import Any

import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from tests.disclosure.attachments.makers import pdf
from tests.disclosure.conftest import Office, body
from tests.reports.conftest import Reporting, town_report
from tests.world import build_world

from gongkai.acts.days import CHINA
from gongkai.agencies.models import Agency, PostRole
from gongkai.channels import addresses
from gongkai.disclosure.actions.attach import Attach
from gongkai.disclosure.actions.set_up import SetUpDisclosure
from gongkai.disclosure.actions.validity import ChangeValidity
from gongkai.disclosure.actions.withdraw import Withdraw
from gongkai.disclosure.models import Column, ColumnKind, Item, Picture
from gongkai.register.checkpoints import sign_due
from gongkai.statute.metadata import Validity

TOWN = "惠民镇"
BUDGET = "惠民镇2024年部门预算"
TABLE = {
    "data": [
        ["项目", "上年决算数", "本年预算数", "比上年增减", "增减比例", "情况说明"],
        ["一般公共预算拨款收入", "1000", "1050", "50", "5%", "主要是新增农村道路养护经费"],
        ["项目支出", "180", "200", "20", "11.1%", "主要是森林防火通道建设"],
    ],
    "table_header_choice": "row",
    "first_row_is_table_header": True,
    "first_col_is_header": False,
    "table_caption": "2024年部门收支预算（单位：万元）",
}
CONTACTS = {
    "telephone": "0812-0000001",
    "address": "测试县惠民镇一路1号",
    "office_hours": "工作日9:00—17:00",
    "site_identification_code": "5104990001",
}


@dataclass
class County:
    """The items by what they are there for."""

    office: Office
    items: dict[str, Item] = field(default_factory=dict)

    def address(self, label: str) -> str:
        """Where the item stands."""
        return addresses.item(self.items[label])


def at(day: str) -> Any:
    """Nine in the morning of that day."""
    return time_machine.travel(datetime.datetime.fromisoformat(f"{day}T09:00:00").replace(tzinfo=CHINA))


def build() -> County:
    """Make it all, by the acts of people. The database has to be migrated, and open to be written to."""
    office = Office(build_world())
    Agency.objects.update(**CONTACTS)
    keeper = office.world.of("测试县", PostRole.ACCOUNT_ADMINISTRATOR)
    for body_of in ("测试县", TOWN):
        SetUpDisclosure(Agency.objects.get(short_name=body_of), keeper).perform()
    office.columns = {
        column.kind: column for column in Column.objects.filter(agency=office.agency).order_by("-rank")
    }
    county = County(office)
    with at("2024-02-26"):
        county.items["budget"] = _budget(office)
        county.items["withdrawn"] = _withdrawn(office)
    _documents(county)
    with at("2025-01-20"):
        for year in (2022, 2024):  # not one after the other: what is carried over would have to agree
            county.items[f"report {year}"] = Reporting(office).published(town_report(year))
    sign_due(including_today=True)
    return county


def _budget(office: Office) -> Item:
    item = office.draft(
        BUDGET,
        ColumnKind.BUDGET,
        formed_on=datetime.date(2024, 2, 23),
        theme="财政、金融、审计/财政",
        summary="惠民镇2024年部门收支预算。",
        body=[("text", "<h2>收支总表</h2><p>全年收入一千零五十万元。</p>"), ("table", TABLE)],
    )
    file = SimpleUploadedFile("2024年部门预算表.pdf", pdf("惠民镇2024年部门预算表。"))
    Attach(office.again(item), office.drafter, upload=file).perform()
    return office.reviewed(item)


def _withdrawn(office: Office) -> Item:
    item = office.published("关于调整办公时间的公告", formed_on=datetime.date(2024, 2, 23))
    Withdraw(item, office.chief, "时间有误，另行公告。").perform()
    return office.again(item)


def _documents(county: County) -> None:
    """A document that another ended, its interpretation, and a notice that was corrected."""
    office, day = county.office, datetime.date(2024, 3, 1)
    with at("2024-03-04"):
        old = office.published(
            "惠民镇植树办法", ColumnKind.DOCUMENT, formed_on=day, document_number="测惠府发〔2024〕1号"
        )
        new = office.published(
            "惠民镇林木管护办法", ColumnKind.DOCUMENT, formed_on=day, document_number="测惠府发〔2024〕2号"
        )
        about = office.draft("《惠民镇林木管护办法》解读", ColumnKind.INTERPRETATION, formed_on=day)
        about = office.reviewed(office.revised(about, interprets=[new]))
        shown = {"picture": _picture(office), "alternative_text": "山坡上的树苗", "caption": "新栽的树苗"}
        notice = office.draft(
            "惠民镇春季植树安排", formed_on=day, body=[*body("本镇定于3月8日植树。"), ("picture", shown)]
        )
        notice = office.reviewed(notice)
    with at("2024-03-05"):
        for day_of_month in (9, 12):  # twice, so that its history has more than one change
            new_text = [*body(f"本镇定于3月{day_of_month}日植树。"), ("picture", shown)]
            notice = office.reviewed(office.revised(notice, body=new_text))
        repealed = ChangeValidity(
            old,
            office.chief,
            validity=Validity.REPEALED,
            on=datetime.date(2024, 4, 1),
            basis="林木管护办法",
            basis_item=new,
        )
        repealed.perform()
        for title in ("惠民镇领导班子分工", "惠民镇机构职能"):
            kind = ColumnKind.LEADER if "领导" in title else ColumnKind.INSTITUTION
            office.published(title, kind, formed_on=day)
    county.items |= {"old": old, "new": new, "about": about, "notice": notice}


def _picture(office: Office) -> Picture:
    buffer = io.BytesIO()
    Image.new("RGB", (640, 360), "#2f6b3a").save(buffer, "PNG")
    file = SimpleUploadedFile("树苗.png", buffer.getvalue())
    made: Picture = Picture.objects.create(
        title="树苗", file=file, agency=office.agency, uploaded_by_user=office.drafter
    )
    return made

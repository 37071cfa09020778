"""The forms of all pages, filled in as a person would: bodies that a POST is tried with."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import Resolver404, resolve
from lxml import html as markup
from PIL import Image
from tests.office.addresses import addresses
from tests.office.visits import Visits
from tests.office.walking import Screen
from tests.reports.conftest import town_report, upload
from tests.world import PASSWORD

from gongkai.acts.days import today

# Who fills in forms; what they show is what can be sent.
WRITERS = ("drafter", "deputy", "chief", "accounts", "auditor", "supervisor")
_TEXT = {"blocks": [{"key": "abcde", "text": "另写的正文。", "type": "unstyled"}], "entityMap": {}}
# Not marked as required, since not every button of the form needs them.
WANTED = ("comment", "reason")
# What a script writes into the form of an item, and fields for which any text will not do.
TYPED: dict[str, dict[str, str]] = {
    "office:item-create": {
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": "text",
        "body-0-id": "",
        "body-0-value": json.dumps(_TEXT),
    },
    "office:column-create": {"slug": "another-column"},
    "office:catalogue-create": {"matter": "另一事项"},
    "office:item-validity": {"validity": "repealed"},
    "office:item-receipt": {"channel": "newspaper"},
    "office:item-board": {"place": "河口村公开栏"},
    "office:training-create": {"hours": "2"},
    "office:training-correct": {"hours": "3"},
    "office:assessment-create": {"year": "2024"},
    "office:person-edit": {"work_telephone": "0812-1234567"},
    "office:person-identity": {"identity": "abc-123"},
    "office:agency-edit": {"telephone": "0812-7654321"},
    "office:person-create": {"username": "another"},
    "office:agency-create": {
        "division_code": "510499101207",
        "social_credit_code": "",
        "name": "惠民镇河口村村民委员会",
    },
    "account_login": {"login": "drafter1", "password": PASSWORD},
    "account_change_password": {
        "oldpassword": PASSWORD,
        "password1": "Another-Word-2024",
        "password2": "Another-Word-2024",
    },
}
TYPED["office:item-edit"] = TYPED["office:item-create"]
TYPED["office:item-check"] = TYPED["office:item-create"]


@dataclass(frozen=True)
class Body:
    """A filled-in form: where it goes, with what, and on whose page it stood."""

    screen: str
    label: str
    path: str
    role: str
    data: tuple[tuple[str, str], ...]
    files: tuple[str, ...] = ()

    def sent(self) -> dict[str, Any]:
        """What the test client takes; files anew each time, as they are read when they are sent."""
        fields: dict[str, Any] = {}
        for name, value in self.data:
            fields.setdefault(name, []).append(value)
        for name in self.files:
            text = SimpleUploadedFile("新附件.txt", "新附件的文字。".encode())
            if self.screen == "office:report-create":
                text = upload(town_report(int(fields["year"][0])))
            fields[name] = _photograph() if name == "picture" else text
        return fields


def _photograph() -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (8, 8), "white").save(out, "PNG")
    return SimpleUploadedFile("照片.png", out.getvalue())


def harvest(visits: Visits, screens: Iterable[Screen]) -> list[Body]:
    """Every form to be sent, on every page that each writer may open."""
    found: dict[tuple[str, str, Any], Body] = {}
    for screen in screens:
        for address in addresses(screen, visits.stage):
            for role in WRITERS:
                answer = visits.get(role, address.path)
                if answer.status == 200 and answer.is_page:
                    for body in _bodies(answer.text, address.path, role, address.label):
                        found.setdefault((body.path, body.role, body.data), body)
    return list(found.values())


def _bodies(text: str, path: str, role: str, label: str) -> Iterator[Body]:
    for form in markup.document_fromstring(text).xpath("//form[@method='post' or @method='POST']"):
        action = urljoin(path, form.get("action") or path)
        try:
            name = resolve(urlsplit(action).path).view_name
        except Resolver404:
            continue
        typed = TYPED.get(name, {})
        fields = [pair for element in _elements(form) for pair in _filled(element, typed)]
        present = {name for name, _ in fields}
        fields += [(key, value) for key, value in typed.items() if key not in present]
        files = tuple(element.get("name") for element in form.xpath(".//input[@type='file'][@name]"))
        for button in _buttons(form):
            yield Body(name, label, action, role, (*fields, *button), files)


def _elements(form: Any) -> list[Any]:
    own = form.xpath(".//input[@name] | .//select[@name] | .//textarea[@name]")
    outside = form.getroottree().xpath("//*[@form=$id][@name]", id=form.get("id")) if form.get("id") else []
    return [
        element for element in [*own, *outside] if element.get("disabled") is None and element.tag != "button"
    ]


def _buttons(form: Any) -> list[list[tuple[str, str]]]:
    named = form.xpath(".//button[@name]")
    return [[(button.get("name"), button.get("value") or "")] for button in named] or [[]]


def _filled(element: Any, typed: dict[str, str]) -> Iterator[tuple[str, str]]:
    name = element.get("name")
    if name in typed:
        yield name, typed[name]
    elif name == "csrfmiddlewaretoken":
        return  # the test client is not asked for it
    elif element.tag == "select":
        yield from ((name, value) for value in _chosen(element))
    elif element.tag == "textarea":
        wanted = element.get("required") is not None or name in WANTED
        yield name, (element.text or "").strip() or ("因工作需要。" if wanted else "")
    else:
        yield from _filled_input(element, name)


def _chosen(element: Any) -> list[str]:
    options = element.xpath(".//option")
    chosen = [option.get("value") for option in options if option.get("selected") is not None]
    values = [option.get("value") for option in options if option.get("value")]
    return [value for value in chosen if value] or values[:1]


def _filled_input(element: Any, name: str) -> Iterator[tuple[str, str]]:
    kind, value = element.get("type", "text"), element.get("value") or ""
    if kind in ("file", "submit", "button", "image"):
        return
    if kind in ("checkbox", "radio"):
        yield name, value or "on"
        return
    plausible = {
        "hidden": "",
        "date": today().isoformat(),
        "datetime-local": "",
        "number": element.get("min") or "1",
        "email": "",
        "password": PASSWORD,
        "url": "",
        "tel": "",
    }
    yield name, value or plausible.get(kind, "填写的内容" if element.get("required") is not None else "")

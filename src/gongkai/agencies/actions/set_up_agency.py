"""Bodies: set up below another, changed, and put out of service when they are merged or dissolved."""

from __future__ import annotations

from string import Formatter
from typing import Any

from django.core.exceptions import ValidationError

from gongkai.acts.action import Action
from gongkai.acts.days import today
from gongkai.agencies import authority, codes
from gongkai.agencies.models import Agency, Appointment, BodyLevel

CHANGEABLE: tuple[str, ...] = (
    "name",
    "short_name",
    "division_code",
    "social_credit_code",
    "document_mark",
    "index_pattern",
    "address",
    "postcode",
    "office_hours",
    "telephone",
    "fax",
    "email",
    "site_identification_code",
    "icp_number",
    "police_number",
    "site_mark_address",
    "error_report_address",
)
"""What may be said of a body, and changed later. Its level and its place in the tree stay."""


def field_refusals(agency: Agency) -> list[str]:
    """What is wrong with the fields of a body that is about to be stored, each with the field's label."""
    found = []
    try:
        agency.clean_fields(exclude=["path", "depth", "numchild"])
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            label = Agency._meta.get_field(name).verbose_name
            found += [f"{label}：{message}" for message in messages]
    others = Agency.objects.exclude(pk=agency.pk)
    for name in ("name", "short_name"):
        if others.filter(**{name: getattr(agency, name)}).exists():
            found.append(f"{Agency._meta.get_field(name).verbose_name}“{getattr(agency, name)}”已经有了。")
    credit_code = agency.social_credit_code
    if credit_code and others.filter(social_credit_code=credit_code).exists():
        found.append(f"统一社会信用代码{credit_code}已经是别的机关的。")
    if (
        agency.division_code
        and agency.level != BodyLevel.DEPARTMENT
        and others.filter(division_code=agency.division_code, level=agency.level).exists()
    ):
        found.append(f"行政区划代码{agency.division_code}已经是别的机关的。")
    return found + pattern_refusals(agency.index_pattern)


def pattern_refusals(pattern: str) -> list[str]:
    """Why a pattern cannot make index numbers: it has to name a serial number, and nothing that is not known."""
    try:
        named = {name for _, name, _, _ in Formatter().parse(pattern) if name is not None}
        pattern.format(code="510422101", year=2024, serial=1)
    except (KeyError, IndexError, ValueError, AttributeError):
        named = {""}
    if not named <= {"code", "year", "serial"}:
        return ["索引号格式：只能使用 {code}、{year}、{serial}，例如“{code}/{year}-{serial:05d}”。"]
    if "serial" not in named:
        return ["索引号格式：要有流水号 {serial}，否则每条信息的索引号都一样。"]
    return []


class SetUpAgency(Action[Agency]):
    """Set up a body below `subject`; without one, the first body of an installation, by the system itself."""

    label = "设立机关"

    def __init__(self, subject: Agency | None, by: Any, level: BodyLevel, **fields: str) -> None:
        super().__init__(subject, by)
        unknown = set(fields) - set(CHANGEABLE)
        if unknown:
            raise TypeError(f"fields that a body does not have: {sorted(unknown)}")
        self.level = BodyLevel(level)
        self.agency = Agency(level=self.level, **{name: value.strip() for name, value in fields.items()})

    def refusals(self) -> list[str]:
        """Authority over the body above, the codes, and what is wrong with the fields."""
        parent = self.subject
        if parent is None and self.by is not None:
            return ["最上级的机关在安装时设立，请联系系统管理员。"]
        found = [] if parent is None else authority.refusals(self.by, parent, "设立下级机关")
        if parent is not None and not parent.in_service:
            found.append(f"{parent.short_name}已经停用，不能在它下面设立机关。")
        found += codes.level_refusals(self.level, parent)
        found += codes.code_refusals(self.level, self.agency.division_code, parent)
        return found + field_refusals(self.agency)

    def carry_out(self) -> Agency:
        """Add it to the tree."""
        if self.subject is None:
            return Agency.add_root(instance=self.agency)
        return Agency.objects.get(pk=self.subject.pk).add_child(instance=self.agency)

    def details(self) -> dict[str, Any]:
        """Which body was set up."""
        return {"agency": self.agency.pk, "short_name": self.agency.short_name, "level": str(self.level)}

    def agency_id(self) -> int | None:
        """The body above."""
        return self.subject.pk if self.subject is not None else None


class ChangeAgency(Action[Agency]):
    """Change what is said of a body: its codes, its address and hours for the 指南."""

    label = "修改机关资料"

    def __init__(self, subject: Agency, by: Any, **fields: str) -> None:
        super().__init__(subject, by)
        unknown = set(fields) - set(CHANGEABLE)
        if unknown:
            raise TypeError(f"fields that a body does not have: {sorted(unknown)}")
        self.fields = {name: value.strip() for name, value in fields.items()}
        self.changed: dict[str, list[str]] = {}

    def lock(self) -> None:
        """Read the body again, and put the wanted fields on it."""
        super().lock()
        self.changed = {
            name: [getattr(self.subject, name), value]
            for name, value in self.fields.items()
            if getattr(self.subject, name) != value
        }
        for name, value in self.fields.items():
            setattr(self.subject, name, value)

    def refusals(self) -> list[str]:
        """As of setting up."""
        agency = self.subject
        found = authority.refusals(self.by, agency, "修改机关资料")
        code = self.fields.get("division_code", "")
        found += codes.code_refusals(BodyLevel(agency.level), code, agency.get_parent())
        return found + field_refusals(agency)

    def carry_out(self) -> Agency:
        """Store what changed."""
        if self.fields:
            self.subject.save(update_fields=list(self.fields))
        return self.subject

    def details(self) -> dict[str, Any]:
        """What changed, from what to what."""
        return {"changed": self.changed}

    def agency_id(self) -> int | None:
        """The body."""
        return int(self.subject.pk)


class CloseAgency(Action[Agency]):
    """Put a body out of service. It stays, with all that it published."""

    label = "停用机关"

    def refusals(self) -> list[str]:
        """Only from above, and when nothing below it and nobody in it is at work."""
        agency = self.subject
        parent = agency.get_parent()
        found = authority.refusals(self.by, parent, "停用这个机关")
        if not agency.in_service:
            found.append("这个机关已经停用。")
        below = agency.get_children().filter(in_service=True).count()
        if below:
            found.append(f"它下面还有{below}个在用的机关，请先停用它们。")
        held = Appointment.objects.on(today()).filter(post__agency=agency).count()
        if held:
            found.append(f"还有{held}个岗位有人任职，请先登记免职。")
        return found

    def carry_out(self) -> Agency:
        """Mark it."""
        self.subject.in_service = False
        self.subject.save(update_fields=["in_service"])
        return self.subject

    def agency_id(self) -> int | None:
        """The body."""
        return int(self.subject.pk)

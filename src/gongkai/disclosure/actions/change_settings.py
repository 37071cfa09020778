"""How a body arranges its disclosure: columns, catalogue, terms. Each change is in the audit trail, before and after."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from gongkai.acts.action import Action
from gongkai.acts.days import today
from gongkai.agencies.models import Agency
from gongkai.agencies.powers import Powers, powers_of
from gongkai.disclosure.models import CatalogueEntry, Column, CountyTerm
from gongkai.disclosure.rights import ARRANGERS


def may_arrange(powers: Powers, agency: Agency) -> bool:
    """Whether someone with these powers arranges the body's columns, catalogue and terms."""
    return powers.holding(agency, *ARRANGERS) is not None


def _plain(row: models.Model | None) -> dict[str, Any]:
    if row is None:
        return {}
    return {
        field.name: field.value_from_object(row)
        for field in row._meta.concrete_fields
        if field.editable and not field.primary_key
    }


class ChangeSetting(Action[models.Model]):
    """Save one row of a body's arrangement. `subject` is the row with what was typed; it may be new."""

    label: ClassVar[str] = "调整设置"

    def __init__(self, subject: Any, by: Any) -> None:
        super().__init__(subject, by)
        self.before: dict[str, Any] = {}

    def lock(self) -> None:
        """Keep what stood there; what was typed stays in `subject`."""
        if self.subject.pk is not None:
            present = type(self.subject)._base_manager.select_for_update().get(pk=self.subject.pk)
            self.before = _plain(present)

    def refusals(self) -> list[str]:
        """Only those who arrange the body's disclosure."""
        agency = self.subject.agency
        if may_arrange(powers_of(self.by, today()), agency):
            return []
        return [
            f"{agency.short_name}的栏目、目录和用词由其办公室主任、科室负责人或者领导调整，您没有这个岗位。"
        ]

    def carry_out(self) -> models.Model:
        """Save the row."""
        row: models.Model = self.subject
        row.save()
        return row

    def details(self) -> dict[str, Any]:
        """What changed: each field with what it was and what it is."""
        after = _plain(self.subject)
        return {
            name: [str(self.before.get(name, "")), str(value)]
            for name, value in after.items()
            if self.before.get(name) != value
        }


class ChangeColumn(ChangeSetting):
    """A column is made or changed. A column with items is never removed, only put out of service."""

    label = "调整栏目"
    subject: Column


class ChangeCatalogueEntry(ChangeSetting):
    """An entry of the catalogue is made or changed."""

    label = "调整公开事项目录"
    subject: CatalogueEntry

    def refusals(self) -> list[str]:
        """Column and post must be the body's own."""
        reasons = super().refusals()
        entry = self.subject
        if entry.column is not None and entry.column.agency_id != entry.agency_id:
            reasons.append("栏目不属于这个机关，请另选栏目。")
        if entry.responsible is not None and entry.responsible.agency_id != entry.agency_id:
            reasons.append("责任岗位不属于这个机关，请另选岗位。")
        return reasons


class ChangeTerm(ChangeSetting):
    """A term of the list is made or changed."""

    label = "调整用词表"
    subject: CountyTerm

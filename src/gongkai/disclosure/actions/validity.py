"""Changing the validity of a document (有效性): a dated fact, registered when the document is public."""

from __future__ import annotations

import datetime
from typing import Any

from gongkai.disclosure.actions.base import ItemAction
from gongkai.disclosure.actions.entering import enter
from gongkai.disclosure.models import Item, ValidityChange
from gongkai.disclosure.rights import refusals_to_decide
from gongkai.disclosure.validity import validity_of
from gongkai.register.models import ChangeKind
from gongkai.register.personal_data import personal_refusals
from gongkai.statute.metadata import Validity
from gongkai.statute.workdays import chinese_date


class ChangeValidity(ItemAction[ValidityChange]):
    """From a day on the document is in force, in part, lapsed or repealed. An error is put right by another change."""

    label = "变更有效性"

    def __init__(
        self,
        item: Item,
        by: Any,
        *,
        validity: Validity,
        on: datetime.date,
        basis: str,
        basis_item: Item | None = None,
    ) -> None:
        super().__init__(item, by)
        self.validity, self.on, self.basis, self.basis_item = (
            Validity(validity),
            on,
            basis.strip(),
            basis_item,
        )

    def refusals(self) -> list[str]:
        """Not the person's to decide, no basis, no change, or a day before the document was formed."""
        reasons = refusals_to_decide(self.by, self.item.agency)
        if not self.basis:
            reasons.append("请写明依据，例如废止决定的文号，或者文件里载明的有效期。")
        if self.item.formed_on is not None and self.on < self.item.formed_on:
            reasons.append(f"变更日期不能早于成文日期{self.item.formed_on:%Y-%m-%d}，请核对。")
        if validity_of(self.item, self.on) == self.validity:
            reasons.append(f"这份文件在{self.on:%Y-%m-%d}已经是“{self.validity.label}”，不用变更。")
        if self.basis_item is not None and self.basis_item.pk == self.item.pk:
            reasons.append("依据的文件不能是它自己，请改选。")
        return [*reasons, *personal_refusals({"依据": self.basis})]

    def carry_out(self) -> ValidityChange:
        """The fact; and the entry in the register, when readers see the document."""
        change = ValidityChange.objects.create(
            item=self.item,
            validity=self.validity,
            on=self.on,
            basis=self.basis,
            basis_item=self.basis_item,
            recorded_by=self.by,
        )
        if self.item.live:
            reason = f"自{chinese_date(self.on)}起{self.validity.label}：{self.basis}"
            enter(self.item, ChangeKind.VALIDITY, reason=reason, by=self.by)
        return change

    def details(self) -> dict[str, Any]:
        """What it became, from when, why."""
        return {"validity": self.validity.value, "on": self.on.isoformat(), "basis": self.basis}

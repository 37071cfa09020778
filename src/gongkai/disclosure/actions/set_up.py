"""Giving a body the standard columns and the catalogue of its level."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from gongkai.acts.action import Action
from gongkai.acts.days import today
from gongkai.agencies.models import Agency, Post, PostRole
from gongkai.agencies.powers import powers_of
from gongkai.disclosure.models import CatalogueEntry, Column
from gongkai.disclosure.rights import ARRANGERS
from gongkai.disclosure.standard_columns import DEADLINES, channels_for, column_for, columns_for, duties_of


@dataclass(frozen=True)
class SetUp:
    """How many columns and catalogue entries were added."""

    columns: int
    entries: int


class SetUpDisclosure(Action[SetUp]):
    """Add the standard columns and duties that the body lacks; what it has stays as it is, so it may run again."""

    label = "建立栏目和公开事项目录"

    def __init__(self, agency: Agency, by: Any) -> None:
        super().__init__(agency, by)

    def agency_id(self) -> int | None:
        """The body itself."""
        return self.subject.pk

    def refusals(self) -> list[str]:
        """A village does not publish; and who may arrange a body's columns. The system itself (by None) may."""
        reasons = []
        if not self.subject.publishes:
            reasons.append(f"{self.subject.short_name}不以自己的名义公开信息，由所属乡镇公开，不用建立栏目。")
        if self.by is not None:
            powers = powers_of(self.by, today())
            arranges = powers.holding(self.subject, *ARRANGERS) or powers.administers_accounts
            if not arranges or powers.audits:
                reasons.append("只有本机关的负责人和账号管理员可以建立栏目，请由他们办理。")
        return reasons

    def carry_out(self) -> SetUp:
        """What was added."""
        columns = self._columns()
        return SetUp(len(columns), len(self._catalogue()))

    def _columns(self) -> list[Column]:
        agency = self.subject
        have = set(Column.objects.filter(agency=agency).values_list("slug", flat=True))
        return Column.objects.bulk_create(
            Column(
                agency=agency,
                name=standard.name,
                slug=standard.slug,
                kind=standard.kind,
                keywords=standard.keywords,
                update_every_days=standard.every,
                duties=list(standard.duties),
                rank=rank * 10,
            )
            for rank, standard in enumerate(columns_for(agency.level), 1)
            if standard.slug not in have
        )

    def _catalogue(self) -> list[CatalogueEntry]:
        agency = self.subject
        columns = {column.slug: column for column in Column.objects.filter(agency=agency)}
        have = set(CatalogueEntry.objects.filter(agency=agency).values_list("duty", flat=True))
        responsible = Post.objects.filter(agency=agency, role=PostRole.DRAFTER, in_service=True).first()
        return CatalogueEntry.objects.bulk_create(
            CatalogueEntry(
                agency=agency,
                duty=duty.key,
                column=columns.get(column_for(duty, agency.level).slug),
                deadline_workdays=DEADLINES[duty.group],
                responsible=responsible,
                channels=list(channels_for(agency.level)),
            )
            for duty in duties_of(agency.level)
            if duty.key not in have
        )

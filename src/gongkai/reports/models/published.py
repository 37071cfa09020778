"""Which annual report went out with which published version of an item."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Exists, F, OuterRef

from gongkai.acts.facts import Fact, FactQuerySet
from gongkai.agencies.models import Agency
from gongkai.annual.report import AnnualReport
from gongkai.disclosure.models import Item
from gongkai.reports.models.reading import Reading


class PublishedReportQuerySet(FactQuerySet):
    """Published reports, narrowed to what anybody may read now."""

    def current(self) -> PublishedReportQuerySet:
        """Those whose item is public, in the very version that they went out with. The latest first.

        Two items may say they are the report of one body and year; then the first of them counts.
        """
        # Asked of each report's own item: a county has a hundred thousand items, and some hundred reports.
        public = Exists(Item.objects.public().filter(pk=OuterRef("item_id")))
        return self.filter(public, revision_id=F("item__live_revision_id")).order_by(
            "agency_id", "-year", "-pk"
        )

    def of_items(self, item_ids: frozenset[int]) -> PublishedReportQuerySet:
        """All that ever went out with these items, also what is withdrawn or replaced."""
        return self.filter(item__in=item_ids)


class PublishedReport(Fact):
    """A report became public with a version of an item. What is public of it follows from the item."""

    item = models.ForeignKey(
        Item, verbose_name="信息", on_delete=models.PROTECT, related_name="published_reports"
    )
    revision_id = models.PositiveBigIntegerField("版本")
    reading = models.ForeignKey(Reading, verbose_name="识读", on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(
        Agency, verbose_name="机关", on_delete=models.PROTECT, related_name="published_reports"
    )
    year = models.PositiveSmallIntegerField("报告年度")

    objects: ClassVar = PublishedReportQuerySet.as_manager()

    class Meta:
        verbose_name = "公开的年度报告"
        verbose_name_plural = "公开的年度报告"
        constraints = (
            models.UniqueConstraint(fields=("item", "revision_id"), name="report_once_in_revision"),
        )
        indexes = (models.Index(fields=("agency", "year"), name="report_of_body_and_year"),)

    def __str__(self) -> str:
        return f"{self.agency}{self.year}年度报告"

    @property
    def report(self) -> AnnualReport:
        """The figures and the text, as they were read from the file that was reviewed."""
        found = self.reading.report
        assert found is not None
        return found

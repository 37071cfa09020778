"""The addresses of the office's own screens, under /office/."""

from __future__ import annotations

from django.urls import path

from gongkai.office.staff_urls import urlpatterns as staff
from gongkai.office.views import (
    arrangement,
    audit,
    channels,
    coverage,
    home,
    item,
    item_ends,
    item_public,
    items,
    notices,
    receipts,
    report,
    reviews,
    sheets,
    writing,
    yearly,
)

app_name = "office"

urlpatterns = [
    path("", home.home, name="home"),
    path("items/", items.items, name="items"),
    path("items/new/", writing.create, name="item-create"),
    path("items/check/", writing.check, name="item-check"),
    path("items/<int:pk>/", item.item, name="item"),
    path("items/<int:pk>/edit/", writing.edit, name="item-edit"),
    path("items/<int:pk>/report/", report.item_report, name="item-report"),
    path("reports/new/", report.create, name="report-create"),
    path("items/<int:pk>/submit/", reviews.submit, name="item-submit"),
    path("items/<int:pk>/review/", reviews.review, name="item-review"),
    path("items/<int:pk>/clear/", item.clear, name="item-clear"),
    path("items/<int:pk>/mask/", item.mask, name="item-mask"),
    path("items/<int:pk>/withdraw/", item_ends.withdraw, name="item-withdraw"),
    path("items/<int:pk>/discard/", item_ends.discard, name="item-discard"),
    path("items/<int:pk>/unschedule/", item_ends.unschedule, name="item-unschedule"),
    path("items/<int:pk>/validity/", item_ends.validity, name="item-validity"),
    path("items/<int:pk>/preview/", item_public.preview, name="item-preview"),
    path("items/<int:pk>/conceal/", item_public.conceal, name="item-conceal"),
    path("items/<int:pk>/channels/", channels.item_channels, name="item-channels"),
    path("items/<int:pk>/channels/receipt/", receipts.record, name="item-receipt"),
    path("items/<int:pk>/channels/board/", receipts.post, name="item-board"),
    path("items/<int:pk>/notice.pdf", sheets.notice, name="item-notice"),
    path("channels/", channels.tasks, name="channels"),
    path("boards/", channels.boards, name="boards"),
    path("boards/month.pdf", sheets.overview, name="boards-month"),
    path("receipts/<int:pk>/down/", receipts.take_down, name="receipt-down"),
    path("receipts/<int:pk>/void/", receipts.void, name="receipt-void"),
    path("receipts/<uuid:key>/picture/", receipts.picture, name="receipt-picture"),
    path("notices/", notices.notices, name="notices"),
    path("notices/read/", notices.read, name="notices-read"),
    path("reviews/", reviews.reviews, name="reviews"),
    path("columns/", arrangement.columns, name="columns"),
    path("columns/new/", arrangement.column, name="column-create"),
    path("columns/<int:pk>/", arrangement.column, name="column"),
    path("catalogue/new/", arrangement.catalogue_entry, name="catalogue-create"),
    path("catalogue/<int:pk>/", arrangement.catalogue_entry, name="catalogue-entry"),
    path("coverage/", coverage.coverage_map, name="coverage"),
    path("terms/", arrangement.terms, name="terms"),
    path("terms/new/", arrangement.term, name="term-create"),
    path("terms/<int:pk>/", arrangement.term, name="term"),
    path("yearly/", yearly.yearly, name="yearly"),
    path("audit/", audit.audit, name="audit"),
    *staff,
]

"""An item as the draft checks see it, and what they say, with who answered for which finding."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.urls import Resolver404, resolve, reverse

from gongkai.acts.action import Refused
from gongkai.acts.days import day_of, today
from gongkai.agencies.models import Agency, Appointment
from gongkai.annual.report import AnnualReport
from gongkai.disclosure import checking
from gongkai.disclosure.draft_bodies import blocks_of, targets_of
from gongkai.disclosure.inspections import extracts_of
from gongkai.disclosure.models import Attachment, ColumnKind, CountyTerm, Item
from gongkai.disclosure.numbering import written
from gongkai.disclosure.validity import validity_of
from gongkai.register.queries import counts
from gongkai.review.models import Clearance
from gongkai.statute.metadata import Openness

# A word that the county forbids and a file that runs are to be changed, not to be answered for.
# An annual report of no year has no address where it could be shown, and a second of one year has another's.
# An index number is for good, and so is what the register takes up.
NEVER_CLEARED = frozenset(
    {
        "terms.county",
        "attachment.type",
        "report.year_unknown",
        "report.repeated",
        "draft.unnumbered",
        "personal_data.registered",
    }
)
GIVEN_UP = checking.Finding(
    rule="draft.given_up",
    severity=checking.Severity.BLOCKING,
    place="整篇",
    quoted="",
    message="这份草稿已经放弃，不能送审。",
    remedy="请新建一条信息。",
    fingerprint="",
)


@dataclass(frozen=True)
class ReportsOfDraft:
    """The attachments of an item in the column of annual reports, and what stands beside them: see `checking.Draft`."""

    attached: tuple[checking.AttachedReport, ...] = ()
    before: AnnualReport | None = None
    elsewhere: str = ""


_readers: list[Callable[[Item], ReportsOfDraft]] = []


def read_reports_with(reader: Callable[[Item], ReportsOfDraft]) -> None:
    """Tell, in AppConfig.ready of the app that keeps annual reports, how those of a draft are read."""
    _readers[:] = [reader]


def _has_a_view(path: str) -> bool:
    try:
        resolve(path)
    except Resolver404:
        return False
    return True


_looks_up: list[Callable[[str], bool]] = [_has_a_view]


def look_up_links_with(leads_somewhere: Callable[[str], bool]) -> None:
    """Tell, in AppConfig.ready of the app that has the public pages, whether a path of this site leads somewhere."""
    _looks_up[:] = [leads_somewhere]


@dataclass(frozen=True)
class Reported:
    """A finding, and the clearance of whoever answered for it."""

    finding: checking.Finding
    clearance: Clearance | None = None

    @property
    def may_be_cleared(self) -> bool:
        """Whether somebody may still answer for it."""
        return self.is_open and not (self.finding.is_blocking and self.finding.rule in NEVER_CLEARED)

    @property
    def is_open(self) -> bool:
        """Whether nobody has answered for it."""
        return self.clearance is None


def findings_of(item: Item) -> tuple[checking.Finding, ...]:
    """What the draft checks say of the item as it stands in memory; it need not be saved."""
    return tuple(checking.check_draft(draft_of(item)))


def reported(item: Item) -> list[Reported]:
    """The same, each with the last clearance that sticks to it."""
    findings = (*_against_numbering(item), *findings_of(item))
    if not findings or item.pk is None:
        return [Reported(finding) for finding in findings]
    answered = {
        clearance.fingerprint: clearance
        for clearance in Clearance.objects.filter(
            content_type=ContentType.objects.get_for_model(Item),
            object_id=item.pk,
            fingerprint__in=[finding.fingerprint for finding in findings],
        )
        .select_related("person")
        .order_by("pk")
    }
    return [Reported(finding, answered.get(finding.fingerprint)) for finding in findings]


def open_findings(item: Item) -> tuple[checking.Finding, ...]:
    """What the checks say of this version of the item and nobody answered for."""
    return tuple(report.finding for report in reported(item) if report.is_open)


def standing_against(item: Item) -> tuple[checking.Finding, ...]:
    """What keeps the latest draft of a stored item from going on in the reviews."""
    if item.discarded_at is not None:
        return (GIVEN_UP,)
    latest: Item = item.get_latest_revision_as_object()
    return open_findings(latest)


def _against_numbering(item: Item) -> Iterator[checking.Finding]:
    """What would keep the item from getting its index number, found before the last reviewer is at it."""
    if item.index_number_id is not None or not item.agency_id:
        return
    try:
        written(item.agency.index_pattern, code=item.agency.code, year=today().year, serial=1)
    except Refused as refusal:
        yield checking.Finding(
            rule="draft.unnumbered",
            severity=checking.Severity.BLOCKING,
            place="索引号",
            quoted="",
            message="".join(refusal.reasons),
            remedy="",
            fingerprint="",
        )


def draft_of(item: Item) -> checking.Draft:
    """Everything about the item that a rule may look at, today."""
    day = today()
    attachments = list(item.attachments.all())
    extracts = extracts_of(attachment.stored for attachment in attachments)
    blocks = blocks_of(item)
    year = _year_of(item.title, day)
    reports = _reports_of(item)
    own_hosts = frozenset(host for host in settings.ALLOWED_HOSTS if host not in ("*", ""))
    return checking.Draft(
        title=item.title,
        body=blocks,
        metadata=_metadata(item, day),
        openness=item.openness,
        withholding_reason=item.withholding_reason,
        withholding_explanation=item.withholding_explanation,
        column_kind=item.column.kind if item.column_id else "",
        today=day,
        formed_on=item.formed_on,
        # What is written now comes out after now, whatever came out before: a leader's page that is brought up to
        # date is formed later than it was first published.
        published_on=None,
        go_live_on=day_of(item.go_live_at) if item.go_live_at else day,
        expires_on=day_of(item.expire_at) if item.expire_at else None,
        attachments=tuple(
            checking.Attachment(attachment.name, extracts[attachment.stored_id]) for attachment in attachments
        ),
        reports=reports.attached,
        report_before=reports.before,
        report_elsewhere=reports.elsewhere,
        leaders=tuple(_leaders(item.agency, day)),
        county_terms=tuple(_terms(item.agency)),
        ledger=_ledger(item.agency, year),
        ledger_year=year,
        known_links=_known_links(blocks, attachments, own_hosts),
        own_hosts=own_hosts,
    )


def _known_links(
    blocks: Iterable[checking.Block], attachments: Iterable[Attachment], own_hosts: Collection[str]
) -> frozenset[str]:
    """The paths that lead somewhere; those of the draft's own attachments do when it is public."""
    stored = [attachment.stored for attachment in attachments]
    own = {unquote(reverse("disclosure:file", args=(one.key, one.name))) for one in stored}
    return frozenset(
        path for path in targets_of(blocks, own_hosts) if unquote(path) in own or _looks_up[-1](path)
    )


def _metadata(item: Item, day: datetime.date) -> dict[str, str]:
    validity = validity_of(item, day) if item.pk and item.column_id else None
    return {
        "index_number": str(item.index_number or ""),
        "title": item.title,
        "issuer": item.agency.name,
        "formed_on": item.formed_on.isoformat() if item.formed_on else "",
        "published_on": day_of(item.first_published_at).isoformat() if item.first_published_at else "",
        "document_number": item.document_number,
        "validity": validity.label if validity else "",
        "theme": item.theme,
        "genre": item.genre,
        "openness": _openness_label(item.openness),
        "summary": item.summary,
        "keywords": item.keywords,
        "category": item.column.name if item.column_id else "",
        "source": item.source,
    }


def _reports_of(item: Item) -> ReportsOfDraft:
    if item.column_id and item.column.kind == ColumnKind.ANNUAL_REPORT:
        for reader in _readers:
            return reader(item)
    return ReportsOfDraft()


def _openness_label(openness: str) -> str:
    return Openness(openness).label if openness in set(Openness) else ""


def _year_of(title: str, day: datetime.date) -> int:
    """The year that the item speaks of: the one in its title, else this one."""
    named = re.search(r"(20\d\d)年", title)
    return int(named[1]) if named else day.year


def _ledger(agency: Agency, year: int) -> dict[str, int]:
    """What the register counts for the year, by the words that reports use for it."""
    if agency.pk is None:
        return {}
    counted = counts(agency, year)
    figures = {
        "发布政府动态信息": counted["published"].get(ColumnKind.NEWS, 0),
        "公开政府文件": counted["published"].get(ColumnKind.DOCUMENT, 0),
        "更新领导信息": counted["updated"].get(ColumnKind.LEADER, 0),
    }
    return figures if any(figures.values()) else {}


def _leaders(agency: Agency, day: datetime.date) -> Iterator[checking.AppointedLeader]:
    appointments = Appointment.objects.on(day).filter(post__agency=agency, post__listed_as_leader=True)
    ordered = appointments.select_related("post", "person").order_by("post__rank", "post_id", "pk")
    for rank, appointment in enumerate(ordered, 1):
        yield checking.AppointedLeader(rank, appointment.person.name, appointment.post.title)


def _terms(agency: Agency) -> Iterator[checking.CountyTerm]:
    """The words of the body and of all above it; the nearest list decides about a word."""
    paths = [agency.path[:end] for end in range(agency.steplen, len(agency.path) + 1, agency.steplen)]
    nearest: dict[str, CountyTerm] = {}
    for term in CountyTerm.objects.filter(agency__path__in=paths).order_by("agency__depth", "pk"):
        nearest[term.written] = term
    for term in nearest.values():
        yield checking.CountyTerm(term.written, term.preferred, term.blocking, term.remarks)

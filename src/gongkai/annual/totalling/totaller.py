"""The county's own report from its bodies': a total that says what it does not contain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from gongkai.annual.body_name import BodyName, parse_name
from gongkai.annual.form import EDITION_2019, EDITION_2021, label_of
from gongkai.annual.readability import has_no_figures
from gongkai.annual.report import AnnualReport, Note, NoteKind
from gongkai.annual.totalling.attendance import hints, missing, nearest
from gongkai.annual.totalling.counted_body import BodyFigures, contradictions, figures_of, unite
from gongkai.annual.totalling.observing import observe
from gongkai.annual.totalling.regulations import set_aside_regulations
from gongkai.annual.totalling.remarks import Remark, RemarkKind
from gongkai.annual.totalling.result import Total, TotalSettings, Unread
from gongkai.annual.totalling.summing import some_of, sum_bodies

__all__ = ["Totaller", "total"]


class Totaller:
    """Takes reports one by one, in any order, and keeps of each only its figures.

    Adding the same report again changes nothing. ``finish`` may be called at any time, and again later.
    """

    def __init__(
        self,
        agency: str,
        year: int,
        *,
        expected: Sequence[str] = (),
        own: AnnualReport | None = None,
        settings: TotalSettings | None = None,
    ) -> None:
        """A total for ``agency`` and the year reported on.

        ``expected`` names the bodies that are to report (empty: whoever reports is counted); ``own`` is the
        report on the agency's own acts (本级), counted as one part, whose narrative the total takes over.
        Raises ValueError where ``own`` is for another year.
        """
        if own is not None and own.year not in (None, year):
            raise ValueError(f"本级报告是{own.year}年的，不能并入{year}年的汇总")
        self.agency = agency
        self.year = year
        self.settings = settings or TotalSettings()
        self._parent = parse_name(agency)
        self._expected = {self._key(name): name for name in expected}
        self._own = own
        self._bodies: dict[BodyName, list[BodyFigures]] = {}
        self._nameless: dict[object, BodyFigures] = {}
        self._remarks: dict[Remark, None] = {}
        self._unread: dict[Unread, None] = {}

    def add(self, report: AnnualReport | Unread) -> None:
        """Count a report, or note why it is not counted."""
        if isinstance(report, Unread):
            self._unread[report] = None
        elif report.year is None:
            self._leave_out(RemarkKind.NO_YEAR, report, "没有写明是哪一年的报告，没有计入")
        elif report.year != self.year:
            self._leave_out(RemarkKind.OTHER_YEAR, report, f"是{report.year}年的报告，没有计入")
        elif has_no_figures(report):
            reason = "三张表的数字一个也读不出（多半是图片或附件），没有计入"
            self._leave_out(RemarkKind.UNREADABLE, report, reason)
        elif report.agency is None:
            self._add_nameless(report)
        else:
            self._add_named(report, report.agency)

    def finish(self) -> Total:
        """The total of what was added so far."""
        parts = dict(self._bodies)
        if self._own is not None:
            parts[self._key(self.agency)] = [figures_of(self._own)]
        bodies = list(self._nameless.values())
        remarks = list(self._remarks)
        for files in parts.values():
            body, said = self._settle(files)
            bodies += [body] if body else []
            remarks += said
        bodies.sort(key=lambda body: body.order)
        remarks += [unread_remark(unread) for unread in self._unread]
        remarks += missing(self._expected, parts, hints(self._unread, remarks), self.year)
        counted, set_aside = set_aside_regulations(bodies, self._parent)
        remarks += set_aside
        remarks += observe(counted, self.settings.names_in_a_sentence)
        return self._total(counted, sorted(remarks, key=lambda remark: remark.order))

    def _key(self, name: str) -> BodyName:
        return parse_name(name).relative_to(self._parent)

    def _is_own(self, key: BodyName) -> bool:
        # Where the office totals, a report by the government is as much its own as one by the office.
        return key == self._key(self.agency) or (not key.places and not key.core and self._parent.office)

    def _add_nameless(self, report: AnnualReport) -> None:
        if self._expected and not self.settings.count_unlisted:
            self._leave_out(RemarkKind.UNLISTED, report, "报告没有写明单位，对不上名单，没有计入")
            return
        body = figures_of(report)
        self._nameless[body.files or body.figures] = body

    def _add_named(self, report: AnnualReport, agency: str) -> None:
        key = self._key(agency)
        if self._is_own(key) and (self._own is not None or key not in self._expected):
            if self._own is None or report.file is None or report.file != self._own.file:
                reason = (
                    "是汇总单位自己的报告，不知道是本级数还是汇总数，没有计入；是本级数的，请指定为本级报告"
                )
                self._leave_out(RemarkKind.OWN_REPORT, report, reason)
            return
        if self._expected and key not in self._expected and not self.settings.count_unlisted:
            likely = nearest(agency, self._expected.values())
            hint = f"（名单上的“{likely}”是不是它？）" if likely else ""
            self._leave_out(RemarkKind.UNLISTED, report, f"不在单位名单上，没有计入{hint}")
            return
        files = self._bodies.setdefault(key, [])
        body = figures_of(report)
        if body not in files:
            files.append(body)

    def _leave_out(self, kind: RemarkKind, report: AnnualReport, reason: str) -> None:
        files = (report.file,) if report.file else ()
        name = report.agency or report.file or "一份没有写明单位的报告"
        self._remarks[Remark(kind, report.agency, files, (), f"{name}：{reason}")] = None

    def _settle(self, files: list[BodyFigures]) -> tuple[BodyFigures | None, list[Remark]]:
        """One body's files as one, or nothing where they contradict each other: nobody knows which is right."""
        if len(files) == 1:
            return files[0], []
        united = unite(files)
        cells = contradictions(files)
        listed = "、".join(united.files) or f"{len(files)} 份"
        if not cells:
            sentence = f"{united.name}：同一年有 {len(files)} 份报告，数字不矛盾，只计一次：{listed}"
            return united, [Remark(RemarkKind.DUPLICATE, united.agency, united.files, (), sentence)]
        labels = some_of([label_of(path) for path in cells], self.settings.names_in_a_sentence)
        sentence = (
            f"{united.name}：同一年有 {len(files)} 份报告，{len(cells)} 个数不同（{labels}），"
            f"不知以哪份为准，都没有计入：{listed}"
        )
        return None, [Remark(RemarkKind.CONFLICT, united.agency, united.files, cells, sentence)]

    def _total(self, bodies: list[BodyFigures], remarks: list[Remark]) -> Total:
        sums = sum_bodies(bodies, names=self.settings.names_in_a_sentence)
        only_old = bool(bodies) and all(body.edition == EDITION_2019.key for body in bodies)
        report = AnnualReport(
            edition=(EDITION_2019 if only_old else EDITION_2021).key,
            agency=self.agency,
            year=self.year,
            title=f"{self.agency}{self.year}年政府信息公开工作年度报告",
            cells=sums.cells,
            notes=[*sums.notes, *self._notes(bodies, remarks)],
        )
        if self._own is not None:
            report.sections = list(self._own.sections)
            report.preface = self._own.preface
            report.contact = self._own.contact
            report.dated = self._own.dated
        return Total(report, tuple(bodies), tuple(remarks), sums.partial, tuple(self._expected.values()))

    def _notes(self, bodies: list[BodyFigures], remarks: list[Remark]) -> Iterator[Note]:
        """What the sums do not contain, told in the report itself as well, so that no copy of it hides it."""
        if not bodies:
            yield Note(None, NoteKind.ABSENT, "没有一份报告可以计入，合计全部空缺")
        for remark in remarks:
            if remark.left_out:
                kind = NoteKind.UNREADABLE if remark.kind is RemarkKind.UNREADABLE else NoteKind.ABSENT
                yield Note(None, kind, f"合计不含：{remark.sentence}")


def unread_remark(unread: Unread) -> Remark:
    """The remark on a file of which nothing could be read."""
    return Remark(
        RemarkKind.UNREADABLE,
        None,
        (unread.file,),
        (),
        f"{unread.file}：读不出报告，没有计入（{unread.reason}）",
    )


def total(
    reports: Iterable[AnnualReport | Unread],
    agency: str,
    year: int,
    *,
    expected: Sequence[str] = (),
    own: AnnualReport | None = None,
    settings: TotalSettings | None = None,
) -> Total:
    """The total of the reports, which may be a stream; see :class:`Totaller`."""
    totaller = Totaller(agency, year, expected=expected, own=own, settings=settings)
    for report in reports:
        totaller.add(report)
    return totaller.finish()

"""Whether it works: up at all, ready (everything done in time, not only "up"), and figures for a monitor."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from http import HTTPStatus
from operator import attrgetter
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Count, Min
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django_tasks_db.models import DBTaskResult
from wagtail.models import Revision

from gongkai.acts.only_read import only_read
from gongkai.agencies.sign_in import second_factor
from gongkai.search.queries import missing_of_the_newest
from gongkai.site import copy_health
from gongkai.site.housekeeping import HEARTBEAT, PULSE
from gongkai.site.middleware import is_among
from gongkai.site.models import TickRun

_PUT_BACK: Final = (
    "请停止平台，把备份里的 keys/data 放回数据文件夹的 keys（设了 GONGKAI_DATA_KEY 的改回原来的值），再启动。"
    "密钥找不回来的，由账号管理员逐个重置第二道验证。"
)


@dataclass(frozen=True)
class Check:
    """One thing that was looked at. Ages and limits are in seconds; None where there is no age to speak of."""

    name: str
    ok: bool
    reason: str = ""
    age: float | None = None
    limit: int | None = None


@only_read
@never_cache
def alive(request: HttpRequest) -> HttpResponse:
    """/healthz: the process answers. Nothing else is asked, so that a restart is not tried where it cannot help."""
    return JsonResponse({"status": "up"})


@only_read
@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """/readyz: 200 when everything is as it should be, 503 with the reasons otherwise."""
    checks = look(timezone.now())
    well = all(check.ok for check in checks)
    return JsonResponse(
        {"ready": well, "checks": [asdict(check) for check in checks]},
        status=HTTPStatus.OK if well else HTTPStatus.SERVICE_UNAVAILABLE,
        json_dumps_params={"ensure_ascii": False},
    )


def look(now: datetime.datetime) -> list[Check]:
    """Every check. Where the database does not answer there is nothing more to ask."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        return [Check("database", False, f"数据库没有回答（{type(error).__name__}）。")]
    checks = [Check("database", True)]
    for check in (_migrations, _keys, _tick, _failing_jobs, _task, _publication, _copy, _search):
        try:
            checks.append(check(now))
        except DatabaseError as error:
            checks.append(Check(check.__name__.strip("_"), False, f"查询失败（{type(error).__name__}）。"))
    return checks


_known_to_be_applied: Final[set[str]] = set()


def _migrations(now: datetime.datetime) -> Check:
    """Applied migrations stay applied: what was found once is not looked for at every call."""
    if connection.alias not in _known_to_be_applied:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if waiting:
            return Check("migrations", False, f"还有 {len(waiting)} 个数据库升级没有执行，请重新启动。")
        _known_to_be_applied.add(connection.alias)
    return Check("migrations", True)


def _keys(now: datetime.datetime) -> Check:
    """The key of personal data is the one with which they were encrypted. Nothing of whose they are, nor how many."""
    try:
        fits = not second_factor.sealed_with_another_key()
    except (OSError, ValueError) as error:
        return Check("keys", False, f"加密密钥读不了（{type(error).__name__}）：{_PUT_BACK}")
    return Check("keys", fits, "" if fits else f"有第二道验证是用另一把密钥加密的，打不开：{_PUT_BACK}")


def _fresh(name: str, what: str, last: datetime.datetime | None, now: datetime.datetime) -> Check:
    limit = settings.READY_LIMITS[name]
    if last is None:
        return Check(name, False, f"{what}还没有做成过。", None, limit)
    age = max(0.0, (now - last).total_seconds())
    if age > limit:
        return Check(name, False, f"{what}已有 {int(age)} 秒没有做成，超过 {limit} 秒。", age, limit)
    return Check(name, True, "", age, limit)


def _tick(now: datetime.datetime) -> Check:
    """The scheduler lives: it ticked not long ago."""
    return _fresh("tick", "定时工作", _last_succeeded(PULSE), now)


def _failing_jobs(now: datetime.datetime) -> Check:
    """No job fails again and again while others go on."""
    failing = list(TickRun.objects.filter(failed_in_a_row__gte=3).values_list("name", flat=True))
    return Check("jobs", not failing, f"定时工作 {'、'.join(failing)} 连续失败。" if failing else "")


def _task(now: datetime.datetime) -> Check:
    """The task worker lives: it ran a heartbeat not long ago."""
    return _fresh("task", "后台任务", _last_succeeded(HEARTBEAT), now)


def _last_succeeded(name: str) -> datetime.datetime | None:
    return TickRun.objects.filter(name=name).values_list("last_succeeded_at", flat=True).first()


def _publication(now: datetime.datetime) -> Check:
    """Everything whose time of publication has come is public. The age is how late the latest of them is."""
    limit = settings.READY_LIMITS["publication"]
    waiting = Revision.objects.filter(approved_go_live_at__lte=now).aggregate(
        first=Min("approved_go_live_at"), number=Count("pk")
    )
    if waiting["first"] is None:
        return Check("publication", True, "", 0.0, limit)
    age = (now - waiting["first"]).total_seconds()
    if age <= limit:
        return Check("publication", True, "", age, limit)
    return Check(
        "publication",
        False,
        f"{waiting['number']} 条信息过了定时发布的时间还没有发布，最久的晚了 {int(age)} 秒。",
        age,
        limit,
    )


def _copy(now: datetime.datetime) -> Check:
    """The static copy shows what is public: nothing waits for long, no page fails."""
    if settings.PORTAL is None:
        return Check("copy", True)
    reason, age = copy_health.complaint(now)
    return Check("copy", not reason, reason, age, settings.READY_LIMITS["copy"])


def _search(now: datetime.datetime) -> Check:
    """What was published last can be found. The whole comparison is the job's (`gongkai search check`)."""
    missing = missing_of_the_newest()
    if missing:
        return Check("search", False, f"最近公开的信息有 {missing} 条还搜索不到，后台十分钟内自动补编。")
    return Check("search", True)


@only_read
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """/metrics in Prometheus' text form, for the addresses of GONGKAI_METRICS_FROM."""
    if not is_among(request.META.get("REMOTE_ADDR", ""), settings.METRICS_FROM):
        raise PermissionDenied
    now = timezone.now()
    lines: list[str] = []
    checks = look(now)
    _write(
        lines, "gongkai_check_ok", "gauge", "1 when the check is well", checks, "check", lambda c: int(c.ok)
    )
    aged = [check for check in checks if check.age is not None]
    _write(
        lines, "gongkai_check_age_seconds", "gauge", "age of what is checked", aged, "check", lambda c: c.age
    )
    if checks[0].ok:
        _write_jobs(lines)
        _write_tasks(lines)
        for name, meaning, value in copy_health.figures(now):
            lines += [f"# HELP {name} {meaning}", f"# TYPE {name} gauge", f"{name} {value}"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; version=0.0.4; charset=utf-8")


def _write_jobs(lines: list[str]) -> None:
    jobs = list(TickRun.objects.all())
    for name, kind, meaning in (
        ("runs", "counter", "runs of a job"),
        ("failed_runs", "counter", "runs of a job that failed"),
        ("outcomes_done", "counter", "things that a job did"),
        ("outcomes_failed", "counter", "things that a job could not do"),
    ):
        _write(lines, f"gongkai_job_{name}_total", kind, meaning, jobs, "job", attrgetter(name))


def _write_tasks(lines: list[str]) -> None:
    numbers = DBTaskResult.objects.order_by().values("status").annotate(number=Count("pk"))
    states = [_State(row["status"].lower(), row["number"]) for row in numbers]
    _write(lines, "gongkai_tasks", "gauge", "tasks by state", states, "state", lambda state: state.number)


@dataclass(frozen=True)
class _State:
    name: str
    number: int


def _write(
    lines: list[str],
    metric: str,
    kind: str,
    meaning: str,
    rows: list[Any],
    label: str,
    value: Callable[[Any], float],
) -> None:
    lines += [f"# HELP {metric} {meaning}", f"# TYPE {metric} {kind}"]
    lines += [f"{metric}{{{label}={json.dumps(row.name)}}} {value(row)}" for row in rows]

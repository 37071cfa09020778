"""/register/, where the register's signed checkpoints stand, and /zzb/register/: asked of the office, which signs daily."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from gongkai.acts.only_read import only_read
from gongkai.channels import addresses
from gongkai.front import headers
from gongkai.portal.editions import elder
from gongkai.portal.meta import PageMeta
from gongkai.portal.rendering import page
from gongkai.register.models import Checkpoint
from gongkai.register.signing import IDENTITY

SHOWN = 60


@only_read
def checkpoints(request: HttpRequest, edition: str = "") -> HttpResponse:
    """The latest checkpoints, and how anybody checks them. Two queries."""
    latest = list(Checkpoint.objects.order_by("-day")[:SHOWN])
    meta = PageMeta(
        title="信息登记台账检查点",
        address=addresses.REGISTER,
        description="公开、更新、修改、更正和撤回都登记在台账里；每天的签名和公钥在这里，任何人都可以核对。",
    )
    body = page(
        "portal/checkpoints.html",
        meta,
        crumbs=(("首页", addresses.HOME), (meta.title, "")),
        checkpoints=latest,
        last=latest[0] if latest else None,
        identity=IDENTITY,
    )
    response = HttpResponse(elder(body) if edition else body)
    for name, value in headers.of_public(addresses.REGISTER, "text/html", https=False):
        response[name] = value
    return response

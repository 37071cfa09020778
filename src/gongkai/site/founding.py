"""The first day of an installation: its first body, and the account that opens all others."""

from __future__ import annotations

from django.db import transaction

from gongkai.acts.action import Refused
from gongkai.acts.days import today
from gongkai.agencies.actions import AddPost, OpenAccount, Opened, SetUpAgency, TakeUp
from gongkai.agencies.models import Agency, BodyLevel, Person, PostRole
from gongkai.disclosure.actions.set_up import SetUpDisclosure
from gongkai.site import preparing

BASIS = "平台启用"
"""What the first appointment rests upon."""


def found(level: BodyLevel, keeper: str, username: str, **fields: str) -> Opened:
    """Set up the first body with its columns, and appoint its keeper of accounts, by the acts of the system itself.

    Whole or not at all. `keeper` is the person's name; `fields` are those of `SetUpAgency`. Gives the account with
    its one-time password.

    Raises:
        Refused: when there is a body already, or with what is wrong with a name.
    """
    with preparing.alone(), transaction.atomic():
        first = Agency.objects.order_by("path").first()
        if first is not None:
            raise Refused(
                f"已经有机关（{first.name}）了，这个命令只用一次。别的机关和账号由账号管理员登录办公系统设立、开通；"
                "一次性口令没有看到或没有抄下的，执行 gongkai account reset 用户名。"
            )
        agency = SetUpAgency(None, None, level, **fields).perform()
        opened = OpenAccount(agency, None, keeper, username).perform()
        post = AddPost(
            agency, None, PostRole.ACCOUNT_ADMINISTRATOR, PostRole.ACCOUNT_ADMINISTRATOR.label
        ).perform()
        TakeUp(post, None, opened.person, today(), BASIS).perform()
        if agency.publishes:
            SetUpDisclosure(agency, None).perform()
    return opened


def nobody_yet() -> bool:
    """Whether nobody can sign in, because there is no account."""
    return not Person.objects.exists()

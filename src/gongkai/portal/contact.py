"""How to reach a body (第十二条), and what of it is not known."""

from __future__ import annotations

from gongkai.agencies.models import Agency

_REQUIRED = (
    ("address", "办公地址"),
    ("office_hours", "办公时间"),
    ("telephone", "联系电话"),
    ("fax", "传真号码"),
    ("email", "互联网联系方式（电子邮箱）"),
)
"""What Article 12 asks of a guide, beside the name."""


def missing(body: Agency) -> str:
    """The names of what is not known of it, as 传真号码、电子邮箱; "" when nothing is missing."""
    return "、".join(label for name, label in _REQUIRED if not getattr(body, name))

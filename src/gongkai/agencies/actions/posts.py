"""Posts of a body: set up, described anew, and put out of service."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from gongkai.acts.action import Action
from gongkai.acts.days import today
from gongkai.agencies import authority
from gongkai.agencies.models import Agency, Post, PostRole
from gongkai.agencies.overlap import in_force_from


def _same(post: Post) -> bool:
    others = Post.objects.exclude(pk=post.pk)
    return others.filter(agency_id=post.agency_id, role=post.role, title=post.title).exists()


def _field_refusals(post: Post) -> list[str]:
    found = []
    try:
        post.clean_fields()
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            field: Any = Post._meta.get_field(name)
            found += [f"{field.verbose_name}：{message}" for message in messages]
    if _same(post):
        found.append(f"{post.agency.short_name}已经有岗位“{post.title}”（{PostRole(post.role).label}）。")
    return found


class AddPost(Action[Post]):
    """Set up a post in a body."""

    label = "设立岗位"

    def __init__(
        self,
        subject: Agency,
        by: Any,
        role: PostRole,
        title: str,
        *,
        rank: int = 100,
        listed_as_leader: bool = False,
        duties: str = "",
    ) -> None:
        super().__init__(subject, by)
        self.post = Post(
            agency=subject,
            role=PostRole(role),
            title=title.strip(),
            rank=rank,
            listed_as_leader=listed_as_leader,
            duties=duties.strip(),
        )

    def refusals(self) -> list[str]:
        """Authority, and a title that is there once."""
        found = authority.refusals(self.by, self.subject, "设立岗位")
        if not self.subject.in_service:
            found.append(f"{self.subject.short_name}已经停用，不能设立岗位。")
        return found + _field_refusals(self.post)

    def carry_out(self) -> Post:
        """Store it."""
        self.post.save()
        return self.post

    def details(self) -> dict[str, Any]:
        """Which post."""
        return {"post": self.post.pk, "title": self.post.title, "role": str(self.post.role)}

    def agency_id(self) -> int | None:
        """The body."""
        return int(self.subject.pk)


class ChangePost(Action[Post]):
    """Describe a post anew. Its role stays: who reviewed under it, reviewed under that role."""

    label = "修改岗位"

    def __init__(
        self, subject: Post, by: Any, *, title: str, rank: int, listed_as_leader: bool, duties: str
    ) -> None:
        super().__init__(subject, by)
        self.wanted: dict[str, Any] = {
            "title": title.strip(),
            "rank": rank,
            "listed_as_leader": listed_as_leader,
            "duties": duties.strip(),
        }
        self.changed: list[str] = []

    def lock(self) -> None:
        """Read the post again, and put the wanted fields on it."""
        super().lock()
        self.changed = [name for name, value in self.wanted.items() if getattr(self.subject, name) != value]
        for name, value in self.wanted.items():
            setattr(self.subject, name, value)

    def refusals(self) -> list[str]:
        """As of setting up."""
        return authority.refusals(self.by, self.subject.agency, "修改岗位") + _field_refusals(self.subject)

    def carry_out(self) -> Post:
        """Store it."""
        self.subject.save(update_fields=list(self.wanted))
        return self.subject

    def details(self) -> dict[str, Any]:
        """Which fields changed."""
        return {"changed": self.changed}


class ClosePost(Action[Post]):
    """Put a post out of service. Who held it, and when, stays."""

    label = "停用岗位"

    def refusals(self) -> list[str]:
        """Nobody may hold it, today or later."""
        post = self.subject
        found = authority.refusals(self.by, post.agency, "停用岗位")
        if not post.in_service:
            found.append("这个岗位已经停用。")
        if in_force_from(post, today()).exists():
            found.append("这个岗位还有人任职，请先登记免职。")
        return found

    def carry_out(self) -> Post:
        """Mark it."""
        self.subject.in_service = False
        self.subject.save(update_fields=["in_service"])
        return self.subject

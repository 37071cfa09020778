"""Posts: what there is to be answered for in a body (一岗一责)."""

from __future__ import annotations

from django.db import models

from gongkai.agencies.models.agency import Agency


class PostRole(models.TextChoices):
    """What the holder of a post answers for. `powers.py` says what each may do."""

    GROUP_LEADER = "group_leader", "领导小组组长"
    GROUP_DEPUTY = "group_deputy", "领导小组副组长"
    GROUP_MEMBER = "group_member", "领导小组成员"
    OFFICE_HEAD = "office_head", "领导小组办公室主任"
    CHIEF = "chief", "主要领导"
    DEPUTY_LEADER = "deputy_leader", "分管领导"
    SECTION_HEAD = "section_head", "科室负责人"
    DRAFTER = "drafter", "撰稿人（专人专岗）"
    SUPERVISOR = "supervisor", "县级监督员"
    ACCOUNT_ADMINISTRATOR = "account_administrator", "账号管理员"
    AUDITOR = "auditor", "审计员"


KEEPING_ROLES = frozenset({PostRole.SUPERVISOR, PostRole.ACCOUNT_ADMINISTRATOR, PostRole.AUDITOR})
"""Roles that read, or keep accounts. None of them ever reviews."""

GUARDED_ROLES = frozenset(
    {PostRole.CHIEF, PostRole.DEPUTY_LEADER, PostRole.SECTION_HEAD, PostRole.ACCOUNT_ADMINISTRATOR}
)
"""Roles whose holders sign in with a second factor: they decide what goes out, or who decides."""

SINGLE_SEATS = frozenset(
    {
        PostRole.GROUP_LEADER,
        PostRole.GROUP_DEPUTY,
        PostRole.OFFICE_HEAD,
        PostRole.CHIEF,
        PostRole.DEPUTY_LEADER,
        PostRole.SECTION_HEAD,
    }
)
"""Roles of which a post has one holder at a time: two people who both answer are nobody who answers."""


class Post(models.Model):
    """A post of a body. It outlives whoever holds it."""

    agency = models.ForeignKey(Agency, verbose_name="机关", on_delete=models.PROTECT, related_name="posts")
    role = models.CharField("职责", max_length=30, choices=PostRole.choices)
    title = models.CharField("岗位名称", max_length=60, help_text="例如“镇党委副书记、镇长”“公开专岗”。")
    rank = models.PositiveSmallIntegerField("排序", default=100, help_text="领导名单按它排列，小的在前。")
    listed_as_leader = models.BooleanField("列入领导信息", default=False)
    duties = models.CharField("职责说明", max_length=300, blank=True)
    in_service = models.BooleanField("在用", default=True)

    class Meta:
        verbose_name = "岗位"
        verbose_name_plural = "岗位"
        ordering = ("agency__path", "rank", "pk")
        constraints = (
            models.UniqueConstraint(fields=("agency", "role", "title"), name="post_once_in_agency"),
        )

    def __str__(self) -> str:
        return f"{self.agency.short_name} {self.title}"

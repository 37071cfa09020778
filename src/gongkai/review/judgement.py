"""Who may do what at which stage, and why not. Pure: facts go in, reasons come out. `rules.py` fetches the facts.

What someone may do follows from the posts he holds, or stands in for, on that day, and from who did the earlier
steps. No group, no flag on the account, no superuser: the same rule stands below every screen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from gongkai.agencies.models import PostRole
from gongkai.agencies.powers import Holding, Powers
from gongkai.review.models import Stage
from gongkai.review.settings import DEFAULT_TERMS, NEVER_REVIEW, Terms, named
from gongkai.review.standing import Outcome, Round


class Act(StrEnum):
    """What may be done in a review."""

    SUBMIT = "submit"
    APPROVE = "approve"
    SEND_BACK = "send_back"
    COMMENT = "comment"
    RECALL = "recall"
    EMERGENCY = "emergency"
    CONFIRM_EMERGENCY = "confirm_emergency"
    REJECT_EMERGENCY = "reject_emergency"


LABELS: dict[Act, str] = {
    Act.SUBMIT: "送审",
    Act.APPROVE: "通过",
    Act.SEND_BACK: "退回修改",
    Act.COMMENT: "留言",
    Act.RECALL: "撤回送审",
    Act.EMERGENCY: "紧急发布",
    Act.CONFIRM_EMERGENCY: "确认紧急发布",
    Act.REJECT_EMERGENCY: "不同意紧急发布",
}


# Outcomes after which the same revision needs no further review.
SETTLED = (Outcome.APPROVED, Outcome.EMERGENCY, Outcome.EMERGENCY_CONFIRMED)


@dataclass(frozen=True)
class Actor:
    """A person, by primary key, with his powers of the day."""

    person: int
    powers: Powers


@dataclass(frozen=True)
class Situation:
    """What the rules look at: one subject, as it stands.

    `above` are the bodies that supervise the subject's body, nearest first. `draft_authors` wrote what was not
    yet cleared. `answering` is the revision of the emergency publication that is to be answered, when there are
    several. `terms` has the settings of the body and of those above.
    """

    agency: int
    agency_name: str
    title: str
    revision: int | None
    draft_authors: frozenset[int] = frozenset()
    rounds: tuple[Round, ...] = ()
    above: tuple[int, ...] = ()
    answering: int | None = None
    terms: Mapping[int, Terms] = field(default_factory=dict)

    @property
    def own_terms(self) -> Terms:
        """The settings of the subject's own body."""
        return self.terms.get(self.agency, DEFAULT_TERMS)

    @property
    def current(self) -> Round | None:
        """The round that is now: the last one."""
        return self.rounds[-1] if self.rounds else None

    @property
    def unconfirmed(self) -> Round | None:
        """The emergency publication that nobody has answered yet: the one asked for, else the oldest."""
        open_ones = [one for one in self.rounds if one.outcome is Outcome.EMERGENCY]
        return next((one for one in open_ones if self.answering in (None, one.revision)), None)


@dataclass(frozen=True)
class Possible:
    """An act, and why it cannot be done by this person now; without reasons it can."""

    act: Act
    stage: Stage | None
    reasons: tuple[str, ...]
    holding: Holding | None = None

    @property
    def label(self) -> str:
        """What the button says."""
        return LABELS[self.act]

    @property
    def possible(self) -> bool:
        """Whether nothing stands against it."""
        return not self.reasons


def held(actor: Actor, agencies: tuple[int, ...], roles: tuple[PostRole, ...]) -> Holding | None:
    """The holding that lets him act: one's own post before another's, the nearer body before the higher."""
    found = [
        holding
        for holding in actor.powers.holdings
        if holding.agency_id in agencies and holding.role in roles and holding.role not in NEVER_REVIEW
    ]
    return min(found, key=lambda one: (one.stands_in, agencies.index(one.agency_id)), default=None)


def roles_for(act: Act, situation: Situation) -> tuple[PostRole, ...]:
    """The roles in the subject's body that the act belongs to, as things stand."""
    terms, current = situation.own_terms, situation.current
    if act in (Act.SUBMIT, Act.RECALL):
        return terms.submitting
    if act in (Act.APPROVE, Act.SEND_BACK):
        return terms.roles(current.stage if current else Stage.FIRST)
    if act is Act.COMMENT:
        return tuple(dict.fromkeys((*terms.submitting, *terms.second, *terms.final)))
    return terms.emergency if act is Act.EMERGENCY else terms.final


def holding_for(act: Act, situation: Situation, actor: Actor) -> Holding | None:
    """In which post the person would act. After an emergency, leaders of the bodies above may answer too."""
    if act in (Act.CONFIRM_EMERGENCY, Act.REJECT_EMERGENCY):
        places = (situation.agency, *situation.above)
        found = [held(actor, (place,), situation.terms.get(place, DEFAULT_TERMS).final) for place in places]
        return next((holding for holding in found if holding), None)
    return held(actor, (situation.agency,), roles_for(act, situation))


def _right(act: Act, situation: Situation, actor: Actor) -> list[str]:
    """Whether a person like this may do such a thing at all."""
    powers = actor.powers
    if not powers.holdings:
        return ["您目前没有任何岗位，不能办理审核，请联系本机关的账号管理员。"]
    if powers.audits:
        return ["审计员只能查看，不能办理审核，请由有相应岗位的人办理。"]
    if powers.administers_accounts and act not in (Act.SUBMIT, Act.RECALL, Act.COMMENT):
        return ["账号管理员不能审核或者发布，请由有审核岗位的人办理。"]
    if holding_for(act, situation, actor) is None:
        who = named(roles_for(act, situation))
        current = situation.current
        what = current.stage.label if act is Act.APPROVE and current else LABELS[act]
        return [f"{situation.agency_name}的{what}由{who}办理，您没有这个岗位，请转由其办理。"]
    return []


def _in_review(situation: Situation) -> list[str]:
    current = situation.current
    if current is None:
        return ["这份稿件还没有送审，请先由撰稿人送审。"]
    ended = {
        Outcome.APPROVED: "这份稿件已通过终审，不需要再办理。",
        Outcome.SENT_BACK: "这份稿件已被退回修改，请等撰稿人修改后重新送审。",
        Outcome.RECALLED: "这份稿件已被撤回送审，请等撰稿人重新送审。",
        Outcome.EMERGENCY: "这份稿件已紧急发布，请由另一位领导补审。",
        Outcome.EMERGENCY_CONFIRMED: "这份稿件已紧急发布并经补审确认，不需要再办理。",
        Outcome.EMERGENCY_REJECTED: "这份稿件的紧急发布未获同意，请等撰稿人修改后重新送审。",
    }
    return [] if current.in_review else [ended[current.outcome]]


def _submit(situation: Situation, actor: Actor) -> list[str]:
    if situation.revision is None:
        return ["这份稿件还没有保存过，请先保存再送审。"]
    current = situation.current
    if current is None:
        return []
    if current.in_review:
        return [f"这份稿件正在{current.stage.label}，不必重复送审；要修改请先撤回送审。"]
    if current.revision == situation.revision and current.outcome in SETTLED:
        return ["这一版本已经审定，没有新的改动，请修改保存之后再送审。"]
    return []


def _same_draft(situation: Situation, current: Round) -> list[str]:
    if situation.revision != current.revision:
        return ["送审之后稿件又有改动，与送审的版本不同，请退回或者撤回后重新送审。"]
    return []


def _approve(situation: Situation, actor: Actor) -> list[str]:
    reasons = _in_review(situation)
    current = situation.current
    if reasons or current is None:
        return reasons
    reasons = _same_draft(situation, current)
    stage = current.stage.label
    earlier = current.earlier_step(actor.person)
    if earlier:
        reasons.append(f"您已办理本轮的{earlier.stage.label}，{stage}必须由另外的人办理。")
    elif current.stage is not Stage.FIRST and actor.person in current.authors:
        reasons.append(f"您参与撰写了这份稿件，{stage}必须由没有参与撰写的人办理。")
    return reasons


def _emergency(situation: Situation, actor: Actor) -> list[str]:
    if situation.revision is None:
        return ["这份稿件还没有保存过，请先保存再紧急发布。"]
    reasons = []
    current = situation.current
    if current and current.revision == situation.revision and current.outcome in SETTLED:
        reasons.append("这一版本已经审定或者已紧急发布，没有新的改动，不需要再次紧急发布。")
    if actor.person in situation.draft_authors:
        reasons.append("您参与撰写了这份稿件，紧急发布必须由没有参与撰写的领导决定。")
    return reasons


def _answer_emergency(situation: Situation, actor: Actor) -> list[str]:
    waiting = situation.unconfirmed
    if waiting is None:
        return ["这份稿件没有等待补审的紧急发布，请刷新页面查看现在的状态。"]
    if actor.person == waiting.opened_by:
        return ["紧急发布是您决定的，必须由另一位领导补审。"]
    if actor.person in waiting.authors:
        return ["您参与撰写了这份稿件，补审必须由没有参与撰写的领导办理。"]
    return []


def _comment(situation: Situation, actor: Actor) -> list[str]:
    current = situation.current
    if current and current.outcome is Outcome.SENT_BACK:
        return []
    return _in_review(situation)


def _under_way(situation: Situation, actor: Actor) -> list[str]:
    return _in_review(situation)


OBJECTIONS: dict[Act, Callable[[Situation, Actor], list[str]]] = {
    Act.SUBMIT: _submit,
    Act.APPROVE: _approve,
    Act.SEND_BACK: _under_way,
    Act.COMMENT: _comment,
    Act.RECALL: _under_way,
    Act.EMERGENCY: _emergency,
    Act.CONFIRM_EMERGENCY: _answer_emergency,
    Act.REJECT_EMERGENCY: _answer_emergency,
}


def objections(act: Act, situation: Situation, actor: Actor) -> tuple[str, ...]:
    """Why the person may not do it now, as whole sentences; empty when he may. The right comes before the state."""
    return tuple(_right(act, situation, actor) or OBJECTIONS[act](situation, actor))


def judge(situation: Situation, actor: Actor) -> tuple[Possible, ...]:
    """Every act, possible or not, with the stage it would be done at and the post it would be done in."""
    current = situation.current
    stage = current.stage if current and current.in_review else None
    return tuple(
        Possible(act, stage, objections(act, situation, actor), holding_for(act, situation, actor))
        for act in Act
    )

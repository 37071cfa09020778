"""What follows when another leader answers for an emergency publication, or does not."""

from __future__ import annotations

from gongkai.disclosure.actions.entering import enter
from gongkai.disclosure.actions.withdraw import Withdraw
from gongkai.disclosure.models import Item
from gongkai.register.models import ChangeKind
from gongkai.review.models import Decision
from gongkai.review.rules import cleared


class WithdrawRejected(Withdraw):
    """An emergency publication that another leader did not confirm; his decision is the right to it."""

    label = "紧急发布未获确认，撤回"

    def __init__(self, item: Item, decision: Decision) -> None:
        super().__init__(item, decision.person, f"紧急发布未获补审确认：{decision.comment}")
        self.decision = decision

    def rights(self) -> list[str]:
        """The decision is about what is public now."""
        if self.item.live_revision_id == self.decision.revision_id:
            return []
        return ["现在公开的已经不是当时紧急发布的版本，请改用“撤回”。"]


def take_back(item: Item, decision: Decision) -> None:
    """Withdraw what was published in an emergency and not confirmed; nothing when it is off already."""
    if Item.objects.filter(pk=item.pk, live=True, live_revision_id=decision.revision_id).exists():
        WithdrawRejected(item, decision).perform()


def confirm(item: Item, decision: Decision) -> None:
    """The register says that the publication was confirmed, by whom; nothing when it is off already."""
    published = Item.objects.filter(pk=item.pk, live=True, live_revision_id=decision.revision_id).first()
    if published is None:
        return
    enter(
        published,
        ChangeKind.CONFIRMED,
        reason=decision.comment,
        by=decision.person,
        clearing=cleared(published, decision.revision_id),
    )

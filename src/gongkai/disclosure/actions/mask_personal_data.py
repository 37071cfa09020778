"""Masking all personal data in a draft's text by one click. Files have to be mended where they were made."""

from __future__ import annotations

from wagtail.models import Revision

from gongkai.disclosure.actions.base import DraftAction
from gongkai.disclosure.masking import mask_item


class MaskPersonalData(DraftAction[Revision]):
    """Mask the personal data in title, summary and body; a new revision, to be looked over by the drafter."""

    label = "遮盖个人信息"

    def refusals(self) -> list[str]:
        """As of any change of the draft; and nothing to mask."""
        reasons = super().refusals()
        self.found = not reasons and mask_item(self.latest)
        if not reasons and not self.found:
            reasons.append("正文里没有可以遮盖的个人信息。附件里的，请在原文件里遮盖后重新上传。")
        return reasons

    def carry_out(self) -> Revision:
        """The masked revision."""
        return self.save()

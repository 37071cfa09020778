"""The year and the scope that the words of a clause set for its figures."""

from __future__ import annotations

import re

from gongkai.annual.checking.agencies import Kind, kind_of
from gongkai.annual.checking.text_figures.sentences import Context, Scope

__all__ = ["Surroundings", "without_carrying"]

_CARRYING = re.compile(
    r"(?:由|从)?(?:上一?年度?|去年|上期|20\d\d年度?)(?:度)?(?:的)?(?:结转|转入|转结|遗留|顺延)|结转上一?年度?"
    r"|(?:结转|顺延|转)(?:至|到|入)?(?:下一?年度?|次年|20\d\d年度?)"
)
_YEAR = re.compile(
    r"(?P<year>20\d\d)年|(?P<own>今年|本年|全年|年内|当年|报告期)|(?P<other>去年|上一?年|往年|前年|历年|近[两三五几]年|以来)"
)
_WHOLE_YEAR = re.compile(
    r"(?:20\d\d年)?1月1日|(?:20\d\d年)?12月(?:31日|底|末)|(?:20\d\d)?年底|(?:20\d\d)?年末"
)
_PARTIAL = re.compile(
    r"20\d\d年?(?:至|到|—|－|-|~)20\d\d年|\d{1,2}月|[一二三四五六七八九十]月|季度|半年|月份|月均|日均|平均"
)
_WIDER = re.compile(r"全[省市州盟区县旗镇乡系](?!局)|全街道")
_OFFICE = re.compile(r"政府办|办公[室厅]|我办|本办|本级")
_OWN = re.compile(r"本机关(?!不掌握)|本单位")
_OTHERS = re.compile(
    r"各[部单镇乡区县市级街委办]|所属|下属|直属|(?<!有关)(?<!任何)部门|(?<!任何)单位|乡镇|辖区|(?P<body>[\u4e00-\u9fff]{1,2}(?:局|厅|镇|乡|街道|支队|大队|管委会))"
)
_SAID_BY_ITSELF = re.compile(r"[我本全该]|[^\u4e00-\u9fff]")


def without_carrying(words: str) -> str:
    """Words without 上年结转 and 结转下年度, whose year is not that of the figure."""
    return _CARRYING.sub("结转", words)


class Surroundings:
    """What a report's year and agency make of the words round a figure."""

    def __init__(self, year: int | None, agency: str | None) -> None:
        self.year = year
        self.agency = agency or ""
        self.is_government = kind_of(agency) in (Kind.GOVERNMENT, Kind.UNKNOWN)

    def enter(self, words: str, context: Context) -> None:
        """Let a clause set the year, the period and the scope for itself and what follows."""
        words = without_carrying(words)
        if "年" in words or "以来" in words or "报告期" in words:
            plain = (
                _WHOLE_YEAR.sub("", words) if "月" in words or "年底" in words or "年末" in words else words
            )
            for match in _YEAR.finditer(plain):
                context.other_year = self._is_other(match)
            context.partial = context.partial or _PARTIAL.search(plain) is not None
        elif _PARTIAL.search(words):
            context.partial = True
        scope = self._scope(words)
        if scope is not None:
            context.scope = scope
        elif context.scope is Scope.OTHER:
            # another body's name holds for its own clause; 全县 and 区政府办 hold for the sentence
            context.scope = Scope.SAME

    def _is_other(self, match: re.Match[str]) -> bool:
        if match["year"]:
            return self.year is not None and int(match["year"]) != self.year
        return match["other"] is not None

    def _scope(self, words: str) -> Scope | None:
        if _WIDER.search(words):
            return Scope.WIDER
        if _OFFICE.search(words):
            return Scope.SAME if not self.is_government and "政府办" not in words else Scope.NARROWER
        if _OWN.search(words):
            return Scope.NARROWER if self.is_government else Scope.SAME
        for match in _OTHERS.finditer(words):
            if not self._is_itself(match["body"]):
                return Scope.OTHER
        return None

    def _is_itself(self, body: str | None) -> bool:
        if body is None:
            return False
        return (
            body[-3:] in self.agency or _SAID_BY_ITSELF.search(body) is not None or body in ("全局", "全镇")
        )

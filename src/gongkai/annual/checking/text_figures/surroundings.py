"""The year and the scope that the words of a clause set for its figures."""

from __future__ import annotations

import re

from gongkai.annual.checking.agencies import Kind, kind_of
from gongkai.annual.checking.text_figures.sentences import Context, Scope

__all__ = ["Surroundings", "without_carrying"]

_CARRYING = re.compile(
    r"(?:由|从)?(?:上一?年度?|去年|上期|20\d\d年度?)(?:度)?(?:的)?(?:结转|转入|转结|遗留|顺延)|结转上一?年度?"
    r"|(?:结转|转结|顺延|转)(?:至|到|入)?(?:下一?年度?|次年|20\d\d年度?)"
)
_YEAR = re.compile(
    r"(?P<year>20\d\d)年|(?P<own>今年|本年)|(?P<other>去年|上一?年|往年|以往|前年|历年|[近前][两三五几]年|[两三]年来|(?<!今年)(?<!本年)(?<!年度)(?<!\d年)以来)"
)
_COMPARED = re.compile(r"较|相比|[比与同和](?:上|去|前|往|20\d\d)")
_WHOLE_YEAR = re.compile(
    r"(?:20\d\d年)?1月1日|(?:20\d\d年)?12月(?:31日|底|末)|(?:20\d\d)?年底|(?:20\d\d)?年末"
)
_PARTIAL = re.compile(
    r"20\d\d年?(?:至|到|—|－|-|~)20\d\d年|\d{1,2}月|[一二三四五六七八九十]月|季度|半年|月份|月均|日均|平均"
)
_WIDER = re.compile(r"全[省市州盟区县旗镇乡系](?!局)|全街道")
_WHOLE_TOWN = ("全镇", "全乡", "全街道")
_OFFICE = re.compile(r"政府办|办公[室厅]|我办|本办|本级")
_GOVERNMENT = r"{}(?:人民)?政府(?=共|新收|收到|受理|接收|办理|办结|答复|被|作为|本级|\d)"
"""县政府收到: the government itself, whose tables may be those of all its departments."""
_LEVELS = "省市州盟县区旗"
_OWN_AGAIN = re.compile(r"[我本](?!次)|全(?!部)")
_OWN = re.compile(r"本机关(?!不掌握)|本单位")
_OTHERS = re.compile(
    r"各[部单镇乡区县市级街委办]|所属|下属|直属|[省市县区]级(?:行政)?(?:机关|部门|单位)|[市县区]直|[级镇乡]层面|[省市县区]属|县市区|县区市|县区|区县|市县|高校|学校|医院|村委会|[各该]村|(?<!有关)(?<!任何)部门|(?<!任何)单位|乡镇|辖区|(?P<body>[\u4e00-\u9fff]{1,2}(?:局|厅|镇|乡|街道|支队|大队|管委会))"
)
_SAID_BY_ITSELF = re.compile(r"[我本全该]|[^\u4e00-\u9fff]")


def without_carrying(words: str) -> str:
    """Words without 上年结转 and 结转下年度, whose year is not that of the figure."""
    return _CARRYING.sub("结转", words)


class Surroundings:
    """What a report's year and agency make of the words round a figure."""

    def __init__(self, year: int | None, agency: str | None) -> None:
        self.year = year
        self.agency = (agency or "").replace("管理委员会", "管委会")
        kind = kind_of(agency)
        self.is_government = kind in (Kind.GOVERNMENT, Kind.UNKNOWN)
        level = self.agency.removesuffix("人民政府")[-1:] if kind is Kind.GOVERNMENT else ""
        self.government = re.compile(_GOVERNMENT.format(level)) if level in _LEVELS and level else None
        self.is_town = kind is Kind.TOWN

    def enter(self, words: str, context: Context, *, counted: bool, in_bracket: bool = False) -> None:
        """Let a clause set the year, the period and the scope for itself and what follows.

        ``counted`` is true where the clause before, in the same part of the sentence, counted something.
        The year that this one is compared with holds for its own clause and for a bracket behind it.
        """
        words = without_carrying(words)
        if context.compared and not in_bracket:
            context.other_year = context.compared = False
        before = context.other_year
        if "年" in words or "以来" in words or "报告期" in words:
            plain = (
                _WHOLE_YEAR.sub("", words) if "月" in words or "年底" in words or "年末" in words else words
            )
            for match in _YEAR.finditer(plain):
                context.other_year = self._is_other(match)
            context.compared = context.other_year and not before and _COMPARED.search(plain) is not None
            context.partial = context.partial or _PARTIAL.search(plain) is not None
        elif _PARTIAL.search(words):
            context.partial = True
        scope = self._scope(words)
        if scope is not None:
            context.scope = scope
        elif context.scope is Scope.OTHER and (not counted or _OWN_AGAIN.search(words)):
            # 各镇收到5件，办结4件: another body's name holds as long as its figures go on
            context.scope = Scope.SAME

    def _is_other(self, match: re.Match[str]) -> bool:
        if match["year"]:
            return self.year is not None and int(match["year"]) != self.year
        return match["other"] is not None

    def _scope(self, words: str) -> Scope | None:
        wider = _WIDER.search(words)
        if wider:
            # a town's tables are those of the whole town
            return Scope.SAME if self.is_town and wider[0] in _WHOLE_TOWN else Scope.WIDER
        if self.government and self.government.search(words):
            return Scope.NARROWER
        if _OFFICE.search(words):
            return Scope.SAME if not self.is_government and "政府办" not in words else Scope.NARROWER
        if _OWN.search(words):
            return Scope.NARROWER if self.is_government else Scope.SAME
        for match in _OTHERS.finditer(words):
            if not self._is_itself(match["body"], words[max(0, match.start() - 1) : match.start()]):
                return Scope.OTHER
        return None

    def _is_itself(self, body: str | None, level: str) -> bool:
        if body is None:
            return False
        for sign in level + body[:1]:
            if sign in "省市州县区旗" and sign not in self.agency and f"本{sign}" not in body:
                return False  # 区教育局 is not 市教育局
        return (
            body[-3:] in self.agency or _SAID_BY_ITSELF.search(body) is not None or body in ("全局", "全镇")
        )

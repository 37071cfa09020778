"""Home addresses in running text, down to the group, house or room.

An address up to the town is no secret and is kept; what stands behind the town is found. Offices publish
addresses too, and projects are said to be at places: so an address counts when a word says that someone lives
there, or when it goes down to a household by itself (a numbered house of a village group, a room of a flat).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.statute.personal_kinds import PersonalKind, Span

__all__ = ["find_addresses"]

_HAN = "\u4e00-\u9fff"
_NUMERAL = "一二三四五六七八九十百"
_NUMBER = rf"(?:[0-9]{{1,4}}(?:[-－—–][0-9]{{1,4}}){{0,3}}|[{_NUMERAL}]{{1,4}}|[A-Za-z甲乙丙丁](?=[栋幢座]))"
_GROUP = "村民小组|村民组|小组|组|社"
_BUILDING = "号楼|号院|栋|幢|座"
_ROOM = "号房|室|号"
_UNIT = f"(?:{_GROUP}|{_BUILDING}|单元|层|楼|{_ROOM}|弄|巷)"
_STEP = rf"附?{_NUMBER} ?{_UNIT}"
# 3组12号, 3栋2单元501室, 3栋2单元501: the steps of an address from large to small.
_STEPS = re.compile(
    rf"(?:第?{_STEP} ?){{1,8}}+(?:(?<=[栋幢元楼])[0-9]{{3,4}}(?![0-9年月日元.%]))?",
)
# Where such steps may begin: a group, building or flat with its number before it.
_ANCHOR = re.compile(
    f"(?:[组社栋幢座](?<=[0-9A-Za-z甲乙丙丁 {_NUMERAL}].)|[村小单号](?<=[0-9 {_NUMERAL}].)(?:民小?组|组|元|[楼院]))"
)
_NUMBER_BEFORE = re.compile(rf"第?附?(?:{_NUMBER}|[A-Za-z甲乙丙丁]) ?$")
_HOUSE_OF_GROUP = re.compile(rf"第?{_NUMBER} ?(?:{_GROUP}) ?附?{_NUMBER} ?号(?![井线池桥机泵站闸])")
_FLAT = re.compile(rf"单元 ?(?:{_NUMBER} ?(?:层|楼) ?)?(?:{_NUMBER} ?(?:{_ROOM})|[0-9]{{3,4}}$)")
_ROOM_OF_BUILDING = re.compile(
    rf"(?:{_BUILDING}) ?(?:{_NUMBER} ?(?:层|楼) ?)?(?:{_NUMBER} ?(?:{_ROOM})|[0-9]{{3,4}}$)"
)

_VILLAGE_BEFORE = re.compile("(?:村|社区|居委会|屯|寨|庄|坝|湾)[^，。\\s]{0,6}$")
_ESTATE_BEFORE = re.compile(
    "(?:小区|花园|家园|公寓|苑|新村|宿舍|家属区|家属院|安置房|安置点|[佳庭湾居]|(?<!政)府)[^，。]{0,4}$"
)
_OFFICE_BEFORE = re.compile(
    "(?:办公|单位|机构|企业|公司|经营|注册|生产|施工|建设|项目|工程|会议|报名|领取|投递|邮寄|寄送|开标|递交|提交|考试|面试|培训|活动"
    "|办理|窗口|网点|门店|营业|通讯|通信|联系)(?:地址|地点|场所|所在地|位置)[^\n]*$"
)

_LABEL = re.compile(
    "(?:住址|居住地址?|常住地址?|户籍(?:所在地|地址?)|户口所在地|家庭地址|现住地址|暂住地址)(?![*＊、])"
)
_LIVES = re.compile(
    # The look behind comes after its character: a pattern that begins with characters is searched faster.
    f"(?:家住|现住|暂住|住(?<=[，,。；;]住))(?=[{_HAN}]{{2,12}}?[省市县区镇乡村]|[{_HAN}]{{1,8}}[路街])"
)
_SAYS = re.compile(r"[ \u3000]*(?:[:：|\t]|为|是|在|\r?\n)?[ \t\u3000\r\n]{0,3}")
# An address does not run over these little words: what comes behind them is the sentence going on.
_TOKEN = re.compile(rf"(?:(?![的及与并将被已因])[{_HAN}A-Za-z0-9\-－—–#()（）]| (?! )){{3,60}}")
_LAST_PLACE = re.compile(
    rf".*(?:{_STEP}|村|社区|[路街巷]|大道|小区|苑|花园|公寓|(?<=[栋幢元楼号])[0-9]{{2,4}})"
)
_STEP_ANYWHERE = re.compile(_STEP)
_PLACE_WORD = re.compile("[省市县区镇乡村路街]|社区|大道|小区|苑|花园|公寓")
_DISTRICT = "(?<![社小园校地景片山灾矿新])区"
_HEAD = re.compile(
    rf"(?:[{_HAN}]{{2,7}}?(?:省|自治区))? ?(?:[{_HAN}]{{2,8}}?(?:市|州|地区|盟))? ?"
    rf"(?:[{_HAN}]{{1,8}}?(?:县|{_DISTRICT}|市|旗))? ?(?:[{_HAN}]{{1,8}}?(?:镇|乡|街道办事处|街道))? ?"
)
_LAST_TOWN = re.compile(rf".*(?:镇|乡|街道办事处|街道|县|{_DISTRICT}|市|州) ?")
_NAME_BEFORE = re.compile(rf"[{_HAN}A-Za-z0-9 ]{{0,40}}$")
_NOT_IN_NAME = re.compile(".*[住在于到的为是和与由从往至系址]")


def find_addresses(text: str) -> Iterator[Span]:
    """The parts of home addresses behind the town, in a text with plain digits; spans may overlap."""
    for match in _LABEL.finditer(text):
        yield from _labelled(text, match.end(), needs_step=False)
    for match in _LIVES.finditer(text):
        yield from _labelled(text, match.end(), needs_step=True)
    for match in _all_steps(text):
        yield from _household(text, match)


def _all_steps(text: str) -> Iterator[re.Match[str]]:
    """The runs of steps that have a group, a building or a flat in them."""
    searched = 0
    for anchor in _ANCHOR.finditer(text):
        if anchor.start() < searched:
            continue
        begin = max(searched, anchor.start() - 12)
        number = _NUMBER_BEFORE.search(text[begin : anchor.start()])
        steps = _STEPS.match(text, begin + number.start()) if number else None
        if steps:
            searched = steps.end()
            yield steps


def _labelled(text: str, position: int, *, needs_step: bool) -> Iterator[Span]:
    """The address behind a word such as 住址."""
    says = _SAYS.match(text, position)
    begin = says.end() if says else position
    token = _TOKEN.match(text, begin)
    last = _LAST_PLACE.match(token[0]) if token else None
    if last is None:
        return
    address = last[0]
    head = _HEAD.match(address)
    kept = head.end() if head else 0
    detail = address[kept:]
    if begin == position and kept == 0:
        return
    has_step = bool(_STEP_ANYWHERE.search(detail)) and bool(_PLACE_WORD.search(address))
    if has_step or (kept and len(detail) > 1 and not needs_step):
        yield Span(PersonalKind.ADDRESS, begin + kept, begin + len(address))


def _household(text: str, steps: re.Match[str]) -> Iterator[Span]:
    """The address that goes down to a household without a word for it."""
    found = steps[0].rstrip()
    start = steps.start()
    before = text[max(0, start - 40) : start]
    house = _HOUSE_OF_GROUP.match(text, start) and _VILLAGE_BEFORE.search(before)
    flat = _FLAT.search(found) or (_ROOM_OF_BUILDING.search(found) and _ESTATE_BEFORE.search(before))
    if not (house or flat) or _OFFICE_BEFORE.search(before):
        return
    name_match = _NAME_BEFORE.search(before)
    name = name_match[0] if name_match else ""
    town = _LAST_TOWN.match(name) or _NOT_IN_NAME.match(name)
    own = len(name) - town.end() if town else min(len(name), 8)
    yield Span(PersonalKind.ADDRESS, start - own, start + len(found))

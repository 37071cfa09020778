"""The name of a public body taken apart, so that two spellings of one body can be told to be one.

惠民镇人民政府, 盐边县惠民镇, 四川省攀枝花市盐边县惠民镇人民政府办公室 and 鹽邊縣 惠民鎮 are one body;
盐边县财政局 and 米易县财政局 are two. Nothing here knows any place but the provinces: places are told by
their last character.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

__all__ = ["BodyName", "Level", "Place", "clean_name", "parse_name"]


class Level(IntEnum):
    """The level of a place in the state's order, as far as its own name tells."""

    PROVINCE = 1
    CITY = 2
    COUNTY = 3
    TOWNSHIP = 4


@dataclass(frozen=True, slots=True)
class Place:
    """A place without its level's word: 四川 for 四川省; ``suffix`` keeps 县 and 区, 镇 and 乡 apart."""

    level: Level
    stem: str
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class BodyName:
    """A body: the places named before it, from the top; what it is; whether it is a government's office.

    ``core`` is empty for the government of the last place (人民政府, 管委会, 街道办事处, or no word at all),
    else the department, e.g. ``发展改革局``.
    """

    places: tuple[Place, ...]
    core: str
    office: bool = False

    def relative_to(self, parent: BodyName) -> BodyName:
        """The name as it is said inside the parent's area: without the places that lead to it.

        A body so named can be looked up by equality, whether its file printed the county or not.
        """
        places = self.places
        if parent.places and parent.places[-1] in places:
            places = places[places.index(parent.places[-1]) + 1 :]
        known_province = any(place.level is Level.PROVINCE for place in parent.places)
        while len(places) > 1 and (
            places[0] in parent.places or (places[0].level is Level.PROVINCE and not known_province)
        ):
            places = places[1:]
        return BodyName(places, self.core, self.office)


_MUNICIPALITIES = "北京|天津|上海|重庆"
_PROVINCES = (
    "河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南"
    "|四川|贵州|云南|陕西|甘肃|青海|台湾"
)
_REGIONS = "内蒙古|广西|西藏|宁夏|新疆"
# 四川盐边县 is the province without its word; 吉林市, 海南州 and 上海路街道 are other places.
_PROVINCE = re.compile(
    rf"(?:({_MUNICIPALITIES})市|({_PROVINCES})省|({_REGIONS})(?:壮族|回族|维吾尔)?自治区|(香港|澳门)特别行政区"
    rf"|({_MUNICIPALITIES}|{_PROVINCES}|{_REGIONS})(?![省市区县旗州镇乡路街大]|$))"
)
# The peoples of 自治州, 自治县 and 民族乡: everyday names leave them out (凉山州, 红果乡).
_PEOPLE = (
    "蒙古族?|回族|藏族|维吾尔族?|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族?|傣族|黎族"
    "|傈僳族|佤族|畲族|拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜族?|土族|达斡尔族|仫佬族|羌族|布朗族|撒拉族|毛南族"
    "|仡佬族|锡伯族?|阿昌族|普米族|塔吉克族?|怒族|乌孜别克族|俄罗斯族|鄂温克族|德昂族|保安族|裕固族|京族|塔塔尔族"
    "|独龙族|鄂伦春族|赫哲族|门巴族|珞巴族|基诺族|各族"
)
_AUTONOMY = re.compile(rf"(?<=.)(?:(?:{_PEOPLE})+自治(?=[州县旗])|(?:{_PEOPLE})+(?=乡|镇))")

_SUFFIXES = {
    "省": Level.PROVINCE,
    "市": Level.CITY,
    "州": Level.CITY,
    "地区": Level.CITY,
    "盟": Level.CITY,
    "县": Level.COUNTY,
    "区": Level.COUNTY,
    "旗": Level.COUNTY,
    "街道": Level.TOWNSHIP,
    "镇": Level.TOWNSHIP,
    "乡": Level.TOWNSHIP,
    "苏木": Level.TOWNSHIP,
}
# A place is the shortest run that ends in a level's word, unless that word begins another:
# 市场监督管理局, 城乡建设局.
_PLACE = re.compile(
    r"(?!城市|城镇|城乡|乡镇|乡村|村镇|社区|园区|自治区)"
    r"((?:(?!局|厅|委员会|政府|办公|公司).){1,12}?)"
    r"(省(?!级|直)|市(?![场区辖街镇])|州(?![市省区县]|.[市区县])|地区|盟|自治县|自治州|县(?!域)"
    r"|自治旗|旗(?![帜区镇乡街县市])|(?<![社辖])区(?![划域])|街道(?!办公)|镇(?![村市])"
    r"|乡(?![村镇市县区]|建设|规划|统筹|一体|环境|居民)|苏木)"
)
# 市财政局, 县政府: the level's word alone, said by those to whom the place goes without saying.
_BARE_LEVEL = re.compile(
    r"省(?!级|直)|市(?!场|容|民(?![政宗族防])|政(?:公用|管理|园林|工程|设施|建设))|自治区|县(?!域)"
    r"|区(?!域|划)|州|旗|镇|乡(?![村镇])|街道(?!办公)"
)
_GOVERNMENT = re.compile(
    r"(?:人民政府|政府|行政公署|党工委管委会|管理委员会|管委会|办事处)?"
    r"(?P<office>(?:党政综合|党政|综合)?(?:办公室|办公厅|办))?"
)
_INVISIBLE = frozenset({"Cf", "Cc", "Zs", "Zl", "Zp"})
_JOINERS = re.compile(r"[和与及暨、·,，.\-—]")
_BRACKETED = re.compile(r"\([^()]*\)")
_DEPARTMENT = re.compile(r"(.+?)(委员会|办公室|办公厅|局|厅|委|办)")
_SUFFIX_FORMS = {"委员会": "委", "办公室": "办", "办公厅": "办"}
# Everyday short names of departments, without 和: the name of the department as its seal has it.
_SHORT_NAMES = {
    "发改": "发展改革",
    "人社": "人力资源社会保障",
    "住建": "住房城乡建设",
    "住房建设": "住房城乡建设",
    "市监": "市场监督管理",
    "市场监管": "市场监督管理",
    "卫健": "卫生健康",
    "卫计": "卫生计划生育",
    "文旅": "文化旅游",
    "文广旅": "文化广电旅游",
    "文广新": "文化广播影视新闻出版",
    "医保": "医疗保障",
    "自规": "自然资源规划",
    "交运": "交通运输",
    "交通": "交通运输",
    "退役军人": "退役军人事务",
    "应急": "应急管理",
    "教体": "教育体育",
    "教科体": "教育科技体育",
    "科技": "科学技术",
    "工信": "工业信息化",
    "经信": "经济信息化",
    "民宗": "民族宗教事务",
    "城管": "城市管理",
    "国资": "国有资产监督管理",
}


def clean_name(name: str) -> str:
    """A name without what carries no meaning: width, spaces, invisible signs, brackets, old characters."""
    text = unicodedata.normalize("NFKC", name)
    text = "".join(sign for sign in text if unicodedata.category(sign) not in _INVISIBLE)
    text = _BRACKETED.sub("", text) or text
    try:
        # Traditional characters are not in GB 2312, so most names never need the converter.
        text.encode("gb2312")
    except UnicodeEncodeError:
        text = _simplify(text)
    return text.strip(':：,，。;；"“”')


def _simplify(text: str) -> str:
    return _converter()(text)


@lru_cache(maxsize=1)
def _converter() -> Callable[[str], str]:
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC("t2s").convert
    return convert


@lru_cache(maxsize=65536)
def parse_name(name: str) -> BodyName:
    """The parts of a body's name, any spelling.

    >>> parse_name("盐边县惠民镇人民政府") == parse_name("鹽邊縣 惠民鎮")
    True
    """
    rest = _AUTONOMY.sub("", clean_name(name))
    places, rest = _places(rest)
    if not places and (bare := _BARE_LEVEL.match(rest)):
        rest = rest[bare.end() :]
    government = _GOVERNMENT.fullmatch(rest)
    if government:
        # A township's office has no report of its own; a county's has.
        township = bool(places) and places[-1].level is Level.TOWNSHIP
        return BodyName(places, "", government["office"] is not None and not township)
    return BodyName(places, _department(rest))


def _places(text: str) -> tuple[tuple[Place, ...], str]:
    province, rest = _province(text)
    places = [province] if province else []
    while found := _PLACE.match(rest):
        stem, word = found.groups()
        suffix = word.removeprefix("自治")
        # 凉山州 keeps its last character: 杭州 and 杭州市 are one, 凉山 alone is a mountain.
        whole = suffix == "州"
        places.append(Place(_SUFFIXES[suffix], f"{stem}州" if whole else stem, "" if whole else suffix))
        rest = rest[found.end() :]
    return tuple(places), rest


def _province(text: str) -> tuple[Place | None, str]:
    found = _PROVINCE.match(text)
    if not found:
        return None, text
    stem = next(group for group in found.groups() if group)
    return Place(Level.PROVINCE, stem), text[found.end() :]


def _department(text: str) -> str:
    text = _JOINERS.sub("", text)
    parts = _DEPARTMENT.fullmatch(text)
    if not parts:
        return text
    stem, suffix = parts.groups()
    return _SHORT_NAMES.get(stem, stem) + _SUFFIX_FORMS.get(suffix, suffix)

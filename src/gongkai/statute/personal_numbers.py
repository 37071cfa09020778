"""Numbers of persons in running text: identity cards, mobiles, bank cards, passports, landlines.

The text comes with its digits made plain (see :func:`gongkai.statute.personal_data.find_personal_data`). What tells
a person's number from the many other numbers of an office is its check digit, a date inside it, its shape, and
the words around it. Every search is linear: what may stand between two digits is bounded.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from stdnum import luhn
from stdnum.cn import uscc
from stdnum.exceptions import ValidationError
from stdnum.iso7064 import mod_11_2

from gongkai.statute.personal_kinds import PersonalKind, Span

__all__ = ["find_numbers"]

_INVISIBLE = "\u00ad\u200b-\u200d\u2060\ufeff"
_BLANK = " \u00a0\u2000-\u200a\u202f\u205f\u3000"
_DASH = "\\-\u2010-\u2015\u2212\ufe63\uff0d"
# Between two digits of one number: blanks, dashes, a line break with its indentation.
_GAP = rf"[{_BLANK}{_INVISIBLE}{_DASH}\t\r\n]{{0,4}}+"
# Enough digits for a mobile, however they are parted; a dot parts them too (138.1234.5678).
_CHAIN = re.compile(rf"[0-9](?:[{_BLANK}{_INVISIBLE}{_DASH}\t\r\n.·]{{0,4}}+[0-9]){{10,}}+")

# A number that touches a digit is part of a longer one; one that touches a star is the rest of a masked one.
_ALONE_BEFORE = "(?<![0-9*＊])"
_ALONE_AFTER = "(?![0-9*＊])"


def _parted(*digits: str) -> str:
    """A pattern for digits with a gap allowed between any two."""
    return _GAP.join(digits)


_PROVINCES = ("1[1-5]", "2[1-3]", "3[1-7]", "4[1-6]", "5[0-4]", "6[1-5]", "71", "8[1-3]", "9[1-8]")
_DIGIT = "[0-9]"
_PROVINCE = "|".join(_parted(code[0], code[1:]) for code in _PROVINCES)
_MONTH = "|".join((_parted("0", "[1-9]"), _parted("1", "[0-2]")))
_DAY = "|".join((_parted("0", "[1-9]"), _parted("[12]", _DIGIT), _parted("3", "[01]")))
_IDENTITY_CARD = re.compile(
    _ALONE_BEFORE
    + "(?=("
    + _parted(
        f"(?:{_PROVINCE})",
        *[_DIGIT] * 4,
        f"(?:{_parted('1', '9')}|{_parted('2', '0')})",
        *[_DIGIT] * 2,
        f"(?:{_MONTH})",
        f"(?:{_DAY})",
        *[_DIGIT] * 3,
        # What people type for the X of the check digit.
        "[0-9XxＸｘ×ХхΧ]",
    )
    + f"){_ALONE_AFTER})"
)
_NOT_X = re.compile(r"[^0-9XxＸｘ×ХхΧ]")
# Fifteen digits carry no check digit, and were last issued in 1999.
_OLD_IDENTITY_CARD = re.compile(
    rf"(?<![0-9*＊A-Za-z.])(?:{'|'.join(_PROVINCES[:-1])})[0-9]{{6}}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
    rf"[0-9]{{3}}(?![0-9*＊A-Za-z.])"
)
_IDENTITY_WORD = re.compile("身份证|公民身份")

_MOBILE = re.compile(
    f"{_ALONE_BEFORE}(?=((?:(?:00)?86{_GAP})?)({_parted('1', '[3-9]', *[_DIGIT] * 9)}){_ALONE_AFTER})"
)
_DOTTED_MOBILE = re.compile(rf"{_ALONE_BEFORE}1[3-9][0-9]([.·])[0-9]{{4}}\1[0-9]{{4}}{_ALONE_AFTER}")
_MOBILE_GROUPS = {(3, 4, 4), (3, 8), (7, 4), (1,) * 11}

_CARD = re.compile(
    rf"{_ALONE_BEFORE}(?:[3-9][0-9]{{14,18}}"
    rf"|[3-9][0-9]{{3}}([{_BLANK}{_DASH}])[0-9]{{4}}\1[0-9]{{4}}\1[0-9]{{4}}(?:\1[0-9]{{1,3}})?"
    rf"|[3-9][0-9]{{5}}[{_BLANK}{_DASH}][0-9]{{10,13}}"
    rf"|[3-9][0-9]{{3,17}}{_GAP}[0-9]{{1,15}}){_ALONE_AFTER}"
)
_CARD_WORD = re.compile("(?:卡号|[账帐][号户]|银行|信用社|一卡通|[行用蓄保]卡|存折)[^*＊]*$")

_LANDLINE = re.compile(
    # The look behind comes after its character: a pattern that begins with characters is searched faster.
    rf"0(?<![0-9*＊{_DASH}]0)(?:10|2[0-57-9]|[3-9][0-9]{{2}})([)）{_BLANK}{_DASH}]{{0,3}})"
    rf"[2-9][0-9]{{6,7}}{_ALONE_AFTER}"
)
_LOCAL_LANDLINE = re.compile(
    rf"(?:话|座机|固话|宅电|联系方式)(?:号码)?[:：\s]{{1,3}}([2-9][0-9]{{2,3}}[{_BLANK}{_DASH}]?[0-9]{{4}})(?![0-9*＊{_DASH}])"
)
_PHONE_WORD = re.compile(r"(?:电话|手机|座机|固话|宅电|联系|[Tt][Ee][Ll])[^*＊\n0-9]*$")
_OFFICE_WORD = re.compile(
    "(?:办公|值班|监督|举报|投诉|咨询|服务|热线|传真|总机|受理|报警|应急|窗口|公开|便民|报名|预约|客服|信访|小时)"
    r"[^，。；\n0-9]{0,8}[0-9()（）\-—、，,/ 或和转]{0,40}$"
)
_PASSPORT = re.compile(
    r"(?:护照|通行证)[^0-9*＊\nA-Za-z]{0,12}([A-Za-z]{1,2}[0-9]{7,8})(?![0-9A-Za-z*＊])", re.ASCII
)

# The words before a number that is an office's or a thing's, and the marks of sums.
_CODE_BEFORE = re.compile(
    "(?:编号|序号|代码|编码|文号|索引号|流水号|单号|序列号|案号|合同号|凭证号|票据号|发票号码?|备案号|登记号|宗地号|单元号|条形码"
    "|批次号?|受理号|办件号|查询码|许可证号?|证书号?|No[.:：]?|[¥￥$=_/]|[0-9][.]|[A-Za-z][A-Za-z0-9-]*|[0-9]-[0-9]+-)"
    r"[:：为是\s]{0,3}$"
)
_PHONE_PREFIX = re.compile(
    r"(?:tel|phone|mobile|mob|wx|vx|wechat|weixin|qq)[-:：\s]{0,3}$|[0-9]/$|[^A-Za-z]/$", re.I
)
_QUANTITY_AFTER = re.compile(
    r"[.][0-9]{1,4}(?![0-9])|,[0-9]{3}(?![0-9])|[A-Za-z_]"
    r"|\s?(?:元|万|亿|美元|[%％‰]|吨|公里|公斤|千克|平方|立方|亩|千瓦|户)"
)
_ADDRESS_OF_PAGE = re.compile(r"(?:https?://|www\.)[!-~]*$")
_CODE_OF_BODY = re.compile(r"(?:信用代码|机构代码|索引号)[:：为是\s]{0,3}$")


def find_numbers(text: str) -> Iterator[Span]:
    """The numbers of persons in a text with plain digits; spans may overlap and come in no order."""
    identity_word = _IDENTITY_WORD.search(text)
    for chain in _CHAIN.finditer(text):
        start, length = chain.start(), chain.end() - chain.start()
        # Five characters more: a gap and the X of an identity card. One more to see what follows.
        end = chain.end() + 6
        yield from _mobiles(text, start, end)
        if length >= 17:
            yield from _identity_cards(text, start, end)
        if length >= 15:
            yield from _bank_cards(text, start, end)
            if identity_word and identity_word.end() <= start:
                yield from _old_identity_cards(text, start, end)
    yield from _landlines(text)
    for match in _PASSPORT.finditer(text):
        yield Span(PersonalKind.PASSPORT, match.start(1), match.end(1))


def _before(text: str, position: int, length: int = 40) -> str:
    return text[max(0, position - length) : position]


def _identity_cards(text: str, start: int, end: int) -> Iterator[Span]:
    for match in _IDENTITY_CARD.finditer(text, start, end):
        number = _NOT_X.sub("", match[1])
        number = number[:17] + (number[17] if number[17].isdigit() else "X")
        if _is_identity_number(number) and not _CODE_OF_BODY.search(_before(text, match.start(), 12)):
            yield Span(PersonalKind.IDENTITY_CARD, match.start(1), match.end(1))


def _is_identity_number(number: str) -> bool:
    """Whether eighteen characters have a real date and the right check digit (GB 11643).

    The place is looked at only as far as the province: towns whose codes are long gone are still on cards.
    """
    try:
        datetime.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
        mod_11_2.validate(number)
    except (ValueError, ValidationError):
        return False
    # 9 begins the cards of foreign residents, and also the codes of companies.
    return number[0] != "9" or not uscc.is_valid(number)


def _old_identity_cards(text: str, start: int, end: int) -> Iterator[Span]:
    for match in _OLD_IDENTITY_CARD.finditer(text, start, end):
        if not _is_thing(text, match.start(), match.end()):
            yield Span(PersonalKind.IDENTITY_CARD, match.start(), match.end())


def _mobiles(text: str, start: int, end: int) -> Iterator[Span]:
    for match in _MOBILE.finditer(text, start, end):
        first = match.start()
        if first and text[first - 1] in "+＋":
            first -= 1
        if _is_thing(text, first, match.end(2)):
            continue
        if _has_shape_of_mobile(text, match.start(1), match.start(2), match.end(2)):
            yield Span(PersonalKind.MOBILE, first, match.end(2))
    for match in _DOTTED_MOBILE.finditer(text, start, end):
        if not _is_thing(text, match.start(), match.end()):
            yield Span(PersonalKind.MOBILE, match.start(), match.end())


def _has_shape_of_mobile(text: str, prefix: int, start: int, end: int) -> bool:
    """Whether eleven digits are parted as people part them; rows and columns of figures are not."""
    if end - start == 11:
        return True
    visible = re.sub(f"[{_INVISIBLE}]", "", text[start:end])
    groups = tuple(len(run) for run in re.findall("[0-9]+", visible))
    gaps = re.findall("[^0-9]+", visible)
    if not gaps:
        return True
    if len(gaps) == 1 and "\n" in gaps[0]:
        return _follows_words(text, prefix)
    if groups not in _MOBILE_GROUPS or len(set(gaps)) > 1 or re.search(r"[\t\r\n]", gaps[0]):
        return False
    return _stands_alone(text, prefix, end, gaps[0]) or bool(_PHONE_WORD.search(_before(text, prefix)))


def _follows_words(text: str, position: int) -> bool:
    """Whether there are words before a number on its line: two figures in a column are no broken number."""
    before = text[max(0, position - 2) : position].rstrip(" \u3000")
    return bool(before) and not before[-1].isdigit() and before[-1] not in "*＊\t\r\n|"


def _stands_alone(text: str, start: int, end: int, gap: str) -> bool:
    """Whether no further digits follow or go before at the same distance, as they do in a row of figures."""
    before = _before(text, start, len(gap) + 1)
    after = text[end : end + len(gap) + 1]
    in_row_before = before[1:] == gap and before[0] in "0123456789*＊"
    in_row_after = after[:-1] == gap and after[-1] in "0123456789*＊"
    return not in_row_before and not in_row_after


def _bank_cards(text: str, start: int, end: int) -> Iterator[Span]:
    for match in _CARD.finditer(text, start, end):
        digits = re.sub("[^0-9]", "", match[0])
        if not 15 <= len(digits) <= 19:
            continue
        labelled = bool(_CARD_WORD.search(_before(text, match.start(), 30)))
        if (
            _is_card(digits, labelled)
            and luhn.is_valid(digits)
            and _has_shape_of_card(text, match.start(), match.end(), labelled)
            and not _is_thing(text, match.start(), match.end())
        ):
            yield Span(PersonalKind.BANK_CARD, match.start(), match.end())


def _is_card(digits: str, labelled: bool) -> bool:
    """Whether the number begins and is as long as cards are.

    Without a word for it, only UnionPay's 62 and the old debit cards of 95: the numbers that offices give to
    projects begin with their province, 5104 here, as foreign cards do.
    """
    if labelled:
        return True
    length = len(digits)
    return (digits.startswith("62") and length in (16, 19)) or (digits.startswith("95") and length == 19)


def _has_shape_of_card(text: str, start: int, end: int, labelled: bool) -> bool:
    gaps = re.findall("[^0-9]+", text[start:end])
    if not gaps:
        return True
    if any("\n" in gap for gap in gaps):
        return len(gaps) == 1 and (labelled or _follows_words(text, start))
    return len(set(gaps)) == 1 and (labelled or _stands_alone(text, start, end, gaps[0]))


def _landlines(text: str) -> Iterator[Span]:
    for match in _LANDLINE.finditer(text):
        before = _before(text, match.start(), 60)
        if not match[1] and not _PHONE_WORD.search(before):
            continue
        if not _OFFICE_WORD.search(before) and not _is_thing(text, match.start(), match.end()):
            yield Span(PersonalKind.LANDLINE, match.start(), match.end())
    for match in _LOCAL_LANDLINE.finditer(text):
        if not _OFFICE_WORD.search(_before(text, match.start(1))):
            yield Span(PersonalKind.LANDLINE, match.start(1), match.end(1))


def _is_thing(text: str, start: int, end: int) -> bool:
    """Whether the words around a number say that it is a code, a sum or part of a web address."""
    if _QUANTITY_AFTER.match(text, end):
        return True
    before = _before(text, start, 16)
    if _CODE_BEFORE.search(before) and not _PHONE_PREFIX.search(before):
        return True
    return bool(_ADDRESS_OF_PAGE.search(_before(text, start, 120)))

"""How an index number is written, by the pattern of its body, and read."""

from __future__ import annotations

import re
import string

from gongkai.acts.action import Refused

NAMES = frozenset({"code", "year", "serial"})


def written(pattern: str, *, code: str, year: int, serial: int) -> str:
    """The number by a pattern such as `{code}/{year}-{serial:05d}`.

    Raises:
        Refused: when the pattern names something else, leaves out the serial, or does not fit; when it names the
            body's code and the body has none, since a number stays for good.
    """
    try:
        names = {name for _, name, _, _ in string.Formatter().parse(pattern) if name is not None}
        number = pattern.format(code=code, year=year, serial=serial) if names <= NAMES else ""
    except (ValueError, LookupError, AttributeError):
        names, number = set(), ""
    if not number or "serial" not in names or len(number) > 80:
        raise Refused(
            f"本机关的索引号格式“{pattern}”不能用：只能写 {{code}}、{{year}}、{{serial:05d}}，并且要有流水号。"
            "请在机关资料里改正。"
        )
    if "code" in names and not code:
        raise Refused(
            "本机关的资料里还没有统一社会信用代码，也没有行政区划代码，编不出索引号。"
            "请账号管理员在“机关与岗位”的“修改资料”里填写。"
        )
    return number


def serial_of(number: str, pattern: str, *, code: str, year: int) -> int | None:
    """The serial with which the pattern gives this very number in that year; None where it gives it with none."""
    named = {"code": re.escape(code), "year": re.escape(str(year))}
    try:
        parts = list(string.Formatter().parse(pattern))
        form = "".join(
            re.escape(text) + (named.get(name, r"(\d{1,9})") if name is not None else "")
            for text, name, _, _ in parts
        )
        found = re.fullmatch(form, number, re.ASCII)
        serial = int(found[1]) if found is not None else 0
        # How wide the serial is written decides too, and a pattern may have it twice.
        return serial if serial and written(pattern, code=code, year=year, serial=serial) == number else None
    except (Refused, ValueError, IndexError):
        return None

"""How an index number is written, by the pattern of its body."""

from __future__ import annotations

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

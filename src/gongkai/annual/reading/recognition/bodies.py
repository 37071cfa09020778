"""Names of public bodies: what ends one, and one without what a page puts before or behind it."""

from __future__ import annotations

import re

__all__ = ["clean_agency", "ends_as_body", "is_part_of_a_name"]

_BODY = re.compile(
    r"(?:人民政府|政府|委员会|管委会|办公室|办公厅|局|厅|街道办事处|办事处|街道|中心|委|院|镇|乡|区|县|市|州|盟|旗|省|处|队|所|站|集团|公司|学校|医院|部|署|行)"
    r"(?:[(（][^()（）]{2,20}[)）])?$"
)
_PARTS = frozenset(("人民政府", "政府", "委员会", "管理委员会", "办公室", "办公厅", "办事处", "街道办事处"))
_BEFORE_NAME = re.compile(
    r"^(?:[（(\[【][^）)\]】]*[）)\]】]|标题|名称|当前位置|首页|关于(?:印发|发布|公布|公开|报送|上报|呈报)?|字[体号]|号(?=.{4})|[:：])+"
)
_BEHIND_NAME = re.compile(
    r"(?:(?:关于)?(?:印发|发布|公布|公开|报送|上报|呈报|做好|开展|编制|形成)|关于|的|年度|文件|[\d\-—－~至、]+)$"
)
_NOT_OF_A_NAME = re.compile(r"[^\u3400-\u9fff（）()“”·]")


def ends_as_body(name: str) -> bool:
    """True where a text ends as names of bodies and places do."""
    return _BODY.search(name) is not None


def is_part_of_a_name(name: str) -> bool:
    """True for 人民政府 and the like: what is left of a name whose place stands on the line above."""
    return name in _PARTS


def clean_agency(text: str) -> str:
    """An agency's name without what a page puts before or behind it; empty where nothing is left."""
    plain = _BEHIND_NAME.sub("", text.strip("《》\"'#*-—_:：、，, "))
    plain = _BEFORE_NAME.sub("", _NOT_OF_A_NAME.split(plain)[-1])
    plain = _BEHIND_NAME.sub("", plain).replace("(", "（").replace(")", "）").strip("“”")
    if plain.count("（") != plain.count("）"):
        plain = plain.strip("（）")
    return plain if re.search(r"[\u4e00-\u9fff]{2}", plain) else ""

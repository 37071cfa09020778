"""What a search finds."""

from __future__ import annotations

from gongkai.channels.api.schemas.common import Answer, Labelled, Paged, said
from gongkai.channels.api.schemas.items import Item


class Piece(Answer, title="一段文字"):
    """A stretch of text."""

    text: str = said("文字", "植树")
    hit: bool = said("是不是要找的词，应当突出显示", True)


class Hit(Answer, title="一条结果"):
    """An item that was found."""

    item: Item = said("信息")
    title: list[Piece] = said("标题，分成段，命中的词有标记")
    passage: list[Piece] = said("有命中的一段正文，分成段")
    attachment: str = said("这段文字所在的附件；在正文里的为空", "")


class FacetValue(Labelled, title="分类的一个取值"):
    """A value that the hits may be narrowed by."""

    count: int = said("有多少条", 12)


class Facet(Answer, title="一种分类"):
    """What the hits may be narrowed by."""

    key: str = said("参数名", "kind")
    label: str = said("名称", "栏目类型")
    values: list[FacetValue] = said("取值，多的在前")


class SearchResults(Paged, title="搜索结果"):
    """A page of hits."""

    more: bool = said("是否不止 total 这么多：常见的词只数最新的1000条", False)
    hits: list[Hit] = said("结果")
    facets: list[Facet] = said("可以据以缩小范围的分类")


class Suggestion(Answer, title="一条建议"):
    """What somebody may mean who has typed a few characters."""

    kind: Labelled = said("是什么", {"key": "agency", "label": "机关"})
    label: str = said("显示的文字", "盐边县惠民镇人民政府")
    url: str = said("它的公开页面", "https://www.example.gov.cn/zfxxgk/惠民镇/")


class Suggestions(Answer, title="搜索建议"):
    """Suggestions, bodies and columns first."""

    suggestions: list[Suggestion] = said("建议，机关、栏目在前，再是信息")

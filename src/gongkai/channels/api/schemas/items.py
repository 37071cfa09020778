"""Items as the API shows them: in a list, whole, and the tombstones of those withdrawn."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from pydantic import Field

from gongkai.channels.api.schemas.common import (
    AgencyReference,
    Answer,
    ColumnReference,
    Error,
    Labelled,
    Paged,
    said,
)

_MOMENT = "2024-06-03T09:30:00+08:00"
_SM3 = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


class ItemReference(Answer, title="信息（引用）"):
    """An item, as others refer to it."""

    id: int = said("信息编号，不变", 12)
    title: str = said("信息名称", "关于开展春季植树活动的公告")
    published_at: datetime.datetime | None = said("首次发布的时间", _MOMENT)
    url: str = said("公开页面，永久地址", "https://www.example.gov.cn/zfxxgk/惠民镇/xx/12/")
    api_url: str = said("本接口里的详情", "https://www.example.gov.cn/api/v1/items/12")


class Item(ItemReference, title="信息（列表）"):
    """An item in a list: all its metadata, without its body."""

    state: Literal["public"] = said("状态：public 为已公开", "public")
    agency: AgencyReference = said("发布机构")
    column: ColumnReference = said("所在栏目")
    index_number: str = said("索引号", "510422101/2024-00012")
    document_number: str = said("文号；没有时为空", "盐惠府发〔2024〕3号")
    formed_on: datetime.date | None = said("成文日期", "2024-06-03")
    updated_at: datetime.datetime | None = said("当前版本的发布时间", _MOMENT)
    validity: Labelled | None = said("有效性（按今天判断）；不是文件的为 null")
    theme: str = said("主题分类，“大类/小类”", "综合政务/政务公开")
    genre: str = said("体裁分类；没有时为空", "通知")
    summary: str = said("内容概述", "镇人民政府组织春季植树。")
    keywords: list[str] = said("关键词", ["植树", "绿化"])
    sequence: int = said("台账里这条信息最近一次变更的序号，渠道回执不算；变了即信息有变", 128)


class Metadata(Answer, title="元数据项"):
    """A field of the metadata, to be shown as it is."""

    key: str = said("元数据项", "index_number")
    label: str = said("法定名称", "索引号")
    value: str = said("取值的文字；没有时为空", "510422101/2024-00012")


class Attachment(Answer, title="附件"):
    """A file that goes with an item."""

    title: str = said("附件标题", "2024年部门预算公开表")
    name: str = said("文件名", "预算公开表.xlsx")
    size: int = said("大小，字节", 20480)
    kind: str = said("按内容识别的类型", "xlsx")
    media_type: str = said("媒体类型", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    sm3: str = said("文件内容的 SM3 摘要（GB/T 32905），十六进制", _SM3)
    url: str = said("下载地址", "https://www.example.gov.cn/files/…/预算公开表.xlsx")


class ValidityChange(Answer, title="有效性变更"):
    """From a day on the document had another validity."""

    on: datetime.date = said("自何日起", "2025-01-01")
    validity: Labelled = said("变为", {"key": "repealed", "label": "废止"})
    basis: str = said("依据", "盐惠府发〔2024〕9号")


class Version(Answer, title="公开过的版本"):
    """A published version. Every one is an entry of the register."""

    sequence: int = said("台账序号", 128)
    kind: Labelled = said("动作", {"key": "published", "label": "发布"})
    published_at: datetime.datetime = said("公开时间", _MOMENT)
    content_hash: str = said("这一版本内容的 SM3 摘要", _SM3)
    entry_hash: str = said("台账条目的 SM3 摘要，逐条相连，可以核验", _SM3)


class ItemDetail(Item, title="信息（详情）"):
    """An item, whole."""

    metadata: list[Metadata] = said("元数据，按通行的顺序，可以直接显示")
    openness: Labelled = said("公开方式", {"key": "proactive", "label": "主动公开"})
    source: str = said("来源；没有时为空", "惠民镇人民政府")
    duties: list[Labelled] = said("落实的法定公开事项")
    body_html: str = said("正文，净化过的 HTML，地址都是完整的", "<p>镇人民政府定于本周组织植树。</p>")
    body_text: str = said("正文，纯文字，一段一行", "镇人民政府定于本周组织植树。")
    attachments: list[Attachment] = said("附件")
    interprets: list[ItemReference] = said("本信息解读的文件")
    interpreted_by: list[ItemReference] = said("对本信息的解读")
    validity_changes: list[ValidityChange] = said("有效性的变更，按日期")
    versions: list[Version] = said("公开过的版本，从早到晚；最后一个是当前版本")


class Tombstone(Answer, title="撤回说明"):
    """What stands in the place of an item that was withdrawn."""

    state: Literal["withdrawn"] = said("状态：withdrawn 为已撤回", "withdrawn")
    id: int = said("信息编号", 12)
    title: str = said("撤回时的信息名称", "关于开展春季植树活动的公告")
    agency: AgencyReference = said("发布机构")
    index_number: str = said("索引号", "510422101/2024-00012")
    reason: str = said("撤回理由", "内容有误，另行公布")
    withdrawn_on: datetime.date = said("撤回日期", "2024-07-01")
    sequence: int = said("台账里撤回这一条的序号", 140)
    url: str = said("公开页面，显示撤回说明", "https://www.example.gov.cn/zfxxgk/惠民镇/xx/12/")
    api_url: str = said("本接口里的地址，答复410", "https://www.example.gov.cn/api/v1/items/12")


class WithdrawnAnswer(Answer, title="已撤回的答复"):
    """The body of the answer 410: an error as any other, and the tombstone."""

    error: Error = said("错误")
    tombstone: Tombstone = said("撤回说明")


class ItemList(Paged, title="一页信息"):
    """Public items, those published last first."""

    items: list[Item] = said("信息，后发布的在前")


Change = Annotated[Item | Tombstone, Field(discriminator="state")]


class ChangeList(Answer, title="一页变更"):
    """What changed, in the order of the register: for whoever keeps a copy in step."""

    changes: list[Change] = said("变更：仍公开的给出信息，已撤回的给出撤回说明；一条信息只出现一次")
    last_sequence: int = said("看到了台账的第几条；下次以它作 after", 128)
    more: bool = said("后面是否还有；还有时本页可以不满，也可以是空的", False)
    next: str | None = said("下一页的地址；没有时为 null", None)

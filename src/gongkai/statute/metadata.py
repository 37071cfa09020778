"""The metadata of an item of information, and the values some of it may take.

The fields are those that government sites print above an item. The Regulation itself asks for four of them
(第十二条: 索引、名称、内容概述、生成日期); the others that are required here are common practice.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = [
    "GENRES",
    "METADATA_FIELDS",
    "WITHHOLDING_REASONS",
    "Genre",
    "MetadataField",
    "Openness",
    "Validity",
    "WithholdingReason",
    "withholding_reason",
]


@dataclass(frozen=True, slots=True)
class MetadataField:
    """A field: its label, whether an item without it may be published, and whether the Regulation asks for it."""

    key: str
    label: str
    required: bool
    statutory: bool = False


METADATA_FIELDS: tuple[MetadataField, ...] = (
    MetadataField("index_number", "索引号", required=True, statutory=True),
    MetadataField("title", "信息名称", required=True, statutory=True),
    MetadataField("issuer", "发布机构", required=True),
    MetadataField("formed_on", "成文日期", required=True, statutory=True),
    MetadataField("published_on", "发布日期", required=True),
    MetadataField("document_number", "文号", required=False),
    MetadataField("validity", "有效性", required=False),
    MetadataField("theme", "主题分类", required=True),
    MetadataField("genre", "体裁分类", required=False),
    MetadataField("openness", "公开方式", required=True),
    MetadataField("summary", "内容概述", required=True, statutory=True),
    MetadataField("keywords", "关键词", required=False),
    MetadataField("category", "组配分类", required=False),
)


class Validity(StrEnum):
    """Whether a document is in force (有效性)."""

    IN_FORCE = "in_force"
    PARTLY_IN_FORCE = "partly_in_force"
    LAPSED = "lapsed"
    REPEALED = "repealed"

    @property
    def label(self) -> str:
        """The official word."""
        return {
            "in_force": "有效",
            "partly_in_force": "部分有效",
            "lapsed": "失效",
            "repealed": "废止",
        }[self.value]


class Openness(StrEnum):
    """How an item is open (公开属性, printed as 公开方式)."""

    PROACTIVE = "proactive"
    ON_REQUEST = "on_request"
    WITHHELD = "withheld"

    @property
    def label(self) -> str:
        """The official word."""
        return {"proactive": "主动公开", "on_request": "依申请公开", "withheld": "不予公开"}[self.value]


@dataclass(frozen=True, slots=True)
class WithholdingReason:
    """A ground for not opening (第十四条至第十六条).

    ``binding`` is true where the law says 不予公开 and false where it says 可以不予公开; ``kinds`` are the kinds that
    the article names, one of which a reason has to be. The keys are those of Table 3 of the annual report.
    """

    key: str
    label: str
    article: str
    binding: bool
    kinds: tuple[str, ...] = ()


WITHHOLDING_REASONS: tuple[WithholdingReason, ...] = (
    WithholdingReason("state_secret", "依法确定为国家秘密", "第十四条", binding=True),
    WithholdingReason("by_law", "法律、行政法规禁止公开", "第十四条", binding=True),
    WithholdingReason(
        "security_stability",
        "公开后可能危及国家安全、公共安全、经济安全、社会稳定",
        "第十四条",
        binding=True,
        kinds=("国家安全", "公共安全", "经济安全", "社会稳定"),
    ),
    # Opens all the same when the third party agrees or withholding would gravely harm the public interest.
    WithholdingReason(
        "third_party",
        "涉及商业秘密、个人隐私等，公开会对第三方合法权益造成损害",
        "第十五条",
        binding=True,
        kinds=("商业秘密", "个人隐私", "第三方其他合法权益"),
    ),
    WithholdingReason(
        "internal_affairs",
        "内部事务信息",
        "第十六条第一款",
        binding=False,
        kinds=("人事管理", "后勤管理", "内部工作流程"),
    ),
    WithholdingReason(
        "process_information",
        "履行行政管理职能过程中形成的过程性信息",
        "第十六条第二款",
        binding=False,
        kinds=("讨论记录", "过程稿", "磋商信函", "请示报告"),
    ),
    WithholdingReason("enforcement_file", "行政执法案卷信息", "第十六条第二款", binding=False),
)

_REASONS = {reason.key: reason for reason in WITHHOLDING_REASONS}


def withholding_reason(key: str) -> WithholdingReason:
    """The ground with this key.

    Raises:
        KeyError: there is none.
    """
    return _REASONS[key]


@dataclass(frozen=True, slots=True)
class Genre:
    """A kind of text (体裁). ``official`` is true for the fifteen kinds of 《党政机关公文处理工作条例》第八条."""

    key: str
    label: str
    official: bool = True


GENRES: tuple[Genre, ...] = (
    Genre("resolution", "决议"),
    Genre("decision", "决定"),
    Genre("order", "命令（令）"),
    Genre("communique", "公报"),
    Genre("announcement", "公告"),
    Genre("public_notice", "通告"),
    Genre("opinion", "意见"),
    Genre("notice", "通知"),
    Genre("circular", "通报"),
    Genre("report", "报告"),
    Genre("request_for_instructions", "请示"),
    Genre("approval", "批复"),
    Genre("motion", "议案"),
    Genre("letter", "函"),
    Genre("minutes", "纪要"),
    Genre("other", "其他", official=False),
)

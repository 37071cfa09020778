"""Attachments: what is hidden in them, whether they are what their name says, whether they could be checked."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.disclosure.attachments.extract import Concern, ConcernKind, Extract
from gongkai.disclosure.attachments.kinds import AttachmentKind
from gongkai.disclosure.checking.draft import Attachment, Draft, Picture
from gongkai.disclosure.checking.finding import Finding, Severity
from gongkai.disclosure.checking.quoting import shown
from gongkai.disclosure.checking.registry import Example, Rule, register

__all__ = ["check_attachments"]


def _example(text: str, kind: AttachmentKind, concern: Concern) -> Example:
    extract = Extract("名单.xlsx", kind, concerns=(concern,))
    return Example(text, {"attachments": (Attachment("名单.xlsx", extract),)})


HIDDEN = register(
    Rule(
        name="attachment.hidden",
        title="附件里没有藏着的内容",
        basis="《政府信息公开条例》第十七条：公开前审查；各地泄露多出自表格里隐藏的内容",
        severity=Severity.BLOCKING,
        explanation="隐藏的工作表、列和50行以上的隐藏行、批注、修订、隐藏文字、透视表缓存、内嵌文件、PDF 注释、没有真正涂去的文字、以前的版本。50行以内的隐藏行（筛选常有）、拍摄地点、外部链接只警告；名称不报。里面的个人信息另报。",
        example=_example(
            "工作簿里有隐藏的工作表",
            AttachmentKind.XLSX,
            Concern(
                ConcernKind.HIDDEN_SHEET,
                "工作表“底稿”（隐藏）",
                "整张表是隐藏的，里面有2行内容",
                "张三",
                "张三",
            ),
        ),
    )
)
TYPE = register(
    Rule(
        name="attachment.type",
        title="附件是它名称所说的文件，不会运行",
        basis="GB/T 22239—2019：恶意代码防范",
        severity=Severity.BLOCKING,
        explanation="类型按内容认，不按名称；程序、脚本和宏不能作为附件。",
        example=_example(
            "程序改名为 PDF",
            AttachmentKind.PROGRAM,
            Concern(ConcernKind.EXECUTABLE, "", "是程序或脚本，在别人的电脑上会运行"),
        ),
    )
)
UNREADABLE = register(
    Rule(
        name="attachment.unreadable",
        title="附件检查得了",
        basis="《政府信息公开条例》第十七条：公开前审查；检查不了与检查不合格同样对待",
        severity=Severity.BLOCKING,
        explanation="加密、损坏、旧版、太大的文件，扫描件和图片，都没有办法自动检查：换一种格式，或由人看过、写明后放行。",
        example=Example("附件还没有检查完", {"attachments": (Attachment("方案.docx"),)}),
    )
)
_WARNINGS = frozenset((ConcernKind.FEW_HIDDEN_ROWS, ConcernKind.POSITION, ConcernKind.EXTERNAL_LINK))
_HINTS = frozenset((ConcernKind.PICTURES_WITHIN,))
_OF_TYPE = frozenset(
    (ConcernKind.WRONG_ENDING, ConcernKind.EXECUTABLE, ConcernKind.MACRO, ConcernKind.ACTIVE_CONTENT)
)
_UNREADABLE = frozenset(
    (ConcernKind.PICTURE, ConcernKind.PICTURES_WITHIN, ConcernKind.UNREADABLE_PART, ConcernKind.DATA_MODEL)
)
_REMEDIES = {
    ConcernKind.HIDDEN_SHEET: "请在 Excel 里取消隐藏，不公开的工作表整张删去后再上传。",
    ConcernKind.HIDDEN_ROWS: "请取消隐藏或清除筛选，不公开的行删去后再上传。",
    ConcernKind.FEW_HIDDEN_ROWS: "请看一眼这几行；不公开的删去后再上传。",
    ConcernKind.HIDDEN_COLUMNS: "请取消隐藏，不公开的列整列删去后再上传。",
    ConcernKind.HIDDEN_TEXT: "请显示隐藏文字，删去后再上传。",
    ConcernKind.HIDDEN_SLIDE: "请删去隐藏的幻灯片后再上传。",
    ConcernKind.NOTES: "请删去备注后再上传。",
    ConcernKind.COMMENT: "请删去批注后再上传。",
    ConcernKind.TRACKED_CHANGE: "请接受或拒绝全部修订，关闭修订后再上传。",
    ConcernKind.PIVOT_CACHE: "请把透视表复制、粘贴为数值，删去原透视表后再上传。",
    ConcernKind.EXTERNAL_LINK: "请断开链接（数据—编辑链接—断开）后再上传。",
    ConcernKind.EXTERNAL_DATA: "请断开链接（数据—编辑链接—断开）后再上传。",
    ConcernKind.EMBEDDED_FILE: "请把图表或对象粘贴为图片后再上传。",
    ConcernKind.ANNOTATION: "请删去注释，或重新导出 PDF 后再上传。",
    ConcernKind.LAYER: "请合并或删去图层，重新导出 PDF 后再上传。",
    ConcernKind.COVERED_TEXT: "请在原文件里删去这些文字，重新导出 PDF 后再上传。",
    ConcernKind.EARLIER_VERSION: "请用“另存为”或重新导出生成新的 PDF 后再上传。",
    ConcernKind.POSITION: "请去掉照片的位置信息后再上传。",
    ConcernKind.WRONG_ENDING: "请用原软件另存，让名称与内容一致后再上传。",
    ConcernKind.EXECUTABLE: "请删去这个附件。",
    ConcernKind.MACRO: "请另存为不带宏的文件（.docx、.xlsx）后再上传。",
    ConcernKind.ACTIVE_CONTENT: "请去掉自动运行的内容，重新导出后再上传。",
}
_LOOK = "请换成有文字的文件；不能换的，请看过全部内容，在信息页写明理由。"


def check_attachments(draft: Draft) -> Iterator[Finding]:
    """What gives cause for concern in each attachment, and in the pictures of the body where they were taken."""
    for attachment in draft.attachments:
        yield from _of_attachment(attachment)
    pictures = [block for block in draft.body if isinstance(block, Picture)]
    for number, picture in enumerate(pictures, 1):
        if picture.extract is not None:
            yield from _of_picture(picture.extract, number)


def _of_attachment(attachment: Attachment) -> Iterator[Finding]:
    extract, place = attachment.extract, f"附件《{attachment.name}》"
    if extract is None:
        yield UNREADABLE.finding(
            place,
            "",
            f"{place}还没有检查。",
            "请等检查完成；一直没有结果的，请重新上传。",
            content=f"{attachment.name} not inspected",
        )
        return
    if extract.failed is not None:
        yield UNREADABLE.finding(
            place,
            "",
            f"{place}没有检查成：{_sentence(extract.failed)}",
            _LOOK,
            content=extract.digest or attachment.name,
        )
    for concern in extract.concerns:
        yield _of_concern(concern, place, extract)


def _of_concern(concern: Concern, place: str, extract: Extract) -> Finding:
    rule = UNREADABLE if concern.kind in _UNREADABLE else TYPE if concern.kind in _OF_TYPE else HIDDEN
    severity = rule.severity
    if concern.kind in _WARNINGS:
        severity = Severity.WARNING
    elif concern.kind in _HINTS:
        severity = Severity.HINT
    # what cannot be searched is known only as the whole file
    content = extract.digest if rule is UNREADABLE else concern.content
    return rule.finding(
        place + concern.place,
        shown(concern.quoted),
        f"{place}{concern.place}{_sentence(concern.detail)}",
        _REMEDIES.get(concern.kind, _LOOK),
        content=f"{concern.kind} {concern.place if rule is UNREADABLE else ''} {content}",
        severity=severity,
    )


def _sentence(text: str) -> str:
    return text if text.endswith("。") else f"{text}。"


def _of_picture(extract: Extract, number: int) -> Iterator[Finding]:
    place = f"第{number}张图片"
    for concern in extract.concerns:
        if concern.kind in (ConcernKind.POSITION, *_OF_TYPE):
            yield _of_concern(concern, place, extract)
    if extract.failed is not None or extract.kind is not AttachmentKind.PICTURE:
        what = _sentence(extract.failed or f"它是{extract.kind.label}，不是图片")
        yield UNREADABLE.finding(
            place, "", f"{place}没有检查成：{what}", "请换一张图片。", content=extract.digest
        )

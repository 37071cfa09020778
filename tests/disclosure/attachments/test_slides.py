"""Presentations: hidden slides, the speaker's notes and remarks; pages of notes with only a number are none."""

from __future__ import annotations

from tests.disclosure.attachments.makers import package

from gongkai.disclosure.attachments import AttachmentKind, ConcernKind, inspect

_NAMES = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)


def slide(text: str, *, element: str = "sld", attributes: str = "") -> bytes:
    return (
        f"<p:{element} {_NAMES} {attributes}><p:cSld><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:cSld></p:{element}>"
    ).encode()


BARE = {
    "[Content_Types].xml": b"<Types/>",
    "ppt/presentation.xml": b"<p/>",
    "ppt/slides/slide1.xml": slide("春耕安排"),
}


def test_an_ordinary_presentation_raises_no_alarm() -> None:
    found = inspect(
        package({**BARE, "ppt/notesSlides/notesSlide1.xml": slide("1", element="notes")}), "会议.pptx"
    )
    assert (found.kind, found.failed, found.concerns) == (AttachmentKind.PPTX, None, ())
    assert [(piece.place, piece.text) for piece in found.pieces] == [("幻灯片1", "春耕安排")]


def test_what_is_not_shown_is_told() -> None:
    parts = {
        "ppt/slides/slide2.xml": slide("内部口径", attributes='show="0"'),
        "ppt/notesSlides/notesSlide1.xml": slide("这里不要念", element="notes"),
        "ppt/comments/comment1.xml": f"<p:cmLst {_NAMES}><p:cm><p:text>改一改</p:text></p:cm></p:cmLst>".encode(),
    }
    found = inspect(package({**BARE, **parts}), "会议.pptx")
    assert [concern.kind for concern in found.concerns] == [
        ConcernKind.HIDDEN_SLIDE,
        ConcernKind.NOTES,
        ConcernKind.COMMENT,
    ]
    assert [piece.text for piece in found.pieces if piece.hidden] == ["内部口径", "这里不要念", "改一改"]

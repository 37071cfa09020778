"""What changed between two revisions: field by field, word by word, as data."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.review.office import Office
from wagtail.models import Revision

from gongkai.review.differences import between, since_last_seen
from gongkai.review.plain import text_of_html
from gongkai.review.queries import record_sighting
from gongkai.review.wording import Change, Piece, compare

texts = st.text(alphabet="公开信息ab1 2\n，。", max_size=60)


@given(texts, texts)
def test_both_texts_can_be_put_together_again(before: str, after: str) -> None:
    pieces = compare(before, after)
    assert "".join(piece.text for piece in pieces if piece.change is not Change.ADDED) == before
    assert "".join(piece.text for piece in pieces if piece.change is not Change.REMOVED) == after
    assert all(piece.text for piece in pieces)


def test_a_changed_figure_is_shown_as_a_whole_word() -> None:
    assert compare("共发放补贴1,250元。", "共发放补贴1,350元。") == (
        Piece(Change.SAME, "共发放补贴"),
        Piece(Change.REMOVED, "1,250"),
        Piece(Change.ADDED, "1,350"),
        Piece(Change.SAME, "元。"),
    )


def test_a_rewritten_paragraph_is_shown_as_a_whole() -> None:
    pieces = compare("第一段。\n今天天气很好\n", "第一段。\n道路封闭施工，请绕行\n")
    assert [piece.change for piece in pieces] == [Change.SAME, Change.REMOVED, Change.ADDED]


def test_long_texts_are_compared_in_reasonable_time() -> None:
    """10万字，改一个字。"""
    before = "\n".join(f"第{number}条　各村应当及时公开村务信息，接受监督。" for number in range(4000))
    pieces = compare(before, before.replace("第2000条　各村", "第2000条　各社区"))
    assert [piece.text for piece in pieces if piece.change is not Change.SAME] == ["村", "社区"]


def test_html_becomes_lines() -> None:
    source = '<h2>标题</h2><p>见<a href="/a">附件</a>，<b>共</b>2页。</p><ul><li>甲</li><li>乙</li></ul>'
    assert text_of_html(source) == "标题\n见附件（/a），共2页。\n甲\n乙"


def test_only_fields_that_differ_are_told_by_their_labels(office: Office) -> None:
    first = Revision.objects.get(pk=office.present)
    second = Revision.objects.get(pk=office.write("道路施工预计十二月底完工。"))
    (field,) = between(first, second).fields
    assert (field.name, field.label) == ("text", "正文")
    assert (field.before, field.after) == ("道路施工预计十一月底完工。", "道路施工预计十二月底完工。")
    assert Piece(Change.REMOVED, "一") in field.pieces and Piece(Change.ADDED, "二") in field.pieces
    assert between(first, first).none


def test_a_reviewer_is_shown_what_changed_since_he_saw_it(office: Office) -> None:
    seen = office.present
    nothing = since_last_seen(office.letter, office.deputy)
    assert nothing is not None and nothing.before is None and nothing.none
    record_sighting(office.letter, office.deputy, seen)
    office.write("第二稿。")
    office.write("第三稿。")
    changed = since_last_seen(office.letter, office.deputy)
    assert changed is not None and changed.before is not None
    assert (changed.before.pk, changed.after.pk) == (seen, office.present)


def test_who_never_saw_it_is_shown_what_changed_since_it_was_public(office: Office) -> None:
    office.to_final()
    office.approve(office.chief, "final")
    public = office.present
    newcomer = office.world.newcomer("new", "新人")
    office.write("更新。")
    changed = since_last_seen(office.letter, newcomer)
    assert changed is not None and changed.before is not None and changed.before.pk == public

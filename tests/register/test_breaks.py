"""Whatever is done to a chain, the walk names the first entry that it was done to, and what was done."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from tests.register.chains import chain_of, head_of

from gongkai.register.breaks import Anchor, BreakKind, first_break
from gongkai.register.chain import BEGINNING, Position, canonical, link

TITLES = st.lists(st.text("公开信息甲乙丙", max_size=4), min_size=1, max_size=12)


@st.composite
def chains_and_places(draw):
    links = chain_of(draw(TITLES))
    return links, draw(st.integers(0, len(links) - 1))


def other(links, at):
    """The body of an entry with another title."""
    return canonical({"sequence": links[at].sequence, "title": "改过的"})


def found(links, whole, **more):
    return first_break(iter(links), head=head_of(whole), **more)


@given(TITLES)
def test_a_whole_chain_has_no_break(titles):
    links = chain_of(titles)
    assert found(links, links) is None
    assert first_break([]) is None
    middle = links[len(links) // 2]
    rest = links[middle.sequence :]
    assert found(rest, links, start=Position(middle.sequence, middle.entry_hash)) is None


@given(chains_and_places())
def test_a_changed_body_is_named(case):
    links, at = case
    changed = [*links]
    changed[at] = replace(links[at], body=other(links, at))
    broken = found(changed, links)
    assert (broken.sequence, broken.kind) == (at + 1, BreakKind.BODY)
    assert "登记内容被改过" in broken.message


@given(chains_and_places())
def test_a_changed_hash_is_named_and_told_from_a_changed_body(case):
    links, at = case
    changed = [*links]
    changed[at] = replace(links[at], entry_hash=link(BEGINNING, "别的"))
    broken = found(changed, links)
    assert (broken.sequence, broken.kind) == (at + 1, BreakKind.HASH)


@given(chains_and_places())
def test_a_changed_previous_hash_is_named(case):
    links, at = case
    changed = [*links]
    changed[at] = replace(links[at], previous_hash=link(BEGINNING, "别的"))
    broken = found(changed, links)
    assert (broken.sequence, broken.kind) == (at + 1, BreakKind.PREVIOUS)


@given(chains_and_places())
def test_a_body_changed_together_with_its_hash_is_named_by_what_follows_it(case):
    links, at = case
    body = other(links, at)
    changed = [*links]
    changed[at] = replace(
        links[at],
        body=body,
        entry_hash=link(links[at].previous_hash, body),
        columns={"title": "改过的"},
    )
    broken = found(changed, links)
    assert (broken.sequence, broken.kind) == (at + 1, BreakKind.REWRITTEN)


@given(chains_and_places(), st.data())
def test_a_chain_computed_anew_from_an_entry_on_is_found_by_a_checkpoint(case, data):
    links, at = case
    anchored = data.draw(st.integers(at, len(links) - 1))
    titles = [entry.columns["title"] for entry in links]
    titles[at] = "改过的"
    forged = chain_of(titles)
    anchor = Anchor("2026-11-23", Position(anchored + 1, links[anchored].entry_hash))
    broken = first_break(forged, head=head_of(forged), anchors=[anchor])
    assert broken.kind is BreakKind.REMADE
    assert broken.sequence <= at + 1 <= broken.until == anchored + 1


@given(chains_and_places())
def test_a_checkpoint_narrows_what_may_have_been_computed_anew(case):
    links, at = case
    titles = [entry.columns["title"] for entry in links]
    titles[at] = "改过的"
    forged = chain_of(titles)
    anchors = [
        Anchor(f"2026-11-{entry.sequence:02d}", Position(entry.sequence, entry.entry_hash)) for entry in links
    ]
    broken = first_break(forged, anchors=anchors)
    assert (broken.sequence, broken.until, broken.kind) == (at + 1, at + 1, BreakKind.REMADE)


@given(chains_and_places())
def test_a_missing_entry_is_named(case):
    links, at = case
    broken = found(links[:at] + links[at + 1 :], links)
    last = at + 1 == len(links)
    assert (broken.sequence, broken.kind) == (at + 1, BreakKind.TAIL if last else BreakKind.GAP)


@given(chains_and_places())
def test_an_entry_that_stands_twice_is_named(case):
    links, at = case
    broken = found([*links[: at + 1], *links[at:]], links)
    assert (broken.sequence, broken.kind) == (at + 1, BreakKind.DOUBLED)


@given(chains_and_places())
def test_two_entries_in_each_others_place_are_named(case):
    links, at = case
    if at + 1 == len(links):
        return
    swapped = [*links]
    swapped[at], swapped[at + 1] = swapped[at + 1], swapped[at]
    broken = found(swapped, links)
    assert (broken.sequence, broken.kind) == (at + 1, BreakKind.ORDER)


@given(chains_and_places())
def test_an_entry_removed_and_the_rest_numbered_anew_is_named(case):
    links, at = case
    if at + 1 == len(links):
        return
    moved = [
        replace(entry, sequence=entry.sequence - 1, columns={**entry.columns, "sequence": entry.sequence - 1})
        for entry in links[at + 1 :]
    ]
    broken = found([*links[:at], *moved], links)
    assert broken.sequence == at + 1
    assert broken.kind in (BreakKind.COLUMN, BreakKind.PREVIOUS)


@given(chains_and_places())
def test_a_column_that_does_not_say_what_the_body_says_is_named(case):
    links, at = case
    changed = [*links]
    changed[at] = replace(links[at], columns={**links[at].columns, "title": "好看的名称"})
    broken = found(changed, links)
    assert (broken.sequence, broken.kind) == (at + 1, BreakKind.COLUMN)
    assert "信息名称" in broken.message and "好看的名称" in broken.message


@given(TITLES)
def test_entries_removed_at_the_end_show_by_the_checkpoint_alone(titles):
    links = chain_of(titles)
    anchor = Anchor("2026-11-23", head_of(links))
    broken = first_break(links[:-1], anchors=[anchor])
    assert (broken.sequence, broken.until, broken.kind) == (len(links), len(links), BreakKind.TAIL)
    assert "2026-11-23" in broken.message


@given(TITLES)
def test_an_entry_that_nobody_registered_is_named(titles):
    links = chain_of([*titles, "塞进来的"])
    broken = first_break(links, head=head_of(links[:-1]))
    assert (broken.sequence, broken.kind) == (len(links), BreakKind.UNREGISTERED)

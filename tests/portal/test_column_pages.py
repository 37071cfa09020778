"""Pages numbered from the oldest: all items stand on one of them, and a change names every page that it touches."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gongkai.portal.sources.column_pages import FRONT, SIZE, numbered, page_of, places, touched

Shown = dict[int, tuple[tuple[str, ...], int]]


def pages(items: list[str]) -> Shown:
    """What stands on each page, and which page a numbered one leads to as the newer."""
    last = numbered(len(items))
    found: Shown = {}
    for number in range(last + 1):
        first, end = places(len(items), number)
        newer = number + 1 if FRONT < number < last else FRONT
        found[number] = (tuple(items[first - 1 : end]), newer)
    return found


def differing(before: Shown, after: Shown) -> set[int]:
    return {number for number in before | after if before.get(number) != after.get(number)}


@given(st.integers(0, 8 * SIZE))
def test_every_item_stands_once(total: int) -> None:
    items = [str(number) for number in range(total)]
    shown = pages(items)
    assert [each for number in [*range(1, len(shown)), FRONT] for each in shown[number][0]] == items
    assert all(len(shown[number][0]) == SIZE for number in shown if number != FRONT)
    assert len(shown[FRONT][0]) == total if total < 2 * SIZE else SIZE <= len(shown[FRONT][0]) < 2 * SIZE
    for place, item in enumerate(items, 1):
        assert item in shown[page_of(total, place)][0]


@given(st.integers(0, 6 * SIZE), st.integers(1, 3 * SIZE))
def test_publications_touch_the_newest_pages(total: int, more: int) -> None:
    before = [str(number) for number in range(total)]
    after = before + [f"new {number}" for number in range(more)]
    named = touched(len(after), range(total + 1, total + more + 1), ())
    assert differing(pages(before), pages(after)) <= named
    assert min(named - {FRONT}, default=numbered(total)) >= numbered(total)


def test_one_publication_in_a_long_column_touches_three_pages_at_most() -> None:
    for total in range(4000, 4000 + 2 * SIZE):
        assert len(touched(total, (total,), ())) <= 3


@given(st.data())
def test_whatever_comes_changes_and_goes_its_pages_are_named(data: st.DataObject) -> None:
    total = data.draw(st.integers(0, 6 * SIZE))
    before = [f"{number:04}" for number in range(total)]
    any_of_them = st.sets(st.sampled_from(before or [""]), max_size=SIZE) if before else st.just(set())
    gone, renewed = data.draw(any_of_them), data.draw(any_of_them)
    back = data.draw(st.sets(st.integers(0, total), max_size=5))
    new = [f"9{number:03}" for number in range(data.draw(st.integers(0, 2 * SIZE)))]
    came_back = {f"{number:04}+" for number in back}
    stay = [each for each in before if each not in gone]
    after = sorted([*stay, *new, *came_back])
    place_of = {item: place for place, item in enumerate(after, 1)}
    went = [sum(other < item for other in after) + 1 for item in gone]
    changed = [place_of[item] for item in [*new, *(renewed - gone)]]
    shown = [each if each not in renewed else f"{each} renewed" for each in after]
    named = touched(len(after), changed, [*went, *(place_of[item] for item in came_back)])
    assert differing(pages(before), pages(shown)) <= named

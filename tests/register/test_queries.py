"""Who sees which entries, how they are found, and what the annual report counts."""

import datetime

import pytest
from tests.register.making import CHINA, publish

from gongkai.agencies.models import PostRole
from gongkai.agencies.powers import powers_of
from gongkai.register.models import Entry
from gongkai.register.queries import Search, counts, page_of

pytestmark = pytest.mark.django_db

DAY = datetime.date(2024, 6, 1)


@pytest.fixture
def mixed(world):
    publish(world, 1)
    publish(world, 2, town="永兴镇", title="永兴镇防汛通知", column_kind="notice")
    publish(world, 3, town="测试县", title="县里的文件", column_kind="document")
    publish(world, 1, revision_id=11, kind="corrected", public_at=datetime.datetime(2025, 1, 1, tzinfo=CHINA))
    return world


def seen(world, town, role):
    powers = powers_of(world.of(town, role), DAY)
    return list(Entry.objects.visible_to(powers).order_by("sequence").values_list("sequence", flat=True))


@pytest.mark.parametrize(
    ("town", "role", "sequences"),
    [
        ("惠民镇", PostRole.DRAFTER, [1, 4]),
        ("永兴镇", PostRole.CHIEF, [2]),
        ("民政局", PostRole.CHIEF, []),
        ("测试县", PostRole.SUPERVISOR, [1, 2, 3, 4]),
        ("测试县", PostRole.AUDITOR, [1, 2, 3, 4]),
        # Who makes accounts reads nothing with them.
        ("测试县", PostRole.ACCOUNT_ADMINISTRATOR, []),
    ],
)
def test_staff_see_their_own_supervisors_their_subtree_auditors_all(mixed, town, role, sequences):
    assert seen(mixed, town, role) == sequences


def test_whoever_has_no_post_sees_nothing(mixed):
    powers = powers_of(mixed.newcomer("nobody"), DAY)
    assert list(Entry.objects.visible_to(powers)) == []


@pytest.mark.parametrize(
    ("search", "sequences"),
    [
        (Search(), [1, 2, 3, 4]),
        (Search(text="防汛"), [2]),
        (Search(text="惠民镇 第1条"), [1, 4]),
        (Search(text="〔2024〕3号"), [3]),
        (Search(text="2024-00002"), [2]),
        (Search(text="100%_"), []),
        (Search(kind="corrected"), [4]),
        (Search(column_kind="document"), [3]),
        (Search(since=datetime.date(2024, 3, 5), until=datetime.date(2024, 3, 5)), [1, 2, 3]),
        (Search(since=datetime.date(2024, 3, 6)), [4]),
        (Search(until=datetime.date(2024, 12, 31)), [1, 2, 3]),
    ],
)
def test_entries_are_found(mixed, search, sequences):
    found = Entry.objects.matching(search).order_by("sequence")
    assert list(found.values_list("sequence", flat=True)) == sequences


def test_entries_are_found_by_body(mixed):
    found = Entry.objects.matching(Search(agency=mixed.agency("永兴镇").pk))
    assert [entry.sequence for entry in found] == [2]


def test_pages_lead_to_every_entry_once_and_back(world):
    for number in range(1, 8):
        publish(world, number)
    entries = Entry.objects.all()
    pages, before = [], None
    while True:
        page = page_of(entries, before=before, size=3)
        pages.append([entry.sequence for entry in page.entries])
        if page.older is None:
            break
        before = page.older
    assert pages == [[7, 6, 5], [4, 3, 2], [1]]
    back = page_of(entries, after=1, size=3)
    assert [entry.sequence for entry in back.entries] == [4, 3, 2]
    assert (back.newer, back.older) == (4, 2)
    first = page_of(entries, after=4, size=3)
    assert ([entry.sequence for entry in first.entries], first.newer) == ([7, 6, 5], None)
    assert page_of(entries.none()).entries == ()


@pytest.mark.parametrize("number", [2, 9])
def test_a_page_costs_the_same_however_many_there_are(world, django_assert_num_queries, number):
    for each in range(1, number + 1):
        publish(world, each)
    with django_assert_num_queries(2):
        assert [entry.agency.short_name for entry in page_of(Entry.objects.all()).entries] == [
            "惠民镇"
        ] * number
    with django_assert_num_queries(3):
        page_of(Entry.objects.all(), before=number)


def test_a_year_is_counted_as_the_town_counts_it(world, django_assert_num_queries):
    """惠民镇 in 2024: 7 published (5 news, 2 documents), leaders 6 and budgets 2 updated, modified 2."""
    kinds = [("published", "news")] * 5 + [("published", "document")] * 2
    kinds += [("updated", "leader")] * 6 + [("updated", "budget")] * 2
    kinds += [("modified", "institution"), ("modified", "duty_roster")]
    for number, (kind, column_kind) in enumerate(kinds, 1):
        publish(world, number, kind=kind, column_kind=column_kind)
    publish(world, 1, kind="withdrawn", clearing=None, reason="有误", column_kind="news")
    last_moment = datetime.datetime(2023, 12, 31, 23, 59, 59, tzinfo=CHINA)
    publish(world, 90, public_at=last_moment)
    publish(world, 91, public_at=last_moment + datetime.timedelta(seconds=1))
    publish(world, 92, town="永兴镇")
    with django_assert_num_queries(1):
        found = counts(world.agency("惠民镇"), 2024)
    assert found == {
        "published": {"news": 6, "document": 2},
        "updated": {"leader": 6, "budget": 2},
        "modified": {"institution": 1, "duty_roster": 1},
        "corrected": {},
        "withdrawn": {"news": 1},
    }

"""A folder's reports find last year's partners, and two files of one report are found."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from gongkai.annual.pairing import Likeness, find_duplicates, find_previous


@dataclass(frozen=True)
class Entry:
    agency: str | None
    year: int | None
    file: str | None = None


def partner(pairings, report):
    return next(pairing for pairing in pairings if pairing.report is report)


def test_each_report_finds_its_body_of_the_year_before():
    entries = [
        Entry("盐边县财政局", 2024),
        Entry("四川省盐边县财政局", 2023),
        Entry("米易县财政局", 2023),
        Entry("盐边县惠民镇人民政府", 2024),
        Entry("惠民镇", 2023),
    ]
    found = find_previous(entries)
    assert [pairing.previous for pairing in found] == [entries[1], None, None, entries[4], None]
    assert found[0].likeness is Likeness.PLACE_LEFT_OUT


def test_the_exact_name_wins_over_the_vague_one():
    report, exact, vague = Entry("盐边县财政局", 2024), Entry("盐边县财政局", 2023), Entry("财政局", 2023)
    assert partner(find_previous([report, vague, exact]), report).previous is exact


def test_an_office_pairs_with_its_government_only_when_nothing_nearer_is_there():
    report, office = Entry("盐边县人民政府", 2024), Entry("盐边县人民政府办公室", 2023)
    pairing = partner(find_previous([report, office]), report)
    assert (pairing.previous, pairing.likeness) == (office, Likeness.OFFICE)


def test_nobody_is_chosen_among_equals():
    report = Entry("财政局", 2024)
    rivals = [Entry("盐边县财政局", 2023), Entry("米易县财政局", 2023)]
    pairing = partner(find_previous([report, *rivals]), report)
    assert pairing.previous is None
    assert set(pairing.rivals) == set(rivals)


def test_of_two_formats_the_like_is_paired_with_the_like():
    report = Entry("盐边县财政局", 2024, "24/a.docx")
    pdf, docx = Entry("盐边县财政局", 2023, "23/a.pdf"), Entry("盐边县财政局", 2023, "23/a.DOCX")
    assert partner(find_previous([report, pdf, docx]), report).previous is docx


def test_partners_can_be_looked_for_elsewhere():
    this, last = Entry("盐边县财政局", 2024), Entry("县财政局", 2023)
    assert find_previous([this], [last])[0].previous is last


def test_reports_without_body_or_year_have_no_partner():
    assert [
        p.previous for p in find_previous([Entry(None, 2024), Entry("甲县", None), Entry(None, 2023)])
    ] == [
        None,
        None,
        None,
    ]


def test_duplicates_are_found_under_different_spellings():
    entries = [
        Entry("四川省盐边县财政局", 2024, "a"),
        Entry("米易县财政局", 2024, "b"),
        Entry("盐边县财政局", 2024, "c"),
        Entry("盐边县财政局", 2023, "d"),
        Entry("盐边县人民政府", 2024, "e"),
        Entry("盐边县人民政府办公室", 2024, "f"),
    ]
    assert [[entry.file for entry in group] for group in find_duplicates(entries)] == [["a", "c"]]


def test_a_short_name_that_can_mean_two_bodies_joins_neither():
    entries = [Entry("盐边县财政局", 2024), Entry("财政局", 2024), Entry("米易县财政局", 2024)]
    assert find_duplicates(entries) == []
    assert len(find_duplicates(entries[:2])) == 1


NAMES = [
    "盐边县财政局",
    "财政局",
    "四川省盐边县财政局",
    "米易县财政局",
    "惠民镇",
    "盐边县惠民镇人民政府",
    None,
]


@given(
    st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from([2023, 2024, None])), max_size=12),
    st.randoms(),
)
def test_the_order_of_the_folder_does_not_matter(raw, random):
    entries = [Entry(agency, year, str(number)) for number, (agency, year) in enumerate(raw)]
    shuffled = list(entries)
    random.shuffle(shuffled)
    assert {frozenset(group) for group in find_duplicates(entries)} == {
        frozenset(group) for group in find_duplicates(shuffled)
    }
    assert {p.report: p.previous for p in find_previous(entries)} == {
        p.report: p.previous for p in find_previous(shuffled)
    }

from gongkai.annual.batch.neighbours import PEERS_AT_MOST, plan
from gongkai.annual.batch.shelf import Kept


def kept(file: str, agency: str | None = None, year: int | None = 2024, readable: bool = True) -> Kept:
    return Kept(file, agency, year, "", 0, 0, readable)


def test_last_year_is_found_in_the_same_folder():
    old, new = kept("a/2023.html", "云栖县财政局", 2023), kept("a/2024.html", "云栖县财政局")

    first, second = plan([new, old])

    assert (first.report, first.previous) == (new, old)
    assert (second.report, second.previous) == (old, None)


def test_last_year_is_found_in_the_reports_given_for_it():
    reports = [kept("a.html", "云栖县财政局"), kept("b.html", "云栖县教育局")]
    earlier = [kept("old/x.html", "云栖县教育局", 2023), kept("old/y.html", "云栖县财政局", 2023)]

    assert [checkup.previous for checkup in plan(reports, earlier)] == [earlier[1], earlier[0]]


def test_one_report_and_one_of_last_year_belong_together_whatever_they_are_called():
    report, earlier = kept("a.html", None, None), kept("b.html", "别的名称", 2019)

    assert plan([report], [earlier])[0].previous == earlier


def test_where_two_fit_equally_well_none_is_chosen():
    rivals = (kept("1.html", "云栖县财政局", 2023), kept("2.html", "云栖县财政局", 2023))

    (checkup,) = plan([kept("a.html", "云栖县财政局")], rivals)

    assert checkup.previous is None
    assert checkup.rivals == rivals


def test_peers_are_the_others_of_the_folder_and_the_year():
    report = kept("a/1.html", "甲局")
    peer = kept("a/2.html", "乙局")
    others = [
        kept("a/3.html", "丙局", 2023),
        kept("b/4.html", "丁局"),
        kept("a/5.html", "甲局"),
        kept("a/6.html", "戊局", readable=False),
        kept("a/7.html", "己局", None),
    ]

    assert plan([report, peer, *others])[0].peers == (peer,)


def test_of_a_large_circle_a_sample_stands_for_all():
    reports = [kept(f"a/{number:05}.html", f"第{number}局") for number in range(3000)]

    checkups = plan(reports)

    assert all(20 <= len(checkup.peers) <= PEERS_AT_MOST for checkup in checkups)

"""``gongkai report check``."""

import json

import pytest
from tests.annual.corpus.shapes import make
from tests.cli.samples import report_of, write_json

from gongkai.annual.checking.registry import RULES
from gongkai.annual.report import AnnualReport

PICTURES = "".join(
    f"<p>{line}</p>"
    for line in (
        "云栖县水利局2024年政府信息公开工作年度报告",
        "一、总体情况",
        "2024年，我局主动公开信息120条。",
        "二、主动公开政府信息情况",
        "<img src='1.png'>",
        "三、收到和处理政府信息公开申请情况",
        "<img src='2.png'>",
        "四、政府信息公开行政复议、行政诉讼情况",
        "<img src='3.png'>",
        "五、存在的主要问题及改进情况",
        "公开意识有待加强。",
        "六、其他需要报告的事项",
        "本年未收取信息处理费。",
        "云栖县水利局",
        "2025年1月15日",
    )
)
"""A page whose three tables are pictures."""


def disturbed(seed: int, path: str, value: int, **identity: object) -> AnnualReport:
    """A report with one figure changed."""
    report = report_of(seed, **identity)
    report.cells[path] = report.cells[path]._replace(value=value, printed=str(value))
    return report


@pytest.fixture
def wrong(tmp_path):
    report = disturbed(1, "applications.granted.total", 99_999)
    return write_json(tmp_path / "wrong.json", report)


ONLY_SUMS = ("--select", "applications,disputes")


def test_a_report_without_errors(gongkai, one):
    result = gongkai("report", "check", one, *ONLY_SUMS)

    assert (result.status, result.out) == (0, "")
    assert result.err == "1 份年报，没有发现问题。\n"


def test_an_error_is_a_line_and_the_status_says_so(gongkai, wrong):
    result = gongkai("report", "check", wrong, *ONLY_SUMS)

    assert result.status == 1
    assert result.out.startswith(f"{wrong}")
    assert "错误" in result.out
    assert "99999" in result.out
    assert "错误" in result.err


def test_a_document_is_checked_as_well_as_data(gongkai, tmp_path):
    sample = make("html_clean", 3)
    (tmp_path / sample.name).write_bytes(sample.data)

    result = gongkai("report", "check", tmp_path / sample.name, *ONLY_SUMS)

    assert (result.status, result.out) == (0, "")


def test_select_and_ignore(gongkai, wrong):
    assert gongkai("report", "check", wrong, "--select", "disputes").status == 0
    assert gongkai("report", "check", wrong, *ONLY_SUMS, "--ignore", "applications").status == 0


def test_a_rule_that_there_is_not(gongkai, wrong):
    result = gongkai("report", "check", wrong, "--select", "aplications")

    assert result.status == 2
    assert "aplications" in result.err


def test_json_of_one_report_is_an_object(gongkai, wrong):
    result = gongkai("report", "check", wrong, *ONLY_SUMS, "--json")

    checked = json.loads(result.out)
    assert result.status == 1
    assert checked["file"] == str(wrong)
    assert checked["findings"][0]["severity"] == "error"


@pytest.mark.parametrize("count", [0, 1, 2, 5])
def test_json_of_a_folder_is_an_array(gongkai, tmp_path, count):
    folder = tmp_path / "folder"
    folder.mkdir()
    for seed in range(count):
        write_json(folder / f"{seed}.json", report_of(seed))

    result = gongkai("report", "check", folder, "--json")

    assert len(json.loads(result.out)) == count


@pytest.mark.parametrize("count", [1, 3])
def test_sarif_is_one_log(gongkai, tmp_path, count):
    folder = tmp_path / "folder"
    for seed in range(count):
        write_json(folder / f"{seed}.json", disturbed(seed, "disputes.review.total", 9_999))

    result = gongkai("report", "check", folder, *ONLY_SUMS, "--sarif")

    (run,) = json.loads(result.out)["runs"]
    assert result.status == 1
    assert {found["ruleId"] for found in run["results"]} == {"disputes.total"}
    assert len(run["results"]) == count
    assert run["tool"]["driver"]["name"] == "gongkai"


def years(folder, carried: int):
    """This year's report and last year's, where this year's carried-in differs from last year's carried-out."""
    old = report_of(1, year=2023)
    new = report_of(1, year=2024)
    for report, row, value in ((old, "carried_out", 5), (new, "carried_in", carried)):
        for column in ("natural_person", "total"):
            path = f"applications.{row}.{column}"
            report.cells[path] = report.cells[path]._replace(value=value, printed=str(value))
    return write_json(folder / "2023.json", old), write_json(folder / "2024.json", new)


def test_last_year_is_compared_when_it_is_given(gongkai, tmp_path):
    old, new = years(tmp_path, carried=7)

    alone = gongkai("report", "check", new, "--select", "applications.carried_over")
    together = gongkai("report", "check", new, "--previous", old, "--select", "applications.carried_over")

    assert (alone.status, alone.out) == (0, "")
    assert together.status == 1
    assert "applications.carried_over" in together.out


def test_last_year_is_found_in_the_folder(gongkai, tmp_path):
    years(tmp_path / "folder", carried=7)

    result = gongkai("report", "check", tmp_path / "folder", "--select", "applications.carried_over")

    assert result.status == 1
    assert "2024.json" in result.out


def test_last_year_may_be_a_folder(gongkai, tmp_path, several):
    old, new = years(tmp_path / "years", carried=7)
    folder = tmp_path / "earlier"
    folder.mkdir()
    old.rename(folder / "x.json")
    write_json(folder / "y.json", report_of(2, year=2023))

    result = gongkai("report", "check", new, "--previous", folder, "--select", "applications.carried_over")

    assert result.status == 1


def test_no_partner_of_last_year_is_said(gongkai, tmp_path, several):
    folder = tmp_path / "earlier"
    write_json(folder / "y.json", report_of(2, year=2021))
    write_json(folder / "z.json", report_of(3, year=2023))

    result = gongkai("report", "check", several / "b", "--previous", folder, "--select", "applications")

    assert "4.json: --previous 里没有云栖县第4局 2023 年的年报" in result.err
    assert "3.json: --previous" not in result.err


def test_an_unreadable_file_among_several(gongkai, several, tmp_path):
    bad = tmp_path / "坏.html"
    bad.write_bytes(b"<html><body>hello</body></html>")

    result = gongkai("report", "check", several, bad, *ONLY_SUMS)

    assert result.status == 2
    first, last = result.err.splitlines()
    assert first.startswith(f"{bad}: ")
    assert last == "5 份年报，没有发现问题；1 个文件读不出。"


def test_nothing_is_left_of_what_waited(gongkai, several, tmp_path, monkeypatch):
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setenv("TMPDIR", str(place))
    monkeypatch.setattr("tempfile.tempdir", None)

    gongkai("report", "check", several)

    assert list(place.iterdir()) == []


def test_a_report_given_as_last_years_that_seems_to_be_another(gongkai, tmp_path):
    this = write_json(tmp_path / "this.json", report_of(1, agency="云栖县财政局"))
    other = write_json(tmp_path / "other.json", report_of(1, agency="云栖县教育局", year=2023))
    later = write_json(tmp_path / "later.json", report_of(1, agency="云栖县财政局", year=2021))

    assert "云栖县教育局" in gongkai("report", "check", this, "--previous", other).err
    assert "不是 2023 年的，没有与上年核对" in gongkai("report", "check", this, "--previous", later).err


def test_a_report_of_which_nothing_could_be_read_is_not_right(gongkai, tmp_path):
    page = tmp_path / "图片.html"
    page.write_text(PICTURES, encoding="utf-8")

    results = [
        gongkai("report", "read", page),
        gongkai("report", "check", page),
        gongkai("report", "write", page, "--to", tmp_path / "x.md"),
        gongkai("report", "compare", page, page),
    ]

    assert [result.status for result in results] == [1, 1, 1, 1]
    assert all("图片.html: 三张表的数字一个也读不出" in result.err for result in results)


def test_the_rules_are_listed_for_whoever_has_no_documentation_at_hand(gongkai):
    result = gongkai("report", "check", "--rules")

    assert result.status == 0
    names = [line.split()[0] for line in result.out.splitlines()]
    assert names == sorted(RULES)
    assert "错误  六类申请人相加等于总计" in result.out

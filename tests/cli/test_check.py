"""``gongkai report check``."""

import json

import pytest
from tests.annual.corpus.shapes import make
from tests.cli.samples import report_of, write_json

from gongkai.annual.report import AnnualReport


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

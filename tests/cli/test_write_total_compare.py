"""``gongkai report write``, ``total`` and ``compare``."""

import json

import pytest
from tests.cli.samples import report_of, write_json

from gongkai.annual.form import PATHS
from gongkai.annual.report import AnnualReport, Cell, Note, NoteKind, Status

STARTS = {"docx": b"PK", "pdf": b"%PDF", "html": b"<!DOCTYPE html", "xlsx": b"PK", "md": b"# ", "json": b"{"}


@pytest.mark.parametrize("ending", list(STARTS))
def test_write_by_ending(gongkai, one, tmp_path, ending):
    target = tmp_path / f"年报.{ending}"

    result = gongkai("report", "write", one, "--to", target)

    assert (result.status, result.out) == (0, "")
    assert result.err == f"已写入 {target}。\n"
    assert target.read_bytes().lower().startswith(STARTS[ending].lower())


def test_write_takes_standard_input(process, one, tmp_path):
    result = process("report", "write", "-", "--to", tmp_path / "x.docx", stdin=one.read_bytes())

    assert result.status == 0
    assert (tmp_path / "x.docx").exists()


def test_write_says_how_many_figures_are_unknown(gongkai, tmp_path):
    file = write_json(tmp_path / "x.json", AnnualReport.from_values({}, agency="某局", year=2024))

    result = gongkai("report", "write", file, "--to", tmp_path / "x.docx")

    assert "有 200 个数字未知" in result.err


@pytest.mark.parametrize(
    ("source", "target", "words"),
    [
        ("missing.json", "x.docx", "没有这个文件"),
        ("one/年报.json", "x.rtf", ".docx"),
        ("one", "x.docx", "这是文件夹"),
        ("two.json", "x.docx", "里面有 2 份年报（云栖县第1局 2024、云栖县第2局 2024）"),
        ("one/年报.json", "nowhere/x.docx", "没有这个文件夹"),
    ],
)
def test_write_refuses_in_one_line(gongkai, one, tmp_path, source, target, words):
    two = [report_of(1).to_dict(), report_of(2).to_dict()]
    (tmp_path / "two.json").write_text(json.dumps(two))

    result = gongkai("report", "write", tmp_path / source, "--to", tmp_path / target)

    assert result.status == 2
    assert result.err.count("\n") == 1
    assert words in result.err


def total(gongkai, *paths, **options):
    named = [word for name, value in options.items() for word in (f"--{name}", value)]
    return gongkai("report", "total", *paths, "--agency", "云栖县人民政府", "--year", 2024, *named)


def test_total_adds_up_and_stays_a_report(gongkai, several):
    result = total(gongkai, several)

    assert result.status == 0
    report = json.loads(result.out)
    assert report["agency"] == "云栖县人民政府"
    expected = sum(report_of(seed).value("applications.received.total") for seed in range(5))
    assert report["tables"]["applications"]["received"]["total"] == expected
    assert "计入 5 个单位，没有计入 0 项" in result.err


def test_total_written_as_a_document(gongkai, several, tmp_path):
    for ending in ("docx", "xlsx", "json"):
        result = total(gongkai, several, to=tmp_path / f"全县.{ending}")

        assert (result.status, result.out) == (0, "")
        assert (tmp_path / f"全县.{ending}").stat().st_size > 1000


def test_total_tells_who_is_missing(gongkai, several, tmp_path):
    names = tmp_path / "名单.txt"
    names.write_text("".join(f"云栖县第{seed}局\n" for seed in range(6)), encoding="utf-8")

    result = total(gongkai, several, expected=names)

    assert result.status == 1
    assert "云栖县第5局" in result.err


def test_total_tells_what_is_out_of_balance(gongkai, several):
    report = report_of(7)
    report.cells["applications.granted.total"] = report.cells["applications.granted.total"]._replace(
        value=999_999
    )
    write_json(several / "7.json", report)

    result = total(gongkai, several)

    assert result.status == 1
    assert "云栖县第7局" in result.err


def test_total_tells_what_could_not_be_read(gongkai, several):
    (several / "坏.docx").write_bytes(b"not a zip")

    result = total(gongkai, several)

    assert result.status == 2
    assert "坏.docx" in result.err
    assert json.loads(result.out)["total"]["complete"] is False


@pytest.mark.parametrize(
    ("content", "words"), [(None, "打不开"), (b"\xff\xfe\xfa", "UTF-8"), (b"\n", "没有单位")]
)
def test_total_with_a_list_that_cannot_be_used(gongkai, several, tmp_path, content, words):
    names = tmp_path / "名单.txt"
    if content is not None:
        names.write_bytes(content)

    result = total(gongkai, several, expected=names)

    assert result.status == 2
    assert words in result.err


@pytest.fixture
def two(tmp_path):
    return (
        write_json(tmp_path / "2023.json", report_of(1, year=2023)),
        write_json(tmp_path / "2024.json", report_of(2, year=2024)),
    )


def test_compare_for_people(gongkai, two):
    result = gongkai("report", "compare", *two)

    assert result.status == 0
    assert "表中 200 个数" in result.out
    assert result.err == ""


def test_compare_as_json(gongkai, two):
    comparison = json.loads(gongkai("report", "compare", *two, "--json").out)

    assert comparison["first"]["year"] == 2023
    assert comparison["second"]["year"] == 2024


def test_compare_as_a_page(gongkai, two, tmp_path):
    result = gongkai("report", "compare", *two, "--html", tmp_path / "比较.html")

    assert (result.status, result.out) == (0, "")
    assert (tmp_path / "比较.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_compare_needs_two_reports(gongkai, two, tmp_path):
    result = gongkai("report", "compare", two[0], tmp_path / "missing.html")

    assert result.status == 2
    assert result.err == f"{tmp_path / 'missing.html'}: 没有这个文件或文件夹，请检查路径\n"


def test_total_of_nothing_is_not_written(gongkai, tmp_path):
    target = tmp_path / "全县.json"
    target.write_text("old")
    other = write_json(tmp_path / "其他.json", report_of(1, year=2021))

    result = total(gongkai, other, to=target)

    assert (result.status, result.out) == (2, "")
    assert "2021年的报告，没有计入" in result.err
    assert "没有一份年报可以计入" in result.err
    assert target.read_text() == "old"


def test_total_leaves_out_a_report_of_which_nothing_could_be_read(gongkai, several):
    report = report_of(8)
    report.cells = {path: Cell(None, Status.UNREADABLE) for path in PATHS}
    report.notes = [Note(path, NoteKind.UNREADABLE, "表格是图片") for path in PATHS]
    write_json(several / "8.json", report)

    result = total(gongkai, several)

    assert result.status == 1
    outcome = json.loads(result.out)
    assert outcome["tables"]["proactive"]["licences"] is not None
    assert len(outcome["total"]["counted"]) == 5
    assert "云栖县第8局：三张表的数字一个也读不出" in result.err


@pytest.fixture
def county(several, tmp_path):
    """The list of bodies, and what the county published: right but for one figure."""
    names = tmp_path / "名单.txt"
    names.write_text("".join(f"云栖县第{seed}局\n" for seed in range(5)), encoding="utf-8")
    reports = [report_of(seed) for seed in range(5)]
    values = {path: sum(report.value(path) for report in reports) for path in PATHS}
    values["proactive.licences"] += 1
    published = AnnualReport.from_values(values, agency="云栖县人民政府", year=2024)
    return names, write_json(several / "全县.json", published)


def test_total_against_what_was_published(gongkai, several, county):
    names, published = county

    result = total(gongkai, several, expected=names, published=published, scope="whole")

    assert result.status == 1
    compared = json.loads(result.out)["total"]["published"]
    assert (compared["scope"], compared["reason"]) == ("whole", None)
    assert [finding["rule"] for finding in compared["findings"]] == ["total.proactive"]
    assert compared["findings"][0]["actual"] == compared["findings"][0]["expected"] + 1
    assert "警告 total.proactive" in result.err


def test_total_against_what_cannot_be_compared(gongkai, several, county):
    names, published = county

    unclear = total(gongkai, several, expected=names, published=published)
    own = total(gongkai, several, expected=names, published=published, scope="own")

    assert (unclear.status, own.status) == (1, 1)
    assert "不知道公布的报告是本级数还是汇总数" in unclear.err
    assert "只统计本级" in own.err


def test_a_scope_needs_a_published_report(gongkai, several):
    result = total(gongkai, several, scope="whole")
    assert (result.status, result.out) == (2, "")
    assert "--published" in result.err

    wrong = total(gongkai, several, scope="全县")
    assert "whole、own 之一" in wrong.err


def test_an_own_report_of_another_body_is_doubted(gongkai, several, tmp_path):
    own = write_json(tmp_path / "own.json", report_of(9, agency="青山县人民政府"))

    result = total(gongkai, several, own=own)

    assert "与“云栖县人民政府”不像同一个机关" in result.err

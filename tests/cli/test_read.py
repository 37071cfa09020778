"""``gongkai report read``."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time

import pytest
from rich.console import Console
from tests.cli.samples import report_of, write_json

from gongkai.annual.form import PATHS
from gongkai.annual.report import Cell, Note, NoteKind, Status
from gongkai.cli.layout import width
from gongkai.cli.report.drawing import draw


def agencies(text: str) -> list[str]:
    return [json.loads(line)["agency"] for line in text.splitlines()]


def test_without_a_terminal_it_is_a_line_of_json_for_each_report(gongkai, several):
    result = gongkai("report", "read", several)

    assert result.status == 0
    assert result.err == ""
    assert agencies(result.out) == [f"云栖县第{seed}局" for seed in range(5)]


def test_reports_come_in_the_order_given(gongkai, several):
    result = gongkai("report", "read", several / "b", several / "a" / "2.json", "--jsonl", "--jobs", 2)

    assert agencies(result.out) == ["云栖县第3局", "云栖县第4局", "云栖县第2局"]


def test_one_report_from_one_file_is_an_object(gongkai, one):
    result = gongkai("report", "read", one, "--json")

    report = json.loads(result.out)
    assert report["file"] == str(one)
    assert report["tables"]["proactive"]["fees_wan"] == "96171.60"


def test_several_reports_are_an_array(gongkai, several, one):
    assert len(json.loads(gongkai("report", "read", several, "--json").out)) == 5
    assert len(json.loads(gongkai("report", "read", one, one, "--json").out)) == 2
    assert isinstance(json.loads(gongkai("report", "read", one.parent, "--json").out), list)


def test_standard_input(process, one):
    result = process("report", "read", "-", "--json", stdin=one.read_bytes())

    assert result.status == 0
    assert json.loads(result.out)["file"] is None


def test_a_pipe_by_name(one):
    command = f"'{sys.executable}' -m gongkai report read <(cat '{one}') '{one}' --jsonl --jobs 2"

    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False)

    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == 2


def test_an_unreadable_file_among_several_gets_its_own_line(gongkai, several, tmp_path):
    empty, missing = tmp_path / "空.html", tmp_path / "没有.docx"
    empty.write_bytes(b"")

    result = gongkai("report", "read", empty, several, missing, "--jsonl")

    assert result.status == 2
    assert len(agencies(result.out)) == 5
    first, second = result.err.splitlines()
    assert first.startswith(f"{empty}: ")
    assert second.startswith(f"{missing}: 没有这个文件")


def test_a_folder_without_documents_says_so(gongkai, tmp_path):
    (tmp_path / "照片.jpg").write_bytes(b"x")

    result = gongkai("report", "read", tmp_path)

    assert result.status == 2
    assert result.err == f"{tmp_path}: 文件夹里没有能读取的文件（网页、Word、PDF、Markdown、文本、表格）\n"


def test_a_folder_with_data_of_something_else_says_so(gongkai, tmp_path):
    (tmp_path / "package.json").write_text('{"name": "x"}')

    result = gongkai("report", "read", tmp_path)

    assert result.status == 2
    assert result.err == f"{tmp_path}: 没有找到年度报告\n"


def test_tables_that_cannot_be_read_at_all_are_something_wrong(gongkai, tmp_path):
    report = report_of(1)
    report.cells = {path: Cell(None, Status.UNREADABLE) for path in PATHS}
    report.notes = [Note(path, NoteKind.UNREADABLE, "表格是图片") for path in PATHS]
    file = write_json(tmp_path / "图片.json", report)

    result = gongkai("report", "read", file)

    assert result.status == 1
    assert len(result.out.splitlines()) == 1
    assert "读不出" in result.err


def test_tables_are_drawn_with_their_groups_and_marks(gongkai, tmp_path):
    report = report_of(1)
    report.cells["applications.granted.total"] = Cell(None, Status.BLANK)
    report.cells["applications.granted.enterprise"] = Cell(None, Status.UNREADABLE)
    report.cells["applications.received.total"] = Cell(31, Status.RECONCILED)
    report.notes = [
        Note("applications.granted.total", NoteKind.BLANK, "空白"),
        Note("applications.granted.enterprise", NoteKind.UNREADABLE, "糊了"),
        Note("applications.received.total", NoteKind.RECONCILED, "推定"),
    ]

    result = gongkai("report", "read", write_json(tmp_path / "x.json", report), "--table")

    lines = result.out.splitlines()
    assert "31~" in next(line for line in lines if "一、本年新收" in line)
    granted = next(line for line in lines if "（一）予以公开" in line)
    assert "空" in granted
    assert "?" in granted
    assert any("（三）不予公开" in line for line in lines)
    assert any("~ 由勾稽关系推定" in line and "空 原文空白" in line for line in lines)
    assert "96171.60" in result.out


@pytest.mark.parametrize("ending", ["jsonl", "json", "csv", "xlsx", "parquet"])
def test_out_by_ending(gongkai, several, tmp_path, ending):
    target = tmp_path / f"年报.{ending}"

    result = gongkai("report", "read", several, "--out", target)

    assert result.status == 0
    assert result.out == ""
    assert result.err == f"已写入 {target}：5 份年报。\n"
    assert [path.name for path in tmp_path.iterdir() if "partial" in path.name] == []
    rows = READERS[ending](target)
    assert [row["agency"] for row in rows] == [f"云栖县第{seed}局" for seed in range(5)]
    assert str(rows[0]["proactive.fees_wan"]).startswith("96171.6")
    expected = report_of(0)
    assert all(float(rows[0][path]) == float(expected.value(path)) for path in PATHS)


def flat(report):
    row = dict(report)
    for path in PATHS:
        node = report["tables"]
        for name in path.split("."):
            node = node[name]
        row[path] = node
    return row


def read_csv(path):
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf"), "Excel asks for it"
    return list(csv.DictReader(data.decode("utf-8-sig").splitlines()))


def read_xlsx(path):
    from python_calamine import CalamineWorkbook

    names, *rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    return [dict(zip(names, row, strict=True)) for row in rows]


def read_parquet(path):
    parquet = pytest.importorskip("pyarrow.parquet")
    table = parquet.read_table(path)
    assert str(table.schema.field("proactive.fees_wan").type).startswith("decimal128")
    return table.to_pylist()


READERS = {
    "jsonl": lambda path: [flat(json.loads(line)) for line in path.read_text().splitlines()],
    "json": lambda path: [flat(report) for report in json.loads(path.read_text())],
    "csv": read_csv,
    "xlsx": read_xlsx,
    "parquet": read_parquet,
}


def test_parquet_without_its_library_says_what_to_install(gongkai, one, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)

    result = gongkai("report", "read", one, "--out", tmp_path / "x.parquet")

    assert result.status == 2
    assert "pip install 'gongkai[parquet]'" in result.err
    assert list(tmp_path.glob("*parquet*")) == []


@pytest.mark.parametrize(
    ("target", "words"),
    [("x.foo", "不知道怎样写"), ("nowhere/x.csv", "没有这个文件夹"), ("folder.csv", "是文件夹")],
)
def test_a_target_that_cannot_be_written(gongkai, one, tmp_path, target, words):
    (tmp_path / "folder.csv").mkdir()

    result = gongkai("report", "read", one, "--out", tmp_path / target)

    assert result.status == 2
    assert words in result.err


def test_a_format_that_contradicts_the_target_is_refused(gongkai, one, tmp_path):
    assert gongkai("report", "read", one, "--json", "--out", tmp_path / "x.csv").status == 2
    assert gongkai("report", "read", one, "--jsonl", "--out", tmp_path / "x.jsonl").status == 0


def test_nothing_read_leaves_what_was_there(gongkai, tmp_path):
    target = tmp_path / "x.csv"
    target.write_text("old")

    result = gongkai("report", "read", tmp_path / "missing.html", "--out", target)

    assert result.status == 2
    assert target.read_text() == "old"


def test_a_new_file_has_the_usual_rights(gongkai, one, tmp_path):
    gongkai("report", "read", one, "--out", tmp_path / "x.csv")

    mask = os.umask(0)
    os.umask(mask)
    assert (tmp_path / "x.csv").stat().st_mode & 0o777 == 0o666 & ~mask


def _hears_interruptions():
    """What a shell runs in the background ignores interruptions, and so would all that it starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_an_interruption_ends_cleanly(tmp_path):
    folder = tmp_path / "many"
    for seed in range(40):
        write_json(folder / f"{seed}.json", report_of(seed))
    paths = [str(folder)] * 2000
    target = tmp_path / "x.jsonl"
    command = [sys.executable, "-m", "gongkai", "report", "read", *paths, "--jobs", "2", "--out", str(target)]

    with subprocess.Popen(
        command, stderr=subprocess.PIPE, start_new_session=True, preexec_fn=_hears_interruptions
    ) as running:
        waited = time.monotonic() + 90
        while not list(tmp_path.glob(".gongkai-*")) and time.monotonic() < waited:
            time.sleep(0.05)
        time.sleep(0.5)
        os.killpg(running.pid, signal.SIGINT)
        _, err = running.communicate(timeout=90)

    assert running.returncode == 130
    assert err.decode().strip() == "已中断，没有写完的文件不会留下。"
    assert [path.name for path in tmp_path.iterdir()] == ["many"]


@pytest.mark.parametrize("columns", [200, 80, 60, 40])
def test_no_figure_is_left_out_on_a_narrow_terminal(columns):
    report = report_of(1)
    total = max(cell.value for path, cell in report.cells.items() if path.startswith("applications"))
    console = Console(file=io.StringIO(), width=columns)

    draw(report, console)

    lines = console.file.getvalue().splitlines()
    assert max(map(width, lines)) <= max(columns, 60)
    row = next(line for line in lines if "四、结转下年度" in line)
    assert row.count("│") == 9
    assert any(f"{total}│" in line for line in lines)

import io
import json
import os
from pathlib import Path

import pytest

from gongkai.annual.batch import Source, collect
from gongkai.annual.batch import sources as module
from gongkai.annual.batch.shelf import Keep, fetch
from gongkai.annual.reading.blocks import UnreadableError
from gongkai.annual.report import AnnualReport


def names(*paths: object) -> list[str]:
    return [source.name for source in collect(str(path) for path in paths)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.html", "a.docx", "c/d.PDF", "c/.e.html", ".git/f.txt", "~$a.docx", "g.jpg", "h.exe", "j"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
    return tmp_path


def test_a_folder_is_walked_in_order_and_only_documents_are_taken(folder: Path):
    assert names(folder) == [f"{folder}/a.docx", f"{folder}/b.html", f"{folder}/c/d.PDF"]


def test_what_is_named_is_tried_whatever_it_is_called(folder: Path):
    assert names(folder / "g.jpg", folder / "j") == [f"{folder}/g.jpg", f"{folder}/j"]


def test_names_stay_as_they_were_given(folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(folder)

    assert names(".", "c", "./b.html") == ["./a.docx", "./b.html", "./c/d.PDF", "c/d.PDF", "./b.html"]


def test_a_folder_that_leads_to_itself_is_walked_once(folder: Path):
    (folder / "c" / "up").symlink_to(folder)

    assert len(names(folder)) == 3


@pytest.mark.parametrize(
    ("path", "words"),
    [("missing.html", "没有这个文件"), ("empty", "没有能读取的文件"), ("a\0b", "不是一个可用的路径")],
)
def test_a_path_that_leads_to_nothing_says_so_when_it_is_read(tmp_path: Path, path: str, words: str):
    (tmp_path / "empty").mkdir()
    (source,) = collect([str(tmp_path / path)])

    with pytest.raises(UnreadableError, match=words):
        source.read()


def test_a_file_that_vanishes_before_it_is_read_says_so(tmp_path: Path):
    file = tmp_path / "a.html"
    file.write_bytes(b"x")
    (source,) = collect([str(file)])
    file.unlink()

    with pytest.raises(UnreadableError, match="没有这个文件"):
        source.read()


def test_standard_input_is_read_once(tmp_path: Path):
    stream = io.BytesIO(b"content")

    first, second = collect(["-", "-"], stream)

    assert (first.data, second.data) == (b"content", b"")


def test_a_stream_without_end_is_given_up(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "STREAM_LIMIT", 1000)

    (source,) = collect(["/dev/zero"])

    with pytest.raises(UnreadableError, match="内容超过"):
        source.read()


@pytest.mark.parametrize("ending", [".json", ".jsonl"])
def test_data_of_something_else_in_a_folder_is_passed_over(tmp_path: Path, ending: str):
    (tmp_path / f"a{ending}").write_text('{"name": "x", "tables": []}')
    (tmp_path / f"b{ending}").write_text(json.dumps(AnnualReport.from_values({}, agency="某局").to_dict()))

    found = [source.read() for source in collect([str(tmp_path)])]

    assert [len(reports) for reports in found] == [0, 1]


def test_the_same_data_by_its_name_is_an_error(tmp_path: Path):
    file = tmp_path / "a.json"
    file.write_text('{"name": "x"}')

    with pytest.raises(UnreadableError):
        Source(str(file)).read()


def test_a_name_in_a_locale_without_chinese_is_text_again(tmp_path: Path):
    name = "年报.html"
    seen_in_c = os.fsencode(name).decode("ascii", "surrogateescape")

    assert module.readable_name(seen_in_c) == name
    assert module.readable_name(name) == name


def test_a_name_from_a_chinese_windows_is_text_again():
    seen = os.fsdecode("年报.html".encode("gbk"))

    assert module.readable_name(seen) == "年报.html"


def test_reports_come_back_from_the_shelf_with_their_places(tmp_path: Path):
    file = tmp_path / "a.jsonl"
    lines = [json.dumps(AnnualReport.from_values({}, agency=agency).to_dict()) for agency in ("甲局", "乙局")]
    file.write_text("\n".join(lines))
    (source,) = collect([str(file)])

    kept = Keep(str(tmp_path))(source)

    assert [(one.agency, one.file) for one in kept] == [("甲局", str(file)), ("乙局", str(file))]
    assert [fetch(one).agency for one in reversed(kept)] == ["乙局", "甲局"]
    assert fetch(kept[0]).cells == source.read()[0].cells

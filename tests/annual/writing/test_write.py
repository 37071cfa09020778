"""What holds for every format: same bytes, nothing guessed, nothing of the text taken for instructions."""

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from tests.annual.writing.town import figures, town_report

from gongkai.annual.form import EDITION_2019, PATHS
from gongkai.annual.report import AnnualReport, SectionText
from gongkai.annual.writing import KINDS, WritingError, kind_of, write

ROOT = Path(__file__).resolve().parents[3]

HOSTILE = (
    '#read("report.typ") #eval("1+1") $x^2$ *粗* _斜_ @ref <label> \\u{1F600} // 注 /* 注 */\n'
    "<script>alert(1)</script><b>粗</b> &amp; &lt; ]]> <!-- -->\n"
    "=1+1\n+1\n-1\n@SUM(A1)\n"
    "| 甲 | 乙 |\n# 不是标题\n1. 不是列表\n- 不是列表\n```\n{{ 7*7 }} {% x %} _x0041_\n"
    "\x00\x01\x0b\x1b\x7f\ud800\ufffe控制\u200b字符\u202e反向\ufeff"
)


def hostile_report():
    return town_report(
        agency="<i>云栖</i>县 #let x = 1 & 局",
        title='=HYPERLINK("http://x")<b>2024年</b>政府信息公开工作年度报告',
        preface=HOSTILE,
        sections=[SectionText(1, "<u>总体</u>#strong[情况]", HOSTILE), SectionText(6, "其他", HOSTILE)],
        contact="=cmd|'/c calc'!A0 #panic()",
    )


@pytest.mark.parametrize("kind", KINDS)
def test_same_report_same_bytes(kind):
    assert write(town_report(), kind) == write(town_report(), kind)


def test_another_process_on_another_day_writes_the_same_bytes():
    script = (
        "import sys, hashlib, time; sys.path.insert(0, sys.argv[1]); time.sleep(1.1)\n"
        "from gongkai.annual.writing import KINDS, write\n"
        "from tests.annual.writing.town import town_report\n"
        "print(*(hashlib.sha256(write(town_report(), kind)).hexdigest() for kind in KINDS))"
    )
    prints = set()
    for zone, seed in (("Asia/Shanghai", "1"), ("America/New_York", "2")):
        environment = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed}
        environment["PYTHONPATH"] = os.pathsep.join([str(ROOT / "src"), environment.get("PYTHONPATH", "")])
        done = subprocess.run(
            [sys.executable, "-c", script, str(ROOT)],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
            cwd=ROOT,
        )
        prints.add(done.stdout)
    assert len(prints) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_report_is_an_empty_form(kind):
    assert write(AnnualReport(), kind)


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_text_is_written_as_text(kind):
    assert write(hostile_report(), kind)


@pytest.mark.parametrize("kind", KINDS)
def test_the_trial_form_can_be_printed_too(kind):
    assert write(town_report(), kind, EDITION_2019)


@pytest.mark.parametrize("kind", KINDS)
def test_a_very_long_section_is_written(kind):
    long = "\n".join(f"第{number}段，" + "公开信息及时准确。" * 40 for number in range(300))
    assert write(town_report(sections=[SectionText(1, "总体情况", long + "\n" + "x" * 5000)]), kind)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("报告.docx", "docx"),
        ("a/B.PDF", "pdf"),
        (Path("x.htm"), "html"),
        ("x.markdown", "md"),
        ("x.json", "json"),
    ],
)
def test_the_ending_names_the_format(path, kind):
    assert kind_of(path) == kind


@pytest.mark.parametrize("path", ["报告.doc", "报告", "报告.tar.gz", ".docx"])
def test_an_unknown_ending_is_refused_in_words(path):
    with pytest.raises(WritingError, match=r"\.docx、\.pdf"):
        kind_of(path)


def test_an_unknown_format_is_refused():
    with pytest.raises(WritingError, match="odt"):
        write(town_report(), "odt")


def test_json_is_the_report_itself():
    report = town_report()
    data = json.loads(write(report, "json"))
    assert data == report.to_dict()
    again = AnnualReport.from_dict(data)
    assert [again.value(path) for path in PATHS] == [figures()[path] for path in PATHS]
    assert again.dated == date(2025, 1, 20)


def test_json_of_broken_text_is_still_json():
    assert json.loads(write(hostile_report(), "json"))["preface"].startswith("#read")


def test_nothing_is_loaded_before_it_is_needed():
    script = (
        "import sys; import gongkai.annual.writing as w; from gongkai.annual.report import AnnualReport\n"
        "w.write(AnnualReport(), 'md')\n"
        "print([m for m in ('docx', 'lxml', 'typst', 'xlsxwriter') if m in sys.modules])"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"

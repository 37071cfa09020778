"""The command `gongkai register`: as a process of its own where that matters, else in this one, which is quicker."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys

import pytest
from django.db import connection
from python_calamine import CalamineWorkbook
from tests.register.making import publish
from tests.world import build_world

from gongkai.cli import main


@pytest.fixture
def command(tmp_path):
    """Runs the command on the database of the test, with a data folder of its own."""
    database = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        url = f"sqlite://{database}"
    else:
        host = connection.settings_dict["HOST"]
        user = connection.settings_dict["USER"]
        url = f"postgresql://{user}@/{database}?host={host}"
    folder = tmp_path / "data"
    folder.mkdir(exist_ok=True)

    def run(*arguments, **environment):
        own = {
            "DJANGO_SETTINGS_MODULE": "gongkai.site.settings",
            "DATABASE_URL": url,
            "GONGKAI_DATA": str(folder),
        }
        environ = {**os.environ, **own, **environment}
        done = subprocess.run(
            [sys.executable, "-m", "gongkai", "register", *map(str, arguments)],
            capture_output=True,
            text=True,
            env=environ,
            cwd=tmp_path,
            timeout=120,
            check=False,
        )
        assert "Traceback" not in done.stderr
        return done

    return run


@pytest.fixture
def here(capfd, monkeypatch, tmp_path):
    """Runs the command in this process, on the database of the test."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        capfd.readouterr()
        status = main(["register", *map(str, arguments)])
        out, err = capfd.readouterr()
        return subprocess.CompletedProcess(arguments, status, out, err)

    return run


@pytest.fixture
def three(transactional_db):
    world = build_world()
    for number in range(1, 4):
        publish(world, number)
    return world


def test_verify_export_checkpoint_verify_the_export(three, command, tmp_path):
    done = command("verify")
    assert (done.returncode, done.stderr) == (0, "")
    assert "台账完好：共3条" in done.stdout

    done = command("checkpoint", "--today")
    assert done.returncode == 0 and "至第3条" in done.stdout

    done = command("export", "--to", "台账.jsonl")
    assert done.returncode == 0 and "3 条" in done.stderr
    done = command("verify", "台账.jsonl")
    assert done.returncode == 0 and "文件完好：共3条" in done.stdout


def test_exports_by_body_and_year_and_what_is_missing_in_a_file(three, here, tmp_path):
    assert "没有要签署" not in here("checkpoint", "--today").stderr
    assert "没有要签署" in here("checkpoint", "--today").stderr
    assert here("export", "--to", "台账.xlsx", "--agency", "惠民镇", "--year", "2024").returncode == 0
    rows = CalamineWorkbook.from_path(tmp_path / "台账.xlsx").get_sheet_by_name("登记台账").to_python()
    assert [row[0] for row in rows[3:]] == [1.0, 2.0, 3.0]
    assert here("export", "--to", "空.jsonl", "--year", "2023").returncode == 0
    assert (tmp_path / "空.jsonl").read_text() == ""
    here("export", "--to", "台账.jsonl")
    rows = (tmp_path / "台账.jsonl").read_text().splitlines()
    (tmp_path / "短.jsonl").write_text("\n".join([rows[0], rows[2]]))
    done = here("verify", "短.jsonl")
    assert done.returncode == 1 and "第2条：缺失" in done.stdout


def test_a_broken_chain_is_status_1_and_names_the_entry(three, here):
    with connection.cursor() as cursor:
        suffix = " ON register_entry" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER register_entry_no_update{suffix}")
        cursor.execute("UPDATE register_entry SET body = replace(body, '第2条', '第二条') WHERE sequence = 2")
    done = here("verify")
    assert done.returncode == 1
    first, *others = done.stdout.splitlines()
    assert first == "链断在第2条：登记内容被改过，与本条摘要不符。"
    assert any("register_entry_no_update" in line for line in others)
    done = here("checkpoint", "--today")
    assert done.returncode == 1 and "第2条" in done.stdout


def test_what_is_public_is_held_against_the_register_when_asked(three, here):
    """The items of these entries do not exist: only --items asks."""
    assert here("verify").returncode == 0
    done = here("verify", "--items")
    assert done.returncode == 1 and "惠民镇第1条信息" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["export", "--to", "台账.doc"], "请以 .xlsx 或 .jsonl 结尾"),
        (["export"], "缺少选项 --to"),
        (["export", "--to", "不在/台账.xlsx"], "没有这个文件夹"),
        (["export", "--to", "台账.xlsx", "--agency", "无此镇"], "没有简称为“无此镇”的机关"),
        (["verify", "不在.jsonl"], "打不开“不在.jsonl”"),
        (["verify", "--checkpoints", "x"], "要与导出的文件一起用"),
        (["verify", "x", "--items"], "要用数据库"),
        (["unknown"], "没有“unknown”这个命令"),
    ],
)
def test_what_cannot_be_done_is_status_2_and_one_chinese_sentence(transactional_db, here, arguments, said):
    done = here(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_a_file_that_is_no_export_is_named(here, tmp_path):
    (tmp_path / "别的.jsonl").write_text("第一行\n")
    done = here("verify", "别的.jsonl")
    assert done.returncode == 2 and "第1行不是台账的条目" in done.stderr


def test_a_missing_database_is_said_with_the_folder(command, tmp_path):
    empty = tmp_path / "空的"
    done = command("verify", DATABASE_URL="", GONGKAI_DATA=str(empty))
    assert done.returncode == 2
    assert str(empty) in done.stderr and "GONGKAI_DATA" in done.stderr
    assert not empty.exists()


def test_settings_that_do_not_exist_are_said(command):
    done = command("verify", DJANGO_SETTINGS_MODULE="nowhere.settings")
    assert done.returncode == 2 and "nowhere.settings 不存在" in done.stderr


def test_an_address_of_no_known_database_is_said(command):
    done = command("verify", DATABASE_URL="mysql://clerk@host/name")
    assert done.returncode == 2 and done.stderr.startswith("DATABASE_URL 应以")


def test_a_database_without_tables_is_said(command, tmp_path):
    (tmp_path / "data").mkdir(exist_ok=True)
    sqlite3.connect(tmp_path / "data" / "gongkai.sqlite3").execute("CREATE TABLE x (y)")
    done = command("verify", DATABASE_URL="")
    assert done.returncode == 2 and "还没有台账的表" in done.stderr


def test_a_server_out_of_reach_is_said_without_its_password(command, tmp_path):
    url = f"postgresql://clerk:geheim@/nothing?host={tmp_path}"
    done = command("verify", DATABASE_URL=url)
    assert done.returncode == 2
    assert "数据库打不开" in done.stderr and "geheim" not in done.stderr


def test_without_the_platform_it_is_said_what_to_install(tmp_path):
    """A Python that has the command and no Django."""
    (tmp_path / "django.py").write_text("raise ModuleNotFoundError('No module named django', name='django')")
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path])}
    done = subprocess.run(
        [sys.executable, "-m", "gongkai", "register", "verify"],
        capture_output=True,
        text=True,
        env=environ,
        check=False,
    )
    assert done.returncode == 2
    assert "pip install 'gongkai[platform]'" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_an_export_verifies_without_the_platform(three, command, tmp_path):
    command("export", "--to", "台账.jsonl")
    (tmp_path / "none").mkdir()
    for package in ("django", "wagtail", "cryptography"):
        (tmp_path / "none" / f"{package}.py").write_text(f"raise ModuleNotFoundError(name='{package}')")
    done = command("verify", "台账.jsonl", PYTHONPATH=os.pathsep.join([str(tmp_path / "none"), *sys.path]))
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(shutil.which("openssl") is None, reason="needs the openssl command")
def test_published_checkpoints_hold_an_export(three, here, client, tmp_path):
    here("checkpoint", "--today")
    here("export", "--to", "台账.jsonl")
    published = client.get("/register/checkpoints.json")
    (tmp_path / "checkpoints.json").write_bytes(published.content)
    (tmp_path / "public-key.pem").write_bytes(client.get("/register/public-key.pem").content)
    options = ["--checkpoints", "checkpoints.json", "--public-key", "public-key.pem"]
    done = here("verify", "台账.jsonl", *options)
    assert done.returncode == 0 and "与1个检查点相符" in done.stdout

    shortened = (tmp_path / "台账.jsonl").read_text().splitlines()[:2]
    (tmp_path / "短.jsonl").write_text("\n".join(shortened))
    done = here("verify", "短.jsonl", *options)
    assert done.returncode == 1 and "第3条：末尾的条目被删去" in done.stdout

    done = here("verify", "台账.jsonl", *options[:-1], "checkpoints.json")
    assert done.returncode == 2 and "不是 PEM 格式的公钥" in done.stderr

    forged = json.loads(published.content)
    forged["checkpoints"][0]["statement"] += "附言"
    (tmp_path / "checkpoints.json").write_text(json.dumps(forged))
    done = here("verify", "台账.jsonl", *options)
    assert done.returncode == 1 and "签名不对" in done.stdout

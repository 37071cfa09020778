"""`gongkai init`: from an empty folder to somebody who signs in, by the real command."""

from __future__ import annotations

import http.cookiejar
import re
import shutil
import subprocess
import sys
import urllib.parse
import urllib.request
from pathlib import Path

import pytest
from tests.site.platform_process import Platform, clean_environ, gongkai, prepare_killed
from tests.world import World

from gongkai.acts.action import Refused
from gongkai.acts.models import AuditEntry
from gongkai.agencies.models import Agency, Appointment, BodyLevel, Person, PostRole
from gongkai.disclosure.models import CatalogueEntry, Column
from gongkai.site import founding

NAMED = (
    *("--agency", "测试县惠民镇人民政府", "--short-name", "惠民镇", "--level", "乡镇"),
    *("--name", "李明", "--username", "liming"),
)
TOWN = {"name": "测试县惠民镇人民政府", "short_name": "惠民镇"}


def password_in(text: str) -> str:
    found = re.search(r"一次性口令：(\S+)", text)
    assert found is not None, text
    return found[1]


def signed_in(platform: Platform, username: str, password: str) -> str:
    """Where a browser is after the form of signing in was sent."""
    jar = http.cookiejar.CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    address = f"http://localhost:{platform.port}/office/account/login/"
    browser.open(address, timeout=60).close()
    token = next(cookie.value for cookie in jar if "csrf" in cookie.name)
    typed = {"login": username, "password": password, "csrfmiddlewaretoken": token}
    request = urllib.request.Request(address, urllib.parse.urlencode(typed).encode(), {"Referer": address})
    with browser.open(request, timeout=60) as answer:
        return str(urllib.parse.urlsplit(answer.url).path)


@pytest.mark.any_database
def test_whoever_starts_with_nothing_can_sign_in(begun: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(begun, data)
    with Platform(data) as platform:
        said = "\n".join(platform.said)
        assert f"gongkai init --data {data}" in said
        assert "gongkai init" in platform.get("/office/account/login/")[2]
        empty = platform.get("/")[2]
        assert "网站正在建设" in empty and "atom.xml" not in empty
        # While the platform runs, as it does when somebody found out that he cannot sign in.
        done = gongkai("init", "--data", str(data), *NAMED)
        assert done.returncode == 0, done.stderr
        assert "测试县惠民镇人民政府" in done.stdout
        assert "gongkai init" not in platform.get("/office/account/login/")[2]
        assert signed_in(platform, "liming", password_in(done.stdout)) == "/office/account/password/"
        platform.wait_until(lambda: "测试县惠民镇人民政府" in platform.get("/")[2], "the portal has its name")
        # Who lost it all before there is a second keeper of accounts.
        helped = gongkai("account", "reset", "LiMing", "--data", str(data))
        assert helped.returncode == 0, helped.stderr
        assert password_in(helped.stdout) != password_in(done.stdout)
        assert signed_in(platform, "liming", password_in(done.stdout)) == "/office/account/login/"
        assert signed_in(platform, "liming", password_in(helped.stdout)) == "/office/account/password/"
        assert platform.interrupt() == 0
    again = gongkai("init", "--data", str(data), *NAMED)
    assert again.returncode == 2
    assert "已经有机关（测试县惠民镇人民政府）了" in again.stderr
    # Who was cut off before he had read the password.
    assert "gongkai account reset" in again.stderr
    unknown = gongkai("account", "reset", "lisi", "--data", str(data))
    assert (unknown.returncode, unknown.stdout) == (2, "")
    assert "现在的账号管理员：liming（李明）" in unknown.stderr
    nowhere = gongkai("account", "reset", "liming", "--data", str(tmp_path / "no"))
    assert nowhere.returncode == 2 and "没有找到数据库" in nowhere.stderr
    assert not (tmp_path / "no").exists()


@pytest.mark.any_database
def test_folder_keys_and_database_are_made_when_there_are_none(tmp_path: Path) -> None:
    data = tmp_path / "new" / "data"
    # Whatever an earlier start was doing when it was killed, the next begins anew.
    prepare_killed(data)
    refused = gongkai("init", "--data", str(data), *NAMED[:-1], "有 空格")
    assert refused.returncode == 2 and "用户名" in refused.stderr
    assert (data / "keys" / "secret").is_file() and (data / "gongkai.sqlite3").is_file()
    # Nothing was half done: the same command with a better name goes through.
    done = gongkai("init", "--data", str(data), *NAMED)
    assert done.returncode == 0, done.stderr
    assert re.fullmatch(r"\w{4}(-\w{4}){3}", password_in(done.stdout))
    assert f"设在：数据文件夹 {data}，SQLite 文件 {data}/gongkai.sqlite3" in done.stderr
    for command in (("register", "verify"), ("search", "check")):
        looked = gongkai(*command, "--data", str(data))
        assert looked.returncode == 0, looked.stderr


@pytest.mark.any_database
def test_a_disk_that_fills_up_is_said_and_nothing_is_half_done(data: Path) -> None:
    # 48 kB for each file that grows: the keys and the start of the journal fit, the first body does not.
    limited = ["sh", "-c", 'ulimit -f 96; exec "$@"', "sh", sys.executable, "-m", "gongkai"]
    refused = subprocess.run(
        [*limited, "init", "--data", str(data), *NAMED],
        env=clean_environ(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert refused.returncode == 2
    assert "没有完成，数据库没有接受：读写出错，磁盘可能已满" in refused.stderr
    done = gongkai("init", "--data", str(data), *NAMED)
    assert done.returncode == 0, done.stderr


@pytest.mark.django_db
def test_it_is_done_by_ordinary_acts_and_once() -> None:
    opened = founding.found(BodyLevel.TOWNSHIP, "李明", "liming", **TOWN)
    town = Agency.objects.get()
    held = Appointment.objects.get()
    assert (held.person, held.post.role, held.recorded_by) == (
        opened.person,
        PostRole.ACCOUNT_ADMINISTRATOR,
        None,
    )
    assert opened.person.one_time_password_until is not None
    assert opened.person.check_password(opened.password)
    assert Column.objects.filter(agency=town).exists() and CatalogueEntry.objects.filter(agency=town).exists()
    acts = ["SetUpAgency", "OpenAccount", "AddPost", "TakeUp", "SetUpDisclosure"]
    assert list(AuditEntry.objects.order_by("pk").values_list("act", flat=True)) == acts
    with pytest.raises(Refused, match="只用一次"):
        founding.found(
            BodyLevel.TOWNSHIP, "王芳", "wangfang", name="测试县永兴镇人民政府", short_name="永兴镇"
        )
    assert Agency.objects.count() == 1 and Person.objects.count() == 1


@pytest.mark.django_db
def test_it_is_refused_whole_and_where_others_are_at_work(world: World) -> None:
    with pytest.raises(Refused, match="测试县人民政府"):
        founding.found(BodyLevel.COUNTY, "李明", "liming", name="别的县人民政府", short_name="别的县")
    assert not Agency.objects.filter(short_name="别的县").exists()

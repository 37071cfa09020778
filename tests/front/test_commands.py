"""`gongkai portal serve` and `gongkai portal nginx`: a copy opened without an office and without a database."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from tests.front.front_process import PATIENCE, ROOT, free_port


def _environ() -> dict[str, str]:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("GONGKAI_", "DATABASE_"))
    }
    return {**kept, "PYTHONPATH": str(ROOT / "src")}


def _gongkai(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "gongkai", "portal", *arguments]
    return subprocess.run(
        command, env=_environ() | more, capture_output=True, text=True, timeout=PATIENCE, check=False
    )


def test_copy_is_served_and_ctrl_c_ends_it(small_copy: Path) -> None:
    # By the name that everybody calls it; what listens takes an address only.
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "gongkai", "portal", "serve", "--folder", str(small_copy.parent),
         "--address", "localhost", "--port", str(port), "--workers", "1"],
        env=_environ(), stderr=subprocess.PIPE, text=True, process_group=0,
    )  # fmt: skip
    try:
        until = time.monotonic() + PATIENCE
        while True:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as answer:
                    assert "首页" in answer.read().decode()
                break
            except OSError:
                assert process.poll() is None
                assert time.monotonic() < until
                time.sleep(0.1)
        os.killpg(process.pid, signal.SIGINT)
        said = process.communicate(timeout=PATIENCE)[1]
        assert process.returncode == 0
        assert f"http://127.0.0.1:{port}/" in said
        assert "Traceback" not in said
    finally:
        process.kill()


def test_what_cannot_be_served_is_one_line(small_copy: Path, tmp_path: Path) -> None:
    empty = _gongkai("serve", "--folder", str(tmp_path))
    assert empty.returncode == 2
    assert "gongkai portal build" in empty.stderr
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        taken = _gongkai("serve", "--folder", str(small_copy), "--port", port)
    assert taken.returncode == 2
    assert "--port" in taken.stderr
    assert len(taken.stderr.strip().splitlines()) == 1
    for address, said in (
        ("gk.example", "应为本机的一个 IP 地址"),
        ("203.0.113.9", "这台机器没有 203.0.113.9 这个地址"),
    ):
        elsewhere = _gongkai("serve", "--folder", str(small_copy), "--address", address)
        assert elsewhere.returncode == 2
        assert said in elsewhere.stderr and "程序出错" not in elsewhere.stderr


def test_what_has_pages_is_served_itself_not_a_copy_that_lies_in_it(small_copy: Path, tmp_path: Path) -> None:
    mirror = shutil.copytree(small_copy, tmp_path / "mirror")
    shutil.copytree(small_copy, mirror / "public")
    done = _gongkai("nginx", "--folder", str(mirror), "--mirror", "--name", "gk.example.gov.cn")
    assert f'root "{mirror}";' in done.stdout


def test_configuration_of_nginx_names_the_site_and_the_folders(small_copy: Path) -> None:
    done = _gongkai(
        "nginx", "--folder", str(small_copy), "--name", "gk.example.gov.cn", GONGKAI_DATA="/srv/gk"
    )
    assert done.returncode == 0
    assert "server_name gk.example.gov.cn;" in done.stdout
    assert f'root "{small_copy}";' in done.stdout
    assert "server 127.0.0.1:8000;" in done.stdout
    assert "proxy_pass" not in _gongkai("nginx", "--folder", str(small_copy), "--mirror").stdout


def test_the_folder_that_is_served_is_the_one_that_would_be_verified(
    small_copy: Path, tmp_path: Path
) -> None:
    """Pages of one's own go before a whole copy that lies in them, also where the first page of all is missing."""
    mirror = shutil.copytree(small_copy, tmp_path / "mirror")
    shutil.copytree(small_copy, mirror / "public")
    (mirror / "index.html").unlink()
    refused = _gongkai("nginx", "--folder", str(mirror), "--mirror")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert f"{mirror} 里没有静态副本" in refused.stderr
    whole = tmp_path / "whole"
    shutil.copytree(small_copy, whole / "public")
    (whole / "lost+found").mkdir()
    assert f'root "{whole}/public";' in _gongkai("nginx", "--folder", str(whole), "--mirror").stdout

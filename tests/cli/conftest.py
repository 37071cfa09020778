import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.cli.samples import report_of, write_json

from gongkai.cli import main


@dataclass
class Result:
    status: int
    out: str
    err: str


Command = Callable[..., Result]


@pytest.fixture
def gongkai(capfdbinary: pytest.CaptureFixture[bytes]) -> Command:
    """The command in this process: status, standard output, standard error."""

    def run(*arguments: object) -> Result:
        capfdbinary.readouterr()
        status = main([str(argument) for argument in arguments])
        out, err = capfdbinary.readouterr()
        return Result(status, out.decode(), err.decode())

    return run


@pytest.fixture
def process() -> Command:
    """The command as a process of its own, with the environment and the input given."""

    def run(*arguments: object, stdin: bytes = b"", **environment: str) -> Result:
        done = subprocess.run(
            [sys.executable, "-m", "gongkai", *map(str, arguments)],
            input=stdin,
            capture_output=True,
            env={**os.environ, **environment},
            timeout=120,
            check=False,
        )
        return Result(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


@pytest.fixture
def one(tmp_path: Path) -> Path:
    """A file with one report."""
    return write_json(tmp_path / "one" / "年报.json", report_of(1))


@pytest.fixture
def several(tmp_path: Path) -> Path:
    """A folder with five reports in two folders, and what else lies about in folders."""
    folder = tmp_path / "several"
    for seed in range(5):
        write_json(folder / ("a" if seed < 3 else "b") / f"{seed}.json", report_of(seed))
    (folder / ".hidden").mkdir()
    write_json(folder / ".hidden" / "9.json", report_of(9))
    (folder / ".DS_Store").write_bytes(b"\x00\x01")
    (folder / "~$0.docx").write_bytes(b"lock")
    (folder / "照片.jpg").write_bytes(b"\xff\xd8\xff")
    (folder / "a" / "真值.json").write_text('{"truth": [1, 2]}')
    (folder / "package-lock.json").write_text("[]")
    return folder

"""The manifest says what is there; a mirror that is anything else does not pass."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from gongkai.channels.copying import placing
from gongkai.channels.copying.folder import Folder
from gongkai.channels.copying.manifest import Manifest
from gongkai.channels.copying.stating import sm3
from gongkai.channels.copying.writing import Writer
from gongkai.channels.pages import Absent, File
from gongkai.cli.running import run
from gongkai.register.signing import ED25519, Key, signature_holds, signing_key

SITE = "https://www.example.gov.cn"
LONG = b"<p>text</p>" * 100


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Key:
    return signing_key(tmp_path_factory.mktemp("keys"))


@pytest.fixture
def mirror(folder: Folder, key: Key) -> Path:
    with Writer(folder) as writer:
        for number in range(30):
            writer.take(File(f"/a/{number}/", LONG))
        writer.take(File("/gone/", b"gone", status=410))
    Manifest(folder).follow(key, SITE, timezone.now())
    return folder.public


def verified(folder: Path, capsys: Any, *options: str) -> tuple[int, list[str]]:
    status = run(["portal", "verify", str(folder), *options])
    return status, capsys.readouterr().out.splitlines()


def test_a_mirror_that_is_the_same_passes(mirror: Path, key: Key, tmp_path: Path, capsys: Any) -> None:
    elsewhere = tmp_path / "mirror"
    shutil.copytree(mirror, elsewhere)
    pem = tmp_path / "key.pem"
    pem.write_text(key.public_pem)
    status, lines = verified(elsewhere, capsys, "--key", str(pem))
    assert status == 0
    assert "62 个文件（压缩件也计在内）" in lines[0]
    assert "（北京时间）" in lines[0]
    assert verified(mirror.parent, capsys)[0] == 0


def test_what_is_not_as_it_was_is_named(mirror: Path, capsys: Any) -> None:
    (mirror / "a/1/index.html").write_bytes(LONG.replace(b"text", b"tExt"))
    (mirror / "a/2/index.html.gz").unlink()
    (mirror / "a/3/more.html").write_bytes(b"more")
    (mirror / "gone/index.html.meta").unlink()
    status, lines = verified(mirror, capsys)
    assert status == 1
    assert set(lines) == {
        "内容不符：a/1/index.html",
        "缺少：a/2/index.html.gz",
        "缺少：gone/index.html.meta",
        "多出：a/3/more.html",
    }


def test_a_part_that_was_rewritten_does_not_pass(mirror: Path, capsys: Any) -> None:
    part = next(each for each in (mirror / "manifest").glob("??.json") if each.stat().st_size > 10)
    part.write_text(part.read_text().replace("1100", "1101"))
    status, lines = verified(mirror, capsys)
    assert status == 1
    assert lines == [f"清单缺损：manifest/{part.name} 不在，或者与签过的不符。"]


def test_a_statement_that_was_rewritten_or_signed_by_another_does_not_pass(
    mirror: Path, tmp_path: Path, capsys: Any
) -> None:
    other = tmp_path / "other.pem"
    other.write_text(signing_key(tmp_path / "keys").public_pem)
    status, lines = verified(mirror, capsys, "--key", str(other))
    assert (status, lines) == (1, ["签名不对：清单不是用这把公钥的私钥签的。"])
    index = mirror / "manifest/index.json"
    outer = json.loads(index.read_text())
    index.write_text(json.dumps({**outer, "statement": outer["statement"].replace("example", "exempel")}))
    assert verified(mirror, capsys) == (1, ["签名不对：清单没有签名，或者签名后被改过。"])


@pytest.mark.parametrize(
    "words",
    [
        "junk",
        "",
        "公钥",
        "-----BEGIN PUBLIC KEY-----\n!!!\n-----END PUBLIC KEY-----",
        "-----BEGIN CERTIFICATE-----\nMAAw\n-----END CERTIFICATE-----",
    ],
)
def test_a_file_that_is_no_key_is_no_wrong_signature(
    mirror: Path, tmp_path: Path, capsys: Any, words: str
) -> None:
    junk = tmp_path / "junk.pem"
    junk.write_text(words)
    status = run(["portal", "verify", str(mirror), "--key", str(junk)])
    said = capsys.readouterr()
    assert (status, said.out) == (2, "")
    assert "不是 PEM 格式的公钥" in said.err


def test_a_key_that_nothing_can_be_held_against_holds_for_nothing() -> None:
    pem = "-----BEGIN PUBLIC KEY-----\nMAAw\n-----END PUBLIC KEY-----"
    assert not signature_holds(ED25519, pem, b"statement", b"signature")


@pytest.fixture
def elsewhere(mirror: Path, tmp_path: Path) -> Path:
    return shutil.copytree(mirror, tmp_path / "elsewhere")


def test_a_whole_copy_within_a_mirror_does_not_stand_for_it(
    mirror: Path, elsewhere: Path, tmp_path: Path, capsys: Any
) -> None:
    shutil.copytree(mirror, elsewhere / "public")
    (elsewhere / "a/1/index.html").write_bytes(LONG.replace(b"text", b"tExt"))
    status, lines = verified(elsewhere, capsys)
    assert status == 1
    assert lines[0] == "内容不符：a/1/index.html"
    assert "多出：public/a/1/index.html" in lines
    shutil.rmtree(elsewhere / "manifest")
    assert run(["portal", "verify", str(elsewhere)]) == 2
    assert f"{elsewhere} 里没有清单" in capsys.readouterr().err


@pytest.mark.parametrize("beside", ["lost+found", ".snapshots"])
def test_what_the_disk_puts_beside_a_copy_is_none_of_its_pages(
    mirror: Path, beside: str, capsys: Any
) -> None:
    """A copy on a disk of its own, which is served from there."""
    (mirror.parent / beside).mkdir()
    assert verified(mirror.parent, capsys)[0] == 0


def test_it_is_said_which_folder_was_verified(mirror: Path, capsys: Any) -> None:
    for given in (mirror, mirror.parent):
        assert verified(given, capsys)[1][0].startswith(f"副本完好：{mirror}，")


def test_a_folder_that_lies_elsewhere_is_too_much(elsewhere: Path, tmp_path: Path, capsys: Any) -> None:
    for inside in ("zfxxgk", "a/more"):
        (elsewhere / inside).symlink_to(tmp_path)
    assert verified(elsewhere, capsys) == (1, ["多出：a/more", "多出：zfxxgk"])


def test_nothing_hides_beside_the_manifest(elsewhere: Path, key: Key, tmp_path: Path, capsys: Any) -> None:
    pem, offered = tmp_path / "key.pem", elsewhere / "manifest/public-key.pem"
    pem.write_text(f"{key.public_pem}\n")
    assert verified(elsewhere, capsys, "--key", str(pem))[0] == 0
    (elsewhere / "manifest/notice").mkdir()
    (elsewhere / "manifest/notice/index.html").write_bytes(b"more")
    offered.write_text(f"{key.public_pem}more")
    status, lines = verified(elsewhere, capsys, "--key", str(pem))
    assert (status, lines) == (1, ["内容不符：manifest/public-key.pem", "多出：manifest/notice/index.html"])
    offered.unlink()
    assert verified(elsewhere, capsys, "--key", str(pem))[1][0] == "缺少：manifest/public-key.pem"


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_folder_that_cannot_be_read_is_named(elsewhere: Path, capsys: Any) -> None:
    (elsewhere / "hidden").mkdir(mode=0o300)
    status, lines = verified(elsewhere, capsys)
    assert status == 1
    assert lines[0].startswith("读不出：hidden")


@pytest.mark.parametrize("name", ["a\0b", "\ud800", "/etc/passwd", "../journal"])
def test_what_no_file_can_be_called_is_a_difference(elsewhere: Path, name: str, capsys: Any) -> None:
    """A mirror that lies may have anything in its manifest, and offer a key that holds for it."""
    content = json.dumps({name: ["0" * 64, 1]}).encode()
    (elsewhere / "manifest/00.json").write_bytes(content)
    index = elsewhere / "manifest/index.json"
    outer = json.loads(index.read_bytes())
    statement = json.loads(outer["statement"])
    statement["parts"]["00"] = [sm3(content), 1, 1]
    index.write_text(json.dumps({**outer, "statement": json.dumps(statement)}))
    status, lines = verified(elsewhere, capsys)
    assert status == 1
    assert any(line.startswith("清单里的路径") for line in lines)


def test_a_statement_that_is_no_text_cannot_be_read(elsewhere: Path, capsys: Any) -> None:
    index = elsewhere / "manifest/index.json"
    outer = json.loads(index.read_bytes())
    index.write_text(json.dumps({**outer, "statement": outer["statement"].replace("example", "\ud800")}))
    assert run(["portal", "verify", str(elsewhere)]) == 2
    assert "读不懂" in capsys.readouterr().err


def test_what_is_no_mirror_is_said_so(tmp_path: Path, capsys: Any) -> None:
    assert run(["portal", "verify", str(tmp_path)]) == 2
    assert "没有清单" in capsys.readouterr().err
    assert run(["portal", "verify", str(tmp_path / "nothing")]) == 2


def test_one_publication_rewrites_few_parts(mirror: Path, folder: Folder, key: Key, capsys: Any) -> None:
    before = {each: each.stat().st_mtime_ns for each in (mirror / "manifest").glob("??.json")}
    with Writer(folder) as writer:
        writer.take(File("/a/1/", LONG + b"!"))
        writer.take(Absent("/a/2/"))
    assert Manifest(folder).follow(key, SITE, timezone.now()) == 2
    changed = [each for each, at in before.items() if each.stat().st_mtime_ns != at]
    assert len(before) == 256
    assert 1 <= len(changed) <= 2
    assert verified(mirror, capsys)[0] == 0
    assert Manifest(folder).follow(key, SITE, timezone.now()) == 0


def test_interrupted_before_it_was_signed_it_is_made_good_the_next_time(
    mirror: Path, folder: Folder, key: Key, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    with Writer(folder) as writer:
        writer.take(File("/a/1/", LONG + b"!"))
    with monkeypatch.context() as patched:
        patched.setattr(Manifest, "_finish", lambda *args: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            Manifest(folder).follow(key, SITE, timezone.now())
    Manifest(folder).follow(key, SITE, timezone.now())
    assert verified(mirror, capsys)[0] == 0


def test_a_lost_manifest_is_made_anew(mirror: Path, folder: Folder, key: Key, capsys: Any) -> None:
    shutil.rmtree(mirror / "manifest")
    (mirror / f"a/{placing.UNFINISHED}1-1").write_bytes(b"half")
    Manifest(folder).renew(key, SITE, timezone.now())
    (mirror / f"a/{placing.UNFINISHED}1-1").unlink()
    assert verified(mirror, capsys)[0] == 0


@pytest.fixture
def looked_at(mirror: Path, folder: Folder, key: Key) -> Path:
    """The copy, long after its pages were written, of which all files were just looked at."""
    for each in mirror.rglob("*"):
        os.utime(each, (1, 1))
    Manifest(folder).renew(key, SITE, timezone.now())
    return mirror


def test_what_changed_and_was_lost_with_the_journal_is_found(
    looked_at: Path, folder: Folder, key: Key, capsys: Any
) -> None:
    """A machine that goes down may keep the page and lose the note."""
    (looked_at / "a/1/index.html").write_bytes(LONG + b"!")
    same_size = looked_at / "a/2/index.html"
    same_size.write_bytes(LONG.replace(b"text", b"tExt"))
    with Writer(folder) as writer:
        writer.take(File("/a/3/", LONG + b"!"))
    Manifest(folder).follow(key, SITE, timezone.now())
    assert verified(looked_at, capsys)[0] == 1
    Manifest(folder).renew(key, SITE, timezone.now())
    assert verified(looked_at, capsys)[0] == 0


def test_a_part_that_is_not_what_was_signed_is_made_anew(
    looked_at: Path, folder: Folder, key: Key, capsys: Any
) -> None:
    part = next(each for each in (looked_at / "manifest").glob("??.json") if each.stat().st_size > 10)
    rows = {path: ["0" * 64, size] for path, (_, size) in json.loads(part.read_bytes()).items()}
    part.write_text(json.dumps(rows))
    Manifest(folder).renew(key, SITE, timezone.now())
    assert verified(looked_at, capsys)[0] == 0


def test_what_is_as_it_was_is_not_read_again(
    looked_at: Path, folder: Folder, key: Key, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    monkeypatch.setattr(Manifest, "_look_at", lambda own, files, path: read.append(path))
    Manifest(folder).renew(key, SITE, timezone.now())
    assert read == []


def test_a_mirror_is_verified_without_django(mirror: Path) -> None:
    program = (
        "import sys\n"
        "from gongkai.cli.running import run\n"
        f"status = run(['portal', 'verify', {str(mirror)!r}])\n"
        "assert not any(name.partition('.')[0] in ('django', 'wagtail') for name in sys.modules)\n"
        "sys.exit(status)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_what_changes_while_it_is_written_is_told_the_next_time(
    mirror: Path, folder: Folder, key: Key, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    def change(number: int) -> None:
        with Writer(folder) as writer:
            writer.take(File(f"/a/{number}/", LONG + b"!"))

    finish = Manifest._finish

    def meanwhile(manifest: Manifest, *args: Any) -> None:
        change(2)
        finish(manifest, *args)

    change(1)
    monkeypatch.setattr(Manifest, "_finish", meanwhile)
    Manifest(folder).follow(key, SITE, timezone.now())
    monkeypatch.undo()
    assert Manifest(folder).follow(key, SITE, timezone.now()) == 1
    assert verified(mirror, capsys)[0] == 0


def test_while_one_writes_the_manifest_another_leaves_it_to_him(
    folder: Folder, key: Key, mirror: Path
) -> None:
    with Writer(folder) as writer:
        writer.take(File("/a/1/", LONG + b"!"))
    with folder.only_one("manifest"):
        assert Manifest(folder).follow(key, SITE, timezone.now()) == 0
    assert Manifest(folder).follow(key, SITE, timezone.now()) == 1


def test_a_torn_line_of_the_journal_keeps_the_manifest_from_nothing(
    mirror: Path, folder: Folder, key: Key, capsys: Any
) -> None:
    """A full disk takes a part of a line, whatever letter it ends within; a power cut leaves anything."""
    for torn in ("zfxxgk/惠".encode()[:-1], b"a/1", b"\0" * 64, b"\n\n"):
        with folder.journal.open("ab") as file:
            file.write(b"\n" + torn)
        with Writer(folder) as writer:
            writer.take(File("/a/1/", LONG + torn))
            writer.take(File("/files/k/a\u2028b.txt", torn, "text/plain; charset=utf-8"))
        assert Manifest(folder).follow(key, SITE, timezone.now()) > 0
        assert not folder.journal_taken.exists()
        assert verified(mirror, capsys)[0] == 0


def test_after_a_line_that_cannot_be_read_everything_is_looked_at(
    mirror: Path, folder: Folder, key: Key, capsys: Any
) -> None:
    (mirror / "a/more.html").write_bytes(b"more")
    folder.journal.write_bytes("zfxxgk/惠".encode()[:-1])
    assert Manifest(folder).follow(key, SITE, timezone.now()) > 0
    assert verified(mirror, capsys)[0] == 0

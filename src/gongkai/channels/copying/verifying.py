"""A mirror, held against its manifest. Needs the folder and a public key, no database and no Django."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from gongkai.channels.copying.stating import MANIFEST, PUBLIC_KEY, STATEMENT, Part, digest, read_part, sm3
from gongkai.front.of_a_copy import pages_in
from gongkai.register.signing import fingerprint, signature_holds

_AT_ONCE: Final = 4


class Unreadable(Exception):
    """There is no manifest that could be held against anything; the text says in Chinese what to do."""


@dataclass(frozen=True)
class Stated:
    """What the manifest says of itself, and who signed it."""

    site: str
    made_at: str
    files: int
    key_fingerprint: str
    own_key: bool
    """Whether the key was given from elsewhere; one that lies in the mirror itself proves little."""


def mirror(folder: Path) -> Path:
    """The folder that has the pages, of which `pages_in` says which it is.

    Raises:
        Unreadable: when there is no manifest.
    """
    place = pages_in(folder)
    if (place / MANIFEST / STATEMENT).is_file():
        return place
    raise Unreadable(f"{place} 里没有清单 {MANIFEST}/{STATEMENT}：请给出静态副本的文件夹，或者它的 public。")


def read_statement(public: Path, public_pem: str | None) -> tuple[Stated, dict[str, Any], list[str]]:
    """The statement, the parts it has, and a sentence for each thing that is wrong with the signature.

    Raises:
        Unreadable: when it is no statement, or there is no key.
        CannotSign: when this machine cannot check that kind of signature.
    """
    try:
        outer = json.loads((public / MANIFEST / STATEMENT).read_bytes())
        statement, signed = json.loads(outer["statement"]), outer["statement"].encode()
        signature = base64.b64decode(outer["signature"])
        parts = {str(name): row for name, row in statement["parts"].items()}
        stated = Stated(
            str(statement["site"]),
            str(statement["made_at"]),
            int(statement["files"]),
            str(outer["key_fingerprint"]),
            public_pem is not None,
        )
        algorithm = str(outer["algorithm"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Unreadable(
            f"清单 {MANIFEST}/{STATEMENT} 读不懂，它可能没有传完整：请重新同步后再核对。"
        ) from error
    pem = public_pem if public_pem is not None else _own_key(public)
    faults = []
    try:
        own = fingerprint(pem)
    except ValueError as error:
        raise Unreadable("公钥文件读不懂：请给出 PEM 格式的公钥。") from error
    if own != stated.key_fingerprint:
        faults.append("签名不对：清单不是用这把公钥的私钥签的。")
    elif not signature or not signature_holds(algorithm, pem, signed, signature):
        faults.append("签名不对：清单没有签名，或者签名后被改过。")
    elif public_pem is not None:
        faults += _foreign_key(public, public_pem)
    return stated, parts, faults


def compare(public: Path, parts: dict[str, Any]) -> Iterator[str]:
    """A sentence for each part or file that is missing, changed, or more than the manifest has."""
    expected: Part = {}
    whole = True
    for name, row in sorted(parts.items()):
        file = public / MANIFEST / f"{name}.json"
        try:
            content = file.read_bytes()
            if sm3(content) != row[0]:
                raise ValueError(name)
            expected.update(read_part(content))
        except (OSError, ValueError, TypeError, AttributeError, IndexError, KeyError):
            whole = False
            yield f"清单缺损：{MANIFEST}/{name}.json 不在，或者与签过的不符。"
    yield from _files_against(public, expected)
    if whole:
        own = {f"{MANIFEST}/{name}" for name in (STATEMENT, PUBLIC_KEY, *(f"{part}.json" for part in parts))}
        yield from _more_than(public, own | expected.keys())


def _files_against(public: Path, expected: Part) -> Iterator[str]:
    def look(entry: tuple[str, tuple[str, int]]) -> str:
        path, (wanted, size) = entry
        file = public / path
        if ".." in path.split("/") or path.startswith("/"):
            return f"清单里的路径出了文件夹：{path}"
        try:
            if file.stat().st_size == size and digest(file) == (wanted, size):
                return ""
        except (FileNotFoundError, NotADirectoryError):
            return f"缺少：{path}"
        except OSError as error:
            return f"读不出：{path}（{error.strerror}）"
        except ValueError:
            return f"清单里的路径不能是文件名：{path!a}"
        return f"内容不符：{path}"

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        yield from filter(None, pool.map(look, sorted(expected.items())))


def _more_than(public: Path, expected: AbstractSet[str]) -> Iterator[str]:
    """A sentence for what is there and not expected, a link to another folder too, and for what cannot be looked into."""
    unread: list[OSError] = []
    found: list[str] = []
    for name, folders, files in os.walk(public, onerror=unread.append):
        folder = Path(name)
        elsewhere = (each for each in folders if (folder / each).is_symlink())
        found += ((folder / each).relative_to(public).as_posix() for each in (*files, *elsewhere))
    yield from (f"多出：{path}" for path in sorted(set(found) - expected))
    for error in unread:
        path = Path(error.filename).relative_to(public).as_posix()
        yield f"读不出：{path}（{error.strerror}）"


def _foreign_key(public: Path, pem: str) -> list[str]:
    """A sentence when the key that the mirror offers its readers is not the one that it was held against."""
    try:
        offered = (public / MANIFEST / PUBLIC_KEY).read_text("ascii")
    except FileNotFoundError:
        return [f"缺少：{MANIFEST}/{PUBLIC_KEY}"]
    except (OSError, ValueError):
        offered = ""
    # Not by the fingerprint: that leaves out what stands before and after the key.
    return [] if offered.split() == pem.split() else [f"内容不符：{MANIFEST}/{PUBLIC_KEY}"]


def _own_key(public: Path) -> str:
    try:
        return (public / MANIFEST / PUBLIC_KEY).read_text("ascii")
    except (OSError, ValueError) as error:
        raise Unreadable(f"镜像里没有公钥 {MANIFEST}/{PUBLIC_KEY}：请用 --key 给出公钥文件。") from error

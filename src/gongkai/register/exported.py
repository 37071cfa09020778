"""Verifying what was exported and published, without a database: JSON Lines, checkpoints, the public key. Pure."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator
from typing import Any

from gongkai.register.breaks import Anchor
from gongkai.register.chain import Link, Position, sm3
from gongkai.register.signing import fingerprint, signature_holds


class Unreadable(Exception):
    """A file is not what it should be; the text says in Chinese what and where."""


def links_of(lines: Iterable[bytes]) -> Iterator[Link]:
    """The entries of an export in JSON Lines, in the order of the file.

    Raises:
        Unreadable: with the number of the first line that is no entry.
    """
    for number, text in enumerate(lines, 1):
        if not text.strip():
            continue
        try:
            row = json.loads(text)
            body = row["body"]
            yield Link(
                int(row["sequence"]),
                str(row["previous_hash"]),
                str(row["entry_hash"]),
                str(body),
                {"sequence": int(row["sequence"])},
            )
        except (ValueError, KeyError, TypeError) as error:
            raise Unreadable(f"第{number}行不是台账的条目，请给出本程序导出的 .jsonl 文件。") from error


def anchors_of(published: str, public_pem: str | None) -> tuple[list[Anchor], list[str]]:
    """The checkpoints of `/register/checkpoints.json`, and a sentence about each that does not hold.

    Signatures are checked when the public key is given.

    Raises:
        Unreadable: when the text is no list of checkpoints.
    """
    try:
        rows = sorted(json.loads(published)["checkpoints"], key=lambda row: str(row["day"]))
        faults, anchors, previous = [], [], None
        for row in rows:
            fault = _fault(row, previous, public_pem)
            if fault:
                faults.append(f"{row['day']}的检查点：{fault}")
            else:
                anchors.append(Anchor(row["day"], Position(int(row["sequence"]), row["chain_hash"])))
            previous = sm3(row["statement"])
    except (ValueError, KeyError, TypeError) as error:
        raise Unreadable("检查点文件读不懂，请给出 /register/checkpoints.json 的原样内容。") from error
    return anchors, faults


def statement_fields(statement: str) -> dict[str, str]:
    """The lines of a checkpoint's statement, by what stands before the colon."""
    return dict(line.split("：", 1) for line in statement.splitlines() if "：" in line)


def contradiction(row: dict[str, Any], previous: str | None) -> str | None:
    """Where a checkpoint says something else than what was signed, or does not follow the one before.

    `row` has the keys of the published form; `previous` is SM3 of the statement before, BEGINNING before the
    first, None where it is not known.
    """
    stated = statement_fields(row["statement"])
    expected = {
        "日期": row["day"],
        "至第": f"{row['sequence']}条",
        "链首摘要": row["chain_hash"],
        "公钥指纹": row["key_fingerprint"],
        "签名算法": row["algorithm"],
    }
    wrong = [name for name, value in expected.items() if stated.get(name) != value]
    if wrong:
        return f"{'、'.join(wrong)}与签名原文不符。"
    if previous is not None and stated.get("上一检查点摘要") != previous:
        return "它所接的不是现在的上一个检查点，上一个被改过或者删去了。"
    return None


def signed_by(row: dict[str, Any], public_pem: str) -> bool:
    """Whether the statement carries the signature of that key.

    Raises:
        CannotSign: when this machine has not the means to find out.
    """
    try:
        signature = base64.b64decode(row["signature"], validate=True)
    except ValueError:
        return False
    return signature_holds(row["algorithm"], public_pem, row["statement"].encode(), signature)


def _fault(row: dict[str, Any], previous: str | None, public_pem: str | None) -> str | None:
    fault = contradiction(row, previous)
    if fault or public_pem is None:
        return fault
    if fingerprint(public_pem) != row["key_fingerprint"]:
        return "是用另一把密钥签的，请换用对应的公钥核对。"
    return None if signed_by(row, public_pem) else "签名不对，签名原文或者签名被改过。"

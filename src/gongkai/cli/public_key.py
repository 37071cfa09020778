"""The public key that a signature is held against, read from a file."""

from __future__ import annotations

from pathlib import Path

from gongkai.cli.status import CannotDo

__all__ = ["read_public_key"]


def read_public_key(path: str) -> str:
    """The key in PEM. Raises CannotDo for a file that is none: a wrong file is no wrong signature."""
    from gongkai.annual.system_errors import reason_of
    from gongkai.register.signing import is_public_key

    try:
        pem = Path(path).read_text("ascii")
    except UnicodeDecodeError:
        pem = ""
    except OSError as error:
        raise CannotDo(f"打不开“{path}”：{reason_of(error)}") from error
    if not is_public_key(pem):
        raise CannotDo(f"“{path}”不是 PEM 格式的公钥：请给出从网站的 /register/public-key.pem 取来的文件。")
    return pem

"""Why the database refused, said in Chinese: the drivers speak English and have no code for most of what stops a start."""

from __future__ import annotations

from typing import Final

__all__ = ["reason_of", "stays"]

# What stays as it is until somebody does something about it.
_STAYING: Final = (
    ("password authentication failed", "用户名或口令不对；口令里的特殊字符要写成百分号编码，例如 @ 写成 %40"),
    ("no password supplied", "没有写口令"),
    ("Peer authentication failed", "数据库只让同名的系统用户从本机这样连接，请写明主机 127.0.0.1 和口令"),
    ("no pg_hba.conf entry", "数据库服务器的 pg_hba.conf 不许从这里连接"),
    ("is not permitted to log in", "这个用户不许登录数据库"),
    ('FATAL:  role "', "没有这个用户"),
    ('FATAL:  database "', "没有这个数据库，请先建立"),
    ("permission denied for database", "这个用户不许用这个数据库"),
    (
        "permission denied for schema",
        "这个用户不能在里面建表，请让它作数据库的主人（ALTER DATABASE 库名 OWNER TO 用户）",
    ),
    ("must be owner of", "表是另一个用户建的，请用建表的那个用户，或者把表交给现在的用户（REASSIGN OWNED）"),
    (
        "permission denied for",
        "表是另一个用户建的，请用建表的那个用户，或者把表交给现在的用户（REASSIGN OWNED）",
    ),
    ("does not support SSL", "数据库服务器没有开启加密，而 sslmode 要求加密"),
    ("certificate", "数据库服务器的证书核对不了，请检查 sslmode 和 sslrootcert"),
    ("invalid connection option", "地址的问号后面有不认识的选项"),
    ("read-only transaction", "数据库只能读，可能是备用机"),
    ("No space left on device", "磁盘已满，请腾出空间再试"),
    ("database or disk is full", "磁盘已满，请腾出空间再试"),
    ("disk I/O error", "读写出错，磁盘可能已满或损坏"),
    ("unable to open database file", "文件打不开，请检查它所在的文件夹和权限"),
    ("readonly database", "文件只能读，请检查它和所在文件夹的主人与权限"),
    ("not a database", "这个文件不是 SQLite 数据库"),
    ("malformed", "数据库文件已损坏，请恢复备份"),
)
# What may be over in a moment: a database that is being started, a network that is not there yet.
_PASSING: Final = (
    ("Connection refused", "那里没有数据库在监听，请检查主机、端口，以及数据库是否在运行"),
    (".s.PGSQL.", "那里没有数据库在监听，请检查主机、端口，以及数据库是否在运行"),
    ("resolve host", "找不到这台主机"),
    ("timeout", "等待超时，请检查网络"),
    ("starting up", "数据库正在启动"),
    ("shutting down", "数据库正在停止"),
    ("too many", "连接太多，请加大数据库的 max_connections"),
    ("connection slots", "连接太多，请加大数据库的 max_connections"),
    ("is locked", "别的程序一直占着数据库"),
    ("closed the connection", "连接断了，数据库可能已停止"),
    ("terminating connection", "连接断了，数据库可能已停止"),
)


def reason_of(error: Exception) -> str:
    """Why an operation on the database failed, a Chinese phrase with the driver's own first line behind it.

    Where nothing is known it is that line alone. No driver writes the password into it.
    """
    said = str(error).strip()
    first = next(iter(said.splitlines()), type(error).__name__).rstrip("。.")
    meant = next((reason for words, reason in (*_STAYING, *_PASSING) if words in said), "")
    return f"{meant}（{first}）" if meant else first


def stays(error: Exception) -> bool:
    """Whether to wait would be in vain: the fault is known as one that does not mend itself."""
    return any(words in str(error) for words, _ in _STAYING)

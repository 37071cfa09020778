"""``gongkai report``: the annual report, read, checked, written, totalled and compared."""

from gongkai.cli.speech import LazyGroup

__all__ = ["group"]

group = LazyGroup(
    "report",
    help="""政府信息公开工作年度报告（《中华人民共和国政府信息公开条例》第四十九条、第五十条）。

    各命令都接受网页、Word、PDF、Markdown、文本、表格和本程序自己的 JSON。
    结果写到标准输出，提示写到标准错误。
    退出状态：0 完成且没有问题；1 完成但发现问题；2 没能完成。""",
    lazy={
        "read": ("gongkai.cli.report.read:read", "读取年报，得到三张表的数字和各节文字"),
        "check": ("gongkai.cli.report.check:check", "核对年报：表内、表与文字、与上年、与格式文本"),
        "write": ("gongkai.cli.report.write:write", "按格式文本写成 Word、PDF、网页、表格或 Markdown"),
        "total": ("gongkai.cli.report.total:total", "把各单位的年报汇总成一份"),
        "compare": ("gongkai.cli.report.compare:compare", "逐格、逐节比较两份年报"),
    },
    examples=(
        ("读取一份年报", "gongkai report read 年报.html"),
        ("核对一份年报，并与上年对照", "gongkai report check 2024.docx --previous 2023.docx"),
    ),
)
"""The group of commands."""

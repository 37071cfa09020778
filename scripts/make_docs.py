#!/usr/bin/env python3
"""Writes the pages of docs/ that are generated from the code."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from gongkai.annual.checking import RULES, Rule, check
from gongkai.annual.checking.examples import disturbed
from gongkai.annual.schema import report_schema
from gongkai.site.environment import SETTINGS, Setting

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from scripts.api_page import api_page  # noqa: E402 - found when this is run as a program, too

_INTRODUCTION = """\
# 核对规则

`gongkai report check` 用下面的规则核对年度报告。本页由规则登记表生成（`make docs`），每条的例子由测试逐条运行。

- **先看印的是什么**：不用算出的数盖掉印的数再核对。
- **读不出不等于0**：读不出、空白都不当作0；相关的等式只有在无论空着的是什么数都不成立时才判错。
- **说清是谁的问题**：报告本身、识读存疑、两处不一致。识读存疑从不算作报告的错误。
- **一个原因一条**：一个数错会同时破坏几个等式，只报一条，指出那一格，其余等式列作证据。
- **附证据**：涉及的格、印的文字、在原件中的位置、算式和改正的办法。

级别：**错误**使命令以状态 1 结束；**警告**和**提示**不影响。`--select`、`--ignore` 可以写规则全名，也可以写前缀，如 `applications`、`text.*`。
与上年比较的规则需要 `--previous`，或者在同一个文件夹里找到同一机关上年的报告；与同类单位比较的规则需要同类单位的报告。
"""


def rules_page() -> str:
    """The text of docs/rules.md: a table of all rules, then each with its basis and example."""
    lines = [_INTRODUCTION, "| 规则 | 要求 | 级别 | 归属 |", "| --- | --- | --- | --- |"]
    names = sorted(RULES)
    for name in names:
        rule = RULES[name]
        lines.append(
            f"| [`{name}`](#{_anchor(name)}) | {rule.title} | {rule.severity.label} | {rule.fault.label} |"
        )
    lines.append("")
    for name in names:
        lines += _rule(RULES[name])
    return "\n".join([*lines, _TOTAL_RULES])


def _anchor(name: str) -> str:
    return name.replace(".", "")


def _rule(rule: Rule) -> list[str]:
    report, previous, peers = disturbed(rule.example)
    found = [finding for finding in check(report, previous, peers=peers) if finding.rule == rule.name]
    return [
        f"## {rule.name}",
        "",
        f"**{rule.title}**（{rule.severity.label}，{rule.fault.label}）",
        "",
        rule.explanation,
        "",
        f"- 依据：{rule.basis}",
        f"- 例子：{rule.example.text}。",
        *(f"- 查出：{finding.message}" for finding in found),
        "",
    ]


_TOTAL_RULES = """\
## 汇总数与公布数

`gongkai report total … --published 文件 [--scope whole|own]` 把县里公布的报告与各单位之和比较。只有年度相同、知道公布的是汇总数、
名单上的单位都已报告时才判断；不判断时说明原因。这些规则要有各单位的报告，所以不在 `report check` 里。

| 规则 | 查出什么 | 级别 |
| --- | --- | --- |
| `total.body` | 差额正好是某一个单位的全部数字：漏计或重复计了它 | 警告 |
| `total.proactive` `total.applications` `total.disputes` | 表二、表三、表四公布的数不等于各单位之和 | 警告 |
| `total.in_force` | 现行有效件数不等于各单位之和（联合发文、自然失效会使两者不同） | 提示 |
| `total.fees` | 收费金额不等于各单位之和（代收、分成会使两者不同） | 提示 |
"""


def schema_page() -> str:
    """The text of docs/annual-report.schema.json."""
    return json.dumps(report_schema(), ensure_ascii=False, indent=2) + "\n"


_SETTINGS_BEGIN, _SETTINGS_END = "<!-- settings: made by `make docs` -->", "<!-- end of settings -->"


def administration_page() -> str:
    """The text of docs/administration.md: written by hand, but for the table of settings."""
    before, rest = (ROOT / "docs/administration.md").read_text(encoding="utf-8").split(_SETTINGS_BEGIN)
    _, after = rest.split(_SETTINGS_END)
    return "\n".join([before + _SETTINGS_BEGIN, *_settings_tables(), _SETTINGS_END + after])


def _settings_tables() -> list[str]:
    lines = []
    for group in dict.fromkeys(setting.group for setting in SETTINGS):
        lines += [
            "",
            f"### {group}",
            "",
            "| 变量 | 用途 | 默认 | 什么值不安全 |",
            "| --- | --- | --- | --- |",
        ]
        lines += [_setting(setting) for setting in SETTINGS if setting.group == group]
    return [*lines, ""]


def _setting(setting: Setting) -> str:
    default = setting.default_note or f"`{setting.default}`"
    cells = (f"`{setting.name}`", setting.purpose, default if default != "``" else "没有", setting.safe)
    return f"| {' | '.join(cells)} |"


PAGES: Mapping[str, Callable[[], str]] = {
    "docs/rules.md": rules_page,
    "docs/annual-report.schema.json": schema_page,
    "docs/administration.md": administration_page,
    "docs/api.md": api_page,
}
"""The generated pages, by path, and the function that writes each."""


def main() -> int:
    """Write every page; with ``--check`` only say which are out of date (status 1)."""
    stale = [path for path, page in PAGES.items() if not _is_current(ROOT / path, page())]
    if "--check" in sys.argv[1:]:
        for path in stale:
            print(f"{path} is out of date: run make docs")
        return 1 if stale else 0
    for path in stale:
        (ROOT / path).write_text(PAGES[path](), encoding="utf-8")
        print(f"{path} written")
    return 0


def _is_current(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text


if __name__ == "__main__":
    sys.exit(main())

"""What `make demo` shows: the sample reports are read, checked, compared, totalled, and one is written.

Every line that is printed comes from the `gongkai` command, run on `samples/` as anyone would run it.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).parents[1]
GONGKAI = Path(sys.executable).with_name("gongkai")
RESULTS = Path("build/demo")

STEPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("读一份报告：从网页文字读出三张表", ("report", "read", "samples/liuhe-2024.txt", "--table")),
    ("核对一个文件夹：每一处矛盾、缺漏，并与上年比较", ("report", "check", "samples")),
    (
        "按规定格式写成 Word、PDF、网页、表格",
        ("report", "write", "samples/liuhe-2024.txt", "--to", f"{RESULTS}/柳河镇2024.docx"),
    ),
    ("", ("report", "write", "samples/liuhe-2024.txt", "--to", f"{RESULTS}/柳河镇2024.pdf")),
    ("", ("report", "write", "samples/liuhe-2024.txt", "--to", f"{RESULTS}/柳河镇2024.html")),
    ("", ("report", "write", "samples/liuhe-2024.txt", "--to", f"{RESULTS}/柳河镇2024.xlsx")),
    (
        "汇总全县：加总各单位，说明缺什么、为什么",
        (
            *(
                "report",
                "total",
                "samples/liuhe-2024.txt",
                "samples/shuiwu-2024.docx",
                "samples/fenglindu-2024.md",
            ),
            *("--agency", "云栖县人民政府", "--year", "2024", "--to", f"{RESULTS}/云栖县2024.xlsx"),
        ),
    ),
    (
        "与上年逐格、逐段比较",
        (
            "report",
            "compare",
            "samples/liuhe-2023.html",
            "samples/liuhe-2024.txt",
            "--html",
            f"{RESULTS}/柳河镇比较.html",
        ),
    ),
)


def main() -> int:
    """Run every step; 1 when one could not be done (findings in the samples are what the demo shows)."""
    (PROJECT / RESULTS).mkdir(parents=True, exist_ok=True)
    failed = False
    for title, arguments in STEPS:
        if title:
            print(f"\n━━ {title}", flush=True)
        print(f"$ gongkai {' '.join(arguments)}", flush=True)
        status = subprocess.run([GONGKAI, *arguments], cwd=PROJECT, check=False).returncode
        failed = failed or status > 1
    print(f"\n写出的文件在 {RESULTS}/ ：")
    for path in sorted((PROJECT / RESULTS).iterdir()):
        print(f"  {path.name}  {path.stat().st_size // 1024} KB")
    print("\n接着可以：gongkai report check 你自己的年报文件夹/")
    return int(failed)


if __name__ == "__main__":
    raise SystemExit(main())

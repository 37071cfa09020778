"""The real nginx on a configuration of ours, without being root and without touching the machine's own."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from dataclasses import replace
from pathlib import Path

from tests.front.front_process import PATIENCE, FrontProcess, free_port

from gongkai.front.nginx import Site, configuration

NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")


class NginxProcess(FrontProcess):
    """Use as a context. `site` needs no `listen`; a free port is taken."""

    def __init__(self, folder: Path, site: Site, workers: int = 1) -> None:
        self.port = free_port()
        self.folder = folder
        text = configuration(replace(site, listen=(f"listen 127.0.0.1:{self.port};",)))
        temporary = "\n".join(
            f"{name}_temp_path {folder}/{name};"
            for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        (folder / "site.conf").write_text(text)
        (folder / "nginx.conf").write_text(
            f"daemon off; worker_processes {workers}; pid {folder}/pid; error_log {folder}/error.log;\n"
            f"user root;\nevents {{ worker_connections 1024; }}\nhttp {{\n{temporary}\n"
            f"access_log off;\ninclude {folder}/site.conf;\n}}\n"
        )

    def __enter__(self) -> NginxProcess:
        assert NGINX is not None
        self.process = subprocess.Popen(
            [
                NGINX,
                "-p",
                str(self.folder),
                "-c",
                str(self.folder / "nginx.conf"),
                "-e",
                str(self.folder / "error.log"),
            ],
            stderr=subprocess.PIPE,
            text=True,
        )
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and self.process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
                return self
            except OSError:
                time.sleep(0.05)
        self.process.kill()
        raise AssertionError(self.process.communicate()[1])

"""What nginx's log says of a request: who asked for which address, as the law has it kept, and not what was searched for."""

from __future__ import annotations

import re

from gongkai.front.access_log import WITH_A_KEY
from gongkai.front.nginx_text import block


def form_of(name: str) -> str:
    """The name of the log's form: of one site, because nginx takes a name once."""
    return f"gongkai_{re.sub('[^0-9A-Za-z]', '_', name)}"


def form(name: str) -> list[str]:
    """The lines for `http { }`: the address without its query, nor the key of a forgotten password, nor the page before."""
    lines = [f'"~^{WITH_A_KEY}" "{WITH_A_KEY}";', '"~^(?<gongkai_path>[^?]*)" $gongkai_path;', 'default "";']
    return [
        *block("map $request_uri $gongkai_address", lines),
        f"log_format {form_of(name)} '$remote_addr [$time_local] \"$request_method $gongkai_address\" '",
        "    '$status $body_bytes_sent $request_time';",
        "",
    ]

"""The configuration with which nginx serves the copy itself, with the headers of `headers.py`, and asks us for the rest.

nginx reads neither our side files nor our code: that an index.html with a side file is a tombstone (410), and which
headers each kind of answer has, is written into its configuration.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from gongkai.front import headers, layout, nginx_limits, nginx_passing
from gongkai.front.headers import OF_KIND, Kind
from gongkai.front.nginx_headers import add, maps
from gongkai.front.nginx_log import form, form_of
from gongkai.front.nginx_passing import TOO_LARGE
from gongkai.front.nginx_text import block, indented, quoted
from gongkai.front.without_office import LATER, REFUSALS, RETRY_SECONDS, error_of, page_of

_TYPES_OF_FEEDS: Final = (("atom.xml", "application/atom+xml"), ("feed.json", "application/feed+json"))
# The office that is asked as an error page may be away, which has its own.
_AND_THEN: Final = "recursive_error_pages on;"
_TEXTS: Final = "text/css text/csv text/javascript text/plain application/json application/xml application/atom+xml application/feed+json"


@dataclass(frozen=True)
class Site:
    """What is served: the folder `public`, the folder whose `static` has the office's styles, and how to ask us.

    `plain` are the lines that open the port without encryption, from which readers are sent on ("listen 80;").
    `front` is where `gongkai serve` listens ("127.0.0.1:8000"), empty for a mirror without an office; `listen` are
    the lines that open the port; `megabytes` is the largest upload; `log` is the file of requests, None for nginx's own way.
    `questions` and `trusted` are what `nginx_limits.zones` takes.
    """

    pages: Path
    data: Path | None
    front: str
    name: str
    listen: tuple[str, ...]
    https: bool
    megabytes: int = 60
    plain: tuple[str, ...] = ()
    log: Path | None = None
    questions: int = nginx_limits.LEAST
    trusted: tuple[str, ...] = ()


def configuration(site: Site) -> str:
    """The text for /etc/nginx/conf.d/ or sites-enabled: it belongs into `http { }`."""
    log = form(site.name) if site.log else []
    passing = []
    if site.front:
        passing = [*nginx_limits.zones(site.questions, site.trusted), *nginx_passing.upstream(site.front)]
    blocks = [
        maps(),
        *log,
        *passing,
        *_sent_on(site),
        "server {",
        *indented(_server(site)),
        "}",
    ]
    return "\n".join(blocks) + "\n"


def _sent_on(site: Site) -> list[str]:
    """Who types the address without https comes to the same page."""
    if not site.plain:
        return []
    lines = [*site.plain, f"server_name {site.name};", *_log(site), "return 301 https://$host$request_uri;"]
    return block("server", lines)


def _log(site: Site) -> list[str]:
    return [f"access_log {quoted(site.log)} {form_of(site.name)};"] if site.log else []


def _server(site: Site) -> list[str]:
    return [
        *site.listen,
        f"server_name {site.name};",
        *_log(site),
        f"root {quoted(site.pages)};",
        f"client_max_body_size {site.megabytes}m;",
        "server_tokens off;",
        "error_page 404 /404/index.html;",
        TOO_LARGE,
        # Links within the folder are followed. To look for them would open every folder on the way, 18 times for a page
        # instead of twice, and halve the pages a second; nobody but us writes there, and we make none. A cache of open
        # files would hide that, and show what was withdrawn.
        "gzip_static on;",
        "gzip_vary on;",
        "sendfile on;",
        "tcp_nopush on;",
        "charset utf-8;",
        f"charset_types {_TEXTS};",
        f"default_type {layout.UNKNOWN};",
        *block("types", _types()),
        *_pages(site),
        *_hidden(site),
        *_too_large(site),
        *_open_data(site),
        *_assets(site),
        *(_passed_on(site) if site.front else _nowhere()),
    ]


def _types() -> list[str]:
    by_type: dict[str, list[str]] = {}
    for ending, kind in layout.TYPES.items():
        by_type.setdefault(kind.partition(";")[0], []).append(ending)
    return [f"{kind} {' '.join(endings)};" for kind, endings in by_type.items()]


def _hidden(site: Site) -> list[str]:
    """What stands beside a file, and what is being written, is nobody's to read."""
    return [
        *_beside(),
        *block(r"location ~ /index\.html$", ["return 404;"]),
        *block("location = /404/", ["return 404;"]),
        *block("location = /404/index.html", ["internal;", *add(_hsts(site))]),
        *block("location = /503/", ["return 404;"]),
        *block("location = /503/index.html", ["internal;", *add(_hsts(site))]),
    ]


def _too_large(site: Site) -> list[str]:
    said = page_of(*REFUSALS[413]).replace("\n", "")
    return block(
        "location @too_large", ["default_type text/html;", *add(_hsts(site)), f"return 413 '{said}';"]
    )


def _beside() -> list[str]:
    """Stands also within what is chosen by how the address begins, where nginx looks at no other expression."""
    return block(r"location ~ (/\.|\.(meta|gz|br)$)", ["return 404;"])


def _hsts(site: Site) -> tuple[headers.Header, ...]:
    return (("strict-transport-security", headers.HSTS),) if site.https else ()


def _pages(site: Site) -> list[str]:
    """Pages have addresses that end with a slash, and headers that need no map: most requests are for them."""
    page = [f'add_header {name} "{value}" always;' for name, value in _all_of_a_page(site)]
    return [
        "# 网页的地址以斜线结尾。有 .meta 的网页是撤回后的说明：410。",
        *block(
            # Before all other expressions, because most requests are for pages. No part begins with a dot.
            "location ~ ^/([^./][^/]*/)*$",
            [
                *block("if (-f $document_root${uri}index.html.meta)", ["return 410;"]),
                "error_page 410 @gone;",
                # Not by try_files, which would look at the disk once more for every page.
                "error_page 404 405 = @office;" if site.front else "error_page 404 /404/index.html;",
                TOO_LARGE,
                _AND_THEN,
                "log_not_found off;",
                "rewrite ^ ${uri}index.html break;",
                *page,
            ],
        ),
        *block("location @gone", ["rewrite ^(.*)$ $1index.html break;", *page]),
        *block(
            "location /",
            [
                *block("if (-f $request_filename/index.html)", ["rewrite ^(.*)$ $1/ permanent;"]),
                "try_files $uri @office;",
                *add(_hsts(site)),
            ],
        ),
        *block("location ^~ /files/", [*_beside(), "try_files $uri @office;", *add(_hsts(site))]),
    ]


def _all_of_a_page(site: Site) -> list[headers.Header]:
    return [*headers.ALWAYS, *OF_KIND[Kind.PAGE], *_hsts(site)]


def _open_data(site: Site) -> list[str]:
    data = ["default_type application/json;", *add(_hsts(site))]
    later = [
        *data,
        f'add_header retry-after "{RETRY_SECONDS}" always;',
        f"return 503 '{error_of('unavailable', LATER)}';",
    ]
    found = block(
        "location ^~ /api/",
        [
            "# 带查询的由办公系统回答。有 .meta 的是撤回后的说明：410。",
            "error_page 418 = @queried;",
            "error_page 410 @gone_data;",
            TOO_LARGE,
            _AND_THEN,
            *_preflight(),
            *block("if ($is_args)", ["return 418;"]),
            *_beside(),
            *block("if (-f $document_root$uri.json.meta)", ["return 410;"]),
            "try_files $uri.json $uri @queried;",
            *data,
        ],
    )
    found += block("location @gone_data", ["rewrite ^(.*)$ $1.json break;", *data])
    found += block(
        "location @queried", nginx_passing.questions_to_the_api(site.questions) if site.front else later
    )
    found += block("location @later_data", later) if site.front else []
    for name, kind in _TYPES_OF_FEEDS:
        lines = [
            *_preflight(),
            "types { }",
            f"default_type {kind};",
            "try_files $uri @office;",
            *add(_hsts(site)),
        ]
        found += block(f"location ~ ^/feeds/(.*/)?{name.replace('.', chr(92) + '.')}$", lines)
    return found


def _preflight() -> list[str]:
    """What the page of another site asks before it reads; a file by itself would be refused to OPTIONS."""
    told = [f'add_header {name} "{value}";' for name, value in headers.PREFLIGHT]
    return block("if ($request_method = OPTIONS)", [*told, "return 204;"])


def _assets(site: Site) -> list[str]:
    kept = ["add_header cache-control $gongkai_kept;", 'add_header x-content-type-options "nosniff";',
            'add_header cross-origin-resource-policy "same-origin";']  # fmt: skip
    kept += [f'add_header {name} "{value}";' for name, value in _hsts(site)]
    if site.data is None:
        return block("location ^~ /static/", [*_beside(), *kept])
    return [
        *block("location = /static/staticfiles.json", ["return 404;"]),
        *block("location = /static/collected.txt", ["return 404;"]),
        *block(
            "location ^~ /static/",
            [f"root {quoted(site.data)};", *_beside(), "try_files $uri @copied;", *kept],
        ),
        *block("location @copied", kept),
    ]


def _passed_on(site: Site) -> list[str]:
    headers_of_all = add(_hsts(site))
    return [
        *nginx_limits.answers(headers_of_all),
        *nginx_passing.searches(site.questions, headers_of_all),
        *nginx_passing.office(site.questions),
    ]


def _nowhere() -> list[str]:
    return block("location @office", ["return 404;"])

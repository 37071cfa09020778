"""What nginx does not send itself but asks us for: searches, questions to the API, the office, what is in no copy."""

from __future__ import annotations

from typing import Final

from gongkai.front import nginx_limits, routes
from gongkai.front.nginx_text import block

TOO_LARGE: Final = "error_page 413 @too_large;"
"""nginx looks at the length of a body by itself. Stands wherever there are other error pages, which would hide it."""
_FRONT: Final = "gongkai_front"


def upstream(front: str) -> list[str]:
    """Links to the front are kept open, and its name needs no resolver when an address has a variable in it."""
    # Shorter than the front keeps a connection: no request goes out on one that is being closed.
    return block(f"upstream {_FRONT}", [f"server {front};", "keepalive 16;", "keepalive_timeout 5s;"])


def questions_to_the_api(most: int) -> list[str]:
    """What is in a location for questions of which the answer is data; `most` a minute."""
    away = "error_page 502 504 =503 @later_data;"
    return [away, nginx_limits.TOO_OFTEN_DATA, *nginx_limits.questions(most), *_passing()]


def searches(most: int, headers: list[str]) -> list[str]:
    """Asked of the office; without it, answered by the page that searches in the browser. `most` a minute."""
    asking = [
        "error_page 502 504 =200 @search;",
        TOO_LARGE,
        nginx_limits.TOO_OFTEN,
        *nginx_limits.questions(most),
        *_passing(),
    ]
    return [
        *(line for address in sorted(routes.SEARCHES) for line in block(f"location = {address}", asking)),
        *block("location @search", ["rewrite ^(.*)$ $1index.html break;", *headers]),
    ]


def office(most: int) -> list[str]:
    """Asked; while the whole platform is away its own addresses say later, and others that they are nowhere."""
    later = ["error_page 502 504 =503 /503/index.html;", TOO_LARGE, nginx_limits.TOO_OFTEN, *_passing()]
    nowhere = ["error_page 502 504 =404 /404/index.html;", *_passing()]
    asked = {routes.SUGGESTIONS: nginx_limits.questions(most)}
    return [
        *(
            line
            for address in routes.OF_THE_OFFICE
            for line in block(
                f"location {'^~' if address.endswith('/') else '='} {address}",
                [*asked.get(address, []), *later],
            )
        ),
        *block("location @office", [TOO_LARGE, nginx_limits.TOO_OFTEN, *nowhere]),
    ]


def _passing() -> list[str]:
    return [
        # As it was asked for: the address of a page has been changed to that of its file when it comes here.
        f"proxy_pass http://{_FRONT}$request_uri;",
        "proxy_http_version 1.1;",
        'proxy_set_header Connection "";',
        "proxy_set_header Host $http_host;",
        "proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;",
        "proxy_set_header X-Forwarded-Proto $scheme;",
        "proxy_read_timeout 310s;",
        *nginx_limits.at_once(),
    ]

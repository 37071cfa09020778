"""The way to an OpenSearch and back: who we are, whom we trust, and what its answers mean."""

from __future__ import annotations

import base64
import ssl
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import SplitResult, unquote, urlsplit

from gongkai.search.backends.protocol import Refused, Unreachable

__all__ = ["WRITING", "Answer", "all_done", "connected", "sent"]

WRITING: Final = 120
"""Seconds in which a request that writes is answered."""
ASKING: Final = 10
"""The same of one that asks."""
MOST_BYTES: Final = 8 << 20
"""Bytes of a request that writes, unless one entry alone is larger: small servers take ten million."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one operation of a bulk request, which succeeds as a whole also when the server refused it."""

    kind: str
    result: dict[str, Any]

    @property
    def position(self) -> int:
        """The entry that it was about."""
        return int(self.result["_id"])

    @property
    def done(self) -> bool:
        """Whether it is now as was asked; to take out what is not there is done."""
        status: int = self.result["status"]
        return 200 <= status < 300 or (self.kind == "delete" and status == HTTPStatus.NOT_FOUND)

    @property
    def was_there(self) -> bool:
        """Whether what was to be created is there already."""
        return self.kind == "create" and bool(self.result["status"] == HTTPStatus.CONFLICT)

    @property
    def without_index(self) -> bool:
        """Whether there was no index of that name to do it in."""
        return self._error_type == "index_not_found_exception"

    @property
    def for_this_entry(self) -> bool:
        """Whether another entry might be taken: not so with too many requests, a full disk, no index or a closed one."""
        return (
            self.result["status"] == HTTPStatus.BAD_REQUEST and self._error_type != "index_closed_exception"
        )

    @property
    def reason(self) -> str:
        """Why not, as the server says it."""
        error = self.result.get("error") or self.result
        return str(error.get("reason", error) if isinstance(error, dict) else error)

    @property
    def _error_type(self) -> str:
        error = self.result.get("error")
        return str(error.get("type", "")) if isinstance(error, dict) else ""


def connected(address: str) -> Any:
    """The client for an address of the settings.

    Whom to trust with https the machine says, as for mail: the client by itself has a list of its own, in which
    a body's own authority is not.
    """
    from opensearchpy import OpenSearch

    parts = urlsplit(address)
    encrypted = parts.scheme == "https"
    return OpenSearch(
        hosts=[{"host": parts.hostname, "port": parts.port or 9200}],
        headers=_authorization(parts),
        use_ssl=encrypted,
        ssl_context=ssl.create_default_context() if encrypted else None,
        timeout=ASKING,
    )


def sent(
    client: Any, name: str, operations: Iterable[dict[str, Any]], *, alias: bool = True, refresh: bool = True
) -> list[Answer]:
    """Have operations done under a name, in requests that any server takes.

    With `alias` the name must be one: the server would otherwise make an index of its own accord for what is written
    where there is none, that cuts texts in another way. With `refresh` they are found at once.
    """
    from opensearchpy.helpers import streaming_bulk

    answers = streaming_bulk(
        client,
        operations,
        max_chunk_bytes=MOST_BYTES,
        raise_on_error=False,
        index=name,
        require_alias=alias,
        refresh=refresh,
        request_timeout=WRITING,
    )
    return [Answer(kind, result) for _, answer in answers for kind, result in answer.items()]


def all_done(answers: Iterable[Answer]) -> None:
    """See that everything was done.

    Raises:
        Refused: the server does not take some of the entries.
        Unreachable: it would take none now.
    """
    refused: Sequence[Answer] = [answer for answer in answers if not answer.done]
    if not refused:
        return
    kind = Refused if all(answer.for_this_entry for answer in refused) else Unreachable
    raise kind(f"{len(refused)}条没有写入：{refused[0].reason}")


def _authorization(address: SplitResult) -> dict[str, str]:
    """The header for the name and password in the address. The client's own would take no character beyond Latin 1."""
    if not address.username:
        return {}
    credentials = f"{unquote(address.username)}:{unquote(address.password or '')}"
    return {"authorization": f"Basic {base64.b64encode(credentials.encode()).decode()}"}

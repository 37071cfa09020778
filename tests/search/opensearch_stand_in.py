"""What stands in for an OpenSearch: over HTTP, the few requests that we send, as its documentation describes them.

It refuses whatever it does not know, so that a request which grew is noticed. What it cannot show is how a real one
analyses, ranks and lasts.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

MOST_CLAUSES = 1024


class Refused(Exception):
    """Status, kind and reason of an error, as OpenSearch gives them."""

    def __init__(self, status: int, kind: str, reason: str) -> None:
        self.status, self.kind = status, kind
        super().__init__(reason)


class OpenSearchStandIn:
    """Use as a context. `address` is what the settings name.

    `refuse` makes every document of a bulk fail, `refused` those that have that word; `most_bytes` of a request are
    taken; `bulks` are the sizes of what was written.
    """

    def __init__(self) -> None:
        self.indices: dict[str, dict[str, Any]] = {}
        self.documents: dict[str, dict[str, Any]] = {}
        self.refuse = self.refused = ""
        self.most_bytes = 100 << 20
        self.bulks: list[int] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_: Any) -> None:
                pass

            def _answer(self) -> None:
                body = self.rfile.read(int(self.headers.get("content-length") or 0)).decode()
                parts = urlsplit(self.path)
                try:
                    if len(body.encode()) > outer.most_bytes:
                        raise Refused(413, "", "")
                    status, said = 200, outer.answer(self.command, parts.path, parse_qs(parts.query), body)
                except Refused as refused:
                    error = {"type": refused.kind, "reason": str(refused), "root_cause": []}
                    status, said = refused.status, {"error": error, "status": refused.status}
                packed = json.dumps(said).encode()
                self.send_response(status)
                self.send_header("content-type", "application/json; charset=UTF-8")
                self.send_header("content-length", str(len(packed)))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(packed)

            do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = _answer  # noqa: N815 - so named by http.server

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}/gongkai"

    def __enter__(self) -> OpenSearchStandIn:
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()

    def answer(self, method: str, path: str, query: dict[str, list[str]], body: str) -> Any:
        name, _, call = path.strip("/").partition("/")
        if not call and method in ("HEAD", "PUT", "DELETE"):
            return self._index(method, name, body, query)
        if name not in self._aliases():
            if call == "_bulk" and query.get("require_alias") != ["true"]:
                self.indices[name] = {}  # made of the server's own accord, without our mapping
            else:
                raise Refused(404, "index_not_found_exception", f"no such index [{name}]")
        calls: dict[str, Callable[[str], Any]] = {
            "_bulk": self._bulk,
            "_search": lambda text: self._search(json.loads(text)),
            "_count": lambda text: {"count": len(self.documents)},
        }
        if call not in calls or set(query) - {"refresh", "require_alias"}:
            raise Refused(400, "illegal_argument_exception", f"{method} {path} {query}")
        return calls[call](body)

    def _aliases(self) -> set[str]:
        return {alias for index in self.indices.values() for alias in index.get("aliases", ())}

    def _index(self, method: str, name: str, body: str, query: dict[str, list[str]]) -> Any:
        if method == "HEAD":
            if name not in self.indices and name not in self._aliases():
                raise Refused(404, "index_not_found_exception", name)
            return {}
        if method == "DELETE":
            if name not in self.indices and query.get("ignore_unavailable") != ["true"]:
                raise Refused(404, "index_not_found_exception", name)
            if self.indices.pop(name, None) is not None:
                self.documents.clear()
            return {"acknowledged": True}
        if name in self.indices:
            raise Refused(400, "resource_already_exists_exception", f"index [{name}] already exists")
        self.indices[name] = json.loads(body)
        return {"acknowledged": True, "index": name}

    def _bulk(self, body: str) -> Any:
        if not body.endswith("\n"):
            raise Refused(
                400, "illegal_argument_exception", "The bulk request must be terminated by a newline"
            )
        self.bulks.append(len(body.encode()))
        lines = iter([json.loads(line) for line in body.splitlines()])
        items = []
        for action in lines:
            ((kind, about),) = action.items()
            document = next(lines) if kind == "index" else None
            if self.refuse:
                error = {"type": "cluster_block_exception", "reason": self.refuse}
                items.append({kind: {"_id": about["_id"], "status": 429, "error": error}})
            elif document is not None and self.refused and self.refused in document["title"]:
                error = {"type": "mapper_parsing_exception", "reason": self.refused}
                items.append({kind: {"_id": about["_id"], "status": 400, "error": error}})
            elif document is not None:
                self._known(document)
                self.documents[about["_id"]] = document
                items.append({kind: {"_id": about["_id"], "status": 201}})
            else:
                known = self.documents.pop(about["_id"], None) is not None
                items.append({kind: {"_id": about["_id"], "status": 200 if known else 404}})
        errors = any("error" in result for item in items for result in item.values())
        return {"took": 1, "errors": errors, "items": items}

    def _known(self, document: dict[str, Any]) -> None:
        (mapping,) = self.indices.values()
        unknown = set(document) - set(mapping["mappings"]["properties"])
        if unknown:
            raise Refused(400, "strict_dynamic_mapping_exception", str(unknown))

    def _search(self, asked: dict[str, Any]) -> Any:
        if set(asked) != {"size", "sort", "track_total_hits", "query"}:
            raise Refused(400, "parsing_exception", str(set(asked)))
        ((field, order),) = asked["sort"][0].items()
        for field, beginning in single_beginnings(asked["query"]):
            words = {word for document in self.documents.values() for word in document[field].split()}
            if sum(word.startswith(beginning) for word in words) > MOST_CLAUSES:
                raise Refused(400, "too_many_clauses", f"maxClauseCount is set to {MOST_CLAUSES}")
        found = [document for document in self.documents.values() if matches(asked["query"], document)]
        found.sort(key=lambda document: document[field], reverse=order == "desc")
        hits = [{"sort": [document[field]]} for document in found[: asked["size"]]]
        return {"timed_out": False, "hits": {"hits": hits}}


def matches(query: dict[str, Any], document: dict[str, Any]) -> bool:
    """Whether a document answers a query of OpenSearch's language, as far as we speak it."""
    ((kind, about),) = query.items()
    match kind:
        case "bool":
            if set(about) - {"filter", "must_not", "should"}:
                raise Refused(400, "parsing_exception", str(set(about)))
            needed = about.get("filter", [])
            either = about.get("should", [])
            return (
                all(matches(each, document) for each in needed)
                and not any(matches(each, document) for each in about.get("must_not", []))
                and (bool(needed) or not either or any(matches(each, document) for each in either))
            )
        case "terms":
            ((field, values),) = about.items()
            return bool(set(values) & set(document[field].split()))
        case "prefix":
            ((field, wanted),) = about.items()
            return any(word.startswith(wanted["value"]) for word in document[field].split())
        case "range":
            ((field, ends),) = about.items()
            return bool(ends.get("gte", 0) <= document[field] < ends.get("lt", float("inf")))
        case "match_phrase" | "match_phrase_prefix":
            ((field, wanted),) = about.items()
            return _phrase(wanted["query"].split(), document[field].split(), kind.endswith("prefix"))
    raise Refused(400, "parsing_exception", f"unknown query [{kind}]")


def single_beginnings(query: Any) -> Iterator[tuple[str, str]]:
    """Field and word of each phrase of a single word that is only a beginning: it becomes a clause for each word."""
    if isinstance(query, list):
        for each in query:
            yield from single_beginnings(each)
    elif isinstance(query, dict):
        for kind, about in query.items():
            if kind == "match_phrase_prefix":
                ((field, wanted),) = about.items()
                if len(wanted["query"].split()) == 1:
                    yield field, wanted["query"]
            else:
                yield from single_beginnings(about)


def _phrase(wanted: list[str], words: list[str], open_end: bool) -> bool:
    for start in range(len(words) - len(wanted) + 1):
        part = words[start : start + len(wanted)]
        if part[:-1] == wanted[:-1] and (
            part[-1].startswith(wanted[-1]) if open_end else part[-1] == wanted[-1]
        ):
            return True
    return False

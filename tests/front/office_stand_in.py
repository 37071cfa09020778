"""An office for the front to ask: it says what it was asked, or behaves as badly as an office may."""

from __future__ import annotations

import asyncio
import hashlib
import threading
from pathlib import Path
from typing import Any

from aiohttp import web


class OfficeStandIn:
    """Use as a context. Keeps what it was asked in `asked`, and who broke off in `broken_off`.

    With a `status` it answers everything by that.
    """

    def __init__(self, socket: Path) -> None:
        self.socket = socket
        self.asked: list[dict[str, Any]] = []
        self.broken_off: list[str] = []
        self.status: int | None = None
        self._loop = asyncio.new_event_loop()

    def __enter__(self) -> OfficeStandIn:
        self._up = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        assert self._up.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self.socket.unlink(missing_ok=True)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        application = web.Application(client_max_size=2**31)
        application.router.add_route("*", "/{path:.*}", self._answer)
        # Who logs a request after its test is over writes to a stream that is closed.
        runner = web.AppRunner(application, access_log=None, auto_decompress=False, handler_cancellation=True)
        self._loop.run_until_complete(runner.setup())
        self._loop.run_until_complete(web.UnixSite(runner, str(self.socket)).start())
        self._up.set()
        self._loop.run_forever()
        self._loop.run_until_complete(runner.cleanup())

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append({"target": request.raw_path, "method": request.method, "headers": request.headers})
        try:
            if self.status is not None:
                return web.Response(status=self.status, text="unable")
            return await self._behave(request)
        except (asyncio.CancelledError, ConnectionError, web.RequestPayloadError):
            self.broken_off.append(request.path)
            raise

    async def _behave(self, request: web.Request) -> web.StreamResponse:
        if "think" in request.query:
            await asyncio.sleep(float(request.query["think"]))
        match request.path.rpartition("/")[2]:
            case "upload":
                digest, size = hashlib.sha256(), 0
                async for piece in request.content.iter_any():
                    digest.update(piece)
                    size += len(piece)
                return web.json_response({"size": size, "sha256": digest.hexdigest()})
            case "slow":
                await asyncio.sleep(float(request.query.get("seconds", "30")))
                return web.Response(text="late")
            case "cookies":
                answer = web.Response(text="ok", headers={"Connection": "close, X-Private", "X-Private": "1"})
                answer.set_cookie("one", "1")
                answer.set_cookie("two", "2")
                return answer
            case "large":
                answer = web.Response(body=b"x" * 3_000_000)
            case "endless":
                stream = web.StreamResponse()
                await stream.prepare(request)
                for _ in range(10_000):
                    await stream.write(b"x" * 65536)
                    await asyncio.sleep(0.01)
                return stream
            case "dies":
                stream = web.StreamResponse(headers={"Content-Length": "1000000"})
                await stream.prepare(request)
                await stream.write(b"x" * 200_000)
                assert request.transport is not None
                request.transport.abort()
                return stream
            case _:
                answer = web.Response(
                    text=f"office {request.method}", status=int(request.query.get("status", 200))
                )
        return answer

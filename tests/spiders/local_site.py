"""A server that answers with exactly the bytes it is told to, and remembers exactly the bytes that went either way."""

from __future__ import annotations

import asyncio
import json
import re
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from pipelines.model import Source
from spiders.crawl import collect
from spiders.plan import CrawlPlan, Dates, PlannedSource

if TYPE_CHECKING:
    from pathlib import Path

HOST = "tally.example"


def ok(body: str | bytes, kind: str = "text/html; charset=utf-8", *, status: str = "200 OK", more: str = "") -> bytes:
    """A plain answer; `more` is further header lines, each ended by CRLF."""
    body = body.encode() if isinstance(body, str) else body
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n{more}\r\n".encode() + body


def page(title: str, *links: str, text: str = "Votes were counted.") -> bytes:
    anchors = "".join(f'<p><a href="{link}">to {link}</a></p>' for link in links)
    return ok(f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{text}</p>{anchors}</body></html>")


@dataclass
class Asked:
    """One request that arrived: its bytes, its path, its headers in lower case, and the bytes sent back."""

    raw: bytes
    path: str
    headers: dict[str, str]
    answer: bytes
    at: float


@dataclass
class Site:
    """answers: path -> bytes, or a callable of the request that gives them. `closing` paths end with the connection."""

    answers: dict[str, Any] = field(
        default_factory=lambda: {"/robots.txt": ok("", "text/plain", status="404 Not Found")}
    )
    closing: set[str] = field(default_factory=set)
    asked: list[Asked] = field(default_factory=list)
    connections: int = 0
    port: int = 0

    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while True:
                raw = await reader.readuntil(b"\r\n\r\n")
                path = raw.split(b" ", 2)[1].decode()
                headers = {k.lower(): v for k, v in re.findall(r"(?m)^([^:\r\n]+): ([^\r\n]*)", raw.decode("latin-1"))}
                asked = Asked(raw, path, headers, b"", asyncio.get_running_loop().time())
                answer = self.answers.get(path, ok("<title>gone</title>", status="404 Not Found"))
                asked.answer = answer(asked) if callable(answer) else answer
                self.asked.append(asked)
                writer.write(asked.answer)
                await writer.drain()
                if path in self.closing:
                    break
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()


class Server:
    """Runs a Site on a loopback port, in a thread with an event loop of its own."""

    def __init__(self, site: Site, **options: Any) -> None:
        self.site = site
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        started = asyncio.run_coroutine_threadsafe(
            asyncio.start_server(site.serve, "127.0.0.1", 0, **options), self._loop
        )
        self._server = started.result(10)
        site.port = self._server.sockets[0].getsockname()[1]

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._server.close)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)


@dataclass
class Nights:
    """Crawls of one archive, night after night."""

    folder: Path
    told: list[dict[str, Any]] = field(default_factory=list)

    @property
    def archive(self) -> Path:
        return self.folder / "archive"

    def plan(
        self, site: Site, *sources: Source, night: int = 1, dates: Dates | None = None, **options: Any
    ) -> CrawlPlan:
        now = datetime(2026, 3, night, 2, 15, tzinfo=UTC)
        usual = options.pop("usual", ())
        defaults: dict[str, Any] = {
            "run_id": now.strftime("%Y%m%dT%H%M%SZ"),
            "archive": self.archive,
            "outcomes": self.folder / f"outcomes-{night}",
            "sources": tuple(PlannedSource(source, dates or Dates(), usual) for source in sources),
            "now": now,
            "connect_to": {HOST: f"127.0.0.1:{site.port}"},
            "delay": 0.0,
        }
        return CrawlPlan(**(defaults | options))

    def crawl(self, site: Site, *sources: Source, **options: Any) -> Any:
        """The outcome of the source, or of the sources."""
        self.told = []
        plan = self.plan(site, *sources, **options)
        found = collect(
            plan,
            tell=lambda source_id, capture: self.told.append(
                {"source_id": source_id, "url": capture.url, "status": capture.status, "revisit": capture.revisit}
            ),
        )
        return found[0] if len(found) == 1 else found

    def outcome(self, night: int, source_id: str) -> dict[str, Any]:
        return json.loads((self.folder / f"outcomes-{night}" / f"{source_id}.json").read_text())


def source(spider: str = "pages", path: str = "/", **options: Any) -> Source:
    return Source(
        **({"source_id": "blog", "title": "A blog", "url": f"http://{HOST}{path}", "spider": spider} | options)
    )

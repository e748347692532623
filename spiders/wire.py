"""One request and its answer over one connection, with every byte kept as it went over the wire.

h11 frames the messages and parses heads; what is archived is never what h11 made of them but the bytes themselves.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import h11

if TYPE_CHECKING:
    import asyncio

HEAD_LIMIT = 256 * 1024
"""Bytes of a head. Browsers stop at about as much; a head is held in memory whole."""

_READ_SIZE = 65536
_FIELD_NAME = re.compile(rb"([!#$%&'*+\-.^_`|~0-9A-Za-z]+)[ \t]*:")


class Unparsable(Exception):  # noqa: N818  (an outcome of the night, not an error of the program)
    """What came back is not an HTTP/1 message. It was archived all the same."""


class Oversized(Exception):  # noqa: N818
    """The answer is longer than the limit. Its beginning was archived."""


class Disconnected(Exception):  # noqa: N818
    """The server went away before the answer was whole."""


class Unanswered(Disconnected):
    """The server went away before the first byte of an answer: a kept-alive connection had gone stale."""


@dataclass(frozen=True, slots=True)
class Asking:
    """A request as it will be sent."""

    method: bytes
    target: bytes
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes = b""


@dataclass(slots=True)
class Conversation:
    """Sends one request and reads one answer; `sent` and `received` are right at any moment, also after a failure.

    `received` leaves out interim (1xx) answers and whatever follows the end of the answer: neither is part of it.
    `is_over` says that the connection may carry another request.
    """

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    limit: int
    sent: bytes = b""
    received: bytearray = field(default_factory=bytearray)
    status: int = 0
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    body: bytearray = field(default_factory=bytearray)
    is_over: bool = False
    _machine: h11.Connection | None = None
    _is_repaired: bool = False

    async def run(self, asking: Asking) -> None:
        """Raises Unparsable, Oversized, Disconnected, or what the stream raises."""
        try:
            self._machine, self.sent = _machine(asking)
        except h11.LocalProtocolError as error:
            raise Unparsable(f"the request cannot be written as HTTP: {error}") from error
        self.writer.write(self.sent)
        await self.writer.drain()
        while await self._step(asking):
            if len(self.received) > self.limit:
                raise Oversized(f"more than {self.limit} bytes came")
        assert self._machine is not None
        rest, _ = self._machine.trailing_data
        if rest:
            del self.received[-len(rest) :]
        self.is_over = not rest and self._machine.our_state is h11.DONE and self._machine.their_state is h11.DONE

    async def _step(self, asking: Asking) -> bool:
        """One event of the answer; False at its end."""
        machine = self._machine
        assert machine is not None
        try:
            event = machine.next_event()
        except h11.RemoteProtocolError as error:
            self._repair(asking, error)
            return True
        if event is h11.NEED_DATA:
            data = await self.reader.read(_READ_SIZE)
            if not data and not self.received:
                raise Unanswered("the connection was closed without an answer")
            self.received += data
            machine.receive_data(data)
        elif isinstance(event, h11.InformationalResponse):
            if event.status_code == 101:
                raise Unparsable("the server switched to another protocol")
            self.received[:] = machine.trailing_data[0]
        elif isinstance(event, h11.Response):
            self.status, self.headers = event.status_code, list(event.headers.raw_items())
        elif isinstance(event, h11.Data):
            self.body += event.data
        return not isinstance(event, (h11.EndOfMessage, h11.ConnectionClosed))

    def _repair(self, asking: Asking, error: h11.RemoteProtocolError) -> None:
        """Browsers pass over a header line that is none; so do we, once, for reading. The evidence stays as it came."""
        if self.status:
            if self.reader.at_eof():
                raise Disconnected(f"the answer broke off after {len(self.received)} bytes") from error
            raise Unparsable(str(error)) from error
        repaired = None if self._is_repaired else _without_odd_lines(bytes(self.received))
        if repaired is None:
            raise Unparsable(str(error)) from error
        self._is_repaired = True
        self._machine, _ = _machine(asking)
        self._machine.receive_data(repaired)
        if self.reader.at_eof():
            self._machine.receive_data(b"")


def _machine(asking: Asking) -> tuple[h11.Connection, bytes]:
    """A client that has sent the request, and the bytes of it."""
    machine = h11.Connection(h11.CLIENT, max_incomplete_event_size=HEAD_LIMIT)
    head = h11.Request(method=asking.method, target=asking.target, headers=list(asking.headers))
    sent = machine.send(head) or b""
    if asking.body:
        sent += machine.send(h11.Data(data=asking.body)) or b""
    return machine, sent + (machine.send(h11.EndOfMessage()) or b"")


def _without_odd_lines(received: bytes) -> bytes | None:
    """The message without header lines that have no name and colon; None where that changes nothing."""
    end = re.search(rb"\r?\n\r?\n", received)
    if end is None:
        return None
    first, *lines = re.split(rb"\r?\n", received[: end.start()])
    fit = [line.replace(b"\x00", b"") for line in lines if _FIELD_NAME.match(line) or line[:1] in (b" ", b"\t")]
    fit = [_FIELD_NAME.sub(rb"\1:", line, count=1) if line[:1] not in b" \t" else line for line in fit]
    if fit == lines:
        return None
    return b"\r\n".join([first, *fit]) + b"\r\n\r\n" + received[end.end() :]

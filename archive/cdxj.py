"""The index's line: `urlkey timestamp {json}`, as pywb and other players read it.

The urlkey is a SURT: the host turned round ("org,example)/page"), so that a site's pages stand together. Fields that
players know have their names and are strings; ours besides them: captured_at (with microseconds), id, head_mime
(the media type a revisit's own head names), etag, last_modified, revisit, refers_to, truncated.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, BinaryIO
from urllib.parse import SplitResult, unquote_to_bytes, urlsplit

from archive.capture import names_of
from pipelines.model import Capture

if TYPE_CHECKING:
    from collections.abc import Iterator

REVISIT_MIME = "warc/revisit"

_DEFAULT_PORT = {"http": 80, "https": 443}
_WWW = re.compile(r"^www\d*\.")
_SESSION_PATH = re.compile(r"/\([a-z]\([0-9a-z]{24}\)\)(?=/[^?]+\.aspx)", re.IGNORECASE)
_SESSION_QUERY = re.compile(
    r"(?:^|(?<=&))(?:jsessionid=[0-9a-z]{32}|phpsessid=[0-9a-z]{32}|sid=[0-9a-z]{32}"
    r"|aspsessionid[a-z]{8}=[a-z]{24}|cfid=[^&]+&cftoken=[^&]+)(?:&|$)",
    re.IGNORECASE,
)
_KEPT = frozenset(range(0x21, 0x7F)) - frozenset(b"#%")


def urlkey(url: str) -> str:
    """The SURT of an address, made as players make it: scheme, user, `www.`, default port, fragment and session ids
    left out, lower case, the query's parts in order. Addresses that differ in these share a key; their lines keep the
    address itself."""
    parts = _split(url)
    if parts is None:
        return _escape(url).lower()
    host = _WWW.sub("", (parts.hostname or "").rstrip("."))
    turned = _escape(host) if ":" in host else ",".join(reversed(_escape(_ascii(host)).split(".")))
    port = _port(parts)
    path = re.sub(r"/{2,}", "/", _dots(_escape(parts.path or "/"))).lower()
    path = _SESSION_PATH.sub("", path)
    path = path.rstrip("/") or "/"
    query = _SESSION_QUERY.sub("", _escape(parts.query).lower())
    tail = "?" + "&".join(sorted(query.split("&"))) if query else ""
    return f"{turned}{f':{port}' if port else ''}){path}{tail}"


def same_address(url: str, other: str) -> bool:
    """Equal but for the fragment and what RFC 3986 6.2.2 calls syntax: case of scheme and host, a default port."""
    return url == other or _normal(url) == _normal(other)


def _normal(url: str) -> tuple[object, ...]:
    parts = _split(url)
    if parts is None:
        return (url,)
    return (parts.scheme, parts.hostname, _port(parts), parts.path or "/", parts.query)


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url.strip())
        _ = parts.port
    except ValueError:
        return None
    return parts if parts.hostname else None


def _port(parts: SplitResult) -> int | None:
    return None if parts.port == _DEFAULT_PORT.get(parts.scheme) else parts.port


def _ascii(host: str) -> str:
    try:
        return host if host.isascii() else host.encode("idna").decode()
    except UnicodeError:
        return host


def _escape(text: str) -> str:
    """Each octet once escaped: what needs no escape is plain, what needs one has capitals."""
    octets = unquote_to_bytes(text)
    return "".join(chr(octet) if octet in _KEPT else f"%{octet:02X}" for octet in octets)


def _dots(path: str) -> str:
    """RFC 3986 5.2.4."""
    if "/." not in path:
        return path
    out: list[str] = []
    for segment in path.split("/"):
        if segment == "..":
            out = out[:-1] or [""]
        elif segment != ".":
            out.append(segment)
    return "/".join(out) + ("/" if path.endswith(("/.", "/..")) else "")


def line_of(capture: Capture) -> bytes:
    """Without the line feed. None is left out; the run and the source are in the file's name."""
    moment = re.sub(r"\D", "", capture.captured_at[:19])
    fields: dict[str, str | None] = {
        "captured_at": capture.captured_at,  # first, so that lines of one second sort by time
        "url": capture.url,
        "mime": REVISIT_MIME if capture.revisit else capture.mime,
        "head_mime": capture.mime if capture.revisit else None,
        "status": str(capture.status),
        "digest": capture.payload_digest,
        "length": str(capture.length),
        "offset": str(capture.offset),
        "filename": capture.file,
        "id": capture.capture_id,
        "etag": capture.etag,
        "last_modified": capture.last_modified,
        "revisit": capture.revisit,
        "refers_to": capture.refers_to,
        "truncated": capture.truncated,
    }
    present = {name: value for name, value in fields.items() if value is not None}
    return f"{urlkey(capture.url)} {moment} {json.dumps(present, separators=(',', ':'))}".encode()


def capture_from(line: bytes) -> Capture:
    """The capture of one of our own lines."""
    fields: dict[str, Any] = json.loads(line[line.index(b" {") + 1 :])
    run_id, source_id = names_of(fields["filename"])
    return Capture(
        capture_id=fields["id"],
        url=fields["url"],
        captured_at=fields["captured_at"],
        status=int(fields["status"]),
        mime=fields.get("head_mime" if "revisit" in fields else "mime"),
        payload_digest=fields["digest"],
        file=fields["filename"],
        offset=int(fields["offset"]),
        length=int(fields["length"]),
        source_id=source_id,
        run_id=run_id,
        etag=fields.get("etag"),
        last_modified=fields.get("last_modified"),
        revisit=fields.get("revisit"),
        refers_to=fields.get("refers_to"),
        truncated=fields.get("truncated"),
    )


_OFFSET = re.compile(rb',"offset":"(\d+)"')  # no address holds these bytes: JSON escapes its quotation marks


def offset_in(line: bytes) -> int:
    """The offset that one of our own lines gives, without reading the rest of it."""
    found = _OFFSET.search(line)
    return int(found[1]) if found else 0


def whole_lines(stream: BinaryIO) -> Iterator[bytes]:
    """As `lines_of`, of a file that is read as the lines are asked for."""
    return (line[:-1] for line in stream if line.endswith(b"\n") and line != b"\n")


def lines_of(text: bytes) -> Iterator[bytes]:
    """Whole lines; one that the writer was killed in has no line feed and is left for the next look."""
    yield from (line for line in text.split(b"\n")[:-1] if line)

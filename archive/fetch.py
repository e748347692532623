"""A plain GET for importing from other archives: no redirects followed, nothing decoded, bounded in size and time."""

from __future__ import annotations

import socket
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from archive.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Fetch = Callable[[str, Mapping[str, str]], "Fetched"]
    """Address and request headers to an answer. Follows no redirects, decodes nothing; OSError when there is none."""

LIMIT = 64 * 1024 * 1024
TIMEOUT = 60.0
"""Seconds of silence, in connecting or in answering: an archive may look for long before it says a word."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer. body: content coding kept, chunking gone. is_whole: as long as its Content-Length said."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    is_whole: bool = True

    def get(self, name: str) -> str | None:
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


def fetch(url: str, headers: Mapping[str, str]) -> Fetched:
    """One GET; proxies from the environment, certificates verified.

    Raises OSError where asking again may help, ArchiveError where it cannot: no web address, or a name without one.
    """
    if not url.startswith(("http://", "https://")):
        raise ArchiveError(url, found="no web address", expected="http:// or https://", todo="Give another address.")
    opener = urllib.request.build_opener(_Stay)
    request = urllib.request.Request(url, headers=dict(headers))  # noqa: S310 - the scheme is checked above
    try:
        answer = opener.open(request, timeout=TIMEOUT)
    except urllib.error.HTTPError as error:  # an answer all the same
        answer = error
    except urllib.error.URLError as error:
        raise _reason(url, error) from error
    with answer:
        body: bytes = answer.read(LIMIT + 1)
        said = answer.headers.get("Content-Length", "")
        is_whole = len(body) <= LIMIT and (not said.isdecimal() or len(body) == int(said))
        return Fetched(int(answer.status or 0), tuple(answer.headers.items()), body[:LIMIT], is_whole)


def _reason(url: str, error: urllib.error.URLError) -> ArchiveError | OSError:
    """What urllib wraps: a name that does not resolve, or the socket's own error."""
    if isinstance(error.reason, socket.gaierror):
        return ArchiveError(
            urlsplit(url).hostname or url,
            found=f"no address of that name ({error.reason.strerror})",
            expected="a web archive's name",
            todo="Look for a slip in the name, and whether there is a network.",
        )
    return error.reason if isinstance(error.reason, OSError) else error

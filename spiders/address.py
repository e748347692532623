"""Which network addresses may be connected to.

Pages are written by strangers and can name any address: a link, or a redirect, to 127.0.0.1 or to a router's own page
must not end up in an archive. So every name is resolved once, every address it gave is looked at, and the connection is
made to an address that was looked at (never to the name again: it could answer differently the second time).
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from scrapy.exceptions import CannotResolveHostError

if TYPE_CHECKING:
    from collections.abc import Mapping

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


class AddressRefused(Exception):  # noqa: N818  (named for what happened, as its neighbours in Scrapy are not: it is no error of ours)
    """The name leads to an address that the public has no business with."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a connection is made: an address and a port, and whether the plan itself names it (`connect_to`)."""

    address: str
    port: int
    is_named: bool = False


def is_public(address: IPAddress) -> bool:
    """Whether an address belongs to the open internet.

    `ipaddress.is_global` alone is True of multicast, of NAT64 (64:ff9b::/96, which wraps any IPv4 address), of IPv4-
    compatible ::/96 and of site-local fec0::/10. 6to4 and mapped addresses are judged by the IPv4 address within them.
    """
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is not None:
            return is_public(inner)
        if address.is_site_local:
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved


@dataclass(frozen=True, slots=True)
class AddressBook:
    """Finds the places behind a host name; `connect_to` is the plan's allow-list, as curl's option of that name."""

    connect_to: Mapping[str, str] = field(default_factory=dict)

    def named(self, host: str, port: int) -> Place | None:
        """The place that the plan names for a host, if it does."""
        target = self.connect_to.get(f"{host}:{port}") or self.connect_to.get(host)
        if target is None:
            return None
        address, _, target_port = target.rpartition(":")
        return Place(address.strip("[]"), int(target_port), is_named=True)

    def refuse_literal(self, host: str) -> None:
        """Behind a proxy names are resolved elsewhere; an address written out, or localhost, is refused here."""
        address = _written_out(host)
        is_fit = is_public(address) if address else host != "localhost" and not host.endswith(".localhost")
        if not is_fit:
            raise AddressRefused(
                f"{host}: no address of the public internet; expected one; name it in connect_to if it is yours"
            )

    async def places(self, host: str, port: int) -> list[Place]:
        """Every place worth trying, in the resolver's order. Raises CannotResolveHostError or AddressRefused."""
        named = self.named(host, port)
        if named is not None:
            return [named]
        found = await _resolve(host, port)
        public = [address for address in found if is_public(ipaddress.ip_address(address.partition("%")[0]))]
        if not public:
            raise AddressRefused(
                f"{host}: leads to {', '.join(found)}; expected an address of the public internet; "
                "name the host in connect_to if it is yours to crawl"
            )
        return [Place(address, port) for address in public]


def _written_out(host: str) -> IPAddress | None:
    """An address that stands for itself, also in the old ways that resolvers take: 2130706433, 0x7f.1, 127.1."""
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        pass
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host))
    except OSError:
        return None


async def _resolve(host: str, port: int) -> list[str]:
    loop = asyncio.get_running_loop()
    try:
        answers = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError) as error:
        raise CannotResolveHostError(f"{host}: no address found ({error}); expected a name that resolves") from error
    return list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in answers))

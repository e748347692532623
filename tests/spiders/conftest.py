from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.spiders.local_site import Nights, Server, Site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture
def serve() -> Iterator[Callable[..., Site]]:
    """Starts a server for a Site; all are stopped at the end of the test."""
    servers: list[Server] = []

    def start(site: Site | None = None, **options: Any) -> Site:
        servers.append(Server(site or Site(), **options))
        return servers[-1].site

    yield start
    for server in servers:
        server.stop()


@pytest.fixture
def site(serve: Callable[..., Site]) -> Site:
    return serve()


@pytest.fixture
def nights(tmp_path: Path) -> Nights:
    return Nights(tmp_path)


@pytest.fixture(autouse=True)
def _quiet(caplog: pytest.LogCaptureFixture) -> None:
    """A failing test shows its own lines, not a crawler's diary."""
    caplog.set_level("WARNING")
    caplog.set_level("WARNING", "scrapy")

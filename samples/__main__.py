"""`python -m samples --night 1 --port 8000`: the sample sites for a person to look at, until Ctrl-C."""

from __future__ import annotations

import contextlib
import threading

import click

from samples.server import serve
from samples.sites import NIGHTS


@click.command()
@click.option(
    "--night", type=click.IntRange(min(NIGHTS), max(NIGHTS)), default=1, show_default=True, help="Whose pages."
)
@click.option("--port", type=int, default=8000, show_default=True, help="Port on 127.0.0.1; 0 takes any that is free.")
def main(night: int, port: int) -> None:
    """Serve the sample sites on this machine, for a person to look at."""
    try:
        with serve(night, port) as samples:
            click.echo(_directions(samples.base, samples.connect_to))
            with contextlib.suppress(KeyboardInterrupt):
                threading.Event().wait()
    except OSError as error:
        raise click.ClickException(f"port {port}: found {error}; expected a free port: give another --port") from None


def _directions(base: str, connect_to: dict[str, str]) -> str:
    host, address = min(connect_to.items())
    return (
        f"{len(connect_to)} names are served at {base}/ (Ctrl-C ends). In a browser: open that address.\n"
        f"With curl: curl --connect-to ::{address} http://{host}/"
    )


if __name__ == "__main__":
    main()

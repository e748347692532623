"""Options that several verbs share, said once, and what becomes of errors on the command line."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from flows.folders import DataFolder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from reports.pictures import Pictures

_Verb = TypeVar("_Verb")
_STOPPED = "stopped by hand before the end; nothing is lost: the same command goes on where this one stopped"


def _folder(_ctx: click.Context, _param: click.Parameter, value: Path) -> DataFolder:
    return DataFolder(value)


def _kept_folder(ctx: click.Context, param: click.Parameter, value: Path) -> DataFolder:
    folder = _folder(ctx, param, value)
    if not folder.root.is_dir():
        raise click.BadParameter(
            f"{value}: found no such folder, expected one that `tallysheet collect`, `nightly` or `demo` has made; "
            "look for a slip in its name"
        )
    return folder


def kept_data_option(verb: _Verb) -> _Verb:
    """--data DIR as in `data_option`, for steps that have nothing to do where there is no such folder."""
    return _data_option(verb, _kept_folder)


def data_option(verb: _Verb) -> _Verb:
    """--data DIR, given to the verb as a DataFolder named `data`."""
    return _data_option(verb, _folder)


def _data_option(verb: _Verb, callback: Callable[..., DataFolder]) -> _Verb:
    option: Any = click.option(
        "--data",
        type=click.Path(file_okay=False, path_type=Path),
        default=Path("data"),
        show_default=True,
        envvar="TALLYSHEET_DATA",
        show_envvar=True,
        callback=callback,
        help="Folder of archive, warehouse and reports.",
    )
    return option(verb)  # type: ignore[no-any-return]


def contests_option(verb: _Verb) -> _Verb:
    """--contests PATH, given to the verb as a Path named `contests`."""
    option: Any = click.option(
        "--contests",
        type=click.Path(exists=True, path_type=Path),
        default=Path("contests"),
        show_default=True,
        envvar="TALLYSHEET_CONTESTS",
        show_envvar=True,
        help="A contest file, or a folder of them.",
    )
    return option(verb)  # type: ignore[no-any-return]


def last_contests_option(verb: _Verb) -> _Verb:
    """--contests PATH for a step that is run again: None, if not given, stands for those of the last run."""
    option: Any = click.option(
        "--contests",
        type=click.Path(exists=True, path_type=Path),
        envvar="TALLYSHEET_CONTESTS",
        show_envvar=True,
        help="A contest file, or a folder of them.  [default: those of the data folder's last run, else contests]",
    )
    return option(verb)  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True)
class CrawlOptions:
    """How the night goes about fetching. connect_to and delay: see spiders/plan.py."""

    contact: str | None = None
    delay: float = 2.0
    processes: int = 2
    connect_to: Mapping[str, str] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """Plain values, as a flow's parameters want them."""
        return {name: getattr(self, name) for name in ("contact", "delay", "processes", "connect_to")}


def _connections(_ctx: click.Context, _param: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    pairs = [value.partition("=") for value in values]
    for host, _, address in pairs:
        if not host or ":" not in address:
            raise click.BadParameter(f"found {host!r}, expected HOST=ADDRESS:PORT, such as site.example=127.0.0.1:8000")
    return {host: address for host, _, address in pairs}


def crawl_options(verb: Callable[..., Any]) -> Callable[..., Any]:
    """--contact, --delay, --processes and --connect-to, given to the verb as CrawlOptions named `crawling`."""

    @click.option(
        "--contact",
        envvar="TALLYSHEET_CONTACT",
        show_envvar=True,
        help="Web or mail address that stands in every request, so that a site's owner can reach you. "
        "Needed wherever the internet is asked.",
    )
    @click.option(
        "--delay",
        type=click.FloatRange(min=0),
        default=2.0,
        show_default=True,
        help="Seconds between two requests to a host. Less than 2 only where --connect-to names the host.",
    )
    @click.option(
        "--processes", type=click.IntRange(min=1), default=2, show_default=True, help="Crawling and reading processes."
    )
    @click.option(
        "--connect-to",
        multiple=True,
        callback=_connections,
        metavar="HOST=ADDRESS:PORT",
        help="Reach HOST there instead; the only way to an address that is not public. May be repeated.",
    )
    @wraps(verb)
    def with_crawling(
        *args: Any, contact: str | None, delay: float, processes: int, connect_to: dict[str, str], **rest: Any
    ) -> Any:
        return verb(*args, crawling=CrawlOptions(contact, delay, processes, connect_to), **rest)

    return with_crawling


def pictures_options(verb: Callable[..., Any]) -> Callable[..., Any]:
    """--png and --site, given to the verb as reports.pictures.Pictures or None, named `pictures`.

    What a picture needs is looked for at once, and not after hours of collecting.
    """

    @click.option("--png", is_flag=True, help="Also make a picture of each contest for sharing, in pictures/.")
    @click.option("--site", metavar="URL", help="Where the report will stand; with --png, for the pictures' addresses.")
    @wraps(verb)
    def with_pictures(*args: Any, png: bool, site: str | None, **rest: Any) -> Any:
        if site and not png:
            raise click.UsageError("--site is for the addresses of pictures: give --png with it.")
        return verb(*args, pictures=_pictures(site) if png else None, **rest)

    return with_pictures


def _pictures(site: str | None) -> Pictures:
    from reports.pictures import Pictures, missing

    if what := missing():
        raise click.ClickException(what)
    return Pictures(site or "")


@contextmanager
def said_plainly() -> Iterator[None]:
    """Errors whose text is meant for people end the verb with that text and exit status 1; others show their trace.

    So does Ctrl-C: every step that stands under this can be run again.
    """
    from flows.lock import NightUnderWayError
    from pipelines.contests import ContestError
    from spiders.plan import PlanUnusable
    from warehouse.errors import WarehouseError

    try:
        yield
    except (ContestError, FileNotFoundError, NightUnderWayError, PlanUnusable, WarehouseError) as error:
        raise click.ClickException(str(error)) from error
    except KeyboardInterrupt as error:
        raise click.ClickException(_STOPPED) from error
    except RuntimeError as error:
        if "Query interrupted" in str(error):  # what DuckDB makes of Ctrl-C
            raise click.ClickException(_STOPPED) from error
        raise

"""What a sample site answers to a path on a night: pages, feeds, redirects, and pages that are gone.

A folder of `samples/sites/` is a site, named by its host; a folder whose name begins with "_" is an engine, which lends
its files to the sites that name it (`engine:` in `_site.yml`), as a theme does. Every file is a Jinja template that
knows `night`, so that one file tells both nights; a file whose name begins with "_" is never answered by itself.
An .html file may begin with front matter (YAML between two lines of "---"): then it is a page, and `_page.html` of the
site or its engine is put around it. samples/README.md has the keys.
"""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
import yaml
from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = Path(__file__).parent / "sites"
NIGHTS = (1, 2)

_TYPES = {
    ".html": "text/html",
    ".xml": "application/xml",
    ".atom": "application/atom+xml",
    ".rss": "application/rss+xml",
    ".json": "application/json",
    ".txt": "text/plain",
    ".css": "text/css",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a site says: the body has no coding on it yet. location is set for redirects alone."""

    status: int
    content_type: str
    body: bytes
    location: str | None = None
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Page:
    """A page with front matter. `body` is its own HTML, without what the site puts around it."""

    path: str
    url: str
    body: Markup
    matter: Mapping[str, Any] = field(default_factory=dict)

    @property
    def month(self) -> str:
        """As Blogger writes it in the addresses of its archives."""
        return str(self.published or "")[:7].replace("-", "_")

    @property
    def year(self) -> str:
        return self.month[:4]

    def __getattr__(self, name: str) -> Any:
        """Front matter as attributes, for templates; None where a key is not given."""
        if name.startswith("__"):
            raise AttributeError(name)
        return self.matter.get(name)


@dataclass(frozen=True)
class Site:
    """One host. `settings` is its `_site.yml` over its engine's."""

    host: str
    folder: Path

    @cached_property
    def settings(self) -> Mapping[str, Any]:
        own = _yaml(self.folder / "_site.yml")
        engine = _yaml(self.folder.parent / own["engine"] / "_site.yml") if "engine" in own else {}
        return {**engine, **own, "routes": {**engine.get("routes", {}), **own.get("routes", {})}}

    @cached_property
    def _folders(self) -> tuple[Path, ...]:
        engine = self.settings.get("engine")
        return (self.folder, self.folder.parent / engine) if engine else (self.folder,)

    @cached_property
    def _layouts(self) -> jinja2.Environment:
        """Surroundings escape what is put into them; our own pages are markup already."""
        layouts = jinja2.Environment(
            loader=jinja2.FileSystemLoader(self._folders),
            autoescape=lambda name: name is None or not name.endswith((".txt", ".json")),  # noqa: S701  no markup there
            trim_blocks=True,
            lstrip_blocks=True,
        )
        layouts.filters |= {"date": _date, "digest": _digest}
        return layouts

    @cached_property
    def _contents(self) -> jinja2.Environment:
        environment = jinja2.Environment(trim_blocks=True, autoescape=False)  # noqa: S701  our own markup
        environment.undefined, environment.keep_trailing_newline = jinja2.StrictUndefined, True
        return environment

    def answer(self, path: str, query: Mapping[str, str], night: int) -> Answer:
        """A known path's answer, a redirect, or the site's 404 page. `path` is decoded and begins with "/"."""
        asked = "&".join(f"{key}={value}" for key, value in query.items())
        redirects = self.settings.get("redirects", {})
        location = redirects.get(f"{path}?{asked}") or redirects.get(path)
        if location:
            return _redirect(location)
        name, groups = self._route(path)
        file = self._file(name)
        if file is None and self._file(f"{name}/") is not None:
            return _redirect(f"http://{self.host}{path}/")
        return self._answer_file(file, path, {**query, **groups}, night) if file else self._not_found(night)

    def pages(self, night: int) -> tuple[Page, ...]:
        """Pages with front matter that are there on that night: newest first, those without a date last."""
        return _pages(self, night)

    def _route(self, path: str) -> tuple[str, dict[str, str]]:
        for pattern, name in self.settings["routes"].items():
            match = re.fullmatch(pattern, path)
            if match:
                return str(name), match.groupdict()
        return path, {}

    def _file(self, path: str) -> Path | None:
        """`path` begins with a slash when a visitor asked for it, and without when a route names a template."""
        if path.startswith("/") and any(part.startswith(("_", ".")) for part in path.split("/")):
            return None
        files = (folder / name for name in self._names(path.removeprefix("/")) for folder in self._folders)
        return next((file for file in files if file.is_file()), None)

    def _names(self, relative: str) -> list[str]:
        """Where the file of an address may lie, by the site's `addresses`: x.html is html, x bare, x/ slash."""
        style = self.settings.get("addresses", "html")
        if not relative or relative.endswith("/"):
            names = [f"{relative}index{ending}" for ending in _TYPES]
            return [*names, f"{relative[:-1]}.html"] if style == "slash" and relative else names
        return [relative, *(relative + ending for ending in _TYPES if ending != ".html" or style == "bare")]

    def _answer_file(self, file: Path, path: str, query: Mapping[str, str], night: int) -> Answer:
        page = self._page(file, path, night)
        context = self._context(night, query, path)
        if page is None:
            name = next(file.relative_to(folder) for folder in self._folders if file.is_relative_to(folder))
            return self._fill(name.as_posix(), context)
        if page.gone:
            return self._not_found(night, int(page.gone))
        text = self._layouts.get_template(page.layout or "_page.html").render({**context, "page": page})
        body = text.encode(page.encoding or "utf-8", "xmlcharrefreplace")
        return Answer(200, page.content_type or _content_type(file.suffix), body)

    def _fill(self, name: str, context: Mapping[str, Any]) -> Answer:
        """A template may `set` its status and headers at the top level: they come back as the module's names."""
        module = self._layouts.get_template(name).make_module(dict(context))
        headers = tuple(getattr(module, "headers", {}).items())
        content_type = _content_type(name[name.rindex(".") :])
        return Answer(int(getattr(module, "status", 200)), content_type, str(module).encode(), headers=headers)

    def _context(self, night: int, query: Mapping[str, str], path: str) -> dict[str, Any]:
        """What templates know. pages: those with a date, newest first; undated: the others, such as "About"."""
        pages = self.pages(night)
        return {
            "night": night,
            "query": query,
            "path": path,
            "site": self.settings,
            "host": self.host,
            "pages": [page for page in pages if page.published],
            "undated": [page for page in pages if not page.published],
        }

    def _page(self, file: Path, path: str, night: int) -> Page | None:
        text = file.read_text(encoding="utf-8")
        if not text.startswith("---\n"):
            return None
        _, front, body = self._contents.from_string(text).render(night=night).split("---\n", 2)
        matter = _keys(front)
        path = matter.get("address", path)
        return Page(path, f"http://{self.host}{path}", Markup(body), matter)  # noqa: S704  our own markup

    def _not_found(self, night: int, status: int = 404) -> Answer:
        if self._file("_404.html") is None:
            return Answer(status, _content_type(".txt"), b"There is nothing at this address.\n")
        return replace(self._fill("_404.html", self._context(night, {}, "/")), status=status)


@lru_cache(maxsize=64)
def _pages(site: Site, night: int) -> tuple[Page, ...]:
    pages = []
    for file in sorted(site.folder.rglob("*.html")):
        relative = file.relative_to(site.folder)
        if any(part.startswith("_") for part in relative.parts):
            continue
        page = site._page(file, _path_of(site, relative), night)  # noqa: SLF001  the same room
        if page is not None and not page.gone:
            pages.append(page)
    return tuple(sorted(pages, key=lambda page: str(page.published or ""), reverse=True))


def _path_of(site: Site, relative: Path) -> str:
    path = f"/{relative.as_posix()}"
    if relative.name == "index.html":
        return path.removesuffix("index.html")
    style = site.settings.get("addresses", "html")
    return path if style == "html" else path.removesuffix(".html") + ("/" if style == "slash" else "")


def _yaml(file: Path) -> dict[str, Any]:
    return _keys(file.read_text(encoding="utf-8")) if file.is_file() else {}


def _keys(text: str) -> dict[str, Any]:
    """Every value as it is written: a date, a number and a `no` stay text."""
    return yaml.load(text, Loader=yaml.BaseLoader) or {}  # noqa: S506  the base loader makes text, lists and mappings only


def _digest(text: str) -> str:
    """As indexes of archives write it: SHA-1 in base 32."""
    return base64.b32encode(hashlib.sha1(text.encode(), usedforsecurity=False).digest()).decode()


def _date(text: str, layout: str) -> str:
    return datetime.fromisoformat(text).strftime(layout)


def _content_type(ending: str) -> str:
    plain = _TYPES.get(ending, "application/octet-stream")
    return f"{plain}; charset=UTF-8" if plain.startswith("text/") or plain.endswith("xml") else plain


def _redirect(location: str) -> Answer:
    return Answer(301, _content_type(".html"), b"<p>This page has moved.</p>\n", location)


def load_sites(folder: Path = FOLDER) -> dict[str, Site]:
    """All sample sites by host."""
    hosts = sorted(path.name for path in folder.iterdir() if path.is_dir() and not path.name.startswith("_"))
    return {host: Site(host, folder / host) for host in hosts}

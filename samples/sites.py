"""What a sample site answers to a path on a night: pages, feeds, redirects, and pages that are gone.

A folder of `samples/sites/` is a site, named by its host; a folder whose name begins with "_" is an engine, which lends
its files to the sites that name it (`engine:` in `_site.yml`), as a theme does. Every file is a Jinja template that
knows `night`, so that one file tells both nights; a file whose name begins with "_" is never answered by itself.
An .html file may begin with front matter (YAML between two lines of "---"): then it is a page, and `_page.html` of the
site or its engine is put around it. samples/README.md has the keys.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
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
_INDEXES = tuple(f"index{ending}" for ending in _TYPES)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a site says: the body has no coding on it yet. location is set for redirects alone."""

    status: int
    content_type: str
    body: bytes
    location: str | None = None


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
        layouts.filters["date"] = _date
        return layouts

    @cached_property
    def _contents(self) -> jinja2.Environment:
        return jinja2.Environment(autoescape=False, undefined=jinja2.StrictUndefined, trim_blocks=True)  # noqa: S701  markup of our own

    def answer(self, path: str, query: Mapping[str, str], night: int) -> Answer:
        """A known path's answer, a redirect, or the site's 404 page. `path` is decoded and begins with "/"."""
        target = path if not query else f"{path}?{'&'.join(f'{key}={value}' for key, value in query.items())}"
        redirects = self.settings.get("redirects", {})
        if target in redirects or path in redirects:
            return _redirect(redirects.get(target) or redirects[path])
        name, groups = self._route(path)
        file = self._file(name)
        if file is None:
            if self._file(f"{name}/") is not None:
                return _redirect(f"http://{self.host}{path}/")
            return self._not_found(night)
        return self._answer_file(file, path, {**query, **groups}, night)

    def pages(self, night: int) -> tuple[Page, ...]:
        """Pages with front matter, newest first; those without a date, or marked `listed: no`, come last."""
        return _pages(self, night)

    def _route(self, path: str) -> tuple[str, dict[str, str]]:
        for pattern, name in self.settings["routes"].items():
            match = re.fullmatch(pattern, path)
            if match:
                return str(name), match.groupdict()
        return path, {}

    def _file(self, path: str) -> Path | None:
        relative = path.removeprefix("/")
        if path.startswith("/") and any(part.startswith(("_", ".")) for part in relative.split("/")):
            return None
        names = [relative + index for index in _INDEXES] if path.endswith("/") else [relative, *_with_ending(relative)]
        for folder in self._folders:
            for name in names:
                if (folder / name).is_file():
                    return folder / name
        return None

    def _answer_file(self, file: Path, path: str, query: Mapping[str, str], night: int) -> Answer:
        page = self._page(file, path, night)
        context = self._context(night, query, path)
        if page is None:
            name = next(file.relative_to(folder) for folder in self._folders if file.is_relative_to(folder))
            text = self._layouts.get_template(name.as_posix()).render(context)
            return Answer(200, _content_type(file.suffix), text.encode())
        if page.gone:
            return self._not_found(night, int(page.gone))
        text = self._layouts.get_template(page.layout or "_page.html").render({**context, "page": page})
        body = text.encode(page.encoding or "utf-8", "xmlcharrefreplace")
        return Answer(200, page.content_type or _content_type(file.suffix), body)

    def _context(self, night: int, query: Mapping[str, str], path: str) -> dict[str, Any]:
        listed = [page for page in self.pages(night) if page.published and page.listed != "no"]
        return {"night": night, "query": query, "path": path, "site": self.settings, "host": self.host, "pages": listed}

    def _page(self, file: Path, path: str, night: int) -> Page | None:
        text = file.read_text(encoding="utf-8")
        if not text.startswith("---\n"):
            return None
        _, matter, body = self._contents.from_string(text).render(night=night).split("---\n", 2)
        return Page(path, f"http://{self.host}{path}", Markup(body), _keys(matter))  # noqa: S704  our own markup

    def _not_found(self, night: int, status: int = 404) -> Answer:
        for folder in self._folders:
            if (folder / "_404.html").is_file():
                text = self._layouts.get_template("_404.html").render(self._context(night, {}, "/"))
                return Answer(status, _content_type(".html"), text.encode())
        return Answer(status, _content_type(".txt"), b"There is nothing at this address.\n")


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
    return path if site.settings.get("endings", True) else path.removesuffix(".html")


def _with_ending(relative: str) -> list[str]:
    return [relative + ending for ending in _TYPES] if "." not in relative.rsplit("/", 1)[-1] else []


def _yaml(file: Path) -> dict[str, Any]:
    return _keys(file.read_text(encoding="utf-8")) if file.is_file() else {}


def _keys(text: str) -> dict[str, Any]:
    """Every value as it is written: a date, a number and a `no` stay text."""
    return yaml.load(text, Loader=yaml.BaseLoader) or {}  # noqa: S506  the base loader makes text, lists and mappings only


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

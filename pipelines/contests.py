"""contests/*.yml to `Contest`, or an error that names file, line, key, what was found and what was expected.

The format is described for its users in docs/contests.md. JSON is read too (a list of contests or one). Only
`read_contests` and `load_contests` open files; `parse_contests` is the pure part.
"""

from __future__ import annotations

import difflib
import json
import re
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from importlib import resources
from typing import TYPE_CHECKING, Annotated, Any, Literal

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from pipelines.model import Candidate, Contest, Source, SourceKind, Standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

Spider = Literal["pages", "section", "feed", "sitemap", "wordpress", "blogger", "mediawiki", "thread", "wayback"]
_Mark = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is not right in a contest file. line and column count from 1, and are 0 where there are none."""

    file: str
    line: int
    column: int
    key: str
    found: str
    expected: str
    remedy: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        key = f" {self.key}:" if self.key else ""
        remedy = f"; {self.remedy}" if self.remedy else ""
        return f"{place}:{key} found {self.found}, expected {self.expected}{remedy}"


class ContestError(ValueError):
    """Contest files that cannot be used; `problems` has one entry a mistake, so that all are mended in one go."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def _slug(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*", text):
        raise ValueError("small letters, digits and hyphens, such as len-mccluskey")
    return text


def _date(text: str) -> str:
    if not re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", text):
        raise ValueError("a date as year-month-day, such as 2017-04-21 (2017-04 or 2017 where no more is known)")
    try:
        date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        raise ValueError("a day that there is: that month is shorter") from None
    return text


def _address(text: str) -> str:
    if not re.fullmatch(r"https?://[^\s/]+\S*", text):
        raise ValueError("a web address that begins with http:// or https://")
    return text


def _page_kind(text: str) -> str:
    kinds = sorted(
        file.name.removesuffix(".py")
        for file in resources.files("pipelines").joinpath("pages").iterdir()
        if file.name.endswith(".py") and not file.name.startswith("_")
    )
    if text not in kinds:
        raise ValueError(f"a page kind: {', '.join(kinds)} (a file of pipelines/pages/); most sources need none")
    return text


def _filled(text: str) -> str:
    if not text.strip():
        raise ValueError("some text")
    return " ".join(text.split())


Slug = Annotated[str, AfterValidator(_slug)]
IsoDate = Annotated[str, AfterValidator(_date)]
Address = Annotated[str, AfterValidator(_address)]
Text = Annotated[str, AfterValidator(_filled)]
Percent = Annotated[Decimal, Field(ge=0, le=100)]


class _Keys(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _other_names(cls, found: Any) -> Any:
        """Tables made elsewhere say `id` and `seats`; where both names stand, ours wins."""
        if not isinstance(found, dict):
            return found
        for theirs, ours in getattr(cls, "other_names", {}).items():
            if theirs in found:
                given = found[theirs]
                found = {key: value for key, value in found.items() if key != theirs}
                found.setdefault(ours, given)
        return found


class _CandidateKeys(_Keys):
    other_names = {"id": "candidate_id"}
    model_config = ConfigDict(extra="forbid", frozen=True, ignored_types=(dict,))
    candidate_id: Slug
    name: Text
    aliases: tuple[Text, ...] = ()
    party: str | None = None
    withdrawn: bool = False


class _SourceKeys(_Keys):
    source_id: Slug
    title: Text
    url: Address
    spider: Spider
    standing: Standing = "news"
    kind: SourceKind = "news"
    page: Annotated[str, AfterValidator(_page_kind)] | None = None
    urls: tuple[Address, ...] = ()
    include: tuple[Text, ...] = ()
    exclude: tuple[Text, ...] = ()
    depth: Annotated[int, Field(ge=0, le=20)] = 2
    since: IsoDate | None = None
    until: IsoDate | None = None
    candidate_id: Slug | None = None
    derived_from: Slug | None = None


class _ContestKeys(_Keys):
    other_names = {"id": "contest_id", "seats": "number_elected"}
    model_config = ConfigDict(extra="forbid", frozen=True, ignored_types=(dict,))
    contest_id: Slug
    title: Text
    organisation: str | None = None
    office: str | None = None
    area: str | None = None
    date: IsoDate | None = None
    declared: IsoDate | None = None
    number_elected: Annotated[int, Field(ge=1)] = 1
    multi_round: bool = False
    previous_contest: Slug | None = None
    turnout_threshold: Percent | None = None
    support_threshold: Percent | None = None
    rejected_ceiling: Percent = Decimal(5)
    candidates: tuple[_CandidateKeys, ...] = ()
    sources: tuple[_SourceKeys, ...] = ()


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # the C one where libyaml is there
    """Leaves dates and yes/no as written: `no` is an option of many ballots, and a date is checked by its own rule."""


def _without(kinds: tuple[str, ...]) -> dict[str, Any]:
    return {
        first: [(tag, pattern) for tag, pattern in rules if not tag.endswith(kinds)]
        for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


_Loader.yaml_implicit_resolvers = _without((":timestamp", ":bool"))
_TRUTH = {"yes": True, "true": True, "no": False, "false": False}
_FLAGS = frozenset({"multi_round", "withdrawn"})


def _walk(node: yaml.Node, loader: Any, path: tuple[Any, ...], marks: dict[tuple[Any, ...], _Mark], name: str) -> Any:
    marks[path] = (node.start_mark.line + 1, node.start_mark.column + 1)
    if isinstance(node, yaml.MappingNode):
        mapping: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            key = loader.construct_object(key_node)
            mark = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            if key in mapping:
                raise ContestError([Problem(name, *mark, str(key), "the key a second time", "it once", "remove one")])
            marks[(*path, key, "key")] = mark
            value = _walk(value_node, loader, (*path, key), marks, name)
            mapping[key] = _TRUTH.get(str(value).lower(), value) if key in _FLAGS else value
        return mapping
    if isinstance(node, yaml.SequenceNode):
        return [_walk(child, loader, (*path, place), marks, name) for place, child in enumerate(node.value)]
    return loader.construct_object(node)


_PLAINLY = {
    "undefined alias": "a value that begins with * and names nothing",
    "mapping values are not allowed": "a colon where no key can stand",
    "character that cannot start any token": "a character that cannot begin a value (a tab, or an unquoted @, ` or %)",
    "unexpected end of stream": "the end of the file within a quotation",
}
"""A parser's words, and what they mean to somebody who wrote a file."""


def _plainly(problem: str) -> str:
    """The parser's words as they go on after "found"."""
    plain = next((words for said, words in _PLAINLY.items() if said in problem), None)
    return plain or re.sub(r"^(could|did) not find( expected)?", "no", problem.removeprefix("found "))


def _tree(text: str, name: str) -> tuple[Any, dict[tuple[Any, ...], _Mark]]:
    if name.endswith(".json"):
        try:
            return json.loads(text), {}
        except json.JSONDecodeError as error:
            raise ContestError([Problem(name, error.lineno, error.colno, "", error.msg, "JSON")]) from None
    marks: dict[tuple[Any, ...], _Mark] = {}
    try:
        loader = _Loader(text)
        node = loader.get_single_node()
        return (_walk(node, loader, (), marks, name) if node else None), marks
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        found = _plainly(error.problem or "something that is not YAML")
        remedy = "look at the indentation, at tabs, and at a colon inside a value (quote it)"
        problem = Problem(name, place[0], place[1], "", found, "YAML", remedy)
        raise ContestError([problem]) from None
    except yaml.YAMLError as error:
        raise ContestError([Problem(name, 0, 0, "", str(error), "YAML in UTF-8")]) from None


def _expectation(error: Mapping[str, Any], keys: type[BaseModel]) -> tuple[str, str, str]:
    kind, found = error["type"], repr(error.get("input"))
    if len(found) > 80:
        found = found[:77] + "..."
    if kind == "extra_forbidden":
        near = difflib.get_close_matches(str(error["loc"][-1]), keys.model_fields, n=1)
        remedy = f"did you mean {near[0]}?" if near else "correct its spelling or remove it"
        return "a key that is not known", "one of " + ", ".join(keys.model_fields), remedy
    if kind == "missing":
        return "nothing", "this key", "add it"
    if kind == "value_error":
        return found, str(error["ctx"]["error"]), ""
    return found, error["msg"].removeprefix("Input should be "), ""


def _keys_at(location: tuple[Any, ...]) -> type[BaseModel]:
    if "candidates" in location:
        return _CandidateKeys
    return _SourceKeys if "sources" in location else _ContestKeys


def _mark_of(location: tuple[Any, ...], marks: Mapping[tuple[Any, ...], _Mark], *, is_key: bool = False) -> _Mark:
    if is_key and (*location, "key") in marks:
        return marks[(*location, "key")]
    while location and location not in marks:
        location = location[:-1]
    return marks.get(location, (0, 0))


def _problems(
    error: ValidationError, name: str, at: tuple[Any, ...], marks: Mapping[tuple[Any, ...], _Mark]
) -> list[Problem]:
    problems = []
    for one in error.errors():
        location = tuple(one["loc"])
        found, expected, remedy = _expectation(one, _keys_at(location))
        mark = _mark_of((*at, *location), marks, is_key=one["type"] == "extra_forbidden")
        problems.append(Problem(name, *mark, ".".join(str(part) for part in location), found, expected, remedy))
    return problems


def _as_contest(keys: _ContestKeys) -> Contest:
    plain = {field: getattr(keys, field) for field in _ContestKeys.model_fields}
    plain["candidates"] = tuple(Candidate(**one.model_dump()) for one in keys.candidates)
    plain["sources"] = tuple(_as_source(one) for one in keys.sources)
    return Contest(**plain)


def _as_source(keys: _SourceKeys) -> Source:
    """A source of `pages` that names none is the one page at its address."""
    source = Source(**keys.model_dump())
    return replace(source, urls=(source.url,)) if source.spider == "pages" and not source.urls else source


def _twice(names: Iterable[str]) -> list[str]:
    seen: set[str] = set()
    return [name for name in names if name in seen or seen.add(name)]  # type: ignore[func-returns-value]


def _names(candidate: Candidate) -> set[str]:
    return {" ".join(said.casefold().split()) for said in (candidate.name, *candidate.aliases)}


def _inner_problems(contest: Contest, name: str, mark: _Mark) -> list[Problem]:
    """What one contest's keys, each right by itself, get wrong together."""
    found = []
    for key, ids in (
        ("candidates", [candidate.candidate_id for candidate in contest.candidates]),
        ("sources", [source.source_id for source in contest.sources]),
    ):
        found += [
            Problem(name, *mark, f"{contest.contest_id}.{key}", f"{one} twice", "each id once", "rename one")
            for one in _twice(ids)
        ]
    names = [(said, candidate) for candidate in contest.candidates for said in sorted(_names(candidate))]
    for place, (spoken, candidate) in enumerate(names):
        other = next((one for said, one in names[:place] if said == spoken and one != candidate), None)
        if other:
            key = f"{contest.contest_id}.{candidate.candidate_id}"
            expected = f"a name that {other.candidate_id} does not have too"
            found.append(Problem(name, *mark, key, spoken, expected, "leave it out for both, or write it in full"))
    known = {candidate.candidate_id for candidate in contest.candidates}
    found += [
        Problem(name, *mark, f"{source.source_id}.candidate_id", source.candidate_id, f"one of {sorted(known)}")
        for source in contest.sources
        if source.candidate_id is not None and source.candidate_id not in known
    ]
    if contest.date and contest.declared and contest.declared < contest.date[: len(contest.declared)]:
        found.append(
            Problem(name, *mark, f"{contest.contest_id}.declared", contest.declared, f"{contest.date} or later")
        )
    return found


def parse_contests(text: str, name: str) -> tuple[Contest, ...]:
    """One contest or a list of them. `name` is the file's, for messages; one that ends in .json is read as JSON.

    Raises ContestError with every problem found.
    """
    tree, marks = _tree(text, name)
    several = isinstance(tree, list)
    contests, problems = [], []
    for place, one in enumerate(tree if several else [tree]):
        at = (place,) if several else ()
        if not isinstance(one, dict):
            found = "an empty file" if tree is None else repr(one)[:60]
            expected = "a contest: keys and values, contest_id and title at least"
            problems.append(Problem(name, *_mark_of(at, marks), "", found, expected, "copy one of contests/"))
            continue
        try:
            contest = _as_contest(_ContestKeys.model_validate(one))
        except ValidationError as error:
            problems += _problems(error, name, at, marks)
            continue
        problems += _inner_problems(contest, name, _mark_of(at, marks))
        contests.append(contest)
    if problems:
        raise ContestError(problems)
    return tuple(contests)


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        return sorted(file for file in path.iterdir() if file.suffix in {".yml", ".yaml", ".json"})
    return [path]


def read_contests(path: Path) -> tuple[tuple[Contest, ...], tuple[Problem, ...]]:
    """The contests of a file, or of all files of a folder, that can be used, and the problems of those that cannot.

    One bad file never loses the others. contest_ids are in the order of the files' names.
    """
    contests: dict[str, Contest] = {}
    problems: list[Problem] = []
    files = _files(path)
    if not files:
        problems.append(Problem(str(path), 0, 0, "", "no file", "*.yml files, one a contest", "copy one of contests/"))
    for file in files:
        try:
            fresh = parse_contests(file.read_text(encoding="utf-8"), str(file))
        except ContestError as error:
            problems += error.problems
            continue
        except OSError as error:
            expected, remedy = "a contest file, or a folder of them", "name another with --contests"
            problems.append(Problem(str(file), 0, 0, "", error.strerror or str(error), expected, remedy))
            continue
        except UnicodeDecodeError as error:
            problems.append(Problem(str(file), 0, 0, "", str(error), "text in UTF-8", "save it as UTF-8"))
            continue
        for contest in fresh:
            if contest.contest_id in contests:
                problems.append(Problem(str(file), 0, 0, "contest_id", contest.contest_id, "an id used by no other"))
            else:
                contests[contest.contest_id] = contest
    problems += _source_problems(contests.values(), str(path))
    return tuple(contests.values()), tuple(problems)


def load_contests(path: Path) -> tuple[Contest, ...]:
    """As `read_contests`, but any problem raises ContestError: for work that asked for just these contests."""
    contests, problems = read_contests(path)
    if problems:
        raise ContestError(problems)
    return contests


_UNITED = ("urls", "candidate_id")  # a candidate's own site is a candidate's in one contest only


def _outline(source: Source) -> tuple[Any, ...]:
    return tuple(getattr(source, field.name) for field in fields(Source) if field.name not in _UNITED)


def _source_problems(contests: Iterable[Contest], name: str) -> list[Problem]:
    first: dict[str, tuple[str, Source]] = {}
    problems = []
    for contest in contests:
        for source in contest.sources:
            other, known = first.setdefault(source.source_id, (contest.contest_id, source))
            for field in (f.name for f in fields(Source) if f.name not in _UNITED):
                if getattr(source, field) != getattr(known, field):
                    key = f"{contest.contest_id}.{source.source_id}.{field}"
                    expected = f"{getattr(known, field)!r} as in {other}"
                    problems.append(
                        Problem(name, 0, 0, key, repr(getattr(source, field)), expected, "or give it an id of its own")
                    )
    return problems


def sources_of(contests: Iterable[Contest]) -> tuple[Source, ...]:
    """Every source once, in order of first mention; one that serves several contests has the addresses of all."""
    united: dict[str, Source] = {}
    for contest in contests:
        for source in contest.sources:
            known = united.setdefault(source.source_id, source)
            urls = tuple(dict.fromkeys((*known.urls, *source.urls)))
            united[source.source_id] = replace(known, urls=urls, candidate_id=known.candidate_id or source.candidate_id)
    return tuple(united.values())

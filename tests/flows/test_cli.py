"""The command line as a whole: verbs are found, listed, light, and suggest what was meant."""

import re
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from flows.cli import VERBS, main


def every_command(group=main, words=()):
    """Each verb and subcommand, with the words that call it."""
    with click.Context(group) as context:
        for name in group.list_commands(context):
            command = group.get_command(context, name)
            yield (*words, name), command
            if isinstance(command, click.Group):
                yield from every_command(command, (*words, name))


EVERY_COMMAND = {" ".join(words): command for words, command in every_command()}


@pytest.mark.parametrize("words", EVERY_COMMAND)
def test_every_verb_and_subcommand_has_help_with_an_example_of_itself(words):
    result = CliRunner().invoke(main, [*words.split(), "--help"])
    assert result.exit_code == 0, result.output
    example = re.search(r"(?s)Example.*", result.output)
    assert example, f"tallysheet {words} --help shows no example"
    assert f"tallysheet {words}" in example[0], "in one line, to be copied"
    if not isinstance(EVERY_COMMAND[words], click.Group):
        known = {name for parameter in EVERY_COMMAND[words].params for name in parameter.opts}
        assert set(re.findall(r"(?<!\S)--[a-z-]+", example[0])) <= known


@pytest.mark.parametrize("words", EVERY_COMMAND)
def test_every_option_and_argument_says_what_it_is(words):
    for parameter in EVERY_COMMAND[words].params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"tallysheet {words} {parameter.opts[0]} says nothing"


def test_help_lists_every_verb_without_loading_it():
    code = (
        "import sys; from flows.cli import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'scrapy', 'prefect', 'duckdb', 'rich', 'pydantic'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    for verb in VERBS:
        assert f"  {verb} " in done.stdout


def test_a_verb_that_is_not_there_suggests_the_one_that_is():
    result = CliRunner().invoke(main, ["nigthly"])
    assert result.exit_code == 2
    assert "Did you mean 'nightly'?" in result.output


def test_reading_a_page_loads_no_crawler_orchestrator_or_database(tmp_path):
    page = tmp_path / "page.html"
    page.write_text("<p>Ann Lee won with 1,204 votes.</p>")
    contests = tmp_path / "c.yml"
    contests.write_text(
        "contest_id: chair-2031\ntitle: Chair 2031\ncandidates: [{candidate_id: ann-lee, name: Ann Lee}]\n"
    )
    code = (
        "import sys; from flows.cli import main\n"
        f"try: main(['extract', '--contests', {str(contests)!r}, {str(page)!r}])\n"
        "except SystemExit as end: assert not end.code\n"
        "heavy = {'scrapy', 'prefect', 'duckdb', 'twisted', 'sqlalchemy'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert '"value": 1204' in done.stdout


def test_a_place_that_cannot_be_written_is_named_without_a_trace(tmp_path):
    (tmp_path / "file").write_text("in the way")
    target = tmp_path / "file" / "x.wacz"
    (tmp_path / "data" / "archive").mkdir(parents=True)
    result = CliRunner().invoke(main, ["archive", "export", "--wacz", str(target), "--data", str(tmp_path / "data")])
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert f'{tmp_path / "file"}: found "' in result.output
    assert "expected a place that can be read and written" in result.output

"""The command line as a whole: verbs are found, listed, light, and suggest what was meant."""

import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from flows.cli import VERBS, main


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_a_module_with_help_and_an_example(verb):
    result = CliRunner().invoke(main, [verb, "--help"])
    assert result.exit_code == 0, result.output
    with click.Context(main) as context:
        command = main.get_command(context, verb)
    if not isinstance(command, click.Group):
        assert "Example" in result.output, f"tallysheet {verb} --help shows no example"


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

"""The command line. Verbs are modules of flows/commands/, imported when called: a query waits for no orchestrator."""

from __future__ import annotations

import difflib
import importlib
import re
import sys
from typing import Any

import click

VERBS = {
    "demo": "Crawl the sample sites for two nights and report; needs no network.",
    "contests": "List the contests you follow and check their files.",
    "discover": "Propose a contest file from pages.",
    "source": "Look at an address and say which spider fits.",
    "nightly": "One whole night: collect, read, check, report.",
    "collect": "Fetch what changed at every source into the archive.",
    "read": "Read passages and figures out of what was archived.",
    "check": "Cross-check figures: those of the warehouse, or a table of your own.",
    "report": "Write the report from the published warehouse.",
    "review": "Accept, dismiss or annotate findings.",
    "serve": "Run the nightly flow on a schedule, with Prefect.",
    "sql": "Ask the published warehouse, read-only.",
    "ui": "Open a query screen on the published warehouse.",
    "export": "Write the warehouse as Parquet and CSV, or findings and results in exchange formats.",
    "rebuild": "Make the warehouse anew from the archive and the contests.",
    "import-results": "Take a CSV table of official results over, as evidence.",
    "archive": "List, show, verify, export, import and replay captures.",
    "extract": "Read figures out of page files, with no archive or warehouse.",
    "clean": "Page files to text and comments.",
    "read-figures": "Numbers of plain sentences, one JSON object a line.",
}
"""Every verb with its line of help, in the order in which a newcomer needs them."""


def _with_whole_examples(command: click.Command) -> click.Command:
    """Examples are there to be copied: each sentence of an epilog has a line of its own, without a stop that
    would be copied too, and help does not fold it."""
    if command.epilog and not command.epilog.startswith("\b"):
        command.epilog = "\b\n" + re.sub(r"\. (?=[A-Z])", "\n", command.epilog)
    for subcommand in getattr(command, "commands", {}).values():
        _with_whole_examples(subcommand)
    return command


class _Verbs(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  (click's signature)
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return super().get_command(ctx, cmd_name)
        module = importlib.import_module(f"flows.commands.{cmd_name.replace('-', '_')}")
        return _with_whole_examples(module.command)

    def invoke(self, ctx: click.Context) -> Any:
        """A disk that is full, a folder that may not be written: said in a sentence, for it is no fault of a verb."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:  # `| head` has seen enough
            raise
        except OSError as error:
            where = error.filename or ctx.invoked_subcommand or "the system"
            found = error.strerror or str(error) or type(error).__name__
            raise click.ClickException(
                f'{where}: found "{found}", expected a place that can be read and written. Look at its name, its '
                "permissions and the space left on its disk, then run the command again."
            ) from error

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in VERBS and not args[0].startswith("-"):
            near = difflib.get_close_matches(args[0], VERBS, n=1)
            hint = f" Did you mean '{near[0]}'?" if near else ""
            raise click.UsageError(f"No such command '{args[0]}'.{hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(VERBS.items()))


@click.command(cls=_Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="tallysheet", message="%(prog)s %(version)s")
def main() -> None:
    """Collect election coverage, keep it as evidence, read every vote figure in it, and say where they disagree.

    \b
    Begin with:   tallysheet demo
    Then:         tallysheet contests            (what you follow; edit the files in contests/)
                  tallysheet nightly             (one night; put it into cron)
                  tallysheet sql "SELECT ..."    (ask)
    """


if __name__ == "__main__":
    sys.exit(main())

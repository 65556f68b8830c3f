"""The command line: finds the command, runs it, and turns a problem into one sentence and exit code 2."""

import os
import sys
from argparse import ArgumentParser

from siaga import __version__
from siaga.cli import commands
from siaga.cli.command import Command
from siaga.domain.problems import Problem
from siaga.registry import declared


def language() -> str:
    """The language of the command line: ``SIAGA_LANGUAGE``, Indonesian by default."""
    return "en" if os.environ.get("SIAGA_LANGUAGE", "id").startswith("en") else "id"


def parser_of(available: list[Command]) -> ArgumentParser:
    """The parser of every command in ``available``."""
    parser = ArgumentParser(prog="siaga", description="Pemetaan dan mitigasi kerawanan pemilu.")
    parser.add_argument("--version", action="version", version=f"siaga {__version__}")
    words = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command in available:
        word = words.add_parser(command.name, help=command.help, description=command.help)
        command.configure(word)
        word.set_defaults(run=command.run)
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Run one command; problems become a sentence on standard error."""
    namespace = parser_of(declared(commands, Command)).parse_args(arguments)
    try:
        return int(namespace.run(namespace))
    except Problem as problem:
        print(f"siaga: {problem.sentence(language())}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        return 0


if __name__ == "__main__":
    sys.exit(main())

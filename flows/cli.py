"""The command line. `--help` teaches, errors name the thing and the mend, and what a command does not need is not imported."""

from __future__ import annotations

import argparse
import sys


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands; each sets `command`, the function that does it."""
    top = argparse.ArgumentParser(prog="cityfacts", description="Chinese city news, restored, read and published as facts that lead back to their bytes.")
    commands = top.add_subparsers(metavar="COMMAND", required=True)
    parse = commands.add_parser("parse", help="read JSON lines and print what was read", description=PARSE, formatter_class=argparse.RawDescriptionHelpFormatter)
    parse.set_defaults(command=_parse)
    return top


PARSE = """\
Read JSON lines {"id", "text", "reference"} from standard input and print one line each:
the restored text, its repairs, the rows of every fact table, and all numerals.
`reference` is the ISO time that relative dates count from, before any date on the page; or null.

  echo '{"id": 1, "text": "去年投资1.2亿元", "reference": "2024-10-16"}' | cityfacts parse
"""


def _parse(_: argparse.Namespace) -> int:
    from flows.parse import answers

    for line in answers(sys.stdin.buffer):
        sys.stdout.buffer.write(line)
        sys.stdout.buffer.flush()
    return 0


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 failed, 2 wrong usage, 3 a check refused publication."""
    chosen = parser().parse_args(arguments)
    return int(chosen.command(chosen))


if __name__ == "__main__":
    sys.exit(main())

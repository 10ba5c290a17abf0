"""The command line. `--help` teaches, errors name the thing and the mend, and what a command does not need is not imported."""

from __future__ import annotations

import argparse
import io
import sys
from typing import TypeAlias

EXIT_CODES = """\
exit codes: 0 done (inputs set aside are reported and fail nothing), 1 failed and nothing was published,
            2 wrong usage, 3 a check refused publication"""

TOP = f"""\
Chinese city news, restored, read and published as facts that lead back to their bytes.

  cityfacts run                          read seeds/pages and publish a new version
  cityfacts run inbox/ 's3://news/*.txt' read other pages into the same warehouse
  cityfacts query "SELECT name, start_date, city FROM events ORDER BY start_date"
  cityfacts show inbox/page.txt          a page with its facts marked
  cityfacts export --to out/             Parquet files of the newest version

{EXIT_CODES}
"""

RUN = """\
Read files, folders, globs or URLs, and publish one new version of the warehouse. What no version has is read, what is
known is not read again, and a run without news publishes nothing. A page that is no longer there stays published.
Of a folder, pages are read (.txt .html .htm .shtml .xhtml) and containers of pages (.jsonl .ndjson .warc .wet .parquet .zip), packed
ones too (.gz .bz2 .xz .zst); a file that is named itself is read as text whatever it is called.

  cityfacts run
  cityfacts run inbox/ --warehouse /srv/news --workers 4
  cityfacts run 'inbox/2024-*/*.txt' --limit-mb 8
  cityfacts run inbox/ --since 2024-01-01 --until 2024-06-30
  cityfacts run --prefect                the same steps as a Prefect flow, with a temporary server if none is configured
"""

SERVE = """\
Put the flow on its schedule and carry it out, until stopped. Runs that were missed are caught up once.

  cityfacts serve
  cityfacts serve --schedule '30 6 * * *' --timezone Asia/Shanghai
"""

EXPORT = """\
Copy one Parquet file for each table and view, all of one version.

  cityfacts export --to out/
  cityfacts export --to out/ --version 3
"""

PARSE = """\
Read JSON lines {"id", "text", "reference"} from standard input and print one line each:
the restored text, its repairs, the rows of every fact table, and all numerals.
`reference` is the ISO time that relative dates count from, before any date on the page; or null.

  echo '{"id": 1, "text": "去年投资1.2亿元", "reference": "2024-10-16"}' | cityfacts parse
"""

QUERY = """\
Run SQL (DuckDB) over the tables and views of one version; warehouse/README.md describes them all.

  cityfacts query "SELECT name, start_date, city FROM events ORDER BY start_date"
  cityfacts query "SELECT kind, count(*) FROM quantities GROUP BY kind" --format csv
  cityfacts query "FROM conflicts" --json
"""

SHOW = """\
Show the restored text of a document with its facts marked, each line with its role.

  cityfacts show seeds/pages/01_wuf12_held.txt
  cityfacts show 3fa2c1                  the beginning of a document_id
"""

PATH = """\
Print the folder of the newest release, or of another one.

  duckdb -c "SELECT * FROM '$(cityfacts path)/events.parquet'"
"""

VERSIONS = """\
List the published versions, the oldest first.
"""

DOCTOR = """\
Look for what would keep a run from working: versions of packages, the DuckLake extension, the state of the warehouse,
the data dictionary. Each finding names its mend; the exit code is 1 if something is wrong.

  cityfacts doctor
  cityfacts doctor --mend                completes or removes what a killed run left, writes a broken release anew
"""

ROLLBACK = """\
Publish the rows of an earlier version as a new one: nothing is taken from who reads a release, and the story goes on.
Pages that were read since are read again by the next run, if they are still in its source.

  cityfacts rollback 3
"""

VACUUM = """\
Remove old versions and what only they needed: their releases, their files in the lake, what runs staged, and bytes in
quarantine that no version that stays speaks of. The newest N stay, and all that are younger than DAYS.

  cityfacts vacuum --dry-run
  cityfacts vacuum --keep 10 --days 30
"""

COMPACT = """\
Make the many small files that daily runs leave in the lake few. Releases are not touched, versions stay as they are.

  cityfacts compact
"""

QUARANTINE = """\
Look at the inputs that were refused, and read them again once they, the limit or the code were mended.

  cityfacts quarantine list
  cityfacts quarantine show inbox/broken.txt
  cityfacts quarantine retry --limit-mb 64
  cityfacts quarantine retry inbox/broken.txt
"""


Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands; each sets `command`, the name of the function in flows.commands that does it."""
    top = argparse.ArgumentParser(prog="cityfacts", description=TOP, formatter_class=argparse.RawDescriptionHelpFormatter)
    top.add_argument("--version", action=_Version, nargs=0, help="print which code reads the pages, and end")
    commands = top.add_subparsers(metavar="COMMAND", required=True)
    _running(commands)
    _reading(commands)
    _keeping(commands)
    return top


def _running(commands: Commands) -> None:
    run = _command(commands, "run", "read pages and publish a new version", RUN)
    run.add_argument("source", nargs="*", metavar="SOURCE", help="a file, folder, glob or URL (default: seeds/pages of the project)")
    run.add_argument("--prefect", action="store_true", help="run as a Prefect flow, as is done anyway where PREFECT_API_URL is set")
    run.add_argument("--workers", type=_count, metavar="N", help="processes that read pages (default 0: as many as there are cores)")
    run.add_argument("--accept", action="append", metavar="CHECK", help="publish even if this check fails; may be given more than once")
    run.add_argument("--since", metavar="DAY", help="only files that were modified on this day or later, as 2024-01-31")
    run.add_argument("--until", metavar="DAY", help="only files that were modified on this day or before")
    run.add_argument("--engine", choices=("serial", "processes", "dask"), help="where pages are read (default processes)")
    run.add_argument("--dask-address", metavar="URL", help="scheduler of a Dask cluster, for --engine dask (default: a cluster started here)")
    run.add_argument("--limit-mb", type=_size, metavar="MB", help="larger pages are set aside (default 32); a container may have any size")

    serve = _command(commands, "serve", "run on a schedule", SERVE, json=False)
    serve.add_argument("source", nargs="*", metavar="SOURCE", help="as for run")
    serve.add_argument("--schedule", metavar="CRON", help="when to run (default '30 6 * * *')")
    serve.add_argument("--timezone", metavar="ZONE", help="time zone of the schedule (default Asia/Shanghai)")


def _reading(commands: Commands) -> None:
    export = _command(commands, "export", "copy the Parquet files of one version", EXPORT)
    export.add_argument("--to", required=True, type=_folder, metavar="DIR", help="the folder to copy to")
    _version(export)

    _command(commands, "parse", "read JSON lines and print what was read", PARSE, json=False)

    query = _command(commands, "query", "run SQL over one version", QUERY)
    query.add_argument("sql", metavar="SQL")
    query.add_argument("--format", choices=("table", "csv", "json"), default="table", help="how to print the rows (default table)")
    _version(query)

    show = _command(commands, "show", "show a document with its facts", SHOW)
    show.add_argument("document", metavar="DOCUMENT", help="its source path, or the beginning of its document_id")
    _version(show)

    _version(_command(commands, "path", "print the folder of the newest release", PATH))
    _command(commands, "versions", "list the published versions", VERSIONS)
    doctor = _command(commands, "doctor", "say what is wrong and how to mend it", DOCTOR)
    doctor.add_argument("--mend", action="store_true", help="mend what can be mended without asking")


def _keeping(commands: Commands) -> None:
    rollback = _command(commands, "rollback", "publish an earlier version again", ROLLBACK)
    rollback.add_argument("version", type=int, metavar="N", help="the version to go back to; see cityfacts versions")

    vacuum = _command(commands, "vacuum", "remove old versions", VACUUM)
    vacuum.add_argument("--keep", type=_count, default=10, metavar="N", help="versions that stay (default 10, at least 1)")
    vacuum.add_argument("--days", type=_days, default=30.0, metavar="DAYS", help="younger versions stay too (default 30)")
    vacuum.add_argument("--dry-run", action="store_true", help="only say what would be removed")

    _command(commands, "compact", "make the lake's small files few", COMPACT)

    quarantine = _command(commands, "quarantine", "look at refused inputs, and read them again", QUARANTINE)
    quarantine.add_argument("action", choices=("list", "show", "retry"))
    told = "source paths as list tells them, or beginnings of a SHA-256 (default: all)"
    quarantine.add_argument("input", nargs="*", metavar="INPUT", default=[], help=told)
    quarantine.add_argument("--limit-mb", type=_size, metavar="MB", help="for retry: larger pages are set aside")


def _command(commands: Commands, name: str, help: str, description: str, json: bool = True) -> argparse.ArgumentParser:
    """Add a command with the options that all have."""
    command = commands.add_parser(name, help=help, description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    command.set_defaults(command=name)
    command.add_argument("--warehouse", type=_folder, metavar="DIR", help="where everything is kept (default: CITYFACTS_WAREHOUSE, else warehouse/)")
    if json:
        command.add_argument("--json", action="store_true", help="print JSON")
    return command


class _Version(argparse.Action):
    """Print the version, which is a digest of the code: it is counted only when somebody asks."""

    def __call__(self, top: argparse.ArgumentParser, *_: object) -> None:
        from transforms.version import code_version

        print(f"cityfacts {code_version()}")
        top.exit()


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 failed, 2 wrong usage, 3 a check refused publication."""
    if isinstance(sys.stdout, io.TextIOWrapper):  # a terminal that does not know Chinese, or a name that is no UTF-8
        sys.stdout.reconfigure(errors="backslashreplace")
    chosen = parser().parse_args(arguments)
    if chosen.command == "parse":
        return _parse()
    from flows import commands

    return commands.main(chosen)


def _parse() -> int:
    from flows.parse import answers

    try:
        for line in answers(sys.stdin.buffer):
            sys.stdout.buffer.write(line)
            sys.stdout.buffer.flush()
    except BrokenPipeError:  # Who asked has gone.
        sys.stderr.close()
    except (KeyboardInterrupt, OSError) as error:
        print(f"cityfacts parse: {str(error) or 'stopped'}", file=sys.stderr)
        return 1
    return 0


def _version(command: argparse.ArgumentParser) -> None:
    command.add_argument("--version", type=int, metavar="N", help="a published version (default: the newest; see cityfacts versions)")


def _folder(text: str) -> str:
    if not text:  # --to "$OUT", and OUT is not set: the working directory is not what was meant
        raise argparse.ArgumentTypeError("'' is no folder: name one")
    return text


def _count(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number")
    return int(text)


def _days(text: str) -> float:
    try:
        days = float(text)
    except ValueError:
        days = -1
    if not 0 <= days < 1e6:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of days")
    return days


def _size(text: str) -> float:
    try:
        size = float(text)
    except ValueError:
        size = 0
    if not 0 < size < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is no size in megabytes")
    return size


if __name__ == "__main__":
    sys.exit(main())

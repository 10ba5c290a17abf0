"""The report of a run, told to people."""

from __future__ import annotations

import shlex

from flows.terminal import harmless
from transforms.ingest import formats
from transforms.model.check import Check
from transforms.reports import Report

# Refused inputs told one by one; the others are counted by reason, and all stand in the quarantine table.
REFUSALS_TOLD = 10

# Endings of files that were passed over, told one by one.
ENDINGS_TOLD = 5

KNOWN = (*formats.PAGES, *formats.CONTAINERS, *formats.JUMPING)


def summary(report: Report, warehouse: str | None = None) -> str:
    """Return the report in a few lines; `warehouse` is the flag to repeat in the query to try."""
    run = report.run
    lines = [_outcome(report)]
    if report.recovered:
        lines.append(f"recovered   {report.recovered}")
    lines.append(f"documents   {run.seen} seen: {run.new} new, {run.changed} changed, {run.unchanged} unchanged, {run.quarantined} quarantined")
    if not run.seen:
        lines.append(f"nothing     no file of the sources and days asked for ends with {' '.join(KNOWN)}, packed or not")
    if report.passed:
        lines.append(f"passed over {_by_ending(report.passed)}: a folder gives the files of known formats; one that is named itself is read")
    if report.reread:
        lines.append(f"code        {report.reread} known pages were read again, because the code changed to {run.code_version}")
    lines += [f"set aside   {r.source_path}: {r.reason_code}: {r.reason}" for r in report.refusals[:REFUSALS_TOLD]]
    if len(report.refusals) > REFUSALS_TOLD:
        lines.append(f"set aside   … and {len(report.refusals) - REFUSALS_TOLD} more: {counted(_by_reason(report))}")
    lines += [f"check       {c.severity}: {c.name}: {c.rule}, but: {_examples(c)}" for c in report.checks if not c.passed]
    lines += [f"repairs     {counted(report.repairs)}", f"facts       {counted(report.facts)}"]
    lines.append("seconds     " + ", ".join(f"{stage} {spent:.2f}" for stage, spent in report.seconds.items()))
    if report.folder:
        flag = f" --warehouse {shlex.quote(warehouse)}" if warehouse else ""
        lines.append(f"result      {report.folder}")
        lines.append(f'try         .venv/bin/cityfacts query{flag} "SELECT name, start_date, city, documents FROM events ORDER BY start_date"')
    return harmless("\n".join(lines))


def counted(counts: dict[str, int]) -> str:
    """Return counts in words, the largest first."""
    told = sorted(((n, name) for name, n in counts.items() if n), key=lambda pair: (-pair[0], pair[1]))
    return ", ".join(f"{n:,} {name}" for n, name in told) or "none"


def _by_ending(passed: dict[str, int]) -> str:
    told = sorted(passed.items(), key=lambda item: (-item[1], item[0]))
    more = {"others": sum(n for _, n in told[ENDINGS_TOLD:])}
    return counted({ending or "without an ending": n for ending, n in told[:ENDINGS_TOLD]} | more)


def _examples(check: Check) -> str:
    return check.examples[0] + (f", and {check.broken - 1:,} more" if check.broken > 1 else "")


def _outcome(report: Report) -> str:
    if report.run.status == "published":
        return f"published   version {report.version}"
    return f"no news     nothing was published; the newest version is {report.version or 'none yet'}"


def _by_reason(report: Report) -> dict[str, int]:
    counts: dict[str, int] = {}
    for refusal in report.refusals[REFUSALS_TOLD:]:
        counts[refusal.reason_code] = counts.get(refusal.reason_code, 0) + 1
    return counts

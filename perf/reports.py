"""What `bench` and `assure` say of themselves: the machine, and a figure each with its goal."""

import json
import os
import platform
from collections.abc import Iterator, Sequence

import django
from django.db import connection

from perf.bench.results import Result

Machine = dict[str, str | None]
_JUDGED = {True: "达到", False: "没有达到", None: "只报告"}


def told(machine: Machine, results: Sequence[Result], *, as_json: bool) -> Iterator[str]:
    """The report, line by line: {machine, results} for scripts, or a table for people."""
    if as_json:
        report = {"machine": machine, "results": [result.as_json() for result in results]}
        yield json.dumps(report, ensure_ascii=False, indent=2)
        return
    yield "，".join(f"{name} {value}" for name, value in machine.items() if value)
    for result in results:
        seconds = "" if result.seconds is None else f"{result.seconds} 秒"
        yield (
            f"{result.name:<40}{result.figure:>9} {result.unit}\t{result.goal_told}\t"
            f"{_JUDGED[result.met]}\t{seconds}".rstrip()
        )


def this_machine(with_database: bool) -> Machine:
    """What the figures were taken on."""
    return {
        "system": f"{platform.system()} {platform.machine()}",
        "processors": str(os.cpu_count()),
        "python": platform.python_version(),
        "django": django.get_version(),
        "postgresql": _server_version() if with_database else None,
    }


def _server_version() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        return str(cursor.fetchone()[0])

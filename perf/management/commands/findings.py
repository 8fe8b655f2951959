"""Every finding on what is in the database: `manage.py findings`."""

import json
import sys
from argparse import ArgumentParser
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from perf.pipes import quiet_without_a_reader
from projects.models import Department
from scoring.audit.listed import listed, summed
from scoring.checks.finding import Severity
from scoring.checks.located import Located
from scoring.checks.traces import Trace
from scoring.queries.findings_now import (
    Bureaus,
    UnitYear,
    read_unit,
    side_by_side,
    units_with_papers,
)

USAGE = 2
_QUOTED = 20
_BESIDE = "（与本级其他单位相比）"
Found = tuple[UnitYear, str, Iterator[Located]]
"""A unit, what its findings are headed by beside its name, and they."""


class Command(BaseCommand):
    """Works from the rows as they are now. Exit 0; 1 with `--fail-on error` and an error."""

    help = (
        "列出数据库中各单位目标表、自评表、预决算的检查发现，按现有数据重新计算，已说明的也列出。"
        "退出码：0；加 --fail-on error 时有错误为 1；没有这个单位为 2。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take a department, a year and the form of the answer."""
        parser.add_argument("--department", metavar="CODE", help="只看一个单位（编码，不含下级）")
        parser.add_argument("--year", type=int, metavar="Y", help="只看一个年度")
        parser.add_argument("--json", action="store_true", dest="as_json", help="输出 JSON")
        parser.add_argument("--fail-on", choices=["error"], help="有错误时退出码为 1")

    def handle(self, *args: Any, **options: Any) -> None:
        """List unit by unit: no more than the findings of one are held at a time."""
        found = _all_found(_department(options["department"]), options["year"])
        counts: Counter[Severity] = Counter()
        with quiet_without_a_reader(self.stdout):
            tell = self._tell_json if options["as_json"] else self._tell
            tell(found, counts)
        if options["fail_on"] and counts[Severity.ERROR]:
            sys.exit(1)

    def _tell(self, found: Iterator[Found], counts: Counter[Severity]) -> None:
        number = 0
        for unit, heading, located in found:
            number += not heading
            name = f"{unit.department.name}（{unit.department.code}）{unit.year} 年度{heading}"
            for line in listed(name, _counted(located, counts)):
                self.stdout.write(line)
        self.stdout.write(summed(counts, units=number))

    def _tell_json(self, found: Iterator[Found], counts: Counter[Severity]) -> None:
        before = "[\n"
        for unit, _, located in found:
            for one in _counted(located, counts):
                row = json.dumps(_row(unit, one), ensure_ascii=False)
                self.stdout.write(f"{before} {row}", ending="")
                before = ",\n"
        self.stdout.write("\n]" if before == ",\n" else "[]")


def _all_found(department: Department | None, year: int | None) -> Iterator[Found]:
    """The findings of unit after unit, then of each year what units say side by side.

    Of one department alone the units of its bureau are read too: it is held against them.
    """
    bureaus = Bureaus()
    asked = None if department is None else bureaus.over(department)
    path = "" if asked is None else Department.objects.get(pk=asked).path
    for of_year, units in groupby(units_with_papers(path=path, year=year), key=_year):
        traces: defaultdict[int, list[tuple[Trace, ...]]] = defaultdict(list)
        known: dict[int, UnitYear] = {}
        for unit in units:
            bureau = bureaus.over(unit.department)
            if asked not in (None, bureau):
                continue
            read = read_unit(unit.department, of_year)
            traces[bureau].append(read.traces)
            if department in (None, unit.department):
                known[unit.department.pk] = unit
                yield unit, "", read.found
        for of_bureau in traces.values():
            for key, located in side_by_side(of_year, of_bureau).items():
                if key in known:
                    yield known[key], _BESIDE, iter(located)


def _year(unit: UnitYear) -> int:
    return unit.year


def _department(code: str | None) -> Department | None:
    if code is None:
        return None
    found = Department.objects.filter(code=code).first()
    if found is None:
        message = f"没有编码为“{code[:_QUOTED]}”的单位。请核对单位编码。"
        raise CommandError(message, returncode=USAGE)
    return found


def _counted(located: Iterator[Located], counts: Counter[Severity]) -> Iterator[Located]:
    for one in located:
        counts[one.finding.severity] += 1
        yield one


def _row(unit: UnitYear, one: Located) -> dict[str, Any]:
    finding = one.finding
    return {
        "department": unit.department.code,
        "year": unit.year,
        "document": finding.paper,
        "check": finding.check,
        "severity": finding.severity,
        "place": finding.place,
        "level3": finding.level3,
        "message": finding.message,
        "printed": finding.printed,
        "expected": finding.expected,
    }

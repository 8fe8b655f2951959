"""Every finding on what is in the database: `manage.py findings`."""

import json
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from perf.pipes import quiet_without_a_reader
from projects.models import Department
from scoring.audit.listed import listed, summed
from scoring.checks.finding import Severity
from scoring.checks.located import Located
from scoring.queries.findings_now import UnitYear, found_in, units_with_papers

USAGE = 2
_QUOTED = 20


class Command(BaseCommand):
    """Works from the rows as they are now. Exit 0; 1 with `--fail-on error` and an error."""

    help = (
        "列出数据库中各单位目标表、自评表、预决算的检查发现，按现有数据重新计算。"
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
        department = _department(options["department"])
        units = units_with_papers(department=department, year=options["year"])
        counts: Counter[Severity] = Counter()
        with quiet_without_a_reader():
            if options["as_json"]:
                self._tell_json(units, counts)
            else:
                self._tell(units, counts)
            self.stdout.flush()
        if options["fail_on"] and counts[Severity.ERROR]:
            sys.exit(1)

    def _tell(self, units: Iterator[UnitYear], counts: Counter[Severity]) -> None:
        number = 0
        for unit in units:
            number += 1
            name = f"{unit.department.name}（{unit.department.code}）{unit.year} 年度"
            for line in listed(name, _counted(unit, counts)):
                self.stdout.write(line)
        self.stdout.write(summed(counts, units=number))

    def _tell_json(self, units: Iterator[UnitYear], counts: Counter[Severity]) -> None:
        before = "[\n"
        for unit in units:
            for one in _counted(unit, counts):
                row = json.dumps(_row(unit, one), ensure_ascii=False)
                self.stdout.write(f"{before} {row}", ending="")
                before = ",\n"
        self.stdout.write("\n]" if before == ",\n" else "[]")


def _department(code: str | None) -> Department | None:
    if code is None:
        return None
    found = Department.objects.filter(code=code).first()
    if found is None:
        message = f"没有编码为“{code[:_QUOTED]}”的单位。请核对单位编码。"
        raise CommandError(message, returncode=USAGE)
    return found


def _counted(unit: UnitYear, counts: Counter[Severity]) -> Iterator[Located]:
    for one in found_in(unit.department, unit.year):
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

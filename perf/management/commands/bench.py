"""Measure speed as ratios within this process, and say which goals are met."""

import argparse
import contextlib
import json
import os
import platform
from collections.abc import Sequence
from typing import Any

import django
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from perf.bench.benches import BENCHES, MOST_LINES, SIZES, Bench
from perf.bench.results import Disagreement, Result
from perf.bench.scratch import ScratchRefused, scratch_database

_NOT_MET, _NOT_MEASURED = 1, 2
_JUDGED = {True: "达到", False: "没有达到", None: "只报告"}


class Command(BaseCommand):
    """Prints {machine, results} or a table; exit 1: a goal is not met, 2: it was not measured."""

    help = "测速：" + "；".join(f"{name} {bench.title}" for name, bench in BENCHES.items()) + "。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take what to measure, and with sheets of how many lines."""
        parser.add_argument("names", nargs="*", metavar="NAME", help="、".join(BENCHES))
        parser.add_argument(
            "--lines",
            type=_lines,
            help=f"只测这么多行的表（默认 {'、'.join(map(str, SIZES))} 行；其他行数不判时间目标）",
        )
        parser.add_argument("--json", action="store_true", help="输出 JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Measure and print. Raises CommandError when a goal is not met or cannot be measured."""
        chosen = _chosen(options["names"])
        sizes = SIZES if options["lines"] is None else (options["lines"],)
        try:
            machine, results = self._measure(chosen, sizes)
        except ScratchRefused as refusal:
            raise CommandError(str(refusal), returncode=_NOT_MEASURED) from refusal
        if options["json"]:
            report = {"machine": machine, "results": [result.as_json() for result in results]}
            self.stdout.write(json.dumps(report, ensure_ascii=False, indent=2))
        else:
            self._write_table(machine, results)
        missed = [result.name for result in results if result.met is False]
        if missed:
            raise CommandError(
                f"{len(missed)} 项没有达到目标：{'、'.join(missed)}。", returncode=_NOT_MET
            )

    def _measure(
        self, chosen: dict[str, Bench], sizes: Sequence[int]
    ) -> tuple[dict[str, str | None], list[Result]]:
        needs_database = any(bench.needs_database for bench in chosen.values())
        results: list[Result] = []
        with scratch_database() if needs_database else contextlib.nullcontext():
            machine = _machine(needs_database)
            for name, bench in chosen.items():
                self.stderr.write(f"正在测 {name}：{bench.title}…")
                try:
                    results += bench.measure(sizes, bench.rounds)
                except Disagreement as error:
                    raise CommandError(
                        f"{name} 没有测成，要相比的两边做的不是同一件事：{error}",
                        returncode=_NOT_MEASURED,
                    ) from error
        return machine, results

    def _write_table(self, machine: dict[str, str | None], results: Sequence[Result]) -> None:
        told = "，".join(f"{name} {value}" for name, value in machine.items() if value)
        self.stdout.write(told)
        for result in results:
            goal = "" if result.goal is None else f"目标 ≤ {result.goal}"
            seconds = "" if result.seconds is None else f"{result.seconds} 秒"
            self.stdout.write(
                f"{result.name:<32}{result.figure:>9} {result.unit}\t{goal}\t"
                f"{_JUDGED[result.met]}\t{seconds}".rstrip()
            )


def _chosen(names: Sequence[str]) -> dict[str, Bench]:
    if unknown := [name for name in names if name not in BENCHES]:
        raise CommandError(
            f"没有名为“{'、'.join(unknown)}”的测速，可写：{'、'.join(BENCHES)}。",
            returncode=_NOT_MEASURED,
        )
    return {name: bench for name, bench in BENCHES.items() if not names or name in names}


def _lines(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= MOST_LINES:
        raise argparse.ArgumentTypeError(f"“{text}”无法使用，请写 1 到 {MOST_LINES} 的整数")
    return int(text)


def _machine(with_database: bool) -> dict[str, str | None]:
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

"""Measure speed as ratios within this process, and say which goals are met."""

import argparse
import contextlib
from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from perf.bench.benches import BENCHES, MOST_LINES, SIZES, Bench
from perf.bench.results import Disagreement, Result
from perf.reports import Machine, this_machine, told
from perf.scratch import ScratchRefused, scratch_database

_NOT_MET, _NOT_MEASURED = 1, 2


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
        for line in told(machine, results, as_json=options["json"]):
            self.stdout.write(line)
        missed = [result.name for result in results if result.met is False]
        if missed:
            raise CommandError(
                f"{len(missed)} 项没有达到目标：{'、'.join(missed)}。", returncode=_NOT_MET
            )

    def _measure(
        self, chosen: dict[str, Bench], sizes: Sequence[int]
    ) -> tuple[Machine, list[Result]]:
        needs_database = any(bench.needs_database for bench in chosen.values())
        results: list[Result] = []
        with scratch_database() if needs_database else contextlib.nullcontext():
            machine = this_machine(needs_database)
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

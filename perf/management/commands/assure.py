"""Run what is too long or too destructive for a unit test, on a database of its own."""

from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from perf.assure.assurances import ASSURANCES, Assurance
from perf.bench.results import Result
from perf.reports import this_machine, told
from perf.scratch import ScratchRefused, scratch_database

_NOT_MET, _NOT_CHECKED = 1, 2


class Command(BaseCommand):
    """Prints {machine, results} or a table; exit 1: a goal is not met, 2: it was not checked."""

    help = (
        "长时间的核查："
        + "；".join(f"{name} {one.title}" for name, one in ASSURANCES.items())
        + "。"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take what to check, and how thoroughly."""
        parser.add_argument("names", nargs="*", metavar="NAME", help="、".join(ASSURANCES))
        parser.add_argument("--list", action="store_true", help="列出名称，不运行")
        parser.add_argument("--quick", action="store_true", help="只做测试命令所做的抽样")
        parser.add_argument("--json", action="store_true", help="输出 JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check and print. Raises CommandError when a goal is not met or cannot be checked."""
        chosen = _chosen(options["names"])
        if options["list"]:
            for name, one in chosen.items():
                self.stdout.write(f"{name}\t{one.title}")
            return
        results: list[Result] = []
        try:
            for name, one in chosen.items():
                self.stderr.write(f"正在核查 {name}：{one.title}…")
                with scratch_database("assure"):  # a fresh one each
                    machine = this_machine(with_database=True)
                    results += one.check(options["quick"])
        except ScratchRefused as refusal:
            raise CommandError(str(refusal), returncode=_NOT_CHECKED) from refusal
        for line in told(machine, results, as_json=options["json"]):
            self.stdout.write(line)
        missed = [result.name for result in results if result.met is False]
        if missed:
            raise CommandError(
                f"{len(missed)} 项没有达到目标：{'、'.join(missed)}。", returncode=_NOT_MET
            )


def _chosen(names: Sequence[str]) -> dict[str, Assurance]:
    if unknown := [name for name in names if name not in ASSURANCES]:
        raise CommandError(
            f"没有名为“{'、'.join(unknown)}”的核查，可写：{'、'.join(ASSURANCES)}。",
            returncode=_NOT_CHECKED,
        )
    return {name: one for name, one in ASSURANCES.items() if not names or name in names}

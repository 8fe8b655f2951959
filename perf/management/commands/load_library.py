"""Fill the indicator library with the usual indicators."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from perf.library.usual import load_usual


class Command(BaseCommand):
    """Adds what topmost finance bureaus lack; run again, it changes nothing."""

    help = "Add the usual indicators to the libraries of the topmost finance bureaus (idempotent)."

    def add_arguments(self, parser: CommandParser) -> None:
        """One bureau by its code, or all topmost ones."""
        parser.add_argument("--department", metavar="CODE", help="code of one finance bureau")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, then say how many were added where."""
        loaded = load_usual(at=timezone.now(), code=options["department"])
        if not loaded:
            raise CommandError("没有这样的财政部门，没有载入。请先新增财政部门，或核对单位编码。")
        for bureau, count in loaded.items():
            self.stdout.write(f"{bureau}：指标库新增 {count} 条")

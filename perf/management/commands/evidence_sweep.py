"""Hold the stored files of evidence against their rows."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from scoring.services.evidence_sweep import sweep_evidence


class Command(BaseCommand):
    """Says which files are missing or were changed, and removes those that belong to no row."""

    help = "核对佐证材料：每条记录的文件在不在、有没有变；有没有不属于任何记录的文件。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Removing is asked for."""
        parser.add_argument(
            "--remove", action="store_true", help="删除不属于任何记录、已放置一天以上的文件"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Report. Raises CommandError (1) when a row has not the bytes that it was given."""
        found = sweep_evidence(at=timezone.now(), remove=options["remove"])
        told = "已删除" if options["remove"] else "加 --remove 可以删除"
        self.stdout.write(f"核对 {found.checked} 份。")
        for label, names in (
            ("缺失", found.missing),
            ("与上传时不一致", found.changed),
            (f"不属于任何记录，{told}", found.orphans),
        ):
            for name in names:
                self.stdout.write(f"{label}：{name}")
        if not found.is_sound:
            raise CommandError(
                f"缺失 {len(found.missing)} 份，不一致 {len(found.changed)} 份。"
                "请从备份恢复这些文件。"
            )

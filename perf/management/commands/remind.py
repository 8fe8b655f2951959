"""Make the reminders of the day by hand, as the timetable does."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from scoring.services.reminders import remind_due


class Command(BaseCommand):
    """Makes the reminders that are due today; run again, it adds none."""

    help = "生成当天应发的提醒；重复运行不会重复提醒。"

    def handle(self, *args: Any, **options: Any) -> None:
        """Make them and say how many there are of each kind."""
        made = remind_due(at=timezone.now())
        told = "，".join(f"{kind} {count} 条" for kind, count in made.items())
        self.stdout.write(f"新增提醒：{told}")

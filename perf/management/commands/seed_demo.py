"""Fill the database with the demo."""

from typing import Any

from django.core.management.base import BaseCommand

from perf.demo.seed import seed
from projects.models import AccountCell, Indicator, Project
from scoring.models import Sheet


class Command(BaseCommand):
    """Adds the five published disclosures and one account per role; run again, changes nothing."""

    help = "Add the demo: five published disclosures and one account per role (idempotent)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Seed, then say what is there."""
        seed()
        leaves = Indicator.objects.filter(level=3).count()
        self.stdout.write(
            f"演示数据：{Project.objects.count()} 个项目，{leaves} 行指标，"
            f"{Sheet.objects.count()} 张自评表，{AccountCell.objects.count()} 格预决算数"
        )

"""Background work: the Celery app and its timetable.

The `Job` row is the truth about a piece of work, the broker only says "now": a message that is
lost is sent again by the sweep.
"""

import os
from pathlib import Path

from celery import Celery
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perf.settings")

SWEEP_EVERY = 30.0  # seconds


class Application(Celery):
    """Celery, with folders for its messages where it uses no broker of its own."""

    def on_configure(self) -> None:
        """Make the folders before the first message is sent or read."""
        for folder in settings.BROKER_FOLDERS:
            Path(folder).mkdir(mode=0o700, parents=True, exist_ok=True)


app = Application("perf")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.conf.beat_schedule = {
    "sweep-jobs": {"task": "scoring.sweep_jobs", "schedule": SWEEP_EVERY},
}

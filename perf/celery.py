"""Background work: the Celery app and its timetable.

The `Job` row is the truth about a piece of work, the broker only says "now": a message that is
lost is sent again by the sweep.
"""

import os
from pathlib import Path

from celery import Celery
from celery.schedules import crontab
from django.conf import settings

from perf import folders

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perf.settings")

SWEEP_EVERY = 30.0  # seconds
MAIL_EVERY = 60.0
RECHECK_EVERY = 30.0


folders.install()
app = Celery("perf")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.conf.beat_schedule = {
    "sweep-jobs": {"task": "scoring.sweep_jobs", "schedule": SWEEP_EVERY},
    # every hour of the day's work: what was told is not told again, what was missed is made up
    "remind": {"task": "scoring.remind", "schedule": crontab(minute=5, hour="7-19")},
    "recheck-stale": {"task": "scoring.recheck_stale", "schedule": RECHECK_EVERY},
    "recheck-everything": {
        "task": "scoring.recheck_everything",
        "schedule": crontab(minute=0, hour=4),
    },
    "send-mails": {"task": "scoring.send_mails", "schedule": MAIL_EVERY},
    "sweep-evidence": {
        "task": "scoring.sweep_evidence",
        "schedule": crontab(minute=30, hour=3),
    },
}


@app.on_after_configure.connect
def make_broker_folders(sender: Celery, **_: object) -> None:
    """Make the folders of messages before the first is sent or read, where folders are used."""
    for folder in settings.BROKER_FOLDERS:
        Path(folder).mkdir(mode=0o700, parents=True, exist_ok=True)

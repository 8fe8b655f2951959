"""Settings of the test run: a folder and a database server of its own, whatever is configured.

All processes of one run share them: the first one makes the folder, its xdist workers inherit
its name. `tests/conftest.py` removes it.
"""

import os
import tempfile

RUN_FOLDER = os.environ.get("PERF_TEST_FOLDER") or tempfile.mkdtemp(prefix="perf-test-")
for _name in (
    "DATABASE_URL", "DATABASE_OWNER_URL", "CELERY_BROKER_URL", "FILES_URL", "SECRET_KEY",
    "ALLOWED_HOSTS", "DEBUG", "PLAIN_HTTP", "LANGUAGE", "EVIDENCE_FILE_MB", "EVIDENCE_SHEET_MB",
    "EVIDENCE_ROW_FILES",
    "EMAIL_URL",
):  # fmt: skip
    os.environ.pop(_name, None)
os.environ["PERF_TEST_FOLDER"] = os.environ["VAR_DIR"] = RUN_FOLDER

from perf.settings import *  # noqa: E402, F403  (it reads the environment that is set above)
from perf.settings import DATABASES  # noqa: E402

for _database in DATABASES.values():
    _database |= {"DURABLE": False, "CONN_MAX_AGE": 0}
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher",
    "perf.passwords.OneTimeHasher",
]
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
AXES_ENABLED = False

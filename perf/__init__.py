"""Budget-performance management (预算绩效管理) for public departments: the Django project."""

import tomllib
from pathlib import Path

from perf.celery import app as celery_app

__all__ = ["celery_app"]

CHECKOUT = Path(__file__).resolve().parent.parent
_PROJECT = (CHECKOUT / "pyproject.toml").read_text("utf-8")  # whatever the locale is
__version__: str = tomllib.loads(_PROJECT)["project"]["version"]

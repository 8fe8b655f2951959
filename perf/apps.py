"""The project itself as an app, so that it may hold commands, templates and static files."""

from django.apps import AppConfig


class PerfConfig(AppConfig):
    """Stands first in the list of apps, so that its commands replace Django's."""

    name = "perf"
    verbose_name = "预算绩效管理"

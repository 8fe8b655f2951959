"""Actual values, scores, sheets, exports; the rule book lies in `scoring.rules`."""

from django.apps import AppConfig
from django.core.exceptions import ImproperlyConfigured

from scoring.rules.edition import EditionError, load_all


class ScoringConfig(AppConfig):
    """The app that scores; it starts only with sound editions."""

    name = "scoring"
    verbose_name = "自评与评分"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Refuse to start with a bad edition file: a wrong rule must not score one line."""
        try:
            load_all()
        except EditionError as error:
            raise ImproperlyConfigured(str(error)) from error

"""Django's PostgreSQL backend, which starts the embedded server on the first connection.

Settings: `ENGINE = "perf.embedded"`, `DATA_DIR` (folder), `DURABLE` (default True), `NAME`,
`USER`. The two keys of our own stand beside `OPTIONS`, whose content goes to the driver as is.
"""

from pathlib import Path
from typing import Any

from django.db.backends.postgresql import base
from django.db.utils import OperationalError

from perf.embedded.cluster import ensure
from perf.embedded.refusal import ClusterRefused


class EmbeddedUnavailable(OperationalError):
    """There is no database to connect to; the message names the way out."""


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection to the embedded PostgreSQL."""

    def get_connection_params(self) -> dict[str, Any]:
        """Return the driver's parameters once the server runs. Raises EmbeddedUnavailable."""
        settings = self.settings_dict
        try:
            socket_dir = ensure(Path(settings["DATA_DIR"]), settings.get("DURABLE", True))
        except ClusterRefused as refusal:
            raise EmbeddedUnavailable(str(refusal)) from refusal
        settings["HOST"] = str(socket_dir)  # also for dbshell, which reads the settings only
        return super().get_connection_params()

#!/usr/bin/env python3
"""Django's command line. A refusal is told in one sentence, without a traceback."""

import os
import sys

from django.core.management import execute_from_command_line

from perf.embedded.base import EmbeddedUnavailable
from perf.embedded.refusal import ClusterRefused
from perf.environment import OddValue


def main() -> None:
    """Run the command that was asked for."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perf.settings")
    try:
        execute_from_command_line(sys.argv)
    except (OddValue, EmbeddedUnavailable, ClusterRefused) as refusal:
        sys.exit(str(refusal))


if __name__ == "__main__":
    main()

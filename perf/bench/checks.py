"""Bench `checks`: every check over a sheet against the rule book scoring the same lines."""

import resource
import tracemalloc
from collections.abc import Sequence
from decimal import Decimal

from perf.bench.audit import printed
from perf.bench.results import Disagreement, Result, counted, duration, ratio
from perf.bench.rounds import medians
from perf.bench.rows import ANNUAL, EXECUTED, made_lines
from perf.bench.sheet_value import checked
from scoring.audit.audit import checked_sheet
from scoring.audit.scored import score_published
from scoring.checks.run import findings
from scoring.checks.sheet import Sheet
from scoring.published.reading import read_text
from scoring.rules.edition import Edition, load_all
from scoring.rules.sheet import score_sheet
from scoring.rules.shelf import Choice
from scoring.rules.terms import execution

GOALS = {35: 10}  # lines -> times scoring them

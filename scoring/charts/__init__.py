"""Charts drawn on the server as inline SVG: no script, no inline style, colours by class."""

from scoring.charts.counts import count_chart
from scoring.charts.rates import rate_chart

__all__ = ["count_chart", "rate_chart"]

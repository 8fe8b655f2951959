"""Charts drawn on the server as inline SVG: no script, no inline style, colours by class."""

from scoring.charts.rates import rate_chart

__all__ = ["rate_chart"]

"""The chart of a group of rates: bars across, each under its topic, the figure at the right."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Protocol

from django.utils.safestring import SafeString

from projects import show
from scoring.charts import words
from scoring.charts.scale import HUNDRED, Scale, scale_for
from scoring.charts.svg import Picture
from scoring.metrics import Metric

# Pixels down; the text is 13 px (components.css).
_LINE, _BAR, _GAP, _OVER = 18, 14, 6, 3
_BASE = 14  # from the top of a line of text to its base line

# Columns of half a Chinese character: what fits on a phone of 360 px, its margins off.
_COLUMNS = 48
_WIDTH = 100_00  # all of the width, in hundredths of a percent
_A_DIGIT = 2_60  # a digit at 13 px on that phone
_ROOM_LEAST = 30_00

_BREAK_AT, _BREAK_APART, _LEAN = 4_00, 1_60, 80


class Row(Protocol):
    """Whatever carries a rate, such as the rows of the department's page."""

    @property
    def metric(self) -> Metric:
        """The rate: its topic, two amounts and printed percent."""


def rate_chart(title: str, rows: Sequence[Row]) -> SafeString:
    """An inline SVG of the computable rates of a group; empty with fewer than two.

    A rate that would crush the others (above 200 % and above four times the median) gets a bar
    that is broken by two strokes and says so; all other bars are in proportion. Groups of
    execution and completion carry a dashed line at 100 %.
    """
    metrics = [row.metric for row in rows]
    rates = [rate for metric in metrics if (rate := metric.percent) is not None]
    if len(rates) < 2:
        return SafeString("")
    reference = "执行" in title or "完成" in title
    scale = scale_for(rates, reference=reference, room=_room(rates))
    picture = Picture()
    if reference:
        _write(picture, "竖虚线为 100%")
        picture.height += _GAP // 2
    for metric in metrics:
        _row(picture, scale, metric, reference=reference)
    broken = sum(1 for rate in rates if scale.is_broken(rate))
    return picture.drawn(words.finding(title, metrics, broken=broken, reference=reference))


def _room(rates: Sequence[Decimal]) -> int:
    """The part of the width that bars may take: the longest figure stands at their right."""
    longest = max(len(show.percent(rate)) for rate in rates)
    return max(_ROOM_LEAST, _WIDTH - (longest + 1) * _A_DIGIT)


def _row(picture: Picture, scale: Scale, metric: Metric, *, reference: bool) -> None:
    _write(picture, metric.topic)
    rate = metric.percent
    if rate is None:
        _write(picture, words.why_not_computable(metric))
    else:
        top = picture.height + _OVER
        _draw(picture, scale, rate, reference=reference)
        # A fall is a bar to the left, and its name says already that it is one.
        picture.text(show.percent(metric.told), x=_WIDTH, y=top + _BAR - 3, css="end strong")
        if note := words.note(metric, broken=scale.is_broken(rate)):
            _write(picture, note)
    picture.height += _GAP


def _write(picture: Picture, text: str) -> None:
    for line in words.lines(text, _COLUMNS):
        picture.text(line, x=0, y=picture.height + _BASE)
        picture.height += _LINE


def _draw(picture: Picture, scale: Scale, rate: Decimal, *, reference: bool) -> None:
    top = picture.height + _OVER
    bottom = top + _BAR
    zero, end = scale.at(Decimal(0)), scale.at(rate)
    picture.bar(zero, end, y=top, thick=_BAR)
    if scale.is_broken(rate):
        inwards = -1 if rate > 0 else 1
        for step in (_BREAK_AT, _BREAK_AT + _BREAK_APART):
            picture.line("break", end + inwards * step, top=top, bottom=bottom, lean=_LEAN)
    picture.line("axis", zero, top=top - _OVER, bottom=bottom + _OVER)
    if reference:
        picture.line("cut", scale.at(HUNDRED), top=top - _OVER, bottom=bottom + _OVER)
        if rate > HUNDRED:  # dark dashes are not seen on the bar
            picture.line("cut-on-bar", scale.at(HUNDRED), top=top, bottom=bottom)
    picture.height = bottom + _OVER

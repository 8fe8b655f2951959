"""The chart of findings: a bar for each unit, what is certain full, what is doubtful framed."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Protocol

from django.utils.safestring import SafeString

from scoring.charts import words
from scoring.charts.scale import Scale
from scoring.charts.svg import Picture

MOST_BARS = 12
_LINE, _BAR, _GAP, _OVER = 18, 14, 8, 3  # pixels down, as in the chart of rates
_BASE = 14
_COLUMNS = 48  # half Chinese characters that a phone of 360 px shows
_WIDTH, _ROOM = 100_00, 66_00  # hundredths of a percent: all of it, and what bars may take


class Row(Protocol):
    """Whatever is counted."""

    @property
    def name(self) -> str:
        """What it is called."""

    @property
    def errors(self) -> int:
        """How many errors."""

    @property
    def doubts(self) -> int:
        """How many doubts."""


def count_chart(rows: Sequence[Row]) -> SafeString:
    """An inline SVG of errors and doubts, the first rows of a list; empty with fewer than two."""
    shown = [row for row in rows if row.errors + row.doubts][:MOST_BARS]
    if len(shown) < 2:
        return SafeString("")
    most = max(row.errors + row.doubts for row in shown)
    scale = Scale(Decimal(0), max(Decimal(most), Decimal(1)), None, _ROOM)
    picture = Picture()
    for row in shown:
        _draw(picture, scale, row)
    return picture.drawn(_told(shown))


def _draw(picture: Picture, scale: Scale, row: Row) -> None:
    for line in words.lines(row.name, _COLUMNS):
        picture.text(line, x=0, y=picture.height + _BASE)
        picture.height += _LINE
    top = picture.height + _OVER
    start, middle = scale.at(Decimal(0)), scale.at(Decimal(row.errors))
    end = scale.at(Decimal(row.errors + row.doubts))
    if row.errors:
        picture.bar(start, middle, y=top, thick=_BAR)
    if row.doubts:
        picture.bar(middle, end, y=top, thick=_BAR, css="bar-soft")
    picture.text(_figures(row), x=_WIDTH, y=top + _BAR - 3, css="end strong")
    picture.height = top + _BAR + _GAP


def _figures(row: Row) -> str:
    return f"错误 {row.errors}，疑点 {row.doubts}"


def _told(rows: Sequence[Row]) -> str:
    most = max(rows, key=lambda row: (row.errors, row.doubts))
    errors, doubts = sum(row.errors for row in rows), sum(row.doubts for row in rows)
    return (
        f"条形图：{len(rows)} 个单位未处理的错误 {errors} 条、疑点 {doubts} 条，"
        f"错误最多的是{most.name}（{_figures(most)}）。"
    )

"""What lists can be asked for: allow-lists, an odd value is refused in words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.http import QueryDict
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import ValidationError

from scoring.models import Sheet

_QUOTED = 20


@dataclass(frozen=True, slots=True)
class Filter:
    """One query parameter: the column it asks for, the values it takes, and what they are.

    `stored`: what stands in the column, where a value is called otherwise there.
    """

    column: str
    values: re.Pattern[str]
    meaning: str
    stored: Mapping[str, object] = field(default_factory=dict)


YEAR = Filter("year_id", re.compile("20[0-9]{2}|2100"), "年度，2000 至 2100 的四位数字，如 2021")
DEPARTMENT = Filter(
    "department__code", re.compile("[0-9A-Za-z-]{1,20}"), "单位编码（不含下级），如 254101"
)
FILTERS: Mapping[str, Filter] = {
    "year": YEAR,
    "department": DEPARTMENT,
    "state": Filter(
        "state", re.compile("|".join(Sheet.State.values)), "状态，" + "、".join(Sheet.State.values)
    ),
}
PAGE = "page"


def parameters_of(filters: Mapping[str, Filter]) -> list[OpenApiParameter]:
    """What the schema says of the filters of a list."""
    return [
        OpenApiParameter(
            name,
            {"type": "string", "pattern": f"^(?:{one.values.pattern})$"},
            description=f"{one.meaning}。",
        )
        for name, one in filters.items()
    ]


def asked(params: QueryDict, filters: Mapping[str, Filter] = FILTERS) -> dict[str, object]:
    """Return the conditions that the address asks for, as keywords of `QuerySet.filter`.

    Raises ValidationError (400) naming every unknown, repeated or odd parameter: a misspelt
    filter must not answer with everything.
    """
    faults = {
        name: [fault] for name in params if (fault := _fault(name, params.getlist(name), filters))
    }
    if faults:
        raise ValidationError(faults)
    return {
        wanted.column: wanted.stored.get(str(params[name]), params[name])
        for name, wanted in filters.items()
        if name in params
    }


def _fault(name: str, values: list[str], filters: Mapping[str, Filter]) -> str:
    if name == PAGE and len(values) == 1:
        return ""  # read by `pagination`
    if name not in (PAGE, *filters):
        return f"没有参数“{name[:_QUOTED]}”，可用的有 {'、'.join([*filters, PAGE])}。"
    if len(values) > 1:
        return f"{name} 给了 {len(values)} 次，请只给一次。"
    if not filters[name].values.fullmatch(values[0]):
        return f"{name}“{values[0][:_QUOTED]}”不能用，请填{filters[name].meaning}。"
    return ""

"""What the list of sheets can be asked for: allow-lists, an odd value is refused in words."""

import re
from dataclasses import dataclass

from django.http import QueryDict
from rest_framework.exceptions import ValidationError

from scoring.models import Sheet

_QUOTED = 20


@dataclass(frozen=True, slots=True)
class Filter:
    """One query parameter: the column it asks for, the values it takes, and what they are."""

    column: str
    values: re.Pattern[str]
    meaning: str


FILTERS = {
    "year": Filter(
        "year_id", re.compile("20[0-9]{2}|2100"), "年度，2000 至 2100 的四位数字，如 2021"
    ),
    "department": Filter(
        "department__code",
        re.compile("[0-9A-Za-z-]{1,20}"),
        "单位编码（不含下级），如 254101",
    ),
    "state": Filter(
        "state", re.compile("|".join(Sheet.State.values)), "状态，" + "、".join(Sheet.State.values)
    ),
}
PAGE = "page"


def asked(params: QueryDict) -> dict[str, str]:
    """Return the conditions that the address asks for, as keywords of `QuerySet.filter`.

    Raises ValidationError (400) naming every unknown, repeated or odd parameter: a misspelt
    filter must not answer with everything.
    """
    faults = {name: [fault] for name in params if (fault := _fault(name, params.getlist(name)))}
    if faults:
        raise ValidationError(faults)
    return {wanted.column: str(params[name]) for name, wanted in FILTERS.items() if name in params}


def _fault(name: str, values: list[str]) -> str:
    if name == PAGE and len(values) == 1:
        return ""  # read by `pagination`
    if name not in (PAGE, *FILTERS):
        return f"没有参数“{name[:_QUOTED]}”，可用的有 {'、'.join([*FILTERS, PAGE])}。"
    if len(values) > 1:
        return f"{name} 给了 {len(values)} 次，请只给一次。"
    if not FILTERS[name].values.fullmatch(values[0]):
        return f"{name}“{values[0][:_QUOTED]}”不能用，请填{FILTERS[name].meaning}。"
    return ""

"""Which edition a sheet is scored by: nearest region, kind, latest first year."""

from collections.abc import Iterable
from typing import NamedTuple

from scoring.rules.edition import Edition

FALLBACK = "national-2020"


class Choice(NamedTuple):
    """An edition, and whether it was chosen for the sheet's region or asked for by name.

    What rests on one that was not is a doubt.
    """

    edition: Edition
    chosen: bool


def choose(
    editions: Iterable[Edition], *, region: str, kind: str, year: int | None
) -> Choice | None:
    """Pick the edition of a sheet: longest region prefix, then latest first year not after `year`.

    `region` is a region code or the region's name. Where none fits, a project falls back to the
    edition of the whole country, a department gets None. Editions that are only asked for by name
    are never picked.
    """
    of_kind = [edition for edition in editions if edition.kind == kind and not edition.by_name]
    fitting = [
        edition
        for edition in of_kind
        if year is not None and edition.first_year <= year and _lies_in(region, edition)
    ]
    if fitting:
        best = max(fitting, key=lambda edition: (len(edition.region), edition.first_year))
        return Choice(best, best.region != "")
    national = [edition for edition in of_kind if edition.code == FALLBACK]
    return Choice(national[0], False) if national else None


def _lies_in(region: str, edition: Edition) -> bool:
    """Whether a region code begins with the edition's, or a region's name with its name."""
    region = region.strip()
    if not edition.region or (region.isdecimal() and region.startswith(edition.region)):
        return True
    return any(_begins_with(region, name) for name in edition.region_names)


def _begins_with(region: str, name: str) -> bool:
    """湖北, 湖北省武汉市, 湖北武汉市; not 湖北路街道, nor 河南蒙古族自治县 elsewhere."""
    if not region.startswith(name):
        return False
    rest = region[len(name) :].strip()
    if not rest or rest[0] in _ENDS_OF_A_NAME:
        return True
    return not rest.startswith(_OTHER_PLACES) and any(word in rest for word in _PLACES)


_ENDS_OF_A_NAME = "省自（(/、，,-"
_OTHER_PLACES = ("路", "街", "道", "大道", "蒙古族", "回族")
_PLACES = ("市", "州", "地区", "县", "区", "盟")

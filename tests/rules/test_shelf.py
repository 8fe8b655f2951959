"""Which edition a sheet is scored by, and whether that one was chosen for it."""

import json
from typing import Any

import pytest

from scoring.rules.edition import Edition, parse
from scoring.rules.shelf import choose
from tests.rules.build import EDITIONS, HENAN, NATIONAL


def edition(code: str, region: str, first_year: int, **head: Any) -> Edition:
    data = json.loads(HENAN.content) | {"code": code, "region": region, "first_year": first_year}
    return parse(data | {"region_names": []} | head, code)


SHELF = [
    edition("province", "41", 2021, region_names=["河南"]),
    edition("province-new", "41", 2023),
    edition("city", "4108", 2022, region_names=["河南省焦作", "焦作"]),
    edition("asked-for", "41", 2021, chosen="name", region_names=["河南"]),
    edition("asked-for-city", "4108", 2024, chosen="name"),
    NATIONAL,
]


@pytest.mark.parametrize(
    "region, kind, year, code",
    [
        ("410800", "department", 2021, "province"),
        ("410800", "department", 2022, "city"),
        ("410800", "department", 2024, "city"),
        ("410100", "department", 2022, "province"),
        ("410100", "department", 2023, "province-new"),
        ("410100", "department", 2020, None),
        ("130000", "department", 2024, None),
        ("", "department", 2024, None),
        ("410800", "project", 2021, "national-2020"),
        ("130000", "project", 2024, "national-2020"),
        ("130000", "project", 2019, "national-2020"),
        ("河南省", "department", 2021, "province"),
        ("河南省焦作市", "department", 2021, "province"),
        ("河南省焦作市", "department", 2022, "city"),
        ("焦作市", "department", 2022, "city"),
        ("焦作市", "department", 2021, None),
        ("河南省郑州市", "department", 2022, "province"),
        ("中国河南省", "department", 2022, None),  # a name that merely contains it
        ("北京市河南大厦", "department", 2022, None),
        ("河", "department", 2022, None),
        ("410800", "department", None, None),
        ("河南省", "department", None, None),
        ("河南省", "project", None, "national-2020"),
        ("4", "department", 2022, None),
        ("14100", "department", 2022, None),
    ],
)
def test_a_sheets_edition_is_the_nearest_region_then_the_latest_year(region, kind, year, code):
    for shelf in (SHELF, SHELF[::-1]):
        chosen = choose(shelf, region=region, kind=kind, year=year)
        national = code == "national-2020"  # what a project falls back to was not chosen for it
        assert (chosen and (chosen.edition.code, chosen.chosen)) == (code and (code, not national))


@pytest.mark.parametrize(
    "region, kind, year, code, chosen",
    [
        ("410800", "department", 2021, "henan-department-2021", True),
        ("河南省焦作市", "department", 2024, "henan-department-2021", True),
        ("河南", "department", 2020, None, None),
        ("湖北", "department", 2024, None, None),
        ("420000", "project", 2020, "hubei-2020", True),
        ("湖北", "project", 2024, "hubei-2020", True),
        ("湖北省广水市", "project", 2024, "hubei-2020", True),
        ("湖北", "project", 2019, "national-2020", False),
        ("广西壮族自治区南宁市", "project", 2022, "guangxi-like", True),
        ("450100", "project", 2022, "guangxi-like", True),
        ("山西省", "project", 2022, "shanxi-like", True),
        ("140000", "project", 2022, "shanxi-like", True),
        ("陕西省", "project", 2022, "national-2020", False),
        ("610000", "project", 2022, "national-2020", False),
        ("河南省焦作市", "project", 2022, "national-2020", False),
        ("", "project", 2024, "national-2020", False),
        ("湖北", "project", None, "national-2020", False),
        ("", "project", None, "national-2020", False),
    ],
)
def test_the_shipped_editions_are_found_by_code_and_by_name(region, kind, year, code, chosen):
    found = choose(EDITIONS.values(), region=region, kind=kind, year=year)
    assert (found and (found.edition.code, found.chosen)) == (code and (code, chosen))


def test_what_is_only_asked_for_by_name_is_never_chosen():
    by_name = {code for code, one in EDITIONS.items() if one.by_name}
    assert by_name == {"national-2021-core", "city-2022"}
    only = [EDITIONS[code] for code in by_name]
    for region in ("", "410000", "河南"):
        assert choose(only, region=region, kind="project", year=2024) is None


def test_without_the_edition_of_the_whole_country_there_is_nothing_to_fall_back_to():
    assert choose([HENAN], region="130000", kind="project", year=2024) is None
    assert choose([], region="410000", kind="department", year=2024) is None


def test_a_newer_edition_of_the_whole_country_is_preferred_but_the_fallback_is_named():
    newer = json.loads(NATIONAL.content) | {"code": "national-2030", "first_year": 2030}
    shelf = [parse(newer, "newer"), NATIONAL]
    for year, code in ((2031, "national-2030"), (2029, "national-2020"), (None, "national-2020")):
        found = choose(shelf, region="130000", kind="project", year=year)
        assert (found.edition.code, found.chosen) == (code, False)

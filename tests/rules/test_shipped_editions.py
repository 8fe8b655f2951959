"""The figures of the shipped editions are those of the rule notes; each is named here once."""

import pytest

from scoring.rules.edition import SHIPPED, load
from scoring.rules.edition_terms import Block, Ceiling, OverTarget, Way
from scoring.rules.policy import Rounding
from tests.rules.build import EDITIONS

FLAG_130 = OverTarget(percent=130, consequence="flag", points="0", shares=False, zero_target="")
LIKE_NATIONAL = {
    "kind": "project",
    "region": "",
    "region_names": (),
    "by_name": False,
    "first_year": 2020,
    "number": "",
    "blocks": (("产出指标", 5000), ("效益指标", 3000), ("满意度指标", 1000)),
    "blocks_fixed": False,
    "execution_points": 1000,
    "execution_bands": (),
    "at_most": "overshoot",
    "pass_mark": 0,
    "missed_is_nothing": False,
    "strict": False,
    "ways": (),
    "over_target": FLAG_130,
    "late_is_nothing": False,
    "outside_is_nothing": False,
    "tiers": (80, 60),
    "moves_points": False,
    "move_to": "",
    "rounding": Rounding(digits=2, cut=False, rate=None),
    "total_digits": 2,
    "total_cut": False,
    "ceilings": (),
    "grades": (("优", 9000), ("良", 8000), ("中", 6000), ("差", 0)),
    "reason_below_full": True,
    "blocking": ("total-sum", "score-above-points", "fund-parts"),
}
FIGURES = {
    "national-2020": LIKE_NATIONAL | {"number": "财预〔2020〕10号"},
    "henan-department-2021": LIKE_NATIONAL
    | {
        "kind": "department",
        "region": "41",
        "region_names": ("河南",),
        "first_year": 2021,
        "blocks": (("投入管理指标", 3000), ("产出指标", 2500), ("效益指标", 3500)),
        "blocks_fixed": True,
    },
    "national-2021-core": LIKE_NATIONAL
    | {
        "by_name": True,
        "first_year": 2021,
        "number": "财预〔2021〕101号",
        "blocks": (
            ("成本指标", 2000),
            ("产出指标", 4000),
            ("效益指标", 2000),
            ("满意度指标", 1000),
        ),
        "execution_bands": ((80, 70), (60, 50)),
        "pass_mark": 60,
        "ways": (Way(applies_to="满意度", bands=((90, 100), (80, 80), (60, 50))),),
        "moves_points": True,
        "move_to": "效益指标",
    },
    "hubei-2020": LIKE_NATIONAL
    | {
        "region": "42",
        "region_names": ("湖北",),
        "blocks": (("绩效指标", 8000),),
        "execution_points": 2000,
        "at_most": "inverse",
        "tiers": (80, 50),
    },
    "city-2022": LIKE_NATIONAL
    | {
        "by_name": True,
        "first_year": 2022,
        "over_target": OverTarget(
            percent=130, consequence="deduct", points="2", shares=False, zero_target=""
        ),
        "ceilings": tuple(
            Ceiling(below=below, most=most)
            for below, most in ((80, 8900), (70, 7900), (60, 6900), (50, 5900))
        ),
    },
    "guangxi-like": LIKE_NATIONAL
    | {
        "region": "45",
        "region_names": ("广西",),
        "over_target": OverTarget(
            percent=130, consequence="reason", points="0", shares=True, zero_target="30"
        ),
    },
    "shanxi-like": LIKE_NATIONAL
    | {
        "region": "14",
        "region_names": ("山西",),
        "ways": (Way(applies_to="成本", most="5"),),
        "over_target": OverTarget(
            percent=120, consequence="flag", points="0", shares=True, zero_target=""
        ),
    },
}


def test_every_shipped_edition_has_its_figures_here():
    assert set(EDITIONS) == set(FIGURES)
    assert {path.stem for path in SHIPPED.glob("*.toml")} == set(FIGURES)


@pytest.mark.parametrize("code", sorted(FIGURES))
@pytest.mark.parametrize("name", LIKE_NATIONAL)
def test_a_figure_of_a_shipped_edition_is_that_of_the_rule_notes(code, name):
    wanted = FIGURES[code][name]
    if name == "blocks":
        wanted = tuple(Block(name=block, points=points) for block, points in wanted)
    assert getattr(EDITIONS[code], name) == wanted


@pytest.mark.parametrize("code", sorted(FIGURES))
def test_a_file_is_named_after_its_edition(code):
    assert load(SHIPPED / f"{code}.toml") == EDITIONS[code]
    assert (EDITIONS[code].code, bool(EDITIONS[code].name)) == (code, True)


@pytest.mark.parametrize("code", sorted(FIGURES))
def test_the_points_of_a_shipped_edition_add_up_to_100(code):
    blocks = sum(points for _, points in FIGURES[code]["blocks"])
    assert blocks + FIGURES[code]["execution_points"] == 10_000


@pytest.mark.parametrize(
    "code, key, tag",
    [
        ("national-2020", "execution.points", "R"),
        ("national-2020", "over_target.percent", "M"),
        ("national-2021-core", "blocks[0]", "M"),
        ("national-2021-core", "execution_bands[1]", "M"),
        ("national-2021-core", "measured.pass_mark", "M"),
        ("national-2021-core", "ways[0]", "M"),
        ("national-2021-core", "not_applicable.handling", "M"),
        ("hubei-2020", "measured.at_most", "R"),
        ("hubei-2020", "tiers[1]", "R"),
        ("city-2022", "ceilings[3]", "R"),
        ("city-2022", "over_target.points", "R"),
        ("guangxi-like", "over_target.zero_target", "P"),
        ("shanxi-like", "ways[0]", "P"),
        ("henan-department-2021", "blocks[2]", "S"),
        ("henan-department-2021", "dates.late", "M"),
        ("national-2020", "checks.blocking", "P"),
    ],
)
def test_a_figure_says_how_sure_it_is(code, key, tag):
    assert EDITIONS[code].tag(key) == tag


def test_a_key_that_an_edition_has_not_has_no_tag():
    for key in ("ways[0]", "ceilings[0]", "colour"):
        with pytest.raises(KeyError):
            EDITIONS["national-2020"].tag(key)


def test_all_that_the_central_editions_own_figures_rest_on_is_marked_as_not_verified():
    own = ("blocks[", "tiers[", "ways[", "execution_bands[", "execution.points")
    sources = EDITIONS["national-2021-core"].sources
    assert {source.tag for source in sources if source.key.startswith(own)} == {"M"}

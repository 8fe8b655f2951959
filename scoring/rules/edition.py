"""Editions: the dated numbers and choices of the rule book, one TOML file each, with sources.

Where each figure was read stands in the file beside the figure (`source`, `tag`), not in code. A
file is refused as a whole, with all its faults at once.
"""

import hashlib
import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scoring.rules.edition_check import check
from scoring.rules.edition_shape import HEAD, ROWS, TERMS, Fault, exact
from scoring.rules.edition_terms import (
    DEFAULT,
    SHARE,
    SHARES,
    Block,
    Ceiling,
    OverTarget,
    Source,
    Way,
    wants_evidence,
    way_of_row,
)
from scoring.rules.numbers import SCORE_DIGITS, scaled
from scoring.rules.policy import Rounding

SHIPPED = Path(__file__).parent / "editions"


class EditionError(ValueError):
    """Editions that were refused: `faults` has every file, key and reason; the first is at hand."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        first = self.faults[0]
        self.file, self.key, self.reason = first.file, first.key, first.reason
        super().__init__("\n".join(f"{f.file}：{f.key}：{f.reason}" for f in self.faults))


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One scoring method. Points and grade bounds in hundredths, tiers and rates in whole percent.

    `region`: prefix of a region code, "" for the whole country; `region_names`: what a region's
    name begins with. `by_name`: never chosen for a sheet, only asked for. `at_most`: what a passed
    ceiling leaves ("overshoot" or "inverse"). `pass_mark`, `missed_is_nothing`: how a miss counts
    where no row of `ways` says otherwise. `strict`: exactly on a strict bound is left to a person.
    `tiers`: lower bounds of the upper two of three tiers. `execution_bands`: none, or lower bounds
    of the rate with shares of the points. `moves_points`: points of inapplicable lines move to
    lines of their block, else to those of block `move_to`; else the sum is brought to the whole.
    `evidence`: which lines need files ("none", "satisfaction", "all"). `blocking`: codes of the
    checks whose open errors keep a table from being submitted.
    `grades`: names and lower bounds, best first. `content`: canonical JSON of the file, which
    `parse` takes back; `digest`: its SHA-256.
    """

    code: str
    name: str
    kind: str
    region: str
    region_names: tuple[str, ...]
    by_name: bool
    first_year: int
    title: str
    number: str
    blocks: tuple[Block, ...]
    blocks_fixed: bool
    execution_points: int
    execution_bands: tuple[tuple[int, int], ...]
    at_most: str
    pass_mark: int
    missed_is_nothing: bool
    strict: bool
    ways: tuple[Way, ...]
    over_target: OverTarget
    late_is_nothing: bool
    outside_is_nothing: bool
    tiers: tuple[int, int]
    moves_points: bool
    move_to: str
    rounding: Rounding
    total_digits: int
    total_cut: bool
    ceilings: tuple[Ceiling, ...]
    grades: tuple[tuple[str, int], ...]
    reason_below_full: bool
    evidence: str
    blocking: tuple[str, ...]
    sources: tuple[Source, ...]
    content: str
    digest: str

    def __hash__(self) -> int:
        """Hash by the digest: kernels are looked up by edition for every sheet."""
        return hash(self.digest)

    @property
    def has_ways(self) -> bool:
        """Whether lines of one sheet are scored in more than one way."""
        return bool(self.ways) or (self.over_target.deducts and not self.over_target.shares)

    def way_of(self, *names: str, unit: str, measured: bool) -> str:
        """Name the way of a line for its slot: by its headings and its name, its unit and whether
        it is `measured` (has a target). A share that may go above its target is marked.
        """
        left = self.over_target.deducts and not self.over_target.shares and unit in SHARES
        for index, way in enumerate(self.ways):
            if way.fits(names, unit=unit, measured=measured):
                return f"{index}{SHARE}" if left else str(index)
        return SHARE if left else DEFAULT

    def wants_evidence(self, *names: str) -> bool:
        """Whether a line needs files, by its headings and its name."""
        return wants_evidence(self.evidence, names)

    def tag(self, key: str) -> str:
        """Say how sure the figure at `key` is. Raises KeyError for a key the edition has not."""
        for source in self.sources:
            if source.key == key:
                return source.tag
        raise KeyError(key)


def load(path: Path) -> Edition:
    """Read one edition file. Raises EditionError."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except ValueError as broken:  # not UTF-8 or not TOML
        raise EditionError([Fault(path.name, "-", f"不是有效的 TOML 文件：{broken}")]) from broken
    return parse(data, path.name)


def load_all(folder: Path = SHIPPED) -> dict[str, Edition]:
    """Read every edition of a folder, by code. Raises EditionError with the faults of all files."""
    editions: dict[str, Edition] = {}
    faults: list[Fault] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            edition = load(path)
        except EditionError as refused:
            faults += refused.faults
            continue
        if edition.code in editions:
            faults.append(Fault(path.name, "code", f"编码“{edition.code}”已被另一个文件使用"))
        editions[edition.code] = edition
    if faults:
        raise EditionError(faults)
    return editions


def parse(data: Mapping[str, Any], file: str) -> Edition:
    """Turn the content of an edition (TOML, or the stored `content`) into an Edition.

    `file` names it in faults. Raises EditionError with every fault.
    """
    faults = check(data, file)
    if faults:
        raise EditionError(faults)
    content = canonical(data)
    return Edition(
        **{key: data[key] for key in HEAD if key not in ("chosen", "region_names")},
        **_points_of(data),
        **_choices_of(data),
        region_names=tuple(data["region_names"]),
        by_name=data["chosen"] == "name",
        sources=tuple(_sources(data)),
        content=content,
        digest=hashlib.sha256(content.encode()).hexdigest(),
    )


def canonical(data: Mapping[str, Any]) -> str:
    """Write the content in one fixed form: order of keys and layout of the file do not matter."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _points_of(data: Mapping[str, Any]) -> dict[str, Any]:
    reached, partly, _ = (tier["from"] for tier in data["tiers"])
    return {
        "blocks": tuple(
            Block(name=b["name"], points=_hundredths(b["points"])) for b in data["blocks"]
        ),
        "execution_points": _hundredths(data["execution"]["points"]["value"]),
        "execution_bands": tuple(
            (row["from"], row["share"]) for row in data.get("execution_bands", ())
        ),
        "tiers": (reached, partly),
        "ways": tuple(way_of_row(row) for row in data.get("ways", ())),
        "ceilings": tuple(
            Ceiling(below=row["below"], most=_hundredths(row["most"]))
            for row in data.get("ceilings", ())
        ),
        "grades": tuple((g["name"], _hundredths(g["from"])) for g in data["grades"]),
    }


def _choices_of(data: Mapping[str, Any]) -> dict[str, Any]:
    chosen = {
        f"{section}.{key}": data[section][key]["value"]
        for section, terms in TERMS.items()
        for key in terms
    }
    rates = chosen["rounding.rates"]
    return {
        "blocks_fixed": chosen["weights.blocks"] == "fixed",
        "at_most": chosen["measured.at_most"],
        "pass_mark": chosen["measured.pass_mark"],
        "missed_is_nothing": chosen["measured.missed"] == "nothing",
        "strict": chosen["measured.above_equal"] == "doubt",
        "over_target": OverTarget(
            percent=chosen["over_target.percent"],
            consequence=chosen["over_target.consequence"],
            points=str(chosen["over_target.points"]),
            shares=chosen["over_target.shares"] == "counted",
            zero_target=str(chosen["over_target.zero_target"] or ""),
        ),
        "late_is_nothing": chosen["dates.late"] == "nothing",
        "outside_is_nothing": chosen["ranges.outside"] == "nothing",
        "moves_points": chosen["not_applicable.handling"] == "move",
        "move_to": chosen["not_applicable.move_to"],
        "rounding": Rounding(
            digits=chosen["rounding.lines"],
            cut=chosen["rounding.lines_mode"] == "cut",
            rate=None if rates == "exact" else rates,
        ),
        "total_digits": chosen["rounding.total"],
        "total_cut": chosen["rounding.total_mode"] == "cut",
        "reason_below_full": chosen["reasons.below_full"] == "required",
        "evidence": chosen["evidence.rows"],
        "blocking": tuple(chosen["checks.blocking"]),
    }


def _hundredths(value: object) -> int:
    number = exact(value)
    if number is None:  # `check` has refused it before
        raise TypeError(f"not a number: {value!r}")
    return scaled(number, SCORE_DIGITS)


def _sources(data: Mapping[str, Any]) -> Iterable[Source]:
    for section, terms in TERMS.items():
        for key in terms:
            term = data[section][key]
            yield Source(key=f"{section}.{key}", tag=term["tag"], text=term["source"])
    for name in ROWS:
        for index, row in enumerate(data.get(name, ())):
            yield Source(key=f"{name}[{index}]", tag=row["tag"], text=row["source"])

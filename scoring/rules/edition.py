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
from scoring.rules.numbers import SCORE_DIGITS, scaled

SHIPPED = Path(__file__).parent / "editions"


class EditionError(ValueError):
    """Editions that were refused: `faults` has every file, key and reason; the first is at hand."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        first = self.faults[0]
        self.file, self.key, self.reason = first.file, first.key, first.reason
        super().__init__("\n".join(f"{f.file}：{f.key}：{f.reason}" for f in self.faults))


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A level-one block of the sheet; `points` in hundredths."""

    name: str
    points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where the figure or choice at `key` was read, and how sure that is.

    Tags: S read in a filed document, R read in a public page, P read in a system in use,
    M general knowledge that was not verified.
    """

    key: str
    tag: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One scoring method. Points and grade bounds in hundredths, tiers in whole percent.

    `region`: prefix of a region code, "" for the whole country. `at_most`: what a passed ceiling
    leaves ("overshoot" or "inverse"). `tiers`: lower bounds of the upper two of three tiers.
    `grades`: names and lower bounds, best first. `content`: canonical JSON of the file, which
    `parse` takes back; `digest`: its SHA-256.
    """

    code: str
    name: str
    kind: str
    region: str
    first_year: int
    title: str
    number: str
    blocks: tuple[Block, ...]
    blocks_fixed: bool
    execution_points: int
    at_most: str
    tiers: tuple[int, int]
    grades: tuple[tuple[str, int], ...]
    total_digits: int
    reason_below_full: bool
    sources: tuple[Source, ...]
    content: str
    digest: str


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
    reached, partly, _ = (tier["from"] for tier in data["tiers"])
    return Edition(
        **{key: data[key] for key in HEAD},
        blocks=tuple(
            Block(name=b["name"], points=_hundredths(b["points"])) for b in data["blocks"]
        ),
        blocks_fixed=data["weights"]["blocks"]["value"] == "fixed",
        execution_points=_hundredths(data["execution"]["points"]["value"]),
        at_most=data["measured"]["at_most"]["value"],
        tiers=(reached, partly),
        grades=tuple((g["name"], _hundredths(g["from"])) for g in data["grades"]),
        total_digits=data["rounding"]["total"]["value"],
        reason_below_full=data["reasons"]["below_full"]["value"] == "required",
        sources=tuple(_sources(data)),
        content=content,
        digest=hashlib.sha256(content.encode()).hexdigest(),
    )


def canonical(data: Mapping[str, Any]) -> str:
    """Write the content in one fixed form: order of keys and layout of the file do not matter."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def choose(editions: Iterable[Edition], *, region: str, kind: str, year: int) -> Edition | None:
    """Pick the edition of a sheet: longest region prefix, then latest first year not after `year`.

    Where none fits, a project falls back to the earliest edition of the whole country, a department
    gets None. An edition whose `region` is "" was not chosen for the region: what rests on it is a
    doubt. An edition asked for by name is taken from `load_all()` instead.
    """
    of_kind = [edition for edition in editions if edition.kind == kind]
    fitting = [e for e in of_kind if region.startswith(e.region) and e.first_year <= year]
    if fitting:
        return max(fitting, key=lambda edition: (len(edition.region), edition.first_year))
    national = [edition for edition in of_kind if edition.region == ""]
    if kind == "project" and national:
        return min(national, key=lambda edition: edition.first_year)
    return None


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
        for index, row in enumerate(data[name]):
            yield Source(key=f"{name}[{index}]", tag=row["tag"], text=row["source"])

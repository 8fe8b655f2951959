"""Checks of the level-one blocks: their printed points against their rows and the edition."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache

from projects.values import Printed
from scoring.checks.check import Subject, check
from scoring.checks.extent import Extent, Measure, is_scored
from scoring.checks.finding import Finding, Severity
from scoring.checks.rounding import added, difference, plain, slack_of
from scoring.checks.sheet import Line, Sheet

ZERO = Decimal(0)
_SATISFACTION, _BENEFIT = "满意度", "效益"
_ENDINGS = ("绩效指标", "类指标", "指标")


@lru_cache(maxsize=1024)  # a sheet names the same few blocks on every row
def block_key(name: str) -> str:
    """What two spellings of a block's name share: 产出指标 and 产出 are 产出."""
    bare = "".join(name.split())
    for ending in _ENDINGS:
        if len(bare) > len(ending) and bare.endswith(ending):
            return bare.removesuffix(ending)
    return bare


@check(
    "block-points",
    "一级指标分值与各行分值",
    of=Subject.ASKED,
    compares="一级指标印出的分值与它下面各行分值的合计；抄本不全时，最后一个一级指标不比较。",
    why="分值对不上，说明有一行漏填，或一级指标的分值填错。",
    source="省级预算绩效系统的通行做法：三级指标分值之和为一级指标分值。",
    severities=(Severity.ERROR, Severity.DOUBT, Severity.ROUNDING),
)
def blocks_have_their_points(sheet: Sheet, measured: Measure) -> Iterator[Finding]:
    """The printed points of a block are the sum of its rows' points.

    Rests on: points of level 3 add up to level 1 ([P]). Nothing is said of a block that prints no
    points or has no rows, nor of the last block of a copy that is cut: its rows may go on. Points
    with decimals may have been rounded.
    """
    rows: dict[str, list[Line]] = {}
    for line in sheet.lines:
        if is_scored(line):
            rows.setdefault(block_key(line.block), []).append(line)
    last = block_key(sheet.lines[-1].block) if sheet.lines else ""
    for name, printed in sheet.blocks.items():
        key = block_key(name)
        if printed.number is None or key not in rows:
            continue
        if measured.extent is Extent.CUT and key == last:
            continue
        points = [line.points.number for line in rows[key] if line.points.number is not None]
        if not points or added(points) == printed.number:
            continue
        without = len(rows[key]) - len(points)
        yield _of_one_block(name, printed, points, without)


def _of_one_block(name: str, told: Printed, points: list[Decimal], without: int) -> Finding:
    total, given, severity = added(points), told.number or ZERO, Severity.ERROR
    if without and total < given:
        severity = Severity.DOUBT
    elif abs(difference(total, given)) <= slack_of([given, *points]):
        severity = Severity.ROUNDING
    missing = f"；有 {without} 行没有分值，请核对" if without else ""
    if severity is Severity.ROUNDING:
        missing = "，差在四舍五入"
    return Finding(
        check="block-points",
        severity=severity,
        place=f"block_points.{name}",
        message=f"{name}各行分值相加 {plain(total)}，表中印 {told.text}{missing}",
        printed=told.text,
        expected=plain(total),
    )


@check(
    "block-edition",
    "一级指标分值与评分办法",
    of=Subject.ASKED,
    compares="各一级指标分值与评分办法规定的分值；分值合计成立时，视为本表自定的权重。",
    why="特殊情况可以调整权重，但应有依据。",
    source="财预〔2020〕10号《项目支出绩效评价管理办法》自评表注：产出 50、效益 30、"
    "满意度 10、预算执行率 10，特殊情况可以调整。",
    severities=(Severity.DOUBT,),
)
def blocks_are_the_editions(sheet: Sheet, measured: Measure) -> Iterator[Finding]:
    """The points of the blocks against those of the edition: one doubt for the sheet.

    Rests on: 50/30/10 beside 10 for the execution, adaptable in special cases (财预〔2020〕10号,
    [R], [M]). Points that make the whole are the sheet's own weights, so a difference is only a
    doubt; points that do not are told by `points-whole`.
    """
    if sheet.terms is None or not sheet.terms.blocks:
        return
    if measured.extent is not Extent.COMPLETE or not measured.makes_the_whole:
        return
    due = sheet.terms.blocks
    given = _by_edition(sheet.lines, due)
    if given == due or given == _without_satisfaction(due):
        return
    differing = [name for name in {**due, **given} if given.get(name, ZERO) != due.get(name, ZERO)]
    sides = [(name, _points(given, name), _points(due, name)) for name in differing]
    told = "，".join(f"{name} {mine}（评分办法 {theirs}）" for name, mine, theirs in sides)
    end = "不应调整" if sheet.terms.blocks_fixed else "特殊情况可以调整"
    yield Finding(
        check="block-edition",
        severity=Severity.DOUBT,
        place="block_points",
        message=f"一级指标分值与评分办法不同：{told}；{end}，请核对依据",
        printed="，".join(f"{name} {mine}" for name, mine, _ in sides),
        expected="，".join(f"{name} {theirs}" for name, _, theirs in sides),
    )


def _points(blocks: Mapping[str, Decimal], name: str) -> str:
    return plain(blocks[name]) if name in blocks else "未设"


def _without_satisfaction(due: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """The edition's blocks where nobody can be asked: the points move to benefit.

    Rests on: rule book notes, section 1 ([M]; a sheet of 50 and 40 beside 10 is not contradicted).
    """
    moved = next((name for name in due if _SATISFACTION in name), None)
    benefit = next((name for name in due if _BENEFIT in name), None)
    if moved is None or benefit is None:
        return dict(due)
    left = {name: points for name, points in due.items() if name != moved}
    return left | {benefit: added([due[benefit], due[moved]])}


def _by_edition(lines: tuple[Line, ...], due: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Points of each block, under the edition's name for it where it has one."""
    names: dict[str, str] = {}
    given: dict[str, Decimal] = {}
    for line in lines:
        if not line.points.number:
            continue
        name = names.get(line.block)
        if name is None:
            name = names[line.block] = _editions_name(line.block, due)
        given[name] = added([given.get(name, ZERO), line.points.number])
    return given


def _editions_name(name: str, due: Mapping[str, Decimal]) -> str:
    """The edition's block that a printed name means: the same, or the only one that it holds."""
    key = block_key(name)
    for theirs in due:
        if block_key(theirs) == key:
            return theirs
    within = [theirs for theirs in due if block_key(theirs) in key]
    return within[0] if len(within) == 1 else name or "未写一级指标"

"""A finding at its place: on which paper, what the place is called, and what it is known by.

`digest_of` says which finding it is: the same paper, check and figures give the same digest, and a
finding whose figures changed is another one.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from scoring.checks.finding import WORST_FIRST, Finding
from scoring.checks.papers import Document, Paper, Unit
from scoring.checks.rounding import difference, printed_percent
from scoring.checks.run_unit import across_findings, document_findings, paper_findings
from scoring.checks.sheet import Sheet

LONGEST_WORDS = 200
_ROW = re.compile(r"(indicators|funds|goals|tasks)\[(\d+)\](?:\.(\w+))?")
_CELL = re.compile(r"tables\.(\w+)(?:\[(\d+)\](?:\[(\d+)\])?)?")
_WHOLE = {
    "total_printed": ("总分", "line-total"),
    "narrative_total": ("说明文字中的总分", "line-total"),
    "total_points_printed": ("分值合计", "line-total"),
    "indicators": ("绩效指标", "lines"),
    "funds": ("预算资金", "funds"),
    "goals": ("年度目标", "goals"),
    "tasks": ("年度主要任务", "tasks"),
    "": ("全表", ""),
}
_COLUMNS = {
    "initial_budget": "年初数",
    "annual_budget": "全年数",
    "arrived": "到位数",
    "executed": "执行数",
    "points": "分值",
    "rate": "执行率",
    "score": "得分",
    "reason": "偏差原因",
    "actual": "实际完成值",
    "target": "指标值",
    "raw_score": "单项得分",
    "weight_pct": "权重",
    "evidence": "佐证",
    "name": "名称",
    "content": "主要内容",
    "result": "完成情况",
}


class Kind(StrEnum):
    """On what kind of paper a finding stands; BETWEEN: on none by itself."""

    DOCUMENT = "document"
    PLAN = "plan"
    SHEET = "sheet"
    BETWEEN = ""


class Place(NamedTuple):
    """`words` name the place for people, `anchor` is the id of its row on the paper's page.

    `role`: of the table of accounts in which the row stands.
    """

    words: str
    anchor: str = ""
    role: str = ""


class Located(NamedTuple):
    """A finding with the paper that it stands on (None: between papers) and its place there.

    `key` is the paper's own, or the unit's. `is_across`: one paper was held against another.
    """

    finding: Finding
    kind: Kind
    key: str
    place: Place
    is_across: bool
    paper: Paper | Document | None = None

    @property
    def digest(self) -> str:
        """Which finding it is."""
        return digest_of(self.finding, kind=self.kind, key=self.key)


def located_findings(unit: Unit, *, key: str) -> Iterator[Located]:
    """Every finding of a unit's papers once: of accounts, plans and sheets, then between them.

    `key` is what the unit is known by. What is said twice in the same words is one finding. A sheet
    prints the targets of its plan: what it says already is not said of the plan again.
    """
    seen: set[str] = set()
    for one in _all(unit, key):
        digest = one.digest
        if digest not in seen:
            seen.add(digest)
            yield one


def _all(unit: Unit, key: str) -> Iterator[Located]:
    for document in unit.accounts:
        yield from located_on(document, Kind.DOCUMENT, document_findings(document))
    for kind, found in zip((Kind.PLAN, Kind.SHEET), paper_findings(unit), strict=True):
        for paper, own in found:
            yield from located_on(paper, kind, own)
    for finding in across_findings(unit):
        yield _across(finding, unit, key)


def located_on(paper: Paper | Document, kind: Kind, found: Iterable[Finding]) -> list[Located]:
    """What was found on one paper by itself, each at its place, in the same order."""
    return [
        Located(
            replace(finding, paper=paper.name),
            kind,
            paper.key,
            place_of(finding, paper),
            False,
            paper,
        )
        for finding in found
    ]


def _across(finding: Finding, unit: Unit, key: str) -> Located:
    """On the paper that it names; where none, or more than one, is called so, on none."""
    named: list[tuple[Kind, Paper | Document]] = [
        *((Kind.DOCUMENT, one) for one in unit.accounts if one.name == finding.paper),
        *((Kind.PLAN, one) for one in unit.plans if one.name == finding.paper),
        *((Kind.SHEET, one) for one in unit.sheets if one.name == finding.paper),
    ]
    if len(named) != 1:
        texts = (one.name for one in unit.narratives if one.name == finding.paper)
        place = Place(_short(finding.level3 or next(texts, "各表之间")))
        return Located(finding, Kind.BETWEEN, key, place, True)
    [(kind, paper)] = named
    return Located(finding, kind, paper.key, place_of(finding, paper), True, paper)


def digest_of(finding: Finding, *, kind: Kind, key: str) -> str:
    """The SHA-256 of paper, check, severity, place, both figures and the message.

    A row counts with its name: what was said of a row does not pass to the one that takes its
    place.
    """
    said = [
        kind.value, key, finding.check, finding.severity.value, finding.place,
        finding.level3 or "", finding.message, finding.printed, finding.expected,
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def place_of(finding: Finding, paper: Paper | Document) -> Place:
    """The place of a finding on its paper; rows are counted from 1, as people count."""
    place = (
        _in_accounts(finding.place, paper)
        if isinstance(paper, Document)
        else _in_sheet(finding.place, finding.level3 or "", paper.sheet)
    )
    return place._replace(words=_short(place.words))


def _in_sheet(path: str, level3: str, sheet: Sheet) -> Place:
    if found := _ROW.fullmatch(path):
        part, row, column = found[1], int(found[2]), _COLUMNS.get(found[3] or "", "")
        if part == "indicators":
            anchor, named = f"line-{row + 1}", (f"第 {row + 1} 行", level3)
        elif part == "funds":
            anchor, named = part, ("资金", _at(sheet.funds, row, "label"))
        else:
            texts = sheet.goals if part == "goals" else sheet.tasks
            anchor, named = part, (_WHOLE[part][0], _at(texts, row, "name") or str(row + 1))
        return Place(" ".join(filter(None, (*named, column))), anchor)
    if path.startswith("block_points"):
        block = path.partition(".")[2]
        return Place(f"{block}分值" if block else "一级指标分值", "lines")
    return Place(*_WHOLE.get(path, (level3 or "全表", "")))


def _at(rows: Sequence[object], row: int, name: str) -> str:
    return str(getattr(rows[row], name)).strip().rstrip("：:") if row < len(rows) else ""


def _in_accounts(path: str, document: Document) -> Place:
    found = _CELL.fullmatch(path)
    table = document.table(found[1]) if found else None
    if found is None or table is None:
        return Place("全部表格")
    row, column = found[2], found[3]
    words = table.place
    if row is not None:
        words += f" 第 {int(row) + 1} 行"
    if column is not None and int(column) < len(table.columns):
        words += f" {table.columns[int(column)].rpartition('/')[2]}"
    anchor = "" if row is None else f"r{row}" + ("" if column is None else f"-c{column}")
    return Place(words, anchor, table.role)


def _short(words: str) -> str:
    return words if len(words) <= LONGEST_WORDS else f"{words[: LONGEST_WORDS - 1]}…"


def gap_of(finding: Finding) -> Decimal | None:
    """Printed minus expected figure; None where one side is no figure."""
    sides = [printed_percent(text or "") for text in (finding.printed, finding.expected)]
    if sides[0] is None or sides[1] is None:
        return None
    return difference(sides[0], sides[1])


def worst_first(finding: Finding) -> tuple[int, Decimal]:
    """What to sort by: severity, then how far the two figures lie apart."""
    gap = gap_of(finding)
    return WORST_FIRST.index(finding.severity), Decimal(0) if gap is None else -gap.copy_abs()

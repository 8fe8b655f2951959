"""Assurance `mutated-figures`: each figure of the five disclosures changed in turn.

A figure is changed in its last digit but one, so that rounding cannot explain it, and the file is
audited again. What nothing else printed depends on cannot be noticed by any check: those figures
are listed by name, so that a reader can see whether the list is right.
"""

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from perf.assure.disclosed import RIGHT_ERRORS
from perf.bench.results import Result
from perf.demo.drafts import FOLDER
from scoring.audit.files import FileAudit, audit_files
from scoring.checks.finding import Finding, Severity
from scoring.published.reading import read_whole
from scoring.rules.edition import load_all
from scoring.rules.numbers import half_up, unscaled

SAMPLE = 40
"""The quick sample takes one figure of so many."""

_FIGURE = re.compile(r"-?[0-9][0-9,]*(?:\.[0-9]+)?%?")
_NOT_A_FIGURE = re.compile(
    r"编码|代码|行次|序号|目录|名称|/(?:类|款|项)$|^(?:类|款|项|项目|口径|类别|表|列|说明)$"
)
_OF_FUNDS = ("initial", "annual", "executed", "points", "rate", "score")
_OF_LINES = ("target", "actual", "points", "score")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A printed figure: the way to it in the file's data and what people call it."""

    path: tuple[str | int, ...]
    words: str
    text: str


def check(quick: bool) -> list[Result]:
    """Audit the unchanged files, then each with one figure changed; the lists go to stderr."""
    wrong, noticed, every = 0, 0, 0
    for path in sorted(FOLDER.glob("*.yaml")):
        data = read(path)
        before = _audit(data)
        wrong += _wrong_errors(path.stem, before)
        figures = list(figures_of(data))
        for figure in figures[:: SAMPLE if quick else 1]:
            every += 1
            if is_noticed(data, figure, before):
                noticed += 1
            else:
                sys.stderr.write(f"没有发现 {path.stem} {figure.words} {figure.text}\n")
    return [
        Result(name="wrong-errors", figure=Decimal(wrong), unit="处", goal=Decimal(0)),
        Result(name="figures-changed", figure=Decimal(every), unit="个"),
        Result(name="figures-noticed", figure=_share(noticed, every), unit="%"),
        Result(name="figures-nothing-depends-on", figure=Decimal(every - noticed), unit="个"),
        Result(
            name="control-changed-totals-noticed",
            figure=Decimal(_control()),
            unit="个",
            goal=Decimal(5),
            at_least=True,
        ),
    ]


def read(path: Path) -> dict[str, Any]:
    """The data of a disclosure's file."""
    data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return data


def _share(part: int, whole: int) -> Decimal:
    return unscaled(half_up(part * 10_000, whole or 1), 2)


def _wrong_errors(name: str, audit: FileAudit) -> int:
    """Errors in an unchanged file that nobody has checked by hand and found right."""
    said = {
        (one.check, one.place, one.printed, one.expected)
        for one in audit.findings
        if one.severity is Severity.ERROR
    }
    wrong = said - RIGHT_ERRORS.get(name, frozenset())
    for one in sorted(map(str, wrong)):
        sys.stderr.write(f"没有核对过的错误 {name} {one}\n")
    return len(wrong)


def is_noticed(data: dict[str, Any], figure: Figure, before: FileAudit) -> bool:
    """Whether the checks say something of the changed file that they did not say before."""
    after = _audit(_changed(data, figure))
    known = {_said(one, figure.text) for one in before.findings}
    new = changed(figure.text)
    return any(_said(one, new) not in known for one in after.findings)


def _said(finding: Finding, quoted: str) -> tuple[str, str, str, str | None, str]:
    """What a finding comes to, its words without the figure: it may be quoted without notice."""
    words = re.sub(rf"(?<![0-9.,]){re.escape(quoted)}(?![0-9.,%])", "", finding.message)
    expected = None if finding.expected == quoted else finding.expected
    return finding.check, finding.place, finding.severity.value, expected, words


def _audit(data: dict[str, Any]) -> FileAudit:
    text = json.dumps(data, ensure_ascii=False)
    result = audit_files([("disclosure", read_whole(text))], _EDITIONS)[0].result
    assert isinstance(result, FileAudit)  # the shipped files can be read
    return result


_EDITIONS = load_all()


def _control() -> int:
    """Changed grand totals of the five: each must be noticed, or the walk notices nothing."""
    found = 0
    for path in sorted(FOLDER.glob("*.yaml")):
        data = read(path)
        total = next(one for one in figures_of(data) if "合计" in one.words)
        found += is_noticed(data, total, _audit(data))
    return found


def _changed(data: dict[str, Any], figure: Figure) -> dict[str, Any]:
    """The data with one figure changed; the rest is shared."""
    return _with(data, figure.path, changed(figure.text))  # type: ignore[no-any-return]


def _with(node: Any, path: tuple[str | int, ...], text: str) -> Any:
    if not path:
        return text
    key, rest = path[0], path[1:]
    copy = node.copy()
    copy[key] = _with(node[key], rest, text)
    return copy


def changed(text: str) -> str:
    """The figure with another last digit but one: raised by one, 9 becomes 8; 7 becomes 17.

    A 9 at its beginning would become a 0, and 06 is no figure.
    """
    places = [at for at, sign in enumerate(text) if sign.isdigit()]
    if len(places) < 2:
        return f"{text[: places[0]]}1{text[places[0] :]}"
    at = places[-2]
    digit = 8 if text[at] == "9" else int(text[at]) + 1
    return f"{text[:at]}{digit}{text[at + 1 :]}"


def figures_of(data: dict[str, Any]) -> Iterator[Figure]:
    """Every printed figure of a disclosure: cells of its tables, funds, lines and totals."""
    for at, table in enumerate(data["tables"]):
        yield from _of_table(at, table)
    sheet, whole = data["self_evaluation"], data["whole_department"]
    for part, owner in (("self_evaluation", sheet), ("whole_department", whole)):
        yield from _of_paper((part,), owner or {})
    for at, project in enumerate(data["projects"]):
        yield from _of_paper(("projects", at), project)
    for key in ("printed_total", "narrative_total"):
        if sheet and sheet.get(key):
            yield Figure(path=("self_evaluation", key), words=key, text=sheet[key])


def _of_table(at: int, table: dict[str, Any]) -> Iterator[Figure]:
    for row, cells in enumerate(table["rows"]):
        label = next((cell for cell in cells if cell and not _FIGURE.fullmatch(cell)), "")
        for column, cell in enumerate(cells):
            heading = table["columns"][column]
            if cell and _FIGURE.fullmatch(cell) and not _NOT_A_FIGURE.search(heading):
                yield Figure(
                    path=("tables", at, "rows", row, column),
                    words=f"{table['title']} 第 {row + 1} 行 {label} {heading}",
                    text=cell,
                )


def _of_paper(path: tuple[str | int, ...], paper: dict[str, Any]) -> Iterator[Figure]:
    """Figures of the funds and the indicators."""
    for part, keys in (("funds", _OF_FUNDS), ("indicators", _OF_LINES)):
        for row, printed in enumerate(paper.get(part) or ()):
            for key in keys:
                text = printed.get(key)
                if text and re.search(r"[0-9]", text):
                    name = printed.get("label") or printed.get("level3")
                    yield Figure(
                        path=(*path, part, row, key),
                        words=f"{_told(path)} 第 {row + 1} 行 {name} {key}",
                        text=text,
                    )


def _told(path: tuple[str | int, ...]) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else str(step) for step in path)

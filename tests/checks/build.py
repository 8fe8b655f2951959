"""Sheets for the checks, made from printed texts and scored by the rule book."""

import re
from decimal import Decimal

from projects.values import BLANK, Kind, Printed, parse, parse_actual
from scoring.checks.run import findings
from scoring.checks.sheet import Fund, Line, Sheet, Terms
from scoring.rules.edition import load_all
from scoring.rules.explain import explain
from scoring.rules.sheet import score_execution, score_line
from scoring.rules.terms import Sign, execution
from scoring.rules.terms import line as rule_line

EDITION = load_all()["national-2020"]
NATIONAL = {"产出指标": Decimal(50), "效益指标": Decimal(30), "满意度指标": Decimal(10)}
HENAN = {"投入管理指标": Decimal(30), "产出指标": Decimal(25), "效益指标": Decimal(35)}
CHOSEN = Terms(chosen=True, execution_points=Decimal(10), execution_tag="P")
UNNAMED = "未命名"
FALLBACK = CHOSEN._replace(chosen=False, blocks=NATIONAL)


def printed(text):
    """A printed figure: "" is blank, "/" is a text without a number, "9%" keeps 9."""
    body = text.replace(",", "").rstrip("%")
    is_figure = re.fullmatch(r"-?\d+(\.\d+)?", body)
    return Printed(text, Decimal(body) if is_figure else None)


def row(target="", actual="", points="", score="", *, block="产出指标", at=0, **other):
    """A line as the rule book scores it; `other` are fields of Line, texts for figures."""
    figures = {key: printed(other.pop(key)) for key in ("weight", "raw") if key in other}
    made = Line(
        row=at,
        block=block,
        name=other.pop("name", UNNAMED),
        target=target,
        actual=actual,
        points=printed(points),
        score=printed(score),
        **figures,
    )
    return _ruled(made)._replace(**other)


def _ruled(line):
    due, done = parse(line.target), parse(line.actual)
    sign, numbers, unit, doubt = None, (None, None), "", None
    if due.kind is Kind.NUMBER:
        sign = Sign(due.operator or "=")
        numbers = due.number, done.number if done.kind is Kind.NUMBER else None
        unit = due.unit or done.unit or ""
        if done.kind not in (Kind.NUMBER, Kind.EMPTY):
            doubt = "actual_unclear"
    read = line._replace(
        sign=sign,
        target_number=numbers[0],
        actual_number=numbers[1],
        unit=unit,
        tag="P",
        due=due,
        done=parse_actual(line.actual, name=line.name),
    )
    if line.points.number is None:
        return read
    made = rule_line(
        key="",
        block=line.block,
        points=line.points.number,
        sign=sign,
        target=numbers[0],
        actual=numbers[1],
        unit=unit,
        doubt=doubt,
    )
    scored = score_line(made, EDITION)
    words = explain(made, EDITION)
    return read._replace(
        outcome=scored.outcome, rule=scored.rule, computed=scored.score, words=words
    )


def fund(label="年度资金总额", *, at=0, is_total=None, reason="", **texts):
    """A row of the funds from printed texts; the first is the total."""
    figures = {key: printed(text) for key, text in texts.items()}
    return Fund(
        row=at, label=label, is_total=at == 0 if is_total is None else is_total, reason=reason,
        **figures,
    )  # fmt: skip


def sheet(rows=(), funds=(), *, terms=CHOSEN, blocks=None, computed="", **other):
    """A sheet; rows get their numbers, texts become figures, the execution its score."""
    texts = ("total_points", "total", "narrative_total", "carried_over", "execution_score")
    figures = {key: printed(other.pop(key)) for key in texts if key in other}
    made = Sheet(
        lines=tuple(_placed(line, at) for at, line in enumerate(rows)),
        funds=tuple(funds),
        blocks={name: printed(text) for name, text in (blocks or {}).items()},
        terms=terms,
        **figures,
        **other,
    )
    if computed:
        return made._replace(execution_computed=Decimal(computed))
    return _executed(made)


def _placed(line, at):
    """The line in its place; a name that was not given says where it stands."""
    kind = "满意度" if "满意度" in line.block else ""
    return line._replace(row=at, name=f"第{at}项{kind}" if line.name == UNNAMED else line.name)


def _executed(made):
    total = next((one for one in made.funds if one.is_total), None)
    if total is None or made.terms is None:
        return made
    scored = score_execution(
        execution(executed=total.executed.number, annual=total.annual.number), EDITION
    )
    points, score = total.points.number, scored.score
    if score is not None and points is not None:
        score = (score * points / 10).quantize(Decimal("0.01"))
    return made._replace(execution_computed=score, execution_outcome=scored.outcome)


def told(found):
    """What is compared in tests: all but the words."""
    return [(one.check, one.severity.value, one.place, one.printed, one.expected) for one in found]


def checked(made):
    """The findings of a sheet as `told`."""
    return told(findings(made))


def full(points="10", *, target="≥95%", actual="96%", **other):
    """A line that met its target and has all its points."""
    return row(target, actual, points, points, **other)


def funded(*, score="10", points="10", **other):
    """The total row of funds that were spent in full."""
    texts = {"annual": "20", "executed": "20", "rate": "100%"} | other
    return fund(points=points, score=score, **texts)


def right(**other):
    """A sheet of 100 points with nothing wrong: 50, 30 and 10 beside 10."""
    rows = [
        full("50"),
        full("30", block="效益指标"),
        full("10", block="满意度指标"),
    ]
    values = {"total": "100", "total_points": "100"} | other
    return sheet(values.pop("rows", rows), values.pop("funds", [funded()]), **values)


__all__ = [
    "BLANK",
    "CHOSEN",
    "FALLBACK",
    "HENAN",
    "NATIONAL",
    "checked",
    "full",
    "fund",
    "funded",
    "printed",
    "right",
    "row",
    "sheet",
    "told",
]

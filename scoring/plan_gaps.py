"""Everything that keeps a target table from being submitted, told at once. Pure.

A draft may be saved with any of it. `hints` ask a question and keep nothing from going.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from projects.values import Kind, Printed, is_scale_name, is_template_rest, parse
from scoring.balance import Share, balance
from scoring.checks.finding import Severity
from scoring.checks.funds import parts_make_the_total
from scoring.checks.rounding import plain
from scoring.checks.sheet import Fund
from scoring.gaps import Gap
from scoring.rules.edition import Edition

QUOTED = 20
_COMPARES = re.compile(r"[较比]|上年|去年|同期|基期|[0-9０-９]|第[一二三四五六七八九十]")
_MOVES = re.compile(r"提高|提升|增强|增加|改善|加强|促进|推动|降低|减少|下降|优化|扩大")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLine:
    """A leaf as the plan says it; `key` ends the ids of its fields on the entry page.

    `about`: what its description and its explanation say of it.
    """

    key: str
    number: int
    level1: str
    level2: str
    level3: str
    target: str
    points: Decimal | None
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFund:
    """A fund line: its texts, and what they mean in the unit of the table."""

    key: str
    label: str
    is_total: bool
    initial: Printed
    annual: Printed


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanText:
    """A goal (`kind` "goals") or a task ("tasks")."""

    key: str
    kind: str
    number: int
    name: str
    content: str


def plan_gaps(
    *,
    lines: Sequence[PlanLine],
    funds: Sequence[PlanFund],
    texts: Iterable[PlanText] = (),
    edition: Edition | None,
) -> list[Gap]:
    """List all gaps: of the lines in printed order, of points, funds, goals and tasks."""
    return [*_of_lines(lines), *_of_points(lines, edition), *_of_funds(funds), *_of_texts(texts)]


def hints(
    lines: Sequence[PlanLine], funds: Sequence[PlanFund], edition: Edition | None
) -> list[Gap]:
    """What a reader will ask about though it may be submitted.

    Amounts that a printed sheet may have rounded are typed here: they should be equal.
    """
    return [
        *_vague(lines),
        *_in_two_places(lines),
        *_adapted(lines, edition),
        *(
            replace(gap, message=f"{gap.message}可能是四舍五入，请核对。")
            for gap, severity in _fund_totals(funds)
            if severity is Severity.ROUNDING
        ),
    ]


def line_fault(target: str) -> str:
    """What is wrong with a target that is typed, told beside it; "" when nothing is."""
    quoted = _quoted(target)
    if is_template_rest(target):
        return f"{quoted}是模板提示，不是填好的指标值，请填具体数值，如 ≥4人次"
    if is_scale_name(target):
        return f"{quoted}是评价档次的名称，没有写明要达到哪一档，请填要达到的一档或具体数值"
    if parse(target).kind is Kind.NOT_APPLICABLE:
        return f"{quoted}不能作为目标，不适用的指标请删除本行"
    return ""


def is_vague(target: str) -> bool:
    """Whether a target in words says a movement and nothing that it could be compared with."""
    return (
        parse(target).kind is Kind.WORDS
        and bool(_MOVES.search(target))
        and not _COMPARES.search(target)
    )


def _of_lines(lines: Sequence[PlanLine]) -> Iterator[Gap]:
    if not lines:
        yield Gap(anchor="targets", label="绩效指标", message="还没有指标，请至少填写一行。")
        return
    seen: dict[tuple[str, ...], PlanLine] = {}
    for line in lines:
        yield from _of_one_line(line)
        same = (_bare(line.level1), _bare(line.level2), _bare(line.level3))
        first = seen.setdefault(same, line)
        if first is not line and line.level3.strip():
            yield _gap(
                line, "l3", f"与第 {first.number} 行是同一个指标，请合并，或写明两行的区别。"
            )


def _of_one_line(line: PlanLine) -> Iterator[Gap]:
    if not line.level1.strip():
        yield _gap(line, "l1", "未填。请填一级指标，如 产出指标。")
    if not line.level3.strip():
        yield _gap(line, "l3", "未填。请填三级指标的名称。")
    elif is_template_rest(line.level3):
        yield _gap(line, "l3", f"{_quoted(line.level3)}是模板提示，请填指标名称。")
    if not line.target.strip():
        yield _gap(line, "t", "未填。请填要达到的数值，如 ≥95%，或写明要达到的效果。")
    elif fault := line_fault(line.target):
        yield _gap(line, "t", f"{fault}。")
    if line.points is None:
        yield _gap(line, "p", "未填。请填分值。")
    elif line.points == 0:
        yield _gap(line, "p", "是 0。每行分值须大于 0，不考核的指标请删除本行。")


FIELDS = {"l1": "一级指标", "l2": "二级指标", "l3": "三级指标", "t": "指标值", "p": "分值"}


def _gap(line: PlanLine, field: str, message: str) -> Gap:
    label = f"第 {line.number} 行 {FIELDS[field]}"
    return Gap(anchor=f"{field}-{line.key}", label=label, message=message)


def _of_points(lines: Sequence[PlanLine], edition: Edition | None) -> Iterator[Gap]:
    if not lines or edition is None:
        return
    found = balance(_shares(lines), edition)
    for block in found.wrong:
        label = f"{block.name or '未填一级指标'} 分值"
        if block.due is None:
            message = f"评分办法没有“{block.name}”，请改为办法规定的一级指标。"
        elif not block.lines:
            message = f"还没有指标行，应有 {plain(block.due)} 分。"
        else:
            message = (
                f"合计 {plain(block.given)}，应为 {plain(block.due)}，"
                f"{_off(block.given - block.due)}。"
            )
        yield Gap(anchor="balance", label=label, message=message)
    if found.difference and not (found.fixed and found.wrong):
        yield Gap(
            anchor="balance",
            label="分值合计",
            message=f"连同预算执行率 {plain(found.execution or Decimal(0))} 分，"
            f"合计 {plain(found.given)}，应为 100，{_off(found.difference)}。",
        )


def _off(difference: Decimal) -> str:
    return f"还差 {plain(-difference)}" if difference < 0 else f"多出 {plain(difference)}"


def _of_funds(funds: Sequence[PlanFund]) -> Iterator[Gap]:
    if not any(fund.annual.text or fund.initial.text for fund in funds):
        total = next((fund for fund in funds if fund.is_total), None)
        anchor = f"fa-{total.key}" if total else "funds"
        yield Gap(anchor=anchor, label="预算资金", message="还没有金额，请填写各项资金来源。")
        return
    readable = True
    for fund in funds:
        if not fund.label.strip():
            yield Gap(anchor=f"fl-{fund.key}", label="资金来源", message="未填。请写明资金来源。")
        for field, words, figure in (("fi", "年初数", fund.initial), ("fa", "全年数", fund.annual)):
            if figure.text.strip() and figure.number is None:
                readable = False
                yield Gap(
                    anchor=f"{field}-{fund.key}",
                    label=f"{fund.label} {words}",
                    message=f"{_quoted(figure.text)}不是金额，请填数字；没有金额请留空或填 0。",
                )
    if readable:
        yield from _of_fund_total(funds)


def _of_fund_total(funds: Sequence[PlanFund]) -> Iterator[Gap]:
    if not any(fund.is_total for fund in funds):
        yield Gap(anchor="funds", label="预算资金", message="没有总额行，请加一行“年度资金总额”。")
    for gap, severity in _fund_totals(funds):
        if severity is not Severity.ROUNDING:
            yield gap


def _fund_totals(funds: Sequence[PlanFund]) -> Iterator[tuple[Gap, Severity]]:
    """Where the other rows do not make the total, and how sure that is."""
    total = next((fund for fund in funds if fund.is_total), None)
    if total is None:
        return
    rows = [
        Fund(row, fund.label, initial=fund.initial, annual=fund.annual, is_total=fund.is_total)
        for row, fund in enumerate(funds)
    ]
    for finding in parts_make_the_total(rows):
        field = "fi" if finding.place.endswith("initial_budget") else "fa"
        gap = Gap(anchor=f"{field}-{total.key}", label=total.label, message=f"{finding.message}。")
        yield gap, finding.severity


def _of_texts(texts: Iterable[PlanText]) -> Iterator[Gap]:
    words = {"goals": ("目标", "g"), "tasks": ("任务", "k")}
    for text in texts:
        kind, letter = words[text.kind]
        label = f"{kind}第 {text.number} 行"
        if not (text.name.strip() or text.content.strip()):
            yield Gap(anchor=f"{letter}n-{text.key}", label=label, message="未填，不要请删除本行。")
        for field, typed in (("n", text.name), ("c", text.content)):
            if is_template_rest(typed):
                yield Gap(
                    anchor=f"{letter}{field}-{text.key}",
                    label=label,
                    message=f"{_quoted(typed)}是模板提示，请填写内容或删去。",
                )


def _vague(lines: Iterable[PlanLine]) -> Iterator[Gap]:
    for line in lines:
        if is_vague(line.target):
            said = f"{_quoted(line.target)}没有比较对象，能否写明较哪一年、提升多少？"
            yield _gap(line, "t", said)


def _in_two_places(lines: Iterable[PlanLine]) -> Iterator[Gap]:
    seen: dict[str, PlanLine] = {}
    for line in lines:
        first = seen.setdefault(_bare(line.level3), line)
        if first is line or not line.level3.strip():
            continue
        if (_bare(first.level1), _bare(first.level2)) != (_bare(line.level1), _bare(line.level2)):
            said = f"与第 {first.number} 行同名，是否同一个指标在两处计分？"
            yield _gap(line, "l3", said)


def _adapted(lines: Sequence[PlanLine], edition: Edition | None) -> Iterator[Gap]:
    for block in balance(_shares(lines), edition).adapted:
        said = (
            f"{plain(block.given)} 分，评分办法为 {plain(block.due or Decimal(0))} 分，"
            "特殊情况可以调整，请准备依据。"
        )
        yield Gap(anchor="balance", label=f"{block.name} 分值", message=said)


def _shares(lines: Iterable[PlanLine]) -> Iterator[Share]:
    return (Share(line.key, line.level1, line.points) for line in lines)


def _quoted(text: str) -> str:
    bare = text.strip()
    return f"“{bare if len(bare) <= QUOTED else bare[:QUOTED] + '…'}”"


def _bare(text: str) -> str:
    return _SPACES.sub("", text)

"""Check of one amount that several tables of a document print: all print the same."""

from collections import Counter
from collections.abc import Iterator

from scoring.checks.accounts_facts import TOTAL, Fact, Key, facts_of
from scoring.checks.check import Subject, check
from scoring.checks.finding import Finding, Severity
from scoring.checks.papers import Document, cell_place
from scoring.checks.rounding import NOTHING, difference, half_a_digit, plain, with_two


def severity_between(one: Fact, other: Fact) -> Severity | None:
    """How two amounts that should be one differ; None where they are equal."""
    gap = difference(one.amount, other.amount).copy_abs()
    if not gap:
        return None
    slack = sum(map(half_a_digit, filter(None, (*one.figures, *other.figures))), NOTHING)
    return Severity.ROUNDING if gap <= slack else Severity.ERROR


def by_key(document: Document) -> dict[Key, list[Fact]]:
    """The facts of a document's tables, grouped by what they are.

    Where all that is spent is of the general budget, both are one: neither can hold more of a part.
    """
    found: dict[Key, list[Fact]] = {}
    for fact in facts_of(document):
        found.setdefault(fact.key, []).append(fact)
    spent, general = (found.get((what, TOTAL)) for what in ("spent", "general"))
    if spent and general and reference(spent).amount == reference(general).amount:
        for what, part in [key for key in found if key[0].startswith("spent")]:
            key = (what.replace("spent", "general"), part)
            found[key] = found.pop((what, part)) + found.get(key, [])
    return found


def reference(facts: list[Fact]) -> Fact:
    """The amount that most tables print; of as many, that of the first."""
    amounts = Counter(fact.amount for fact in facts)
    most = max(amounts.values())
    return next(fact for fact in facts if amounts[fact.amount] == most)


_BOTH_SIDES = ("grand", TOTAL)


def _one_of_each_table(facts: list[Fact], usual: Fact) -> list[Fact]:
    """The facts without those of tables that print the usual amount too: they mean other cells.

    收支总计 alone stands in one table twice, and is the same on both sides.
    """
    if usual.key == _BOTH_SIDES:
        return facts
    tables = [fact.table for fact in facts if fact.amount == usual.amount]
    return [fact for fact in facts if not any(fact.table is table for table in tables)]


@check(
    "account-same",
    "表间勾稽",
    of=Subject.DOCUMENT,
    compares="同一个数在几张表中的印出数：收入合计、支出合计、基本支出、项目支出、人员经费、公用经费、各类各项支出。",
    why="同一个数在两张表中不同，至少有一张填错，读者不知以哪张为准。",
    source="部门预决算公开表的勾稽关系：各表的合计取自同一套账。",
    severities=(Severity.ERROR, Severity.ROUNDING),
)
def tables_agree(document: Document) -> Iterator[Finding]:
    """An amount that several tables print is the same in all of them.

    Rests on: rule book, section 9; tables of one document are drawn from the same books.
    """
    for facts in by_key(document).values():
        usual = reference(facts)
        for fact in _one_of_each_table(facts, usual):
            severity = severity_between(fact, usual)
            if severity is None:
                continue
            end = "，差在四舍五入" if severity is Severity.ROUNDING else ""
            yield Finding(
                check="account-same",
                severity=severity,
                place=cell_place(fact.table, *fact.cells[0]),
                message=f"{fact.words}：{fact.table.place}印 {fact.text}，"
                f"{usual.table.place}为 {with_two(usual.amount)}，"
                f"相差 {plain(difference(fact.amount, usual.amount).copy_abs())}{end}",
                printed=fact.text,
                expected=with_two(usual.amount),
            )

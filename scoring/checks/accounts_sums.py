"""Checks of one account table by itself: sums down its rows and across its columns."""

from collections.abc import Iterator
from decimal import Decimal

from projects.values import Printed
from scoring.checks.check import Subject, check
from scoring.checks.finding import Finding, Severity
from scoring.checks.layout import Sum
from scoring.checks.layout_sums import sums_of
from scoring.checks.papers import Document, Table, cell_place
from scoring.checks.rounding import NOTHING, added, difference, half_a_digit, plain, with_two

_MOST_TERMS = 6


Cell = tuple[int, int]


class Sums:
    """The sums of a table, and the cells that it leaves out.

    A row that prints its total alone (no basic and no project spending beside 252.91) leaves its
    parts out: they are not nothing. What stands below such a cell takes its place.
    """

    def __init__(self, table: Table) -> None:
        self.table = table
        self.all = sums_of(table)
        self.below = {(one.row, one.column): one for one in self.all if not one.is_across}
        across = [one for one in self.all if one.is_across and self.number((one.row, one.column))]
        self.alone = [one for one in across if all(self.number(c) is None for c in one.parts)]
        self.left_out = {cell for one in self.alone for cell in one.parts}

    def number(self, cell: Cell) -> Decimal | None:
        """The amount of a cell."""
        return self.table.rows[cell[0]][cell[1]].number

    def amounts(self, cell: Cell) -> list[Decimal]:
        """The printed amounts that stand for a cell: its own, else those below one left out."""
        own = self.number(cell)
        if own is not None:
            return [own]
        below = self.below.get(cell) if cell in self.left_out else None
        return [amount for one in (below.parts if below else ()) for amount in self.amounts(one)]

    def is_known(self, cell: Cell) -> bool:
        """Whether a cell's amount is printed, blank for nothing, or told by what is below it."""
        return cell not in self.left_out or bool(self.amounts(cell))


class Reckoned:
    """What the parts of a sum come to, as printed cells."""

    def __init__(self, sums: Sums, sum_: Sum) -> None:
        self.whole: Printed = sums.table.rows[sum_.row][sum_.column]
        self.parts = [amount for cell in sum_.parts for amount in sums.amounts(cell)]
        self.is_known = all(map(sums.is_known, sum_.parts))
        self.total = added(self.parts)

    def severity(self, *, is_whole: bool) -> Severity | None:
        """How the printed sum contradicts its parts; None where it does not.

        Blank parts are nothing, a 0 is exact; every other figure may move by half of its last
        digit. Nothing is said where no part is printed.
        """
        told = self.whole.number
        if told is None or not self.parts or told == self.total:
            return None
        gap = difference(told, self.total)
        figures = [figure for figure in (told, *self.parts) if figure]
        if abs(gap) <= sum(map(half_a_digit, figures), NOTHING):
            return Severity.ROUNDING
        if gap < 0 or (is_whole and self.is_known):
            return Severity.ERROR
        return Severity.DOUBT if self.is_known else None

    @property
    def words(self) -> str:
        """The parts as they are added up, the middle left out of many."""
        terms = [f"{part:f}" for part in self.parts if part]
        if len(terms) > _MOST_TERMS:
            terms = [*terms[:3], "…", *terms[-2:]]
        total = with_two(self.total)
        return f"{' + '.join(terms).replace('+ -', '− ')} = {total}" if len(terms) > 1 else total

    @property
    def gap(self) -> Decimal:
        """How far apart both lie."""
        return difference(self.whole.number or Decimal(0), self.total).copy_abs()


def row_label(table: Table, row: int, column: int) -> str:
    """What a row is called at a column: the nearest text to the left that is no figure."""
    texts = [cell.text for cell in table.rows[row][:column] if cell.text and cell.number is None]
    return texts[-1].strip() if texts else f"第 {row + 1} 行"


@check(
    "account-sum",
    "表内合计",
    of=Subject.DOCUMENT,
    compares="预决算表中每个合计、小计、上级科目与它所含各行、各列相加的结果；"
    "按科目编码、编号和表头判断谁含谁，没有印出分项的不比较。",
    why="合计与分项对不上，说明有一格填错，或漏列了一行；引用这张表的数也跟着错。",
    source="部门决算公开表注：金额转换为万元时，因四舍五入可能存在尾差；其余应当相等。",
    severities=(Severity.ERROR, Severity.DOUBT, Severity.ROUNDING),
)
def table_adds_up(document: Document) -> Iterator[Finding]:
    """Every printed sum of a table is what its parts come to.

    Rests on: rule book, section 9 (fund totals = parts); the notes below printed tables allow for
    rounding and nothing else. Amounts told in the text may name some of their parts only.
    """
    for table in document.tables:
        sums = Sums(table)
        for one in sums.all:
            reckoned = Reckoned(sums, one)
            severity = reckoned.severity(is_whole=one.is_whole)
            if severity is not None:
                yield _finding(table, one, reckoned, severity)


def _finding(table: Table, one: Sum, reckoned: Reckoned, severity: Severity) -> Finding:
    end = {
        Severity.ROUNDING: "，差在四舍五入",
        Severity.DOUBT: "，请核对有无未列出的部分",
        Severity.ERROR: "",
    }[severity]
    where = f"{table.place}“{row_label(table, one.row, one.column)}”{_heading(table, one.column)}"
    return Finding(
        check="account-sum",
        severity=severity,
        place=cell_place(table, one.row, one.column),
        message=f"{where}印 {reckoned.whole.text}，{one.what} {reckoned.words}，"
        f"相差 {plain(reckoned.gap)}{end}",
        printed=reckoned.whole.text,
        expected=with_two(reckoned.total),
    )


def _heading(table: Table, column: int) -> str:
    return table.columns[column].replace("/", "·")


@check(
    "account-blank",
    "只印合计没有印分项",
    of=Subject.DOCUMENT,
    compares="预决算表中印了合计、而同一行分列全部空白的行。",
    why="分列空白，上级科目的分列就不能由下级相加，读者看不出钱用在哪里。",
    source="部门预决算公开表表式：每行的合计等于各列之和。",
    severities=(Severity.DOUBT,),
)
def total_has_its_parts(document: Document) -> Iterator[Finding]:
    """A row that prints a total prints what it is made of, where other rows of the table do."""
    for table in document.tables:
        sums = Sums(table)
        across = [one for one in sums.all if one.is_across]
        for one in sums.alone:
            twins = [other for other in across if other.column == one.column]
            if len(twins) - len(sums.alone) < len(twins) / 2:
                continue  # a table that never prints them
            text = table.rows[one.row][one.column].text
            yield Finding(
                check="account-blank",
                severity=Severity.DOUBT,
                place=cell_place(table, one.row, one.column),
                message=f"{table.place}“{row_label(table, one.row, one.column)}”只印合计 {text}，"
                "分列没有印，请补印",
                printed=text,
                expected=None,
            )

"""What the checks read: one self-evaluation sheet as it was printed and as the rules scored it.

Two callers fill these types: the sheet page from stored rows, the audit from a file. Nothing here
was rounded or repaired. A page builds hundreds of them, so they are tuples, and building costs
nothing but the fields.
"""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from projects.values import BLANK, Kind, Printed, Value, is_template_rest
from scoring.checks.known import Known
from scoring.rules.terms import Sign

_NO_BLOCKS: Mapping[str, Printed] = MappingProxyType({})
_NO_WEIGHTS: Mapping[str, Decimal] = MappingProxyType({})
NO_VALUE = Value(text="", kind=Kind.EMPTY)


_STROKES = frozenset({"", "/", "-", "－", "—", "——", "--"})
_NO_REASON = _STROKES | {"无", "无偏差", "没有偏差", "无原因", "不涉及", "不适用", "N/A"}


def says_something(text: str) -> bool:
    """Whether a cell says anything; a stroke only fills it. 无 may well mean none."""
    return text.strip() not in _STROKES


def is_reason(text: str) -> bool:
    """Whether a cell of reasons gives one: not 无偏差, and not what the template asks for."""
    return text.strip() not in _NO_REASON and not is_template_rest(text)


class Line(NamedTuple):
    """One row of the indicators in printed order.

    `row` counts from 0 and is the row's place: `indicators[row]`. `block` is the level-one name
    ("" where none is printed), `heading` the level-two name, `name` the row's own. `target` and
    `actual` are the printed texts.
    `raw` and `weight` (percent) are columns of forms that weight a raw score into `score`.

    `sign` with `target_number`, `upper_number` (ranges) and `actual_number` are what the rule book
    compared, in one `unit` ("" when none is known); a number without a printed sign has Sign.EQUAL.
    `sign` None with `target_number` None: described in words, a date, or not understood.
    `rule`, `outcome`, `computed` and the rule's `words` come from the rule book; rule None: no
    edition, or nothing to score. `tag` says how sure the rule is (S R P M). Neither points nor
    score printed: a break-down row (其中), which no check speaks about. `known`: what other
    figures of the system say of the row, where they do. `files`: how many of evidence; None: nobody
    knows, as of what was published. `due` and `done`: target and actual value as they were read,
    each with the unit that stands in the row's name; `description` is what the form explains of the
    row, `last_actual` what came out the year before, in the target's unit (None: not known).
    """

    row: int
    block: str
    name: str
    heading: str = ""
    target: str = ""
    actual: str = ""
    points: Printed = BLANK
    score: Printed = BLANK
    reason: str = ""
    weight: Printed = BLANK
    raw: Printed = BLANK
    sign: Sign | None = None
    target_number: Decimal | None = None
    upper_number: Decimal | None = None
    actual_number: Decimal | None = None
    unit: str = ""
    outcome: str | None = None
    rule: str | None = None
    computed: Decimal | None = None
    words: str = ""
    tag: str = ""
    not_applicable: bool = False
    known: Known | None = None
    files: int | None = None
    due: Value = NO_VALUE
    done: Value = NO_VALUE
    description: str = ""
    last_actual: Decimal | None = None


class Text(NamedTuple):
    """A goal or a task of the year with what became of it; `row` counts from 0."""

    row: int
    name: str
    content: str = ""
    result: str = ""


class Fund(NamedTuple):
    """One row of the funds in printed order; `row` counts from 0 and is its place: `funds[row]`.

    Amounts in the sheet's money unit. `is_total`: the row that carries the execution's points; the
    caller says which (`projects.funds.total_at` reads it from the labels). No row of it: the checks
    of totals, parts and execution stay silent.
    """

    row: int
    label: str
    initial: Printed = BLANK
    annual: Printed = BLANK
    arrived: Printed = BLANK
    executed: Printed = BLANK
    points: Printed = BLANK
    rate: Printed = BLANK
    score: Printed = BLANK
    is_total: bool = False
    reason: str = ""


class Terms(NamedTuple):
    """What the checks need of the edition.

    `chosen`: the edition is of this region, or was named; False: the fallback. `blocks`: points of
    each level-one name (empty: none are set). `over_percent`: an actual value at or above this
    percent of its target wants a reason (None: no limit is set); `over_shares`: shares too;
    `over_zero`: the same for targets of 0. `execution_tag` says how sure the rule of the execution
    is. `execution_points`: of the funds' total row, where none are printed. `wants_reasons`: below
    full points a reason is compulsory. `blocks_fixed`: the blocks may not be adapted. `evidence`:
    which lines need files.
    """

    chosen: bool
    blocks: Mapping[str, Decimal] = _NO_WEIGHTS
    over_percent: int | None = None
    over_shares: bool = False
    over_zero: Decimal | None = None
    execution_points: Decimal | None = None
    execution_tag: str = ""
    wants_reasons: bool = True
    blocks_fixed: bool = False
    evidence: str = "none"


class Sheet(NamedTuple):
    """A whole sheet. `terms` None: no edition applies, and only checks that need none speak.

    `blocks`: printed points of each level-one name. `total_points`, `total`, `narrative_total`
    (the total in the explanatory text) as printed; `carried_over`: amount brought over from the
    year before, where the text names it. `execution_computed` and `execution_outcome`: of the
    funds' total row, by the rule book at the points that are printed there; `execution_score` as
    printed where there is no such row.
    `rescaled`: the sum of the printed scores brought to the whole, where lines do not apply, and
    `whole_outcome` what the rule book says of that. `is_copy`: transcribed from print, so that its
    end may be missing; False: every row there is, as typed. `is_plan`: targets without actual
    values. `kind`: "project" or "department"; `subject`: the project's name; amounts are in
    `money_unit`.
    """

    lines: tuple[Line, ...] = ()
    funds: tuple[Fund, ...] = ()
    blocks: Mapping[str, Printed] = _NO_BLOCKS
    total_points: Printed = BLANK
    total: Printed = BLANK
    narrative_total: Printed = BLANK
    carried_over: Printed = BLANK
    execution_computed: Decimal | None = None
    execution_outcome: str | None = None
    rescaled: Decimal | None = None
    terms: Terms | None = None
    is_copy: bool = True
    whole_outcome: str | None = None
    execution_score: Printed = BLANK
    is_plan: bool = False
    year: int | None = None
    kind: str = ""
    subject: str = ""
    money_unit: str = "万元"
    goals: tuple[Text, ...] = ()
    tasks: tuple[Text, ...] = ()

"""Save what was changed in the rows of a plan: all of it or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from projects import show
from projects.access import Verb, require
from projects.locks import plan_lock
from projects.models import Indicator, IndicatorEvent, Plan, User
from projects.queries.plan_rows import TEXTS, Row, stored_lines
from projects.row_edits import LEAF_FIELDS, MOST_LINES, Conflict, PlanEdit, RowEdit, RowsEdit
from projects.services.indicators import target_fields
from projects.services.initial_amounts import touched_initial_amount
from projects.services.merging import Changes, Kind, Merged, merge
from projects.services.plan_headings import Tree, stand
from projects.services.plan_parts import merge_parts, write_part
from projects.trail import record, told_first_changes
from projects.values import NotANumber, read_decimal

LARGEST_POINTS = Decimal(100)
_UPSERTED = [
    field.name
    for field in Indicator._meta.concrete_fields
    if field.name not in ("id", "public_id", "plan", "department", "year", "level", "lineage")
]


class RowsRefused(ValueError):
    """The rows cannot be stored; the message says why. Nothing was written."""


class Overtaken(Exception):
    """Somebody else changed some of these rows meanwhile; nothing was written.

    `orders`: of each kind of rows whose moves cross with his, the order as it stands now.
    """

    def __init__(self, conflicts: list[Conflict], orders: Mapping[str, tuple[UUID, ...]]) -> None:
        self.conflicts, self.orders = conflicts, orders
        super().__init__(f"{len(conflicts)} rows and {len(orders)} orders were changed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What was written, as the trail tells it.

    `lines`: all leaves as they stand now; None where none was touched, and nothing was read.
    """

    changes: Changes
    lines: list[Row[Indicator]] | None


# No savepoint of its own: what is refused leaves the caller's transaction to be rolled back.
@transaction.atomic(savepoint=False)
def save_rows(*, plan: Plan, edit: PlanEdit, by: User, at: datetime) -> Saved:
    """Save changed, new, removed and moved rows of a draft plan, and tell the trail.

    The caller has read `plan` for update in this transaction, its department along. Raises
    PermissionDenied, Locked, Overtaken (rows changed or moved since they were shown) or
    RowsRefused; then nothing was written.
    """
    require(by, Verb.PLAN, plan)
    if lock := plan_lock(plan, at=at):
        raise lock
    lines = None if edit.lines.is_empty else _merge_lines(plan, edit.lines)
    parts = merge_parts(plan, edit)
    every: list[Merged[Any]] = [*([lines[0]] if lines else []), *parts]
    conflicts = [conflict for merged in every for conflict in merged.conflicts]
    orders = {merged.key: merged.crossed for merged in every if merged.crossed is not None}
    if conflicts or orders:
        raise Overtaken(conflicts, orders)
    if reason := next(filter(None, (touched_initial_amount(plan, one) for one in parts)), ""):
        raise RowsRefused(reason)
    changes = {label: pair for merged in every for label, pair in merged.changes.items()}
    if changes:
        _write(plan, lines, parts)
        record(
            by=by, at=at, action="plan.rows_saved", on=plan,
            summary=told_first_changes(changes), changes=changes,
        )  # fmt: skip
    return Saved(changes=changes, lines=lines[0].rows if lines else None)


def _write(
    plan: Plan, lines: tuple[Merged[Indicator], list[Indicator]] | None, parts: list[Merged[Any]]
) -> None:
    try:
        if lines:
            _write_lines(plan, *lines)
        for merged in parts:
            write_part(plan, merged)
    except ProtectedError:
        raise RowsRefused(
            "要删除的行已有自评数据，不能删除，没有写入任何内容。可以把这一行改写，或联系财政管理人。"
        ) from None
    except IntegrityError as error:
        if error.__cause__ is None or "public_id" not in str(error.__cause__):
            raise
        raise RowsRefused("有一行的编号已被使用，没有写入任何内容。请刷新页面后重填。") from None


def _merge_lines(plan: Plan, edit: RowsEdit) -> tuple[Merged[Indicator], list[Indicator]]:
    """The leaves with the edit laid over them, and the headings as they are stored: one query."""
    stored, headings = stored_lines(plan)
    edit = replace(edit, rows=tuple(map(_with_plain_points, edit.rows)))
    lineages = _lineages(plan, [row.public_id for row in edit.rows if row.returns])

    def blank(told: RowEdit) -> Indicator:
        leaf = _node(plan, 3, "")
        leaf.public_id, leaf.version = told.public_id, 0
        leaf.lineage = lineages.get(told.public_id, leaf.lineage)
        return leaf

    kind = Kind(key="lines", words="第 {} 行", fields=LEAF_FIELDS, blank=blank)
    merged = merge(stored, edit, kind)
    if len(merged.rows) > max(MOST_LINES, len(stored)):
        raise RowsRefused(
            f"一张表最多 {MOST_LINES} 行指标，保存后会有 {len(merged.rows)} 行，没有写入任何内容。"
        )
    for row in merged.rows:
        if row.node.public_id in merged.touched:
            _take(row)
    return merged, headings


def _with_plain_points(told: RowEdit) -> RowEdit:
    """Points as they are stored, so that 23.0 for 23 is no change; what is no number stays."""
    text = told.fields.get("points", "")
    try:
        points = read_decimal(text, name="分值", digits=2, largest=LARGEST_POINTS)
    except NotANumber:
        return told
    if points is None:
        return told
    return replace(told, fields={**told.fields, "points": show.points(points)})


def _lineages(plan: Plan, wanted: list[UUID]) -> dict[UUID, UUID]:
    """The lineages of rows that were removed, out of their history: one query, none for none."""
    if not wanted:
        return {}
    events = IndicatorEvent.objects.filter(plan_id=plan.pk, public_id__in=wanted, level=3)
    return dict(events.order_by("pgh_id").values_list("public_id", "lineage"))


def _take(row: Row[Indicator]) -> None:
    """Write what is said of a leaf into its columns, the target as the parser reads it."""
    leaf, said = row.node, row.said
    leaf.name = said["level3"]
    for name, value in target_fields(said["target"], name=leaf.name).items():
        setattr(leaf, name, value)
    try:
        leaf.points = read_decimal(said["points"], name="分值", digits=2, largest=LARGEST_POINTS)
    except NotANumber as error:
        raise RowsRefused(str(error)) from error
    for name in TEXTS:
        setattr(leaf, name, said[name])
    leaf.version += 1


def _write_lines(plan: Plan, merged: Merged[Indicator], headings: list[Indicator]) -> None:
    """Three statements at most, one more for every kind of row that goes."""
    tree = stand(merged.rows, headings, lambda level, name: _node(plan, level, name))
    _number(tree)
    changed = {id(node): node for node in tree.settle()}
    for row in merged.rows:
        if row.node.public_id in merged.touched:
            changed[id(row.node)] = row.node
    gone = [row.node.pk for row in merged.removed]
    if gone:
        Indicator.objects.filter(pk__in=gone).delete()
    # One statement for new and changed rows: ids of new ones were drawn before, so that an id is
    # always one of our own rows and a foreign row can never be meant.
    Indicator.objects.bulk_create(
        changed.values(), update_conflicts=True, unique_fields=["id"], update_fields=_UPSERTED
    )
    if tree.unused:
        # nothing refers to a heading but its children, and those hang elsewhere now
        unused = Indicator.objects.filter(pk__in=[node.pk for node in tree.unused])
        unused._raw_delete(unused.db)


def _number(tree: Tree) -> None:
    """Draw ids for the new nodes, so that children can name their parents in the same statement."""
    fresh = tree.fresh
    if not fresh:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('projects_indicator', 'id'))"
            " FROM generate_series(1, %s)",
            [len(fresh)],
        )
        for node, (drawn,) in zip(fresh, cursor.fetchall(), strict=True):
            node.pk = drawn


def _node(plan: Plan, level: int, name: str) -> Indicator:
    return Indicator(
        plan=plan,
        department_id=plan.department_id,
        year_id=plan.year_id,
        level=level,
        name=name,
        position=0,
    )

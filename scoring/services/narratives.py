"""Explanatory texts: begin one out of the year's data, save it, renew its figures, publish it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from projects.access import Verb, require
from projects.locks import Locked, told_moment
from projects.models import Department, FiscalYear, User
from projects.trail import record, told_first_changes
from scoring.checks.papers import Unit
from scoring.entries import NarrativeEntry
from scoring.models import Narrative
from scoring.monitoring_steps import Stale, Unmarked
from scoring.narrative.figures import figures_of
from scoring.narrative.kept import Kept, is_stale, kept_of, printed_of, stated, stated_in
from scoring.narrative.terms import Figure
from scoring.narrative.text import draft_of
from scoring.narrative.tokens import Fault, faults_of, keys_in, paragraphs_of, rendered
from scoring.queries.told import checked_narrative
from scoring.queries.told_units import units_in_part

State = Narrative.State
Figures = dict[str, Figure]


class NarrativeThere(ValueError):
    """The text of this stage was begun before; `there` is it."""

    def __init__(self, there: Narrative) -> None:
        self.there = there
        super().__init__(f"{there.title}已经生成。")


class NothingToTell(ValueError):
    """The system knows nothing of the year that the text could tell; the message says so."""


class TextRefused(ValueError):
    """What was typed breaks the figures of the text; `faults` are all of them. Nothing saved."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__("；".join(fault.message for fault in faults))


class Overtaken(Stale):
    """Somebody else saved the text after the page was opened; `theirs` is the text as it is."""

    def __init__(self, theirs: Narrative) -> None:
        self.theirs = theirs
        who = theirs.saved_by.name if theirs.saved_by else "系统"
        super().__init__(
            title="您打开页面以后，别人改过这份说明，没有写入",
            cause=f"{told_moment(theirs.saved_at)} 由 {who} 保存。",
            ask="请对照两份正文，改好后再保存。",
        )


@transaction.atomic
def begin_narrative(
    *, department: Department, year: FiscalYear, stage: str, by: User, at: datetime
) -> Narrative:
    """Write the first text of a stage out of the data. Raises PermissionDenied, NarrativeThere
    or NothingToTell.
    """
    require(by, Verb.FILL, department)
    Department.objects.select_for_update(of=("self",)).get(pk=department.pk)
    there = Narrative.objects.filter(department=department, year=year, stage=stage).first()
    if there is not None:
        raise NarrativeThere(there)
    figures = figures_of(_unit(department, year.year), stage)
    text = draft_of(stage, figures, year=year.year, unit=department.name)
    if not text:
        raise NothingToTell(
            f"系统中还没有 {department.name} {year.year} 年度可以写进说明的数"
            "（预决算表、绩效目标表、已提交的自评表）。请先录入其中一种。"
        )
    row = Narrative(
        department=department, year=year, stage=stage, text=text,
        figures=_of_text(text, figures), state_at=at, saved_by=by, saved_at=at,
    )  # fmt: skip
    row.save(force_insert=True)
    _tell(row, "narrative.begun", f"按系统数据生成{row.title}", _changed(row, "", {}), by, at)
    return row


@transaction.atomic
def save_narrative(
    *, narrative: Narrative, version: int | None, entry: NarrativeEntry, by: User, at: datetime
) -> Narrative:
    """Save a text; its figures stay those that it has, and new ones come out of the data.

    Raises PermissionDenied, Locked (published), Overtaken or TextRefused with every fault.
    """
    row = _draft(narrative, version, by)
    before = row.text, row.figures
    now = figures_of(_unit(row.department, row.year_id), row.stage)
    typed = stated_in(row.figures)
    for key, printed in entry.stated.items():
        typed.pop(key, None)
        if printed and not now[key].is_known:
            typed[key] = stated(key, printed)
    known = {key for key, figure in now.items() if figure.is_known} | typed.keys()
    faults = faults_of(
        entry.paragraphs, kept=keys_in(row.text), known=known, left_out=entry.left_out
    )
    if faults or not entry.paragraphs:
        raise TextRefused(faults or [Fault(0, "正文是空的。请至少写一段。")])
    row.text = "\n".join(entry.paragraphs)
    fresh = _of_text(row.text, _with_stated(now, typed))
    old = {key: one for key, one in row.figures.items() if key not in entry.stated}
    row.figures = {key: old.get(key, one) for key, one in fresh.items()}
    row.figures |= kept_of(typed[key] for key in typed if key not in row.figures)
    return _kept(row, "narrative.saved", "修改", before, by, at)


@transaction.atomic
def renew_narrative(
    *, narrative: Narrative, version: int | None, rewrite: bool, by: User, at: datetime
) -> Narrative:
    """Take today's figures into the text (更新数字); `rewrite`: write the whole text anew.

    What the unit stated stays where no paper has it by now. The former text stands in the trail.
    Raises PermissionDenied, Locked or Overtaken.
    """
    row = _draft(narrative, version, by)
    before = row.text, row.figures
    now = figures_of(_unit(row.department, row.year_id), row.stage)
    figures = _with_stated(now, stated_in(row.figures))
    if rewrite:
        text = draft_of(row.stage, figures, year=row.year_id, unit=row.department.name)
        row.text = text or row.text
    row.figures = {
        key: one
        for key, one in row.figures.items()
        if key in keys_in(row.text) or one["is_stated"] and not now[key].is_known
    } | _of_text(row.text, figures)
    what = "按系统数据重写全文" if rewrite else "更新数字"
    return _kept(row, "narrative.renewed", what, before, by, at)


@transaction.atomic
def publish_narrative(
    *, narrative: Narrative, version: int | None, by: User, at: datetime
) -> Narrative:
    """Publish a text as it stands. Raises PermissionDenied, Stale, or Locked where it cannot be:
    it is published, a figure is no longer that of the data, or would be printed as another one
    (a text that was saved before that was refused).
    """
    row = _locked(narrative)
    require(by, Verb.SUBMIT, row)
    _require_version(row, version)
    if row.state != State.DRAFT:
        raise narrative_lock(row)
    unit = _unit(row.department, row.year_id)
    stale = [one for one in checked_narrative(row, unit).figures if is_stale(one)]
    if stale:
        names = "、".join(one.label for one in stale[:3])
        raise Locked(
            title=f"有 {len(stale)} 个数与现在的数据不同，没有公开",
            cause=f"{names}{'等' if len(stale) > 3 else ''}在保存以后有变化。",
            ask="请由填报人先按“更新数字”，核对正文后再公开。",
        )
    _require_sound(row)
    row.state, row.state_by, row.state_at = State.PUBLISHED, by, at
    row.version += 1
    row.save(update_fields=["state", "state_by", "state_at", "version"])
    _tell(row, "narrative.published", f"公开{row.title}", _as_published(row), by, at)
    return row


@transaction.atomic
def withdraw_narrative(
    *, narrative: Narrative, version: int | None, reason: str, by: User, at: datetime
) -> Narrative:
    """Take a published text back, with the reason. Raises PermissionDenied, Stale or Locked."""
    row = _locked(narrative)
    require(by, Verb.SUBMIT, row)
    _require_version(row, version)
    if row.state != State.PUBLISHED:
        raise Locked(
            title=f"{row.title}还是草稿，不用撤回",
            cause=f"{told_moment(row.state_at)}起为草稿。",
            ask="可以直接修改。",
        )
    row.state, row.state_by, row.state_at = State.DRAFT, by, at
    row.version += 1
    row.save(update_fields=["state", "state_by", "state_at", "version"])
    said = f"撤回{row.title}：{reason}"
    _tell(row, "narrative.withdrawn", said, {"撤回原因": ["", reason]}, by, at)
    return row


@transaction.atomic
def transcribe_narrative(
    *,
    department: Department,
    year: FiscalYear,
    stage: str,
    figures: Mapping[str, str],
    by: User,
    at: datetime,
) -> Narrative:
    """Record what was published before the system knew of it: figures by key as they were printed.

    They are the unit's own word, whatever the data say; where papers have them the checks compare.
    Raises PermissionDenied.
    """
    require(by, Verb.FILL, department)
    told = {key: stated(key, printed) for key, printed in figures.items()}
    row = Narrative(
        department=department, year=year, stage=stage, state=State.PUBLISHED, state_by=by,
        state_at=at, saved_by=by, saved_at=at, figures=kept_of(told.values()),
        text=draft_of(stage, told, year=year.year, unit=department.name),
    )  # fmt: skip
    row.save(force_insert=True)
    said = f"录入已公开的{row.title}"
    _tell(row, "narrative.transcribed", said, _changed(row, "", {}) | _as_published(row), by, at)
    return row


def narrative_lock(row: Narrative) -> Locked:
    """Why a published text cannot be changed (`state_by` loaded along)."""
    who = row.state_by.name if row.state_by else "系统"
    return Locked(
        title=f"{row.title}已公开，不能修改",
        cause=f"{told_moment(row.state_at)} 由 {who} 公开。",
        ask="要修改，请由本单位填报人或负责人先撤回，并写明原因。",
    )


def _locked(narrative: Narrative) -> Narrative:
    rows = Narrative.objects.select_for_update(of=("self",))
    return rows.select_related("department", "year", "state_by", "saved_by").get(pk=narrative.pk)


def _draft(narrative: Narrative, version: int | None, by: User) -> Narrative:
    """The row under its lock, where the person may change it and has seen it as it is."""
    row = _locked(narrative)
    require(by, Verb.FILL, row)
    if row.state != State.DRAFT:
        raise narrative_lock(row)
    _require_version(row, version)
    return row


def _require_sound(row: Narrative) -> None:
    lines, known = paragraphs_of(row.text), row.figures.keys()
    for fault in faults_of(lines, kept=(), known=known, left_out=frozenset()):
        raise Locked(
            title="正文中有数印出来会是另一个数，没有公开",
            cause=f"第 {fault.paragraph} 段：{fault.message}",
            ask="请由填报人改好正文并保存后再公开。",
        )


def _require_version(row: Narrative, version: int | None) -> None:
    if version is None:
        raise Unmarked(
            title="没有收到页面的版本，没有办理",
            cause=f"现在的状态是“{row.get_state_display()}”。",
            ask="请重新打开页面再办理。",
        )
    if version != row.version:
        raise Overtaken(row)


def _unit(department: Department, year: int) -> Unit:
    return units_in_part({(department.pk, year): department.name})[department.pk, year]


def _with_stated(now: Mapping[str, Figure], typed: Mapping[str, Figure]) -> Figures:
    """Today's figures, and those of the unit where the papers have none."""
    return {
        key: typed[key] if not figure.is_known and key in typed else figure
        for key, figure in now.items()
    }


def _of_text(text: str, figures: Mapping[str, Figure]) -> Kept:
    """The figures that stand in a text, as they are kept with it."""
    there = set(keys_in(text))
    return kept_of(figure for key, figure in figures.items() if key in there)


def _kept(
    row: Narrative, action: str, what: str, before: tuple[str, Kept], by: User, at: datetime
) -> Narrative:
    """Save and tell, where anything changed."""
    if (row.text, row.figures) == before:
        return row
    row.version += 1
    row.saved_by, row.saved_at = by, at
    row.save(update_fields=["text", "figures", "version", "saved_by", "saved_at"])
    changes = _changed(row, *before)
    _tell(row, action, f"{what}：{told_first_changes(changes)}", changes, by, at)
    return row


def _changed(row: Narrative, text: str, figures: Kept) -> dict[str, list[str]]:
    """What differs from the former text and figures: paragraphs by number, figures by name."""
    old, new = paragraphs_of(text), paragraphs_of(row.text)
    longest = max(len(old), len(new))
    pairs = zip(*((lines + [""] * longest)[:longest] for lines in (old, new)), strict=True)
    changes = {
        f"第 {number} 段": [was, now] for number, (was, now) in enumerate(pairs, 1) if was != now
    }
    for key in [*figures, *(key for key in row.figures if key not in figures)]:
        was, now = (kept.get(key, {}).get("printed", "") for kept in (figures, row.figures))
        if was != now:
            changes[(row.figures.get(key) or figures[key])["label"]] = [was, now]
    return changes


def _as_published(row: Narrative) -> dict[str, list[str]]:
    """The text with its figures filled in, as the public read it: the trail keeps it so."""
    return {"正文": ["", rendered(row.text, printed_of(row.figures))]}


def _tell(
    row: Narrative, action: str, said: str, changes: dict[str, Any], by: User, at: datetime
) -> None:
    record(by=by, at=at, action=action, on=row, summary=said[:500], changes=changes)

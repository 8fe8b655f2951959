"""Files behind the rows of a sheet: stored, removed, taken along."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.shortcuts import get_object_or_404

from projects import show
from projects.access import Verb, require
from projects.models import Indicator, User
from projects.texts import TextRefused, clean_text
from projects.trail import record, told_first
from scoring.files import Draft, Upload, drafted, keep, place_of
from scoring.locks import sheet_lock
from scoring.models import Evidence, Sheet
from scoring.models.evidence import LONGEST_NAME
from scoring.queries.evidence import held, row_number

LONGEST_REASON = 200


class EvidenceRefused(ValueError):
    """The files cannot be taken, or not be removed; nothing was stored or removed."""


def add_evidence(
    *, sheet: Sheet, indicator: Indicator, files: Sequence[Upload], by: User, at: datetime
) -> list[Evidence]:
    """Store files of one row: all of them or, when one is refused, none.

    They are written before the sheet is locked, so that nobody waits for the disk. Raises
    PermissionDenied, Locked, or EvidenceRefused with the reason.
    """
    require(by, Verb.FILL, sheet)
    if lock := sheet_lock(sheet, at=at):
        raise lock
    names = [_clean_name(file.name) for file in files]
    with drafted(file.stream for file in files) as drafts:
        return _add(
            sheet=sheet,
            indicator=indicator,
            files=list(zip(names, [file.media_type for file in files], drafts, strict=True)),
            by=by,
            at=at,
        )


@transaction.atomic
def _add(
    *,
    sheet: Sheet,
    indicator: Indicator,
    files: Sequence[tuple[str, str, Draft]],
    by: User,
    at: datetime,
) -> list[Evidence]:
    sheet = _sheet_to_change(sheet, by, at)
    _check(sheet, indicator, files)
    rows = Evidence.objects.bulk_create(
        Evidence(
            sheet=sheet,
            indicator=indicator,
            department=sheet.department,
            year=sheet.year,
            name=name,
            size=draft.size,
            digest=draft.digest,
            media_type=media_type,
            path=draft.path,
            by=by,
            at=at,
        )
        for name, media_type, draft in files
    )
    where = f"第 {row_number(indicator)} 行"
    told = told_first([f"“{row.name}”" for row in rows], sign="、", unit="份")
    record(
        by=by,
        at=at,
        action="evidence.added",
        on=sheet,
        summary=f"{where} 上传佐证{told}"[:500],
        changes={f"{where} 佐证 {row.name}"[:200]: ["", row.digest] for row in rows},
    )
    keep(draft for *_, draft in files)
    return rows


@transaction.atomic
def remove_evidence(*, evidence: Evidence, reason: str, by: User, at: datetime) -> None:
    """Take a file off its row; the row of it stays with the reason, its bytes go.

    Raises PermissionDenied, Locked (only a draft lets files go), or EvidenceRefused.
    """
    sheet = _sheet_to_change(evidence.sheet, by, at)
    try:
        reason = clean_text(reason, name="移除原因", longest=LONGEST_REASON)
    except TextRefused as refused:
        raise EvidenceRefused(str(refused)) from refused
    if not reason:
        raise EvidenceRefused("移除佐证须写明原因，如传错文件。")
    removed = Evidence.objects.there().filter(pk=evidence.pk)
    if not removed.update(
        removed_by=by, removed_at=at, removed_why=reason, version=evidence.version + 1
    ):
        raise EvidenceRefused(f"“{evidence.name}”已经被移除，没有再次移除。")
    where = f"第 {row_number(evidence.indicator)} 行"
    record(
        by=by,
        at=at,
        action="evidence.removed",
        on=sheet,
        summary=f"{where} 移除佐证“{evidence.name}”：{reason}",
        changes={f"{where} 佐证 {evidence.name}"[:200]: [evidence.digest, ""]},
    )
    # After the commit: were it undone, the row would have lost its file.
    transaction.on_commit(lambda: place_of(evidence.path).unlink(missing_ok=True), robust=True)


@transaction.atomic
def record_taken(*, sheet: Sheet, count: int, size: int, by: User, at: datetime) -> None:
    """Keep on record who took all evidence of a sheet along. Raises PermissionDenied."""
    sheet = _locked_row(sheet)
    require(by, Verb.EXPORT, sheet)
    record(
        by=by,
        at=at,
        action="evidence.taken",
        on=sheet,
        summary=f"下载全部佐证 {count} 份，共 {show.size(size)}",
    )


def _locked_row(sheet: Sheet) -> Sheet:
    return get_object_or_404(
        Sheet.objects.select_for_update(of=("self",)).select_related(
            "plan__project", "department", "year", "state_by"
        ),
        pk=sheet.pk,
    )


def _sheet_to_change(sheet: Sheet, by: User, at: datetime) -> Sheet:
    sheet = _locked_row(sheet)
    require(by, Verb.FILL, sheet)
    if lock := sheet_lock(sheet, at=at):
        raise lock
    return sheet


def _clean_name(given: str) -> str:
    try:
        name = clean_text(given, name="文件名", longest=LONGEST_NAME)
    except TextRefused as refused:
        raise EvidenceRefused(str(refused)) from refused
    if not name or set(name) & set("/\\\n\t"):
        raise EvidenceRefused("文件名是空的，或含有斜杠、换行。请改名后再上传。")
    return name


def _check(sheet: Sheet, indicator: Indicator, files: Sequence[tuple[str, str, Draft]]) -> None:
    """Refuse what breaks a limit; the sheet's row is locked, so two uploads cannot share room."""
    if indicator.plan_id != sheet.plan_id or indicator.level != 3:
        raise EvidenceRefused("自评表中没有这一行，请刷新页面后重试。")
    known = dict(
        Evidence.objects.there()
        .filter(sheet=sheet, indicator=indicator)
        .values_list("digest", "name")
    )
    if len(known) + len(files) > settings.EVIDENCE_ROW_FILES:
        raise EvidenceRefused(
            f"一行最多 {settings.EVIDENCE_ROW_FILES} 份，已有 {len(known)} 份，"
            f"这次 {len(files)} 份。请移除不用的，或把几份合成一份 PDF。"
        )
    size = held(sheet).size + sum(draft.size for *_, draft in files)
    if size > settings.EVIDENCE_SHEET_BYTES:
        raise EvidenceRefused(
            f"这张自评表的佐证合计最多 {show.size(settings.EVIDENCE_SHEET_BYTES)}，"
            f"存入后会有 {show.size(size)}。请压缩扫描件或移除不用的。"
        )
    for name, _, draft in files:
        if draft.digest in known:
            raise EvidenceRefused(f"“{name}”与“{known[draft.digest]}”内容完全相同，不用重复上传。")
        known[draft.digest] = name

"""Audit published self-evaluation sheets: `manage.py audit FILE...`, without a database."""

import json
import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from perf.pipes import quiet_without_a_reader
from scoring.audit.audit import Audit, audit_sheet, edition_for, to_json
from scoring.audit.report import Audited, check_report, report
from scoring.checks.catalogue import CATALOGUE
from scoring.checks.finding import Severity
from scoring.published.reading import SheetUnreadable, read_sheet
from scoring.rules.edition import Edition, load_all

USAGE = 2


class Command(BaseCommand):
    """Exit 0: no error found; 1: at least one; 2: a file could not be read."""

    help = (
        "核对公开的绩效自评表文件（YAML 或 JSON），不需要数据库。"
        "退出码：0 没有错误，1 有错误，2 有文件读不了。"
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take files, an edition and the form of the answer."""
        parser.add_argument("files", nargs="*", metavar="FILE", help="自评表文件")
        parser.add_argument("--edition", metavar="CODE", help="指定评分办法（编码）")
        parser.add_argument("--json", action="store_true", dest="as_json", help="输出 JSON")
        parser.add_argument("--explain", metavar="CHECK", help="说明一项检查，不核对文件")

    def handle(self, *args: Any, **options: Any) -> None:
        """Audit every file; the other files are done when one cannot be read."""
        if options["explain"]:
            self._explain(options["explain"])
            return
        if not options["files"]:
            raise CommandError(
                "请给出至少一个自评表文件，或用 --explain 说明一项检查。", returncode=USAGE
            )
        audited = self._audited(options["files"], options["edition"])
        with quiet_without_a_reader():
            self._answer(audited, as_json=options["as_json"])
        if code := _exit_code(one.result for one in audited):
            sys.exit(code)

    def _answer(self, audited: list[Audited], *, as_json: bool) -> None:
        if as_json:
            answer = [_json(one) for one in audited]
            self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1))
        else:
            for line in report(audited):
                self.stdout.write(line)
        self.stdout.flush()

    def _audited(self, files: Iterable[str], code: str | None) -> list[Audited]:
        editions = load_all()
        if code is not None and code not in editions:
            raise CommandError(
                f"没有评分办法“{code}”，可选：{'、'.join(editions)}。", returncode=USAGE
            )
        return [Audited(_shown(file), _audit(Path(file), editions, code)) for file in files]

    def _explain(self, code: str) -> None:
        if code not in CATALOGUE:
            known = "、".join(CATALOGUE)
            raise CommandError(f"没有检查“{code}”，可选：{known}。", returncode=USAGE)
        for line in check_report(CATALOGUE[code]):
            self.stdout.write(line)


def _shown(file: str) -> str:
    """The name as it can be printed: one in another encoding has signs in their place."""
    return os.fsencode(file).decode("utf-8", "replace")


def _audit(path: Path, editions: dict[str, Edition], code: str | None) -> Audit | SheetUnreadable:
    try:
        sheet = read_sheet(path)
    except SheetUnreadable as refused:
        return refused
    return audit_sheet(sheet, edition_for(sheet, editions, code))


def _json(one: Audited) -> dict[str, Any]:
    if isinstance(one.result, SheetUnreadable):
        refused = one.result
        error = {"line": refused.line, "key": refused.key, "message": refused.message}
        return {"file": one.file, "error": error}
    return {"file": one.file, **to_json(one.result)}


def _exit_code(results: Iterable[Audit | SheetUnreadable]) -> int:
    code = 0
    for result in results:
        if isinstance(result, SheetUnreadable):
            return USAGE
        if any(finding.severity is Severity.ERROR for finding in result.findings):
            code = 1
    return code

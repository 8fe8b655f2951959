"""Audit published sheets and disclosures: `manage.py audit FILE...`, without a database."""

import json
import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from perf.pipes import quiet_without_a_reader
from scoring.audit.answer import answer
from scoring.audit.files import Audited, audit_files
from scoring.audit.page.document import page
from scoring.audit.report import check_list, check_report, report
from scoring.checks.catalogue import CATALOGUE
from scoring.checks.finding import Severity
from scoring.published.reading import SheetUnreadable, read_published
from scoring.published.whole import Published
from scoring.rules.edition import load_all

USAGE = 2
FORMATS = ("table", "json", "html")


class Command(BaseCommand):
    """Exit 0: no error found; 1: at least one; 2: a file could not be read."""

    help = (
        "核对公开的绩效自评表、绩效目标表和预决算公开材料（YAML 或 JSON），不需要数据库。"
        "退出码：0 没有错误，1 有错误，2 有文件读不了。"
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take files, an edition and the form of the answer."""
        parser.add_argument("files", nargs="*", metavar="FILE", help="自评表或公开材料的数据文件")
        parser.add_argument("--edition", metavar="CODE", help="指定评分办法（编码）")
        parser.add_argument(
            "--unit", action="store_true", help="把所有文件当作同一单位的材料，互相核对"
        )
        parser.add_argument(
            "--format",
            choices=FORMATS,
            default="table",
            help="输出的形式：table 文字（默认），json 数据，html 一张可以打印的网页",
        )
        parser.add_argument(
            "--json", action="store_const", const="json", dest="format", help="同 --format json"
        )
        parser.add_argument("-o", "--output", metavar="PATH", help="写到这个文件，不显示在屏幕上")
        parser.add_argument("--explain", metavar="CHECK", help="说明一项检查，不核对文件")
        parser.add_argument("--list-checks", action="store_true", help="列出各项检查，不核对文件")

    def handle(self, *args: Any, **options: Any) -> None:
        """Audit every file; the other files are done when one cannot be read."""
        if options["list_checks"] or options["explain"]:
            with quiet_without_a_reader(self.stdout):
                self._explain(options["explain"])
            return
        files, output = options["files"], options["output"]
        if not files:
            raise CommandError(
                "请给出至少一个自评表文件或公开材料文件，或用 --explain 说明一项检查。",
                returncode=USAGE,
            )
        _refuse_output(output, files)
        audited = _audited(files, options["edition"], one_unit=options["unit"])
        if output:
            _write(output, _answered(audited, options["format"]))
        else:
            with quiet_without_a_reader(self.stdout):
                for piece in _answered(audited, options["format"]):
                    self.stdout.write(piece)
        if code := _exit_code(one.result for one in audited):
            sys.exit(code)

    def _explain(self, code: str | None) -> None:
        if code is None:
            for line in check_list(CATALOGUE.values()):
                self.stdout.write(line)
            return
        if code not in CATALOGUE:
            known = "、".join(CATALOGUE)
            raise CommandError(f"没有检查“{code}”，可选：{known}。", returncode=USAGE)
        for line in check_report(CATALOGUE[code]):
            self.stdout.write(line)


def _audited(files: Sequence[str], code: str | None, *, one_unit: bool) -> list[Audited]:
    editions = load_all()
    if code is not None and code not in editions:
        raise CommandError(f"没有评分办法“{code}”，可选：{'、'.join(editions)}。", returncode=USAGE)
    read = [(_shown(file), _read(Path(file))) for file in files]
    return audit_files(read, editions, code=code, one_unit=one_unit)


def _answered(audited: Sequence[Audited], form: str) -> Iterable[str]:
    """The pieces of the answer, each for a line of its own."""
    if form == "json":
        return [json.dumps([answer(one) for one in audited], ensure_ascii=False, indent=1)]
    return [page(audited)] if form == "html" else report(audited)


def _shown(file: str) -> str:
    """The name as it can be printed: one in another encoding has signs in their place."""
    return os.fsencode(file).decode("utf-8", "replace")


def _read(path: Path) -> Published | SheetUnreadable:
    try:
        return read_published(path)
    except SheetUnreadable as refused:
        return refused


def _refuse_output(output: str | None, files: Iterable[str]) -> None:
    """Refuse to write over a file that is to be audited."""
    if output and any(os.path.realpath(output) == os.path.realpath(file) for file in files):
        raise CommandError(
            f"输出文件 {_shown(output)} 就是要核对的文件，会被覆盖。请换一个名称。",
            returncode=USAGE,
        )


def _write(output: str, pieces: Iterable[str]) -> None:
    try:
        with open(output, "w", encoding="utf-8") as file:
            file.writelines(f"{piece.rstrip()}\n" for piece in pieces)
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "文件名不能用"
        raise CommandError(
            f"写不了 {_shown(output)}（{why}）。请核对路径和权限，或换一个位置。", returncode=USAGE
        ) from None


def _exit_code(results: Iterable[Any]) -> int:
    code = 0
    for result in results:
        if isinstance(result, SheetUnreadable):
            return USAGE
        if any(finding.severity is Severity.ERROR for finding in result.findings):
            code = 1
    return code
